/**
 * How loud a piece of sound is from moment to moment, where it rises suddenly, and whether it beats.
 *
 * **Source.** Step of the level between what follows and what came before, as in `picking/pulse-picker.ts`, without its floor: a piece is looked at as a whole.
 * **Input.** Samples, frames. **Output.** Levels (root mean square), onsets in the order of time, periodicity from 0 to 1.
 * **Limits.** There is always an onset, be it the largest of wavering noise; onsets lie 40 ms apart at least.
 */
export interface Onset {
  readonly frame: number;
  /** Level of the 16 ms after it above that of the 30 ms before it. */
  readonly rise: number;
  readonly peak: number;
  readonly peakFrame: number;
  /** The sound begins with it: how it rose is not known. */
  readonly cut: boolean;
}

const after = 8;
const before = 15;
const apart = 20;
/** Rises less than this are wavering. */
const ratioMin = 1.6;
/** A steady sound that is switched on does not fall to half of its level within a fifth of a second. */
const cutRatioMin = 2;

export function frameLevels(sound: Float64Array, inFrame: number): Float64Array {
  const levels = new Float64Array(Math.floor(sound.length / inFrame));
  for (let frame = 0; frame < levels.length; frame++) {
    let sum = 0;
    for (let i = frame * inFrame; i < (frame + 1) * inFrame; i++) sum += sound[i]! ** 2;
    levels[frame] = Math.sqrt(sum / inFrame);
  }
  return levels;
}

export function onsets(levels: Float64Array): Onset[] {
  const sums = new Float64Array(levels.length + 1);
  for (let i = 0; i < levels.length; i++) sums[i + 1] = sums[i]! + levels[i]!;
  const mean = (from: number, to: number) => {
    const [low, high] = [Math.max(0, from), Math.min(levels.length, to)];
    return high > low ? (sums[high]! - sums[low]!) / (high - low) : 0;
  };
  const rises = Float64Array.from(levels, (_, at) => (at < 3 ? 0 : mean(at, at + after) - mean(at - before, at)));
  const found: Onset[] = [];
  // What begins loud and falls was cut where it began.
  const [begins, later] = [mean(0, after), mean(50, 100)];
  if (levels.length > 50 && begins > cutRatioMin * later) found.push(onsetAt(levels, 0, begins, true));
  let best = 3;
  for (let at = 3; at < levels.length; at++) {
    if (rises[at]! > rises[best]!) best = at;
    let highest = rises[at]! > 0 && mean(at, at + after) > ratioMin * mean(at - before, at);
    for (let off = 1; off <= apart / 2 && highest; off++)
      highest = rises[at]! > (rises[at - off] ?? 0) && rises[at]! >= (rises[at + off] ?? 0);
    if (highest && at - (found.at(-1)?.frame ?? -Infinity) >= apart) found.push(onsetAt(levels, at, rises[at]!, false));
  }
  return found.length > 0 ? found : [onsetAt(levels, best, Math.max(1e-12, rises[best] ?? 0), false)];
}

function onsetAt(levels: Float64Array, at: number, rise: number, cut: boolean): Onset {
  let peakFrame = Math.min(at, levels.length - 1);
  for (let i = at; i < Math.min(levels.length, at + 20); i++) if (levels[i]! > levels[peakFrame]!) peakFrame = i;
  return { frame: at, rise, peak: Math.max(1e-9, levels[peakFrame]!), peakFrame, cut };
}

/** The best autocorrelation of the level in dB, between two lags in frames, after it was low. */
export function periodicity(levels: Float64Array, lagMin: number, lagMax: number): number {
  const logs = Float64Array.from(levels, (level) => Math.log(level + 1e-6));
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  for (let i = 0; i < logs.length; i++) logs[i]! -= mean;
  let best = 0;
  let dipped = false;
  for (let lag = 4; lag <= Math.min(lagMax, logs.length / 2); lag++) {
    let [sum, one, other] = [0, 1e-12, 1e-12];
    for (let i = 0; i + lag < logs.length; i++) {
      sum += logs[i]! * logs[i + lag]!;
      one += logs[i]! ** 2;
      other += logs[i + lag]! ** 2;
    }
    const value = sum / Math.sqrt(one * other);
    if (value < 0.15) dipped = true;
    else if (dipped && lag >= lagMin && value > best) best = value;
  }
  return best;
}
