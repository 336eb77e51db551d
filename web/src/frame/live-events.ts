import { useQueryClient, type Query } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { noteChanged } from '../leads/changed-leads.ts';
import { apiBase } from './request.ts';

interface ImportMessage {
  readonly run: number;
  readonly accepted: number;
}

export interface LiveNotice {
  /** Rows accepted since the reader opened or last refreshed the page; null where the server named none. */
  readonly rows: number | null;
  readonly fresh: boolean;
  readonly offline: boolean;
  readonly show: () => void;
  readonly dismiss: () => void;
}

const gunshotsTogetherMilliseconds = 250;

function isOfStore(query: Query): boolean {
  return query.queryKey[0] !== 'session' && query.queryKey[0] !== 'map';
}

/**
 * One connection for what happens on the server. A linked import makes what is kept stale, but what the reader looks at stays
 * as it is until they ask for the new.
 */
export function useLiveEvents(): LiveNotice {
  const client = useQueryClient();
  const [rows, setRows] = useState<number | null>(null);
  const [fresh, setFresh] = useState(false);
  const [offline, setOffline] = useState(false);

  useEffect(() => {
    const source = new EventSource(`${apiBase}/events`);
    const waiting = new Map<number, number>();
    let offlineTimer = 0;
    const heard = new Set<string>();
    let gunshotTimer = 0;
    source.addEventListener('open', () => {
      window.clearTimeout(offlineTimer);
      setOffline(false);
    });
    source.addEventListener('error', () => {
      window.clearTimeout(offlineTimer);
      offlineTimer = window.setTimeout(() => setOffline(source.readyState !== EventSource.OPEN), 6000);
    });
    source.addEventListener('import', (event) => {
      const message = JSON.parse((event as MessageEvent<string>).data) as ImportMessage;
      waiting.set(message.run, message.accepted);
      void client.invalidateQueries({ queryKey: ['imports'] });
    });
    source.addEventListener('linked', (event) => {
      const message = JSON.parse((event as MessageEvent<string>).data) as { run: number };
      const accepted = waiting.get(message.run) ?? 0;
      waiting.delete(message.run);
      void client.invalidateQueries({
        refetchType: 'none',
        predicate: isOfStore,
      });
      // Alerts of vendors stand on the desk as they come: it is looked at for nothing else.
      void client.invalidateQueries({ queryKey: ['gunshots', 'list'] });
      if (accepted > 0) setRows((before) => (before ?? 0) + accepted);
      setFresh(true);
    });
    source.addEventListener('leads', (event) => {
      const message = JSON.parse((event as MessageEvent<string>).data) as { leads?: readonly number[] };
      noteChanged(client, message.leads ?? []);
      void client.invalidateQueries({ queryKey: ['notices'] });
    });
    // Many shots of one minute are asked for together.
    source.addEventListener('gunshots', (event) => {
      const { incident } = JSON.parse((event as MessageEvent<string>).data) as { incident?: string };
      if (incident !== undefined) heard.add(incident);
      gunshotTimer ||= window.setTimeout(() => {
        gunshotTimer = 0;
        for (const each of heard) void client.invalidateQueries({ queryKey: ['gunshots', 'of', each] });
        heard.clear();
        void client.invalidateQueries({ queryKey: ['gunshots', 'list'] });
      }, gunshotsTogetherMilliseconds);
    });
    source.addEventListener('notices', () => void client.invalidateQueries({ queryKey: ['notices'] }));
    // The server kept fewer events than were missed: anything may be new.
    source.addEventListener('reset', () => {
      void client.invalidateQueries({ refetchType: 'none', predicate: isOfStore });
      void client.invalidateQueries({ queryKey: ['gunshots'] });
      setFresh(true);
    });
    return () => {
      window.clearTimeout(offlineTimer);
      window.clearTimeout(gunshotTimer);
      source.close();
    };
  }, [client]);

  return {
    rows,
    fresh,
    offline,
    show: () => {
      setRows(null);
      setFresh(false);
      void client.refetchQueries({ type: 'active', stale: true });
    },
    dismiss: () => {
      setRows(null);
      setFresh(false);
    },
  };
}
