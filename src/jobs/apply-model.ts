import type pg from 'pg';
import { unseenBits } from '../identity/cluster-pairs.ts';
import { comparedColumns, kindPlans } from '../identity/compared-fields.ts';
import type { ComparedKind } from '../model/identity.ts';
import { markSharedWidely, refreshCandidates } from '../store/identity-candidates.ts';
import { countSaid, lookAtIdentityAnew, observationsWithoutContent, saveContents } from '../store/identity-contents.ts';
import { entitiesOfKind } from '../store/identity-learning.ts';
import { clearTies, type StoredModel } from '../store/identity-models.ts';
import { entitiesOfModel, saveSelfBits, saveTies } from '../store/identity-ties.ts';
import { IdentityIndex } from './identity-index.ts';
import { rejoin } from './rejoin-entities.ts';
import { weighCandidates } from './weigh-candidates.ts';

const rowsAtOnce = 10_000;
const contentsAtOnce = 5_000;
const entitiesAtOnce = 2_000;

/**
 * Compares everything that is there by a model in force and joins anew what it touches, and what the model before had joined.
 * `onProgress`: `done` of `of` contents compared, then entities joined anew.
 */
export async function applyModel(
  client: pg.Client | pg.PoolClient,
  agencyId: number,
  model: StoredModel,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  const { kind } = model;
  await clearTies(client, agencyId, kind);
  await giveContents(client, agencyId, kind);
  await lookAtIdentityAnew(client);
  await countSaid(client, agencyId, kind, model.asOfRecord);
  await markSharedWidely(client, agencyId, kind);
  const { index, contents } = await IdentityIndex.open(client, agencyId, model);
  for (let at = 0; at < contents.length; at += contentsAtOnce) {
    const { ties, selfBits } = await index.add(contents.slice(at, at + contentsAtOnce));
    await saveTies(client, agencyId, kind, ties);
    await saveSelfBits(client, agencyId, selfBits);
    onProgress(Math.min(at + contentsAtOnce, contents.length), contents.length);
  }
  await lookAtIdentityAnew(client);
  const entities = await entitiesOfKind(client, agencyId, kind);
  for (let at = 0; at < entities.length; at += entitiesAtOnce) {
    const some = entities.slice(at, at + entitiesAtOnce);
    const rejoined = await rejoin(client, agencyId, await entitiesOfModel(client, agencyId, some));
    const others = some.filter((entity) => !rejoined.has(entity));
    await refreshCandidates(client, agencyId, others, unseenBits);
    await weighCandidates(client, agencyId, others);
    onProgress(Math.min(at + entitiesAtOnce, entities.length), entities.length);
  }
}

/** Observations that came before there was a model get what they say on record. */
async function giveContents(client: pg.Client | pg.PoolClient, agencyId: number, kind: ComparedKind): Promise<void> {
  for (let after = { record: 0, ordinal: -1 }; ;) {
    const some = await observationsWithoutContent(client, agencyId, kind, comparedColumns[kind], after, rowsAtOnce);
    await saveContents(
      client,
      agencyId,
      kind,
      some.map(({ record, ordinal, values }) => ({ record, ordinal, cells: kindPlans[kind].cells(values) })),
    );
    if (some.length < rowsAtOnce) return;
    after = some.at(-1)!;
  }
}
