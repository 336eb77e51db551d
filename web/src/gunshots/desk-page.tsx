import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { VendorAlert } from '../../../src/model/gunshot-answers.ts';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats, useMay, useSession } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { AlertBar } from './alert-bar.tsx';
import { ArrivalArcs } from './arrival-arcs.tsx';
import { CoverageSquares } from './coverage-squares.tsx';
import { decisionKeys } from './decide-bar.tsx';
import { gunshotQuery, gunshotsQuery, type GunshotItem, type Which } from './gunshot-queries.ts';
import { IncidentEvidence } from './incident-evidence.tsx';
import { IncidentMarks } from './incident-marks.tsx';
import { incidentTitle, itemId, metersText } from './incident-text.ts';
import { IncidentTable } from './incident-table.tsx';
import { boxAbout } from './map-view.ts';
import { SoundMap } from './sound-map.tsx';
import { StatisticsPanel } from './statistics-panel.tsx';
import { UntoldNotes } from './untold-notes.tsx';
import { useDeskMap } from './use-desk-map.ts';
import { useFresh } from './use-fresh.ts';
import { useGunshotSteps } from './use-steps.ts';
import './gunshots.css';

const whiches = ['all', 'own', 'undecided'] as const satisfies readonly Which[];
const mapHeight = 400;
/** The map begins about so many of the newest: what is a year old elsewhere is not what a desk looks at. */
const fittedMost = 12;
const none: readonly GunshotItem[] = [];

/** The gunshot desk: what was heard, where, what it was, and what else is known of it; live. */
export function DeskPage() {
  const words = useWords();
  const { say } = words;
  const may = useMay();
  const navigate = useNavigate();
  const search: { which?: string; sel?: string } = useSearch({ strict: false });
  const which = whiches.find((each) => each === search.which) ?? 'all';
  const list = useQuery(gunshotsQuery(which));
  const items = list.data?.items ?? none;
  const listed = items.find((item) => itemId(item) === search.sel) ?? null;
  // What is selected may be older than the list, or have left it when it was decided.
  const wanted = search.sel !== undefined && listed === null && /^[0-9a-f]{16}$/.test(search.sel) ? search.sel : null;
  const single = useQuery({ ...gunshotQuery(wanted ?? ''), enabled: wanted !== null && list.isSuccess });
  const item = listed ?? (wanted === null ? null : (single.data ?? null));
  const fresh = useFresh(list.data?.items);
  const steps = useGunshotSteps();
  const setSearch = (change: { sel?: string | undefined; which?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
      replace: true,
      resetScroll: false,
    });
  const select = (id: string | null) => setSearch({ sel: id ?? undefined });
  const placed = useMemo(() => {
    const own = items.filter((each) => each.kind === 'own');
    return (own.length > 0 ? own : items)
      .slice(0, fittedMost)
      .flatMap(({ lon, lat }) => (lon === null || lat === null ? [] : [{ lon, lat }]));
  }, [items]);
  const map = useDeskMap(placed, list.isSuccess);
  // What is chosen in the list is seen on the map.
  useEffect(() => {
    if (item !== null && item.lon !== null && item.lat !== null) map.show({ lon: item.lon, lat: item.lat });
  }, [search.sel]);
  const shown = item === null || listed !== null ? items : [item, ...items];
  const waiting = items.filter((each) => each.kind === 'own' && each.acknowledgedAt === null && each.decision === null);
  const step = (by: number) => {
    const at = items.findIndex((each) => itemId(each) === search.sel);
    const next = items[at < 0 ? 0 : at + by];
    if (next !== undefined) select(itemId(next));
  };
  const own = item?.kind === 'own' ? item : null;
  useKeys([
    { key: 'j', label: 'keys.next', run: () => step(1) },
    { key: 'k', label: 'keys.previous', run: () => step(-1) },
    ...(may('gunshots.decide')
      ? [
          ...decisionKeys.map(({ decision, key }) => ({
            key,
            label: `gunshots.decide.${decision}` as const,
            run: () => own !== null && steps.decide(own, decision),
          })),
          {
            key: 'z',
            label: 'gunshots.undo' as const,
            run: () => own !== null && own.decision !== null && !steps.busy && steps.undo(own),
          },
          {
            key: 'a',
            label: 'gunshots.acknowledge' as const,
            run: () => {
              const first = own?.acknowledgedAt === null ? own : waiting.at(-1);
              if (first?.kind !== 'own') return;
              select(first.incident);
              steps.acknowledge(first.incident);
            },
          },
        ]
      : []),
    {
      key: 'o',
      label: 'keys.open',
      run: () =>
        own !== null && void navigate({ to: '/gunshots/$incident', params: { incident: own.incident }, search: {} }),
    },
    { key: 'm', label: 'keys.map', run: () => document.querySelector<SVGElement>('.sound-map svg')?.focus() },
    { key: 'Escape', label: 'keys.escape', run: () => select(null) },
  ]);
  return (
    <PageFrame
      title={say('gunshots.title')}
      className="gunshot-desk"
      evidence={
        item === null ? (
          <p className="muted small">{say('gunshots.select')}</p>
        ) : item.kind === 'own' ? (
          <IncidentEvidence item={item} steps={steps} />
        ) : (
          <VendorEvidence alert={item} />
        )
      }
      selected={item === null ? null : incidentTitle(item, words)}
      close={() => select(null)}
    >
      <div className="page-head">
        <div>
          <h1>{say('gunshots.title')}</h1>
          <p>{say('gunshots.lead')}</p>
        </div>
        {may('sensors.place') ? (
          <Link to="/gunshots/planning" className="button screen-only">
            {say('gunshots.planning')}
          </Link>
        ) : null}
      </div>
      <AlertBar
        waiting={waiting}
        acknowledge={(incident) => {
          select(incident);
          steps.acknowledge(incident);
        }}
        select={select}
      />
      <UntoldNotes untold={list.data?.untold ?? []} />
      <section className="panel" aria-labelledby="desk-map">
        <div className="panel-head">
          <h2 id="desk-map">{say('gunshots.mapTitle')}</h2>
          <div className="segmented screen-only" role="group" aria-label={say('gunshots.which')}>
            {whiches.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={which === each}
                onClick={() => setSearch({ which: each === 'all' ? undefined : each })}
              >
                {say(`gunshots.which.${each}`)}
              </button>
            ))}
          </div>
        </div>
        {list.isError ? (
          <Failed error={list.error} retry={() => void list.refetch()} />
        ) : map.waiting ? (
          <Loading>
            <Skeleton height={mapHeight} />
          </Loading>
        ) : map.view === null ? (
          <Empty icon="live" title={say('gunshots.none')} help={say('gunshots.noneHelp')} />
        ) : (
          <>
            <SoundMap
              label={say('gunshots.mapLabel', { n: items.length })}
              view={map.view}
              change={map.change}
              fit={() => map.fit(own === null ? undefined : boxAbout([own], 600))}
              height={mapHeight}
              draw={(drawn) => (
                <>
                  <CoverageSquares map={drawn} />
                  {own === null ? null : <ArrivalArcs map={drawn} item={own} />}
                  <IncidentMarks
                    map={drawn}
                    items={shown}
                    selected={search.sel ?? null}
                    fresh={fresh}
                    select={select}
                  />
                </>
              )}
            />
            <MapLegend />
          </>
        )}
      </section>
      {list.data === undefined ? null : (
        <IncidentTable
          items={items}
          more={list.data.next !== null}
          selected={search.sel ?? null}
          select={select}
          open={(incident) => void navigate({ to: '/gunshots/$incident', params: { incident }, search: {} })}
        />
      )}
      <StatisticsPanel />
    </PageFrame>
  );
}

