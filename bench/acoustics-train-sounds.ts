/**
 * Learns what gunfire sounds like from made sound (`test/sim/sounds`), and writes `src/acoustics/classifying/sound-model.ts`. The same numbers come out each time.
 * Shapes of the sounds are kept in a folder, for making them takes minutes. Run: node bench/acoustics-train-sounds.ts FOLDER
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { additiveParts, additiveScore, type AdditiveModel } from '../src/acoustics/classifying/additive-score.ts';
import { featureRateHz, soundFeatureNames, soundShape } from '../src/acoustics/classifying/sound-features.ts';
import { resample } from '../src/signal/resample.ts';
import { areaUnderCurve } from '../src/stats/discrimination.ts';
import { logisticFit, logisticProbability } from '../src/stats/logistic-fit.ts';
import { Random } from '../src/stats/random.ts';
import { soundKinds, type SoundKind } from '../test/sim/sounds/dry-sounds.ts';
import { fitCurves, knotsFor, usualFor } from '../test/sim/sounds/fit-curves.ts';
import { madeClip } from '../test/sim/sounds/made-clip.ts';
import { dryRateHz } from '../test/sim/sounds/sound-parts.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('expected a folder to keep shapes in');
/** As many of gunfire as of five other kinds. */
const gunfireTimes = 5;
const penalty = 2;
/** A gunfire answer of made sound is to be right so often, and a not-gunfire answer too. */
const wanted = 0.97;

interface Row {
  readonly kind: SoundKind;
  readonly values: readonly number[];
}

const learnt = [...shapesOf('train-a', 60), ...shapesOf('train-b', 60)];
const held = shapesOf('held-out', 36);
const knots = knotsFor(learnt);
const usual = usualFor(learnt);
const classes: Record<string, AdditiveModel> = {};
for (const kind of soundKinds)
  classes[kind] = fitCurves(
    learnt.map((row) => ({ values: row.values, isTrue: row.kind === kind })),
    knots,
    penalty,
  );
const model = classes['gunfire']!;
const scored = held.map(({ kind, values }) => ({
  kind,
  raw: additiveScore(model, additiveParts(model, knots, values)),
}));
const calibrated = logisticFit({
  rows: scored.map(({ raw }) => [raw]),
  outcomes: scored.map(({ kind }) => kind === 'gunfire'),
  penalties: [0],
});
const guns = scored.filter(({ kind }) => kind === 'gunfire').length;
const calibration = {
  intercept: calibrated.intercept + Math.log((scored.length - guns) / guns),
  slope: calibrated.coefficients[0]!,
};
const judged = scored.map(({ kind, raw }) => ({
  kind,
  isTrue: kind === 'gunfire',
  score: logisticProbability({ intercept: calibration.intercept, coefficients: [calibration.slope] }, [raw]),
  weight: kind === 'gunfire' ? 1 / guns : 1 / (scored.length - guns),
}));
const decide = { gunfire: threshold(1), not: threshold(-1) };
console.log(
  `made sound held out: ${judged.length}, area under the curve ${areaUnderCurve(judged)!.toFixed(4)}; thresholds`,
  decide,
  calibration,
);
for (const kind of soundKinds) {
  const of = judged.filter((each) => each.kind === kind);
  const said = (is: (score: number) => boolean) => of.filter(({ score }) => is(score)).length;
  console.log(
    `${kind.padEnd(12)} ${of.length}: gunfire ${said((s) => s >= decide.gunfire)}, unsure ${said((s) => s < decide.gunfire && s > decide.not)}, not ${said((s) => s <= decide.not)}`,
  );
}
const round = (value: number) => Number(value.toPrecision(4));
const listed = (values: readonly number[]) => `[${values.map(round).join(', ')}]`;
const file = new URL('../src/acoustics/classifying/sound-model.ts', import.meta.url);
writeFileSync(
  file,
  `/**
 * What was learnt of gunfire: curves of \`additive-score.ts\`. Written by \`node bench/acoustics-train-sounds.ts\`, not by hand.
 *
 * **Source.** ${learnt.length} made sounds of ${soundKinds.length} kinds; thresholds and calibration by ${held.length} others. No recording was learnt from.
 * **Input.** None. **Output.** Knots and values in the order of \`soundFeatureNames\`. **Limits.** Those of the model card (docs/methods/acoustics-classifying.md).
 */
export const soundModel = {
  knots: ${listed(knots)},
  /** Of each feature between which values 99 of 100 made sounds lie. */
  usual: ${listed(usual)},
  calibration: { intercept: ${round(calibration.intercept)}, slope: ${round(calibration.slope)} },
  decide: { gunfire: ${round(decide.gunfire)}, not: ${round(decide.not)} },
  classes: {
    ${Object.entries(classes)
      .map(([name, { intercept, values }]) => `${name}: { intercept: ${round(intercept)}, values: ${listed(values)} },`)
      .join('\n    ')}
  },
} as const;
`,
);

/** The least probability from which on (or up to which) so many answers are right, of even odds. */
function threshold(way: 1 | -1): number {
  const sorted = judged.toSorted((a, b) => way * (b.score - a.score));
  let [right, all, best] = [0, 0, way === 1 ? 0.9 : 0.1];
  for (const { score, isTrue, weight } of sorted) {
    all += weight;
    if (isTrue === (way === 1)) right += weight;
    if (right / all >= wanted) best = score;
  }
  return best;
}

function shapesOf(seed: string, count: number): Row[] {
  const path = join(folder!, `${seed}-${count}.json`);
  if (!existsSync(path)) {
    const made: [SoundKind, ...(number | null)[]][] = [];
    for (const kind of soundKinds)
      for (let n = 0; n < (kind === 'gunfire' ? gunfireTimes : 1) * count; n++) {
        const clip = madeClip(kind, new Random(`${seed}/${kind}/${n}`));
        const shape = soundShape(resample(clip, dryRateHz, featureRateHz));
        if (shape)
          made.push([kind, ...soundFeatureNames.map((name) => (Number.isNaN(shape[name]) ? null : shape[name]))]);
      }
    writeFileSync(path, JSON.stringify(made));
  }
  const kept = JSON.parse(readFileSync(path, 'utf8')) as [SoundKind, ...(number | null)[]][];
  return kept.map(([kind, ...values]) => ({ kind, values: values.map((value) => value ?? Number.NaN) }));
}
