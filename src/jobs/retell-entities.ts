import type pg from 'pg';
import { entityLabel, firearmLabel, firearmLabelColumns } from '../identity/entity-label.ts';
import type { FeedName } from '../model/feeds.ts';
import { findNewOldest, relabelEntities, saidOfEntities, type Superseded } from '../store/entity-history.ts';
import { dateEntities } from '../store/linking.ts';
import { observationsOf, readRecordRows } from './record-observations.ts';

/**
 * Dates and names the entities of observations that became history by what is in force: what only a superseded version said
 * is said no longer.
 */
export async function retellEntities(
  client: pg.ClientBase,
  agencyId: number,
  superseded: readonly Superseded[],
): Promise<void> {
  await dateEntities(client, agencyId, [...new Set(superseded.map((each) => each.entity))]);
  const oldest = await findNewOldest(client, agencyId, superseded);
  const labels: { entity: number; label: string }[] = [];
  for (const [feed, of] of Map.groupBy(oldest, (each) => each.feed)) {
    const rows = await readRecordRows(client, agencyId, [...new Set(of.map((each) => each.record))], feed as FeedName);
    for (const { entity, record, ordinal } of of) {
      const named = observationsOf(record, rows.get(record) ?? []).find((each) => each.ordinal === ordinal);
      if (named) labels.push({ entity, label: entityLabel(named.kind, named.values) || 'Not named' });
    }
  }
  await relabelEntities(client, agencyId, labels);
}

/** Names some firearms by all that is in force of them. */
export async function renameFirearms(
  client: pg.ClientBase,
  agencyId: number,
  firearms: readonly number[],
): Promise<void> {
  const said = await saidOfEntities(client, agencyId, 'firearm_observation', firearmLabelColumns, firearms);
  const inForce = said.filter((each) => !each.superseded);
  await relabelEntities(
    client,
    agencyId,
    [...Map.groupBy(inForce, (each) => each.entity)].map(([entity, of]) => ({
      entity,
      label: firearmLabel(of.map((each) => each.values)),
    })),
  );
}
