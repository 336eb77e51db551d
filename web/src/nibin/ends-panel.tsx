import { lazy, Suspense, useMemo, useState } from 'react';
import type { NibinEnd, NibinLeadPage } from '../../../src/model/nibin.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { Mark } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { endText } from './leads-view.tsx';
import { markOfStanding } from './standing-mark.tsx';

const TieMap = lazy(async () => ({ default: (await import('./tie-map.tsx')).TieMap }));

/** Both ends of a lead: where on the map, when on a line, and what is known of each. */
export function EndsPanel({ page }: { page: NibinLeadPage }) {
  const words = useWords();
  const { say } = words;
  const [selected, select] = useState<string | null>(null);
  const ends = [page.a, page.b];
  const places = useMemo(
    () =>
      [page.a, page.b].flatMap((end) =>
        end.point === null
          ? []
          : [
              {
                id: String(end.exhibit),
                ...end.point,
                mark: end.origin === 'TEST_FIRE' ? ('recovery' as const) : markOfStanding[page.holds],
                label: endText(end, words),
              },
            ],
      ),
    [page, words],
  );
  return (
    <section className="panel" aria-labelledby="ends">
      <h2 id="ends">{say('nibin.where')}</h2>
      <div className="map-columns">
        {places.length === 0 ? (
          <p className="muted">{say('nibin.noPoints')}</p>
        ) : (
          <Suspense fallback={<div className="where-map skeleton" />}>
            <TieMap
              label={say('nibin.where')}
              places={places}
              ties={
                places.length === 2 && page.holds !== 'WITHDRAWN'
                  ? [
                      {
                        id: page.number,
                        from: page.a.point!,
                        to: page.b.point!,
                        tie: page.holds === 'HIT' ? 'hit' : 'lead',
                      },
                    ]
                  : []
              }
              selected={selected}
              select={select}
            />
          </Suspense>
        )}
        <div className="end-list">
          <EventLine page={page} />
          {ends.map((end) => (
            <EndFacts key={end.exhibit} end={end} isSelected={selected === String(end.exhibit)} />
          ))}
        </div>
      </div>
    </section>
  );
}

function EndFacts({ end, isSelected }: { end: NibinEnd; isSelected: boolean }) {
  const words = useWords();
  const { sayIfKnown } = words;
  const formats = useFormats();
  return (
    <div className={isSelected ? 'end here' : 'end'}>
      <h3>{endText(end, words)}</h3>
      <p className="small">
        {end.incident === null ? null : <EntityLink id={end.incident.id}>{end.incident.label}</EntityLink>}
        {end.classification === null
          ? null
          : ` · ${sayIfKnown(`classification.${end.classification}`) ?? end.classification}`}
        {end.on === null ? null : ` · ${formats.day(end.on)}`}
      </p>
      {end.firearm === null ? null : (
        <p className="small">
          <EntityLink id={end.firearm.id}>{end.firearm.label}</EntityLink>
        </p>
      )}
    </div>
  );
}

/** Both events, and when the firearm came into custody, in the order of time. */
function EventLine({ page }: { page: NibinLeadPage }) {
  const { say } = useWords();
  const formats = useFormats();
  const events = [
    ...[page.a, page.b].flatMap((end) =>
      end.on === null || end.origin === 'TEST_FIRE'
        ? []
        : [{ on: end.on, mark: markOfStanding[page.holds], text: say('nibin.eventOf', { item: end.item }) }],
    ),
    ...[page.a, page.b].flatMap(({ recoveredOn }) =>
      recoveredOn === null ? [] : [{ on: recoveredOn, mark: 'recovery' as const, text: say('nibin.recovered') }],
    ),
  ].toSorted((x, y) => (x.on < y.on ? -1 : 1));
  if (events.length === 0) return null;
  return (
    <ol className="event-line" aria-label={say('nibin.when')}>
      {events.map(({ on, mark, text }) => (
        <li key={`${on} ${text}`}>
          <Mark kind={mark} size={16} />
          <span>
            <span className="number">{formats.day(on)}</span> <span className="muted small">{text}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
