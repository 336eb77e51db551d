import { countCongruent, createComparisonRoom, type Comparison } from '../../src/ballistics/compare-exhibits.ts';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import { prepareExhibit, type Exhibit } from '../../src/ballistics/prepare-exhibit.ts';
import { surfaceKernel } from '../../src/jobs/correlation-kernel.ts';
import { Random } from '../../src/stats/random.ts';

/** Two cartridge cases whose firearms are known, and what their comparison came to. */
export interface KnownComparison {
  readonly firearmA: string;
  readonly firearmB: string;
  readonly score: number;
  /** The lesser count of both directions, and of how many cells. */
  readonly congruent: number;
  readonly cells: number;
}

export function knownComparison(firearmA: string, firearmB: string, compared: Comparison): KnownComparison {
  const [there, back] = [compared.cells, compared.cellsReverse].map((cells) => ({
    congruent: countCongruent(cells),
    cells: cells.length,
  }));
  return { firearmA, firearmB, score: compared.score, ...(there!.congruent <= back!.congruent ? there! : back!) };
}

/** From so many congruent cells on a pair was published to be one of one firearm (Song 2013). */
const manyCells = 6;

/**
 * A validation table as Markdown, a line for each firearm: its pairs and those of it with another, the least alike of the former and the most alike of
 * the latter, and how many of each six congruent cells would have told wrongly.
 */
export function firearmTable(pairs: readonly KnownComparison[]): string[] {
  const isOne = ({ firearmA, firearmB }: KnownComparison) => firearmA === firearmB;
  const firearms = [...new Set(pairs.flatMap(({ firearmA, firearmB }) => [firearmA, firearmB]))].sort();
  const lines = firearms.map((firearm) => {
    const its = pairs.filter(({ firearmA, firearmB }) => firearmA === firearm || firearmB === firearm);
    const [one, two] = [its.filter(isOne), its.filter((pair) => !isOne(pair))];
    const worst = one.toSorted((p, q) => p.score - q.score)[0]!;
    const nearest = two.toSorted((p, q) => q.score - p.score)[0]!;
    const other = nearest.firearmA === firearm ? nearest.firearmB : nearest.firearmA;
    const told = ({ score, congruent, cells }: KnownComparison) => `${score.toFixed(2)}, ${congruent} of ${cells}`;
    return [
      firearm,
      told(worst),
      `${told(nearest)} (${other})`,
      `${one.filter(({ congruent }) => congruent < manyCells).length} of ${one.length}`,
      `${two.filter(({ congruent }) => congruent >= manyCells).length} of ${two.length}`,
    ];
  });
  const header = [
    'firearm',
    'least alike of it',
    'most alike with another',
    'of it, fewer than six',
    'with another, six or more',
  ];
  return [header, header.map((_, at) => (at === 0 ? '---' : '---:')), ...lines].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
}

const madeFirearms = 10;
const madeShots = 4;

/** Every two shots of made firearms of one class: the first of each as it left the maker, the others worn, of other ammunition and pressed in part as chance has it. */
export async function compareMadeFirearms(seed: string): Promise<KnownComparison[]> {
  const make = createBreechFaces();
  const random = new Random(seed);
  const shots = Array.from({ length: madeFirearms * madeShots }, (_, at): { firearm: string; exhibit: Exhibit } => {
    const firearm = `M${String(1 + Math.floor(at / madeShots)).padStart(2, '0')}`;
    const isFirst = at % madeShots === 0;
    const map = make({
      classSeed: `${seed}/class`,
      firearmSeed: `${seed}/${firearm}`,
      shotSeed: `${seed}/${at}`,
      turn: 2 * Math.PI * random.next(),
      offX: random.normal(0, 60),
      offY: random.normal(0, 60),
      classMicrons: 0.8,
      wear: isFirst ? 0 : 0.6 * random.next(),
      ammunitionMicrons: 0.4 + (isFirst ? 0 : random.next()),
      missing: isFirst ? 0 : 0.4 * random.next(),
    });
    return { firearm, exhibit: prepareExhibit(map)! };
  });
  const room = createComparisonRoom(await surfaceKernel());
  return shots.flatMap((one, at) =>
    shots
      .slice(at + 1)
      .map((other) => knownComparison(one.firearm, other.firearm, room.compare(one.exhibit, other.exhibit)!)),
  );
}
