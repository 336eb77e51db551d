/**
 * Chooses the blocks whose pairs are compared: those that together bring the most pairs of the same thing within a budget of pairs.
 *
 * **Source.** Choosing blocks by what they cover and cost, as a budgeted set cover taken greedily (Bilenko, Kamath and Mooney, ICDM 2006;
 * Michelson and Knoblock, AAAI 2006), here without labels: pairs that training found all but certain stand for the truth, seen only
 * through fields their block left free.
 * **Input.** Records, keys, training sessions. **Output.** Blocks in the order they are asked, pairs of each, and the share of the
 * pairs of the same thing that differ in anything they are expected to bring: rows that say the same are one, and are brought without.
 * **Limits.** Errors of different fields are taken as independent; records that lack many fields at once make the estimate too high.
 */
import { countPairs, groupByKeys, type Block } from './block-groups.ts';
import type { BlockingKey } from './blocking-keys.ts';
import { drawSample } from './draw-sample.ts';
import type { EncodedTable } from './encoded-table.ts';
import type { TrainingSession } from './learn-model.ts';
import { bitCount } from './text-arena.ts';

export interface ChosenBlocks {
  readonly blocks: readonly Block[];
  /** Share of the pairs of the same thing that agree in one of the blocks at least. */
  readonly recallEstimate: number;
}

/** Pairs compared for each record at most, where nothing else is asked. */
export const pairsForRecord = 8;
/** So many pairs are compared whatever the number of records. */
const pairsAlways = 3_000_000;
const sampleRecords = 30_000;
/** Pairs made up from the agreements of each field, on which a set of blocks is tried. */
const trials = 8_192; // a multiple of 32
/** A block that would bring fewer of the pairs of the same thing than this share is not worth asking. */
const gainMin = 2e-4;
const blocksMax = 32;
/** What a pair brought for the first, the second, the third and each further time is worth: what is drawn here is a guess at the truth, and a pair that
 * hangs by one block is lost where the guess is wrong. */
const worthOf = [1, 0.1, 0.02, 0];
const keysSeenMin = 50;
const agreesUsually = 0.8;

export function chooseBlocks(
  table: EncodedTable,
  keys: readonly BlockingKey[],
  sessions: readonly TrainingSession[],
  random: () => number,
  groupSizeMax: number,
): ChosenBlocks {
  const budget = Math.max(pairsAlways, pairsForRecord * table.records);
  const agreed = drawAgreements(table, keys, sessions, random);
  const { columnOf, share, pairScale } = drawSample(table, sampleRecords, random);
  const columns = keys.map(columnOf);
  const sizeMax = Math.max(2, groupSizeMax * share);
  const candidates = candidateBlocks(keys)
    .map(({ block, places }) => {
      const { pairs, left } = countPairs(groupByKeys(places.map((place) => columns[place]!)), sizeMax);
      const covers = agreed[places[0]!]!.map((bits, word) =>
        places.reduce((both, place) => both & agreed[place]![word]!, bits),
      );
      return { block, pairs: pairs * pairScale, left: left * pairScale, covers };
    })
    // A block of which most stands in groups too large to compare would not bring what it covers.
    .filter(({ pairs, left }) => pairs <= budget && left <= pairs);
  // Of each trial how often it was brought, up to the times that count: those never brought, those brought once, and so on.
  const brought = worthOf.map((_, times) => new Int32Array(trials / 32).fill(times === 0 ? -1 : 0));
  const chosen: Block[] = [];
  let spent = 0;
  while (chosen.length < blocksMax) {
    let best: (typeof candidates)[number] | null = null;
    let bestWorth = 0;
    for (const each of candidates) {
      if (spent + each.pairs > budget) continue;
      const gain = worthOf.reduce(
        (sum, of, times) => sum + (of === 0 ? 0 : of * shared(each.covers, brought[times]!)),
        0,
      );
      if (gain < gainMin * trials) continue;
      const worth = gain / (each.pairs + pairsThatCostNothing * table.records);
      if (worth > bestWorth) [best, bestWorth] = [each, worth];
    }
    if (best === null) break;
    chosen.push(best.block);
    // Once more it would bring no pair that it has not brought.
    candidates.splice(candidates.indexOf(best), 1);
    spent += best.pairs;
    for (let word = 0; word < best.covers.length; word++) {
      let moved = 0;
      for (const of of brought) {
        const next = of[word]! & best.covers[word]!;
        of[word] = (of[word]! & ~best.covers[word]!) | moved;
        moved = next;
      }
      brought.at(-1)![word]! |= moved;
    }
  }
  return { blocks: chosen, recallEstimate: 1 - shared(brought[0]!, brought[0]!) / trials };
}

