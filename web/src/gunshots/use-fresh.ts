import { useEffect, useRef, useState } from 'react';
import { soundAlert } from './alert-sound.ts';
import type { GunshotItem } from './gunshot-queries.ts';
import { itemId } from './incident-text.ts';

const freshMilliseconds = 12_000;

/** Which incidents came while the page was open, for as long as they are new to the eye; each is sounded once. */
export function useFresh(items: readonly GunshotItem[] | undefined): ReadonlySet<string> {
  const known = useRef<Set<string> | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (items === undefined) return;
    const own = items.filter((item) => item.kind === 'own').map(itemId);
    const before = known.current;
    known.current = new Set([...(before ?? []), ...own]);
    if (before === null) return;
    const came = own.filter((id) => !before.has(id));
    if (came.length === 0) return;
    soundAlert();
    setFresh((now) => new Set([...now, ...came]));
    const timer = window.setTimeout(
      () => setFresh((now) => new Set([...now].filter((id) => !came.includes(id)))),
      freshMilliseconds,
    );
    return () => window.clearTimeout(timer);
  }, [items]);
  return fresh;
}
