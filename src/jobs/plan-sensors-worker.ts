import { parentPort, workerData } from 'node:worker_threads';
import { planNetwork, type PlannedNetwork } from '../acoustics/plan-network.ts';

parentPort!.postMessage(planNetwork(workerData as PlannedNetwork));
