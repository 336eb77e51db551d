import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { NibinEnd, NibinLeadLine } from '../../../src/model/nibin.ts';
import { useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords, type Words } from '../frame/words.tsx';
import { endText } from './leads-view.tsx';
import { markOfStanding, StandingMark } from './standing-mark.tsx';
import { useLeads } from './use-leads.ts';
import type { TiePlace } from './tie-map.tsx';

const TieMap = lazy(async () => ({ default: (await import('./tie-map.tsx')).TieMap }));
const TieChart = lazy(async () => ({ default: (await import('./tie-chart.tsx')).TieChart }));

/** What of a lead the board draws: both incidents and the firearm, where they are known. */
export function boardIds(lines: readonly { readonly a: NibinEnd; readonly b: NibinEnd }[]): string {
  return [
    ...new Set(
      lines.flatMap(({ a, b }) =>
        [a, b].flatMap(({ incident, firearm }) => [incident?.id ?? [], firearm?.id ?? []].flat()),
      ),
    ),
  ].join(',');
}

/** Every lead that stands as a line between its two places, and the way to the board that draws firearms and shootings. */
export function MapView() {
  const words = useWords();
  const { say } = words;
  const may = useMay();
  const { first, leads, error, refetch } = useLeads({ state: null, standing: null }, 'all');
  const [selected, select] = useState<string | null>(null);
  const standing = useMemo(() => leads.filter(({ holds }) => holds !== 'WITHDRAWN'), [leads]);
  const placed = useMemo(() => standing.filter(({ a, b }) => a.point !== null && b.point !== null), [standing]);
  const places = useMemo(() => placesOf(placed, words), [placed, words]);
  if (error !== null && first === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (first === undefined)
    return (
      <Loading>
        <div className="panel">
          <Skeleton height={320} />
        </div>
      </Loading>
    );
  const ids = boardIds(standing);
  const here = (line: NibinLeadLine) => [line.a, line.b].some((end) => selected !== null && placeOf(end) === selected);
  return (
    <>
      <section className="panel" aria-labelledby="nibin-map">
        <div className="panel-head">
          <h2 id="nibin-map">{say('nibin.map.title')}</h2>
          {ids !== '' && may('entity.read') ? (
            <Link to="/links" search={{ ids } as never} className="button compact screen-only">
              {say('nibin.map.board')}
            </Link>
          ) : null}
        </div>
        <p className="muted small">
          {say('nibin.map.help')} {may('entity.read') ? say('nibin.map.chart') : ''}
        </p>
        <div className="map-columns">
          {placed.length === 0 ? (
            <Empty icon="map" title={say('nibin.map.none')} />
          ) : (
            <Suspense fallback={<div className="where-map skeleton" />}>
              <TieMap
                label={say('nibin.map.title')}
                places={places}
                ties={placed.map((line) => ({
                  id: String(line.lead),
                  from: line.a.point!,
                  to: line.b.point!,
                  tie: line.holds === 'HIT' ? ('hit' as const) : ('lead' as const),
                }))}
                selected={selected}
                select={select}
              />
            </Suspense>
          )}
          <ul className="plain-list map-list">
            {standing.map((line) => (
              <li key={line.lead} className={here(line) ? 'here' : ''}>
                <Link to="/nibin/$number" params={{ number: String(line.lead) }}>
                  {line.number}
                </Link>{' '}
                <StandingMark standing={line.holds} />
                <p className="small muted">
                  {endText(line.a, words)} — {endText(line.b, words)}
                </p>
              </li>
            ))}
          </ul>
        </div>
        {placed.length < standing.length ? (
          <p className="muted small">{say('nibin.map.unplaced', { n: standing.length - placed.length })}</p>
        ) : null}
        {leads.length < first.total ? (
          <p className="muted small" role="status">
            {say('nibin.map.more', { n: leads.length, total: first.total })}
          </p>
        ) : null}
      </section>
      <section className="panel" aria-labelledby="nibin-chart">
        <h2 id="nibin-chart">{say('nibin.map.chartTitle')}</h2>
        <p className="muted small">{say('nibin.map.chartHelp')}</p>
        <Suspense fallback={<div className="around-chart skeleton" />}>
          <TieChart leads={standing} />
        </Suspense>
      </section>
    </>
  );
}

const placeOf = ({ point }: NibinEnd) => (point === null ? null : `${point.lon},${point.lat}`);
const strength = ['HIT', 'LEAD'] as const;

/** Each place once, in the mark of the strongest that ties it, with every lead that has an end there. */
function placesOf(leads: readonly NibinLeadLine[], words: Words): TiePlace[] {
  const ends = leads
    .toSorted((x, y) => strength.indexOf(x.holds as 'HIT') - strength.indexOf(y.holds as 'HIT'))
    .flatMap((line) => [line.a, line.b].map((end) => ({ line, end })));
  return [...Map.groupBy(ends, ({ end }) => placeOf(end)!)].map(([id, here]) => ({
    id,
    ...here[0]!.end.point!,
    mark: here.some(({ end }) => end.origin === 'TEST_FIRE')
      ? ('recovery' as const)
      : markOfStanding[here[0]!.line.holds],
    label: here.map(({ line, end }) => `${line.number}: ${endText(end, words)}`).join('; '),
  }));
}
