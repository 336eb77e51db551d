/**
 * How often each sensor hears something by chance: what its shots are held against.
 *
 * **Source.** Counts of a Poisson process with a gamma prior (Gelman et al., Bayesian Data Analysis, ch. 2): the mean of what is believed after counting
 * is the density of one pulse more, given the others.
 * **Input.** Pulses by sensor and time, which of them are not to be counted, the rate known beforehand. **Output.** Pulses of a second, by sensor.
 * **Limits.** What a shot has taken and what comes within its echoes' time is neither counted nor asked for. A shot nobody has found yet counts as chance.
 */
/** An idle sensor hears one pulse in twenty seconds; so much is believed before anything is counted, as if it had been heard in so many seconds. */
const ordinaryRate = 0.05;
const priorSeconds = 20;
const rateMin = 0.002;
/** Sound of one moment, from the nearest sensor to the farthest: a scene no longer than this has nothing outside of it. */
const momentSeconds = 8;
/** Echoes come so long after what they are of. */
const wakeSeconds = 1.2;

export interface HeardTimes {
  /** Pulses of sensor s are first[s] to first[s + 1] − 1, in the order of time. */
  readonly first: Int32Array;
  readonly seconds: Float64Array;
}

/** Before anything is known to be a shot: rates of hours gone by (NaN where nobody counted), higher or lower by what all sensors hear in the quieter seconds. */
export function restingRates(sensors: number, seconds: Float64Array, known: Float64Array): Float64Array {
  const believed = known.map((rate) => (Number.isNaN(rate) ? ordinaryRate : Math.max(rateMin, rate)));
  const usual = believed.reduce((sum, rate) => sum + rate, 0);
  let [from, to] = [Infinity, -Infinity];
  for (const time of seconds) [from, to] = [Math.min(from, time), Math.max(to, time)];
  const span = to - from;
  if (!(span > momentSeconds)) return believed;
  const counts = new Int32Array(Math.floor(span) + 1);
  for (const time of seconds) counts[Math.floor(time - from)]!++;
  const quiet = counts.sort()[Math.floor(0.4 * counts.length)]!;
  const prior = priorSeconds / sensors;
  const change = (prior * usual + quiet * span) / ((prior + span) * usual);
  return believed.map((rate) => Math.max(rateMin, rate * change));
}

/** With what a sensor heard outside of `spared` pulses and what comes after them, until `span` is over. */
export function rateOutside(
  { first, seconds }: HeardTimes,
  sensor: number,
  { resting, span, spared }: { resting: number; span: number; spared: (pulse: number) => boolean },
): number {
  let count = 0;
  let left = span;
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
