import type pg from 'pg';
import type { EntityPage, Observation, Relation, TiedFirearm } from '../model/answers.ts';
import { entityId, parseEntityId, type EntityId } from '../model/ids.ts';
import { observationTables, type EntityKind } from '../model/tables.ts';
import { maskValues } from '../model/values/mask-social-security.ts';
import { addressOrdinalOffset, unitsOf } from '../links/assert-links.ts';
import { ballisticTies, type BallisticTie } from '../links/ballistic-ties.ts';
import { gunfireReport } from '../links/gunfire-report.ts';
import { ballisticPredicates } from '../links/ballistic-predicates.ts';
import type { StoredLink } from '../links/neighbors.ts';
import {
  countObservations,
  countRelations,
  findNewestLinkRecords,
  findNewestObservations,
  findNewestRelations,
  findTiedFirearms,
  findToldDays,
  type ObservedIn,
  type RelationCount,
  type ToldDay,
} from '../store/entity-page.ts';
import { findTimeZone } from '../store/agencies.ts';
import { findIncidentRows } from '../store/firearm-life.ts';
import { findJudgedApart } from '../store/judged-apart.ts';
import { findSources } from '../store/records.ts';
import { findApart, findEntities, findEntity, type LabelledEntity } from '../store/search.ts';
import type { ToldEvent } from '../trace/merge-alike.ts';
import { tellIncident } from '../trace/tell-incident.ts';
import { timeToCrime, type RecordedSaleAndRecovery } from '../trace/time-to-crime.ts';
import { ballisticLinksOf, ballisticRelations, countBallisticRecords } from './ballistic-relations.ts';
import { entityCautions } from './entity-cautions.ts';
import { entityFacts, type SpeakingRow } from './entity-facts.ts';
import { eventOrder } from './event-order.ts';
import { followedLinks } from './followed-links.ts';
import { loadToldRecords } from './load-told-records.ts';
import { mergeSources } from './merge-sources.ts';
import { otherLicences } from './other-licences.ts';
import { recordEvents, type ToldRecord } from './record-events.ts';
import { reportedGunfire } from './reported-gunfire.ts';
import { weighEvents } from './weigh-events.ts';

const eventsShown = 500;
const observationsShown = 200;
/** Rows read for facts and for what has no link, such as an inspection: a few beyond what is shown. */
const observationsRead = 300;
const relationsShown = 10;
const firearmsShown = 500;

/** How a person or dealer is tied to the firearms its page lists; the first tie counts where there are several. */
const firearmTies: Partial<Record<EntityKind, readonly (readonly string[])[]>> = {
  person: [['PURCHASED', 'POSSESSED_AT_RECOVERY']],
  // Also what was traced as far as the dealer and of which no sale is recorded: traces count it to the dealer.
  dealer: [['SOLD'], ['TRACED_TO']],
};

/** What ballistics ties. */
const ballisticKinds: ReadonlySet<EntityKind> = new Set(['firearm', 'incident']);

