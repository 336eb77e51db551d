import type pg from 'pg';
import type {
  ApertureShape,
  BreechFaceType,
  CalibreSource,
  EntryMark,
  ExhibitKind,
  ExhibitOrigin,
  ExhibitState,
  ExhibitStep,
} from '../model/exhibits.ts';

type Client = pg.ClientBase;

/** What somebody writes down of an exhibit. */
export interface ExhibitFacts {
  readonly item: string;
  readonly labItem: string | null;
  readonly ibis: string | null;
  readonly case: string | null;
  /** Of the numbers, as they compare. */
  readonly itemKey: string;
  readonly labKey: string | null;
  readonly ibisKey: string | null;
  readonly caseKey: string | null;
  readonly kind: ExhibitKind;
  readonly origin: ExhibitOrigin;
  readonly calibre: string | null;
  /** As written, where the words name several calibres and `calibre` is the likeliest. */
  readonly calibreWritten: string | null;
  readonly calibreSource: CalibreSource | null;
  readonly finish: string | null;
  readonly headstamp: string | null;
  readonly marker: string | null;
  readonly pieces: number | null;
  readonly collectedAt: string | null;
  readonly collectedBy: string | null;
  readonly aperture: ApertureShape | null;
  readonly breechFace: BreechFaceType | null;
  /** Where it lay, degrees; both or neither. */
  readonly lat: number | null;
  readonly lon: number | null;
  readonly place: string | null;
  /** Of its entry. */
  readonly site: string | null;
  readonly operator: string | null;
  readonly region: string | null;
  readonly marks: EntryMark[] | null;
  readonly recoverySource: number | null;
  readonly recoveryKey: string | null;
  readonly testFire: number | null;
}

/** Where an exhibit stands. */
export interface ExhibitStanding {
  readonly state: ExhibitState;
  readonly stateAt: string;
  readonly stateBy: string;
  readonly notEnteredReason: string | null;
  readonly holder: string | null;
}

/** An exhibit as it is kept, with what it is tied to now. */
export interface StoredExhibit extends ExhibitFacts, ExhibitStanding {
  readonly exhibit: number;
  readonly version: number;
  readonly entrySource: number | null;
  readonly entryKey: string | null;
  readonly made: boolean;
  readonly enrolledBy: string;
  readonly enrolledAt: string;
  /** Entities, once records of them are joined. */
  readonly incident: number | null;
  readonly firearm: number | null;
  /** The row of the entry in force, and when it was entered. */
  readonly entryRecord: number | null;
  readonly enteredAt: string | null;
}

