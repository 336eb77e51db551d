import { readdirSync, readFileSync } from 'node:fs';
import { createComparisonRoom } from '../../src/ballistics/compare-exhibits.ts';
import { prepareExhibit, type Exhibit } from '../../src/ballistics/prepare-exhibit.ts';
import { openScan, surfaceOf } from '../../src/jobs/open-scan.ts';
import type { HeightMap } from '../../src/signal/height-map.ts';
import { Random } from '../../src/stats/random.ts';
import { knownComparison, type KnownComparison } from './firearm-table.ts';
import { surfaceKernel } from '../../src/jobs/correlation-kernel.ts';

export interface StudyPair extends KnownComparison {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  readonly whole: number;
}

export interface Study {
  readonly pairs: readonly StudyPair[];
  readonly prepareCpuMs: number;
  readonly pairCpuMs: number;
}

/** Compares every two scans of a study, each turned by a random angle first where a seed is given. */
export async function compareStudy(folder: string, seed: string | null): Promise<Study> {
  const firearms = new Map(
    readFileSync(`${folder}/truth.csv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => [line.split(',')[0]!, line.split(',')[2]!] as const),
  );
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.x3p'))
    .sort();
  const maps: HeightMap[] = [];
  for (const file of files) maps.push(await studyMap(folder, file, seed));
  const ready = process.cpuUsage();
  const exhibits: Exhibit[] = maps.map((map) => prepareExhibit(map)!);
  const prepareCpuMs = process.cpuUsage(ready).user / 1000 / files.length;
  const room = createComparisonRoom(await surfaceKernel());
  const pairs: StudyPair[] = [];
  const began = process.cpuUsage();
  for (let i = 0; i < files.length; i++)
    for (let j = i + 1; j < files.length; j++) {
      const compared = room.compare(exhibits[i]!, exhibits[j]!)!;
      pairs.push({
        a: files[i]!,
        b: files[j]!,
        same: firearms.get(files[i]!) === firearms.get(files[j]!),
        ...knownComparison(firearms.get(files[i]!)!, firearms.get(files[j]!)!, compared),
        whole: compared.wholeCorrelation,
      });
    }
  return { pairs, prepareCpuMs, pairCpuMs: process.cpuUsage(began).user / 1000 / pairs.length };
}

/** A scan of the study, turned by the angle that the seed has for it. */
export async function studyMap(folder: string, file: string, seed: string | null): Promise<HeightMap> {
  const { map } = await surfaceOf(await openScan(`${folder}/${file}`));
  return seed === null ? map : turned(map, 2 * Math.PI * new Random(`${seed}/${file}`).next());
}

/** Each point from the nearest of the surface as it was, in a frame that holds all of it. */
function turned({ width, height, pitchMicrons, heights }: HeightMap, angle: number): HeightMap {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const side = Math.ceil(Math.hypot(width, height));
  const [middleX, middleY, center] = [(width - 1) / 2, (height - 1) / 2, (side - 1) / 2];
  const laid = new Float32Array(side * side);
  for (let n = 0; n < laid.length; n++) {
    const [x, y] = [(n % side) - center, Math.floor(n / side) - center];
    const [column, row] = [Math.round(cos * x - sin * y + middleX), Math.round(sin * x + cos * y + middleY)];
    laid[n] = column < 0 || row < 0 || column >= width || row >= height ? NaN : heights[row * width + column]!;
  }
  return { width: side, height: side, pitchMicrons, heights: laid };
}

/** Σ (mean of each class − mean of all)² ÷ Σ variance of each class, as in docs/methods/ballistics.md. */
export function varianceRatio(same: readonly number[], others: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);
  const grand = mean([...same, ...others]);
  return ((mean(same) - grand) ** 2 + (mean(others) - grand) ** 2) / (variance(same) + variance(others));
}
