import type pg from 'pg';
import { leadGets, type LeadPlaceEvent } from '../leads/lead-gets.ts';
import { parseEntityId, type EntityId } from '../model/ids.ts';
import type { EntityRef } from '../model/evidence.ts';
import type { LeadSummary } from '../model/lead-answers.ts';
import type { LeadKind } from '../model/leads.ts';
import { findIncidentRows } from '../store/firearm-life.ts';
import { findIncidentPlaces, findRecoveryPlaces } from '../store/lead-places.ts';
import type { StoredLead } from '../store/leads.ts';
import { findEntities, followMerges } from '../store/search.ts';
import { tellIncident } from '../trace/tell-incident.ts';
import { loadCitySettings } from './load-city-settings.ts';

const numberOf = (id: EntityId) => parseEntityId(id)!.number;

export interface SummaryOrder {
  readonly shares: ReadonlyMap<LeadKind, number>;
  /** The day of the reader. */
  readonly today: string;
}

/** Kept leads as they stand in the queue: with what they are about and what a triage asks. */
export async function summariseLeads(
  client: pg.ClientBase,
  agencyId: number,
  leads: readonly StoredLead[],
  { shares, today }: SummaryOrder,
): Promise<LeadSummary[]> {
  const eventsOf = await readEvents(client, agencyId, leads);
  const refs = await labelledEntities(
    client,
    agencyId,
    leads.flatMap(({ subject }) => (parseEntityId(subject) ? [subject as EntityId] : [])),
  );
  return leads.map((each): LeadSummary => {
    const { evidence, topic: _, ...kept } = each;
    return {
      ...kept,
      also: [...each.also],
      about: refs.get(each.subject as EntityId) ?? null,
      expectedUse: each.strength * (shares.get(each.kind) ?? 0),
      counts: {
        traces: evidence.numbers.length,
        persons: evidence.persons.length,
        firearms: evidence.firearms.length,
        dealers: evidence.dealers.length,
        incidents: evidence.incidents.length,
      },
      gets: leadGets(evidence, eventsOf(each), today),
    };
  });
}

/** Firearms of one lead whose recoveries are read at most. */
const firearmsMost = 200;

async function readEvents(
  client: pg.ClientBase,
  agencyId: number,
  leads: readonly StoredLead[],
): Promise<(lead: StoredLead) => LeadPlaceEvent[]> {
  const firearms = new Set(leads.flatMap(({ evidence }) => evidence.firearms.slice(0, firearmsMost).map(numberOf)));
  const incidents = [
    ...new Set(leads.flatMap(({ evidence }) => evidence.shootings.map(({ incident }) => numberOf(incident)))),
  ];
  const recoveries = Map.groupBy(await findRecoveryPlaces(client, agencyId, [...firearms]), (each) => each.firearm);
  const told = await findIncidentRows(client, agencyId, incidents);
  const { districts } = (await loadCitySettings(client, agencyId)).settings;
  const nameOf = new Map(districts.map(({ written, name }) => [written, name]));
  const named = (place: string | null) => (place === null ? null : (nameOf.get(place) ?? place));
  const places = await findIncidentPlaces(client, agencyId, incidents);
  return ({ evidence }) => [
    ...evidence.firearms.slice(0, firearmsMost).flatMap((firearm) =>
      (recoveries.get(numberOf(firearm)) ?? []).map(({ on, place }) => ({
        what: 'recovery' as const,
        incident: null,
        firearm,
        on,
        place: named(place),
        classification: null,
        tie: null,
      })),
    ),
    ...evidence.shootings.map(({ firearm, incident, on, tie }) => ({
      what: 'shooting' as const,
      incident,
      firearm,
      on,
      place: named(places.get(numberOf(incident)) ?? null),
      classification: tellIncident(told.get(numberOf(incident))?.rows ?? []).classification,
      tie,
    })),
  ];
}

/** Some entities with their labels, those that were joined with others under these. */
export async function labelledEntities(
  client: pg.ClientBase,
  agencyId: number,
  ids: readonly EntityId[],
): Promise<Map<EntityId, EntityRef>> {
  const asked = [...new Set(ids)];
  const into = await followMerges(client, agencyId, asked.map(numberOf));
  const found = await findEntities(client, agencyId, into);
  return new Map(
    asked.flatMap((id, at): [EntityId, EntityRef][] => {
      const entity = found.get(into[at]!);
      return entity === undefined
        ? []
        : [[id, { id: `${entity.kind}:${entity.entityId}`, kind: entity.kind, label: entity.label }]];
    }),
  );
}
