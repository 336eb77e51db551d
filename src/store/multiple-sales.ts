import type pg from 'pg';
import type { SaleException, SalePolicy } from '../model/multiple-sales.ts';
import type { RecordedSale } from '../tracing/sale-windows.ts';
import type { Reader } from './audit.ts';

/** A row of a report as it is kept. */
export interface ReportRow {
  readonly record: number;
  /** Of the report: number and dealer of its first row. */
  readonly key: string;
  /** Number and dealer as this row has them. */
  readonly rowKey: string;
  readonly report: string;
  readonly form: string | null;
  readonly reportedOn: string | null;
  /** Of the first version of any row of the report: newer ones, and those of a corrected dealer, do not put its day off. */
  readonly receivedOn: string;
  /** Day by which every version is destroyed, under the policy in force. */
  readonly dueOn: string;
  readonly soldOn: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly calibre: string | null;
  readonly serial: string | null;
  readonly serialNcic: string | null;
  readonly makeFamily: string | null;
  readonly dealer: string | null;
  readonly licenceKey: string | null;
  readonly purchaser: string | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly bornOn: string | null;
}

/** Rows of reports in force, the newest received first, each with the day the first version of its report was received. */
export async function findReportRows(client: pg.ClientBase, agencyId: number): Promise<ReportRow[]> {
  const { rows } = await client.query<ReportRow>(
    `select m.record_id as record, f.report_key as key, m.report_key as "rowKey", m.report_number as report, m.form, m.reported_on as "reportedOn",
            f.received_on as "receivedOn", flashlight.multiple_sale_due(p, f.received_on) as "dueOn",
            m.sold_on as "soldOn", m.make_name as make, m.model, m.calibre_code as calibre, m.serial_raw as serial,
            m.serial_ncic as "serialNcic", m.make_family as "makeFamily", coalesce(m.dealer_name, m.licence_number) as dealer,
            m.licence_key as "licenceKey", m.name_raw as purchaser, m.family_name as family, m.given_name as given, m.born_on as "bornOn"
       from flashlight.multiple_sale m join flashlight.record r on r.agency_id = m.agency_id and r.record_id = m.record_id
       join flashlight.multiple_sale_reports($1) f on f.record_id = m.record_id
       cross join flashlight.multiple_sale_policy_of($1) p
      where m.agency_id = $1 and not exists (
        select from flashlight.record n where n.agency_id = r.agency_id and n.source_id = r.source_id and n.natural_key = r.natural_key and n.version > r.version)
      order by f.received_on desc, f.report_key, m.record_id`,
    [agencyId],
  );
  return rows;
}

/** Firearms of some serial numbers, with whether and when they were recovered or traced; results of some completions are no traces. */
export async function findFirearmsOfSerials(
  client: pg.ClientBase,
  agencyId: number,
  serials: readonly string[],
  noTraces: readonly string[],
): Promise<
  { serialNcic: string; makeFamily: string | null; firearm: number; recoveredOn: string | null; traced: boolean }[]
> {
  const { rows } = await client.query<{
    serialNcic: string;
    makeFamily: string | null;
    firearm: number;
    recoveredOn: string | null;
    traced: boolean;
  }>(
    `select f.serial_ncic as "serialNcic", f.make_family as "makeFamily", o.entity_id as firearm,
            max(v.recovered_on) as "recoveredOn", bool_or(t.record_id is not null) as traced
       from flashlight.firearm_observation f
       join flashlight.observation_of o on o.agency_id = f.agency_id and o.record_id = f.record_id and o.ordinal = f.ordinal and o.status = 'ACTIVE'
       left join flashlight.recovery v on v.agency_id = f.agency_id and v.record_id = f.record_id
       left join flashlight.trace_result t on t.agency_id = f.agency_id and t.record_id = f.record_id and (t.completion_code is null or t.completion_code <> all($3))
      where f.agency_id = $1 and f.serial_ncic = any($2) group by 1, 2, 3 order by 3`,
    [agencyId, serials, noTraces],
  );
  return rows;
}

