import { useMemo } from 'react';
import type { EntityPage } from '../../../src/model/answers.ts';
import { eventTitle } from '../frame/event-text.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats } from '../frame/session.ts';
import { Empty } from '../frame/states.tsx';
import { labelText } from '../frame/entity-label.ts';
import { useWords } from '../frame/words.tsx';
import { EntityEvidencePanel, usePrinted } from './entity-evidence.tsx';
import { EntityHead } from './entity-head.tsx';
import { EventListPanel, EventsCut, MapPanel, ShownTime, TimelinePanel } from './event-panels.tsx';
import { ObservationList } from './observation-list.tsx';
import { RelationList } from './relation-list.tsx';
import { useEventKeys } from './use-event-keys.ts';
import { useEntitySearch, useEventView } from './use-event-view.ts';

/** So many marks fit a line of time before it says less than the list does. */
const timelineMost = 60;

/** A place: where it is, and what happened there, by kind. */
export function PlacePage({ page }: { page: EntityPage }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { search, setSearch } = useEntitySearch();
  const kinds = [...new Set(page.events.map((event) => event.kind))];
  const chosen = kinds.find((kind) => kind === search.kinds) ?? null;
  const events = useMemo(
    () => (chosen === null ? page.events : page.events.filter((event) => event.kind === chosen)),
    [page.events, chosen],
  );
  const view = useEventView(events);
  // One mark for the place: its events all stand on the same spot.
  const newest = page.events.findLast((event) => event.place?.point != null);
  const mapView = { ...view, events: newest === undefined ? [] : [newest], inTime: new Set([newest?.id ?? '']) };
  useEventKeys(view, page.entity.id);
  const selected = page.events.find((event) => event.id === view.selected);
  const printed = usePrinted(page, events);
  return (
    <PageFrame
      title={labelText(page.entity.label, words)}
      className="entity"
      printed={printed}
      evidence={<EntityEvidencePanel page={page} selected={selected} />}
      selected={selected === undefined ? null : eventTitle(selected, words)}
      close={() => view.select(null)}
    >
      <EntityHead page={page} />
      <div className="two">
        {newest === undefined ? (
          <section className="panel" aria-labelledby="where">
            <h2 id="where">{say('place.where')}</h2>
            <Empty icon="place" title={say('place.noPoint')} help={say('place.noPointHelp')} />
          </section>
        ) : (
          <MapPanel view={mapView} title={say('place.where')} />
        )}
        <section className="panel" aria-labelledby="by-kind">
          <h2 id="by-kind">{say('place.happened')}</h2>
          <EventsCut page={page} />
          {page.events.length === 0 ? (
            <Empty icon="live" title={say('entity.noEvents')} help={say('entity.noEventsHelp')} />
          ) : (
            <ul className="kind-counts">
              {[null, ...kinds].map((kind) => {
                const n = kind === null ? page.events.length : page.events.filter((each) => each.kind === kind).length;
                return (
                  <li key={kind ?? 'all'}>
                    <button
                      type="button"
                      className="kind-count"
                      aria-pressed={chosen === kind}
                      onClick={() => setSearch({ kinds: kind ?? undefined, sel: undefined })}
                    >
                      <span>
                        {kind === null
                          ? say('place.all')
                          : // Cartridge cases and test fires are entries of one kind.
                            say(kind === 'test-fired' ? 'table.ballistic_entry' : `event.${kind}`)}
                      </span>
                      <span className="kind-bar" aria-hidden="true">
                        <i style={{ width: `${(n / page.events.length) * 100}%` }} />
                      </span>
                      <strong>{formats.number(n)}</strong>
                    </button>
                  </li>
                );
              })}
            </ul>
          )}
        </section>
      </div>
      <ShownTime view={view} />
      {events.length === 0 || events.length > timelineMost ? null : <TimelinePanel view={view} />}
      <EventListPanel view={view} page={page} />
      <RelationList page={page} />
      <ObservationList page={page} />
    </PageFrame>
  );
}