/** Everything the page of an entity shows; null where there is none of that kind and number. */
export async function loadEntityPage(
  client: pg.ClientBase,
  agencyId: number,
  wanted: { kind: EntityKind; number: number },
): Promise<EntityPage | null> {
  const entity = await findEntity(client, agencyId, wanted);
  if (!entity) return null;
  const id = entityId(entity.kind, entity.entityId);
  const observedIn = await findNewestObservations(client, agencyId, entity.entityId, observationsRead);
  const linked = await findNewestLinkRecords(client, agencyId, entity.entityId, eventsShown);
  const told = await loadToldRecords(client, agencyId, [
    ...new Set([...linked, ...observedIn.map((each) => each.record)]),
  ]);
  const timeZone = await findTimeZone(client, agencyId);
  const recorded = await weighEvents(
    client,
    agencyId,
    [...told.values()].flatMap((record) => eventsWith(id, entity.kind, record)),
  );
  const events = mergeSources(recorded, timeZone).sort(eventOrder(timeZone));
  const shownEvents = events.slice(-eventsShown);
  const observations = observedIn
    .slice(0, observationsShown)
    .flatMap((each) => observationOf(each, entity.kind, told.get(each.record)));
  const ballistics = ballisticKinds.has(entity.kind) ? await ballisticLinksOf(client, agencyId, entity.entityId) : [];
  const allRead = observedIn.length < observationsRead;
  return {
    entity: {
      id,
      kind: entity.kind,
      label: entity.label,
      firstSeen: entity.firstSeen,
      lastSeen: entity.lastSeen,
      mergedInto: entity.mergedInto === null ? null : entityId(entity.kind, entity.mergedInto),
    },
    facts: entityFacts(
      entity.kind,
      observedIn.flatMap((each) => speakingRows(each, entity.kind, told.get(each.record))),
    ),
    events: shownEvents,
    eventsTotal: allRead && linked.length < eventsShown ? events.length : null,
    relations: await relationsOf(client, agencyId, entity, ballistics),
    ...(await firearmsOf(client, agencyId, entity)),
    otherLicences: entity.kind === 'dealer' ? await otherLicences(client, agencyId, entity.entityId) : [],
    ballistics: countBallisticRecords(entity.kind === 'incident' ? ballistics : []),
    gunfire: entity.kind === 'incident' ? await reportedGunfire(client, agencyId, entity.entityId, told.values()) : [],
    observations: observations.sort((a, b) =>
      (a.seenOn ?? '') < (b.seenOn ?? '') ? 1 : (a.seenOn ?? '') > (b.seenOn ?? '') ? -1 : 0,
    ),
    observationsTotal: allRead
      ? observedIn.length
      : await countOnce(`observations:${agencyId}:${entity.entityId}`, entity.observations, () =>
          countObservations(client, agencyId, entity.entityId),
        ),
    observationsRead: observedIn.length,
    apart: await findApart(client, agencyId, entity.entityId),
    caution: entityCautions[entity.kind],
  };
}

/** Events of a record in which the entity took part: a purchaser is no part of the recovery years later. */
function eventsWith(id: EntityId, kind: EntityKind, record: ToldRecord): ToldEvent[] {
  const events = recordEvents(record);
  if (kind === 'firearm' || kind === 'incident')
    return events.filter((event) => event.people.some((each) => each.id === id));
  if (kind === 'place') return events.filter((event) => event.place?.id === id);
  return events.filter((event) => event.people.some((each) => each.id === id) && partOf(event, id, record));
}

/** A victim is no part of the arrest, nor the possessor of the sale. */
function partOf(event: ToldEvent, id: EntityId, record: ToldRecord): boolean {
  const roles = record.participants.filter((each) => each.id === id).map((each) => each.role);
  if (event.kind === 'victim') return roles.includes('victim');
  if (event.kind === 'suspect') return roles.includes('suspect');
  if (event.kind === 'arrested') return roles.includes('arrestee');
  return true;
}

/** The rows of a record that speak of the entity itself: its observation, and rows the record has but one of. */
function speakingRows(observed: ObservedIn, kind: EntityKind, record: ToldRecord | undefined): SpeakingRow[] {
  if (!record) return [];
  const own = ownValues(observed, kind, record);
  const others = record.rows.filter(
    (row) => (kind === 'dealer' && row.table === 'dealer_licence') || (kind === 'incident' && row.table === 'incident'),
  );
  return [
    ...(own ? [{ table: observationTables[kind], values: own, source: record.source }] : []),
    ...others.map(({ table, values }) => ({ table, values, source: record.source })),
  ];
}

const addressColumns = ['seen_on', 'address', 'address_raw', 'city', 'state', 'zip'];

/** What the record says of the entity; an address given by a person or dealer is a place of its own. */
function ownValues(
  observed: ObservedIn,
  kind: EntityKind,
  record: ToldRecord,
): Readonly<Record<string, unknown>> | null {
  const own = record.rows.find((row) => row.ordinal === observed.ordinal && row.table === observationTables[kind]);
  if (own) return own.values;
  if (kind === 'incident') {
    const report = gunfireReport(record.rows);
    const row = report === null ? undefined : record.rows.find((each) => each.ordinal === report.ordinal);
    return report && row?.ordinal === observed.ordinal ? { ...row.values, ...report.values } : null;
  }
  if (kind !== 'place' || observed.ordinal < addressOrdinalOffset) return null;
  const within = unitsOf(record.rows).find((each) => each.building === observed.ordinal);
  if (within) return { ...addressGiven(within.row.values), role: 'building', address: within.address };
  const giver = record.rows.find((row) => row.ordinal === observed.ordinal - addressOrdinalOffset);
  return giver ? { ...addressGiven(giver.values), role: 'address' } : null;
}

