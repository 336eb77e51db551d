/**
 * How much later than the straight way an arrival may be, as a density that is looked up: mostly near nothing, sometimes late, hardly ever anything.
 *
 * **Source.** A mixture, as in urban positioning by radio (Gezici, Wireless Personal Communications 44, 2008): N(0, σ²) where the way is open; the same
 * plus an even delay where it is blocked; a floor for what is no arrival of this shot. Information I = ∫ p′²/p (Fisher).
 * **Input.** σ, share of blocked ways, least and most delay, all in seconds. **Output.** Tables of ln p, its slope, and weights for Newton's steps.
 * **Limits.** One model for all ways of a city; a way's own habit (the same delay for every shot of a place) is learnt elsewhere.
 */
export interface ExcessModel {
  readonly openSeconds: number;
  readonly blockedShare: number;
  readonly lateSecondsMin: number;
  readonly lateSecondsMax: number;
  /** Share of arrivals that are none of the shot. */
  readonly strayShare: number;
}

/** Surveyed cities: 12.5 ms between two sensors (Tech Note 098), hence 9 for each; corners and roofs add 20 to 150 ms. */
export const cityExcess: ExcessModel = {
  openSeconds: 0.009,
  blockedShare: 0.15,
  lateSecondsMin: 0.02,
  lateSecondsMax: 0.15,
  strayShare: 0.001,
};

/** A stray arrival lies anywhere within so many seconds. */
const strayWindowSeconds = 2;

export interface ExcessTable {
  readonly model: ExcessModel;
  readonly firstSeconds: number;
  readonly perSecond: number;
  /** Entries of four: ln p, its slope, weight (share that is open ÷ σ²), minus its second slope. */
  readonly entries: Float64Array;
  readonly floorLog: number;
}

const stepSeconds = 0.00025;

/** `blur` widens σ: far from the answer a wide model has no hollows to get caught in. */
export function excessTable(model: ExcessModel, blur = 1): ExcessTable {
  const sigma = model.openSeconds * blur;
  const first = -7 * sigma;
  const count = Math.ceil((model.lateSecondsMax + 7 * sigma - first) / stepSeconds) + 1;
  const entries = new Float64Array(4 * count);
  const floor = model.strayShare / strayWindowSeconds;
  const known = 1 - model.strayShare;
  const normal = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const late = model.blockedShare / (model.lateSecondsMax - model.lateSecondsMin);
  const below = new Float64Array(count);
  const belowMin = accumulated(first - model.lateSecondsMin, sigma, count);
  const belowMax = accumulated(first - model.lateSecondsMax, sigma, count);
  for (let i = 0; i < count; i++) {
    const e = first + i * stepSeconds;
    const open = (known * (1 - model.blockedShare) * normal(e / sigma)) / sigma;
    const blocked = known * late * (belowMin[i]! - belowMax[i]!);
    const rise =
      (known * late * (normal((e - model.lateSecondsMin) / sigma) - normal((e - model.lateSecondsMax) / sigma))) /
      sigma;
    const p = open + blocked + floor;
    below[i] = Math.log(p);
    entries[4 * i] = Math.log(p);
    entries[4 * i + 1] = ((-open * e) / (sigma * sigma) + rise) / p;
    entries[4 * i + 2] = open / p / (sigma * sigma);
  }
  for (let i = 1; i < count - 1; i++)
    entries[4 * i + 3] = -(below[i + 1]! - 2 * below[i]! + below[i - 1]!) / (stepSeconds * stepSeconds);
  return { model, firstSeconds: first, perSecond: 1 / stepSeconds, entries, floorLog: Math.log(floor) };
}

/** The normal distribution from `from` on, at each step of the table, by Simpson's rule. */
function accumulated(from: number, sigma: number, count: number): Float64Array {
  const density = (seconds: number) => Math.exp(-0.5 * (seconds / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
  const sums = new Float64Array(count);
  let sum = 0;
  for (let i = 1; i < count; i++) {
    const at = from + i * stepSeconds;
    sum += ((density(at - stepSeconds) + 4 * density(at - stepSeconds / 2) + density(at)) * stepSeconds) / 6;
    sums[i] = sum;
  }
  return sums;
}

/** What one arrival tells of its shot's time, 1/s²: no unbiased estimate does better than its inverse. */
export function excessInformation({ entries }: ExcessTable): number {
  let sum = 0;
  for (let i = 0; i < entries.length; i += 4) sum += Math.exp(entries[i]!) * entries[i + 1]! ** 2 * stepSeconds;
  return sum;
}
