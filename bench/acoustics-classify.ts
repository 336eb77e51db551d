/**
 * Does what was learnt from made sound hold for recordings? None of these was learnt from, calibrated on or looked at for a threshold.
 * Run: node bench/acoustics-classify.ts CLIPS LIVE_FIRE: a folder of gunfire/*.wav and other/*.wav, and one in the layout of Tech Note 098.
 */
import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { classifySound, type GunfireDecision } from '../src/acoustics/classifying/classify-sound.ts';
import { featureRateHz, soundShape } from '../src/acoustics/classifying/sound-features.ts';
import { soundModel } from '../src/acoustics/classifying/sound-model.ts';
import { classifyRecording } from '../src/jobs/classify-recording.ts';
import { resample } from '../src/signal/resample.ts';
import { openWav } from '../src/sources/reading/open-wav.ts';
import { areaUnderCurve } from '../src/stats/discrimination.ts';

const [clips, liveFire] = process.argv.slice(2);
if (clips === undefined || liveFire === undefined) throw new Error('expected a folder of clips and one of live fire');

interface Judged {
  readonly kind: string;
  readonly source: string;
  readonly isTrue: boolean;
  readonly score: number;
  readonly decision: GunfireDecision;
}

const judged: Judged[] = [];
for (const side of ['gunfire', 'other'])
  for (const name of readdirSync(join(clips, side)).filter((each) => each.endsWith('.wav'))) {
    const { gunfire, decision } = await classifyRecording(join(clips, side, name));
    // kind-source-…: clips of one recording share its number; a bare number is a recording of its own.
    const [, kind, source] = /^([a-z_]+)-(\d+)-/.exec(name) ?? [
      null,
      side === 'gunfire' ? 'gunfire' : 'other (hard)',
      name,
    ];
    judged.push({ kind: kind!, source: `${kind}/${source}`, isTrue: side === 'gunfire', score: gunfire, decision });
  }
table('clips', judged);
// A recording is as much like gunfire as the most alike of its clips.
const sources = [...Map.groupBy(judged, ({ source }) => source).values()].map(
  (of) => of.toSorted((a, b) => b.score - a.score)[0]!,
);
console.log(`clips: ${figure(judged)}; by recording: ${figure(sources)}`);
console.log(
  `against the hard ones only: ${figure(judged.filter(({ kind }) => kind === 'gunfire' || kind === 'other (hard)'))}`,
);

const shots: Judged[] = [];
const single: Judged[] = [];
const parsed = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;
for (const position of readdirSync(liveFire)
  .filter((name) => /^FP\d+$/.test(name))
  .sort()) {
  for (const test of readdirSync(join(liveFire, position))) {
    const folder = join(liveFire, position, test);
    const pulses = new Map(
      parsed<{ pulse_uuid: string; serial_number: string; arrival_time_utc: string }[]>(
        join(folder, `${test}.allpulses.json`),
      ).map((pulse) => [pulse.pulse_uuid, pulse]),
    );
    const chosen = parsed<{ pulse_uuids: string[] }[]>(join(folder, `${test}.nlos-tuples.json`)).map(
      ({ pulse_uuids: ids }) => ids.flatMap((id) => pulses.get(id) ?? []),
    );
    const recordings = new Map<string, { began: number; samples: Float32Array }>();
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.wav'))) {
      const about = parsed<{ serial_number: string; timestamp: string }>(join(folder, name.replace('.wav', '.json')));
      recordings.set(about.serial_number, {
        began: Date.parse(about.timestamp) / 1000,
        samples: await soundOf(join(folder, name)),
      });
    }
    const logits = (at: (serial: string) => number | null) =>
      [...recordings].flatMap(([serial, { began, samples }]) => {
        const from = at(serial);
        if (from === null) return [];
        const first = Math.round((from - began) * featureRateHz);
        if (first < 0 || first + 2 * featureRateHz > samples.length) return [];
        const shape = soundShape(samples.subarray(first, first + 2 * featureRateHz));
        return shape ? [classifySound(shape)] : [];
      });
    const note = (sounds: ReturnType<typeof classifySound>[], isTrue: boolean) => {
      for (const { gunfire, decision } of sounds)
        single.push({
          kind: `${position} ${isTrue ? 'shot' : 'street'}`,
          source: test,
          isTrue,
          score: gunfire,
          decision,
        });
      if (sounds.length < 3) return;
      const score = sounds.reduce((sum, { gunfire }) => sum + Math.log(gunfire / (1 - gunfire)), 0) / sounds.length;
      const gunfire = 1 / (1 + Math.exp(-score));
      shots.push({
        kind: `${position} ${isTrue ? 'shot' : 'street'}`,
        source: test,
        isTrue,
        score,
        decision:
          gunfire >= soundModel.decide.gunfire
            ? 'gunfire'
            : gunfire <= soundModel.decide.not
              ? 'not-gunfire'
              : 'unsure',
      });
    };
    for (const shot of chosen) {
      const arrivals = new Map(shot.map((pulse) => [pulse.serial_number, Date.parse(pulse.arrival_time_utc) / 1000]));
      note(
        logits((serial) => {
          const arrives = arrivals.get(serial);
          return arrives === undefined ? null : arrives - 0.5;
        }),
        true,
      );
    }
    // Two seconds before the first shot of the test reached anyone.
    const first = Math.min(...chosen.flat().map((pulse) => Date.parse(pulse.arrival_time_utc) / 1000));
    note(
      logits(() => first - 2.1),
      false,
    );
  }
}
table('live fire, sensor by sensor', single);
console.log(`live fire, sensor by sensor: ${figure(single)}`);
table('live fire, shots heard by three sensors or more', shots);
console.log(`live fire, shots by the mean of their sensors: ${figure(shots)}`);

async function soundOf(path: string): Promise<Float32Array> {
  const wav = await openWav(createReadStream(path));
  const parts: Float32Array[] = [];
  for await (const block of wav.blocks()) parts.push(block.channels[0]!.slice(0, block.frames));
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return resample(all, wav.sampleRateHz, featureRateHz);
}

function figure(of: readonly Judged[]): string {
  return `area under the curve ${areaUnderCurve(of)?.toFixed(3)} (${of.filter(({ isTrue }) => isTrue).length} gunfire, ${of.filter(({ isTrue }) => !isTrue).length} not)`;
}

function table(what: string, of: readonly Judged[]): void {
  console.log(`\n${what.padEnd(22)} number gunfire unsure not`);
  for (const [kind, these] of [...Map.groupBy(of, ({ kind: each }) => each)].sort(([a], [b]) => a.localeCompare(b)))
    console.log(
      [
        kind.padEnd(22),
        these.length,
        ...(['gunfire', 'unsure', 'not-gunfire'] as const).map(
          (said) => these.filter(({ decision }) => decision === said).length,
        ),
      ].join('  '),
    );
}
