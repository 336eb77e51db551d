import type pg from 'pg';

/** What became of an earlier request of the same key. */
export type EarlierRequest =
  | { readonly kind: 'none' }
  | { readonly kind: 'other' }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown };

export interface RequestKey {
  readonly agencyId: number;
  readonly actor: string;
  readonly key: string;
}

/** Claims a key for a request, or says what it was claimed for before. One caller gets it, however many ask at once. */
export async function claimRequest(
  client: pg.ClientBase,
  { agencyId, actor, key }: RequestKey,
  requestSha256: Buffer,
): Promise<EarlierRequest> {
  const claimed = await client.query(
    `insert into flashlight.idempotency_key (agency_id, actor, key, request_sha256) values ($1, $2, $3, $4)
     on conflict (agency_id, actor, key) do nothing`,
    [agencyId, actor, key, requestSha256],
  );
  if (claimed.rowCount === 1) return { kind: 'none' };
  const { rows } = await client.query<{ hash: Buffer; status: number | null; body: unknown }>(
    `select request_sha256 as hash, status, body from flashlight.idempotency_key where agency_id = $1 and actor = $2 and key = $3`,
    [agencyId, actor, key],
  );
  const [row] = rows;
  if (!row || !row.hash.equals(requestSha256)) return { kind: 'other' };
  return row.status === null ? { kind: 'unfinished' } : { kind: 'answered', status: row.status, body: row.body };
}

/** Remembers the answer for whoever asks again. */
export async function saveAnswer(
  client: pg.ClientBase | pg.Pool,
  { agencyId, actor, key }: RequestKey,
  answer: { status: number; body: unknown },
): Promise<void> {
  await client.query(
    `update flashlight.idempotency_key set status = $4, body = $5 where agency_id = $1 and actor = $2 and key = $3`,
    [agencyId, actor, key, answer.status, JSON.stringify(answer.body)],
  );
}
