import type pg from 'pg';
import { entityLabel, searchTerms } from '../identity/entity-label.ts';
import { exactKeysEngine, identityKey } from '../identity/identity-keys.ts';
import { joinObservations } from '../identity/join-observations.ts';
import type { FeedName } from '../model/feeds.ts';
import type { EntityKind } from '../model/tables.ts';
import {
  judgementsAround,
  observationsOfEntities,
  recordsWithFeed,
  saveRejoined,
  type RejoinedEntity,
} from '../store/judgements.ts';
import { correlateRecords } from './correlate-records.ts';
import { linksOf, observationsOf, readRecordRows } from './record-observations.ts';

/**
 * Joins the observations of some entities anew, with all judgements that touch them, and stores what changed: the result
 * depends on the observations and judgements alone, so that a judgement withdrawn leaves things as they were without it.
 */
export async function rejoin(client: pg.ClientBase, agencyId: number, entities: readonly number[]): Promise<void> {
  const group = await groupOf(client, agencyId, entities);
  const joined = joinObservations(
    group.observations.map((each) => ({ number: each.number, keys: each.keys.map(identityKey) })),
    group.judgements,
  );
  const records = await recordsWithFeed(client, agencyId, [...new Set(group.observations.map((each) => each.record))]);
  const after = new Map<number, RejoinedEntity>();
  const entityOf = new Map<number, { entity: number; kind: EntityKind }>();
  const links = [];
  const valuesOf = new Map<number, Record<string, unknown>>();
  for (const [feed, of] of Map.groupBy(records, (record) => record.feed)) {
    const rows = await readRecordRows(
      client,
      agencyId,
      of.map((each) => each.record),
      feed as FeedName,
    );
    for (const [record, typed] of rows)
      for (const each of observationsOf(record, typed)) valuesOf.set(each.number, each.values);
    // Links need the entities of a record's other observations too, which did not change.
    for (const [number, each] of await observationsOfRecords(
      client,
      agencyId,
      of.map((record) => record.record),
    ))
      entityOf.set(number, each);
    for (const each of group.observations)
      entityOf.set(each.number, { entity: joined.get(each.number)!.entity, kind: each.kind });
    for (const record of of) links.push(...linksOf(record, rows.get(record.record) ?? [], entityOf, feed));
  }
  for (const observation of group.observations) {
    const { entity } = joined.get(observation.number)!;
    const values = valuesOf.get(observation.number) ?? {};
    let of = after.get(entity);
    if (!of)
      after.set(
        entity,
        (of = {
          entity,
          kind: observation.kind,
          label: '',
          observations: 0,
          firstSeen: null,
          lastSeen: null,
          terms: [],
        }),
      );
    if (observation.number === entity) of.label = entityLabel(observation.kind, values) || 'Not named';
    const on = (values['seen_on'] as string | null | undefined) ?? null;
    of.observations++;
    if (on !== null && (of.firstSeen === null || on < of.firstSeen)) of.firstSeen = on;
    if (on !== null && (of.lastSeen === null || on > of.lastSeen)) of.lastSeen = on;
    of.terms.push(...searchTerms(observation.kind, values));
  }
  await saveRejoined(client, agencyId, {
    before: group.entities,
    after: [...after.values()],
    observations: group.observations.map((each) => ({
      record: each.record,
      ordinal: each.ordinal,
      ...joined.get(each.number)!,
    })),
    keys: keysAfter(group.observations, joined),
    links,
    assertedBy: exactKeysEngine,
  });
  const incidents = group.observations.filter((each) => each.kind === 'incident').map((each) => each.record);
  await correlateRecords(client, agencyId, [...new Set(incidents)]);
}

/** Everything that judgements connect to some entities: they must be joined with all of it in view. */
async function groupOf(client: pg.ClientBase, agencyId: number, start: readonly number[]) {
  const entities = new Set(start);
  for (;;) {
    const observations = await observationsOfEntities(client, agencyId, [...entities]);
    const { judgements, touched } = await judgementsAround(client, agencyId, [...entities], observations);
    const fresh = touched.filter((entity) => !entities.has(entity));
    if (fresh.length === 0) return { entities: [...entities], observations, judgements };
    for (const entity of fresh) entities.add(entity);
  }
}

async function observationsOfRecords(client: pg.ClientBase, agencyId: number, records: readonly number[]) {
  const { rows } = await client.query<{ number: number; entity: number; kind: EntityKind }>(
    'select record_id * 64 + ordinal as number, entity_id as entity, kind from flashlight.observation_of where agency_id = $1 and record_id = any($2::bigint[])',
    [agencyId, records],
  );
  return rows.map((row) => [row.number, { entity: row.entity, kind: row.kind }] as const);
}

/** Whose each key is now; contested where observations of several entities carry it. */
function keysAfter(
  observations: readonly { number: number; kind: EntityKind; keys: readonly string[] }[],
  joined: ReadonlyMap<number, { entity: number }>,
) {
  const holders = new Map<string, { kind: EntityKind; key: string; entities: Set<number> }>();
  for (const { number, kind, keys } of observations) {
    for (const key of keys) {
      const of = holders.get(key) ?? { kind, key, entities: new Set() };
      of.entities.add(joined.get(number)!.entity);
      holders.set(key, of);
    }
  }
  return [...holders.values()].map(({ kind, key, entities }) => ({
    kind,
    key,
    entity: Math.min(...entities),
    contested: entities.size > 1,
  }));
}
