import type pg from 'pg';
import type { Live } from '../model/answers.ts';
import type { Event } from '../model/evidence.ts';
import { findTimeZone } from '../store/agencies.ts';
import { countStore, findCameIn, findNewestEventRecords, stampOfStore, toldTables } from '../store/live.ts';
import { findRuns } from '../store/runs.ts';
import { dayOf, eventOrder } from './event-order.ts';
import { loadToldRecords } from './load-told-records.ts';
import { mergeSources } from './merge-sources.ts';
import { recordEvents } from './record-events.ts';
import { weighEvents } from './weigh-events.ts';

const runsShown = 20;
const eventsShown = 100;
const liveKinds: readonly Event['kind'][] = ['shooting', 'victim', 'alert', 'recovered', 'traced', 'linked'];

/** Counting a store of millions takes a tenth of a second: done again only when an import or its linking ended. */
const counted = new Map<number, { stamp: string; counts: Record<string, number> }>();

/** What a reader may be told of: alerts, everything else that happened with whom it names, imports. */
export interface LiveParts {
  readonly alerts: boolean;
  readonly entities: boolean;
  readonly imports: boolean;
}

/** What came in and what happened, newest first, of the parts a reader may be told of. */
export async function loadLive(
  client: pg.ClientBase,
  agencyId: number,
  { since, parts }: { since: string | null; parts: LiveParts },
): Promise<Live> {
  const tables = toldTables.filter((table) => (table === 'gunshot_alert' ? parts.alerts : parts.entities));
  const runs = parts.imports ? await findRuns(client, agencyId, { limit: runsShown }) : [];
  const records = await findNewestEventRecords(client, agencyId, { tables, limit: eventsShown });
  const told = await loadToldRecords(client, agencyId, records);
  const timeZone = await findTimeZone(client, agencyId);
  const recorded = await weighEvents(
    client,
    agencyId,
    [...told.values()].flatMap(recordEvents).filter((event) => liveKinds.includes(event.kind) && event.from !== null),
  );
  const events = mergeSources(recorded, timeZone)
    .map((event) => (parts.entities ? event : { ...event, people: [] }))
    .sort(eventOrder(timeZone))
    .reverse();
  return {
    since,
    runs,
    events: events.slice(0, eventsShown),
    counts: Object.fromEntries(
      Object.entries(await countsOf(client, agencyId)).filter(([name]) =>
        name.startsWith('records:') ? parts.imports : parts.entities,
      ),
    ),
    newest: newestDay(events, timeZone),
    cameIn: since === null || !parts.imports ? null : await cameInSince(client, agencyId, new Date(since)),
  };
}

/** Null where there is no such moment: a leap second. */
const cameInSince = async (client: pg.ClientBase, agencyId: number, since: Date) =>
  Number.isNaN(since.getTime()) ? null : findCameIn(client, agencyId, since.toISOString());

/** The day of the first of some events, the newest, by the agency's clock; null where there are none. */
function newestDay(events: readonly Event[], timeZone: string): string | null {
  const [newest] = events;
  return newest === undefined ? null : dayOf(newest.from!, timeZone);
}

async function countsOf(client: pg.ClientBase, agencyId: number): Promise<Record<string, number>> {
  const stamp = await stampOfStore(client, agencyId);
  const known = counted.get(agencyId);
  if (known?.stamp === stamp) return known.counts;
  const counts = await countStore(client, agencyId);
  counted.set(agencyId, { stamp, counts });
  return counts;
}
