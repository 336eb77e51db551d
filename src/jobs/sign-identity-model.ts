import type pg from 'pg';
import { comparedColumns, kindPlans } from '../identity/compared-fields.ts';
import { Failure } from '../model/errors.ts';
import type { ComparedKind } from '../model/identity.ts';
import type { Database } from '../store/database.ts';
import { markSharedWidely, refreshCandidates } from '../store/identity-candidates.ts';
import { countSaid, observationsWithoutContent, saveContents } from '../store/identity-contents.ts';
import { clearTies, findModel, signModel, type StoredModel } from '../store/identity-models.ts';
import { entitiesOfModel, saveSelfBits, saveTies } from '../store/identity-ties.ts';
import { entitiesOfKind } from '../store/identity-learning.ts';
import { analyzeTables } from '../store/linking.ts';
import { forgetIndexes, IdentityIndex } from './identity-index.ts';
import { rejoin } from './rejoin-entities.ts';

export interface SignOrder {
  readonly model: number;
  readonly signedBy: string;
  /** `done` of `of`: contents compared, then entities joined anew. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

const rowsAtOnce = 10_000;
const contentsAtOnce = 5_000;
const entitiesAtOnce = 2_000;

/**
 * Puts a model in force: compares everything that is there by it and joins anew what it touches, and what the model before had joined, in
 * one transaction. Another person than who asked for the model signs it.
 */
export async function signIdentityModel(database: Database, agencyId: number, order: SignOrder): Promise<void> {
  const { onProgress = () => undefined } = order;
  const client = await database.connect('import');
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('flashlight.link'))`);
    const model = await modelToSign(client, agencyId, order);
    const { kind } = model;
    await clearTies(client, agencyId, kind);
    await signModel(client, agencyId, { model: order.model, kind, signedBy: order.signedBy });
    await giveContents(client, agencyId, kind);
    await countSaid(client, agencyId, kind, model.asOfRecord);
    await markSharedWidely(client, agencyId, kind);
    const { index, contents } = await IdentityIndex.open(client, agencyId, model);
    for (let at = 0; at < contents.length; at += contentsAtOnce) {
      const { ties, selfBits } = await index.add(contents.slice(at, at + contentsAtOnce));
      await saveTies(client, agencyId, kind, ties);
      await saveSelfBits(client, agencyId, selfBits);
      onProgress(Math.min(at + contentsAtOnce, contents.length), contents.length);
    }
    const entities = await entitiesOfKind(client, agencyId, kind);
    for (let at = 0; at < entities.length; at += entitiesAtOnce) {
      const some = entities.slice(at, at + entitiesAtOnce);
      const rejoined = await rejoin(client, agencyId, await entitiesOfModel(client, agencyId, some));
      await refreshCandidates(
        client,
        agencyId,
        some.filter((entity) => !rejoined.has(entity)),
      );
      onProgress(Math.min(at + entitiesAtOnce, entities.length), entities.length);
    }
    await client.query(`select pg_notify('flashlight', $1)`, [JSON.stringify({ kind: 'identity', agencyId })]);
    await client.query('commit');
    await analyzeTables(database);
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    forgetIndexes(database);
    await client.end().catch(() => undefined);
  }
}

async function modelToSign(client: pg.Client, agencyId: number, { model, signedBy }: SignOrder): Promise<StoredModel> {
  const found = await findModel(client, agencyId, model);
  if (!found) throw new Failure('identity.no-model', `Expected the number of a model; ${model} is none.`);
  refuseToSign(found, signedBy);
  return found;
}

/** Refuses a model that was signed before, or that whoever signs asked for themselves. */
export function refuseToSign(
  { model, state, learntBy }: Pick<StoredModel, 'model' | 'state' | 'learntBy'>,
  signedBy: string,
): void {
  if (state !== 'PROPOSED')
    throw new Failure(
      'identity.not-proposed',
      `Expected a model that waits to be signed; ${model} was signed already. Propose it again to put it in force once more.`,
    );
  if (learntBy === signedBy)
    throw new Failure(
      'identity.second-person',
      'Expected another person to sign than the one who asked for this model: what joins people takes two.',
    );
}

/** Observations that came before there was a model get what they say on record. */
async function giveContents(client: pg.Client, agencyId: number, kind: ComparedKind): Promise<void> {
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
