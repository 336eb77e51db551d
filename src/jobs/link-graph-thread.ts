import { Worker } from 'node:worker_threads';
import type { LinkChange } from '../links/link-overlay.ts';
import type { PackedLinks } from '../links/packed-links.ts';
import type { LinkGraphAnswer, LinkGraphOrder } from './link-graph-orders.ts';

export interface PackedGraph {
  readonly graph: PackedLinks;
  readonly handlings: readonly string[];
}

/** Pieces on their way to the thread that were not read yet: some megabytes at most. */
const piecesAhead = 32;

/** The thread that packs links. `end` stops it wherever it is; what was asked of it then fails. */
export class LinkGraphThread {
  readonly #worker = new Worker(new URL('./link-graph-worker.ts', import.meta.url));
  readonly #failed: Promise<never>;
  #answered: ((answer: LinkGraphAnswer) => void) | undefined;
  #ahead = 0;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (answer: LinkGraphAnswer) => {
      if (answer.kind === 'read') this.#ahead--;
      this.#answered?.(answer);
    });
    this.#failed = new Promise((_, reject) => {
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => reject(new Error('the thread that packs links was stopped')));
    });
    this.#failed.catch(() => undefined);
  }

  /** Packs links from pieces of `copyLinks`. */
  async pack(count: number, pieces: AsyncIterable<Uint8Array>): Promise<PackedGraph> {
    this.#send({ kind: 'links', count });
    for await (const piece of pieces) {
      const bytes = new Uint8Array(piece);
      this.#ahead++;
      this.#send({ kind: 'piece', bytes }, [bytes.buffer]);
      while (this.#ahead >= piecesAhead) await this.#next();
    }
    this.#send({ kind: 'pack' });
    return this.#graph();
  }

  async rebuild(graph: PackedLinks, changes: readonly LinkChange[]): Promise<PackedLinks> {
    this.#send({ kind: 'rebuild', graph, changes });
    return (await this.#graph()).graph;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(order: LinkGraphOrder, moved: ArrayBuffer[] = []): void {
    this.#worker.postMessage(order, moved);
  }

  #next(): Promise<LinkGraphAnswer> {
    return Promise.race([new Promise<LinkGraphAnswer>((resolve) => (this.#answered = resolve)), this.#failed]);
  }

  async #graph(): Promise<PackedGraph> {
    for (;;) {
      const answer = await this.#next();
      if (answer.kind === 'graph') return answer;
    }
  }
}
