import type pg from 'pg';

/** The usual rates leads are held against, as they were counted. */
export interface StoredBaseline {
  readonly baseline: number;
  readonly traces: number;
  readonly weights: string;
  readonly settings: string;
  /** What the rules are called that counted them. */
  readonly engine: string;
  readonly rates: unknown;
}

/** The newest baseline, null before there was one; the last number a lead has; and how far leads follow the records. */
export async function findBaseline(
  client: pg.ClientBase,
  agencyId: number,
): Promise<{ baseline: StoredBaseline | null; lastLead: number; writes: number; seq: number; linkSeq: number }> {
  const { rows } = await client.query<StoredBaseline>({
    name: 'find-lead-baseline',
    text: `select baseline, traces, weights, settings, engine, rates from flashlight.lead_baseline where agency_id = $1 order by baseline desc limit 1`,
    values: [agencyId],
  });
  const { rows: progress } = await client.query<{ lastLead: number; writes: number; seq: number; linkSeq: number }>({
    name: 'find-lead-writes',
    text: `select last_lead as "lastLead", writes, seq, link_seq as "linkSeq" from flashlight.lead_progress where agency_id = $1`,
    values: [agencyId],
  });
  return { baseline: rows[0] ?? null, ...(progress[0] ?? { lastLead: 0, writes: 0, seq: 0, linkSeq: 0 }) };
}

/** Keeps a baseline; of two made at once the first stays, and this is false. */
export async function saveBaseline(
  client: pg.ClientBase,
  agencyId: number,
  { baseline, traces, weights, settings, engine, rates }: StoredBaseline,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into flashlight.lead_baseline (agency_id, baseline, traces, weights, settings, engine, rates) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [agencyId, baseline, traces, weights, settings, engine, JSON.stringify(rates)],
  );
  return rowCount === 1;
}