/** Dealers of some licence keys. */
export async function findDealersOfLicences(
  client: pg.ClientBase,
  agencyId: number,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ key: string; dealer: number }>(
    `select distinct on (d.licence_key) d.licence_key as key, o.entity_id as dealer from flashlight.dealer_observation d
       join flashlight.observation_of o on o.agency_id = d.agency_id and o.record_id = d.record_id and o.ordinal = d.ordinal and o.status = 'ACTIVE'
      where d.agency_id = $1 and d.licence_key = any($2) order by 1, 2`,
    [agencyId, keys],
  );
  return new Map(rows.map(({ key, dealer }) => [key, dealer]));
}

/** Persons of some dates of birth, by their names as records say them. */
export async function findPersonsBorn(
  client: pg.ClientBase,
  agencyId: number,
  days: readonly string[],
): Promise<{ family: string; given: string; bornOn: string; person: number; label: string }[]> {
  const { rows } = await client.query<{ family: string; given: string; bornOn: string; person: number; label: string }>(
    `select distinct p.family_name as family, p.given_name as given, p.born_on as "bornOn", o.entity_id as person, e.label
       from flashlight.person_observation p
       join flashlight.observation_of o on o.agency_id = p.agency_id and o.record_id = p.record_id and o.ordinal = p.ordinal and o.status = 'ACTIVE'
       join flashlight.entity e on e.agency_id = o.agency_id and e.entity_id = o.entity_id
      where p.agency_id = $1 and p.born_on = any($2::date[]) and p.family_name is not null and p.given_name is not null order by 4`,
    [agencyId, days],
  );
  return rows;
}

/** Every retail sale in force of which dealer, purchaser, day and firearm are recorded. */
export async function findRecordedSales(
  client: pg.ClientBase,
  agencyId: number,
): Promise<(RecordedSale & { dealerLabel: string; purchaserLabel: string })[]> {
  const { rows } = await client.query<RecordedSale & { dealerLabel: string; purchaserLabel: string }>(
    `select d.entity_id as dealer, de.label as "dealerLabel", l.state as "dealerState", p.entity_id as purchaser, pe.label as "purchaserLabel",
            t.happened_on as "soldOn", g.entity_id as firearm, ge.label, f.type_code as type, f.calibre_code as calibre,
            t.multiple_sale as "multipleSale", f.serial_ncic as "serialNcic", f.make_family as "makeFamily"
       from flashlight.transaction t
       join flashlight.observation_of d on d.agency_id = t.agency_id and d.record_id = t.record_id and d.ordinal = t.from_ordinal and d.kind = 'dealer' and d.status = 'ACTIVE'
       join flashlight.observation_of p on p.agency_id = t.agency_id and p.record_id = t.record_id and p.ordinal = t.to_ordinal and p.kind = 'person' and p.status = 'ACTIVE'
       join flashlight.observation_of g on g.agency_id = t.agency_id and g.record_id = t.record_id and g.ordinal = t.firearm_ordinal and g.status = 'ACTIVE'
       join flashlight.firearm_observation f on f.agency_id = t.agency_id and f.record_id = t.record_id and f.ordinal = t.firearm_ordinal
       join flashlight.dealer_observation l on l.agency_id = t.agency_id and l.record_id = t.record_id and l.ordinal = t.from_ordinal
       join flashlight.entity de on de.agency_id = t.agency_id and de.entity_id = d.entity_id
       join flashlight.entity pe on pe.agency_id = t.agency_id and pe.entity_id = p.entity_id
       join flashlight.entity ge on ge.agency_id = t.agency_id and ge.entity_id = g.entity_id
      where t.agency_id = $1 and t.kind = 'RETAIL_SALE' and t.happened_on is not null`,
    [agencyId],
  );
  return rows;
}

export async function findSalePolicy(client: pg.ClientBase | pg.Pool, agencyId: number): Promise<SalePolicy> {
  const { rows } = await client.query<SalePolicy>(
    'select version, destroy, days from flashlight.multiple_sale_policy_of($1)',
    [agencyId],
  );
  return rows[0]!;
}

