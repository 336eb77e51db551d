import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { EventFeed } from '../frame/event-feed.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { liveQuery } from '../frame/queries.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { plainName } from '../frame/event-text.ts';
import { useWords } from '../frame/words.tsx';
import { RunTable } from '../imports/run-table.tsx';
import './live.css';

/** What is newest, and what the store holds. */
export function LivePage() {
  const { say } = useWords();
  const may = useMay();
  if (may('live.read')) return <LiveBoard />;
  if (may('imports.read')) return <Navigate to="/imports" replace />;
  return (
    <PageFrame title={say('app.name')}>
      <h1 className="unseen">{say('app.name')}</h1>
      <Empty icon="lock" title={say('shell.noPlace')} help={say('shell.noPlaceHelp')} />
    </PageFrame>
  );
}

function LiveBoard() {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(liveQuery);
  return (
    <PageFrame title={say('live.title')}>
      <div className="page-head">
        <div>
          <h1>{say('live.title')}</h1>
          <p>{data?.newest == null ? '' : say('live.newest', { day: formats.day(data.newest) })}</p>
        </div>
      </div>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <div className="panel">
            <SkeletonLines lines={8} />
          </div>
        </Loading>
      ) : data.events.length === 0 && data.runs.length === 0 ? (
        <div className="panel">
          <Empty icon="imports" title={say('live.none')} help={say('live.noneHelp')}>
            <Link to="/imports" className="button first">
              {say('live.toImports')}
            </Link>
          </Empty>
        </div>
      ) : (
        <>
          <section className="counts" aria-label={say('live.holds')}>
            {Object.entries(data.counts)
              .filter(([name]) => !name.startsWith('records:'))
              .map(([name, count]) => (
                <div key={name} className="count">
                  <span>{sayIfKnown(`kinds.${name}`) ?? sayIfKnown(`feed.${name}`) ?? plainName(name)}</span>
                  <strong>{formats.number(count)}</strong>
                </div>
              ))}
          </section>
          <section className="panel" aria-labelledby="live-events">
            <h2 id="live-events">{say('live.events')}</h2>
            <EventFeed events={data.events} />
          </section>
          {data.runs.length === 0 ? null : (
            <section className="panel" aria-labelledby="live-runs">
              <RunTable runs={data.runs} titleId="live-runs" title={say('live.runs')} />
            </section>
          )}
        </>
      )}
    </PageFrame>
  );
}
