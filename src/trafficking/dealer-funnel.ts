/**
 * Dealers against what was to be expected of them: a funnel plot.
 *
 * **Source.** Spiegelhalter 2005, "Funnel plots for comparing institutional performance": exact limits at 95 and 99.8 %, of rates where the
 * exposure is sales or years, of shares where it is the traced firearms the events are of (none has more short times than firearms), widened by
 * how much dealers' own shares differ beyond chance (`stats/count-chance.ts`). One with a single firearm shows nothing of that, and an outlier
 * hardly.
 * **Input.** Of each dealer a count of events and an exposure: sales where they are known, years licensed or traced firearms where not, and which.
 * **Output.** Expected count, limits, and where the dealer lies: by the tail of its count, so that the most there can be may lie outside.
 * **Limits.** What is expected rests on the exposure: without sales it says how many firearms were traced, not how many sold. Where dealers differ
 * beyond chance, a dealer lies outside by differing more than they do. The sale of a traced firearm is no evidence of wrongdoing.
 */
import type { UsualShort } from '../model/leads.ts';
import {
  countChance,
  fitSpread,
  limitsOfChance,
  positionOf,
  type CountLimits,
  type CountPosition,
  type Spread,
  type Trials,
} from '../stats/count-chance.ts';

/** What dealers are held against. Of traced firearms the events are some. */
export type Exposure = 'sales' | 'years' | 'traces';

export interface DealerCount {
  readonly dealer: string;
  readonly events: number;
  readonly exposure: number;
  /** Dealers are held against those of their own class, e.g. the type of licence. */
  readonly sizeClass?: string;
}

export interface FunnelPoint extends DealerCount {
  readonly expected: number;
  /** Limits of the count, inner 95 % and outer 99.8 %. */
  readonly limits: CountLimits;
  readonly position: CountPosition;
}

export interface Funnel extends Spread {
  readonly points: readonly FunnelPoint[];
  /** Dealers without exposure: not drawn, and said. */
  readonly leftOut: readonly string[];
}

export function dealerFunnel(counts: readonly DealerCount[], by: Exposure): Funnel {
  const exposed = counts.filter(({ exposure }) => exposure > 0);
  const rates = new Map<string, number>();
  for (const [sizeClass, of] of Map.groupBy(exposed, ({ sizeClass }) => sizeClass ?? ''))
    rates.set(sizeClass, total(of, 'events') / total(of, 'exposure'));
  const trialsOf = ({ exposure, sizeClass }: DealerCount) => trials(exposure, rates.get(sizeClass ?? '')!, by);
  const spread = fitSpread(exposed.map((each) => ({ count: each.events, trials: trialsOf(each) })));
  const points = exposed.map((each): FunnelPoint => {
    const chance = countChance(trialsOf(each), spread.spread);
    return {
      ...each,
      expected: chance.expected,
      limits: limitsOfChance(chance, by === 'traces' ? each.exposure : Infinity),
      position: positionOf(each.events, chance),
    };
  });
  return {
    points,
    ...spread,
    leftOut: counts.filter(({ exposure }) => exposure <= 0).map(({ dealer }) => dealer),
  };
}

/** Limits of the count of a dealer of so many traced firearms, at the usual share. */
export function funnelLimits(exposure: number, { share, spread }: UsualShort): CountLimits {
  return limitsOfChance(countChance({ of: exposure, share }, spread), exposure);
}

function trials(exposure: number, rate: number, by: Exposure): Trials {
  return by === 'traces' ? { of: exposure, share: rate } : { expected: exposure * rate };
}

function total(of: readonly DealerCount[], column: 'events' | 'exposure'): number {
  return of.reduce((sum, each) => sum + each[column], 0);
}
