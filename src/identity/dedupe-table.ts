/**
 * Says which records of a table are of the same thing: learns from the table how its fields agree by truth and by chance, brings records
 * together by blocks, scores the pairs, groups the records.
 *
 * **Source.** Fellegi and Sunter, JASA 64:1183 (1969); the parts name theirs. Constants were chosen on made-up records
 * (`town/person-records.ts`) and are reported on others (docs/methods/identity.md).
 * **Input.** An encoded table, a seed, blocks or the wish that they be chosen, a model where one was learnt before. **Output.** A group and
 * a probability for each record, the model, and how it came about. The same table and seed give the same answer.
 * **Limits.** A table of which every record says the same holds nothing to tell by; a warning says so.
 */
import type { Caution } from './caution.ts';
import { isOther } from './comparison.ts';
import { groupSizeMax, type Block } from './block-groups.ts';
import { blockingKeys, tellingKeys, wornKeysOf, type BlockingKey } from './blocking-keys.ts';
import { chooseBlocks, type ChosenBlocks } from './choose-blocks.ts';
import { bitsMost, clusterPairs, unseenBits, type Apart } from './cluster-pairs.ts';
import { distinctRows } from './distinct-rows.ts';
import type { EncodedTable } from './encoded-table.ts';
import { learnModel, type Model, type TrainingSession } from './learn-model.ts';
import type { SqlKey } from './model-sql.ts';
import { openComparisons, type RecordComparison } from './open-comparisons.ts';
import { frequenciesOf, pairScorer, type Frequencies, type PairScorer } from './pair-scorer.ts';
import { sharedNumbers, sharedNumbersFound } from './shared-numbers.ts';
import { weighRivals, type WithRivals } from './rivals.ts';
import { scorePairs, type BlockReport, type ScoredPairs } from './score-pairs.ts';

export interface DedupeOrder {
  readonly random: () => number;
  /** Lists of columns that agree, or blocks chosen from the data. */
  readonly blocking: 'auto' | readonly (readonly string[])[];
  /** Learnt before, with the blocks it was learnt with: they are used where none are named. */
  readonly learnt?: { readonly model: Model; readonly blocks: readonly (readonly SqlKey[])[] } | undefined;
  /** Mean probability from which groups are joined. */
  readonly accept?: number | undefined;
}

export interface Deduped {
  /** For each record the first record of its group. */
  readonly clusterOf: Int32Array;
  /** For each record how surely it belongs where it is: with the others of its group, or alone. */
  readonly probabilityOf: Float64Array;
  readonly model: Model;
  readonly blocks: readonly BlockReport[];
  /** The blocks themselves, to find the records of one thing for a new record by (`record-index.ts`). */
  readonly blocksUsed: readonly Block[];
  readonly blockingRecallEstimate: number | null;
  /** Pairs compared, of records that differ. */
  readonly candidatePairs: number;
  /** Pairs of records that differ and were kept, with their bits: from −8 up, so also such as speak against. */
  readonly links: ScoredPairs;
  /** For each record the first that says the same, where what both say is enough to hold them for one; else itself. */
  readonly standsFor: Int32Array;
  /** For each record 1 where, identical to another, it would still not be joined to it: it says too little. */
  readonly findUnlinkable: () => Uint8Array;
  readonly sessions: readonly TrainingSession[];
  readonly warnings: readonly string[];
  /** What is odd in the data, by its code; the warnings say it too. */
  readonly cautions: readonly Caution[];
}

/** Pairs with fewer bits than this are not kept: grouping counts them as not seen. */
export const bitsKeptMin = -8;
/** Mean probability from which groups are joined, chosen on made-up records. */
export const acceptUsual = 0.26;

/** What is known before the first pair is scored. */
export interface DedupePlan {
  readonly whole: EncodedTable;
  /** One row for all records that say the same. */
  readonly table: EncodedTable;
  readonly rowOf: Int32Array;
  readonly firstOf: Int32Array;
  readonly comparison: RecordComparison;
  readonly model: Model;
  readonly frequencies: Frequencies;
  readonly scorer: PairScorer;
  readonly blocks: readonly Block[];
  readonly blockingRecallEstimate: number | null;
  readonly joinBits: number;
  readonly sessions: readonly TrainingSession[];
  readonly warnings: readonly string[];
  /** What is odd in the data, by its code; the warnings say it too. */
  readonly cautions: readonly Caution[];
}

