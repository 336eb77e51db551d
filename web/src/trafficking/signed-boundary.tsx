import { useQuery } from '@tanstack/react-query';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { ShareText } from '../frame/share-text.tsx';
import { useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { overviewQuery } from './trafficking-queries.ts';

/** How many of the recoveries lie within the city as its boundary is signed, and that it says little where most do not. */
export function BoundaryLine({ overview: { recoveredInCity: share, measures } }: { overview: TraceOverview }) {
  const { say } = useWords();
  const isOff = share.denominator > 0 && share.numerator * 2 < share.denominator;
  return (
    <>
      <p className="muted small">
        {say('trafficking.inBoundary')} <ShareText share={share} />
        {measures.some(({ name }) => name === 'outOfCity') ? '' : ` ${say('trafficking.cityNotTold')}`}
      </p>
      {isOff ? <p className="caution small">{say('trafficking.boundaryOff')}</p> : null}
    </>
  );
}

/** The same of all traces, where the boundary is chosen; nothing for those who may not read traces. */
export function SignedBoundary() {
  const may = useMay();
  return may('traces.read') ? <OfAll /> : null;
}

function OfAll() {
  const { data } = useQuery(overviewQuery({}));
  return data === undefined || data.all === 0 ? null : <BoundaryLine overview={data} />;
}
