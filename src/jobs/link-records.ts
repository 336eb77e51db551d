import type pg from 'pg';
import { unseenBits } from '../identity/cluster-pairs.ts';
import { entityLabel, searchTerms } from '../identity/entity-label.ts';
import { contradict, markNames, markSetsOf, marksOf, type MarkSets } from '../identity/contradictions.ts';
import { exactKeysEngine } from '../identity/identity-keys.ts';
import { markColumns } from '../model/mark-columns.ts';
import type { FeedName } from '../model/feeds.ts';
import { datingPredicates } from '../model/links.ts';
import { entityKinds, observationTables, type EntityKind } from '../model/tables.ts';
import { interruptedFailure, type Database } from '../store/database.ts';
import {
  entitiesToRejoin,
  entitiesWithHistory,
  saidOfEntities,
  supersedeOlderVersions,
} from '../store/entity-history.ts';
import { explainStoreError } from '../store/explain-store-error.ts';
import {
  analyzeTables,
  entitiesByKey,
  finishLinking,
  mergeEntities,
  recordsOfRun,
  runsToLink,
  saveEntities,
  saveKeys,
  saveLinks,
  saveObservations,
  saveSearchTerms,
  type EntityGain,
  type EntityToSave,
  type ObservationToSave,
  type RecordToLink,
  type RunToLink,
} from '../store/linking.ts';
import { refreshCandidates } from '../store/identity-candidates.ts';
import { modelsInForce } from '../store/identity-models.ts';
import { entitiesOfModel } from '../store/identity-ties.ts';
import { keepWithdrawnLinks } from '../store/withdrawn-links.ts';
import { correlatedFeeds, correlateRecords } from './correlate-records.ts';
import { followWholeStore, type ModelProgress } from './follow-in-excerpts.ts';
import { forgetIndexes } from './identity-index.ts';
import { linksOf, observationsOf, readRecordRows, type Observation } from './record-observations.ts';
import { rejoin } from './rejoin-entities.ts';
import { renameFirearms, retellEntities } from './retell-entities.ts';
import { tieObservations } from './tie-observations.ts';
import { weighCandidates } from './weigh-candidates.ts';

const recordsPerBatch = 4_000;
/** So many change what the server must know of its tables. */
const muchRecords = 10_000;

export interface LinkProgress {
  readonly run: number;
  readonly feed: string;
  readonly records: number;
  /** The model that is put in force in an excerpt whose records are joined. */
  readonly model?: ModelProgress;
}

/**
 * Joins the records of every import not linked yet into entities and links. Each batch is one transaction that also
 * moves a cursor, so that a kill at any moment loses at most the work of one batch and doubles nothing.
 */
export async function linkRecords(
  database: Database,
  onProgress?: (progress: LinkProgress) => void,
): Promise<{ records: number }> {
  if (database.interrupted) throw interruptedFailure('the linking of imported records');
  // One of the pool: what the server has planned and looked up for the last import serves the next.
  const client = await database.pool('import').connect();
  let records = 0;
  let broken: Error | undefined;
  try {
    // One linker at a time: two would give one firearm two entities. Between two batches a judgement has its turn.
    await client.query(`select pg_advisory_lock(hashtext('flashlight.linker'))`);
    const runs = await runsToLink(client);
    const waiting = runs.reduce((sum, run) => sum + run.records, 0);
    let tellAt = waiting >= muchRecords ? 0 : Infinity;
    for (const run of runs) {
      let after = await linkedSoFar(client, run);
      for (;;) {
        // Told nothing of what was just written, the server reads whole tables for a few rows.
        if (records >= tellAt) {
          await analyzeTables(database);
          tellAt = Math.max(muchRecords, records * 4);
        }
        await client.query('begin');
        await client.query(`select pg_advisory_xact_lock(hashtext('flashlight.link'))`);
        const batch = await recordsOfRun(client, run, after, recordsPerBatch);
        if (batch.length > 0) {
          await linkBatch(database, client, run, batch);
          records += batch.length;
          after = batch.at(-1)!.record;
        } else {
          await finishLinking(client, run);
          await followWholeStore(client, run.agencyId, (model) =>
            onProgress?.({ run: run.run, feed: run.feed, records, model }),
          );
        }
        await client.query('commit');
        if (batch.length === 0) break;
        onProgress?.({ run: run.run, feed: run.feed, records });
      }
    }
    if (waiting >= muchRecords) await analyzeTables(database);
    await client.query(`select pg_advisory_unlock(hashtext('flashlight.linker'))`);
  } catch (error) {
    // Closed, it gives back the turn and what was not committed.
    broken = error as Error;
    forgetIndexes(database);
    throw database.interrupted
      ? interruptedFailure('the linking of imported records')
      : await explainStoreError(error, database.dataDir);
  } finally {
    client.release(broken);
  }
  return { records };
}

