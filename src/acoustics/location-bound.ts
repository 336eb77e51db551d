/**
 * How well any method can locate: the Cramér–Rao bound of a place, with the shot's time and the weather unknown.
 *
 * **Source.** Fisher information J = Σ I_e h hᵀ + what is known of the weather, I_e = ∫ p′²/p of the excess mixture, h the slopes of travel time
 * (Kay, Estimation Theory, 1993, ch. 3); the place's block of J⁻¹, time and weather eliminated.
 * **Input.** Sensors that hear, the true place, weather, I_e in 1/s². **Output.** Covariance in m², or null where J has no inverse.
 * **Limits.** A bound for small errors: with few arrivals one late one can be taken for another, and no method reaches it.
 */
import { factorise, parametersFlat, solveFactorised, type ShotPrior } from './shot-likelihood.ts';

export function locationBound(
  sensors: readonly { readonly x: number; readonly y: number }[],
  place: { readonly x: number; readonly y: number },
  stillMps: number,
  prior: Readonly<ShotPrior>,
  information: number,
): { readonly xx: number; readonly xy: number; readonly yy: number } | null {
  const size = parametersFlat;
  const matrix = new Float64Array(size * size);
  matrix[2 * size + 2] = 1 / prior.speedMps ** 2;
  matrix[3 * size + 3] = 1 / prior.windMps ** 2;
  matrix[4 * size + 4] = 1 / prior.windMps ** 2;
  for (const sensor of sensors) {
    const [rx, ry] = [sensor.x - place.x, sensor.y - place.y];
    const meters = Math.max(1, Math.hypot(rx, ry));
    const [ux, uy] = [rx / meters, ry / meters];
    const slower = meters / stillMps ** 2;
    const slopes = [-ux / stillMps, -uy / stillMps, -slower, -slower * ux, -slower * uy, 1];
    slopes.forEach((row, i) =>
      slopes.forEach((column, j) => {
        matrix[i * size + j]! += information * row * column;
      }),
    );
  }
  if (!factorise(matrix, size)) return null;
  const column = (at: number) => {
    const unit = new Float64Array(size);
    unit[at] = 1;
    solveFactorised(matrix, size, unit);
    return unit;
  };
  const [x, y] = [column(0), column(1)];
  return { xx: x[0]!, xy: x[1]!, yy: y[1]! };
}
