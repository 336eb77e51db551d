import type pg from 'pg';
import type { Database } from './database.ts';

export interface Listener {
  close(): Promise<void>;
}

const retryMillisecondsMax = 10_000;

/**
 * Listens to what other processes announce on the channel `flashlight`, on a connection of its own that is opened again
 * when it breaks. What was announced in between is lost: `onGap` says so.
 */
export function listenToStore(
  database: Database,
  listener: { onMessage: (payload: Readonly<Record<string, unknown>>) => void; onGap: () => void },
): Listener {
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let wait = 250;

  const again = () => {
    client = null;
    if (closed || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      void open(true);
    }, wait);
    retry.unref();
    wait = Math.min(wait * 2, retryMillisecondsMax);
  };
  const open = async (reopened: boolean) => {
    try {
      const opened = await database.connect('read');
      if (closed) return void opened.end();
      client = opened;
      opened.on('error', () => undefined);
      opened.on('end', again);
      opened.on('notification', ({ payload }) => {
        const message = parsePayload(payload);
        if (message) listener.onMessage(message);
      });
      await opened.query('listen flashlight');
      wait = 250;
      if (reopened) listener.onGap();
    } catch {
      if (client === null) again();
      else void client.end().catch(() => undefined);
    }
  };
  const opening = open(false);
  return {
    async close() {
      closed = true;
      clearTimeout(retry);
      await opening;
      await client?.end().catch(() => undefined);
    },
  };
}

function parsePayload(payload: string | undefined): Record<string, unknown> | null {
  try {
    const message: unknown = JSON.parse(payload ?? '');
    return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
