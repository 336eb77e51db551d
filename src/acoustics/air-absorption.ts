/**
 * What air takes from a tone on its way, and what distance does.
 *
 * **Source.** ISO 9613-1:1993, equations 3 to 5; spreading over a sphere, 20 log₁₀ of the distance.
 * **Input.** Frequency in Hz, air, distance in metres. **Output.** Decibels per metre; decibels below the level at 100 m.
 * **Limits.** Within 10 % for 50 Hz to 10 kHz (the standard's own claim). Nothing of ground, walls or screens: those only take more.
 */
import { waterPercent, type Air } from './speed-of-sound.ts';

const referenceKelvin = 293.15;
const referenceKpa = 101.325;

/** Decibels per metre. */
export function airAbsorption(frequencyHz: number, air: Air): number {
  const warmth = (air.temperatureC + 273.15) / referenceKelvin;
  const kelvin = air.temperatureC + 273.15;
  const pressure = air.pressureKpa / referenceKpa;
  const water = waterPercent(air);
  const oxygenHz = pressure * (24 + (4.04e4 * water * (0.02 + water)) / (0.391 + water));
  const nitrogenHz = (pressure / Math.sqrt(warmth)) * (9 + 280 * water * Math.exp(-4.17 * (warmth ** (-1 / 3) - 1)));
  const squared = frequencyHz * frequencyHz;
  const relaxing =
    (0.01275 * Math.exp(-2239.1 / kelvin)) / (oxygenHz + squared / oxygenHz) +
    (0.1068 * Math.exp(-3352 / kelvin)) / (nitrogenHz + squared / nitrogenHz);
  return 8.686 * squared * ((1.84e-11 / pressure) * Math.sqrt(warmth) + warmth ** -2.5 * relaxing);
}

/** A blast far off is mostly below this: what the air takes of it is taken there. */
const blastHz = 500;

/** Decibels a muzzle blast has lost at a distance, beyond what it had at 100 m (below 100 m: fewer than none). */
export function blastLossDb(meters: number, air: Air): number {
  const from = 100;
  return 20 * Math.log10(Math.max(1, meters) / from) + airAbsorption(blastHz, air) * (meters - from);
}
