import type pg from 'pg';
import type { Delivery, NoticeToWrite } from '../leads/lead-notices.ts';
import type { EntityId } from '../model/ids.ts';
import { parseEntityId } from '../model/ids.ts';
import type { LeadChange } from '../model/lead-answers.ts';
import type { FrozenLead, LeadLoss } from '../model/lead-evidence.ts';
import { stepsOfStanding } from '../model/lead-workflow.ts';

/** A lead as it is kept, for what is found now to be held against. */
export interface KeptLead extends FrozenLead {
  readonly lead: number;
  readonly version: number;
  readonly standing: 'STANDING' | 'WITHDRAWN' | 'JOINED';
  /** Its strength to the digit, where `strength` is that of its newest version, which is what was said. */
  readonly exact: number;
}

/** Which kept leads to read: all, or those of some keys (topic and subject) and the rings that hold some people. */
export type KeptAsked =
  'all' | { readonly keys: readonly { topic: string; subject: string }[]; readonly ringsOf: readonly EntityId[] };

const numbersOf = (ids: readonly EntityId[]) => ids.flatMap((id) => parseEntityId(id)?.number ?? []);

/** Kept leads with the evidence of their newest version. */
export async function findKeptLeads(client: pg.ClientBase, agencyId: number, asked: KeptAsked): Promise<KeptLead[]> {
  const columns = `l.lead_id as lead, l.topic, l.subject, l.kind, l.version, l.standing, v.strength, l.strength as exact, l.reason, l.also, v.evidence`;
  const from = `flashlight.lead l join flashlight.lead_version v on v.agency_id = l.agency_id and v.lead_id = l.lead_id and v.version = l.version`;
  if (asked === 'all') {
    const { rows } = await client.query<KeptLead>(`select ${columns} from ${from} where l.agency_id = $1 order by 1`, [
      agencyId,
    ]);
    return rows;
  }
  const { rows } = await client.query<KeptLead>({
    name: 'find-kept-leads',
    text: `with asked as (
             select l.lead_id from unnest($2::text[], $3::text[]) as k(topic, subject)
               join flashlight.lead l on l.agency_id = $1 and l.topic = k.topic and l.subject = k.subject
             union select lead_id from flashlight.lead where agency_id = $1 and topic = 'purchaser-ring' and standing = 'STANDING' and entity_ids && $4::bigint[])
           select ${columns} from ${from} where l.agency_id = $1 and l.lead_id in (select lead_id from asked) order by 1`,
    values: [
      agencyId,
      asked.keys.map(({ topic }) => topic),
      asked.keys.map(({ subject }) => subject),
      numbersOf(asked.ringsOf),
    ],
  });
  return rows;
}

/** What finding leads anew writes. */
export interface LeadWrites {
  /** Leads that were never found before, under the numbers they get. */
  readonly fresh: readonly { readonly lead: number; readonly found: FrozenLead }[];
  /** What changed of kept ones; `joinedInto` where one goes on in another. */
  readonly changed: readonly {
    readonly lead: number;
    /** The version this makes. */
    readonly version: number;
    readonly change: LeadChange;
    readonly found: FrozenLead;
    readonly loss: LeadLoss;
    readonly joinedInto: number | null;
  }[];
  /** Kept leads of which a reader sees nothing new: the exact strength. */
  readonly strengths: readonly { readonly lead: number; readonly strength: number }[];
}

export interface LeadMoment {
  readonly baseline: number;
  readonly seq: number;
  readonly linkSeq: number;
  readonly lastLead: number;
  readonly engine: string;
  readonly settings: string;
}

const rowsAtOnce = 1_000;

/**
 * Writes what was found, and how far it follows the records. False, and nothing written, where somebody else wrote leads after `writes`.
 */
