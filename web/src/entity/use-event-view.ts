import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { Event } from '../../../src/model/evidence.ts';
import { datedEvents, isInTime, type LifeView } from '../firearm/life-view.ts';
import { dayNumber, dayText } from '../frame/format.ts';
import { useFormats } from '../frame/session.ts';

type Change = Partial<Record<'sel' | 'from' | 'to' | 'kinds', string | undefined>>;

/** The parts of the address an entity's page reads, and the way to change them. */
export function useEntitySearch(): {
  search: { sel?: string; from?: string; to?: string; kinds?: string };
  setSearch: (change: Change) => void;
} {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const setSearch = useCallback(
    (change: Change) => {
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return { search, setSearch };
}

/** Events as timeline, map and list share them: what is selected, pointed at, and which time is shown. */
export function useEventView(events: readonly Event[]): LifeView {
  const formats = useFormats();
  const { search, setSearch } = useEntitySearch();
  const [hovered, hover] = useState<string | null>(null);
  const selected = search.sel ?? null;
  const range = useMemo(() => {
    const from = dayNumber(search.from ?? null, formats.timeZone);
    const to = dayNumber(search.to ?? null, formats.timeZone);
    return from === null || to === null ? null : { from, to };
  }, [search.from, search.to, formats.timeZone]);
  const inTime = useMemo(
    () =>
      new Set(
        datedEvents(events, formats.timeZone)
          .filter((each) => isInTime(each, range))
          .map((each) => each.event.id),
      ),
    [events, range, formats.timeZone],
  );
  return {
    events,
    inTime,
    range,
    selected,
    hovered,
    emphasised: nothing,
    hover,
    select: (sel) => setSearch({ sel: sel ?? undefined }),
    chooseRange: (next) =>
      setSearch(
        next === null ? { from: undefined, to: undefined } : { from: dayText(next.from), to: dayText(next.to) },
      ),
  };
}

const nothing: ReadonlySet<string> = new Set();
