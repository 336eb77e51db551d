import type { Random } from '../../../src/stats/random.ts';
import { drySound, type SoundKind } from './dry-sounds.ts';
import { anyRecorded, carried, drawDb, drawPath, placeNoise, sensorRecorded } from './heard-sound.ts';

/** Two seconds of one kind of sound as some recorder somewhere keeps it. */
export function madeClip(kind: SoundKind, random: Random): Float32Array {
  const dry = drySound(kind, random);
  const sound = carried(dry, drawDb(kind, random), drawPath(kind, random), random);
  const peak = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  // Loud enough to be told from the noise of its place: what is not is no clip of it.
  const noiseDb = Math.min(30 + 40 * random.next(), 20 * Math.log10(peak / 20e-6) - 12);
  const noise = placeNoise(sound.length, noiseDb, random);
  for (let i = 0; i < sound.length; i++) sound[i]! += noise[i]!;
  return random.chance(0.35) ? sensorRecorded(sound) : anyRecorded(sound, random);
}
