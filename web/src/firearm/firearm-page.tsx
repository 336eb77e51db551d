import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import type { Event } from '../../../src/model/evidence.ts';
import type { Life } from '../../../src/model/life.ts';
import { ApartNote } from '../frame/apart-note.tsx';
import { entityPath } from '../frame/entity-link.tsx';
import { eventTitle } from '../frame/event-text.ts';
import { EventEvidence } from '../frame/evidence-parts.tsx';
import { dayNumber, dayText } from '../frame/format.ts';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { EarlierVersionsNote } from '../frame/earlier-versions-note.tsx';
import { IdentityLinks } from '../identity/identity-links.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { PrintButton } from '../frame/print-button.tsx';
import { lifeQuery, linksQuery } from '../frame/queries.ts';
import { useFormats } from '../frame/session.ts';
import { Empty, Failed } from '../frame/states.tsx';
import { labelText } from '../frame/entity-label.ts';
import { useWords } from '../frame/words.tsx';
import { EntityEvidence, LinkEvidence } from '../links/link-evidence.tsx';
import { aroundQuestion, nearest } from './around-graph.ts';
import { CutNote } from './cut-note.tsx';
import { EventTable } from './event-table.tsx';
import { FirearmEvidence } from './firearm-evidence.tsx';
import { TraceLinks } from '../trafficking/trace-links.tsx';
import { FirearmHead } from './firearm-head.tsx';
import { FirearmSkeleton } from './firearm-skeleton.tsx';
import { datedEvents, entitiesOf, isInTime, type LifeView } from './life-view.ts';
import { Timeline } from './timeline.tsx';
import './firearm.css';

const WhereMap = lazy(() => import('./where-map.tsx'));
const AroundChart = lazy(() => import('./around-chart.tsx'));
const route = getRouteApi('/signed-in/firearm/$number');

