import type pg from 'pg';
import type { ChangeRange } from './link-changes.ts';

export interface ChangePositions {
  /** Number of the last change of what records say, and of the last of links. */
  readonly seq: number;
  readonly linkSeq: number;
}

/** Where the lists of changed records and links end, as one transaction sees them. */
export async function findChangePositions(client: pg.ClientBase, agencyId: number): Promise<ChangePositions> {
  const { rows } = await client.query<ChangePositions>({
    name: 'find-change-positions',
    text: `select coalesce((select max(seq) from flashlight.fact_change where agency_id = $1), 0)::bigint as seq,
                  coalesce((select max(seq) from flashlight.link_change where agency_id = $1), 0)::bigint as "linkSeq"`,
    values: [agencyId],
  });
  return rows[0]!;
}

export interface FactChanges {
  readonly records: number[];
  /** Firearms observations left. */
  readonly left: number[];
}

/** Records that changed, and firearms they left; null where they are no longer all listed. */
export async function findFactChanges(
  client: pg.ClientBase,
  agencyId: number,
  { after, to }: ChangeRange,
): Promise<FactChanges | null> {
  const { rows } = await client.query<{ forgotten: boolean; records: number[]; left: number[] }>({
    name: 'find-fact-changes',
    text: `with listed as (select record_ids, firearm_ids from flashlight.fact_change where agency_id = $1 and seq > $2 and seq <= $3)
           select exists (select from listed where record_ids is null) as forgotten,
                  array(select distinct unnest(record_ids) from listed) as records,
                  array(select distinct unnest(firearm_ids) from listed) as left`,
    values: [agencyId, after, to],
  });
  const { forgotten, records, left } = rows[0]!;
  return forgotten ? null : { records: records.map(Number), left: left.map(Number) };
}

/** So many statements stay listed: some hours of importing without a pause. */
const changesKept = 5_000;

/** Ends the list where it is long enough; the last entry that goes stays, and says so. */
export async function forgetOldFacts(client: pg.ClientBase, agencyId: number, keep = changesKept): Promise<void> {
  const { rows } = await client.query<{ seq: number }>(
    'select seq from flashlight.fact_change where agency_id = $1 order by seq desc offset $2 limit 1',
    [agencyId, keep],
  );
  const last = rows[0]?.seq;
  if (last === undefined) return;
  await client.query('delete from flashlight.fact_change where agency_id = $1 and seq < $2', [agencyId, last]);
  await client.query(
    'update flashlight.fact_change set record_ids = null where agency_id = $1 and seq = $2 and record_ids is not null',
    [agencyId, last],
  );
}
