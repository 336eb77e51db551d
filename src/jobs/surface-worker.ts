import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../model/errors.ts';
import { compareFiles } from './compare-files.ts';
import { drawSurface } from './draw-surface.ts';
import { expandMask } from './expand-mask.ts';
import { openScan, surfaceOf } from './open-scan.ts';
import { paintReport } from './paint-report.ts';
import type { SurfaceAnswer, SurfaceOrder } from './surface-thread.ts';

/** The largest scans of a whole head seen are of ten million points; while one is read it takes fifty bytes a point. */
const handedPointsMax = 25_000_000;
const order = workerData as SurfaceOrder;

async function answer(): Promise<SurfaceAnswer> {
  if (order.what === 'expect') {
    await surfaceOf(await openScan(order.scan, handedPointsMax));
    return { what: 'expected' };
  }
  if (order.what === 'draw') return { what: 'drawn', bytes: await drawSurface(order) };
  if (order.what === 'mask') return { what: 'mask', mask: await expandMask(order, order.drawn) };
  if (order.what === 'paint') return { what: 'painted', pictures: paintReport(order) };
  return { what: 'compared', compared: await compareFiles(order.first, order.second) };
}

parentPort!.postMessage(
  await answer().catch((error: unknown): SurfaceAnswer => {
    if (!(error instanceof Failure)) throw error;
    return { what: 'failed', code: error.code, message: error.message, detail: error.detail };
  }),
);