/** The life of a firearm: timeline, map and links as one picture, every event with its sources. */
export function FirearmPage() {
  const { number } = route.useParams();
  const id = `firearm:${number}`;
  const { data, error, refetch } = useQuery(lifeQuery(id));
  const { say } = useWords();
  if (error !== null) {
    return (
      <PageFrame title={say('kind.firearm')}>
        <h1>{say('kind.firearm')}</h1>
        <Failed error={error} retry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <FirearmSkeleton />;
  return <LifePage key={id} id={id} life={data} />;
}

function LifePage({ id, life }: { id: string; life: Life }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const navigate = useNavigate();
  const search = route.useSearch();
  const timeline = useRef<HTMLDivElement>(null);
  const map = useRef<HTMLDivElement>(null);
  const [hovered, hover] = useState<string | null>(null);

  const setSearch = useCallback(
    (change: {
      sel?: string | undefined;
      from?: string | undefined;
      to?: string | undefined;
      history?: string | undefined;
    }) => {
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  const selected = search.sel ?? null;
  const select = useCallback((sel: string | null) => setSearch({ sel: sel ?? undefined }), [setSearch]);
  const history = search.history === '1';
  const events = useMemo(
    () => life.events.filter((event) => history || event.status === 'ACTIVE'),
    [life.events, history],
  );
  const withdrawn = life.events.length - life.events.filter((event) => event.status === 'ACTIVE').length;

  const range = useMemo(() => {
    const from = dayNumber(search.from ?? null, formats.timeZone);
    const to = dayNumber(search.to ?? null, formats.timeZone);
    return from === null || to === null ? null : { from, to };
  }, [search.from, search.to, formats.timeZone]);
  const time = useMemo(() => (range === null ? null : { from: dayText(range.from), to: dayText(range.to) }), [range]);
  const inTime = useMemo(
    () =>
      new Set(
        datedEvents(events, formats.timeZone)
          .filter((each) => isInTime(each, range))
          .map((each) => each.event.id),
      ),
    [events, range, formats.timeZone],
  );

  const graph = useQuery(linksQuery(id, { ...aroundQuestion, history })).data;
  const current = hovered ?? selected;
  const currentEvent = events.find((event) => event.id === current);
  // What an event speaks of is lifted in the chart; where an entity took part is lifted in timeline, map and list.
  const emphasised = useMemo(() => {
    if (current === null) return new Set<string>();
    if (currentEvent !== undefined) return new Set(entitiesOf(currentEvent));
    const ends = current.split('~');
    return new Set(
      events
        .filter((event) => entitiesOf(event).some((entity) => entity !== id && ends.includes(entity)))
        .map((event) => event.id),
    );
  }, [current, currentEvent, events, id]);

  const view: LifeView = {
    events,
    inTime,
    range,
    selected,
    hovered,
    emphasised,
    hover,
    select,
    chooseRange: (next) =>
      setSearch(
        next === null ? { from: undefined, to: undefined } : { from: dayText(next.from), to: dayText(next.to) },
      ),
  };

  const shownEvents = events.filter((event) => inTime.has(event.id));
  const step = (by: number) => {
    const at = shownEvents.findIndex((event) => event.id === (hovered ?? selected));
    const next = shownEvents[at < 0 ? (by > 0 ? 0 : shownEvents.length - 1) : at + by];
    if (next !== undefined) {
      hover(next.id);
      document.querySelector(`tr[data-row="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  };
  const open = (event: Event | undefined) => {
    const source = event?.sources[0];
    if (source !== undefined) void navigate({ to: '/record/$record', params: { record: String(source.record) } });
  };
  useKeys([
    { key: 'j', label: 'keys.next', run: () => step(1) },
    { key: 'k', label: 'keys.previous', run: () => step(-1) },
    { key: 'x', label: 'keys.select', run: () => current !== null && select(current) },
    {
      key: 'o',
      label: 'keys.open',
      run: () => {
        if (currentEvent !== undefined) open(currentEvent);
        else if (current !== null && current.includes(':') && !current.includes('~'))
          void navigate({ to: entityPath(current) });
      },
    },
    {
      key: 'l',
      label: 'keys.links',
      run: () =>
        void navigate({
          to: '/links',
          search: { ids: current !== null && current.includes(':') && !current.includes('~') ? current : id },
        }),
    },
    {
      key: 't',
      label: 'keys.timeline',
      run: () => timeline.current?.querySelector<HTMLElement>('[data-event][tabindex="0"]')?.focus(),
    },
    {
      key: 'm',
      label: 'keys.map',
      run: () => (map.current?.querySelector<HTMLElement>('.where-mark') ?? map.current)?.focus(),
    },
    {
      key: 'Escape',
      label: 'keys.escape',
      run: () => {
        hover(null);
        select(null);
      },
    },
  ]);

  const nameOf = (entity: string) =>
    labelText(graph?.entities.find((each) => each.id === entity)?.label ?? entity, words);
  const selectedEvent = life.events.find((event) => event.id === selected);
  const selectedEntity = graph?.entities.find((entity) => entity.id === selected);
  const selectedPair = selected?.includes('~') ? selected.split('~') : null;
  const pairLinks = (graph?.links ?? []).filter(
    (link) => selectedPair !== null && selectedPair.includes(link.subject) && selectedPair.includes(link.object),
  );
  const selectedWords =
    selectedEvent !== undefined
      ? eventTitle(selectedEvent, words)
      : selectedEntity !== undefined && selectedEntity.id !== id
        ? labelText(selectedEntity.label, words)
        : pairLinks.length > 0
          ? pairLinks
              .map((link) => `${nameOf(link.subject)} ${say(`reads.${link.predicate}`)} ${nameOf(link.object)}`)
              .join(', ')
          : null;

  const linksAround = (
    <button type="button" className="button" onClick={() => void navigate({ to: '/links', search: { ids: id } })}>
      <Icon name="links" size={16} /> {say('evidence.linksAround')}
    </button>
  );
  const print = (
    <>
      <IdentityLinks id={life.firearm.id} />
      <PrintButton records={[`/entities/${life.firearm.id}/prints`]} />
    </>
  );
  const evidence =
    selectedEvent !== undefined ? (
      <EventEvidence
        event={selectedEvent}
        next={
          <div className="buttons">
            {selectedEvent.sources.length === 0 ? null : (
              <button type="button" className="button first" onClick={() => open(selectedEvent)}>
                <Icon name="record" size={16} /> {say('evidence.openSource')}
              </button>
            )}
            {linksAround}
            {print}
          </div>
        }
      />
    ) : selectedEntity !== undefined && selectedEntity.id !== id ? (
      <EntityEvidence
        entity={selectedEntity}
        links={(graph?.links ?? []).filter((link) => link.subject === selected || link.object === selected)}
        nameOf={nameOf}
        next={
          <button
            type="button"
            className="button"
            onClick={() => void navigate({ to: '/links', search: { ids: selectedEntity.id } })}
          >
            <Icon name="links" size={16} /> {say('evidence.linksAround')}
          </button>
        }
      />
    ) : pairLinks.length > 0 ? (
      <LinkEvidence links={pairLinks} nameOf={nameOf} />
    ) : (
      <FirearmEvidence
        life={life}
        next={
          <div className="buttons">
            {linksAround}
            {print}
          </div>
        }
      />
    );

  const shownTime =
    range === null
      ? null
      : say('firearm.timeRange', { from: formats.day(dayText(range.from)), to: formats.day(dayText(range.to)) });
  const around =
    graph === undefined ? null : { shown: nearest(graph, time).entities.length, total: graph.entities.length };
  const ttc = life.timeToCrime.days;
  const caution = words.language === 'en' ? life.caution : say('caution.life');
  const printed = useMemo(
    () => ({
      handling: life.events.flatMap((event) => event.handling),
      sources: [
        ...events.filter((event) => inTime.has(event.id)).flatMap((event) => event.sources),
        ...life.facts.flatMap((fact) => fact.sources),
        ...life.timeToCrime.sources,
      ],
      caution,
    }),
    [life, events, inTime, caution],
  );
  return (
    <PageFrame
      title={labelText(life.firearm.label, words)}
      evidence={evidence}
      selected={selectedWords}
      close={() => select(null)}
      className="firearm"
      printed={printed}
    >
      <FirearmHead life={life} />
      <TraceLinks events={life.events} />
      {life.sources === 0 ? <EarlierVersionsNote /> : null}
      <CutNote cut={life.cut} />
      <ApartNote apart={life.apart} />
      {shownTime === null ? null : (
        <p className="sentence">
          {shownTime} · {say('firearm.eventsShown', { shown: shownEvents.length, total: events.length })}
          <button type="button" className="button compact screen-only" onClick={() => view.chooseRange(null)}>
            <Icon name="close" size={14} /> {say('firearm.clearRange')}
          </button>
        </p>
      )}
      {life.events.length === 0 ? (
        <section className="panel">
          <Empty icon="firearm" title={say('firearm.noEvents')} help={say('firearm.noEventsHelp')} />
        </section>
      ) : (
        <section className="panel" aria-labelledby="life-title">
          <div className="panel-head">
            <h2 id="life-title">{say('firearm.life')}</h2>
            {withdrawn === 0 ? null : (
              <label className="check small screen-only">
                <input
                  type="checkbox"
                  checked={history}
                  onChange={(event) => setSearch({ history: event.currentTarget.checked ? '1' : undefined })}
                />
                {say('firearm.history')} · {say('firearm.retractedCount', { n: withdrawn })}
              </label>
            )}
          </div>
          <Timeline view={view} timelineRef={timeline} />
        </section>
      )}
      <div className="two">
        <section className="panel" aria-labelledby="where-title" ref={map} tabIndex={-1}>
          <div className="panel-head">
            <h2 id="where-title">{ttc === null ? say('firearm.where') : say('firearm.whereDays', { n: ttc })}</h2>
            <span className="muted small">
              {say('firearm.placesOf', {
                placed: shownEvents.filter(
                  (event) => event.place !== null && (event.place.point !== null || event.place.county !== undefined),
                ).length,
                total: shownEvents.filter((event) => event.kind !== 'unknown-interval').length,
              })}
            </span>
          </div>
          <Suspense fallback={<div className="where-map skeleton" />}>
            <WhereMap view={view} />
          </Suspense>
        </section>
        <section className="panel" aria-labelledby="around-title">
          <div className="panel-head">
            <h2 id="around-title">
              {around === null
                ? say('firearm.around')
                : say('firearm.aroundShown', { hops: aroundQuestion.hops, ...around })}
            </h2>
            <button
              type="button"
              className="button quiet icon compact screen-only"
              aria-label={say('firearm.openLinks')}
              title={say('firearm.openLinks')}
              onClick={() => void navigate({ to: '/links', search: { ids: id } })}
            >
              <Icon name="out" size={16} />
            </button>
          </div>
          <Suspense fallback={<div className="around-chart skeleton" />}>
            <AroundChart
              id={id}
              history={history}
              time={time}
              selected={selected}
              emphasised={emphasised}
              hover={hover}
              select={(next) => select(next === id ? null : next)}
              open={(entity) => void navigate({ to: '/links', search: { ids: [...new Set([id, entity])].join(',') } })}
            />
          </Suspense>
        </section>
      </div>
      {life.events.length === 0 ? null : (
        <section className="panel" aria-labelledby="events-title">
          <EventTable view={view} open={open} />
        </section>
      )}
      <p className="caution screen-only">{caution}</p>
    </PageFrame>
  );
}
