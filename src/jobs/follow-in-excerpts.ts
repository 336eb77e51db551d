import type pg from 'pg';
import type { ComparedKind } from '../model/identity.ts';
import { modelsInForce } from '../store/identity-models.ts';
import {
  copyJudgements,
  copyModels,
  copyRun,
  findExcerpt,
  findExcerpts,
  hasRunsToLink,
  keepExcerptsAsTheyAre,
  type Excerpt,
} from '../store/excerpts.ts';
import { applyModel } from './apply-model.ts';
import { joinDecision, unjoinDecision } from './join-decision.ts';
import { rejoin } from './rejoin-entities.ts';

/** Where putting a model in force stands: contents compared, then entities joined anew. */
export interface ModelProgress {
  readonly kind: ComparedKind;
  readonly done: number;
  readonly of: number;
}

/** Gives the excerpts of an agency what they may hold of an import, in its transaction. It is joined there as anywhere. */
export async function copyToExcerpts(client: pg.ClientBase, agencyId: number, run: number): Promise<void> {
  await keepExcerptsAsTheyAre(client, agencyId);
  for (const excerpt of await findExcerpts(client, agencyId)) await copyRun(client, excerpt, run);
}

/** Has judgements and models hold in the excerpts of an agency as well, in the transaction that they hold in the agency from. */
export async function followInExcerpts(client: pg.Client | pg.PoolClient, agencyId: number): Promise<void> {
  for (const excerpt of await findExcerpts(client, agencyId)) await bringAfter(client, excerpt);
}

/** As `followInExcerpts`, for what was joined just now, where it is an excerpt. */
export async function followWholeStore(
  client: pg.Client | pg.PoolClient,
  agencyId: number,
  onProgress?: (progress: ModelProgress) => void,
): Promise<void> {
  const excerpt = await findExcerpt(client, agencyId);
  if (excerpt) await bringAfter(client, excerpt, onProgress);
}

/** A judgement, and a model, need rows that are joined: with records still to come, it is done once these are. */
async function bringAfter(
  client: pg.Client | pg.PoolClient,
  excerpt: Excerpt,
  onProgress: (progress: ModelProgress) => void = () => undefined,
): Promise<void> {
  const { agencyId } = excerpt;
  if (await hasRunsToLink(client, agencyId)) return;
  const fresh = await copyModels(client, excerpt);
  for (const model of await modelsInForce(client, agencyId))
    if (fresh.includes(model.model))
      await applyModel(client, agencyId, model, (done, of) => onProgress({ kind: model.kind, done, of }));
  const { entities, joining, parting } = await copyJudgements(client, excerpt);
  for (const decision of parting) await unjoinDecision(client, agencyId, decision, joining);
  if (entities.length > 0) await rejoin(client, agencyId, entities, new Set(joining));
  for (const [at, decision] of joining.entries())
    await joinDecision(client, agencyId, decision, new Set(joining.slice(at + 1)));
}
