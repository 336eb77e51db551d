import { Worker } from 'node:worker_threads';
import type { SceneAnswer } from '../acoustics/scene-answer.ts';
import { createLineLocator, lineError, type LineError } from './locate-line.ts';
import { readLines } from './read-lines.ts';

/** 200,000 pulses fit many times over; what is longer is no scene. */
const lineBytesMax = 64 << 20;
/** What a thread takes at a time: many scenes, or one that is large. */
const batchBytes = 1 << 20;
const batchLines = 512;

export type SceneLine = SceneAnswer | LineError;

/** A batch for a thread, and its answers. */
export type Batch = readonly { readonly line: number; readonly text: string }[];

/** Answers the scenes of a file in their order, by so many threads; memory is bounded by a few batches for each. */
export async function* locateScenes(path: string, workers: number): AsyncGenerator<SceneLine> {
  if (workers <= 1) {
    const locate = createLineLocator();
    for await (const each of readLines(path, lineBytesMax))
      yield 'text' in each ? locate(each.text, each.line) : tooLong(each);
    return;
  }
  const threads = Array.from(
    { length: workers },
    () => new Worker(new URL('./locate-scenes-worker.ts', import.meta.url)),
  );
  try {
    const waiting: Promise<readonly SceneLine[]>[] = [];
    let turn = 0;
    for await (const batch of batches(path)) {
      waiting.push('bytes' in batch ? Promise.resolve([tooLong(batch)]) : ask(threads[turn++ % workers]!, batch));
      if (waiting.length > 2 * workers) yield* await waiting.shift()!;
    }
    for (const each of waiting) yield* await each;
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function tooLong({ line, bytes }: { readonly line: number; readonly bytes: number }): LineError {
  return lineError(line, { where: 'the line', expected: `at most ${lineBytesMax} bytes`, got: `${bytes} bytes` });
}

async function* batches(path: string): AsyncGenerator<Batch | { line: number; bytes: number }> {
  let batch: { line: number; text: string }[] = [];
  let held = 0;
  for await (const each of readLines(path, lineBytesMax)) {
    if ('text' in each) {
      batch.push(each);
      held += each.text.length;
      if (held < batchBytes && batch.length < batchLines) continue;
    }
    if (batch.length > 0) yield batch;
    [batch, held] = [[], 0];
    if ('bytes' in each) yield each;
  }
  if (batch.length > 0) yield batch;
}

/** A thread answers in the order it is asked: each question waits for the answer of its own number. */
function ask(thread: Worker, batch: Batch): Promise<readonly SceneLine[]> {
  const first = batch[0]!.line;
  return new Promise((done, failed) => {
    const hear = ({ at, answers }: { at: number; answers: readonly SceneLine[] }) => {
      if (at !== first) return;
      leave();
      done(answers);
    };
    const fail = (error: Error) => {
      leave();
      failed(error);
    };
    const leave = () => {
      thread.off('message', hear);
      thread.off('error', fail);
    };
    thread.on('message', hear);
    thread.on('error', fail);
    thread.postMessage(batch);
  });
}
