import { useNavigate, useSearch } from '@tanstack/react-router';
import { traceFilterNames } from './trace-address.ts';
import type { Asked } from './trafficking-queries.ts';

/** The filters of a picture, the part of it that is opened, and the way to change them, all in the address. */
export function useOpened() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const filter: Asked = Object.fromEntries(traceFilterNames.map((name) => [name, search[name]]));
  const change = (changed: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...changed }) as never,
      replace: true,
      resetScroll: false,
    });
  return {
    search,
    filter,
    change,
    /** What the opened list is of beside the filters, `measure=short&answer=yes`; null where nothing is opened. */
    opened: search['open'] ?? null,
    open: (what: string | null) => change({ open: what ?? undefined }),
  };
}

/** What is asked of the server for an opened list; what the list names and leaves empty is not asked. */
export function askedOf(filter: Asked, opened: string): Asked {
  const asked: Asked = { ...filter, ...Object.fromEntries(new URLSearchParams(opened)) };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}
