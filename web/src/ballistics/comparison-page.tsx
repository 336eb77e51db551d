import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { secondOf } from '../../../src/ballistics/surface-placing.ts';
import { leadSentences } from '../../../src/model/comparison-lead.ts';
import type { SurfaceComparison } from '../../../src/model/surface-comparison.ts';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { Empty, Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { CellTable } from './cell-table.tsx';
import { ComparisonFigures } from './comparison-figures.tsx';
import { ComparisonPictures, tools, useBlink, useLaid, type Tool } from './comparison-pictures.tsx';
import { modes } from './comparison-view.ts';
import { HeightLegend } from './height-legend.tsx';
import { LightDial } from './light-dial.tsx';
import { ProfileChart } from './profile-chart.tsx';
import { ReportButton } from './report-button.tsx';
import { LookChoice, wholeOf } from './surface-picture.tsx';
import {
  comparisonQuery,
  fetchReport,
  isWaiting,
  surfaceQuery,
  type ComparisonAsked,
  type LoadedSurface,
} from './surface-queries.ts';
import { useComparisonView } from './use-comparison-view.ts';
import { useScales } from './use-looks.ts';
import './ballistics.css';

const route = getRouteApi('/signed-in/exhibits/$first/with/$second');

/** Two exhibits side by side: both surfaces, what the program found, and where. */
export function ComparisonPage() {
  const { first, second } = route.useParams();
  const { scan, otherScan } = route.useSearch();
  const { say } = useWords();
  const asked: ComparisonAsked = { first: Number(first), second: Number(second), scan, otherScan };
  const comparison = useQuery(comparisonQuery(asked));
  const title = say('compare.title', {
    first: comparison.data?.first.item ?? String(first),
    second: comparison.data?.second.item ?? String(second),
  });
  const waiting = (
    <Loading>
      <Skeleton height={420} />
    </Loading>
  );
  return (
    <PageFrame
      title={title}
      className="comparison-page"
      evidence={
        comparison.data === undefined ? undefined : (
          <ComparisonFigures
            comparison={comparison.data}
            report={
              comparison.data.compared === null ? null : (
                <ReportButton
                  label="surface.report"
                  file={`comparison-${asked.first}-${asked.second}.pdf`}
                  make={(purpose) => fetchReport(asked, purpose)}
                />
              )
            }
          />
        )
      }
    >
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <Standing lead={comparison.data?.lead ?? null} />
        </div>
      </div>
      {comparison.data === undefined ? (
        comparison.error === null ? (
          waiting
        ) : (
          <Failed error={comparison.error} retry={() => void comparison.refetch()} />
        )
      ) : (
        <Comparison comparison={comparison.data} />
      )}
    </PageFrame>
  );
}

/** What may be said of the two: an examiner's word, or that it does not hold, before what a comparison alone may say. */
function Standing({ lead }: { lead: SurfaceComparison['lead'] }) {
  const { say } = useWords();
  if (lead === null) return <p className="caution">{say('compare.caution')}</p>;
  const [standing, ...more] = // Each word comes with the values it has places for.
    leadSentences(lead, (word, values) => say(word, values as never));
  return (
    <>
      {lead.holds === 'LEAD' ? <p className="caution">{say('compare.caution')}</p> : null}
      <p className="caution">{standing}</p>
      {more.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  );
}

function Comparison({ comparison }: { comparison: SurfaceComparison }) {
  const { say } = useWords();
  const { first, second } = comparison;
  const ready = (side: SurfaceComparison['first']) =>
    side.scans.some(({ scan, state }) => scan === side.scan && state === 'PREPARED');
  const one = useQuery({ ...surfaceQuery(first.exhibit, first.scan ?? 0), enabled: ready(first) });
  const other = useQuery({ ...surfaceQuery(second.exhibit, second.scan ?? 0), enabled: ready(second) });
  const error = one.error ?? other.error;
  if (one.data !== undefined && other.data !== undefined)
    return <Surfaces comparison={comparison} first={one.data} second={other.data} />;
  if (error !== null)
    return (
      <Failed
        error={error}
        retry={() => {
          void one.refetch();
          void other.refetch();
        }}
      />
    );
  if (ready(first) && ready(second))
    return (
      <Loading>
        <Skeleton height={420} />
      </Loading>
    );
  return isWaiting(comparison) ? (
    <Empty icon="clock" title={say('surface.preparing')} help={say('surface.preparingHelp')} />
  ) : (
    <Empty icon="picture" title={say('compare.notReady')} help={say('surface.noScanHelp')} />
  );
}

function Surfaces(props: { comparison: SurfaceComparison; first: LoadedSurface; second: LoadedSurface }) {
  const { say } = useWords();
  const { comparison, first, second } = props;
  const { compared } = comparison;
  const [view, change] = useComparisonView(route.useSearch());
  const [tool, setTool] = useState<Tool>('move');
  const scales = useScales([first, second]);
  const laid = useLaid(compared, first, second);
  const toSecond = useMemo(() => secondOf(laid), [laid]);
  const light = useMemo(() => ({ ...view.light, relief: view.light.relief ?? scales.relief }), [view.light, scales]);
  const { blinked, flip, running, run } = useBlink(view.mode === 'blink');
  const whole = () => change({ view: null, second: null });
  const lineAcross = () => {
    const { x, y, span } = view.view ?? wholeOf(first);
    change({ line: { from: [x - span / 2, y], to: [x + span / 2, y] } });
  };
  const lock = () => change((before) => ({ second: before.second === null ? (before.view ?? wholeOf(first)) : null }));
  useKeys([
    ...modes.map((mode, at) => ({
      key: String(at + 1),
      label: `surface.key.${mode}` as const,
      run: () => change({ mode }),
    })),
    {
      key: 'h',
      label: 'surface.key.look',
      run: () => change((before) => ({ look: before.look === 'light' ? 'height' : 'light' })),
    },
    { key: 'c', label: 'surface.key.cells', run: () => change((before) => ({ cells: !before.cells })) },
    { key: 'b', label: 'surface.key.flip', run: flip },
    { key: 'p', label: 'surface.key.line', run: lineAcross },
    { key: 'v', label: 'surface.key.lock', run: lock },
    { key: 'f', label: 'surface.key.whole', run: whole },
    {
      key: 'Escape',
      label: 'keys.escape',
      run: () => change((before) => (before.cell === null ? { line: null } : { cell: null })),
    },
  ]);
  return (
    <>
      <section className="panel" aria-labelledby="surfaces">
        <div className="panel-head comparison-head">
          <h2 id="surfaces">{say('compare.pictures')}</h2>
          <div className="segmented screen-only" role="group" aria-label={say('surface.mode')}>
            {modes.map((mode) => (
              <button key={mode} type="button" aria-pressed={view.mode === mode} onClick={() => change({ mode })}>
                {say(`surface.mode.${mode}`)}
              </button>
            ))}
          </div>
        </div>
        <div className="comparison-tools screen-only">
          <div className="segmented" role="group" aria-label={say('surface.tool')}>
            {tools.map((each) => (
              <button key={each} type="button" aria-pressed={tool === each} onClick={() => setTool(each)}>
                {say(`surface.tool.${each}`)}
              </button>
            ))}
          </div>
          {view.mode === 'difference' ? null : <LookChoice look={view.look} choose={(look) => change({ look })} />}
          <label className="check small">
            <input
              type="checkbox"
              checked={view.cells}
              onChange={() => change((before) => ({ cells: !before.cells }))}
            />
            {say('surface.cellsShown')} <kbd aria-hidden="true">c</kbd>
          </label>
          <label className="check small">
            <input type="checkbox" checked={view.second === null} onChange={lock} />
            {say('surface.locked')} <kbd aria-hidden="true">v</kbd>
          </label>
          <button type="button" className="button compact" onClick={whole}>
            <Icon name="fit" size={16} /> {say('surface.whole')} <kbd aria-hidden="true">f</kbd>
          </button>
          {view.mode === 'blink' ? (
            <>
              <button type="button" className="button compact" onClick={flip}>
                {say('surface.flip')} <kbd aria-hidden="true">b</kbd>
              </button>
              <label className="check small">
                <input type="checkbox" checked={running} onChange={(event) => run(event.currentTarget.checked)} />
                {say('surface.blinking')}
              </label>
            </>
          ) : null}
        </div>
        <ComparisonPictures
          {...{ first, second, compared, laid, view, change, tool, light, blinked }}
          names={[comparison.first.item, comparison.second.item]}
          range={scales.range}
        />
        {view.mode === 'swipe' ? (
          <label className="swipe small screen-only">
            {say('surface.split')}
            <input
              type="range"
              min={0}
              max={100}
              value={Math.round(view.split * 100)}
              onChange={(event) => change({ split: Number(event.currentTarget.value) / 100 })}
            />
          </label>
        ) : null}
        <div className="comparison-foot">
          <HeightLegend
            kind={view.mode === 'difference' ? 'difference' : view.look}
            range={scales.range}
            masked={first.mask.includes(0) || second.mask.includes(0)}
          />
          {view.mode === 'difference' ? null : (
            <div className="screen-only">
              <LightDial light={light} change={(next) => change({ light: next })} />
            </div>
          )}
        </div>
        {view.cells && compared !== null && compared.score !== null && view.mode !== 'difference' ? <CellKey /> : null}
        <p className="muted small screen-only">{say('surface.keys')}</p>
        {compared === null || compared.score !== null ? null : <p className="muted small">{say('surface.notLaid')}</p>}
      </section>
      <section className="panel" aria-labelledby="profile">
        <div className="panel-head">
          <h2 id="profile">{say('profile.title')}</h2>
          <button type="button" className="button compact screen-only" onClick={lineAcross}>
            {say('profile.across')} <kbd aria-hidden="true">p</kbd>
          </button>
        </div>
        {view.line === null ? (
          <p className="muted">{say('profile.none')}</p>
        ) : (
          <ProfileChart
            line={view.line}
            range={scales.range}
            change={(line) => change({ line })}
            {...{ first, second, toSecond }}
          />
        )}
      </section>
      {compared === null || compared.score === null ? null : (
        <CellTable compared={compared} chosen={view.cell} choose={(cell) => change({ cell })} />
      )}
      <p className="small screen-only">
        <Link
          to="/exhibits/$first/with/$second"
          params={{ first: String(comparison.second.exhibit), second: String(comparison.first.exhibit) }}
        >
          {say('surface.otherWay')}
        </Link>
      </p>
    </>
  );
}

function CellKey() {
  const { say } = useWords();
  return (
    <ul className="cell-key plain-list small">
      {(['congruent', 'other', 'unknown'] as const).map((kind) => (
        <li key={kind}>
          <svg width="16" height="16" aria-hidden="true">
            <rect className={`cell-key-mark ${kind}`} x="2" y="2" width="12" height="12" />
          </svg>
          {say(`surface.cell.${kind}`)}
        </li>
      ))}
      <li>{say('surface.cell.vector')}</li>
    </ul>
  );
}