/** The last record of a run that has observations: batches are whole, so everything up to it is linked. */
async function linkedSoFar(client: pg.PoolClient, run: RunToLink): Promise<number> {
  const { rows } = await client.query<{ record: number | null }>(
    `select max(o.record_id) as record from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
      where o.agency_id = $1 and o.record_id between $2 and $3 and r.run_id = $4`,
    [run.agencyId, run.firstRecord, run.lastRecord, run.run],
  );
  return rows[0]!.record ?? run.firstRecord - 1;
}

async function linkBatch(
  database: Database,
  client: pg.PoolClient,
  run: RunToLink,
  batch: readonly RecordToLink[],
): Promise<void> {
  const { agencyId } = run;
  const byRecord = await readRecordRows(
    client,
    agencyId,
    batch.map((each) => each.record),
    run.feed as FeedName,
  );
  const observations = [...byRecord].flatMap(([record, rows]) => observationsOf(record, rows));
  const newer = batch.filter((each) => each.version > 1).map((each) => each.record);
  const history = await supersedeOlderVersions(client, agencyId, newer);
  const assigned = await assignEntities(client, agencyId, observations);
  const links = batch.flatMap((record) =>
    linksOf(record, byRecord.get(record.record) ?? [], assigned.entityOf, run.feed),
  );

  await saveKeys(client, agencyId, assigned.newKeys);
  await saveObservations(client, agencyId, assigned.saved, exactKeysEngine);
  await saveEntities(client, agencyId, assigned.fresh, gainsOf(observations, assigned.entityOf, links));
  await saveLinks(client, agencyId, links);
  for (const { into, others, reason } of assigned.merges)
    await mergeEntities(client, { agencyId, into, others, reason, assertedBy: exactKeysEngine });
  await saveSearchTerms(
    client,
    agencyId,
    observations.flatMap((each) =>
      searchTerms(each.kind, each.values).map((term) => ({
        entity: assigned.entityOf.get(each.number)!.entity,
        kind: each.kind,
        ...term,
      })),
    ),
  );
  // Versions of one record may also come together, in one batch.
  const inBatch = await supersedeOlderVersions(client, agencyId, newer);
  if (run.feed === 'nibin') await keepWithdrawnLinks(client, agencyId, newer);
  await tieObservations(database, client, agencyId, observations);
  const touched = new Set([...assigned.entityOf.values(), ...history].map(({ entity }) => entity));
  // A dealer or a place may have been seen ten thousand times: what no model joins is not looked at again for it.
  const joinedKinds = new Set<EntityKind>(
    (await modelsInForce(client, agencyId)).flatMap(({ kind, acceptBits }) => (acceptBits === null ? [] : kind)),
  );
  const observedOf = (kinds: ReadonlySet<EntityKind>) =>
    new Set([...assigned.entityOf.values()].flatMap(({ kind, entity }) => (kinds.has(kind) ? entity : [])));
  const rejoined = await rejoin(client, agencyId, [
    ...assigned.contested,
    ...(await entitiesToRejoin(client, agencyId, history, newer)),
    ...inBatch.map((each) => each.entity),
    ...(await entitiesOfModel(client, agencyId, [
      ...new Set([...observedOf(joinedKinds), ...history.map(({ entity }) => entity)]),
    ])),
  ]);
  await refreshCandidates(
    client,
    agencyId,
    [...touched].filter((entity) => !rejoined.has(entity)),
    unseenBits,
  );
  await retellEntities(
    client,
    agencyId,
    history.filter((each) => !rejoined.has(each.entity)),
  );
  await renameFirearms(
    client,
    agencyId,
    [...new Set([...observedOf(new Set(['firearm'])), ...history.map((each) => each.entity)])].filter(
      (each) => !rejoined.has(each),
    ),
  );
  if (correlatedFeeds.has(run.feed as FeedName)) await correlateRecords(client, agencyId, [...byRecord.keys()]);
  await weighCandidates(client, agencyId, [...touched]);
}