export interface NewStep {
  readonly step: ExhibitStep;
  readonly from: ExhibitState | null;
  readonly to: ExhibitState;
  readonly custodyFrom: string | null;
  readonly custodyTo: string | null;
  readonly note: string | null;
  /** What undoing has to put back. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly undoes: number | null;
  readonly byProgram: boolean;
  readonly at: string;
  readonly by: string;
}

export interface StoredStep extends NewStep {
  readonly id: number;
  readonly exhibit: number;
  readonly recordedAt: string;
}

const factColumns: Readonly<Record<keyof ExhibitFacts, string>> = {
  item: 'agency_item_no',
  labItem: 'lab_item_no',
  ibis: 'ibis_id',
  case: 'case_no',
  itemKey: 'item_key',
  labKey: 'lab_key',
  ibisKey: 'ibis_key',
  caseKey: 'case_key',
  kind: 'kind',
  origin: 'origin',
  calibre: 'calibre_code',
  calibreWritten: 'calibre_written',
  calibreSource: 'calibre_source',
  finish: 'metal_finish',
  headstamp: 'headstamp',
  marker: 'scene_marker',
  pieces: 'pieces',
  collectedAt: 'collected_at',
  collectedBy: 'collected_by',
  aperture: 'aperture',
  breechFace: 'breech_face',
  lat: 'lat',
  lon: 'lon',
  place: 'scene_place',
  site: 'entry_site',
  operator: 'entry_operator',
  region: 'entry_region',
  marks: 'marks_captured',
  recoverySource: 'recovery_source',
  recoveryKey: 'recovery_key',
  testFire: 'test_fire_id',
};
const standingColumns: Readonly<Record<keyof ExhibitStanding, string>> = {
  state: 'state',
  stateAt: 'state_at',
  stateBy: 'state_by',
  notEnteredReason: 'not_entered_reason',
  holder: 'holder',
};
const keptColumns: Readonly<Record<string, string>> = { ...factColumns, ...standingColumns };

/** What is selected of them. */
export const exhibitColumns = `x.exhibit_id as exhibit, x.version, ${Object.entries(keptColumns)
  .map(([name, column]) => `x.${column} as "${name}"`)
  .join(', ')},
  x.entry_source as "entrySource", x.entry_key as "entryKey", x.made, x.enrolled_by as "enrolledBy", x.enrolled_at as "enrolledAt",
  i.entity_id as incident, coalesce(f.firearm, tf.firearm) as firearm, e.record as "entryRecord", e.entered_at as "enteredAt"`;

const firearmOfRecovery = (row: string) => `
  select o.entity_id as firearm from flashlight.record r
    join flashlight.recovery v on v.agency_id = r.agency_id and v.record_id = r.record_id
    join flashlight.observation_of o on o.agency_id = r.agency_id and o.record_id = r.record_id and o.ordinal = v.firearm_ordinal
   where r.agency_id = ${row}.agency_id and r.source_id = ${row}.recovery_source and r.natural_key = ${row}.recovery_key
   order by r.version desc limit 1`;

/** Exhibits `x` with the incident of their case, their firearm, and the entry a file tells of. */
export const exhibitsWithTies = `flashlight.exhibit x
  left join flashlight.identity_key i on i.agency_id = x.agency_id and i.kind = 'incident' and i.key = 'case:' || x.case_key
  left join lateral (${firearmOfRecovery('x')}) f on true
  left join lateral (
    select g.firearm from flashlight.test_fire t
      join flashlight.exhibit y on y.agency_id = t.agency_id and y.exhibit_id = t.firearm_exhibit_id
      cross join lateral (${firearmOfRecovery('y')}) g
     where t.agency_id = x.agency_id and t.test_fire_id = x.test_fire_id) tf on true
  left join lateral (
    select r.record_id as record, b.entered_at from flashlight.record r
      join flashlight.ballistic_entry b on b.agency_id = r.agency_id and b.record_id = r.record_id
     where r.agency_id = x.agency_id and r.source_id = x.entry_source and r.natural_key = x.entry_key
     order by r.version desc, b.ordinal limit 1) e on true`;

/** Exhibits by their numbers, in the order of these numbers. `change`: nobody else changes them until the transaction ends. */
export async function findExhibits(
  client: Client,
  agencyId: number,
  exhibits: readonly number[],
  reason: 'read' | 'change' = 'read',
): Promise<StoredExhibit[]> {
  if (reason === 'change')
    await client.query(
      'select 1 from flashlight.exhibit where agency_id = $1 and exhibit_id = any($2::bigint[]) order by exhibit_id for update',
      [agencyId, exhibits],
    );
  const { rows } = await client.query<StoredExhibit>(
    `select ${exhibitColumns} from ${exhibitsWithTies} where x.agency_id = $1 and x.exhibit_id = any($2::bigint[]) order by x.exhibit_id`,
    [agencyId, exhibits],
  );
  return rows;
}

/** Numbers of the exhibits of a case, in the order of their items. */
export async function findExhibitsOfCase(client: Client, agencyId: number, caseKey: string): Promise<number[]> {
  const { rows } = await client.query<{ exhibit: number }>(
    `select exhibit_id as exhibit from flashlight.exhibit where agency_id = $1 and case_key = $2
      order by substring(item_key from '^\\D*'), length(item_key), item_key, exhibit_id`,
    [agencyId, caseKey],
  );
  return rows.map(({ exhibit }) => exhibit);
}

/** Exhibits that may be of the firearms of some, these among them: those of its recoveries, and what it was test fired into. */
export async function findOfSameFirearms(
  client: Client,
  agencyId: number,
  exhibits: readonly number[],
): Promise<number[]> {
  const { rows } = await client.query<{ exhibit: number }>(
    `with recovered as (
       select y.exhibit_id from flashlight.exhibit y where y.agency_id = $1 and y.exhibit_id = any($2::bigint[]) and y.recovery_key is not null
       union
       select t.firearm_exhibit_id from flashlight.exhibit y
         join flashlight.test_fire t on t.agency_id = y.agency_id and t.test_fire_id = y.test_fire_id
        where y.agency_id = $1 and y.exhibit_id = any($2::bigint[])),
     beside as (
       select x.exhibit_id from recovered w
         join flashlight.exhibit y on y.agency_id = $1 and y.exhibit_id = w.exhibit_id
         cross join lateral (${firearmOfRecovery('y')}) g
         join flashlight.observation_of o on o.agency_id = $1 and o.entity_id = g.firearm and o.kind = 'firearm'
         join flashlight.record r on r.agency_id = o.agency_id and r.record_id = o.record_id
         join flashlight.exhibit x on x.agency_id = r.agency_id and x.recovery_source = r.source_id and x.recovery_key = r.natural_key)
     select exhibit_id as exhibit from beside
     union select x.exhibit_id from beside b
       join flashlight.test_fire t on t.agency_id = $1 and t.firearm_exhibit_id = b.exhibit_id
       join flashlight.exhibit x on x.agency_id = t.agency_id and x.test_fire_id = t.test_fire_id`,
    [agencyId, exhibits],
  );
  return rows.map(({ exhibit }) => exhibit);
}

/** Adds an exhibit; null where one with its item of the case, or its IBIS number, is there. */
export async function insertExhibit(
  client: Client,
  agencyId: number,
  exhibit: ExhibitFacts &
    ExhibitStanding & {
      readonly entrySource: number | null;
      readonly entryKey: string | null;
      readonly made: boolean;
      readonly by: string;
      readonly at: string;
    },
): Promise<number | null> {
  const names = Object.keys(keptColumns) as (keyof ExhibitFacts)[];
  const { rows } = await client.query<{ exhibit: number }>(
    `insert into flashlight.exhibit (agency_id, entry_source, entry_key, made, enrolled_by, enrolled_at, ${names.map((name) => keptColumns[name]).join(', ')})
     values ($1, $2, $3, $4, $5, $6, ${names.map((_, n) => `$${n + 7}`).join(', ')}) on conflict do nothing returning exhibit_id as exhibit`,
    [
      agencyId,
      exhibit.entrySource,
      exhibit.entryKey,
      exhibit.made,
      exhibit.by,
      exhibit.at,
      ...names.map((name) => exhibit[name]),
    ],
  );
  return rows[0]?.exhibit ?? null;
}

/** Changes what is said of an exhibit, or where it stands, as its next version. */
export async function updateExhibit(
  client: Client,
  agencyId: number,
  exhibit: number,
  changed: Partial<ExhibitFacts & ExhibitStanding>,
): Promise<void> {
  const names = Object.keys(changed).filter((name) => keptColumns[name] !== undefined);
  const sets = names.map((name, n) => `, ${keptColumns[name]!} = $${n + 3}`).join('');
  await client.query(
    `update flashlight.exhibit set version = version + 1${sets} where agency_id = $1 and exhibit_id = $2`,
    [agencyId, exhibit, ...names.map((name) => (changed as Record<string, unknown>)[name])],
  );
}

export async function insertExhibitStep(
  client: Client,
  agencyId: number,
  exhibit: number,
  step: NewStep,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into flashlight.exhibit_step (agency_id, exhibit_id, step, from_state, to_state, custody_from, custody_to, note, before, undoes,
       by_program, done_at, done_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning step_id as id`,
    [
      agencyId,
      exhibit,
      step.step,
      step.from,
      step.to,
      step.custodyFrom,
      step.custodyTo,
      step.note,
      step.before,
      step.undoes,
      step.byProgram,
      step.at,
      step.by,
    ],
  );
  return rows[0]!.id;
}

/** Steps of some exhibits, the oldest first. */
export async function findExhibitSteps(
  client: Client,
  agencyId: number,
  exhibits: readonly number[],
): Promise<StoredStep[]> {
  const { rows } = await client.query<StoredStep>(
    `select step_id as id, exhibit_id as exhibit, step, from_state as "from", to_state as "to", custody_from as "custodyFrom",
            custody_to as "custodyTo", note, before, undoes, by_program as "byProgram", done_at as at, done_by as by, recorded_at as "recordedAt"
       from flashlight.exhibit_step where agency_id = $1 and exhibit_id = any($2::bigint[]) order by exhibit_id, step_id`,
    [agencyId, exhibits],
  );
  return rows;
}

/** How many exhibits are only made to show what the program does. */
export async function countMade(client: Client, agencyId: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int as n from flashlight.exhibit where agency_id = $1 and made',
    [agencyId],
  );
  return rows[0]!.n;
}
