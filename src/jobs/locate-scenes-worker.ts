import { parentPort } from 'node:worker_threads';
import { createLineLocator } from './locate-line.ts';
import type { Batch } from './locate-scenes.ts';

const locate = createLineLocator();

parentPort!.on('message', (batch: Batch) => {
  parentPort!.postMessage({ at: batch[0]!.line, answers: batch.map(({ text, line }) => locate(text, line)) });
});
