import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** How long a table is asked for at a time, while whoever reads or imports waits behind, and how often. */
export interface PageWait {
  readonly milliseconds: number;
  readonly tries: number;
}

const waitDefault: PageWait = { milliseconds: 1_500, tries: 5 };

/** Tables rows of reports are destroyed in that are written anew whole; records are too many, and are only vacuumed. */
const written = ['multiple_sale', 'import_reject', 'multiple_sale_exception', 'import_run', 'import_section'];

/** What PostgreSQL answers where a lock was not given in time: `lock_not_available`. */
const lockNotGiven = '55P03';

/**
 * Gives the room of destroyed rows back and writes the pages anew they stood on, if any are due; whether none is due any more. A table
 * somebody holds is asked for a short time at once, so that nobody waits long behind; what was not given is left for the next call.
 * Only the owner of the tables may.
 */
export async function writePagesAnew(pool: pg.Pool, wait: PageWait = waitDefault): Promise<boolean> {
  const { rows } = await pool.query<{ destroyed: number }>(
    'select destroyed from flashlight.report_pages where destroyed > written',
  );
  const due = rows[0];
  if (due === undefined) return true;
  const client = await pool.connect();
  try {
    await client.query(`set lock_timeout = ${wait.milliseconds}`);
    for (const order of [...written.map((table) => `(full) flashlight.${table}`), 'flashlight.record'])
      if (!(await vacuum(client, order, wait))) return false;
    await client.query('update flashlight.report_pages set written = $1 where written < $1', [due.destroyed]);
    return true;
  } finally {
    await client.query('reset lock_timeout');
    client.release();
  }
}

async function vacuum(client: pg.ClientBase, order: string, { milliseconds, tries }: PageWait): Promise<boolean> {
  for (let left = tries; left > 0; left--)
    try {
      await client.query(`vacuum ${order}`);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotGiven) throw error;
      if (left > 1) await sleep(milliseconds);
    }
  return false;
}
