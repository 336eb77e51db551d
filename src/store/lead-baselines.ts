import type pg from 'pg';

/** The usual rates leads are held against, as they were counted. */
export interface StoredBaseline {
  readonly baseline: number;
  readonly traces: number;
  readonly weights: string;
  readonly settings: string;
  readonly rates: unknown;
}

/** The newest baseline, and the last number a lead has; null before there was one. */
export async function findBaseline(
  client: pg.ClientBase,
  agencyId: number,
): Promise<{ baseline: StoredBaseline | null; lastLead: number; writes: number }> {
  const { rows } = await client.query<StoredBaseline>({
    name: 'find-lead-baseline',
    text: `select baseline, traces, weights, settings, rates from flashlight.lead_baseline where agency_id = $1 order by baseline desc limit 1`,
    values: [agencyId],
  });
  const { rows: progress } = await client.query<{ lastLead: number; writes: number }>({
    name: 'find-lead-writes',
    text: `select last_lead as "lastLead", writes from flashlight.lead_progress where agency_id = $1`,
    values: [agencyId],
  });
  return { baseline: rows[0] ?? null, lastLead: progress[0]?.lastLead ?? 0, writes: progress[0]?.writes ?? 0 };
}

/** Keeps a baseline; of two made at once the first stays, and this is false. */
export async function saveBaseline(
  client: pg.ClientBase,
  agencyId: number,
  { baseline, traces, weights, settings, rates }: StoredBaseline,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into flashlight.lead_baseline (agency_id, baseline, traces, weights, settings, rates) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [agencyId, baseline, traces, weights, settings, JSON.stringify(rates)],
  );
  return rowCount === 1;
}
