import { blastLossDb } from '../../../src/acoustics/air-absorption.ts';
import type { HeardGroup, HeardPulse } from '../../../src/acoustics/classifying/group-shape.ts';
import { featureRateHz, soundShape, type SoundShape } from '../../../src/acoustics/classifying/sound-features.ts';
import { PulsePicker } from '../../../src/acoustics/picking/pulse-picker.ts';
import type { Pulse } from '../../../src/acoustics/picking/pulse.ts';
import { ordinaryAir } from '../../../src/acoustics/speed-of-sound.ts';
import { resample } from '../../../src/signal/resample.ts';
import type { Random } from '../../../src/stats/random.ts';
import { drySound, type SoundKind } from './dry-sounds.ts';
import { carried, drawDb, placeNoise, sensorRecorded } from './heard-sound.ts';
import { dryRateHz } from './sound-parts.ts';

/** One event as a network of sensors hears it: what `classifyGroup` is told, and the sounds of its sensors. */
export interface MadeGroup {
  readonly group: HeardGroup;
  readonly shapes: readonly SoundShape[];
}

/** Sensors of a city stand about 20 to the square mile. */
const perSquareMeter = 20 / 2_589_988;
const farthestMeters = 1500;
const soundsMost = 7;
const fullScaleDb = 95;
const groupMin = 3;

/** Null where fewer than three sensors hear it: such a thing is no group. */
export function madeGroup(kind: SoundKind, random: Random): MadeGroup | null {
  const dry = drySound(kind, random);
  const sourceDb = drawDb(kind, random);
  // Thunder comes from above and far; all else from a street amid the sensors.
  const above =
    kind === 'thunder' ? 1000 + 2000 * random.next() : kind === 'helicopter' ? 100 + 300 * random.next() : 0;
  const heard: HeardPulse[] = [];
  const shapes: SoundShape[] = [];
  const sensors = random.poisson(Math.PI * farthestMeters ** 2 * perSquareMeter);
  const ways = Array.from({ length: sensors }, () => ({
    meters: Math.hypot(farthestMeters * Math.sqrt(random.next()), above),
    blocked: random.chance(0.35),
    noiseDb: 50 + 12 * random.next(),
  })).sort((a, b) => a.meters - b.meters);
  const audible = ways.filter(({ meters, noiseDb }) => sourceDb - 40 - blastLossDb(meters, ordinaryAir) > noiseDb + 6);
  // Of many that hear it some, from near to far, are asked for their sound.
  const asked = random
    .shuffle([...audible])
    .slice(0, soundsMost)
    .sort((a, b) => a.meters - b.meters);
  for (const way of asked) {
    const sound = carried(dry, sourceDb, way, random);
    const noise = placeNoise(sound.length, way.noiseDb, random);
    for (let i = 0; i < sound.length; i++) sound[i]! += noise[i]!;
    const samples = resample(sensorRecorded(sound), dryRateHz, featureRateHz);
    const pulse = strongest(samples);
    const shape = soundShape(samples);
    if (!pulse || !shape) continue;
    heard.push({
      meters: way.meters,
      snrDb: pulse.snrDb,
      levelDb: fullScaleDb + 20 * Math.log10(pulse.peak),
      features: pulse.features,
    });
    shapes.push(shape);
  }
  if (heard.length < groupMin) return null;
  return {
    group: {
      heardBy: Math.max(heard.length, Math.round((audible.length * heard.length) / asked.length)),
      pulses: heard,
      shots: shotsOf(kind, dry.impulses, random),
    },
    shapes,
  };
}

function strongest(samples: Float32Array): Pulse | null {
  const pulses: Pulse[] = [];
  const picker = new PulsePicker(featureRateHz, (pulse) => pulses.push(pulse));
  picker.push(samples);
  picker.finish();
  return pulses.reduce<Pulse | null>((best, pulse) => (!best || pulse.snrDb > best.snrDb ? pulse : best), null);
}

/** Times and places as a network finds them: to three metres, 45 ms apart, and as the source moves. */
function shotsOf(kind: SoundKind, impulses: readonly number[], random: Random): HeardGroup['shots'] {
  const apart: number[] = [];
  for (const time of impulses) if (time - (apart.at(-1) ?? -1) > 0.045) apart.push(time);
  if (apart.length === 0)
    apart.push(...Array.from({ length: random.between(1, 4) }, (_, n) => n * (0.06 + 0.4 * random.next())));
  const scatter = kind === 'fireworks' ? 5 + 35 * random.next() : kind === 'thunder' ? 100 + 300 * random.next() : 0;
  const speed =
    kind === 'helicopter'
      ? 20 + 50 * random.next()
      : kind === 'backfire'
        ? 15 * random.next()
        : random.chance(0.2)
          ? 4 * random.next()
          : 0;
  return apart.map((seconds) => ({
    seconds,
    x: speed * seconds + random.normal(0, 3) + random.normal(0, scatter),
    y: random.normal(0, 3) + random.normal(0, scatter),
  }));
}
