/**
 * How often sensors hear something by chance: what a shot is held against.
 *
 * **Source.** Counts of a Poisson process with a gamma prior (Gelman et al., Bayesian Data Analysis, chapter 2): the mean of what is believed after counting
 * is the density of one pulse more, given the others.
 * **Input.** Pulses by sensor and time, for how long was listened, which of them are not to be counted. **Output.** Pulses of a second.
 * **Limits.** What a shot has taken and what comes within its echoes' time is neither counted nor asked for. A shot nobody has found yet counts as chance.
 */
/** An idle sensor hears one pulse in twenty seconds: so much is believed before anything is counted, as if twenty seconds had been listened to. */
const ordinaryRate = 0.05;
const priorSeconds = 20;
/** Sound of one moment, from the nearest sensor to the farthest: what is no longer than this has nothing outside of it. */
const momentSeconds = 8;
/** Echoes come so long after what they are of. */
const wakeSeconds = 1.2;
/** The share of seconds that are taken for quiet ones. */
const quietShare = 0.4;

export interface ListenedSpan {
  readonly from: number;
  readonly until: number;
}

interface HeardTimes {
  /** Pulses of sensor s are first[s] to first[s + 1] − 1, in the order of time. */
  readonly first: Int32Array;
  readonly seconds: Float64Array;
}

/** Of any sensor, before it is known which pulses are shots: by the quieter seconds. */
export function restingRate(sensors: number, seconds: Float64Array, { from, until }: ListenedSpan): number {
  const span = until - from;
  if (!(span > momentSeconds)) return ordinaryRate;
  const counts = new Int32Array(Math.floor(span) + 1);
  for (const time of seconds) counts[Math.floor(time - from)]!++;
  const quiet = counts.sort()[Math.floor(quietShare * counts.length)]!;
  return (priorSeconds * ordinaryRate + quiet * span) / (priorSeconds + sensors * span);
}

/** Of one sensor, by what it heard outside of `spared` pulses and what comes after them; `resting` is believed beforehand. */
export function rateOutside(
  { first, seconds }: HeardTimes,
  sensor: number,
  { resting, listened, spared }: { resting: number; listened: ListenedSpan; spared: (pulse: number) => boolean },
): number {
  let count = 0;
  let left = listened.until - listened.from;
  let awake = -Infinity;
  for (let at = first[sensor]!; at < first[sensor + 1]!; at++) {
    const time = seconds[at]!;
    if (spared(at)) {
      left -= time + wakeSeconds - Math.max(time, awake);
      awake = time + wakeSeconds;
    } else if (time >= awake) count++;
  }
  return (priorSeconds * resting + count) / (priorSeconds + Math.max(0, left));
}
