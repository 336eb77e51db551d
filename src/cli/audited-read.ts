import { userInfo } from 'node:os';
import type pg from 'pg';
import { inTransaction, type Database } from '../store/database.ts';

/** A protected read from the command line: the audit row and the read are one transaction, made as the account that runs it. */
export async function auditedRead<T>(
  database: Database,
  agencyId: number,
  what: { action: string; subject: unknown },
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  return inTransaction(database.pool('read'), async (client) => {
    await client.query(
      `insert into flashlight.audit_event (agency_id, actor, role, action, subject, purpose, outcome, address) values ($1, $2, 'command-line', $3, $4, null, 'ALLOWED', 'local')`,
      [agencyId, userInfo().username, what.action, JSON.stringify(what.subject)],
    );
    return work(client);
  });
}
