import type { HeightMap } from '../signal/height-map.ts';

/** Means over so many points both ways of what was measured there, where half of it was. */
export function thinnedMap(map: HeightMap, step: number): HeightMap {
  if (step <= 1) return map;
  const [width, height] = [Math.floor(map.width / step), Math.floor(map.height / step)];
  const heights = new Float32Array(width * height).fill(NaN);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      let [sum, count] = [0, 0];
      for (let y = row * step; y < (row + 1) * step; y++)
        for (let x = column * step; x < (column + 1) * step; x++) {
          const value = map.heights[y * map.width + x]!;
          if (value !== value) continue;
          sum += value;
          count++;
        }
      if (2 * count >= step * step) heights[row * width + column] = sum / count;
    }
  return { width, height, pitchMicrons: map.pitchMicrons * step, heights };
}
