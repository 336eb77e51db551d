import type pg from 'pg';
import type { Checked, RequestState, RequestStep } from '../model/tracing.ts';
import type { TraceRequestForm } from '../model/trace-request-form.ts';

/** A request as it is kept. */
export interface StoredRequest {
  readonly request: number;
  readonly version: number;
  readonly state: RequestState;
  readonly recoverySource: number | null;
  readonly recoveryKey: string | null;
  readonly propertyNumber: string | null;
  readonly traceNumber: string | null;
  readonly form: TraceRequestForm;
  readonly prefilled: Readonly<Record<string, number>>;
  readonly acknowledged: readonly string[];
  readonly checks: readonly Checked[];
  readonly serialNcic: string | null;
  readonly makeFamily: string | null;
  readonly caseKey: string | null;
  /** Results, each by the first version of its row. */
  readonly taken: readonly number[];
  readonly setAside: readonly number[];
  readonly disagrees: boolean;
  readonly stateAt: string;
  readonly stateBy: string;
  /** The row of the recovery in force, and its firearm, once it is joined. */
  readonly record: number | null;
  readonly firearm: number | null;
}

export interface StoredEvent {
  readonly step: RequestStep;
  readonly from: RequestState | null;
  readonly to: RequestState;
  readonly form: TraceRequestForm;
  readonly traceNumber: string | null;
  readonly acknowledged: readonly string[];
  readonly note: string | null;
  readonly changed: readonly string[];
  readonly byImport: boolean;
  readonly by: string;
  readonly at: string;
}

/** A step with the version of the row of results its note names, and the first version of that row. */
export type FoundEvent = StoredEvent & {
  readonly request: number;
  readonly record: number | null;
  readonly result: number | null;
};

/** The first version of each row some records are versions of. */
const firstVersionsOf = (records: string) => `array(
  select distinct f.record_id from flashlight.record r
    join lateral (select v.record_id from flashlight.record v where v.agency_id = r.agency_id and v.source_id = r.source_id
                     and v.natural_key = r.natural_key order by v.version limit 1) f on true
   where r.agency_id = q.agency_id and r.record_id = any(${records}) order by 1)`;

const columns = `q.request_id as request, q.version, q.state, q.recovery_source as "recoverySource", q.recovery_key as "recoveryKey",
  q.property_number as "propertyNumber", q.trace_number as "traceNumber", q.form, q.prefilled, q.acknowledged, q.checks,
  q.serial_ncic as "serialNcic", q.make_family as "makeFamily", q.case_key as "caseKey", ${firstVersionsOf('q.taken')} as taken,
  ${firstVersionsOf('q.set_aside')} as "setAside",
  q.disagrees, q.state_at as "stateAt", q.state_by as "stateBy", n.record, n.firearm`;
const withRecovery = `flashlight.tracing_request q left join lateral (
  select r.record_id as record, o.entity_id as firearm from flashlight.record r
    left join flashlight.recovery v on v.agency_id = r.agency_id and v.record_id = r.record_id
    left join flashlight.observation_of o on o.agency_id = r.agency_id and o.record_id = r.record_id and o.ordinal = v.firearm_ordinal
   where r.agency_id = q.agency_id and r.source_id = q.recovery_source and r.natural_key = q.recovery_key
   order by r.version desc limit 1) n on true`;

const numbers = (row: StoredRequest): StoredRequest => ({
  ...row,
  taken: row.taken.map(Number),
  setAside: row.setAside.map(Number),
});

/** Requests of an agency, the newest step first. `states`: those that stand there. */
export async function findRequests(
  client: pg.ClientBase,
  agencyId: number,
  { states = null, limit }: { states?: readonly RequestState[] | null; limit: number },
): Promise<StoredRequest[]> {
  const { rows } = await client.query<StoredRequest>(
    `select ${columns} from ${withRecovery}
      where q.agency_id = $1 and ($2::text[] is null or q.state = any($2)) order by q.state_at desc, q.request_id desc limit $3`,
    [agencyId, states, limit],
  );
  return rows.map(numbers);
}

