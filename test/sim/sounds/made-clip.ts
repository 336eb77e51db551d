import type { Random } from '../../../src/stats/random.ts';
import { drySound, type SoundKind } from './dry-sounds.ts';
import { anyRecorded, carried, drawDb, drawPath, placeNoise, sensorRecorded } from './heard-sound.ts';
import { dryRateHz } from './sound-parts.ts';

/** Two seconds of one kind of sound as some recorder somewhere keeps it. */
export function madeClip(kind: SoundKind, random: Random): Float32Array {
  const dry = drySound(kind, random);
  const sound = carried(dry, drawDb(kind, random), drawPath(kind, random), random);
  const peak = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  // Loud enough to be told from the noise of its place: what is not is no clip of it.
  const noiseDb = Math.min(30 + 40 * random.next(), 20 * Math.log10(peak / 20e-6) - 12);
  const noise = placeNoise(sound.length, noiseDb, random);
  for (let i = 0; i < sound.length; i++) sound[i]! += noise[i]!;
  const clip = random.chance(0.35) ? sensorRecorded(sound) : anyRecorded(sound, random);
  return random.chance(0.35) ? cutClip(clip, dry.impulses, random) : clip;
}

/** As collections cut it: from where the sound begins, to where it seems over, then silence, at times some other noise after that. */
function cutClip(clip: Float32Array, impulses: readonly number[], random: Random): Float32Array {
  const begins =
    impulses.length > 0 && random.chance(0.7) ? impulses[0]! + 0.012 * (random.next() - 0.3) : random.next();
  const from = Math.max(0, Math.min(clip.length - 0.3 * dryRateHz, Math.round(begins * dryRateHz)));
  const long = Math.round(dryRateHz * 0.15 * 13 ** random.next());
  const out = new Float32Array(clip.length);
  const before = random.chance(0.2) ? Math.round(random.next() * 0.3 * clip.length) : 0;
  out.set(clip.subarray(from, from + Math.min(long, out.length - before)), before);
  if (random.chance(0.4)) {
    const most = clip.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-9);
    const loud = 0.3 * most * 10 ** ((-50 * random.next()) / 20);
    for (let i = Math.min(out.length, before + long + Math.round(random.next() * dryRateHz)); i < out.length; i++)
      out[i] = random.normal(0, loud);
  }
  return out;
}