/** Reports kept now that would be destroyed sooner by so many days, were they signed today. None where the owner of the tables set the days. */
export async function countDueSooner(client: pg.ClientBase, agencyId: number, days: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from (
       select distinct report_key, received_on from flashlight.multiple_sale_reports($1)) m
       cross join flashlight.multiple_sale_policy_of($1) p
       join flashlight.agency a on a.agency_id = $1
      where not exists (select from flashlight.multiple_sale_policy where agency_id = $1)
        and greatest(m.received_on + $2::integer, (now() at time zone a.time_zone)::date) < flashlight.multiple_sale_due(p, m.received_on)`,
    [agencyId, days],
  );
  return rows[0]!.n;
}

/** Exceptions that were asked for and not ended, each with the key of its report, those that were agreed to last. */
export async function findExceptions(
  client: pg.ClientBase,
  agencyId: number,
): Promise<(SaleException & { key: string })[]> {
  const { rows } = await client.query<SaleException & { key: string }>(
    `select e.exception_id as exception, coalesce(r.report_key, e.report_key) as key, e.reason, e.asked_by as "askedBy", e.asked_at as "askedAt",
            e.consented_by as "consentedBy", e.consented_at as "consentedAt"
       from flashlight.multiple_sale_exception e
       left join (select distinct row_key, report_key from flashlight.multiple_sale_reports($1)) r on r.row_key = e.report_key
      where e.agency_id = $1 and e.ended_at is null order by e.consented_at is not null, e.exception_id`,
    [agencyId],
  );
  return rows;
}

/** Exceptions two had agreed to and nobody had ended at the end of a day, each with the key of its report; null where that was destroyed since. */
export async function findExceptionsOn(
  client: pg.ClientBase,
  agencyId: number,
  day: string,
): Promise<{ key: string | null }[]> {
  const { rows } = await client.query<{ key: string | null }>(
    `select coalesce(r.report_key, e.report_key) as key
       from flashlight.multiple_sale_exception e join flashlight.agency a using (agency_id)
       left join (select distinct row_key, report_key from flashlight.multiple_sale_reports($1)) r on r.row_key = e.report_key
      where e.agency_id = $1 and (e.consented_at at time zone a.time_zone)::date <= $2
        and (e.ended_at is null or (e.ended_at at time zone a.time_zone)::date > $2)`,
    [agencyId, day],
  );
  return rows;
}

/** Asks for an exception; null where the report has one. */
export async function insertException(
  client: pg.ClientBase,
  { agencyId, actor }: Reader,
  { key, reason }: { key: string; reason: string },
): Promise<number | null> {
  const { rows } = await client.query<{ exception: number }>(
    `insert into flashlight.multiple_sale_exception (agency_id, report_key, reason, asked_by) values ($1, $2, $3, $4)
     on conflict do nothing returning exception_id as exception`,
    [agencyId, key, reason, actor],
  );
  return rows[0]?.exception ?? null;
}

/** Agrees to an exception, or ends it; false where there is none that is open. */
export async function updateException(
  client: pg.ClientBase,
  { agencyId, actor }: Reader,
  { exception, step }: { exception: number; step: 'consent' | 'end' },
): Promise<boolean> {
  const set = step === 'consent' ? 'consented_by = $3, consented_at = now()' : 'ended_by = $3, ended_at = now()';
  const { rowCount } = await client.query(
    `update flashlight.multiple_sale_exception set ${set}
      where agency_id = $1 and exception_id = $2 and ended_at is null ${step === 'consent' ? 'and consented_at is null' : ''}`,
    [agencyId, exception, actor],
  );
  return rowCount === 1;
}

/** Keys of the reports whose days since their first receipt are over on a day and that are not excepted, the longest over first. */
export async function findDueReports(
  client: pg.ClientBase | pg.Pool,
  agencyId: number,
  asOf: string,
): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(
    `select m.report_key as key
       from (select report_key, received_on, array_agg(row_key) as rows from flashlight.multiple_sale_reports($1) group by 1, 2) m
       cross join flashlight.multiple_sale_policy_of($1) p
      where p.destroy and flashlight.multiple_sale_due(p, m.received_on) <= $2::date
        and not exists (select from flashlight.multiple_sale_exception e where e.agency_id = $1 and e.report_key = any(m.rows)
                           and e.consented_at is not null and e.ended_at is null)
      order by m.received_on, 1`,
    [agencyId, asOf],
  );
  return rows.map(({ key }) => key);
}

/** Destroys a report, every version of it, whose days are over; the number of its certificate, null where it is gone already. */
export async function destroyReport(
  client: pg.ClientBase | pg.Pool,
  agencyId: number,
  { key, asOf, by }: { key: string; asOf: string; by: string },
): Promise<number | null> {
  const { rows } = await client.query<{ destruction: number | null }>(
    'select flashlight.destroy_multiple_sale($1, $2, $3, $4) as destruction',
    [agencyId, key, asOf, by],
  );
  return rows[0]!.destruction;
}

/** Destroys what imports of reports left whose days are over; gives how many rejected rows there were. */
export async function destroyReportImports(
  client: pg.ClientBase | pg.Pool,
  agencyId: number,
  { asOf, by }: { asOf: string; by: string },
): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select flashlight.destroy_multiple_sale_imports($1, $2, $3) as n',
    [agencyId, asOf, by],
  );
  return rows[0]!.n;
}

/** Notes, with a destruction, that the pages it left are to be written anew. */
export async function notePagesDue(client: pg.ClientBase): Promise<void> {
  await client.query('update flashlight.report_pages set destroyed = destroyed + 1');
}

export interface StoredDestruction {
  readonly destruction: number;
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly destroyedAt: string;
  readonly destroyedBy: string;
  readonly policyVersion: string;
  readonly policyDays: number;
  readonly counts: Record<string, number>;
  readonly sha256: string[];
}

/** Certificates, the newest first; of some days, or one. */
export async function findDestructions(
  client: pg.ClientBase,
  agencyId: number,
  {
    from = null,
    to = null,
    destruction = null,
    limit,
  }: { from?: string | null; to?: string | null; destruction?: number | null; limit: number },
): Promise<StoredDestruction[]> {
  const { rows } = await client.query<StoredDestruction>(
    `select d.destruction_id as destruction, d.received_on as "receivedOn", d.due_on as "dueOn", d.destroyed_at as "destroyedAt",
            d.destroyed_by as "destroyedBy", d.policy_version as "policyVersion", d.policy_days as "policyDays", d.counts,
            array(select encode(w.content_sha256, 'hex') from flashlight.multiple_sale_destroyed_row w
                   where w.agency_id = d.agency_id and w.destruction_id = d.destruction_id order by 1) as sha256
       from flashlight.multiple_sale_destruction d join flashlight.agency a using (agency_id)
      where d.agency_id = $1 and ($2::date is null or (d.destroyed_at at time zone a.time_zone)::date >= $2)
        and ($3::date is null or (d.destroyed_at at time zone a.time_zone)::date <= $3) and ($4::bigint is null or d.destruction_id = $4)
      order by d.destruction_id desc limit $5`,
    [agencyId, from, to, destruction, limit],
  );
  return rows;
}

/** Rows an import brought that were destroyed here before, and the line of the first. */
export async function countDestroyedRows(
  client: pg.ClientBase,
  agencyId: number,
  run: number,
): Promise<{ rows: number; line: number }> {
  const { rows } = await client.query<{ rows: number; line: number }>(
    `select count(*)::int as rows, min(r.line) as line from flashlight.record r
       join flashlight.source s on s.agency_id = r.agency_id and s.source_id = r.source_id and s.feed = 'multiple-sales'
      where r.agency_id = $1 and r.run_id = $2
        and exists (select from flashlight.multiple_sale_destroyed_row w where w.agency_id = $1 and w.content_sha256 = r.content_sha256)`,
    [agencyId, run],
  );
  return rows[0]!;
}
