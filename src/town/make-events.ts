import type { EventScene, Events } from './events.ts';
import { GunfireMaker } from './gunfire.ts';
import { OtherCrimeMaker } from './other-crimes.ts';
import { RecoveryMaker } from './recoveries.ts';
import { years } from './town-years.ts';

/** Everything that happens in a precinct in the town's years, in the order of time. */
export function makeEvents(setting: Omit<EventScene, 'events' | 'takenAfter'>): Events {
  const events: Events = { incidents: [], gunfire: [], recoveries: [], thefts: [] };
  const scene: EventScene = { ...setting, events, takenAfter: new Map() };
  const gunfire = new GunfireMaker(scene);
  for (const year of years) gunfire.makeYear(year);
  for (const guest of scene.guests) gunfire.makeGuestScene(guest);
  new RecoveryMaker(scene).make();
  const others = new OtherCrimeMaker(scene);
  for (const year of years) others.makeYear(year);
  others.makeThefts();
  events.incidents.sort((a, b) => a.reported - b.reported);
  events.gunfire.sort((a, b) => a.minute - b.minute);
  events.recoveries.sort((a, b) => a.minute - b.minute);
  return events;
}
