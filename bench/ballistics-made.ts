/**
 * Made breech faces: how well two of one firearm are told from two of two as each thing that comes between them grows, and whether likelihood ratios
 * are what they say on firearms that the calibration set has not seen. `node bench/ballistics-made.ts [SEED] [FIREARMS] [ratios]`; `ratios`: these alone.
 */
import { createComparisonRoom, countCongruent, type Comparison } from '../src/ballistics/compare-exhibits.ts';
import {
  countBothWays,
  countRatio,
  fitCountModel,
  type CountModel,
  type KnownPair,
} from '../src/ballistics/count-ratio.ts';
import { createBreechFaces, type BreechFaceOrder } from '../src/ballistics/make-breech-face.ts';
import { prepareExhibit } from '../src/ballistics/prepare-exhibit.ts';
import { areaUnderCurve } from '../src/stats/discrimination.ts';
import { Random } from '../src/stats/random.ts';
import { leastRatioCost, ratioCost, type JudgedRatio } from '../src/stats/ratio-cost.ts';
import { surfaceKernel } from '../src/jobs/correlation-kernel.ts';

const [seed = 'made', firearmsGiven = '20', only] = process.argv.slice(2);
const kernel = await surfaceKernel();
const firearms = Number(firearmsGiven);

type Conditions = Omit<BreechFaceOrder, 'classSeed' | 'firearmSeed' | 'shotSeed'> & { readonly scaleError?: number };
interface MadePair extends KnownPair {
  readonly score: number;
}

/** Two of each firearm, the second under the conditions; of two firearms each first with each second of those after it. */
function study(name: string, conditions: (random: Random) => Conditions): MadePair[] {
  const make = createBreechFaces();
  const random = new Random(`${seed}/${name}`);
  const shots = Array.from({ length: firearms }, (_, firearm) =>
    [1, 2].map((shot) => {
      const { scaleError = 0, ...rest } = conditions(random);
      const map = make({
        classSeed: `${seed}/class`,
        firearmSeed: `${seed}/${name}/${firearm}`,
        shotSeed: `${seed}/${name}/${firearm}/${shot}`,
        turn: 2 * Math.PI * random.next(),
        offX: random.normal(0, 60),
        offY: random.normal(0, 60),
        // The first is as the class is; what comes between befalls the second.
        ...(shot === 2 || rest.classMicrons === undefined
          ? shot === 2
            ? rest
            : {}
          : { classMicrons: rest.classMicrons }),
      });
      return prepareExhibit(shot === 2 ? { ...map, pitchMicrons: map.pitchMicrons * (1 + scaleError) } : map)!;
    }),
  );
  const room = createComparisonRoom(kernel);
  const pairs: MadePair[] = [];
  for (let a = 0; a < firearms; a++)
    for (let b = a; b < firearms; b++) {
      const compared = room.compare(shots[a]![0]!, shots[b]![1]!);
      if (compared !== null)
        pairs.push({ firearmA: `${a}`, firearmB: `${b}`, ...countedOf(compared), score: compared.score });
    }
  return pairs;
}

function countedOf({ cells, cellsReverse }: Comparison) {
  return countBothWays(
    { count: countCongruent(cells), of: cells.length },
    { count: countCongruent(cellsReverse), of: cellsReverse.length },
  );
}

function told(name: string, pairs: readonly MadePair[]): void {
  const of = (same: boolean) =>
    pairs.filter(({ firearmA, firearmB }) => (firearmA === firearmB) === same).map(({ score }) => score);
  const [one, two] = [of(true), of(false)];
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const area = areaUnderCurve([
    ...one.map((score) => ({ score, isTrue: true })),
    ...two.map((score) => ({ score, isTrue: false })),
  ]);
  const most = Math.max(...two);
  console.log(
    `${name.padEnd(28)} AUC ${area!.toFixed(4)}; one ${mean(one).toFixed(3)}, least ${Math.min(...one).toFixed(3)}; two ${mean(two).toFixed(3)}, most ${most.toFixed(3)}; ${one.filter((score) => score <= most).length} of ${one.length} not above all of two`,
  );
}

console.log(`${firearms} firearms of one class, two shots each, turned any way; seed ${seed}`);
const grown: [string, keyof Conditions, readonly number[]][] = [
  ['wear, share', 'wear', [0, 0.25, 0.5, 0.75]],
  ['ammunition, µm', 'ammunitionMicrons', [0.4, 1, 2, 3]],
  ['class marks, µm', 'classMicrons', [0.5, 1, 2, 4]],
  ['not pressed, share', 'missing', [0, 0.3, 0.6, 0.8]],
  ['noise, µm', 'noiseMicrons', [0.05, 0.3, 1, 2]],
  ['tilt, µm a mm', 'tilt', [0, 20, 60, 120]],
  ['scale error, share', 'scaleError', [0, 0.01, 0.03, 0.05]],
];
for (const [words, name, values] of only === 'ratios' ? [] : grown)
  for (const value of values)
    told(
      `${words} ${value}`,
      study(`${name} ${value}`, () => ({ [name]: value })),
    );

// Hard enough that ratios near one occur, and no harder: where half of those of one firearm have no congruent cell no set is fitted (`does-not-tell-apart`).
const hard = (random: Random): Conditions => ({
  wear: 0.3 + 0.4 * random.next(),
  ammunitionMicrons: 0.8 + 0.6 * random.next(),
  missing: 0.4 * random.next(),
  classMicrons: 0.8,
});
const learnt = study('learnt', hard);
const model = fitCountModel(learnt);
if (typeof model === 'string') throw new Error(model);
const { drawn: _drawn, byFirearm: _byFirearm, ...about } = model;
console.log('calibration set', JSON.stringify(about));
judge(
  'its own class, unseen firearms',
  model,
  ['a', 'b', 'c', 'd'].flatMap((name) => study(`asked/${name}`, hard)),
);
judge(
  'harder ammunition than the set has',
  model,
  study('asked/ammunition', () => ({ ammunitionMicrons: 3, classMicrons: 0.8, wear: 0.5 })),
);

function judge(name: string, by: CountModel, pairs: readonly MadePair[]): void {
  const judged = pairs.map((pair): JudgedRatio => ({
    log10: countRatio(by, pair).log10,
    same: pair.firearmA === pair.firearmB,
  }));
  console.log(
    `${name}: ${pairs.length} pairs, cost ${ratioCost(judged)!.toFixed(3)} bits, least ${leastRatioCost(judged)!.toFixed(3)}`,
  );
  for (const [from, to] of [
    [-9, -0.5],
    [-0.5, 0],
    [0, 0.5],
    [0.5, 1],
    [1, 9],
  ] as const) {
    const here = judged.filter(({ log10 }) => log10 >= from && log10 < to);
    const shareOf = (same: boolean) =>
      here.filter((one) => one.same === same).length / judged.filter((one) => one.same === same).length;
    if (here.length > 0)
      console.log(
        `  said ${from} to ${to}: mean ${(here.reduce((sum, { log10 }) => sum + log10, 0) / here.length).toFixed(2)}, was ${Math.log10(shareOf(true) / shareOf(false)).toFixed(2)} (${here.filter(({ same }) => same).length} of one, ${here.filter(({ same }) => !same).length} of two)`,
      );
  }
}