export async function saveLeads(
  client: pg.ClientBase,
  agencyId: number,
  { fresh, changed, strengths }: LeadWrites,
  moment: LeadMoment,
  writes: number,
): Promise<boolean> {
  if (!(await claimProgress(client, agencyId, moment, writes))) return false;
  for (const part of partsOf(fresh)) await insertLeads(client, agencyId, part);
  for (const part of partsOf(changed)) await updateLeads(client, agencyId, part);
  for (const part of partsOf(strengths))
    await client.query(
      `update flashlight.lead l set strength = u.strength from unnest($2::integer[], $3::float8[]) as u(lead, strength)
        where l.agency_id = $1 and l.lead_id = u.lead`,
      [agencyId, part.map(({ lead }) => lead), part.map(({ strength }) => strength)],
    );
  const none: LeadLoss = { traces: [], entities: [], reasons: [] };
  const versions = [
    ...fresh.map(({ lead, found }) => ({ lead, version: 1, change: 'FOUND' as const, found, loss: none })),
    ...changed,
  ];
  for (const part of partsOf(versions)) await insertVersions(client, agencyId, part, moment);
  await returnRejected(
    client,
    agencyId,
    changed.filter(({ change }) => change === 'GREW' || change === 'RESTORED').map(({ lead }) => lead),
  );
  const turned = changed.filter(({ change }) => ['WITHDRAWN', 'RESTORED', 'JOINED'].includes(change));
  for (const { lead, change, joinedInto } of turned) await noteTurn(client, agencyId, { lead, change, joinedInto });
  return true;
}

/** False where somebody else wrote since, or knew more: older facts never undo what newer ones led to. */
async function claimProgress(
  client: pg.ClientBase,
  agencyId: number,
  { baseline, seq, linkSeq, lastLead }: LeadMoment,
  writes: number,
): Promise<boolean> {
  const values = [agencyId, baseline, seq, linkSeq, lastLead];
  const { rowCount } =
    writes === 0
      ? await client.query(
          `insert into flashlight.lead_progress (agency_id, baseline, seq, link_seq, last_lead, writes) values ($1, $2, $3, $4, $5, 1)
           on conflict (agency_id) do nothing`,
          values,
        )
      : await client.query(
          `update flashlight.lead_progress set baseline = $2, seq = $3, link_seq = $4, last_lead = $5, writes = writes + 1, caught_up_at = clock_timestamp()
            where agency_id = $1 and writes = $6 and seq <= $3 and link_seq <= $4`,
          [...values, writes],
        );
  return rowCount === 1;
}

const leadRow = (lead: number, { topic, subject, kind, strength, reason, also, evidence }: FrozenLead) => ({
  lead,
  topic,
  subject,
  kind,
  strength,
  reason,
  also,
  traces: evidence.numbers,
  entities: numbersOf([...evidence.persons, ...evidence.firearms, ...evidence.dealers, ...evidence.incidents]),
  from_on: evidence.from,
  to_on: evidence.to,
});

const leadColumns = `lead integer, topic text, subject text, kind text, strength float8, reason text, also jsonb, traces text[], entities bigint[],
  from_on date, to_on date`;

async function insertLeads(client: pg.ClientBase, agencyId: number, fresh: LeadWrites['fresh']): Promise<void> {
  await client.query(
    `insert into flashlight.lead (agency_id, lead_id, topic, subject, kind, version, standing, strength, reason, also, traces, entity_ids, from_on, to_on)
     select $1, lead, topic, subject, kind, 1, 'STANDING', strength, reason, also, traces, entities, from_on, to_on
       from jsonb_to_recordset($2::jsonb) as u(${leadColumns})`,
    [agencyId, JSON.stringify(fresh.map(({ lead, found }) => leadRow(lead, found)))],
  );
}

async function updateLeads(client: pg.ClientBase, agencyId: number, changed: LeadWrites['changed']): Promise<void> {
  const rows = changed.map(({ lead, version, change, found, joinedInto }) => ({
    ...leadRow(lead, found),
    version,
    standing: change === 'WITHDRAWN' ? 'WITHDRAWN' : change === 'JOINED' ? 'JOINED' : 'STANDING',
    joined_into: joinedInto,
  }));
  await client.query(
    `update flashlight.lead l
        set topic = u.topic, subject = u.subject, kind = u.kind, version = u.version, standing = u.standing, joined_into = u.joined_into,
            strength = u.strength, reason = u.reason, also = u.also, traces = u.traces, entity_ids = u.entities, from_on = u.from_on, to_on = u.to_on,
            changed_at = clock_timestamp()
       from jsonb_to_recordset($2::jsonb) as u(${leadColumns}, version integer, standing text, joined_into integer)
      where l.agency_id = $1 and l.lead_id = u.lead`,
    [agencyId, JSON.stringify(rows)],
  );
}

