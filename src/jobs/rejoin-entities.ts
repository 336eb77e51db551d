import type pg from 'pg';
import { unseenBits } from '../identity/cluster-pairs.ts';
import { entityLabel, firearmLabel, searchTerms } from '../identity/entity-label.ts';
import { exactKeysEngine, type ObservationValues } from '../identity/identity-keys.ts';
import { kindPlans } from '../identity/compared-fields.ts';
import { joinObservations, type Joined } from '../identity/join-observations.ts';
import type { FeedName } from '../model/feeds.ts';
import type { EntityKind } from '../model/tables.ts';
import { connectedEntities } from '../store/connected-entities.ts';
import { refreshCandidates } from '../store/identity-candidates.ts';
import { contentsOfObservations } from '../store/identity-contents.ts';
import { modelsInForce } from '../store/identity-models.ts';
import { tiesAmong } from '../store/identity-ties.ts';
import { observationsOfEntities, recordsWithFeed } from '../store/judgements.ts';
import { saveRejoined, type RejoinedEntity } from '../store/save-rejoined.ts';
import { correlateRecords } from './correlate-records.ts';
import { linksOf, observationsOf, readRecordRows, type Observation } from './record-observations.ts';
import { tieTestFires } from './tie-test-fires.ts';
import { weighCandidates } from './weigh-candidates.ts';

/** Entities joined anew at once: each takes some twenty questions of the store, whether alone or with others. */
const entitiesAtOnce = 200;

/**
 * Joins the observations of some entities anew, with all judgements that touch them, and stores what changed: the result
 * depends on the observations and judgements alone, so that a judgement withdrawn leaves things as they were without it.
 * Groups that nothing connects do not touch each other, and are joined in one go. What takes two records to see is found
 * again. Decisions set aside are not heard. Gives the entities that were in view.
 */
export async function rejoin(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
  setAside: ReadonlySet<number> = new Set(),
): Promise<ReadonlySet<number>> {
  const waiting = new Set(entities);
  const joined = new Set<number>();
  while (waiting.size > 0) {
    const groups = await groupsOf(client, agencyId, [...waiting].slice(0, entitiesAtOnce), waiting);
    const judgements = groups.judgements.filter(({ decision }) => decision === undefined || !setAside.has(decision));
    if (groups.observations.length > 0) await rejoinGroups(client, agencyId, { ...groups, judgements });
    for (const entity of groups.entities) joined.add(entity);
  }
  await weighCandidates(client, agencyId, [...joined]);
  return joined;
}

