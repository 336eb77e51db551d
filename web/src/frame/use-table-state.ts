import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { plainTable, readTables, writeTable, type TableState } from './table-state.ts';

const addressAfterMilliseconds = 250;

/** What was made of the list: from the address at first, and into it a moment after each change. */
export function useTableState(name: string): [TableState, (change: Partial<TableState>) => void] {
  const navigate = useNavigate();
  const { lists } = useSearch({ strict: false }) as { lists?: string };
  const [state, setState] = useState<TableState>(() => readTables(lists).get(name) ?? plainTable);
  const written = useRef(state);
  useEffect(() => {
    if (written.current === state) return;
    const timer = window.setTimeout(() => {
      written.current = state;
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) =>
          ({ ...before, lists: writeTable(before['lists'] as string | undefined, name, state) }) as never,
        replace: true,
        resetScroll: false,
      });
    }, addressAfterMilliseconds);
    return () => window.clearTimeout(timer);
  }, [state, name, navigate]);
  return [state, (change) => setState((before) => ({ ...before, ...change }))];
}
