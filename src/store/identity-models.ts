import type pg from 'pg';
import type { ComparedKind, ModelDiagnosis } from '../model/identity.ts';

/** A model as it is stored: its settings are those of Splink, its blocks lists of the keys pairs are found by. */
export interface StoredModel {
  readonly model: number;
  readonly kind: ComparedKind;
  readonly state: 'PROPOSED' | 'IN_FORCE' | 'RETIRED';
  readonly settings: unknown;
  readonly blocks: readonly (readonly string[])[];
  readonly asOfRecord: number;
  readonly acceptBits: number | null;
  readonly reviewBits: number;
  readonly learntBy: string;
  readonly learntAt: string;
  readonly signedBy: string | null;
  readonly signedAt: string | null;
}

const columns = `model_id as model, kind, state, settings, blocks, as_of_record as "asOfRecord", accept_bits as "acceptBits",
  review_bits as "reviewBits", learnt_by as "learntBy", learnt_at as "learntAt", signed_by as "signedBy", signed_at as "signedAt"`;

/** The models in force, one of a kind at most. */
export async function modelsInForce(client: pg.ClientBase, agencyId: number): Promise<StoredModel[]> {
  const { rows } = await client.query<StoredModel>({
    name: 'models-in-force',
    text: `select ${columns} from flashlight.identity_model where agency_id = $1 and state = 'IN_FORCE' order by kind`,
    values: [agencyId],
  });
  return rows;
}

/** The models in force of every agency and excerpt. */
export async function allModelsInForce(
  client: pg.ClientBase,
): Promise<(StoredModel & { readonly agencyId: number })[]> {
  const { rows } = await client.query<StoredModel & { agencyId: number }>(
    `select agency_id as "agencyId", ${columns} from flashlight.identity_model where state = 'IN_FORCE' order by agency_id, kind`,
  );
  return rows;
}

export async function modelInForce(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind,
): Promise<StoredModel | null> {
  return (await modelsInForce(client, agencyId)).find((each) => each.kind === kind) ?? null;
}

/** Models, newest first; of one kind where one is given. */
export async function findModels(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind | null,
): Promise<StoredModel[]> {
  const { rows } = await client.query<StoredModel>(
    `select ${columns} from flashlight.identity_model where agency_id = $1 and ($2::text is null or kind = $2) order by model_id desc limit 100`,
    [agencyId, kind],
  );
  return rows;
}

export async function findModel(
  client: pg.ClientBase,
  agencyId: number,
  model: number,
): Promise<(StoredModel & { readonly diagnosis: ModelDiagnosis }) | null> {
  const { rows } = await client.query<StoredModel & { diagnosis: ModelDiagnosis }>(
    `select ${columns}, diagnosis from flashlight.identity_model where agency_id = $1 and model_id = $2`,
    [agencyId, model],
  );
  return rows[0] ?? null;
}

export interface ModelToSave extends Pick<
  StoredModel,
  'kind' | 'settings' | 'blocks' | 'asOfRecord' | 'acceptBits' | 'reviewBits' | 'learntBy'
> {
  readonly diagnosis: ModelDiagnosis;
}

/** Keeps a model that was learnt; it joins nothing until it is signed. */
export async function insertModel(client: pg.ClientBase, agencyId: number, model: ModelToSave): Promise<number> {
  const { rows } = await client.query<{ model_id: number }>(
    `insert into flashlight.identity_model (agency_id, kind, settings, blocks, diagnosis, as_of_record, accept_bits, review_bits, learnt_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning model_id`,
    [
      agencyId,
      model.kind,
      JSON.stringify(model.settings),
      JSON.stringify(model.blocks),
      JSON.stringify(model.diagnosis),
      model.asOfRecord,
      model.acceptBits,
      model.reviewBits,
      model.learntBy,
    ],
  );
  return rows[0]!.model_id;
}

/** Puts a model in force; the one before it of its kind retires. */
export async function signModel(
  client: pg.ClientBase,
  agencyId: number,
  { model, kind, signedBy }: { readonly model: number; readonly kind: ComparedKind; readonly signedBy: string },
): Promise<void> {
  await client.query(
    `update flashlight.identity_model set state = 'RETIRED' where agency_id = $1 and kind = $2 and state = 'IN_FORCE'`,
    [agencyId, kind],
  );
  await client.query(
    `update flashlight.identity_model set state = 'IN_FORCE', signed_by = $3, signed_at = now() where agency_id = $1 and model_id = $2`,
    [agencyId, model, signedBy],
  );
}

/** Takes away what the model before said of a kind. */
export async function clearTies(client: pg.ClientBase, agencyId: number, kind: ComparedKind): Promise<void> {
  await client.query('delete from flashlight.identity_tie where agency_id = $1 and kind = $2', [agencyId, kind]);
  await client.query('delete from flashlight.identity_candidate where agency_id = $1 and kind = $2', [agencyId, kind]);
  await client.query(
    'update flashlight.identity_content set self_bits = null where agency_id = $1 and kind = $2 and self_bits is not null',
    [agencyId, kind],
  );
}
