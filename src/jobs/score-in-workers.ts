import { Worker } from 'node:worker_threads';
import { groupSizeMax } from '../identity/block-groups.ts';
import { bitsKeptMin, type DedupePlan } from '../identity/dedupe-table.ts';
import {
  joinStretches,
  roomForPlaces,
  scorePairs,
  type ScoredPairs,
  type ScoredStretch,
} from '../identity/score-pairs.ts';
import type { ScoringTask, ScoringWord } from './score-pairs-worker.ts';

/** Records of a stretch that a thread takes at a time: many stretches, so that none waits long for the last. */
const stretchRecords = 8_192;

/**
 * Scores the pairs of a plan in so many threads. They share the table and share out blocks and stretches of records among them; each block
 * and each stretch comes out the same whoever does it, and they are put together in their order, so the answer is that of one thread.
 */
export async function scoreInWorkers(plan: DedupePlan, workers: number): Promise<ScoredPairs> {
  const { table, blocks, scorer, comparison, model, frequencies } = plan;
  const stretches = Math.ceil(table.records / stretchRecords);
  const threads = Math.min(workers, stretches);
  if (threads <= 1) return scorePairs(table, blocks, scorer, bitsKeptMin, groupSizeMax);
  const task: ScoringTask = {
    table: {
      ...table,
      fields: table.fields.map((field) => ({ ...field, values: field.values.arrays() })),
    },
    rows: comparison.rows,
    model,
    frequencies,
    blocks: blocks.map(({ keys }) => ({
      keys: keys.map(({ field, keyOf, keyMost, worn }) => ({ field, keyOf, keyMost, worn })),
    })),
    places: blocks.map(() => roomForPlaces(table.records)),
    // The next block to place, blocks placed, the next stretch to score.
    turns: new Int32Array(new SharedArrayBuffer(12)),
    stretchRecords,
    groupSizeMax,
    bitsKeptMin,
  };
  const reports: { recordsLeft: number; largest: number }[] = [];
  const scored: ScoredStretch[] = [];
  const open = Array.from(
    { length: threads },
    () => new Worker(new URL('./score-pairs-worker.ts', import.meta.url), { workerData: task }),
  );
  try {
    await Promise.all(
      open.map(
        (worker) =>
          new Promise<void>((done, failed) => {
            worker.on('message', (word: ScoringWord) => {
              if (word.kind === 'placed') reports[word.block] = word.report;
              else scored[word.at] = word.stretch;
            });
            worker.once('error', failed);
            worker.once('exit', (code) =>
              code === 0 ? done() : failed(new Error(`A thread that scores pairs ended with ${code}.`)),
            );
          }),
      ),
    );
  } finally {
    await Promise.all(open.map((worker) => worker.terminate()));
  }
  return joinStretches(blocks, reports, scored);
}