/**
 * Gives each observation its entity: that of a known key, else its own; entities that a new observation ties become one.
 * Where a key is contested, where what is said contradicts, or where a person judged what would become one, that takes the
 * whole group in view: those entities are named as contested, to be joined anew.
 */
async function assignEntities(client: pg.PoolClient, agencyId: number, observations: readonly Observation[]) {
  const entityOf = new Map<number, { entity: number; kind: EntityKind }>();
  const fresh: EntityToSave[] = [];
  const newKeys: { kind: EntityKind; key: string; entity: number }[] = [];
  const saved: ObservationToSave[] = [];
  const contested = new Set<number>();
  const merges: { into: number; others: number[]; reason: string }[] = [];
  const renamed = new Map<number, number>();
  const current = (entity: number) => {
    let at = entity;
    for (let next = renamed.get(at); next !== undefined; next = renamed.get(at)) at = next;
    return at;
  };
  for (const kind of entityKinds) {
    const ofKind = observations.filter((each) => each.kind === kind);
    const known = await entitiesByKey(client, agencyId, kind, [
      ...new Set(ofKind.flatMap((each) => each.keys.map((key) => key.key))),
    ]);
    const there = [...new Set([...known.values()].map((each) => each.entity))];
    const { apart, judged } = await entitiesWithHistory(client, agencyId, there);
    const said = await marksSaid(client, agencyId, kind, there);
    for (const observation of ofKind) {
      const hits = observation.keys.filter(({ key }) => known.has(key));
      const entities = [...new Set(hits.map(({ key }) => current(known.get(key)!.entity)))].sort((a, b) => a - b);
      const entity = entities[0] ?? observation.number;
      if (entities.length === 0)
        fresh.push({ entity, kind, label: entityLabel(kind, observation.values) || 'Not named' });
      const own = markSetsOf([observation.marks]);
      const sides = [{ now: own, ever: own }, ...entities.map((each) => said.get(each) ?? saysNothing)];
      const open =
        hits.some(({ key }) => known.get(key)!.contested) ||
        entities.some((each) => apart.has(each) || contested.has(each)) ||
        (entities.length > 1 && entities.some((each) => judged.has(each))) ||
        sides.some((side, at) => sides.slice(at + 1).some((other) => mayContradict(side, other)));
      if (open) for (const each of [entity, ...entities]) contested.add(each);
      else if (entities.length > 1) {
        const others = entities.slice(1);
        for (const other of others) {
          renamed.set(other, entity);
          if (judged.has(other)) judged.add(entity);
        }
        merges.push({ into: entity, others, reason: hits.map((hit) => hit.reason).join('; ') });
      }
      said.set(entity, unionOf(open ? sides.slice(0, 2) : sides));
      for (const { key } of observation.keys) {
        if (known.has(key)) continue;
        known.set(key, { entity, contested: false });
        newKeys.push({ kind, key, entity });
      }
      entityOf.set(observation.number, { entity, kind });
      const { record, ordinal } = observation;
      saved.push({
        record,
        ordinal,
        kind,
        entity,
        keys: observation.keys.map((each) => each.key),
        joinedBy: hits[0]?.reason ?? null,
        seenOn: (observation.values['seen_on'] as string | null | undefined) ?? null,
      });
    }
  }
  for (const [number, of] of entityOf) entityOf.set(number, { ...of, entity: current(of.entity) });
  return {
    entityOf,
    contested: [...contested].map(current),
    fresh,
    newKeys: newKeys.map((each) => ({ ...each, entity: current(each.entity) })),
    saved: saved.map((each) => ({ ...each, entity: current(each.entity) })),
    merges: merges.map((each) => ({ ...each, into: current(each.into) })),
  };
}

