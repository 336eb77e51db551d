import type pg from 'pg';
import { kindPlans } from '../identity/compared-fields.ts';
import type { ComparedKind } from '../model/identity.ts';
import type { Database } from '../store/database.ts';
import { saveContents } from '../store/identity-contents.ts';
import { modelsInForce } from '../store/identity-models.ts';
import { saveSelfBits, saveTies } from '../store/identity-ties.ts';
import { Failure } from '../model/errors.ts';
import { identityIndexOf, type IdentityIndex } from './identity-index.ts';
import type { Observation } from './record-observations.ts';

/**
 * Compares what new observations say with all that is there, by the models in force, and stores what they say of each pair. Joins
 * nothing: that is done with the whole group in view. Where the model in force is one this version cannot read, nothing is compared: the
 * signature on the next compares everything.
 */
export async function tieObservations(
  database: Database,
  client: pg.Client,
  agencyId: number,
  observations: readonly Observation[],
): Promise<void> {
  for (const model of await modelsInForce(client, agencyId)) {
    const kind: ComparedKind = model.kind;
    const ofKind = observations.filter((each) => each.kind === kind);
    if (ofKind.length === 0) continue;
    // Opened before the new contents are there: they are compared as they come in.
    const index = await readable(identityIndexOf(database, client, agencyId, model));
    const fresh = await saveContents(
      client,
      agencyId,
      kind,
      ofKind.map(({ record, ordinal, values }) => ({ record, ordinal, cells: kindPlans[kind].cells(values) })),
    );
    if (index === null) continue;
    const { ties, selfBits } = await index.add(fresh);
    await saveTies(client, agencyId, kind, ties);
    await saveSelfBits(client, agencyId, selfBits);
  }
}

async function readable(opening: Promise<IdentityIndex>): Promise<IdentityIndex | null> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof Failure && error.code === 'identity.model') return null;
    throw error;
  }
}