export function dedupeTable(whole: EncodedTable, order: DedupeOrder): Deduped {
  const plan = planDedupe(whole, order);
  return finishDedupe(plan, scorePairs(plan.table, plan.blocks, plan.scorer, bitsKeptMin, groupSizeMax));
}

/** Learns the model and chooses the blocks. What comes next, scoring their pairs, may be done by several threads. */
export function planDedupe(whole: EncodedTable, order: DedupeOrder): DedupePlan {
  const { table, rowOf, firstOf } = distinctRows(whole);
  const comparison = openComparisons(table);
  const keys = table.fields.flatMap(tellingKeys);
  const { random, accept = acceptUsual } = order;
  const learning = order.learnt ? null : learnModel(table, comparison, keys, random);
  const model = order.learnt?.model ?? learning!.model;
  const sessions = learning?.sessions ?? [];
  const chosen =
    order.blocking !== 'auto'
      ? { blocks: blocksOf(order.blocking, table, table.fields.flatMap(blockingKeys)), recallEstimate: null }
      : withWorn(
          order.learnt
            ? { blocks: blocksLearnt(order.learnt.blocks, table), recallEstimate: null }
            : chooseBlocks(table, keys, sessions, random, groupSizeMax),
          table,
        );
  const frequencies = frequenciesOf(table, model.names);
  return {
    whole,
    table,
    rowOf,
    firstOf,
    comparison,
    model,
    frequencies,
    scorer: pairScorer(table, comparison, model, frequencies),
    blocks: chosen.blocks,
    blockingRecallEstimate: chosen.recallEstimate,
    joinBits: bitsOf(accept),
    sessions,
    warnings: learning?.warnings ?? [],
    cautions: learning?.cautions ?? [],
  };
}

/** Where serial numbers are worn away in places, those they may be are looked for as well, within a maker where one is said. */
function withWorn<T extends Pick<ChosenBlocks, 'blocks'>>(chosen: T, { fields }: EncodedTable): T {
  const make = fields.findIndex(({ type }) => type === 'firearm-make');
  const within = make < 0 ? [] : blockingKeys(fields[make]!, make).slice(0, 1);
  const blocks = fields.flatMap((field, place) =>
    wornKeysOf(field, place).map((key) => ({
      name: [key, ...within].map(({ name }) => name).join(', '),
      keys: [key, ...within],
    })),
  );
  const known = new Set(chosen.blocks.map(({ name }) => name));
  return { ...chosen, blocks: [...chosen.blocks, ...blocks.filter(({ name }) => !known.has(name))] };
}

/** Groups the records by the pairs that were scored. */
export function finishDedupe(plan: DedupePlan, scored: ScoredPairs): Deduped {
  const { whole, table, rowOf, firstOf, comparison, scorer, joinBits } = plan;
  const warnings = [...plan.warnings];
  const cautions = [...plan.cautions];
  const apart = apartIn(table, comparison);
  const rivals = table.linkOnly ? rivalsOf(plan, scored, apart) : null;
  // What cannot be told from another is joined to neither.
  const heard = rivals
    ? { ...scored, bits: rivals.bits.map((bits, pair) => (rivals.tied[pair] === 1 ? -bitsMost : bits)) }
    : scored;
  const { a, b, bits } = heard;
  const rowCluster = clusterPairs({ records: table.records, a, b, bits, unseenBits, bitsMost, joinBits, apart });
  cautions.push(...sharedNumbersFound(countedAs(table, whole), comparison));
  if (rivals) cautions.push(...tiedRecords(plan, scored, rivals.tied));
  for (const { name, recordsLeft, largest } of scored.blocks)
    if (recordsLeft > 0)
      warnings.push(
        `In the block ${name} ${recordsLeft} records stand in groups of more than ${groupSizeMax} (the largest of ${largest}) that were not compared each with each.`,
      );
  if (table.records === 1 && whole.records > 1)
    warnings.push('Every record says the same: nothing tells them apart, and nothing says that they are one.');
  const selfOf = selfBits(whole, rowOf, firstOf.length, (row) => scorer.bits(row, row, -Infinity));
  const rowProbability = probabilities({
    rows: table.records,
    rowCluster,
    scored: heard,
    aloneOf: rivals?.aloneOf ?? null,
    selfOf,
    joinBits,
  });
  return {
    ...spread({ whole, rowOf, firstOf, rowCluster, rowProbability, selfOf, joinBits }),
    model: plan.model,
    blocks: scored.blocks,
    blocksUsed: plan.blocks,
    blockingRecallEstimate: plan.blockingRecallEstimate,
    candidatePairs: scored.compared,
    links: { ...scored, a: scored.a.map((row) => firstOf[row]!), b: scored.b.map((row) => firstOf[row]!) },
    findUnlinkable: () => Uint8Array.from(rowOf, (row) => (scorer.bits(row, row, joinBits) >= joinBits ? 0 : 1)),
    sessions: plan.sessions,
    warnings: [...warnings, ...cautions.map(({ message }) => message)],
    cautions,
  };
}

