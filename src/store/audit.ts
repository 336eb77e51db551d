import type pg from 'pg';
import { atOneMoment, inTransaction, type Database } from './database.ts';

/** Who reads, as the audit knows them. */
export interface Reader {
  readonly agencyId: number;
  readonly actor: string;
  readonly role: string;
}

/** What is read, and for what. Numbers and kinds rather than names: the audit must not become a second copy of the data. */
export interface Reading {
  readonly action: string;
  readonly subject: Readonly<Record<string, unknown>>;
  readonly purpose?: string | null | undefined;
  readonly requestId?: string | undefined;
  readonly address?: string | undefined;
}

export type Outcome = 'ALLOWED' | 'DENIED' | 'FAILED';

/** Longest statement a person waits for; beyond it the read is given up rather than the server. */
const statementSecondsMax = 15;

/** The store's texts hold no NUL; a refused attempt is on record all the same. */
const withoutNul = (_: string, value: unknown) =>
  typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value;

/** Appends one event to the audit, in the transaction of `client`. */
export async function saveAuditEvent(
  client: pg.ClientBase | pg.Pool,
  reader: Reader,
  reading: Reading,
  outcome: Outcome,
): Promise<void> {
  await client.query({
    name: 'save-audit-event',
    text: `insert into flashlight.audit_event (agency_id, actor, role, action, subject, purpose, outcome, request_id, address)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      reader.agencyId,
      reader.actor,
      reader.role,
      reading.action,
      JSON.stringify(reading.subject, withoutNul),
      reading.purpose ?? null,
      outcome,
      reading.requestId ?? null,
      reading.address ?? null,
    ],
  });
}

/**
 * Runs `work` as a read that is on record: the audit row and the reads share one transaction, which is committed before
 * anything is answered. No audit row, no answer. After the audit row the transaction can only read, and all it reads is as it
 * was at one moment.
 */
export async function withReader<T>(
  database: Database,
  reader: Reader,
  reading: Reading,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return onRecord(database, { reader, reading, transact: atOneMoment }, async (client) => {
    await client.query('set transaction read only');
    return work(client);
  });
}

/**
 * As `withReader`, and how what was read stood is kept in the same transaction: `work` can only read, `keep` writes after it. Where
 * somebody else kept the same at the same moment both are done again, and there is one row of the audit.
 */
export async function withKeepingReader<T>(
  database: Database,
  reader: Reader,
  reading: Reading,
  {
    work,
    keep,
  }: {
    readonly work: (client: pg.PoolClient) => Promise<T>;
    readonly keep: (client: pg.PoolClient, read: T) => Promise<void>;
  },
): Promise<T> {
  return onRecord(database, { reader, reading, transact: atOneMomentAgain }, async (client) => {
    // What is set within the savepoint ends with it.
    await client.query('savepoint reading; set transaction read only');
    const read = await work(client);
    await client.query('release savepoint reading');
    await keep(client, read);
    return read;
  });
}

/** Two that write the same at once: one of them has to look again. */
const atTheSameTime = new Set(['40001', '40P01']);
const turnsMost = 3;

async function atOneMomentAgain<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++)
    try {
      return await atOneMoment(pool, work);
    } catch (error) {
      if (turn === turnsMost || !atTheSameTime.has((error as { code?: string }).code ?? '')) throw error;
    }
}

/** As `withReader`, for work that also writes what a person decides or hands in. */
export async function withWriter<T>(
  database: Database,
  reader: Reader,
  reading: Reading,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return onRecord(database, { reader, reading, transact: inTransaction }, work);
}

/**
 * As `withReader`, for work that finds out what goes on record: its account and all it reads are of one moment and in one
 * transaction. Where it refuses, what was asked is on record as an attempt.
 */
export async function withAccount<T extends Reading['subject']>(
  database: Database,
  reader: Reader,
  reading: Reading,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  try {
    return await atOneMoment(database.pool('read'), async (client) => {
      await client.query(`set local statement_timeout = '${statementSecondsMax}s'`);
      const subject = await work(client);
      await saveAuditEvent(client, reader, { ...reading, subject }, 'ALLOWED');
      return subject;
    });
  } catch (error) {
    await saveAuditEvent(database.pool('read'), reader, reading, 'FAILED').catch(() => undefined);
    throw error;
  }
}

async function onRecord<T>(
  database: Database,
  { reader, reading, transact }: { reader: Reader; reading: Reading; transact: typeof inTransaction },
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  let recorded = false;
  try {
    return await transact(database.pool('read'), async (client) => {
      await saveAuditEvent(client, reader, reading, 'ALLOWED');
      recorded = true;
      await client.query(`set local statement_timeout = '${statementSecondsMax}s'`);
      return work(client);
    });
  } catch (error) {
    // The row went with the transaction; that somebody tried is recorded all the same.
    if (recorded) await saveAuditEvent(database.pool('read'), reader, reading, 'FAILED').catch(() => undefined);
    throw error;
  }
}
