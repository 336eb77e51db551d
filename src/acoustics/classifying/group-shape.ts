/**
 * What several sensors together say of one event: how loud it was at its place, how far it carried, how its sound changed on the way, how its shots followed
 * one another.
 *
 * **Source.** Level against distance: spreading and absorption of `air-absorption.ts`. Cadence and places of shots: docs/methods/acoustics.md.
 * **Input.** Of each sensor asked its distance and pulse; times and places of shots. **Output.** A number for each of `groupFeatures`, NaN where it
 * has no meaning. **Limits.** Clipped levels are what they at least were.
 */
import { blastLossDb } from '../air-absorption.ts';
import type { PulseFeatures } from '../picking/pulse.ts';
import { ordinaryAir } from '../speed-of-sound.ts';

export interface HeardPulse {
  readonly meters: number;
  readonly snrDb: number;
  /** Peak sound pressure level, where the sensor is calibrated. */
  readonly levelDb?: number;
  readonly features: PulseFeatures;
}

export interface HeardGroup {
  /** Sensors that heard it, also those whose pulses are not given. */
  readonly heardBy: number;
  /** Of each sensor the pulse of the same shot. */
  readonly pulses: readonly HeardPulse[];
  readonly shots: readonly { readonly seconds: number; readonly x: number; readonly y: number }[];
}

/** Each with the sentence that explains it. */
export const groupFeatures = {
  loudAt100Db: 'how loud it was a hundred metres off, by the level at each sensor and its distance, dB',
  levelSlopeDb: 'how its level falls with distance, dB for ten times as far',
  heardBy: 'how many sensors heard it (logarithm)',
  farthestMeters: 'how far off four fifths of them are (logarithm)',
  riseMs: 'usual time from onset to peak, ms (logarithm)',
  decayMs: 'usual time until 12 dB quieter, ms (logarithm)',
  centroidOctaves: 'usual mean frequency, octaves above 100 Hz',
  slopeDb: 'usual slope of the spectrum, dB an octave',
  crossings: 'usual changes of sign a second (octaves above 100)',
  shots: 'how many shots it has (logarithm)',
  gapMs: 'usual time between them, ms (logarithm)',
  unevenness: 'how unlike those times are (logarithm)',
  wanderMeters: 'how far apart the shots lie, m (logarithm)',
} as const;
export type GroupFeature = keyof typeof groupFeatures;
export type GroupShape = Readonly<Record<GroupFeature, number>>;

export function groupShape({ heardBy, pulses, shots }: HeardGroup): GroupShape {
  const loud = pulses.flatMap(({ meters, levelDb }) => (levelDb === undefined ? [] : [{ meters, levelDb }]));
  const of = (value: (features: PulseFeatures) => number) => middle(pulses.map(({ features }) => value(features)));
  const gaps = shots.slice(1).map(({ seconds }, at) => 1000 * (seconds - shots[at]!.seconds));
  const meanGap = mean(gaps);
  const distances = pulses.map(({ meters }) => meters).sort((a, b) => a - b);
  return {
    loudAt100Db: middle(loud.map(({ meters, levelDb }) => levelDb + blastLossDb(meters, ordinaryAir))),
    levelSlopeDb: slope(loud.map(({ meters, levelDb }) => [Math.log10(Math.max(1, meters)), levelDb])),
    heardBy: Math.log(Math.max(1, heardBy)),
    farthestMeters:
      distances.length > 0 ? Math.log(Math.max(1, distances[Math.floor(0.8 * (distances.length - 1))]!)) : Number.NaN,
    riseMs: of(({ riseSeconds }) => Math.log(0.1 + 1000 * riseSeconds)),
    // What does not fall within the tenth of a second it is measured in takes that long at least.
    decayMs: of(({ decay12dbSeconds }) => Math.log(1 + 1000 * (decay12dbSeconds ?? 0.1))),
    centroidOctaves: of(({ centroidHz }) => Math.log2(Math.max(1, centroidHz / 100))),
    slopeDb: of(({ slopeDbPerOctave }) => slopeDbPerOctave),
    crossings: of(({ zeroCrossingsHz }) => Math.log2(Math.max(1, zeroCrossingsHz / 100))),
    shots: Math.log(Math.max(1, shots.length)),
    gapMs: gaps.length === 0 ? Number.NaN : Math.log(Math.max(1, middle(gaps))),
    unevenness:
      gaps.length < 2
        ? Number.NaN
        : Math.log(0.01 + Math.sqrt(mean(gaps.map((gap) => (gap - meanGap) ** 2))) / meanGap),
    wanderMeters: shots.length < 2 ? Number.NaN : Math.log(1 + spread(shots)),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

function middle(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** Least squares; none where all lie as far off. */
function slope(points: readonly (readonly [number, number])[]): number {
  const [x, y] = [mean(points.map(([each]) => each)), mean(points.map(([, each]) => each))];
  const wide = points.reduce((sum, [each]) => sum + (each - x) ** 2, 0);
  if (points.length < 3 || wide < 0.05) return Number.NaN;
  return points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0) / wide;
}

function spread(shots: HeardGroup['shots']): number {
  const [x, y] = [mean(shots.map((shot) => shot.x)), mean(shots.map((shot) => shot.y))];
  return Math.sqrt(mean(shots.map((shot) => (shot.x - x) ** 2 + (shot.y - y) ** 2)));
}
