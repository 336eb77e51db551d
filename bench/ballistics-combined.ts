/**
 * Whether several scores together tell more than the share of congruent cells: a logistic regression learnt on made firearms, asked of others.
 * `node bench/ballistics-combined.ts [FIREARMS]`.
 */
import { createComparisonRoom, type Comparison } from '../src/ballistics/compare-exhibits.ts';
import { createBreechFaces } from '../src/ballistics/make-breech-face.ts';
import { prepareExhibit, type Exhibit } from '../src/ballistics/prepare-exhibit.ts';
import { emptyGrid, layOver } from '../src/ballistics/surface-grid.ts';
import { areaUnderCurve } from '../src/stats/discrimination.ts';
import { logisticFit, logisticProbability, type LogisticFit } from '../src/stats/logistic-fit.ts';
import { Random } from '../src/stats/random.ts';
import { leastRatioCost, ratioCost } from '../src/stats/ratio-cost.ts';
import { surfaceKernel } from '../src/jobs/correlation-kernel.ts';

const kernel = await surfaceKernel();
const firearms = Number(process.argv[2] ?? 30);
const names = ['share', 'whole', 'high', 'correlation', 'similar'] as const;
interface Asked {
  readonly same: boolean;
  readonly row: readonly number[];
}

/** Worn, with other ammunition, little pressed, with noise: by as much as chance has it, so that scores of one and of two overlap. */
function study(seed: string): Asked[] {
  const make = createBreechFaces();
  const random = new Random(seed);
  const shot = (firearm: number, number: number, hard: boolean) =>
    prepareExhibit(
      make({
        classSeed: `${seed}/class`,
        firearmSeed: `${seed}/${firearm}`,
        shotSeed: `${seed}/${firearm}/${number}`,
        turn: 2 * Math.PI * random.next(),
        offX: random.normal(0, 60),
        offY: random.normal(0, 60),
        classMicrons: 0.8,
        ...(hard
          ? {
              wear: 0.8 * random.next(),
              ammunitionMicrons: 0.4 + 1.6 * random.next(),
              missing: 0.6 * random.next(),
              noiseMicrons: 0.05 + random.next(),
            }
          : {}),
      }),
    )!;
  const shots = Array.from(
    { length: firearms },
    (_, firearm) => [shot(firearm, 1, false), shot(firearm, 2, true)] as const,
  );
  const room = createComparisonRoom(kernel);
  const asked: Asked[] = [];
  for (let a = 0; a < firearms; a++)
    for (let b = a; b < firearms; b++) {
      const compared = room.compare(shots[a]![0], shots[b]![1]);
      if (compared !== null) asked.push({ same: a === b, row: scoresOf(compared, shots[a]![0], shots[b]![1]) });
    }
  return asked;
}

/** Share of congruent cells; correlation of the wholes; cells congruent in either direction; mean correlation of cells; share of points alike. */
function scoresOf(
  { score, pose, wholeCorrelation, cells, cellsReverse }: Comparison,
  first: Exhibit,
  second: Exhibit,
): number[] {
  const high =
    cells.filter((cell, n) => cell.congruent || cellsReverse[n]?.congruent).length / Math.max(1, cells.length);
  const correlation = cells.reduce((sum, cell) => sum + cell.correlation, 0) / Math.max(1, cells.length);
  const laid = emptyGrid(first.fine.size, first.fine.pitchMicrons);
  layOver(second.fine, pose, laid);
  let [both, alike] = [0, 0];
  for (let n = 0; n < laid.values.length; n++)
    if (laid.measured[n] === 1 && first.fine.measured[n] === 1) {
      both++;
      // Heights are in standard deviations of the surface (ACES: alike within one of the difference).
      if (Math.abs(laid.values[n]! - first.fine.values[n]!) <= 1) alike++;
    }
  return [score, wholeCorrelation, high, correlation, both === 0 ? 0 : alike / both];
}

function told(name: string, columns: readonly number[], learnt: readonly Asked[], asked: readonly Asked[]): void {
  const pick = ({ row }: Asked) => columns.map((column) => row[column]!);
  const fit: LogisticFit = logisticFit({
    rows: learnt.map(pick),
    outcomes: learnt.map(({ same }) => same),
    penalties: columns.map(() => 0.01),
  });
  const [ones, twos] = [learnt.filter(({ same }) => same).length, learnt.filter(({ same }) => !same).length];
  const judged = asked.map((pair) => {
    const p = logisticProbability(fit, pick(pair));
    return { same: pair.same, log10: Math.log10(Math.max(1e-9, p) / Math.max(1e-9, 1 - p)) - Math.log10(ones / twos) };
  });
  const area = areaUnderCurve(judged.map(({ same, log10 }) => ({ score: log10, isTrue: same })))!;
  console.log(
    `${name.padEnd(48)} AUC ${area.toFixed(4)}; Cllr ${ratioCost(judged)!.toFixed(3)}, least ${leastRatioCost(judged)!.toFixed(3)}`,
  );
}

const learnt = [0, 1].flatMap((n) => study(`combined/learnt/${n}`));
const asked = [0, 1, 2].flatMap((n) => study(`combined/asked/${n}`));
console.log(
  `${firearms} firearms to a study; learnt on ${learnt.filter(({ same }) => same).length} pairs of one and ${learnt.filter(({ same }) => !same).length} of two, asked of ${asked.filter(({ same }) => same).length} and ${asked.filter(({ same }) => !same).length}`,
);
names.forEach((name, column) => told(name, [column], learnt, asked));
told('all five together', [0, 1, 2, 3, 4], learnt, asked);
told('share and whole', [0, 1], learnt, asked);
told('share and similar', [0, 4], learnt, asked);
