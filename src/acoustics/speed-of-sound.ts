/**
 * How fast sound goes through the air of a place, still or moving.
 *
 * **Source.** Dry air: c = 20.05 √(T in kelvin) (Calhoun et al., Tech Note 098, eq. 8, with 20.05 for its 20.03); humid air: × (1 + .16 h), h the
 * molar share of water vapour (Bohn, Journal of the Audio Engineering Society 36, 1988). Water vapour: ISO 9613-1:1993, annex B.
 * **Input.** Temperature in °C, relative humidity in %, pressure in kPa; wind in m/s towards where it blows. **Output.** Metres per second.
 * **Limits.** One air for the whole way: no layers, no bending of rays, no shadow upwind. From −40 to 60 °C.
 */
export interface Air {
  readonly temperatureC: number;
  readonly relativeHumidity: number;
  readonly pressureKpa: number;
}

export interface Wind {
  readonly east: number;
  readonly north: number;
}

const kelvinAtZero = 273.15;
const triplePointKelvin = 273.16;
const referenceKpa = 101.325;

/** Air nobody measured: 15 °C, half saturated, at sea level. */
export const ordinaryAir: Air = { temperatureC: 15, relativeHumidity: 50, pressureKpa: referenceKpa };

/** Water vapour as a share of molecules, in percent. */
export function waterPercent({ temperatureC, relativeHumidity, pressureKpa }: Air): number {
  const kelvin = temperatureC + kelvinAtZero;
  const saturation = 10 ** (-6.8346 * (triplePointKelvin / kelvin) ** 1.261 + 4.6151);
  return (relativeHumidity * saturation * referenceKpa) / pressureKpa;
}

/** In still air. */
export function speedOfSound(air: Air): number {
  return 20.05 * Math.sqrt(air.temperatureC + kelvinAtZero) * (1 + (0.16 * waterPercent(air)) / 100);
}

/** Along a way: what the wind adds in the direction (east, north) that the sound goes, a vector of length one. */
export function speedAlong(stillMps: number, wind: Wind, direction: Wind): number {
  return stillMps + wind.east * direction.east + wind.north * direction.north;
}
