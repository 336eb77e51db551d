import type pg from 'pg';
import type { ComparedKind } from '../model/identity.ts';
import { saidIn } from './identity-contents.ts';

export interface ObservationPage {
  readonly kind: ComparedKind;
  readonly columns: readonly string[];
  readonly after: { readonly record: number; readonly ordinal: number };
  readonly limit: number;
}

/** Observations in force of a kind after one, in order, with what they say in some columns. */
export async function observationsInForce(
  client: pg.ClientBase,
  agencyId: number,
  { kind, columns, after, limit }: ObservationPage,
): Promise<{ record: number; ordinal: number; feed: string; values: Record<string, unknown> }[]> {
  const { rows } = await client.query<{ record_id: number; ordinal: number; feed: string } & Record<string, unknown>>(
    `select t.record_id, t.ordinal, s.feed, ${columns.map((column) => `t.${column}`).join(', ')} from flashlight.${saidIn(kind)} t
       join flashlight.observation_of o on o.agency_id = t.agency_id and o.record_id = t.record_id and o.ordinal = t.ordinal and o.kind = '${kind}'
       join flashlight.record r on r.agency_id = t.agency_id and r.record_id = t.record_id
       join flashlight.source s on s.agency_id = t.agency_id and s.source_id = r.source_id
      where t.agency_id = $1 and (t.record_id, t.ordinal) > ($2, $3) and o.status = 'ACTIVE' order by t.record_id, t.ordinal limit $4`,
    [agencyId, after.record, after.ordinal, limit],
  );
  return rows.map(({ record_id: record, ordinal, feed, ...values }) => ({ record, ordinal, feed, values }));
}

/** Rows that people judged to be of one or of two, as record and ordinal: those looked at, not what their entities held besides. */
export async function judgedRows(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind,
): Promise<{ a: string; b: string; same: boolean }[]> {
  const { rows } = await client.query<{ a: string; b: string; same: boolean }>(
    `select record_a || '-' || ordinal_a as a, record_b || '-' || ordinal_b as b, verdict = 'same' as same from flashlight.judgement
      where agency_id = $1 and kind = $2 and in_force and verdict <> 'unsure' and (verdict = 'different' or judgement_id = decision_id) order by judgement_id`,
    [agencyId, kind],
  );
  return rows;
}

/** Entities of a kind that are not part of another. */
export async function entitiesOfKind(client: pg.ClientBase, agencyId: number, kind: ComparedKind): Promise<number[]> {
  const { rows } = await client.query<{ entity: number }>(
    'select entity_id as entity from flashlight.entity where agency_id = $1 and kind = $2 and merged_into is null order by entity_id',
    [agencyId, kind],
  );
  return rows.map((row) => row.entity);
}
