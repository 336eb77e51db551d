import { parentPort, workerData } from 'node:worker_threads';
import { createScanComparer, type ScanExhibit } from './compare-scans.ts';
import { comparedPair } from './scan-matrix.ts';

const compare = await createScanComparer();
const exhibits = workerData as readonly ScanExhibit[];

parentPort!.on('message', (row: number) => {
  const pairs = exhibits.slice(row + 1).map((other) => comparedPair(exhibits[row]!, other, compare));
  parentPort!.postMessage({ row, pairs });
});
