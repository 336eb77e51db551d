/**
 * Compares every two scans of a study: `node bench/ballistics-study.ts FOLDER [SEED]`, a folder of X3P files with truth.csv. With a seed each scan is
 * turned by a random angle first. Prints what the scores of one firearm and of two are, per firearm, and processor time and memory.
 */
import { cpus } from 'node:os';
import { compareStudy, varianceRatio } from '../test/golden/compare-study.ts';

const [folder, seed] = process.argv.slice(2);
if (folder === undefined) throw new Error('Expected the folder of a study.');
const { pairs, prepareCpuMs, pairCpuMs } = await compareStudy(folder, seed ?? null);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

for (const name of ['score', 'whole'] as const) {
  const of = (same: boolean) => pairs.filter((pair) => pair.same === same).map((pair) => pair[name]);
  const [one, two] = [of(true), of(false)];
  let above = 0;
  for (const a of one) for (const b of two) above += a > b ? 1 : a === b ? 0.5 : 0;
  const line = (values: number[]) =>
    `${values.length} pairs, mean ${mean(values).toFixed(3)} (${deviation(values).toFixed(3)}), ${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`;
  console.log(`${name}: one firearm ${line(one)}; two ${line(two)}`);
  console.log(
    `  AUC ${(above / one.length / two.length).toFixed(5)}, variance ratio ${varianceRatio(one, two).toFixed(1)}`,
  );
}
for (const { a, b, score, whole } of pairs
  .filter(({ same }) => same)
  .sort((p, q) => p.score - q.score)
  .slice(0, 5))
  console.log(`  least alike of one firearm: ${a} ${b} ${score.toFixed(3)} ${whole.toFixed(3)}`);
console.log(
  `${prepareCpuMs.toFixed(1)} ms to make one ready, ${pairCpuMs.toFixed(1)} ms a pair, both ways, of one core's processor; ` +
    `${Math.round(process.memoryUsage().rss / 1e6)} MB; ${cpus()[0]!.model}`,
);