async function insertVersions(
  client: pg.ClientBase,
  agencyId: number,
  versions: readonly Pick<LeadWrites['changed'][number], 'lead' | 'version' | 'change' | 'found' | 'loss'>[],
  { engine, settings, baseline }: LeadMoment,
): Promise<void> {
  const rows = versions.map(({ lead, version, change, found, loss }) => {
    const { kind, strength, reason, also, evidence } = found;
    return { lead, version, change, kind, strength, reason, also, evidence, lost: loss };
  });
  await client.query(
    `insert into flashlight.lead_version (agency_id, lead_id, version, change, kind, strength, reason, also, evidence, lost, engine, settings, baseline)
     select $1, lead, version, change, kind, strength, reason, also, evidence, lost, $3, $4, $5
       from jsonb_to_recordset($2::jsonb) as u(lead integer, version integer, change text, kind text, strength float8, reason text, also jsonb, evidence jsonb, lost jsonb)`,
    [agencyId, JSON.stringify(rows), engine, settings, baseline],
  );
}

const workJson = `jsonb_build_object('state', state, 'triage', triage, 'assignee', assignee, 'outcome', outcome, 'aboutOfficer', about_officer)`;

/** Who does what nobody does: the rules. */
const rules = 'flashlight';

/** A lead that was rejected was so on what it rested on then: where it rests on more, or is found again, somebody looks again. */
async function returnRejected(client: pg.ClientBase, agencyId: number, leads: readonly number[]): Promise<void> {
  if (leads.length === 0) return;
  await client.query(
    `with was as (
       select lead_id, ${workJson} as before from flashlight.lead
        where agency_id = $1 and lead_id = any($2::integer[]) and state = 'TRIAGED' and triage = 'reject' for update),
     returned as (
       update flashlight.lead l set state = 'GENERATED', triage = null, assignee = null, revision = l.revision + 1
         from was where l.agency_id = $1 and l.lead_id = was.lead_id returning l.lead_id, l.revision, was.before)
     insert into flashlight.lead_event (agency_id, lead_id, revision, step, from_state, to_state, before, detail, actor)
     select $1, lead_id, revision, 'returned', 'TRIAGED', 'GENERATED', before, '{}', $3 from returned`,
    [agencyId, leads, rules],
  );
}

/**
 * That a lead went, came back or goes on in another one is an event of it, and whoever looked at it before looks again. What waits for a second
 * person and cannot be done any more lapses.
 */
async function noteTurn(
  client: pg.ClientBase,
  agencyId: number,
  { lead, change, joinedInto }: { lead: number; change: LeadChange; joinedInto: number | null },
): Promise<void> {
  const event = (of: string, step: string, detail: string) =>
    client.query(
      `with turned as (update flashlight.lead set revision = revision + 1 where agency_id = $1 and lead_id = ${of} returning *)
       insert into flashlight.lead_event (agency_id, lead_id, revision, step, from_state, to_state, before, detail, actor)
       select agency_id, lead_id, revision, $3, state, state, ${workJson}, jsonb_build_object($4::text, $5::integer), $6 from turned`,
      [agencyId, of === '$2' ? lead : joinedInto, step, detail, detail === 'from' ? lead : joinedInto, rules],
    );
  await event('$2', change.toLowerCase(), joinedInto === null ? 'lead' : 'into');
  if (change !== 'RESTORED')
    await client.query(
      `update flashlight.lead_request set answer = 'LAPSED', answered_by = $3, answered_at = clock_timestamp(), answer_reason = $4
        where agency_id = $1 and lead_id = $2 and answer is null and ($5::text[] is null or step = any($5))`,
      [agencyId, lead, rules, change, change === 'JOINED' ? null : [...stepsOfStanding]],
    );
  if (joinedInto === null) return;
  // What was done about it goes on there, where nobody has done anything yet; that it was rejected was said of what it rested on alone.
  const { rowCount } = await client.query(
    `with work as (select * from flashlight.lead where agency_id = $1 and lead_id = $2 and state <> 'GENERATED' and triage is distinct from 'reject'),
     taken as (
       update flashlight.lead l set state = w.state, triage = w.triage, assignee = w.assignee, outcome = w.outcome,
              about_officer = l.about_officer or w.about_officer, revision = l.revision + 1
         from work w where l.agency_id = $1 and l.lead_id = $3 and l.state = 'GENERATED' returning l.*)
     insert into flashlight.lead_event (agency_id, lead_id, revision, step, from_state, to_state, before, detail, actor)
     select agency_id, lead_id, revision, 'joined', 'GENERATED', state,
            '{"state": "GENERATED", "triage": null, "assignee": null, "outcome": null, "aboutOfficer": false}', jsonb_build_object('from', $2::integer), $4
       from taken`,
    [agencyId, lead, joinedInto, rules],
  );
  if (rowCount === 0) await event('$2', 'joined', 'from');
  await client.query(
    `insert into flashlight.lead_recipient (agency_id, lead_id, side, name, purpose, version, given_lead, given_by, consented_by, given_at)
     select agency_id, $3, side, name, purpose, version, given_lead, given_by, consented_by, given_at from flashlight.lead_recipient r
      where agency_id = $1 and lead_id = $2 and taken_back_at is null and not exists (
        select from flashlight.lead_recipient o where o.agency_id = $1 and o.lead_id = $3 and o.side = r.side and o.name = r.name
           and o.given_lead = r.given_lead and o.version = r.version and o.given_at = r.given_at)
      order by recipient_id`,
    [agencyId, lead, joinedInto],
  );
}

