/**
 * What leads of each kind come to, by which the queue is ordered.
 *
 * **Source.** Shares declared by hand before there are outcomes; with them the posterior mean of a beta distribution (Skellam 1948;
 * `stats/beta-binomial.ts`) whose prior has the declared share as its mean and counts as much as {@link priorCases} outcomes.
 * **Input.** For each kind how many leads have an outcome on record and how many of these came to an arrest, a charge, an indictment, a
 * conviction or a recovered firearm. **Output.** The share to be expected, with a 95 % interval; times the strength of a lead it places it.
 * **Limits.** Only leads somebody worked have outcomes: a kind nobody works stays at what was declared. So that none starves, one of every kind
 * stands among each {@link floorEvery} of the queue at the latest.
 */
import type { KindUse } from '../model/lead-answers.ts';
import { leadKinds, type LeadKind } from '../model/leads.ts';
import { posteriorShare } from '../stats/beta-binomial.ts';

/** Before a city has outcomes: set by hand, by how much of what leads to whoever passes firearms on a kind holds. */
const declaredShares: Readonly<Record<LeadKind, number>> = {
  'purchaser-ring': 0.5,
  'purchaser-several-traces': 0.5,
  'purchaser-several-dealers': 0.5,
  'multiple-purchase-recovered': 0.4,
  'purchaser-fast-trace': 0.3,
  'fast-firearm': 0.4,
  'household-of-purchaser': 0.3,
  'denied-then-present': 0.3,
  'dealer-fast-traces': 0.3,
  'unserialised-cluster': 0.3,
  'stolen-recovered': 0.2,
  'obliterated-cluster': 0.2,
  'show-traces': 0.2,
  'trace-correctable': 0.2,
};

/** The declared share counts as much as so many outcomes. */
const priorCases = 20;

/** Of every kind one stands among each so many at the latest. */
export const floorEvery = 30;

export interface KindCount {
  readonly kind: LeadKind;
  readonly open: number;
  readonly useful: number;
  readonly outcomes: number;
}

/** Every kind, in the order of the rules. */
export function kindUses(counts: readonly KindCount[]): KindUse[] {
  const of = new Map(counts.map((each) => [each.kind, each]));
  return (Object.keys(leadKinds) as LeadKind[]).map((kind) => {
    const { open = 0, useful = 0, outcomes = 0 } = of.get(kind) ?? {};
    const declared = declaredShares[kind];
    const prior = { a: declared * priorCases, b: (1 - declared) * priorCases };
    const { mean, low, high } = posteriorShare(prior, { count: useful, of: outcomes });
    return { kind, open, useful, outcomes, declared, share: mean, low, high };
  });
}
