/**
 * When what a shot gives off reaches a place: the muzzle blast, and the shock wave of a bullet faster than sound.
 *
 * **Source.** Blast: the way over the speed along it. Shock: Mach cone of a bullet at constant speed, sin θ_M = c/V (Maher, IEEE SAFE 2007,
 * eq. 1 to 3); its ray leaves the flight at 90° − θ_M, so a place x along and ρ beside the line hears it x/V + ρ cos θ_M / c after the shot.
 * **Input.** Places in metres of one plane, speeds in m/s, direction of fire in radians from east, counter-clockwise. **Output.** Seconds after
 * the shot, or null where the cone never passes.
 * **Limits.** Straight flight at one speed in still air for the shock; bullets slow, so that far along the line it comes later than said.
 */
import { speedAlong, type Wind } from './speed-of-sound.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export function blastDelay(source: Place, place: Place, stillMps: number, wind: Wind): number {
  const [x, y] = [place.x - source.x, place.y - source.y];
  const meters = Math.hypot(x, y, place.z - source.z);
  if (meters === 0) return 0;
  return meters / speedAlong(stillMps, wind, { east: x / meters, north: y / meters });
}

export interface Flight {
  readonly directionRadians: number;
  readonly bulletMps: number;
  /** How far the bullet stays faster than sound. */
  readonly supersonicMeters: number;
}

export function shockDelay(source: Place, place: Place, stillMps: number, flight: Flight): number | null {
  const mach = flight.bulletMps / stillMps;
  if (!(mach > 1)) return null;
  const [x, y, z] = [place.x - source.x, place.y - source.y, place.z - source.z];
  const [cos, sin] = [Math.cos(flight.directionRadians), Math.sin(flight.directionRadians)];
  const along = x * cos + y * sin;
  const beside = Math.hypot(-x * sin + y * cos, z);
  const coneSine = 1 / mach;
  const coneCosine = Math.sqrt(1 - coneSine * coneSine);
  const leaves = along - (beside * coneSine) / coneCosine;
  if (leaves < 0 || leaves > flight.supersonicMeters) return null;
  return along / flight.bulletMps + (beside * coneCosine) / stillMps;
}