function addressGiven(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([column]) => addressColumns.includes(column)));
}

function observationOf(observed: ObservedIn, kind: EntityKind, record: ToldRecord | undefined): Observation[] {
  const values = record ? ownValues(observed, kind, record) : null;
  if (!record || !values) return [];
  const { role, seen_on: seenOn, ...rest } = values;
  return [
    {
      id: `${observed.record}-${observed.ordinal}`,
      role: typeof role === 'string' ? role : '',
      seenOn: (seenOn as string | undefined) ?? null,
      values: maskValues(rest),
      joinedBy: observed.joinedBy,
      source: record.source,
    },
  ];
}

const isBallistic = new Set<string>(ballisticPredicates);

/** From this size on, counting what hangs on a hub is what takes longest. */
const hubSize = 5_000;
const hubsKept = 1_000;
/** Counts of hubs: right as long as the entity's own count of its links or observations, its size, is the same. */
const hubCounts = new Map<string, { size: number; counted: unknown }>();

async function countOnce<Counted>(key: string, size: number, count: () => Promise<Counted>): Promise<Counted> {
  if (size < hubSize) return count();
  const known = hubCounts.get(key);
  if (known?.size === size) return known.counted as Counted;
  const counted = await count();
  hubCounts.set(key, { size, counted });
  if (hubCounts.size > hubsKept) hubCounts.delete(hubCounts.keys().next().value!);
  return counted;
}

async function relationsOf(
  client: pg.ClientBase,
  agencyId: number,
  entity: LabelledEntity,
  ballistics: readonly StoredLink[],
): Promise<Relation[]> {
  const all = await countOnce<RelationCount[]>(`links:${agencyId}:${entity.entityId}`, entity.links, () =>
    countRelations(client, agencyId, entity.entityId),
  );
  const groups = all.filter((group) => !isBallistic.has(group.predicate));
  const related = await findNewestRelations(client, agencyId, entity.entityId, groups, relationsShown);
  const others = await findEntities(
    client,
    agencyId,
    related.map((each) => each.other),
  );
  const sources = await findSources(
    client,
    agencyId,
    related.map((each) => each.record),
  );
  const weighed = { entity: entity.entityId, links: ballistics, limit: relationsShown };
  return groups
    .map((group): Relation => ({
      ...group,
      shown: related
        .filter(
          (each) =>
            each.predicate === group.predicate && each.direction === group.direction && each.kind === group.kind,
        )
        .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))
        .flatMap(({ other, from, status, record }) => {
          const source = sources.get(record);
          const entityOther = others.get(other);
          if (!source || !entityOther) return [];
          const { handling: _, ...ref } = source;
          return [
            { id: entityId(group.kind, other), kind: group.kind, label: entityOther.label, from, status, source: ref },
          ];
        }),
    }))
    .concat(await ballisticRelations(client, agencyId, weighed))
    .sort((a, b) => b.total - a.total || (a.predicate < b.predicate ? -1 : 1));
}

