import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { NibinEnd, NibinLeadLine } from '../../../src/model/nibin.ts';
import { useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { PointMap } from '../trafficking/point-map.tsx';
import { endText } from './leads-view.tsx';
import { nibinLeadsQuery } from './nibin-queries.ts';
import { markOfStanding, StandingMark } from './standing-mark.tsx';
import '../trafficking/trafficking.css';

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
  const { data, error, refetch } = useQuery(nibinLeadsQuery({ state: null, standing: null }));
  const [selected, select] = useState<string | null>(null);
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <div className="panel">
          <Skeleton height={320} />
        </div>
      </Loading>
    );
  const standing = data.items.filter(({ holds }) => holds !== 'WITHDRAWN');
  const placed = standing.filter(({ a, b }) => a.point !== null && b.point !== null);
  const ids = boardIds(standing);
  const here = (line: NibinLeadLine) => selected !== null && [endId(line, 'a'), endId(line, 'b')].includes(selected);
  return (
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
        <PointMap
          label={say('nibin.map.title')}
          points={placed.flatMap((line) =>
            (['a', 'b'] as const).map((end) => ({
              id: endId(line, end),
              ...line[end].point!,
              mark: line[end].origin === 'TEST_FIRE' ? ('recovery' as const) : markOfStanding[line.holds],
              label: `${line.number}: ${endText(line[end], words)}`,
            })),
          )}
          lines={placed.map((line) => ({
            id: String(line.lead),
            from: line.a.point!,
            to: line.b.point!,
            tie: line.holds === 'HIT' ? ('hit' as const) : ('lead' as const),
          }))}
          selected={selected}
          select={select}
          none={<Empty icon="map" title={say('nibin.map.none')} />}
        />
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
    </section>
  );
}

const endId = (line: NibinLeadLine, end: 'a' | 'b') => `${line.lead}${end}`;
