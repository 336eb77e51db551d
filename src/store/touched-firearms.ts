import type pg from 'pg';

export interface Touched {
  /** Records that changed. */
  readonly records: readonly number[];
  /** Links that did: a range of their list. */
  readonly links: { readonly after: number; readonly to: number };
  readonly ballistic: readonly string[];
  /** Links between a firearm and a shooting tied to it at most. */
  readonly chainMost: number;
}

/** Firearms of which some changed records or links say anything, over ballistic links as far as ties go. */
export async function findTouchedFirearms(
  client: pg.ClientBase,
  agencyId: number,
  { records, links, ballistic, chainMost }: Touched,
): Promise<number[]> {
  const { rows } = await client.query<{ id: number; firearm: boolean }>({
    name: 'touched-by-records',
    text: `select distinct entity_id as id, kind = 'firearm' as firearm from flashlight.observation_of
            where agency_id = $1 and record_id = any($2::bigint[]) and kind in ('firearm', 'incident')
           union
           select end_.id, end_.kind = 'firearm' from (
               select distinct unnest(link_ids) as id from flashlight.link_change where agency_id = $1 and seq > $3 and seq <= $4) c
             join flashlight.link l on l.agency_id = $1 and l.link_id = c.id and l.predicate = any($5)
            cross join lateral (values (l.subject_id, l.subject_kind), (l.object_id, l.object_kind)) as end_(id, kind)`,
    values: [agencyId, records, links.after, links.to, ballistic],
  });
  const firearms = new Set(rows.flatMap(({ id, firearm }) => (firearm ? [id] : [])));
  const seen = new Set(rows.flatMap(({ id, firearm }) => (firearm ? [] : [id])));
  let frontier = [...seen];
  for (let step = 0; step < chainMost && frontier.length > 0; step++) {
    const next: number[] = [];
    for (const { id, firearm } of await ballisticNeighbours(client, agencyId, frontier, ballistic)) {
      if (firearm) firearms.add(id);
      else if (!seen.has(id)) {
        seen.add(id);
        next.push(id);
      }
    }
    frontier = next;
  }
  return [...firearms].sort((a, b) => a - b);
}

async function ballisticNeighbours(
  client: pg.ClientBase,
  agencyId: number,
  ids: readonly number[],
  ballistic: readonly string[],
): Promise<{ id: number; firearm: boolean }[]> {
  const { rows } = await client.query<{ id: number; firearm: boolean }>({
    name: 'ballistic-neighbours',
    text: `select l.object_id as id, l.object_kind = 'firearm' as firearm from flashlight.link l
            where l.agency_id = $1 and l.subject_id = any($2::bigint[]) and l.predicate = any($3)
           union select l.subject_id, l.subject_kind = 'firearm' from flashlight.link l
            where l.agency_id = $1 and l.object_id = any($2::bigint[]) and l.predicate = any($3)`,
    values: [agencyId, ids, ballistic],
  });
  return rows;
}

/** Whether the list of changed links still reaches back over a range. */
export async function linksAreListed(
  client: pg.ClientBase,
  agencyId: number,
  { after, to }: Touched['links'],
): Promise<boolean> {
  const { rows } = await client.query<{ forgotten: boolean }>({
    name: 'links-are-listed',
    text: `select exists (select from flashlight.link_change where agency_id = $1 and seq > $2 and seq <= $3 and link_ids is null) as forgotten`,
    values: [agencyId, after, to],
  });
  return !rows[0]!.forgotten;
}
