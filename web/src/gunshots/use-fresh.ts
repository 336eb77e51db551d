import { useEffect, useRef, useState } from 'react';
import { soundAlert } from './alert-sound.ts';
import type { GunshotItem } from './gunshot-queries.ts';
import { itemId } from './incident-text.ts';

const freshMilliseconds = 12_000;

/** Which incidents came while the page was open, for as long as they are new to the eye; each is sounded once. */
export function useFresh(items: readonly GunshotItem[] | undefined): ReadonlySet<string> {
  const newest = useRef<string | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (items === undefined) return;
    const own = items.filter((item) => item.kind === 'own');
    const before = newest.current;
    // By when it was told of, so that a list filtered otherwise brings nothing new.
    newest.current = own.reduce((last, { openedAt }) => (openedAt > last ? openedAt : last), before ?? '');
    if (before === null) return;
    const came = own.filter(({ openedAt }) => openedAt > before).map(itemId);
    if (came.length === 0) return;
    soundAlert();
    setFresh((now) => new Set([...now, ...came]));
    // Not ended by the next that comes: each is new for as long.
    window.setTimeout(() => setFresh((now) => new Set([...now].filter((id) => !came.includes(id)))), freshMilliseconds);
  }, [items]);
  return fresh;
}