/** Firearms a person bought or had, or a dealer sold, with what became of each. */
async function firearmsOf(
  client: pg.ClientBase,
  agencyId: number,
  entity: { kind: EntityKind; entityId: number },
): Promise<Pick<EntityPage, 'firearms' | 'firearmTimes'>> {
  const ties = firearmTies[entity.kind];
  if (!ties) return { firearms: [], firearmTimes: [] };
  const found = await findTiedFirearms(client, agencyId, entity.entityId, ties[0]!, ties[1]);
  const recorded = await salesAndRecoveries(
    client,
    agencyId,
    found.map((each) => each.firearm),
  );
  const counted = found.filter(
    (each, at) => at < firearmsShown || timeToCrime(recorded(each.firearm)).kind === 'computed',
  );
  // As on the page of each firearm: the same chains, counted the same way.
  const { source: followed, beyond } = followedLinks(client, agencyId);
  const shootings = await ballisticTies(
    followed,
    counted.map((each) => each.firearm),
  );
  const firedOn = await daysFired(client, agencyId, shootings);
  const all = found.map((each) => ({
    ...each,
    time: timeToCrime({ ...recorded(each.firearm), firedOn: firedOn(each.firearm) }),
  }));
  const tied = all.slice(0, firearmsShown);
  const labelled = await findEntities(
    client,
    agencyId,
    tied.map((each) => each.firearm),
  );
  const sources = await findSources(
    client,
    agencyId,
    tied.map((each) => each.record),
  );
  const cut = new Set(beyond.map((each) => parseEntityId(each.id)!.number));
  const firearms = tied.flatMap(({ firearm, record, predicate, on, time }): TiedFirearm[] => {
    const source = sources.get(record);
    const entityOther = labelled.get(firearm);
    if (!source || !entityOther) return [];
    const { handling: _, ...ref } = source;
    const ties = shootings.get(firearm) ?? [];
    const current = ties.filter((tie) => tie.status === 'ACTIVE');
    return [
      {
        id: entityId('firearm', firearm),
        kind: 'firearm',
        label: entityOther.label,
        predicate,
        on,
        // Of who bought or sold it the own row counts, whatever others say of the sale.
        soldOn: predicate === 'PURCHASED' || predicate === 'SOLD' ? on : time.soldOn,
        recoveredOn: time.recoveredOn,
        timeToCrimeDays: time.kind === 'computed' ? time.days : null,
        why: time.kind === 'computed' ? '' : time.why,
        hits: current.filter((tie) => tie.tie === 'hit').length,
        leads: current.filter((tie) => tie.tie === 'lead').length,
        shootingsCut: [firearm, ...ties.flatMap((tie) => [tie.incident, ...tie.through])].some((each) => cut.has(each)),
        source: ref,
      },
    ];
  });
  return {
    firearms,
    firearmTimes: all.map(({ firearm, predicate, time }) => ({
      id: entityId('firearm', firearm),
      predicate,
      recoveredOn: time.recoveredOn,
      timeToCrimeDays: time.kind === 'computed' ? time.days : null,
    })),
  };
}

/** Days of the shootings that hits tie to each firearm. */
async function daysFired(
  client: pg.ClientBase,
  agencyId: number,
  ties: ReadonlyMap<number, readonly BallisticTie[]>,
): Promise<(firearm: number) => string[]> {
  const hits = (of: readonly BallisticTie[]) => of.filter((tie) => tie.tie === 'hit' && tie.status === 'ACTIVE');
  const incidents = [...new Set([...ties.values()].flatMap((of) => hits(of).map((tie) => tie.incident)))];
  const about = await findIncidentRows(client, agencyId, incidents);
  return (firearm) =>
    hits(ties.get(firearm) ?? []).flatMap((tie) => tellIncident(about.get(tie.incident)?.rows ?? []).on ?? []);
}

/** What the records of each firearm say of its first retail sale and its recoveries, as its own page counts them. */
async function salesAndRecoveries(
  client: pg.ClientBase,
  agencyId: number,
  firearms: readonly number[],
): Promise<(firearm: number) => RecordedSaleAndRecovery> {
  const rows = await findToldDays(client, agencyId, firearms);
  const named = rows.flatMap((row) => row.parties.map((party) => party.entity));
  const judgedApart = await findJudgedApart(client, agencyId, [...new Set(named)]);
  const rowsOf = Map.groupBy(rows, (row) => row.firearm);
  return (firearm) => {
    const of = rowsOf.get(firearm) ?? [];
    const parties = (wanted: 'dealer' | 'purchaser', kind: EntityKind) =>
      of
        .flatMap((row) => row.parties)
        .filter(({ part }) => part === wanted)
        .map(({ entity, said }) => ({
          id: entityId(kind, entity),
          said,
          judgedOther: judgedApart.get(entity) ?? [],
        }));
    const daysOf = (what: ToldDay['what']) => of.flatMap((row) => (row.what === what ? (row.on ?? []) : []));
    return {
      soldOn: daysOf('sold'),
      dealers: parties('dealer', 'dealer'),
      purchasers: parties('purchaser', 'person'),
      recoveredOn: daysOf('recovered'),
      madeOn: daysOf('made'),
      shippedOn: daysOf('shipped'),
      stolenOn: daysOf('stolen'),
      tracedOn: daysOf('traced'),
      recoveriesOfCases: [
        ...Map.groupBy(
          of.flatMap(({ cases, on }) => (on === null ? [] : cases.map((incident) => ({ incident, on })))),
          (each) => each.incident,
        ).values(),
      ].map((days) => days.map(({ on }) => on)),
      undatedSale: of.some((row) => row.what === 'sold'),
      undatedRecovery: of.some((row) => row.what === 'recovered'),
    };
  };
}