function rivalsOf({ table, rowOf, joinBits }: DedupePlan, scored: ScoredPairs, apart: readonly Apart[]): WithRivals {
  const isApart = (x: number, y: number) =>
    apart.some(({ valueOf, ruleOut }) => valueOf[x] !== 0 && valueOf[y] !== 0 && ruleOut(valueOf[x]!, valueOf[y]!));
  const { records: rows, sourceOf } = table;
  return weighRivals({ ...scored, rows, sourceOf, copies: copiesOf(rowOf, rows), isApart, joinBits });
}

/** Says how many records would be joined, were it not that others bid for the same alike. */
function tiedRecords({ table, rowOf, joinBits }: DedupePlan, { a, b, bits }: ScoredPairs, tied: Uint8Array): Caution[] {
  const rows = new Set<number>();
  tied.forEach((is, pair) => is === 1 && bits[pair]! >= joinBits && rows.add(a[pair]!).add(b[pair]!));
  if (rows.size === 0) return [];
  const copies = copiesOf(rowOf, table.records);
  const records = [...rows].reduce((sum, row) => sum + copies[row]!, 0);
  const message = `${records} records bid alike for one of another file, or are what is bid for: two of a file say the same, or as much speaks for the one as for the other. Which it is cannot be told, so they are joined to none of those. Take duplicates out of each file, or leave linkOnly out where a file has some.`;
  return [{ code: 'tied', field: null, message }];
}

/** Rows, of which each value is counted by the records that bear it. */
const countedAs = (rows: EncodedTable, { fields }: EncodedTable): EncodedTable => ({
  ...rows,
  fields: rows.fields.map((field, at) => ({ ...field, counts: fields[at]!.counts })),
});

/** Records that say what each row says. */
function copiesOf(rowOf: Int32Array, rows: number): Int32Array {
  const copies = new Int32Array(rows);
  for (const row of rowOf) copies[row]!++;
  return copies;
}

/** What is never joined, whatever else speaks for it: records of one file without duplicates, and two numbers of a register of which a thing has one. */
export function apartIn(table: EncodedTable, comparison: RecordComparison): Apart[] {
  const { linkOnly, sourceOf, fields } = table;
  const registers = fields.flatMap(({ authoritative, valueOf }, at) => {
    if (!authoritative) return [];
    const { levels, compare } = comparison.fields[at]!;
    // A slip of a key leaves the number near its own; a number of many people is no authority on any.
    const shared = sharedNumbers(table, comparison, at);
    const ruledOut = (level: number) => isOther(levels[level - 1]!);
    const ruleOut = (a: number, b: number) => a !== b && !shared.has(a) && !shared.has(b) && ruledOut(compare(a, b));
    return [{ valueOf, ruleOut }];
  });
  if (!linkOnly) return registers;
  const files = {
    valueOf: Int32Array.from(sourceOf, (source) => source + 1),
    ruleOut: (a: number, b: number) => a === b,
  };
  return [files, ...registers];
}

function blocksOf(lists: readonly (readonly string[])[], table: EncodedTable, keys: readonly BlockingKey[]): Block[] {
  return lists.map((names) => ({
    name: names.join(', '),
    keys: names.map((name) => keys.find((key) => key.name === name || table.fields[key.field]!.name === name)!),
  }));
}

function blocksLearnt(blocks: readonly (readonly SqlKey[])[], table: EncodedTable): Block[] {
  const known = table.fields.map(blockingKeys);
  return blocks.map((block) => {
    const keys = block.map(({ field, derivation }) => known[field]!.find((key) => key.derivation === derivation)!);
    return { name: keys.map(({ name }) => name).join(', '), keys };
  });
}