/** Who has some leads: of each the last version of each lead they were given. */
export async function findDeliveries(
  client: pg.ClientBase,
  agencyId: number,
  leads: readonly number[],
): Promise<Delivery[]> {
  if (leads.length === 0) return [];
  const { rows } = await client.query<Delivery>(
    `with recursive chain as (
       select distinct given_lead as given, given_lead as at, array[given_lead] as path from flashlight.lead_recipient
        where agency_id = $1 and lead_id = any($2::integer[]) and taken_back_at is null
       union all
       select c.given, l.joined_into, c.path || l.joined_into from chain c join flashlight.lead l on l.agency_id = $1 and l.lead_id = c.at
        where l.joined_into <> all(c.path)
     ), paths as (select distinct on (given) given, path from chain order by given, cardinality(path) desc)
     select distinct on (r.lead_id, r.side, r.name, r.given_lead) r.lead_id as lead, r.recipient_id as recipient, r.side, r.name, p.path,
            jsonb_build_object('topic', g.topic, 'subject', g.subject, 'kind', v.kind, 'strength', v.strength, 'reason', v.reason,
              'also', v.also, 'evidence', v.evidence) as given,
            (select n.lost from flashlight.lead_notice n join flashlight.lead_recipient o on o.agency_id = n.agency_id and o.recipient_id = n.recipient_id
              where n.agency_id = r.agency_id and n.side = r.side and n.name = r.name and o.given_lead = r.given_lead
                and n.told_by is null and n.made_at >= r.given_at order by n.notice_id desc limit 1) as told
       from flashlight.lead_recipient r
       join flashlight.lead g on g.agency_id = r.agency_id and g.lead_id = r.given_lead
       join paths p on p.given = r.given_lead
       join flashlight.lead_version v on v.agency_id = r.agency_id and v.lead_id = r.given_lead and v.version = r.version
      where r.agency_id = $1 and r.lead_id = any($2::integer[]) and r.taken_back_at is null
      order by r.lead_id, r.side, r.name, r.given_lead, r.recipient_id desc`,
    [agencyId, leads],
  );
  return rows;
}

/** Keeps notices for people who received a lead that no longer stands as it was given, or stands again. */
export async function saveNotices(
  client: pg.ClientBase,
  agencyId: number,
  notices: readonly NoticeToWrite[],
): Promise<void> {
  for (const part of partsOf(notices))
    await client.query(
      `insert into flashlight.lead_notice (agency_id, lead_id, version, recipient_id, side, name, change, lost, joined_into)
       select $1, lead, version, recipient, side, name, change, lost, "joinedInto"
         from jsonb_to_recordset($2::jsonb) as u(lead integer, version integer, recipient bigint, side text, name text, change text, lost jsonb,
           "joinedInto" integer)`,
      [agencyId, JSON.stringify(part)],
    );
}

function partsOf<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += rowsAtOnce) parts.push(all.slice(at, at + rowsAtOnce));
  return parts;
}