async function rejoinGroups(
  client: pg.ClientBase,
  agencyId: number,
  group: Awaited<ReturnType<typeof groupsOf>>,
): Promise<void> {
  const records = await recordsWithFeed(client, agencyId, [...new Set(group.observations.map((each) => each.record))]);
  const after = new Map<number, RejoinedEntity>();
  const entityOf = new Map<number, { entity: number; kind: EntityKind }>();
  const links = [];
  const said = new Map<number, Observation>();
  const rowsOf = new Map<string, Awaited<ReturnType<typeof readRecordRows>>>();
  for (const [feed, of] of Map.groupBy(records, (record) => record.feed)) {
    const rows = await readRecordRows(
      client,
      agencyId,
      of.map((each) => each.record),
      feed as FeedName,
    );
    rowsOf.set(feed, rows);
    for (const [record, typed] of rows) for (const each of observationsOf(record, typed)) said.set(each.number, each);
  }
  const joined = await joinGroup(client, agencyId, group, said);
  // Links of a record whose observations are whose they were stand as they are.
  const moved = new Set(
    group.observations.filter((each) => joined.get(each.number)!.entity !== each.entity).map((each) => each.record),
  );
  // Links need the entities of a record's other observations too, which did not change.
  for (const [number, each] of await observationsOfRecords(client, agencyId, [...moved])) entityOf.set(number, each);
  for (const each of group.observations)
    entityOf.set(each.number, { entity: joined.get(each.number)!.entity, kind: each.kind });
  for (const record of records)
    if (moved.has(record.record))
      links.push(...linksOf(record, rowsOf.get(record.feed)!.get(record.record) ?? [], entityOf, record.feed));
  // What only a superseded version said finds nothing but history: who asks for it means what says so now.
  const inherited = new Set(group.versions.filter((each) => each.sameKeys).map((each) => each.number));
  const spoken = new Set(
    group.observations.filter((each) => !each.superseded).map((each) => joined.get(each.number)!.entity),
  );
  const naming = new Map<number, ObservationValues[]>();
  for (const observation of group.observations) {
    const { entity } = joined.get(observation.number)!;
    const values = said.get(observation.number)?.values ?? {};
    let of = after.get(entity);
    if (!of)
      after.set(
        entity,
        (of = {
          entity,
          kind: observation.kind,
          label: '',
          observations: 0,
          terms: [],
          apart: [],
        }),
      );
    const inForce = !observation.superseded;
    if (inForce) of.observations++;
    if (inForce || inherited.has(observation.number) || !spoken.has(entity))
      of.terms.push(...searchTerms(observation.kind, values));
    // What is no longer said names an entity only where nothing in force speaks of it.
    if (inForce || !spoken.has(entity)) {
      of.label ||= entityLabel(observation.kind, values) || 'Not named';
      if (of.kind === 'firearm') naming.set(entity, [...(naming.get(entity) ?? []), values]);
    }
  }
  for (const [entity, observed] of naming) after.get(entity)!.label = firearmLabel(observed);
  const keys = keysAfter(group.observations, joined, said);
  const apart = keptApart(keys);
  await saveRejoined(client, agencyId, {
    before: group.entities,
    after: [...after.values()].map((each) => ({ ...each, apart: apart.get(each.entity) ?? [] })),
    observations: group.observations.map((each) => ({
      record: each.record,
      ordinal: each.ordinal,
      number: each.number,
      before: each.entity,
      ...joined.get(each.number)!,
    })),
    keys,
    links,
    assertedBy: exactKeysEngine,
  });
  await refreshCandidates(client, agencyId, [...new Set([...group.entities, ...after.keys()])], unseenBits);
  const recordsOf = (kind: EntityKind) => [
    ...new Set(group.observations.filter((each) => each.kind === kind).map((each) => each.record)),
  ];
  await correlateRecords(client, agencyId, recordsOf('incident'));
  // Of every firearm that an observation left or came to: a tie through two records goes with it.
  await tieTestFires(client, agencyId, recordsOf('firearm'));
}

type Group = Awaited<ReturnType<typeof groupsOf>>;

/**
 * Entities of some observations, each with what its record says, within the judgements on them and on their older versions. Kinds share
 * neither keys nor ties.
 */
async function joinGroup(
  client: pg.ClientBase,
  agencyId: number,
  group: Group,
  said: ReadonlyMap<number, Observation>,
): Promise<Map<number, Joined>> {
  const newest = new Map(group.versions.map((each) => [each.number, each]));
  const standsFor = (number: number) => {
    const version = newest.get(number);
    return version?.sameKeys ? version.newest : number;
  };
  const judgements = group.judgements.flatMap(({ a, b, verdict, decision, held }) => {
    // A version that says the same inherits what was judged. One that says something else inherits only that it is another
    // one: to find that it is the same after all takes a person again.
    const inherited = { a: standsFor(a), b: standsFor(b), verdict, decision, held };
    if (verdict !== 'different') return [inherited];
    const [x, y] = [newest.get(a)?.newest ?? a, newest.get(b)?.newest ?? b];
    return [{ a, b, verdict }, inherited, { a: x, b: y, verdict }].filter((each) => each.a !== each.b);
  });
  const models = await modelsInForce(client, agencyId);
  const joined = new Map<number, Joined>();
  for (const [kind, observations] of Map.groupBy(group.observations, (each) => each.kind)) {
    const model = models.find((each) => each.kind === kind);
    const contents =
      model && model.acceptBits !== null
        ? await contentsOfObservations(client, agencyId, [...new Set(observations.map((each) => each.record))])
        : null;
    const evidence = contents
      ? {
          joinBits: model!.acceptBits!,
          marks: kindPlans[model!.kind].marks,
          ...(await tiesAmong(client, agencyId, [...new Set(contents.values())])),
        }
      : undefined;
    const keyed = observations.map(({ number, superseded }) => {
      const of = said.get(number);
      return {
        number,
        keys: of ? [...of.corroborated, ...of.keys] : [],
        marks: of?.marks ?? {},
        superseded,
        follows: newest.get(number)?.sameKeys ? newest.get(number)!.newest : undefined,
        content: contents?.get(number),
        part: of?.part,
      };
    });
    for (const [number, of] of joinObservations(keyed, judgements, evidence)) joined.set(number, of);
  }
  return joined;
}

