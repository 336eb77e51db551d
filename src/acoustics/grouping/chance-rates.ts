/**
 * How often sensors hear something by chance: what a shot is held against.
 *
 * **Source.** Counts of a Poisson process with a gamma prior (Gelman et al., Bayesian Data Analysis, chapter 2): the mean of what is believed after counting
 * is the density of one pulse more, given the others.
 * **Input.** Pulses by sensor and time, for how long was listened, which of them are not to be counted. **Output.** Pulses of a second.
 * Where noise began (Kulldorff, Communications in Statistics 26, 1997: a window against the rest, by the logarithm of the likelihood ratio), what came
 * before says nothing.
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

/** Sound of a moment goes by the nearest sensors first: noise that began with it is looked for in the seconds after it, few and more. */
const passingSeconds = [2, 4, momentSeconds] as const;
/** ln of how much likelier two rates must make what was heard before and since than one. */
const begunLog = 4;

export interface BegunNoise {
  /** Pulses of a sensor in a second of it. */
  readonly resting: number;
  readonly listened: ListenedSpan;
}

/**
 * Whether all sensors heard more while the sound of a moment went by than they had before it, spared pulses and their wake aside: then only what they
 * heard meanwhile tells of chance. Null where they did not.
 */
export function noiseAbout(
  heard: HeardTimes,
  sensors: number,
  { at, listened, spared }: { at: number; listened: ListenedSpan; spared: (pulse: number) => boolean },
): BegunNoise | null {
  const allHeard = (span: ListenedSpan) => {
    let [count, asked] = [0, 0];
    for (let s = 0; s < sensors; s++) {
      const outside = heardOutside(heard, s, span, spared);
      count += outside.count;
      asked += outside.seconds;
    }
    return { count, asked };
  };
  const before = allHeard({ from: listened.from, until: Math.max(listened.from, at) });
  let loudest: BegunNoise | null = null;
  for (const seconds of passingSeconds) {
    const span = { from: Math.max(listened.from, at), until: Math.min(listened.until, at + seconds) };
    const since = allHeard(span);
    if (since.asked === 0 || before.asked === 0) continue;
    const rate = since.count / since.asked;
    if (rate <= before.count / before.asked) continue;
    const even = (since.count + before.count) / (since.asked + before.asked);
    if (likelier(since, even) + likelier(before, even) < begunLog) continue;
    if (loudest === null || rate > loudest.resting) loudest = { resting: rate, listened: span };
  }
  return loudest;
}

/** ln of how much likelier its own rate makes a count than another. */
const likelier = ({ count, asked }: { count: number; asked: number }, rate: number) =>
  (count === 0 ? 0 : count * Math.log(count / (rate * asked))) - (count - rate * asked);

/** What a sensor heard in a span, and for how long it was asked, but for spared pulses and what comes after them. */
function heardOutside(
  { first, seconds }: HeardTimes,
  sensor: number,
  { from, until }: ListenedSpan,
  spared: (pulse: number) => boolean,
): { readonly count: number; readonly seconds: number } {
  let count = 0;
  let left = Math.max(0, until - from);
  let awake = from;
  for (let at = first[sensor]!; at < first[sensor + 1]! && seconds[at]! <= until; at++) {
    const time = seconds[at]!;
    if (spared(at)) {
      const wakes = Math.min(until, time + wakeSeconds);
      left -= Math.max(0, wakes - Math.max(time, awake));
      awake = Math.max(awake, wakes);
    } else if (time >= awake) count++;
  }
  return { count, seconds: left };
}

/** Of one sensor, by what it heard outside of `spared` pulses and what comes after them; `resting` is believed beforehand. */
export function rateOutside(
  heard: HeardTimes,
  sensor: number,
  { resting, listened, spared }: { resting: number; listened: ListenedSpan; spared: (pulse: number) => boolean },
): number {
  const { count, seconds } = heardOutside(heard, sensor, listened, spared);
  return (priorSeconds * resting + count) / (priorSeconds + seconds);
}
