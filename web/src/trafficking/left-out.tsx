import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { useWords } from '../frame/words.tsx';
import { OpenCount } from './open-count.tsx';

/** How many firearms had no first retail sale, and so are in no figure of sources. */
export function LeftOut({ overview: { governments } }: { overview: TraceOverview }) {
  const { say } = useWords();
  if (governments === 0) return null;
  return (
    <p className="muted small">
      {say('trafficking.leftOut')}{' '}
      <OpenCount n={governments} what={openedCounts.source('government')} label={say('filter.sourceGovernment')} />
    </p>
  );
}