/** Trials that are in both. */
function shared(one: Int32Array, other: Int32Array): number {
  let count = 0;
  for (let word = 0; word < one.length; word++) count += bitCount(one[word]! & other[word]!);
  return count;
}

/** Grouping a block costs about as much as comparing so many pairs for each record. */
const pairsThatCostNothing = 0.5;

/** Single keys, and every two keys of different fields. */
function candidateBlocks(keys: readonly BlockingKey[]): { block: Block; places: number[] }[] {
  const found: { block: Block; places: number[] }[] = [];
  keys.forEach((key, place) => {
    found.push({ block: { name: key.name, keys: [key] }, places: [place] });
    for (let other = place + 1; other < keys.length; other++)
      if (keys[other]!.field !== key.field)
        found.push({
          block: { name: `${key.name}, ${keys[other]!.name}`, keys: [key, keys[other]!] },
          places: [place, other],
        });
  });
  return found;
}

/** Two rows of the same thing, as a session found them; one row twice stands for two copies of it. */
interface SamePair {
  readonly session: TrainingSession;
  readonly a: number;
  readonly b: number;
}

/** A pair made up of what rows say of one thing is drawn anew so often where it is equal in everything: such rows are one, and need no block. */
const drawsMax = 64;

/**
 * For each key and each made-up pair of the same thing whether the key agrees, a bit for each pair. A pair is taken as one block found it, so that a record badly
 * kept in one field may be so in others; the fields that block held equal are taken from a pair another block found. Pairs that say the same in
 * all a block leaves free were taken out of it as copies (docs/adr/0037): as many are drawn as there would be.
 */
function drawAgreements(
  table: EncodedTable,
  keys: readonly BlockingKey[],
  sessions: readonly TrainingSession[],
  random: () => number,
): Int32Array[] {
  const agreed = keys.map(() => new Int32Array(trials / 32));
  const useful = sessions.filter(({ samePairs }) => samePairs.length >= 2 * keysSeenMin);
  const freeOf = table.fields.map((_, field) => useful.filter(({ held }) => !held.includes(field)));
  const drawPair = (list: readonly TrainingSession[]): SamePair | null => {
    const session = list[Math.floor(random() * list.length)];
    if (!session) return null;
    const { samePairs, pairsSame, pairsUnseen } = session;
    const at = Math.floor(random() * (samePairs.length / 2)) * 2;
    const isCopy = random() * (pairsSame + pairsUnseen) < pairsUnseen;
    return { session, a: samePairs[at]!, b: samePairs[isCopy ? at : at + 1]! };
  };
  // Where nothing is known of a field it is as often equal as it is filled and usually written the same.
  const usually = table.fields.map(({ filled }) => (filled / Math.max(1, table.records)) ** 2 * agreesUsually);
  const drawTrial = () => {
    const whole = drawPair(useful);
    return table.fields.map(({ valueOf }, field) => {
      const pair = whole && !whole.session.held.includes(field) ? whole : drawPair(freeOf[field]!);
      if (!pair) return random() < usually[field]! ? 'equal' : 'different';
      return { x: valueOf[pair.a]!, y: valueOf[pair.b]! };
    });
  };
  const isOneRow = (trial: ReturnType<typeof drawTrial>) =>
    !table.linkOnly && trial.every((of) => of === 'equal' || (of !== 'different' && of.x === of.y));
  for (let trial = 0; trial < trials; trial++) {
    let drawn = drawTrial();
    for (let draws = 1; draws < drawsMax && isOneRow(drawn); draws++) drawn = drawTrial();
    keys.forEach(({ field, keyOf }, place) => {
      const of = drawn[field]!;
      const agrees = typeof of === 'string' ? of === 'equal' : keyOf[of.x] !== 0 && keyOf[of.x] === keyOf[of.y];
      if (agrees) agreed[place]![trial >>> 5]! |= 1 << (trial & 31);
    });
  }
  return agreed;
}
