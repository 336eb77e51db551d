/**
 * Holds picks against the pulses the vendor chose for each shot of its live fire in Pittsburgh (Tech Note 098), by firing
 * position: `node bench/acoustics-live-fire.ts FOLDER`. Nothing of the picker was chosen by these recordings.
 *
 * Sensors' files begin at the time their JSON gives; the vendor's times are cut to the millisecond.
 */
import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PulsePicker } from '../src/acoustics/picking/pulse-picker.ts';
import type { Pulse } from '../src/acoustics/picking/pulse.ts';
import { openWav } from '../src/sources/reading/open-wav.ts';

interface VendorPulse {
  readonly pulse_uuid: string;
  readonly serial_number: string;
  readonly arrival_time_utc: string;
}

const root = process.argv[2];
if (root === undefined)
  throw new Error('expected the folder of the live fire: node bench/acoustics-live-fire.ts FOLDER');
const nearSeconds = 0.003;
const sameSeconds = 0.03;
/** Echoes of a shot are neither its arrival nor false. */
const echoSeconds = 0.4;

const parsed = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;
const share = (part: number, whole: number) => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} in 100)`;
const quantile = (of: readonly number[], at: number) =>
  of.toSorted((a, b) => a - b)[Math.floor(at * (of.length - 1))] ?? NaN;

async function picksOf(path: string): Promise<{ picks: Pulse[]; seconds: number }> {
  const wav = await openWav(createReadStream(path));
  const picks: Pulse[] = [];
  const picker = new PulsePicker(wav.sampleRateHz, (pulse) => picks.push(pulse));
  let frames = 0;
  for await (const block of wav.blocks()) {
    picker.push(block.channels[0]!, block.frames);
    frames += block.frames;
  }
  picker.finish();
  return { picks, seconds: frames / wav.sampleRateHz };
}

const all = { chosen: 0, near: 0, same: 0, picks: 0, other: 0, seconds: 0, errors: [] as number[] };
for (const position of readdirSync(root)
  .filter((name) => /^FP\d+$/.test(name))
  .sort()) {
  const here = { chosen: 0, near: 0, same: 0, picks: 0, other: 0, seconds: 0, errors: [] as number[] };
  for (const test of readdirSync(join(root, position))) {
    const folder = join(root, position, test);
    const pulses = new Map(
      parsed<VendorPulse[]>(join(folder, `${test}.allpulses.json`)).map((pulse) => [pulse.pulse_uuid, pulse]),
    );
    const chosen = parsed<{ pulse_uuids: string[] }[]>(join(folder, `${test}.nlos-tuples.json`)).flatMap(
      ({ pulse_uuids }) => pulse_uuids.map((id) => pulses.get(id)).filter((pulse) => pulse !== undefined),
    );
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.wav'))) {
      const about = parsed<{ serial_number: string; timestamp: string }>(join(folder, name.replace('.wav', '.json')));
      const { picks, seconds } = await picksOf(join(folder, name));
      // What lies within the recording, with room for a picker to hear what was before.
      const arrivals = chosen
        .filter((pulse) => pulse.serial_number === about.serial_number)
        .map((pulse) => (Date.parse(pulse.arrival_time_utc) - Date.parse(about.timestamp)) / 1000)
        .filter((time) => time >= 0 && time <= seconds);
      for (const time of arrivals) {
        const error = picks
          .map((pick) => pick.timeSeconds - time)
          .reduce((least, each) => (Math.abs(each) < Math.abs(least) ? each : least), Infinity);
        here.chosen++;
        if (Math.abs(error) <= nearSeconds) here.near++;
        if (Math.abs(error) <= sameSeconds) {
          here.same++;
          here.errors.push(error * 1000);
        }
      }
      here.picks += picks.length;
      here.other += picks.filter(
        (pick) =>
          !arrivals.some((time) => pick.timeSeconds > time - sameSeconds && pick.timeSeconds < time + echoSeconds),
      ).length;
      here.seconds += seconds;
    }
  }
  print(position, here);
  for (const key of ['chosen', 'near', 'same', 'picks', 'other', 'seconds'] as const) all[key] += here[key];
  all.errors.push(...here.errors);
}
print('all', all);

function print(what: string, of: typeof all): void {
  console.log(
    `${what}: within 3 ms ${share(of.near, of.chosen)}, within 30 ms ${share(of.same, of.chosen)}; ` +
      `difference ms p5 ${quantile(of.errors, 0.05).toFixed(2)}, p50 ${quantile(of.errors, 0.5).toFixed(2)}, p95 ${quantile(of.errors, 0.95).toFixed(2)}; ` +
      `picks in 10 s ${((10 * of.picks) / of.seconds).toFixed(1)}, of them not within 0.4 s after an arrival ${((10 * of.other) / of.seconds).toFixed(1)}`,
  );
}
