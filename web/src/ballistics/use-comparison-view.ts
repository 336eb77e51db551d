import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { readComparison, writeComparison, type ComparisonSearch, type ComparisonView } from './comparison-view.ts';

const addressAfterMilliseconds = 250;

/** What is chosen of a comparison's picture: from the address at first, and into it a moment after each change. */
export function useComparisonView(
  search: ComparisonSearch,
): [ComparisonView, (change: Partial<ComparisonView> | ((before: ComparisonView) => Partial<ComparisonView>)) => void] {
  const navigate = useNavigate();
  const [view, setView] = useState(() => readComparison(search));
  const written = useRef(view);
  // An address that is opened from elsewhere, or gone back to, is not what was written last.
  const said = JSON.stringify(writeComparison(readComparison(search)));
  const own = useRef(said);
  useEffect(() => {
    if (said === own.current) return;
    own.current = said;
    const next = readComparison(JSON.parse(said) as ComparisonSearch);
    written.current = next;
    setView(next);
  }, [said]);
  useEffect(() => {
    if (written.current === view) return;
    const timer = window.setTimeout(() => {
      written.current = view;
      const parts = writeComparison(view);
      own.current = JSON.stringify(
        writeComparison(readComparison(JSON.parse(JSON.stringify(parts)) as ComparisonSearch)),
      );
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...parts }) as never,
        replace: true,
        resetScroll: false,
      });
    }, addressAfterMilliseconds);
    return () => window.clearTimeout(timer);
  }, [view, navigate]);
  const change = useCallback(
    (next: Partial<ComparisonView> | ((before: ComparisonView) => Partial<ComparisonView>)) =>
      setView((before) => ({ ...before, ...(typeof next === 'function' ? next(before) : next) })),
    [],
  );
  return [view, change];
}
