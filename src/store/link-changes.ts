import type pg from 'pg';

/** Where the list of changed links ends, as one transaction sees it. Numbers are given out in the order of commits. */
export interface LinkPosition {
  readonly seq: number;
  /** Whether all questions of the transaction see the store as it was at one moment. */
  readonly fixed: boolean;
}

export async function findLinkPosition(client: pg.ClientBase, agencyId: number): Promise<LinkPosition> {
  const { rows } = await client.query<LinkPosition>({
    name: 'find-link-position',
    text: `select coalesce((select max(seq) from flashlight.link_change where agency_id = $1), 0)::bigint as seq,
                  current_setting('transaction_isolation') in ('repeatable read', 'serializable') as fixed`,
    values: [agencyId],
  });
  return rows[0]!;
}

export interface ChangeRange {
  /** The last number seen, and the last to be read. */
  readonly after: number;
  readonly to: number;
}

/** How many changes lie in a range, links counted as often as they changed; null where they are no longer all listed. */
export async function countLinkChanges(
  client: pg.ClientBase,
  agencyId: number,
  { after, to }: ChangeRange,
): Promise<number | null> {
  const { rows } = await client.query<{ changes: number; forgotten: boolean }>({
    name: 'count-link-changes',
    text: `select coalesce(sum(cardinality(link_ids)), 0)::bigint as changes, coalesce(bool_or(link_ids is null), false) as forgotten
             from flashlight.link_change where agency_id = $1 and seq > $2 and seq <= $3`,
    values: [agencyId, after, to],
  });
  return rows[0]!.forgotten ? null : rows[0]!.changes;
}

/** A link that changed, as it is now; where it is no more, its id alone. */
export interface ChangedLink {
  readonly id: number;
  readonly subject: number | null;
  readonly object: number;
  readonly predicate: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly status: string;
  readonly handling: string;
}

/** What parts the tags of a set of handling tags written as one text. */
export const handlingSeparator = '\u001f';
export const handlingSql = `array_to_string(handling, E'\\x1f')`;

export async function findChangedLinks(
  client: pg.ClientBase,
  agencyId: number,
  { after, to }: ChangeRange,
): Promise<ChangedLink[]> {
  const { rows } = await client.query<ChangedLink>({
    name: 'find-changed-links',
    text: `select c.id, l.subject_id as subject, l.object_id as object, l.predicate, l.valid_from as "from", l.valid_to as "to", l.status,
                  ${handlingSql.replace('handling', 'l.handling')} as handling
             from (select distinct unnest(link_ids) as id from flashlight.link_change where agency_id = $1 and seq > $2 and seq <= $3) c
             left join flashlight.link l on l.agency_id = $1 and l.link_id = c.id`,
    values: [agencyId, after, to],
  });
  return rows;
}

/** So many statements stay listed: some hours of importing without a pause. */
const changesKept = 5_000;

/** Ends the list where it is long enough; the last entry that goes stays, and says so. */
export async function forgetOldChanges(client: pg.ClientBase, agencyId: number, keep = changesKept): Promise<void> {
  const { rows } = await client.query<{ seq: number }>(
    'select seq from flashlight.link_change where agency_id = $1 order by seq desc offset $2 limit 1',
    [agencyId, keep],
  );
  const last = rows[0]?.seq;
  if (last === undefined) return;
  await client.query('delete from flashlight.link_change where agency_id = $1 and seq < $2', [agencyId, last]);
  await client.query(
    'update flashlight.link_change set link_ids = null where agency_id = $1 and seq = $2 and link_ids is not null',
    [agencyId, last],
  );
}