function MapLegend() {
  const { say } = useWords();
  return (
    <ul className="map-legend small muted" aria-label={say('gunshots.legend')}>
      <li>
        <svg width="22" height="18" viewBox="-11 -9 22 18" aria-hidden="true" className="shot-mark own open">
          <ellipse className="shot-ellipse" rx="10" ry="7" />
          <circle className="shot-ring" r="4" />
        </svg>
        {say('gunshots.legend.own')}
      </li>
      <li>
        <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" className="shot-mark own gunfire">
          <circle className="shot-ring" r="6" />
          <circle className="shot-core" r="3" />
        </svg>
        {say('gunshots.legend.gunfire')}
      </li>
      <li>
        <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" className="shot-mark own not-gunfire">
          <circle className="shot-ring" r="6" />
          <path className="shot-strike" d="M-6 6L6-6" />
        </svg>
        {say('gunshots.legend.not')}
      </li>
      <li>
        <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" className="shot-mark vendor">
          <circle className="vendor-circle" r="7" />
        </svg>
        {say('gunshots.legend.vendor')}
      </li>
      <li>
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" className="coverage">
          <rect className="located" x="2" y="2" width="14" height="14" />
        </svg>
        {say('gunshots.legend.coverage')}
      </li>
    </ul>
  );
}

/** An alert of a vendor: as imported, and theirs. */
function VendorEvidence({ alert }: { alert: VendorAlert }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const miles = useSession().agency.state !== null;
  const unknown = say('gunshots.notRecorded');
  return (
    <section aria-labelledby="vendor">
      <h2 id="vendor" className="evidence-title">
        {incidentTitle(alert, words)}
      </h2>
      <p className="muted small">{say('gunshots.vendorHelp')}</p>
      <dl className="facts">
        <dt>{say('gunshots.detected')}</dt>
        <dd>{formats.moment(alert.from)}</dd>
        <dt>{say('gunshots.published')}</dt>
        <dd>{alert.publishedAt === null ? unknown : formats.moment(alert.publishedAt)}</dd>
        <dt>{say('gunshots.classification')}</dt>
        <dd>
          {alert.classification === null
            ? unknown
            : (sayIfKnown(`gunshots.class.${alert.classification}`) ?? alert.classification)}
        </dd>
        <dt>{say('gunshots.roundsWord')}</dt>
        <dd>{alert.rounds ?? unknown}</dd>
        <dt>{say('gunshots.accuracy')}</dt>
        <dd>{alert.accuracyMeters === null ? unknown : metersText(alert.accuracyMeters, words, miles)}</dd>
        <dt>{say('gunshots.disposition')}</dt>
        <dd>{alert.disposition ?? unknown}</dd>
      </dl>
      <RecordLink record={alert.record}>{say('gunshots.openRecord')}</RecordLink>
    </section>
  );
}