/** Of rows that stand several times where they may be one thing, the bits of what they say with itself; of others none is asked. */
function selfBits(
  { linkOnly }: EncodedTable,
  rowOf: Int32Array,
  rows: number,
  bitsOfRow: (row: number) => number,
): ReadonlyMap<number, number> {
  const selfOf = new Map<number, number>();
  if (!linkOnly) copiesOf(rowOf, rows).forEach((many, row) => many > 1 && selfOf.set(row, bitsOfRow(row)));
  return selfOf;
}

/**
 * How surely each row belongs: by the mean of its bits with the others of its group, itself among them where it stands several times; alone, by its
 * best tie elsewhere, or by all of them where it has one at most in each other file.
 */
function probabilities({
  rows,
  rowCluster,
  scored: { a, b, bits },
  aloneOf,
  selfOf,
  joinBits,
}: {
  readonly rows: number;
  readonly rowCluster: Int32Array;
  readonly scored: ScoredPairs;
  readonly aloneOf: Float64Array | null;
  readonly selfOf: ReadonlyMap<number, number>;
  readonly joinBits: number;
}): Float64Array {
  const sums = new Float64Array(rows);
  const seen = new Int32Array(rows);
  const best = new Float64Array(rows).fill(-Infinity);
  const sizes = new Int32Array(rows);
  const capped = (of: number) => Math.max(-bitsMost, Math.min(bitsMost, of));
  for (const cluster of rowCluster) sizes[cluster]!++;
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at]!, b[at]!];
    if (rowCluster[x] === rowCluster[y]) {
      for (const row of [x, y]) {
        sums[row]! += capped(bits[at]!);
        seen[row]!++;
      }
    } else for (const row of [x, y]) if (bits[at]! > best[row]!) best[row] = bits[at]!;
  }
  return best.map((most, row) => {
    const self = selfOf.get(row) ?? -Infinity;
    const copies = self >= joinBits ? 1 : 0;
    const others = sizes[rowCluster[row]!]! - 1;
    if (others + copies === 0) return aloneOf?.[row] ?? 1 / (1 + 2 ** most);
    const sum = sums[row]! + (others - seen[row]!) * unseenBits + (copies === 1 ? capped(self) : 0);
    return chanceOf(sum / (others + copies));
  });
}

/** Bits of a probability. */
export const bitsOf = (probability: number) => Math.log2(probability / (1 - probability));

const chanceOf = (bits: number) => 1 / (1 + 2 ** -bits);

/** From rows to records: records that say the same are one thing where what they say is enough, else each of them stands alone. */
function spread({
  whole,
  rowOf,
  firstOf,
  rowCluster,
  rowProbability,
  selfOf,
  joinBits,
}: {
  whole: EncodedTable;
  rowOf: Int32Array;
  firstOf: Int32Array;
  rowCluster: Int32Array;
  rowProbability: Float64Array;
  selfOf: ReadonlyMap<number, number>;
  joinBits: number;
}): Pick<Deduped, 'clusterOf' | 'probabilityOf' | 'standsFor'> {
  const clusterOf = new Int32Array(whole.records);
  const probabilityOf = new Float64Array(whole.records);
  const standsFor = new Int32Array(whole.records);
  const isOne = (row: number) => !whole.linkOnly && (selfOf.get(row) ?? joinBits) >= joinBits;
  // Rows have an order of their own: of a group the first record is looked for.
  const firstIn = new Int32Array(firstOf.length).fill(-1);
  for (let record = 0; record < whole.records; record++) {
    const row = rowOf[record]!;
    const cluster = rowCluster[row]!;
    if (firstIn[cluster]! < 0 && (whole.linkOnly || isOne(row))) firstIn[cluster] = record;
  }
  for (let record = 0; record < whole.records; record++) {
    const row = rowOf[record]!;
    const isFirst = record === firstOf[row];
    // Of records that say too little to be one none is joined to others either: which of them would it be?
    const enough = isOne(row) || (whole.linkOnly && isFirst);
    clusterOf[record] = enough ? firstIn[rowCluster[row]!]! : record;
    standsFor[record] = enough ? firstOf[row]! : record;
    probabilityOf[record] =
      enough || whole.linkOnly ? rowProbability[row]! : Math.min(rowProbability[row]!, 1 - chanceOf(selfOf.get(row)!));
  }
  return { clusterOf, probabilityOf, standsFor };
}
