import type { PairWhy } from '../../../src/model/identity.ts';

/** One bar of the waterfall: where it starts and ends, in bits, and of its length what the rarity of the value adds or takes. */
export interface WaterfallBar {
  readonly from: number;
  readonly to: number;
  /** Where the part begins that rarity makes; it ends where the bar ends. Null where rarity is no part of it. */
  readonly rarityFrom: number | null;
}

export interface Waterfall {
  readonly least: number;
  readonly most: number;
  readonly prior: WaterfallBar;
  /** One for each step, in the order of the steps. */
  readonly bars: readonly WaterfallBar[];
  readonly sum: WaterfallBar;
  /** Whole bits at which a line is drawn. */
  readonly ticks: readonly number[];
}

const tickSteps = [1, 2, 5, 10, 20, 50];
const ticksMost = 9;
const rarityLeast = 0.05;

/** The bars of a pair laid end to end, from the chance of any two rows to the score. */
export function layOutWaterfall(
  pair: Pick<PairWhy, 'priorBits' | 'steps' | 'bits' | 'acceptBits' | 'reviewBits'>,
): Waterfall {
  let at = pair.priorBits;
  const bars = pair.steps.map(({ bits, rarityBits }) => {
    const from = at;
    at += bits;
    const part = Math.abs(rarityBits) >= rarityLeast && Math.sign(rarityBits) === Math.sign(bits);
    return { from, to: at, rarityFrom: part ? at - clampTo(rarityBits, bits) : null };
  });
  const prior: WaterfallBar = { from: 0, to: pair.priorBits, rarityFrom: null };
  const sum: WaterfallBar = { from: 0, to: pair.bits, rarityFrom: null };
  const ends = [0, pair.reviewBits, ...(pair.acceptBits === null ? [] : [pair.acceptBits])];
  for (const bar of [prior, sum, ...bars]) ends.push(bar.from, bar.to);
  const least = Math.floor(Math.min(...ends)) - 1;
  const most = Math.ceil(Math.max(...ends)) + 1;
  const step = tickSteps.find((each) => (most - least) / each <= ticksMost) ?? tickSteps.at(-1)!;
  const ticks: number[] = [];
  for (let tick = Math.ceil(least / step) * step; tick <= most; tick += step) ticks.push(tick === 0 ? 0 : tick);
  return { least, most, prior, bars, sum, ticks };
}

/** Rarity may give more than the whole step where the level itself takes: it is drawn no longer than the bar. */
function clampTo(part: number, whole: number): number {
  return whole < 0 ? Math.max(part, whole) : Math.min(part, whole);
}

/** Share of the width at which so many bits stand. */
export function placeOf(bits: number, { least, most }: Pick<Waterfall, 'least' | 'most'>): number {
  return (bits - least) / (most - least);
}
