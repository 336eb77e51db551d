import type pg from 'pg';

type Client = pg.ClientBase;

/** Pairs of which a second person said something else than the first, and those where they said the same: of all, and of those with no lead at first. */
export async function countReviewAgreement(
  client: Client,
  agencyId: number,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<{ both: number; same: number; drawn: number; missed: number }> {
  const { rows } = await client.query<{ both: number; same: number; drawn: number; missed: number }>(
    `select count(*)::int as both, count(*) filter (where x.conclusion = y.conclusion)::int as same,
            count(*) filter (where x.conclusion = 'NO_LEAD')::int as drawn,
            count(*) filter (where x.conclusion = 'NO_LEAD' and s.conclusion = 'LEAD')::int as missed
       from flashlight.candidate_review x
       join flashlight.candidate_review y on y.agency_id = x.agency_id and y.exhibit_a = x.exhibit_a and y.exhibit_b = x.exhibit_b and y.turn = 2
        and (y.taken_back_at is null or y.withdrawn_with is not null) and y.withdrawn_with is not distinct from x.withdrawn_with
       left join flashlight.candidate_settlement s on s.agency_id = x.agency_id and s.exhibit_a = x.exhibit_a and s.exhibit_b = x.exhibit_b
        and (s.taken_back_at is null or s.withdrawn_with is not null) and s.withdrawn_with is not distinct from x.withdrawn_with
        and s.basis <> 'examiner'
      where x.agency_id = $1 and x.turn = 1 and (x.taken_back_at is null or x.withdrawn_with is not null) and ($2::timestamptz is null or x.reviewed_at >= $2)
        and ($3::timestamptz is null or x.reviewed_at < $3)`,
    [agencyId, from, to],
  );
  return rows[0]!;
}

/** When somebody first looked at a pair `p` in a turn, whatever became of the lead. */
const firstLook = (turn: 1 | 2) => `select min(r.reviewed_at) as reviewed_at from flashlight.candidate_review r
  where r.agency_id = $1 and r.exhibit_a = p.exhibit_a and r.exhibit_b = p.exhibit_b and r.turn = ${turn} and (r.taken_back_at is null or r.withdrawn_with is not null)`;

/** Of each pair when it was first found, and when the first and the second look at it ended. */
export async function findReviewTimes(
  client: Client,
  agencyId: number,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<{ foundAt: string; first: string | null; second: string | null; needsSecond: boolean }[]> {
  const { rows } = await client.query<{
    foundAt: string;
    first: string | null;
    second: string | null;
    needsSecond: boolean;
  }>(
    `select p.first_found_at as "foundAt", x.reviewed_at as first, y.reviewed_at as second, s.settlement_id is null as "needsSecond"
       from flashlight.candidate_pair p
       cross join lateral (${firstLook(1)}) x
       cross join lateral (${firstLook(2)}) y
       left join flashlight.candidate_settlement s on s.agency_id = $1 and s.exhibit_a = p.exhibit_a and s.exhibit_b = p.exhibit_b and s.taken_back_at is null
      where p.agency_id = $1 and ($2::timestamptz is null or p.first_found_at >= $2) and ($3::timestamptz is null or p.first_found_at < $3)`,
    [agencyId, from, to],
  );
  return rows;
}
