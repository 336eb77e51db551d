import { Worker } from 'node:worker_threads';
import type { NetworkForecast, PlannedNetwork } from '../acoustics/plan-network.ts';
import { localPlane } from '../geo/local-plane.ts';
import { Failure } from '../model/errors.ts';
import type { LayoutSensor, NetworkPlan } from '../model/gunshot-desk.ts';

export interface SensorPlan {
  readonly sensors: readonly LayoutSensor[];
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The same draws for every layout, so that two differ by where their sensors stand alone. */
const seed = 'network plan';
const sideMetersMin = 200;
const sideMetersMax = 15_000;
/** So many wait at most: each takes a processor for some seconds. */
const waitingMax = 8;

let running: Promise<unknown> = Promise.resolve();
let waiting = 0;

/**
 * What a layout of sensors would hear of an area and how well it would locate, computed in a thread of its own, one at a time. `gone` says that
 * nobody waits for it any more: whoever drags a sensor asks again before the answer is there.
 */
export async function planSensors(
  { sensors, west, south, east, north }: SensorPlan,
  gone: AbortSignal,
): Promise<NetworkPlan> {
  const plane = localPlane({ lon: west, lat: south });
  const { x: widthMeters, y: heightMeters } = plane.toPlane({ lon: east, lat: north });
  const sides = [widthMeters, heightMeters];
  if (sides.some((side) => !(side >= sideMetersMin && side <= sideMetersMax)))
    throw new Failure(
      'layout.area',
      `Expected an area of ${sideMetersMin} m to ${sideMetersMax / 1000} km each way, its west and south before its east and north; got ${sides.map((side) => `${Math.round(side)} m`).join(' by ')}.`,
    );
  if (waiting >= waitingMax)
    throw new Failure('api.busy', 'As many layouts are being computed as the server can. Ask again in a minute.');
  waiting++;
  const places = sensors.map((sensor) => {
    const { x, y } = plane.toPlane(sensor);
    return { x, y };
  });
  const turn = running.then(() => inThread({ sensors: places, widthMeters, heightMeters, seed }, gone));
  running = turn.catch(() => undefined);
  try {
    return { west, south, east, north, ...(await turn) } as NetworkPlan;
  } finally {
    waiting--;
  }
}

function inThread(network: PlannedNetwork, gone: AbortSignal): Promise<NetworkForecast> {
  return new Promise((done, failed) => {
    gone.throwIfAborted();
    const worker = new Worker(new URL('./plan-sensors-worker.ts', import.meta.url), { workerData: network });
    const stop = () => void worker.terminate();
    gone.addEventListener('abort', stop);
    worker.once('message', done);
    worker.once('error', failed);
    worker.once('exit', (code) => {
      gone.removeEventListener('abort', stop);
      failed(gone.aborted ? gone.reason : new Error(`The thread that plans sensors ended with ${code}.`));
    });
  });
}