/** What is connected to some entities, with its observations; none of it is waiting any more. */
async function groupsOf(client: pg.ClientBase, agencyId: number, start: readonly number[], waiting: Set<number>) {
  const connected = await connectedEntities(client, agencyId, start);
  for (const entity of connected.entities) waiting.delete(entity);
  const observations = await observationsOfEntities(client, agencyId, connected.entities);
  const held = new Set(observations.map((each) => each.entity));
  return { ...connected, entities: connected.entities.filter((each) => held.has(each)), observations };
}

async function observationsOfRecords(client: pg.ClientBase, agencyId: number, records: readonly number[]) {
  const { rows } = await client.query<{ number: number; entity: number; kind: EntityKind }>(
    'select record_id * 64 + ordinal as number, entity_id as entity, kind from flashlight.observation_of where agency_id = $1 and record_id = any($2::bigint[])',
    [agencyId, records],
  );
  return rows.map((row) => [row.number, { entity: row.entity, kind: row.kind }] as const);
}

/**
 * Whose each key is now; contested where observations of several entities carry it, or only those of superseded versions:
 * then whoever carries it next is placed with the whole group in view.
 */
function keysAfter(
  observations: readonly { number: number; kind: EntityKind; superseded: boolean }[],
  joined: ReadonlyMap<number, { entity: number }>,
  said: ReadonlyMap<number, Observation>,
) {
  const holders = new Map<string, { kind: EntityKind; reason: string; spoken: boolean; entities: Set<number> }>();
  for (const { number, kind, superseded } of observations) {
    for (const { key, reason } of said.get(number)?.keys ?? []) {
      const of = holders.get(key) ?? { kind, reason, spoken: false, entities: new Set() };
      of.entities.add(joined.get(number)!.entity);
      of.spoken ||= !superseded;
      holders.set(key, of);
    }
  }
  return [...holders].map(([key, { kind, reason, spoken, entities }]) => ({
    kind,
    key,
    reason,
    entity: Math.min(...entities),
    entities,
    contested: entities.size > 1 || !spoken,
  }));
}

/** For each entity those it shares a key with and is kept apart from, and by which kind of key. */
function keptApart(keys: ReturnType<typeof keysAfter>): Map<number, { entity: number; reason: string }[]> {
  const apart = new Map<number, Map<number, string>>();
  for (const { entities, reason } of keys) {
    if (entities.size < 2) continue;
    for (const entity of entities) {
      const others = apart.get(entity) ?? new Map<number, string>();
      apart.set(entity, others);
      for (const other of entities) if (other !== entity && !others.has(other)) others.set(other, reason);
    }
  }
  const listed = (others: ReadonlyMap<number, string>) =>
    [...others].map(([entity, reason]) => ({ entity, reason })).sort((x, y) => x.entity - y.entity);
  return new Map([...apart].map(([entity, others]) => [entity, listed(others)]));
}
