import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Live } from '../../../src/model/answers.ts';
import { queryString, request } from '../frame/request.ts';
import { useSession } from '../frame/session.ts';
import { keepLook, readLook, sinceOf } from './last-look.ts';

const keepEveryMilliseconds = 20_000;
const topPixels = 80;

export interface Board {
  readonly since: string | null;
  readonly shown: Live | undefined;
  /** Newer than what is shown, held back while the reader is further down. */
  readonly waiting: Live | null;
  readonly showWaiting: () => void;
  readonly markSeen: () => void;
  readonly error: unknown;
  readonly retry: () => void;
}

/**
 * The board and what came in since the reader last looked. New events are put in place while the reader is at the top;
 * further down they wait, so that nothing moves under the eye.
 */
export function useBoard(): Board {
  const { actor } = useSession();
  const client = useQueryClient();
  const [since, setSince] = useState(() => sinceOf(readLook(actor), Date.now()));
  const { data, error, refetch } = useQuery({
    queryKey: ['live', since],
    queryFn: ({ signal }) => request<Live>('GET', `/live${queryString({ since: since ?? undefined })}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const [shown, setShown] = useState<Live | undefined>(data);
  const latest = useRef(refetch);
  latest.current = refetch;

  useEffect(() => {
    const keep = () => {
      if (document.visibilityState === 'visible') keepLook(actor, since, Date.now());
    };
    keep();
    const timer = window.setInterval(keep, keepEveryMilliseconds);
    return () => window.clearInterval(timer);
  }, [actor, since]);

  // The frame marks what is kept as stale when an import was joined: the board asks at once.
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'invalidate' && event.query.queryKey[0] === 'live')
          void latest.current();
      }),
    [client],
  );

  useEffect(() => {
    if (data === undefined || data === shown) return;
    if (shown === undefined || window.scrollY < topPixels || newerThan(data, shown) === 0) setShown(data);
  }, [data, shown]);

  return {
    since,
    shown,
    waiting: data !== undefined && shown !== undefined && data !== shown ? data : null,
    showWaiting: () => {
      setShown(data);
      window.scrollTo(0, 0);
    },
    markSeen: () => {
      const now = new Date().toISOString();
      keepLook(actor, now, Date.now());
      setSince(now);
    },
    error,
    retry: () => void refetch(),
  };
}

/** How many events of the newer answer the older one does not have. */
export function newerThan(newer: Live, older: Live): number {
  const known = new Set(older.events.map((event) => event.id));
  return newer.events.filter((event) => !known.has(event.id)).length;
}
