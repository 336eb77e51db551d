import { parentPort, workerData } from 'node:worker_threads';
import type { GroupedBy } from '../identity/block-groups.ts';
import type { EncodedField, EncodedTable } from '../identity/encoded-table.ts';
import type { Model } from '../identity/learn-model.ts';
import { openComparisons } from '../identity/open-comparisons.ts';
import { pairScorer, type Frequencies } from '../identity/pair-scorer.ts';
import { placeRecords, stretchScorer, type BlockPlaces, type ScoredStretch } from '../identity/score-pairs.ts';
import { TextArena, type TextArrays } from '../identity/text-arena.ts';

/** What a thread is given: all large arrays lie in memory that all threads share. */
export interface ScoringTask {
  readonly table: Omit<EncodedTable, 'fields'> & {
    readonly fields: readonly (Omit<EncodedField, 'values'> & { readonly values: TextArrays })[];
  };
  readonly rows: Int32Array;
  readonly model: Model;
  readonly frequencies: Frequencies;
  readonly blocks: readonly GroupedBy[];
  readonly places: readonly BlockPlaces[];
  readonly turns: Int32Array;
  readonly stretchRecords: number;
  readonly groupSizeMax: number;
  readonly bitsKeptMin: number;
}

export type ScoringWord =
  | { readonly kind: 'placed'; readonly block: number; readonly report: { recordsLeft: number; largest: number } }
  | { readonly kind: 'scored'; readonly at: number; readonly stretch: ScoredStretch };

const task = workerData as ScoringTask;
const { turns, blocks, places, stretchRecords } = task;
const table: EncodedTable = {
  ...task.table,
  fields: task.table.fields.map((field) => ({ ...field, values: TextArena.over(field.values) })),
};
const say = (word: ScoringWord, moved: ArrayBuffer[] = []) => parentPort!.postMessage(word, moved);
const [nextBlock, blocksPlaced, nextStretch] = [0, 1, 2];

for (let block = Atomics.add(turns, nextBlock, 1); block < blocks.length; block = Atomics.add(turns, nextBlock, 1)) {
  say({ kind: 'placed', block, report: placeRecords(table, blocks[block]!, task.groupSizeMax, places[block]!) });
  Atomics.add(turns, blocksPlaced, 1);
  Atomics.notify(turns, blocksPlaced);
}
for (let placed = Atomics.load(turns, blocksPlaced); placed < blocks.length; placed = Atomics.load(turns, blocksPlaced))
  Atomics.wait(turns, blocksPlaced, placed);

const scorer = pairScorer(table, openComparisons(table, task.rows), task.model, task.frequencies);
const score = stretchScorer(table, { blocks, places }, scorer, task.bitsKeptMin);
const stretches = Math.ceil(table.records / stretchRecords);
for (let at = Atomics.add(turns, nextStretch, 1); at < stretches; at = Atomics.add(turns, nextStretch, 1)) {
  const stretch = score(at * stretchRecords, Math.min(table.records, (at + 1) * stretchRecords));
  const moved = [stretch.a, stretch.b, stretch.bits].map(({ buffer }) => buffer as ArrayBuffer);
  say({ kind: 'scored', at, stretch }, moved);
}
