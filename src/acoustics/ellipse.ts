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

/** The covariance of a normal distribution of which 95 % lie within an ellipse: what {@link ellipse95} made it of. */
export function covarianceOf({
  majorMeters,
  minorMeters,
  bearingDegrees,
}: Ellipse): readonly [readonly [number, number], readonly [number, number]] {
  const angle = ((90 - bearingDegrees) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [a, b] = [majorMeters ** 2 / chiSquared95, minorMeters ** 2 / chiSquared95];
  const xy = (a - b) * cos * sin;
  return [
    [a * cos * cos + b * sin * sin, xy],
    [xy, a * sin * sin + b * cos * cos],
  ];
}
