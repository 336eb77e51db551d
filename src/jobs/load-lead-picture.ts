import type pg from 'pg';
import type { EntityRef } from '../model/evidence.ts';
import { parseEntityId, type EntityId } from '../model/ids.ts';
import type { LeadPicture, QueuePicture } from '../model/lead-picture.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findTimeZone } from '../store/agencies.ts';
import { findRecoveryRecords } from '../store/lead-places.ts';
import { findLeadsByNumber } from '../store/leads.ts';
import { firearmLife } from '../trace/firearm-life.ts';
import { eventOrder } from './event-order.ts';
import { findLinks, type LinkView } from './find-links.ts';
import { loadLife, shootingsOf } from './load-life.ts';
import { loadToldRecords } from './load-told-records.ts';
import { mergeSources } from './merge-sources.ts';
import { recordEvents } from './record-events.ts';
import { labelledEntities } from './summarise-leads.ts';

const numberOf = (id: EntityId) => parseEntityId(id)!.number;

/** Firearms on the picture of a queue at most; the leads first in the queue come first. */
const queueFirearmsMost = 300;
/** Lives on the page of a lead at most: more lines than these nobody reads. */
export const livesMost = 24;
/** Entities whose links are read, and links read in all. */
const linkedFromMost = 60;
const linksMost = 1500;

/** Where and when the firearms of some leads were recovered and fired. */
export async function loadQueuePicture(
  client: pg.ClientBase,
  agencyId: number,
  leads: readonly number[],
): Promise<QueuePicture> {
  const kept = await findLeadsByNumber(client, agencyId, leads);
  const asked = kept.flatMap(({ lead, evidence }) => evidence.firearms.map((firearm) => ({ lead, firearm })));
  const refs = await labelledEntities(
    client,
    agencyId,
    asked.map(({ firearm }) => firearm),
  );
  const leadsOf = new Map<EntityId, { ref: EntityRef; leads: Set<number> }>();
  for (const { lead, firearm } of asked) {
    const ref = refs.get(firearm);
    if (ref === undefined) continue;
    const of = leadsOf.get(ref.id as EntityId) ?? { ref, leads: new Set<number>() };
    of.leads.add(lead);
    leadsOf.set(ref.id as EntityId, of);
  }
  const shown = [...leadsOf.values()].slice(0, queueFirearmsMost);
  const numbers = shown.map(({ ref }) => numberOf(ref.id as EntityId));
  const timeZone = await findTimeZone(client, agencyId);
  const recoveries = Map.groupBy(await findRecoveryRecords(client, agencyId, numbers), ({ firearm }) => firearm);
  const told = await loadToldRecords(client, agencyId, [
    ...new Set([...recoveries.values()].flatMap((each) => each.map(({ record }) => record))),
  ]);
  const shootings = await shootingsOf(client, agencyId, postgresLinkSource(client, agencyId), numbers);
  const inOrder = eventOrder(timeZone);
  const events = shown.flatMap(({ ref, leads: of }, at) => {
    const recovered = mergeSources(
      (recoveries.get(numbers[at]!) ?? []).flatMap(({ record }) => {
        const row = told.get(record);
        return row === undefined
          ? []
          : recordEvents(row).filter(
              ({ kind, people }) => kind === 'recovered' && people.some(({ id }) => id === ref.id),
            );
      }),
      timeZone,
    );
    const { events: shot } = firearmLife({
      firearm: ref,
      records: [],
      shootings: shootings.get(numbers[at]!) ?? [],
      timeZone,
      cut: null,
      apart: [],
      unreadDays: [],
    });
    return [...recovered, ...shot.filter(({ kind, status }) => kind === 'shooting' && status === 'ACTIVE')].map(
      (event) => ({
        leads: [...of].sort((a, b) => a - b),
        firearm: ref,
        // Of many firearms in one answer: ids of events are those of one life alone.
        event: { ...event, id: `${ref.id} ${event.id}` },
      }),
    );
  });
  return {
    events: events.sort((a, b) => inOrder(a.event, b.event)),
    firearms: { shown: shown.length, total: leadsOf.size },
  };
}

/** The lives of the firearms of a lead and what ties those it is about; null where there is no lead of that number. */
export async function loadLeadPicture(
  client: pg.ClientBase,
  agencyId: number,
  lead: number,
  view: LinkView,
): Promise<LeadPicture | null> {
  const [kept] = await findLeadsByNumber(client, agencyId, [lead]);
  if (kept === undefined) return null;
  const { firearms, dealers, incidents, traces } = kept.evidence;
  // Whoever bought or had one of the firearms is part of the picture, also where the lead is not about them.
  const persons = [
    ...kept.evidence.persons,
    ...traces.flatMap(({ purchaser, possessor }) => [purchaser, possessor].filter((id) => id !== null)),
  ];
  const sellers = [...dealers, ...traces.flatMap(({ dealer }) => dealer ?? [])];
  const refs = await labelledEntities(client, agencyId, [...firearms, ...persons, ...sellers, ...incidents]);
  const into = (ids: readonly EntityId[]) => [...new Set(ids.flatMap((id) => refs.get(id)?.id ?? []))] as EntityId[];
  const drawn = into(firearms);
  const lives = [];
  for (const firearm of drawn.slice(0, livesMost)) {
    const life = await loadLife(client, agencyId, numberOf(firearm));
    if (life !== null) lives.push(life);
  }
  const own = into([...firearms, ...persons, ...sellers, ...incidents]);
  // A dealer may have sold thousands: it is tied by the links of the firearms.
  const walked = into([...firearms, ...persons, ...incidents]);
  const from = walked.slice(0, linkedFromMost);
  const graph =
    from.length === 0
      ? null
      : await findLinks(client, agencyId, {
          ...view,
          from: from.map(numberOf),
          hops: 1,
          limit: linksMost,
          filter: { history: true },
        });
  const tied = new Map<string, Set<string>>();
  for (const { subject, object, status } of graph?.links ?? [])
    if (status === 'ACTIVE')
      for (const [end, other] of [
        [subject, object],
        [object, subject],
      ] as const)
        if (own.includes(other as EntityId)) tied.set(end, (tied.get(end) ?? new Set()).add(other));
  const shown = new Set<string>([
    ...own,
    // A place that is not of the lead says something where two of the lead have it.
    ...[...tied].flatMap(([id, ends]) => (ends.size > 1 ? [id] : [])),
  ]);
  return {
    lives,
    firearms: { shown: lives.length, total: drawn.length },
    entities: (graph?.entities ?? []).filter(({ id }) => shown.has(id)),
    links: (graph?.links ?? []).filter(({ subject, object }) => shown.has(subject) && shown.has(object)),
    linksFrom: from.length,
    linksOf: walked.length,
  };
}
