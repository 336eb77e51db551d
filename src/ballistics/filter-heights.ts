/**
 * The part of a surface that is wavier than a cut-off: what is left after taking it away is the roughness that is compared.
 *
 * **Source.** Gaussian regression filter of order zero, ISO 16610-31 with the weights of ISO 16610-21: σ = α λ / √(2π), α = √(ln 2 / π), so that half
 * of an amplitude of wavelength λ passes. Points not measured carry no weight, so that edges are not drawn towards nothing.
 * **Input.** A grid and a cut-off in micrometres. **Output.** The smooth surface at every point that has something measured near it, else 0.
 * **Limits.** Order zero follows slopes at an edge late; level the surface first.
 */
import type { SurfaceGrid } from './surface-grid.ts';

const alpha = Math.sqrt(Math.LN2 / Math.PI);
/** The weights beyond three standard deviations are a thousandth of the middle one and less. */
const reachSigmas = 3;

export function smoothHeights(
  { size, pitchMicrons, values, measured }: SurfaceGrid,
  cutOffMicrons: number,
): Float32Array {
  const sigma = (alpha * cutOffMicrons) / Math.sqrt(2 * Math.PI) / pitchMicrons;
  const reach = Math.ceil(reachSigmas * sigma);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)),
  );
  const across = new Float64Array(size * size);
  const acrossWeight = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      if (measured[at] === 0) continue;
      // What is measured is given to its neighbours: nothing is looked at where nothing was.
      const value = values[at]!;
      const first = Math.max(0, column - reach);
      const last = Math.min(size - 1, column + reach);
      for (let to = first; to <= last; to++) {
        const weight = weights[to - column + reach]!;
        across[row * size + to]! += weight * value;
        acrossWeight[row * size + to]! += weight;
      }
    }
  const sums = new Float64Array(size * size);
  const total = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const first = Math.max(0, row - reach);
    const last = Math.min(size - 1, row + reach);
    for (let from = first; from <= last; from++) {
      const weight = weights[from - row + reach]!;
      for (let column = 0; column < size; column++) {
        sums[row * size + column]! += weight * across[from * size + column]!;
        total[row * size + column]! += weight * acrossWeight[from * size + column]!;
      }
    }
  }
  return Float32Array.from(sums, (sum, at) => (total[at]! > 0 ? sum / total[at]! : 0));
}
