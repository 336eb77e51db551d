import { Worker } from 'node:worker_threads';

/** What a thread that is kept says. */
export interface KeptThreadNews {
  readonly news: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fault: Error | null;
}

export interface KeptThreadOptions {
  readonly module: URL;
  /** What the thread is given, each time it is begun. */
  readonly order: () => unknown;
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
  /** Said when it broke. */
  readonly broke: string;
  /** It is begun again after so long. */
  readonly againSeconds: number;
}

/** Keeps a thread of its own at work beside the answers, begun again whenever it breaks; it ends by the word `close`. */
export function keepThread({ module, order, onNews, broke, againSeconds }: KeptThreadOptions): {
  close(): Promise<void>;
} {
  let worker: Worker;
  let ended: Promise<void>;
  let closing = false;
  let again: NodeJS.Timeout | undefined;
  const begin = () => {
    worker = new Worker(module, { workerData: order() });
    worker.unref();
    worker.on('message', ({ news, details, fault }: KeptThreadNews) =>
      onNews(news, fault === null ? details : { ...details, err: fault }),
    );
    worker.on('error', (error) => onNews(broke, { err: error }));
    ended = new Promise((resolve) => {
      worker.once('exit', () => {
        resolve();
        if (closing) return;
        again = setTimeout(begin, againSeconds * 1000);
        again.unref();
      });
    });
  };
  begin();
  return {
    async close() {
      closing = true;
      clearTimeout(again);
      worker.postMessage('close');
      await ended;
    },
  };
}
