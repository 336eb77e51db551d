import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { NibinStatistics } from '../../../src/model/nibin.ts';
import { useFormats } from '../frame/session.ts';
import { nibinFiguresQuery } from './nibin-queries.ts';
import { ShareText } from '../frame/share-text.tsx';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords, type Words } from '../frame/words.tsx';

/** Hours in the unit one would say. */
export function timeText(hours: number, { say }: Words): string {
  if (hours < 1) return say('nibin.minutes', { n: Math.round(hours * 60) });
  return hours < 48 ? say('nibin.hours', { n: Math.round(hours) }) : say('nibin.days', { n: Math.round(hours / 24) });
}

/** What came of candidates and leads, each figure with its parts. */
export function FiguresView() {
  const { say } = useWords();
  const navigate = useNavigate();
  const search: { from?: string; to?: string } = useSearch({ strict: false });
  const [from, to] = [search.from ?? '', search.to ?? ''];
  const { data, error, refetch } = useQuery(nibinFiguresQuery(from, to));
  const set = (change: { from?: string; to?: string }) =>
    void navigate({
      to: '/nibin',
      search: (before: Record<string, unknown>) =>
        ({
          ...before,
          view: 'figures',
          ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || undefined])),
        }) as never,
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <form className="inline-form screen-only" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span className="small muted">{say('nibin.figures.from')}</span>
          <input
            className="field"
            type="date"
            value={from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
        </label>
        <label>
          <span className="small muted">{say('nibin.figures.to')}</span>
          <input
            className="field"
            type="date"
            value={to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
        </label>
      </form>
      {error !== null ? <Failed error={error} retry={() => void refetch()} /> : null}
      {data === undefined ? (
        error === null ? (
          <Loading>
            <div className="panel">
              <SkeletonLines lines={10} />
            </div>
          </Loading>
        ) : null
      ) : (
        <>
          <Counts figures={data} />
          <Stages figures={data} />
        </>
      )}
    </>
  );
}

function Counts({ figures }: { figures: NibinStatistics }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const { leads, entries, leadsPer100Entries: rate } = figures;
  const left = Object.entries(figures.notCounted);
  return (
    <section className="panel">
      <dl className="facts wide-facts">
        <dt>{say('nibin.figures.leads')}</dt>
        <dd>
          {rate === null
            ? say('nibin.figures.noEntries')
            : say('nibin.figures.leadsText', { rate: formats.number(Number(rate.toFixed(1))), leads, entries })}
        </dd>
        {(['confirmed', 'acted', 'arrests', 'agreed', 'missed'] as const).map((name) => (
          <div key={name} className="fact">
            <dt>{say(`nibin.figures.${name}`)}</dt>
            <dd>
              <ShareText share={figures[name]} />
            </dd>
          </div>
        ))}
        {(['entered', 'linked'] as const).map((name) => (
          <div key={name} className="fact">
            <dt>{say(`nibin.figures.shootings.${name}`)}</dt>
            <dd>
              <ShareText share={figures.shootings[name]} />
              {name === 'linked' ? (
                <p className="muted small">
                  {say('nibin.figures.shootings.published')} <cite>{say('nibin.figures.shootings.source')}</cite>
                </p>
              ) : (
                <span className="muted">
                  {' '}
                  {say('nibin.figures.shootings.counted', { n: figures.shootings.counted })}
                </span>
              )}
            </dd>
          </div>
        ))}
        <dt>{say('nibin.figures.hits')}</dt>
        <dd>
          <span className="number">{figures.hits}</span>
          {left.length === 0 ? null : (
            <span className="muted">
              {' '}
              {say('nibin.figures.notCounted')}{' '}
              {left.map(([why, n]) => `${sayIfKnown(`nibin.why.${why}`) ?? why} ${n}`).join(', ')}
            </span>
          )}
        </dd>
        <dt>{say('nibin.figures.withdrawn')}</dt>
        <dd className="number">
          {say('nibin.figures.withdrawnText', { notConfirmed: figures.notConfirmed, retracted: figures.retracted })}
        </dd>
        <dt>{say('nibin.figures.sources')}</dt>
        <dd>{say('nibin.figures.sourcesText', { n: figures.withSeveralSources, differing: figures.differing })}</dd>
      </dl>
    </section>
  );
}

function Stages({ figures }: { figures: NibinStatistics }) {
  const words = useWords();
  const { say } = words;
  const longest = Math.max(1, ...figures.stages.map(({ ninthDecileHours }) => ninthDecileHours ?? 0));
  const width = (hours: number | null) => (100 * Math.sqrt((hours ?? 0) / longest)).toFixed(1);
  return (
    <section className="panel" aria-labelledby="nibin-stages">
      <h2 id="nibin-stages">{say('nibin.figures.stages')}</h2>
      <div className="wide-table">
        <table className="plain-table">
          <thead>
            <tr>
              {(['stage', 'median', 'decile', 'known', 'waiting', 'unknown', 'within'] as const).map((name) => (
                <th key={name} scope="col">
                  {say(`nibin.figures.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.stages.map((stage) => (
              <tr key={stage.stage}>
                <th scope="row">
                  {say(`nibin.stage.${stage.stage}`)}
                  <svg className="stage-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect width="100" height="6" fill="var(--raised)" />
                    <rect width={width(stage.ninthDecileHours)} height="6" fill="var(--line-strong)" />
                    <rect width={width(stage.medianHours)} height="6" fill="var(--trace)" />
                  </svg>
                </th>
                <td>{stage.medianHours === null ? '–' : timeText(stage.medianHours, words)}</td>
                <td>{stage.ninthDecileHours === null ? '–' : timeText(stage.ninthDecileHours, words)}</td>
                <td className="number">{stage.known}</td>
                <td className="number">{stage.waiting}</td>
                <td className="number">{stage.unknown}</td>
                <td>
                  {stage.within === null ? (
                    '–'
                  ) : (
                    <>
                      <ShareText share={stage.within} />{' '}
                      <span className="muted small">
                        {say('nibin.figures.target', { hours: stage.targetHours ?? 0 })}
                      </span>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
