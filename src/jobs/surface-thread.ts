import { Worker } from 'node:worker_threads';
import { Failure, type FailureCode } from '../model/errors.ts';
import type { ComparedFiles } from './compare-files.ts';
import type { SurfaceDrawing } from './draw-surface.ts';
import type { DrawnMask, ExpandedMask } from './expand-mask.ts';
import type { ReportPictures, ReportSurfaces } from './paint-report.ts';

/** What is asked of a thread that reads surfaces: whether a file is one, one to draw, or two to compare. */
export type SurfaceOrder =
  | { readonly what: 'expect'; readonly scan: string }
  | ({ readonly what: 'draw' } & SurfaceDrawing)
  | { readonly what: 'mask'; readonly scan: string; readonly surface: string; readonly drawn: DrawnMask }
  | ({ readonly what: 'paint' } & ReportSurfaces)
  | { readonly what: 'compare'; readonly first: string; readonly second: string };

export type SurfaceAnswer =
  | { readonly what: 'expected' }
  | { readonly what: 'drawn'; readonly bytes: Uint8Array }
  | { readonly what: 'mask'; readonly mask: ExpandedMask }
  | { readonly what: 'painted'; readonly pictures: ReportPictures }
  | { readonly what: 'compared'; readonly compared: ComparedFiles }
  | {
      readonly what: 'failed';
      readonly code: FailureCode;
      readonly message: string;
      readonly detail: Failure['detail'];
    };

/** A scan of 60 MB takes a gigabyte while it is read. */
const threadsMost = 2;
const waitingMost = 32;

let running = 0;
const waiting: (() => void)[] = [];

/** Reads surfaces in a thread of its own, two at a time: what it computes keeps no answer waiting. */
export async function inSurfaceThread(order: SurfaceOrder): Promise<SurfaceAnswer> {
  if (running >= threadsMost) {
    if (waiting.length >= waitingMost)
      throw new Failure('api.busy', 'As many surfaces are being read as the server can. Ask again in a minute.');
    await new Promise<void>((turn) => waiting.push(turn));
  } else running++;
  try {
    return await answered(order);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

function answered(order: SurfaceOrder): Promise<SurfaceAnswer> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./surface-worker.ts', import.meta.url), { workerData: order });
    worker.once('message', (answer: SurfaceAnswer) => {
      if (answer.what === 'failed')
        failed(new Failure(answer.code, answer.message, answer.detail === undefined ? {} : { detail: answer.detail }));
      else done(answer);
    });
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`The thread that reads surfaces ended with ${code}.`)));
  });
}
