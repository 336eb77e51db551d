import { chiSquared95 } from './posterior-sample.ts';
import type { Ellipse } from './scene-answer.ts';

/** The ellipse that holds 95 % of a normal distribution of this covariance. */
export function ellipse95(xx: number, xy: number, yy: number): Ellipse {
  const half = (xx + yy) / 2;
  const root = Math.hypot((xx - yy) / 2, xy);
  // Angle of the longer axis from east, counter-clockwise.
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const bearing = 90 - (angle * 180) / Math.PI;
  return {
    majorMeters: Math.sqrt(chiSquared95 * (half + root)),
    minorMeters: Math.sqrt(chiSquared95 * Math.max(0, half - root)),
    bearingDegrees: ((bearing % 180) + 180) % 180,
  };
}
