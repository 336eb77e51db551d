import { parentPort, workerData } from 'node:worker_threads';
import { learnKind, type LearnKindOrder } from './learn-kind.ts';

/** Learns a model in a thread of its own: what takes seconds of arithmetic must not keep people waiting. */
parentPort!.postMessage(learnKind(workerData as LearnKindOrder));