/** How many requests stand where. */
export async function countRequests(client: pg.ClientBase, agencyId: number): Promise<Record<string, number>> {
  const { rows } = await client.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from flashlight.tracing_request where agency_id = $1 group by state',
    [agencyId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** Some requests, in the order of their numbers. `change`: nobody else changes them until the transaction ends. */
export async function findRequestsByNumber(
  client: pg.ClientBase,
  agencyId: number,
  requests: readonly number[],
  reason: 'read' | 'change' = 'read',
): Promise<StoredRequest[]> {
  if (reason === 'change')
    await client.query(
      'select 1 from flashlight.tracing_request where agency_id = $1 and request_id = any($2::bigint[]) order by request_id for update',
      [agencyId, requests],
    );
  const { rows } = await client.query<StoredRequest>(
    `select ${columns} from ${withRecovery} where q.agency_id = $1 and q.request_id = any($2::bigint[]) order by q.request_id`,
    [agencyId, requests],
  );
  return rows.map(numbers);
}

/** Requests that are not withdrawn, of some serial numbers. */
export async function findRequestsOfSerial(
  client: pg.ClientBase,
  agencyId: number,
  serialNcic: string,
  makeFamily: string,
): Promise<{ request: number; state: RequestState; on: string | null }[]> {
  const { rows } = await client.query<{ request: number; state: RequestState; on: string | null }>(
    `select request_id as request, state, form->>'date_of_request' as on from flashlight.tracing_request
      where agency_id = $1 and serial_ncic = $2 and make_family = $3 and state <> 'WITHDRAWN' order by request_id`,
    [agencyId, serialNcic, makeFamily],
  );
  return rows;
}

export type RequestToSave = Pick<
  StoredRequest,
  | 'state'
  | 'traceNumber'
  | 'form'
  | 'acknowledged'
  | 'checks'
  | 'serialNcic'
  | 'makeFamily'
  | 'caseKey'
  | 'taken'
  | 'setAside'
  | 'disagrees'
>;

/** Saves a new request and gives its number; null where the recovery has one already. */
export async function insertRequest(
  client: pg.ClientBase,
  agencyId: number,
  request: RequestToSave &
    Pick<StoredRequest, 'recoverySource' | 'recoveryKey' | 'propertyNumber' | 'prefilled' | 'stateBy'> & { at: string },
): Promise<number | null> {
  const { rows } = await client.query<{ request: number }>(
    `insert into flashlight.tracing_request (agency_id, state, recovery_source, recovery_key, property_number, trace_number, form, prefilled,
            acknowledged, checks, serial_ncic, make_family, case_key, state_by, state_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (agency_id, recovery_source, recovery_key) where state <> 'WITHDRAWN' do nothing
     returning request_id as request`,
    [
      agencyId,
      request.state,
      request.recoverySource,
      request.recoveryKey,
      request.propertyNumber,
      request.traceNumber,
      JSON.stringify(request.form),
      JSON.stringify(request.prefilled),
      request.acknowledged,
      JSON.stringify(request.checks),
      request.serialNcic,
      request.makeFamily,
      request.caseKey,
      request.stateBy,
      request.at,
    ],
  );
  return rows[0]?.request ?? null;
}

/** Saves what became of a request that is held for change. */
export async function updateRequest(
  client: pg.ClientBase,
  agencyId: number,
  request: number,
  change: RequestToSave & { version: number; moved: { by: string; at: string } | null },
): Promise<void> {
  await client.query(
    `update flashlight.tracing_request
        set version = $3, state = $4, trace_number = $5, form = $6, acknowledged = $7, checks = $8, serial_ncic = $9, make_family = $10,
            case_key = $11, taken = $12, set_aside = $13, disagrees = $14, state_by = coalesce($15, state_by), state_at = coalesce($16, state_at)
      where agency_id = $1 and request_id = $2`,
    [
      agencyId,
      request,
      change.version,
      change.state,
      change.traceNumber,
      JSON.stringify(change.form),
      change.acknowledged,
      JSON.stringify(change.checks),
      change.serialNcic,
      change.makeFamily,
      change.caseKey,
      change.taken,
      change.setAside,
      change.disagrees,
      change.moved?.by ?? null,
      change.moved?.at ?? null,
    ],
  );
}

export async function insertRequestEvent(
  client: pg.ClientBase,
  agencyId: number,
  request: number,
  event: StoredEvent,
): Promise<void> {
  await client.query(
    `insert into flashlight.tracing_event (agency_id, request_id, step, from_state, to_state, form, trace_number, acknowledged, note, changed,
            by_import, done_by, done_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      agencyId,
      request,
      event.step,
      event.from,
      event.to,
      JSON.stringify(event.form),
      event.traceNumber,
      event.acknowledged,
      event.note,
      event.changed,
      event.byImport,
      event.by,
      event.at,
    ],
  );
}

/** Every step of some requests, oldest first. */
export async function findRequestEvents(
  client: pg.ClientBase,
  agencyId: number,
  requests: readonly number[],
): Promise<FoundEvent[]> {
  const { rows } = await client.query<FoundEvent>(
    `select e.request_id as request, e.step, e.from_state as from, e.to_state as to, e.form, e.trace_number as "traceNumber", e.acknowledged,
            e.note, e.changed, e.by_import as "byImport", e.done_by as by, e.done_at as at, n.record, f.record_id as result
       from flashlight.tracing_event e
       left join lateral (select substring(e.note from '^record ([0-9]{1,15})$')::bigint as record) n on true
       left join flashlight.record c on c.agency_id = e.agency_id and c.record_id = n.record
       left join lateral (select v.record_id from flashlight.record v where v.agency_id = c.agency_id and v.source_id = c.source_id
                             and v.natural_key = c.natural_key order by v.version limit 1) f on true
      where e.agency_id = $1 and e.request_id = any($2::bigint[]) order by e.event_id`,
    [agencyId, requests],
  );
  return rows;
}
