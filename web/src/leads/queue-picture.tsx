import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import type { QueuePicture as Picture } from '../../../src/model/lead-picture.ts';
import { useFormats } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { datedEvents, isInTime, type LifeView } from '../firearm/life-view.ts';
import { TimeStrip } from '../firearm/time-strip.tsx';
import { useBoxWidth } from '../frame/use-box-width.ts';
import { queuePictureQuery } from './lead-queries.ts';
import { plainScale } from './plain-scale.ts';

const WhereMap = lazy(() => import('../firearm/where-map.tsx'));

/** Marks on one map at most, the newest: more would be a blot, and what is left out is said. */
const marksMost = 300;

export interface PictureState {
  readonly range: LifeView['range'];
  readonly chooseRange: LifeView['chooseRange'];
  /** The lead in hand: its events are lifted. */
  readonly lead: number | null;
  readonly choose: (lead: number) => void;
  readonly hovered: string | null;
  readonly hover: (id: string | null) => void;
}

/** Leads with something in the time chosen; null where no time is chosen or the picture is not there yet. */
export function leadsInTime(
  picture: Picture | undefined,
  range: LifeView['range'],
  timeZone: string,
): ReadonlySet<number> | null {
  if (range === null || picture === undefined) return null;
  const dated = datedEvents(
    picture.events.map(({ event }) => event),
    timeZone,
  );
  return new Set(picture.events.flatMap(({ leads }, at) => (isInTime(dated[at]!, range) ? leads : [])));
}

/** Where and when the firearms of the leads listed were recovered and fired. */
export function QueuePicture({ leads, state }: { leads: readonly number[]; state: PictureState }) {
  const { say } = useWords();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(queuePictureQuery(leads));
  const [box, width] = useBoxWidth();
  const { range, lead, hovered } = state;
  const shown = useMemo(() => (data?.events ?? []).slice(-marksMost), [data]);
  const events = useMemo(() => shown.map(({ event }) => event), [shown]);
  const dated = useMemo(() => datedEvents(events, formats.timeZone), [events, formats.timeZone]);
  const view: LifeView = useMemo(() => {
    const of = new Map(shown.map((each) => [each.event.id, each.leads]));
    return {
      events,
      inTime: new Set(dated.filter((each) => isInTime(each, range)).map(({ event }) => event.id)),
      range,
      selected: null,
      hovered,
      emphasised: new Set(
        lead === null ? [] : shown.filter((each) => each.leads.includes(lead)).map(({ event }) => event.id),
      ),
      hover: state.hover,
      select: (id) => {
        const first = id === null ? undefined : of.get(id)?.[0];
        if (first !== undefined) state.choose(first);
      },
      chooseRange: state.chooseRange,
    };
  }, [shown, events, dated, range, lead, hovered, state]);
  const moments = useMemo(() => dated.filter(({ from }) => from !== null), [dated]);
  const layout = useMemo(
    () =>
      plainScale(
        moments.map(({ event, from }) => ({ id: event.id, day: from! })),
        Math.max(width, 280),
      ),
    [moments, width],
  );
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  const all = data?.events.length ?? 0;
  const placed = events.filter(({ place }) => place?.point != null).length;
  return (
    <section className="panel queue-picture" aria-labelledby="queue-picture-title">
      <div className="panel-head">
        <h2 id="queue-picture-title">{say('leads.picture')}</h2>
        {data === undefined ? null : (
          <span className="muted small">
            {say('leads.pictureOf', { placed: formats.number(placed), n: events.length })}
            {all > events.length ? ` · ${say('leads.pictureNewest', { n: all })}` : ''}
            {data.firearms.shown < data.firearms.total
              ? ` · ${say('leads.pictureCut', { shown: data.firearms.shown, total: data.firearms.total })}`
              : ''}
          </span>
        )}
      </div>
      <Suspense fallback={<div className="where-map skeleton" />}>
        {data === undefined ? <div className="where-map skeleton" /> : <WhereMap view={view} joined="not-at-all" />}
      </Suspense>
      <div ref={box} className="queue-strip">
        {moments.length < 2 || width === 0 ? null : <TimeStrip layout={layout} moments={moments} view={view} />}
      </div>
    </section>
  );
}
