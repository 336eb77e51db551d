import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useRef } from 'react';
import type { EntityPage } from '../../../src/model/answers.ts';
import type { Event } from '../../../src/model/evidence.ts';
import { EventTable } from '../firearm/event-table.tsx';
import type { LifeView } from '../firearm/life-view.ts';
import { Timeline } from '../firearm/timeline.tsx';
import { dayText } from '../frame/format.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { Empty } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';

const WhereMap = lazy(() => import('../firearm/where-map.tsx'));

/** The time that is shown, where it was narrowed, as a sentence one can take back. */
export function ShownTime({ view }: { view: LifeView }) {
  const { say } = useWords();
  const formats = useFormats();
  if (view.range === null) return null;
  return (
    <p className="sentence">
      {say('firearm.timeRange', {
        from: formats.day(dayText(view.range.from)),
        to: formats.day(dayText(view.range.to)),
      })}{' '}
      · {say('firearm.eventsShown', { shown: view.inTime.size, total: view.events.length })}
      <button type="button" className="button compact screen-only" onClick={() => view.chooseRange(null)}>
        <Icon name="close" size={14} /> {say('firearm.clearRange')}
      </button>
    </p>
  );
}

export function TimelinePanel({ view, titleOf }: { view: LifeView; titleOf?: (event: Event) => string }) {
  const { say } = useWords();
  const ref = useRef<HTMLDivElement>(null);
  return (
    <section className="panel" aria-labelledby="timeline">
      <h2 id="timeline">{say('entity.timeline')}</h2>
      {view.events.length === 0 ? (
        <Empty icon="live" title={say('entity.noEvents')} help={say('entity.noEventsHelp')} />
      ) : (
        <Timeline
          view={view}
          timelineRef={ref}
          label={say('entity.timeline')}
          {...(titleOf === undefined ? {} : { titleOf })}
        />
      )}
    </section>
  );
}

export function MapPanel({ view, title }: { view: LifeView; title: string }) {
  return (
    <section className="panel" aria-labelledby="where">
      <h2 id="where" className="panel-title">
        {title}
      </h2>
      <Suspense fallback={<div className="where-map skeleton" />}>
        <WhereMap view={view} joined="not-at-all" />
      </Suspense>
    </section>
  );
}

export function EventListPanel({ view, page }: { view: LifeView; page: EntityPage }) {
  const navigate = useNavigate();
  if (view.events.length === 0) return null;
  return (
    <section className="panel event-list" aria-labelledby="events-title">
      <EventTable
        view={view}
        open={(event) => {
          const source = event.sources[0];
          if (source !== undefined) void navigate({ to: '/record/$record', params: { record: String(source.record) } });
        }}
      />
      <EventsCut page={page} />
    </section>
  );
}

/** Which events are shown, where not all are: of how many, or, where not all rows are read, of how many rows. */
export function EventsCut({ page }: { page: EntityPage }) {
  const { say } = useWords();
  const shown = page.events.length;
  if (page.eventsTotal === null)
    return <p className="muted small">{say('entity.eventsUnread', { shown, rows: page.observationsTotal })}</p>;
  if (page.eventsTotal === shown) return null;
  return <p className="muted small">{say('entity.eventsCut', { shown, total: page.eventsTotal })}</p>;
}