/** What the observations of an entity say that others may contradict: those that speak, and superseded ones as well. */
interface SaidMarks {
  readonly now: MarkSets;
  readonly ever: MarkSets;
}

const saysNothing: SaidMarks = { now: new Map(), ever: new Map() };

async function marksSaid(
  client: pg.PoolClient,
  agencyId: number,
  kind: EntityKind,
  entities: readonly number[],
): Promise<Map<number, SaidMarks>> {
  const columns = markColumns[kind];
  if (!columns) return new Map();
  const rows = await saidOfEntities(client, agencyId, observationTables[kind], columns, entities);
  const setsOf = (of: typeof rows) => markSetsOf(of.map((each) => marksOf(kind, each.values)));
  return new Map(
    [...Map.groupBy(rows, (row) => row.entity)].map(([entity, of]) => [
      entity,
      { now: setsOf(of.filter((each) => !each.superseded)), ever: setsOf(of) },
    ]),
  );
}

/** Whether joining two sides takes a closer look. Only what speaks now shows that two values are of one thing after all. */
function mayContradict(x: SaidMarks, y: SaidMarks): boolean {
  return contradict(x.ever, y.ever, markNames, (name, a, b) =>
    [x.now, y.now].some((side) => side.get(name)?.has(a) && side.get(name)?.has(b)),
  );
}

function unionOf(sides: readonly SaidMarks[]): SaidMarks {
  const union = (of: readonly MarkSets[]): MarkSets =>
    new Map(
      markNames.flatMap((name) => {
        const values = new Set(of.flatMap((side) => [...(side.get(name) ?? [])]));
        return values.size > 0 ? [[name, values] as const] : [];
      }),
    );
  return { now: union(sides.map((side) => side.now)), ever: union(sides.map((side) => side.ever)) };
}

const dating: ReadonlySet<string> = new Set(datingPredicates);

/** What a batch adds to each entity: observations, links, and the days on which they were seen, shipped or sold. */
function gainsOf(
  observations: readonly Observation[],
  entityOf: ReadonlyMap<number, { entity: number }>,
  links: readonly { subject: number; predicate: string; object: number; status: string; from: string | null }[],
): Map<number, EntityGain> {
  const gains = new Map<number, EntityGain>();
  const gainOf = (entity: number) => {
    let gain = gains.get(entity);
    if (!gain) gains.set(entity, (gain = { observations: 0, links: 0, firstSeen: null, lastSeen: null }));
    return gain;
  };
  const seen = (gain: EntityGain, on: string | null) => {
    if (on !== null && (gain.firstSeen === null || on < gain.firstSeen)) gain.firstSeen = on;
    if (on !== null && (gain.lastSeen === null || on > gain.lastSeen)) gain.lastSeen = on;
  };
  for (const observation of observations) {
    const gain = gainOf(entityOf.get(observation.number)!.entity);
    gain.observations++;
    seen(gain, (observation.values['seen_on'] as string | null | undefined) ?? null);
  }
  for (const link of links) {
    if (link.status !== 'ACTIVE') continue;
    for (const gain of [gainOf(link.subject), gainOf(link.object)]) {
      gain.links++;
      if (dating.has(link.predicate)) seen(gain, link.from);
    }
  }
  return gains;
}
