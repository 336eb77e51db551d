import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { isOnePerson } from '../store/account-logins.ts';
import type { Database } from '../store/database.ts';
import { findModel, signModel, type StoredModel } from '../store/identity-models.ts';
import { analyzeTables } from '../store/linking.ts';
import { applyModel } from './apply-model.ts';
import { followInExcerpts } from './follow-in-excerpts.ts';
import { forgetIndexes } from './identity-index.ts';

export interface SignOrder {
  readonly model: number;
  readonly signedBy: string;
  /** `done` of `of`: contents compared, then entities joined anew. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/**
 * Puts a model in force: compares everything that is there by it and joins anew what it touches, and what the model before had joined, in
 * one transaction, which brings excerpts after as well. Another person than who asked for the model signs it.
 */
export async function signIdentityModel(database: Database, agencyId: number, order: SignOrder): Promise<void> {
  const { onProgress = () => undefined } = order;
  const client = await database.connect('import');
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('flashlight.link'))`);
    const model = await modelToSign(client, agencyId, order);
    await signModel(client, agencyId, { model: order.model, kind: model.kind, signedBy: order.signedBy });
    await applyModel(client, agencyId, model, onProgress);
    await followInExcerpts(client, agencyId);
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
  await refuseToSign(client, agencyId, found, signedBy);
  return found;
}

/** Refuses a model that was signed before, or that whoever signs asked for themselves, under whatever name of theirs. */
export async function refuseToSign(
  client: pg.ClientBase,
  agencyId: number,
  { model, state, learntBy }: Pick<StoredModel, 'model' | 'state' | 'learntBy'>,
  signedBy: string,
): Promise<void> {
  if (state !== 'PROPOSED')
    throw new Failure(
      'identity.not-proposed',
      `Expected a model that waits to be signed; ${model} was signed already. Propose it again to put it in force once more.`,
    );
  if (await isOnePerson(client, agencyId, learntBy, signedBy))
    throw new Failure(
      'identity.second-person',
      'Expected another person to sign than the one who asked for this model: what joins people takes two.',
    );
}
