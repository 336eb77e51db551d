/**
 * Learns what gunfire is like to a network from made events (`test/sim/sounds/made-group.ts`), and writes `src/acoustics/classifying/group-model.ts`. After
 * `acoustics-train-sounds.ts`, whose answers are one of its features. The same numbers come out each time.
 * Events are kept in a folder, for making them takes minutes. Run: node bench/acoustics-train-groups.ts FOLDER
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { additiveParts, additiveScore } from '../src/acoustics/classifying/additive-score.ts';
import { groupValues } from '../src/acoustics/classifying/classify-group.ts';
import { areaUnderCurve } from '../src/stats/discrimination.ts';
import { logisticFit } from '../src/stats/logistic-fit.ts';
import { Random } from '../src/stats/random.ts';
import { soundKinds, type SoundKind } from '../test/sim/sounds/dry-sounds.ts';
import { fitCurves, knotsFor } from '../test/sim/sounds/fit-curves.ts';
import { madeGroup, type MadeGroup } from '../test/sim/sounds/made-group.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('expected a folder to keep events in');
const penalty = 1;
/** Far more than others look like gunfire to a network. */
const times: Partial<Record<SoundKind, number>> = { gunfire: 5, fireworks: 3 };
const decide = { gunfire: 0.9, not: 0.1 };

interface Event extends MadeGroup {
  readonly kind: SoundKind;
}

const learnt = eventsOf('train', 12);
const held = eventsOf('held-out', 6);
// Once with sounds and once without: a network does not always have them.
const examples = (of: readonly Event[]) =>
  of.flatMap(({ kind, group, shapes }) =>
    [shapes, []].map((sounds) => ({ kind, values: groupValues(group, sounds), isTrue: kind === 'gunfire', sounds })),
  );
const taught = examples(learnt);
const knots = knotsFor(taught);
const curves = fitCurves(taught, knots, penalty);
const scored = examples(held).map((each) => ({
  ...each,
  raw: additiveScore(curves, additiveParts(curves, knots, each.values)),
}));
const fit = logisticFit({
  rows: scored.map(({ raw }) => [raw]),
  outcomes: scored.map(({ isTrue }) => isTrue),
  penalties: [0.05],
});
const trues = scored.filter(({ isTrue }) => isTrue).length;
const calibration = {
  intercept: fit.intercept + Math.log((scored.length - trues) / trues),
  slope: fit.coefficients[0]!,
};
for (const [what, these] of [
  ['with sounds', scored.filter(({ sounds }) => sounds.length > 0)],
  ['pulses alone', scored.filter(({ sounds }) => sounds.length === 0)],
] as const) {
  const judged = these.map(({ raw, isTrue, kind }) => ({
    kind,
    isTrue,
    score: 1 / (1 + Math.exp(-(calibration.intercept + calibration.slope * raw))),
  }));
  console.log(
    `made events held out, ${what}: ${judged.length}, area under the curve ${areaUnderCurve(judged)?.toFixed(4)}`,
  );
  for (const [kind, of] of Map.groupBy(judged, (each) => each.kind)) {
    const said = (is: (score: number) => boolean) => of.filter(({ score }) => is(score)).length;
    console.log(
      `  ${kind.padEnd(12)} ${of.length}: gunfire ${said((s) => s >= decide.gunfire)}, unsure ${said((s) => s < decide.gunfire && s > decide.not)}, not ${said((s) => s <= decide.not)}`,
    );
  }
}
const round = (value: number) => Number(value.toPrecision(4));
const listed = (values: readonly number[]) => `[${values.map(round).join(', ')}]`;
writeFileSync(
  new URL('../src/acoustics/classifying/group-model.ts', import.meta.url),
  `/**
 * What was learnt of gunfire as a network hears it: curves of \`additive-score.ts\`. Written by \`node bench/acoustics-train-groups.ts\`, not by hand.
 *
 * **Source.** ${learnt.length} made events heard by three sensors or more; calibration by ${held.length} others. No recording was learnt from.
 * **Input.** None. **Output.** Knots and values in the order of \`groupValues\`. **Limits.** Those of the model card (docs/methods/acoustics-classifying.md).
 */
export const groupModel = {
  knots: ${listed(knots)},
  calibration: { intercept: ${round(calibration.intercept)}, slope: ${round(calibration.slope)} },
  decide: { gunfire: ${decide.gunfire}, not: ${decide.not} },
  curves: { intercept: ${round(curves.intercept)}, values: ${listed(curves.values)} },
} as const;
`,
);

function eventsOf(seed: string, count: number): Event[] {
  const path = join(folder!, `groups-${seed}-${count}.json`);
  if (!existsSync(path)) {
    const made: Event[] = [];
    for (const kind of soundKinds) {
      const wanted = count * (times[kind] ?? 1);
      // What few sensors hear is seldom a group: twice as many are tried, and no more.
      for (let [n, got] = [0, 0]; n < 2 * wanted && got < wanted; n++) {
        const event = madeGroup(kind, new Random(`${seed}/groups/${kind}/${n}`));
        if (!event) continue;
        made.push({ kind, ...event });
        got++;
      }
    }
    writeFileSync(
      path,
      JSON.stringify(made, (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value)),
    );
  }
  return JSON.parse(readFileSync(path, 'utf8'), (_, value: unknown) =>
    value === 'NaN' ? Number.NaN : value,
  ) as Event[];
}
