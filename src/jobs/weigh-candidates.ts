import type pg from 'pg';
import { candidatesAround, hasCandidates, saveCandidateWeights } from '../store/identity-candidates.ts';
import { findHanging } from '../store/identity-review.ts';
import { findHeldApart } from './kept-apart.ts';
import { weightOf } from './review-sides.ts';

const pairsAtOnce = 2_000;

/** Weighs anew the pairs asked about on which something else may hang since some entities changed: the lighter side counts, and what a register or an incident holds apart comes last. */
export async function weighCandidates(
  client: pg.ClientBase,
  agencyId: number,
  touched: readonly number[],
): Promise<void> {
  if (touched.length === 0 || !(await hasCandidates(client, agencyId))) return;
  const pairs = await candidatesAround(client, agencyId, touched);
  for (let at = 0; at < pairs.length; at += pairsAtOnce) {
    const some = pairs.slice(at, at + pairsAtOnce);
    const hanging = await findHanging(client, agencyId, [...new Set(some.flatMap(({ a, b }) => [a, b]))]);
    const weights = new Map([...hanging].map(([entity, of]) => [entity, weightOf(of)]));
    for (const [kind, of] of Map.groupBy(some, (each) => each.kind)) {
      const heldApart = await findHeldApart(client, agencyId, kind, of);
      await saveCandidateWeights(
        client,
        agencyId,
        of.map(({ a, b }, at) => ({
          a,
          b,
          weight: Math.min(weights.get(a)!, weights.get(b)!),
          heldApart: heldApart[at]!,
        })),
      );
    }
  }
}
