import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Coverage } from '../../../src/model/tracing.ts';
import { DayRange, daysOf } from '../frame/day-range.tsx';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ShareBar, UnknownHatch } from './share-bar.tsx';
import { coverageQuery } from './tracing-queries.ts';

/** How much of what was recovered was traced, and how fast. */
export function CoverageView() {
  const { say } = useWords();
  const navigate = useNavigate();
  const search: { from?: string; to?: string } = useSearch({ strict: false });
  const days = daysOf(search);
  const coverage = useQuery(coverageQuery(days.from, days.to));
  const range = (
    <DayRange
      days={days}
      change={(next) =>
        void navigate({
          to: '/tracing',
          search: { view: 'coverage', ...next },
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
  if (coverage.error !== null) return <Failed error={coverage.error} retry={() => void coverage.refetch()} />;
  if (coverage.data === undefined)
    return (
      <Loading>
        <div className="panel">
          <Skeleton height={180} />
        </div>
        <div className="panel">
          <SkeletonLines lines={8} />
        </div>
      </Loading>
    );
  const { data } = coverage;
  const { median, known, unknown } = data.requestToResultDays;
  return (
    <>
      <UnknownHatch />
      <section className="panel" aria-labelledby="covered">
        <div className="panel-head">
          <h2 id="covered">{say('tracing.recoveries', { n: data.recoveries })}</h2>
          {range}
        </div>
        <div className="pad shares">
          <ShareBar label={say('tracing.traced')} share={data.traced} />
          {data.within.map(({ days: n, share }) => (
            <ShareBar key={n} label={say('tracing.within', { n })} share={share} />
          ))}
          <ShareBar label={say('tracing.toPurchaser')} share={data.completedToPurchaser} />
          <ShareBar label={say('tracing.correctable')} share={data.correctableResubmitted} />
          <p>{median === null ? say('tracing.medianNone') : say('tracing.median', { n: median, known, unknown })}</p>
          <p className="muted small">
            {say('tracing.targets', {
              request: data.targets.requestDays,
              result: data.targets.resultDays,
              urgent: data.targets.urgentResultDays,
            })}
          </p>
        </div>
      </section>
      <div className="coverage-groups">
        <Group title={say('tracing.by.kind')} groups={data.byKind} />
        <Group title={say('tracing.by.loss')} groups={data.byLossCode} />
      </div>
      <Group title={say('tracing.by.month')} groups={data.byMonth} className="pad shares months" />
      <p className="caution">{say('tracing.caution')}</p>
    </>
  );
}

function Group({
  title,
  groups,
  className = 'pad shares',
}: {
  title: string;
  groups: Coverage['byKind'];
  className?: string;
}) {
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
      </div>
      <div className={className}>
        {groups.map(({ group, traced }) => (
          <ShareBar key={group} label={group} share={traced} />
        ))}
      </div>
    </section>
  );
}
