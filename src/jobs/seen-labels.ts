import type pg from 'pg';
import { entityLabel, firearmLabel } from '../identity/entity-label.ts';
import type { StoredEntity } from '../links/neighbors.ts';
import type { FeedName } from '../model/feeds.ts';
import { ordinalsPerRecord } from '../model/ids.ts';
import { seenObservationsOfShared } from '../store/seen-entities.ts';
import { observationsOf, readRecordRows, type Observation } from './record-observations.ts';

/**
 * Entities with the labels they would have if the records a reader may not see were not there: of those that such records
 * speak of as well, named by the others.
 */
export async function seenLabels(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly StoredEntity[],
  hidden: readonly string[],
): Promise<StoredEntity[]> {
  const ids = entities.map((entity) => entity.id);
  const shared = await seenObservationsOfShared(client, agencyId, ids, hidden);
  const said = new Map<number, Observation>();
  for (const [feed, of] of Map.groupBy(shared, (each) => each.feed)) {
    const rows = await readRecordRows(client, agencyId, [...new Set(of.map((each) => each.record))], feed as FeedName);
    for (const [record, typed] of rows) for (const each of observationsOf(record, typed)) said.set(each.number, each);
  }
  const labels = new Map<number, string>();
  for (const [entity, of] of Map.groupBy(shared, (each) => each.entity)) {
    const inForce = of.filter((each) => each.inForce);
    const naming = (inForce.length > 0 ? inForce : of).flatMap(
      ({ record, ordinal }) => said.get(record * ordinalsPerRecord + ordinal) ?? [],
    );
    const [oldest] = naming;
    if (!oldest) continue;
    const label =
      oldest.kind === 'firearm'
        ? firearmLabel(naming.map((each) => each.values))
        : naming.map((each) => entityLabel(each.kind, each.values)).find((each) => each !== '');
    labels.set(entity, label || 'Not named');
  }
  return entities.map((entity) => ({ ...entity, label: labels.get(entity.id) ?? entity.label }));
}
