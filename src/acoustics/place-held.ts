/**
 * With the place of a shot held: what its arrivals say of time and air, and what that leaves over of each.
 *
 * **Source.** Newton's steps of the posterior of `shot-likelihood.ts` in all but the place.
 * **Input.** Minus the Hessian and the gradient at (x, y, speed, wind east, wind north, time, height), or arrivals with an answer.
 * **Output.** The same with the place held; seconds of each arrival later than distance over the speed along its way, and how many agree.
 * **Limits.** Those of `shot-likelihood.ts`.
 */
import type { ExcessModel } from './excess-model.ts';
import type { ShotArrivals, Weather } from './shot-likelihood.ts';

/** A step with these leaves the first two parameters where they are. */
export function holdPlace(hessian: Float64Array, gradient: Float64Array, parameters: number): void {
  for (let place = 0; place < 2; place++) {
    gradient[place] = 0;
    for (let k = 0; k < parameters; k++) hessian[Math.max(k, place) * parameters + Math.min(k, place)] = 0;
    hessian[place * parameters + place] = 1;
  }
}

interface Answer {
  readonly seen: ShotArrivals;
  readonly air: Weather;
  /** Place, what is added to the air, time, height. */
  readonly theta: Float64Array;
  readonly tall: boolean;
  readonly excess: ExcessModel;
}

/** Writes seconds; gives how many arrivals agree, late ones among them. */
export function writeResiduals(
  { seen, air, theta, tall, excess }: Answer,
  count: number,
  residuals: Float64Array,
): number {
  let explained = 0;
  for (let i = 0; i < count; i++) {
    const rx = seen.x[i]! - theta[0]!;
    const ry = seen.y[i]! - theta[1]!;
    const rz = tall ? seen.z[i]! - theta[6]! : 0;
    const squared = rx * rx + ry * ry + rz * rz;
    const q =
      (air.stillMps + theta[2]!) * Math.sqrt(squared) +
      rx * (air.windEast + theta[3]!) +
      ry * (air.windNorth + theta[4]!);
    const residual = seen.seconds[i]! - theta[5]! - (squared > 0 ? squared / q : 0);
    residuals[i] = residual;
    if (residual > -4 * excess.openSeconds && residual < excess.lateSecondsMax + 4 * excess.openSeconds) explained++;
  }
  return explained;
}
