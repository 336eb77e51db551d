import type pg from 'pg';
import type { ShownScore } from '../model/trace-score.ts';

/** An index as it is kept. */
export interface KeptScore {
  readonly traceNumber: string;
  /** SHA-256 in hexadecimal. */
  readonly fingerprint: string;
  readonly engine: string;
  readonly score: ShownScore;
}

/** Of some indexes those that are not kept yet. */
export async function findUnkeptScores(
  client: pg.ClientBase,
  agencyId: number,
  scores: readonly KeptScore[],
): Promise<KeptScore[]> {
  const { rows } = await client.query<{ at: number }>({
    name: 'find-unkept-scores',
    text: `select u.at::int from unnest($2::text[], $3::text[]) with ordinality as u (trace_number, fingerprint, at)
            where not exists (select from flashlight.trace_score s
                               where s.agency_id = $1 and s.trace_number = u.trace_number and s.fingerprint = decode(u.fingerprint, 'hex'))`,
    values: [agencyId, scores.map(({ traceNumber }) => traceNumber), scores.map(({ fingerprint }) => fingerprint)],
  });
  return rows.map(({ at }) => scores[at - 1]!);
}

/**
 * Keeps how some indexes stand, in the order of their traces, so that two who write the same wait for each other; of what somebody else kept
 * meanwhile nothing is written.
 */
export async function saveTraceScores(
  client: pg.ClientBase,
  agencyId: number,
  scores: readonly KeptScore[],
): Promise<void> {
  await client.query({
    name: 'save-trace-scores',
    text: `insert into flashlight.trace_score (agency_id, trace_number, fingerprint, engine, score)
           select $1, u.trace_number, decode(u.fingerprint, 'hex'), u.engine, u.score::jsonb
             from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as u (trace_number, fingerprint, engine, score)
            order by u.trace_number, u.fingerprint
           on conflict do nothing`,
    values: [
      agencyId,
      scores.map(({ traceNumber }) => traceNumber),
      scores.map(({ fingerprint }) => fingerprint),
      scores.map(({ engine }) => engine),
      scores.map(({ score }) => JSON.stringify(score)),
    ],
  });
}

/** How the index of a trace stood but for some fingerprints, latest first: at most so many, and how many there are. */
export async function findTraceScores(
  client: pg.ClientBase,
  agencyId: number,
  {
    traceNumber,
    without,
    limit,
  }: { readonly traceNumber: string; readonly without: readonly string[]; readonly limit: number },
): Promise<{ total: number; scores: { engine: string; shownAt: string; score: ShownScore }[] }> {
  const { rows } = await client.query<{ engine: string; shownAt: string; score: ShownScore; total: number }>({
    name: 'find-trace-scores',
    text: `select engine, shown_at as "shownAt", score, count(*) over ()::int as total from flashlight.trace_score
            where agency_id = $1 and trace_number = $2 and not encode(fingerprint, 'hex') = any($3::text[])
            order by shown_at desc, fingerprint limit $4`,
    values: [agencyId, traceNumber, without, limit],
  });
  return {
    total: rows[0]?.total ?? 0,
    scores: rows.map(({ engine, shownAt, score }) => ({ engine, shownAt, score })),
  };
}
