import { useMemo, useState } from 'react';
import type { Event } from '../../../src/model/evidence.ts';
import type { LeadPicture } from '../../../src/model/lead-picture.ts';
import { datedEvents, entitiesOf, isInTime, type LifeView } from '../firearm/life-view.ts';
import { lifeEventId } from './life-lines.tsx';

/** What lives, map, chart and tables of a lead share. Ids of events are those of their firearm and themselves. */
export function useLeadView(
  picture: LeadPicture | undefined,
  { selected, select, timeZone }: { selected: string | null; select: (id: string | null) => void; timeZone: string },
): { view: LifeView; firearmOf: ReadonlyMap<string, string> } {
  const [hovered, hover] = useState<string | null>(null);
  const [range, chooseRange] = useState<LifeView['range']>(null);
  const { events, firearmOf } = useMemo(() => {
    const of = new Map<string, string>();
    const all = (picture?.lives ?? []).flatMap((life) =>
      life.events.map((event): Event => {
        const id = lifeEventId(life.firearm.id, event.id);
        of.set(id, life.firearm.id);
        return { ...event, id };
      }),
    );
    return { events: all, firearmOf: of };
  }, [picture]);
  const inTime = useMemo(
    () =>
      new Set(
        datedEvents(events, timeZone)
          .filter((each) => isInTime(each, range))
          .map(({ event }) => event.id),
      ),
    [events, range, timeZone],
  );
  const current = hovered ?? selected;
  const event = events.find(({ id }) => id === current);
  // What an event speaks of is lifted in the chart; where an entity took part is lifted in lives and map.
  const ends = event === undefined ? (current?.split('~') ?? []) : [];
  const emphasised = new Set(
    event === undefined
      ? events.flatMap((each) =>
          [firearmOf.get(each.id) ?? '', ...entitiesOf(each)].some((id) => ends.includes(id)) ? [each.id] : [],
        )
      : [...entitiesOf(event), firearmOf.get(event.id) ?? ''],
  );
  return {
    firearmOf,
    view: { events, inTime, range, selected, hovered, emphasised, hover, select, chooseRange },
  };
}
