/**
 * Which dealers' traces are fast more often than is usual, with what is not known said as such.
 *
 * **Source.** Shrinkage of shares by a beta prior and the probability of being among the first k (`stats/beta-binomial.ts`). The share is of
 * traces under three years among those with a known time, so that selling much is no fault; a gamma prior of Poisson counts would take the
 * half of all traces that are short for a rare event, and see too little difference between dealers.
 * **Input.** Facts of traces. **Output.** Of each dealer counts, its share with a 95 % interval, and probabilities.
 * **Limits.** A dealer with few traces says little and is drawn to what is usual. The sale of a traced firearm is no evidence of wrongdoing.
 */
import type { EntityId } from '../model/ids.ts';
import { shareOf, type Share } from '../model/share.ts';
import { isShort, type TraceFacts } from '../model/trace-facts.ts';
import { fitBetaPrior, posteriorShare, shareInTop, type PosteriorShare } from '../stats/beta-binomial.ts';
import type { Random } from '../stats/random.ts';

export interface DealerRank {
  readonly dealer: EntityId;
  readonly traces: number;
  /** Under three years, of those with a known time. */
  readonly short: Share;
  /** The share with what is usual weighed in. */
  readonly posterior: PosteriorShare;
  readonly probabilityInTop: number;
}

export interface DealerRankOrder {
  readonly top: number;
  readonly draws: number;
  readonly random: Random;
}

/** By the probability of being among the first, then by the share; null where all known times are alike. */
export function dealerRanks(traces: readonly TraceFacts[], order: DealerRankOrder): DealerRank[] | null {
  const byDealer = new Map<EntityId, TraceFacts[]>();
  for (const trace of traces) {
    if (trace.dealer === null) continue;
    const of = byDealer.get(trace.dealer.id);
    if (of) of.push(trace);
    else byDealer.set(trace.dealer.id, [trace]);
  }
  // In the order of their numbers, so that draws do not depend on the order of traces.
  const dealers = [...byDealer]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([dealer, of]) => ({ dealer, traces: of.length, short: shareOf(of, isShort) }));
  const all = shareOf([...byDealer.values()].flat(), isShort);
  if (all.numerator === 0 || all.numerator === all.denominator) return null;
  const units = dealers.map(({ short }) => ({ count: short.numerator, of: short.denominator }));
  const prior = fitBetaPrior(units);
  const inTop = shareInTop(prior, units, order);
  return dealers
    .map((each, at) => ({
      ...each,
      posterior: posteriorShare(prior, units[at]!),
      probabilityInTop: inTop[at]!,
    }))
    .sort(
      (a, b) =>
        b.probabilityInTop - a.probabilityInTop ||
        b.posterior.mean - a.posterior.mean ||
        (a.dealer < b.dealer ? -1 : 1),
    );
}
