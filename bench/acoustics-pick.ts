/**
 * How many channels one core picks, and what it picks on simulated streets: `node bench/acoustics-pick.ts [SOUNDS] [SEED]`. Seeds are
 * none that the picker was developed with. False is what lies neither at an arrival nor within 0.4 s after one: claps and doors of the
 * simulation are false too.
 */
import { PulsePicker } from '../src/acoustics/picking/pulse-picker.ts';
import type { Pulse } from '../src/acoustics/picking/pulse.ts';
import { Random } from '../src/stats/random.ts';
import { madeSound, type MadeSound } from '../test/sim/made-sound.ts';
import { plainPicks } from './plain-picker.ts';

const sounds = Number(process.argv[2] ?? 20);
const seed = process.argv[3] ?? 'bench';
const seconds = 15;
const sameSeconds = 0.03;
/** Weaker arrivals are told of apart: their peak hardly shows above the noise's own. */
const audibleDb = 12;

function pick(sound: MadeSound): Pulse[] {
  const pulses: Pulse[] = [];
  const picker = new PulsePicker(sound.sampleRateHz, (pulse) => pulses.push(pulse));
  picker.push(sound.samples);
  picker.finish();
  return pulses;
}

/** Channels in real time: sound that comes a tenth of a second at a time, to 200 channels in turn. */
function channelsPerCore(rate: number): { channels: number; pulsesPerSecond: number } {
  const { samples } = madeSound(
    { sampleRateHz: rate, seconds: 10, arrivals: 2, clutterPerMinute: 6 },
    new Random('speed'),
  );
  let pulses = 0;
  const pickers = Array.from({ length: 200 }, () => new PulsePicker(rate, () => pulses++));
  const piece = rate / 10;
  const pass = () => {
    const before = process.cpuUsage();
    for (let at = 0; at < samples.length; at += piece)
      for (const picker of pickers) picker.push(samples.subarray(at, at + piece));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  pass();
  pulses = 0;
  const used = (pass() + pass()) / 2;
  return { channels: Math.round((10 * pickers.length) / used), pulsesPerSecond: pulses / 20 / pickers.length };
}

const quantile = (of: readonly number[], at: number) => of.toSorted((a, b) => a - b)[Math.floor(at * (of.length - 1))]!;

for (const rate of [12_000, 24_000, 48_000]) {
  const speed = channelsPerCore(rate);
  let [arrivals, near, quietSeconds, falsePicks] = [0, 0, 0, 0];
  let [audible, audiblePicked] = [0, 0];
  const [errors, spreads] = [[] as number[], [] as number[]];
  const plain: { hit: boolean; floors: number }[] = [];
  for (let i = 0; i < sounds; i++) {
    const sound = madeSound({ sampleRateHz: rate, seconds, arrivals: 8 }, new Random(`${seed}/${rate}/${i}`));
    const pulses = pick(sound);
    const others = plainPicks(sound.samples, rate);
    arrivals += sound.arrivals.length;
    quietSeconds += seconds - sound.arrivals.length * (0.4 + sameSeconds);
    const isFalse = (at: number) =>
      !sound.arrivals.some(({ timeSeconds }) => at > timeSeconds - sameSeconds && at < timeSeconds + 0.4);
    falsePicks += pulses.filter(({ timeSeconds }) => isFalse(timeSeconds)).length;
    plain.push(...others.filter((each) => isFalse(each.seconds)).map(({ floors }) => ({ hit: false, floors })));
    for (const { timeSeconds, snrDb } of sound.arrivals) {
      if (snrDb >= audibleDb) audible++;
      const close = pulses
        .map((pulse) => ({ error: pulse.timeSeconds - timeSeconds, sigma: pulse.onsetSigmaSeconds }))
        .filter(({ error }) => Math.abs(error) <= sameSeconds)
        .sort((a, b) => Math.abs(a.error) - Math.abs(b.error))[0];
      if (close !== undefined) {
        errors.push(close.error * 1000);
        spreads.push(Math.abs(close.error) / close.sigma);
        if (Math.abs(close.error) <= 0.003) near++;
        if (snrDb >= audibleDb) audiblePicked++;
      }
      const floors = others
        .filter((each) => Math.abs(each.seconds - timeSeconds) <= sameSeconds)
        .reduce((most, each) => Math.max(most, each.floors), 0);
      if (floors > 0) plain.push({ hit: true, floors });
    }
  }
  const sorted = plain.toSorted((a, b) => b.floors - a.floors);
  let [hits, falls, atSame, forMost] = [0, 0, 0, NaN];
  for (const { hit } of sorted) {
    if (hit) hits++;
    else falls++;
    if (falls <= falsePicks) atSame = hits;
    if (hits / arrivals >= 0.97 && Number.isNaN(forMost)) forMost = falls;
  }
  const inMinute = (count: number) => ((60 * count) / quietSeconds).toFixed(1);
  const of = (part: number, whole: number) => `${part} of ${whole} (${(part / whole).toFixed(3)})`;
  const within = (sigmas: number) => of(spreads.filter((each) => each <= sigmas).length, spreads.length);
  console.log(
    `${rate} Hz: ${speed.channels} channels in real time on one core, ${speed.pulsesPerSecond.toFixed(2)} pulses a second each\n` +
      `  picked ${of(errors.length, arrivals)}, of those 12 dB over the noise ${of(audiblePicked, audible)}, within 3 ms ${of(near, arrivals)}, false ${inMinute(falsePicks)} a minute\n` +
      `  plain detector at that false rate ${of(atSame, arrivals)}; for .97 it needs ${Number.isNaN(forMost) ? 'more than all its steps' : `${inMinute(forMost)} false a minute`}\n` +
      `  onset error ms p5 ${quantile(errors, 0.05).toFixed(3)}, p50 ${quantile(errors, 0.5).toFixed(3)}, p95 ${quantile(errors, 0.95).toFixed(3)}; ` +
      `within one sigma ${within(1)}, two ${within(2)}, three ${within(3)}`,
  );
}
