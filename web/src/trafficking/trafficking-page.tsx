import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { ShareText } from '../frame/share-text.tsx';
import { Empty, Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { ConcentrationPanel } from './concentration-panel.tsx';
import { CoverageLine, MeasureTable } from './coverage-line.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FlowMap } from './flow-map.tsx';
import { IndexChart } from './index-chart.tsx';
import { LeftOut } from './left-out.tsx';
import { MonthBrush } from './month-brush.tsx';
import { OpenCount } from './open-count.tsx';
import { OpenedList } from './opened-list.tsx';
import { openedWords } from './opened-words.ts';
import { BoundaryLine } from './signed-boundary.tsx';
import { CorridorList } from './corridor-list.tsx';
import { quartersOf, windowTo } from './flow-layout.ts';
import { PublishedPanel } from './published-panel.tsx';
import { ColumnChoice, SourceMatrix } from './source-matrix.tsx';
import { TopCorridors } from './top-corridors.tsx';
import { CohortTable, TimePanel } from './time-panel.tsx';
import { TraceCaution } from './trace-caution.tsx';
import { overviewQuery } from './trafficking-queries.ts';
import { useOpened } from './use-opened.ts';
import './trafficking.css';

/** Where traced firearms come from, how fast, and what about them is as in firearms bought to be passed on. */
export function TraffickingPage() {
  const { say } = useWords();
  const { filter } = useOpened();
  const { data, error, refetch } = useQuery(overviewQuery(filter));
  if (error !== null || data === undefined)
    return (
      <PageFrame title={say('trafficking.title')} className="trafficking">
        <h1>{say('trafficking.title')}</h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={360} />
            </div>
            <div className="panel">
              <SkeletonLines lines={8} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )}
      </PageFrame>
    );
  if (data.all === 0)
    return (
      <PageFrame title={say('trafficking.title')} className="trafficking">
        <h1>{say('trafficking.title')}</h1>
        <div className="panel">
          <Empty icon="flows" title={say('trafficking.none')} help={say('trafficking.noneHelp')}>
            <Link to="/imports" className="button first">
              {say('live.toImports')}
            </Link>
          </Empty>
        </div>
      </PageFrame>
    );
  return <OverviewOf overview={data} />;
}

function OverviewOf({ overview }: { overview: TraceOverview }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const { opened, open, filter, search } = useOpened();
  useKeys([
    { key: 'm', label: 'keys.map', run: () => document.querySelector<SVGElement>('.flow-mark')?.focus() },
    {
      key: 't',
      label: 'keys.timeline',
      run: () => document.querySelector<HTMLElement>('.month-sliders input')?.focus(),
    },
    { key: 'Escape', label: 'keys.escape', run: () => open(null) },
  ]);
  return (
    <PageFrame
      title={say('trafficking.title')}
      className="trafficking"
      printed={{ handling: null, sources: [], caution: overview.caution }}
      selected={opened === null ? null : openedWords(opened, words)}
      close={() => open(null)}
      evidence={
        opened === null ? (
          <>
            <p className="evidence-title">{say('trafficking.about')}</p>
            <p>{say('trafficking.aboutHelp')}</p>
            <ul className="plain-list small">
              {(['traced', 'sourceKnown', 'purchaserKnown', 'timeKnown'] as const).map((name) => (
                <li key={name}>
                  {say(`coverage.${name}`)} <ShareText share={overview.coverage[name]} />
                </li>
              ))}
            </ul>
            <TraceCaution />
          </>
        ) : (
          <OpenedList key={opened} opened={opened} />
        )
      }
    >
      <div className="page-head">
        <div>
          <h1>{say('trafficking.title')}</h1>
          <p role="status">
            <OpenCount n={overview.traces} what={openedCounts.all} label={say('trafficking.everyTrace')}>
              {say('trafficking.tracesOf', { n: overview.traces })}
            </OpenCount>{' '}
            · {say('trafficking.firearmsOf', { n: overview.firearms })} ·{' '}
            {say('trafficking.ofAll', { n: overview.all })}
          </p>
        </div>
      </div>
      <FilterBar overview={overview} />
      <MonthBrush months={overview.months} undated={overview.undated} />
      <p className="caution-line small">
        <strong>{say('dealer.caution')}</strong> {say('trafficking.cautionShort')}
      </p>
      <div className="two wide picture-first">
        <section className="panel" aria-labelledby="flows">
          <h2 id="flows">{say('trafficking.flows')}</h2>
          <CoverageLine overview={overview} of={['traced', 'sourceKnown']} />
          <FlowMap overview={overview} />
          <LeftOut overview={overview} />
        </section>
        <section className="panel" aria-labelledby="matrix">
          <h2 id="matrix">{say('flows.matrix')}</h2>
          <CoverageLine overview={overview} of={['sourceKnown']} />
          <ColumnChoice />
          <SourceMatrix window={windowTo(quartersOf(overview.flows), search['at'] ?? null)} />
        </section>
      </div>
      <div className="two wide">
        <section className="panel" aria-labelledby="top">
          <h2 id="top">{say('top.title')}</h2>
          <CoverageLine overview={overview} of={['sourceKnown']} />
          <ColumnChoice />
          <TopCorridors />
        </section>
        <section className="panel" aria-labelledby="index">
          <h2 id="index">{say(`trafficking.index.${overview.mode}`)}</h2>
          <CoverageLine overview={overview} of={['timeKnown', 'purchaserKnown']} />
          <IndexChart overview={overview} />
        </section>
      </div>
      <section className="panel" aria-labelledby="published">
        <h2 id="published">{say('published.title')}</h2>
        <PublishedPanel />
      </section>
      <div className="two wide">
        <section className="panel" aria-labelledby="corridors">
          <h2 id="corridors">{say('trafficking.corridors')}</h2>
          <CoverageLine overview={overview} of={['sourceKnown']} />
          <CorridorList overview={overview} />
        </section>
        <section className="panel" aria-labelledby="times">
          <h2 id="times">{say('trafficking.times')}</h2>
          <CoverageLine overview={overview} of={['traced', 'timeKnown']} />
          <TimePanel overview={overview} />
          <h3>{say('trafficking.cohorts')}</h3>
          <CohortTable overview={overview} />
        </section>
      </div>
      <section className="panel" aria-labelledby="measures">
        <h2 id="measures">{say('trafficking.measures')}</h2>
        <MeasureTable overview={overview} />
        <BoundaryLine overview={overview} />
        {overview.flags.length === 0 ? null : (
          <>
            <h3>{say('trafficking.flagged')}</h3>
            <ul className="plain-list">
              {overview.flags.map(({ code, traces }) => (
                <li key={code}>
                  <OpenCount n={traces} what={openedCounts.flag(code)} label={sayIfKnown(`flag.${code}`) ?? code} />{' '}
                  {sayIfKnown(`flag.${code}`) ?? code}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section className="panel" aria-labelledby="concentration">
        <h2 id="concentration">{say('trafficking.concentration')}</h2>
        <CoverageLine overview={overview} of={['traced', 'sourceKnown']} />
        <ConcentrationPanel overview={overview} />
      </section>
      <p className="small muted print-only">
        {Object.entries(filter)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => `${name} ${value!}`)
          .join(' · ')}{' '}
        {formats.number(overview.traces)}
      </p>
    </PageFrame>
  );
}
