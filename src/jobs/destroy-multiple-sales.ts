import { localDay } from '../model/values/local-time.ts';
import { listAgencies, type Agency } from '../store/agencies.ts';
import { inTransaction, type Database } from '../store/database.ts';
import {
  destroyReport,
  destroyReportImports,
  findDueReports,
  findSalePolicy,
  notePagesDue,
} from '../store/multiple-sales.ts';
import { writePagesAnew, type PageWait } from '../store/report-pages.ts';

export interface Destroyed {
  readonly agency: string;
  readonly asOf: string;
  readonly policy: { readonly version: string; readonly destroy: boolean; readonly days: number };
  /** Numbers of the certificates. */
  readonly certificates: readonly number[];
  /** Rejected rows of files of reports that were destroyed with their import. */
  readonly rejectedRows: number;
  /** Pages rows were destroyed on are still as they were, because somebody held their table: they are written anew by the next call. */
  readonly pagesLeft: boolean;
}

/**
 * Destroys every report of a multiple sale whose days are over, each in a transaction of its own: whatever stops this, what was
 * destroyed is destroyed and has its certificate, and the next call goes on with the rest. `asOf`: a day before today, to look back.
 */
export async function destroyMultipleSales(
  database: Database,
  agency: Agency,
  { by, now, asOf, wait }: { by: string; now: Date; asOf?: string | undefined; wait?: PageWait },
): Promise<Destroyed> {
  const { agencyId } = agency;
  const pool = database.pool('import');
  const today = localDay(now.toISOString(), agency.timeZone);
  const day = asOf !== undefined && asOf < today ? asOf : today;
  const policy = await findSalePolicy(pool, agencyId);
  const certificates: number[] = [];
  let rejectedRows = 0;
  if (policy.destroy) {
    for (const key of await findDueReports(pool, agencyId, day)) {
      const destruction = await inTransaction(pool, async (client) => {
        const certificate = await destroyReport(client, agencyId, { key, asOf: day, by });
        if (certificate !== null) await notePagesDue(client);
        return certificate;
      }).catch((error: { code?: string }) => {
        // Excepted, or destroyed by another, since it was looked for.
        if (error.code === refusedByStore) return null;
        throw error;
      });
      if (destruction !== null) certificates.push(destruction);
    }
    rejectedRows = await inTransaction(pool, async (client) => {
      const rows = await destroyReportImports(client, agencyId, { asOf: day, by });
      if (rows > 0) await notePagesDue(client);
      return rows;
    });
  }
  const pagesLeft = !(await writePagesAnew(database.pool('migrate'), wait));
  return { agency: agency.code, asOf: day, policy, certificates, rejectedRows, pagesLeft };
}

/** What the store answers where a report may not be destroyed (now): `check_violation`. */
const refusedByStore = '23514';

/** How often the server looks which reports are due. */
const lookMilliseconds = 3_600_000;
/** And again where pages are left. */
const againMilliseconds = 60_000;

/** Destroys what is due now and every hour, for every agency, until it is closed. */
export function keepDestroying(
  database: Database,
  { now, onTrouble }: { now: () => Date; onTrouble: (error: Error) => void },
): { close(): Promise<void> } {
  let closed = false;
  let again: NodeJS.Timeout | undefined;
  const look = async () => {
    let pagesLeft = false;
    // What keeps the reports of one agency keeps no other's.
    for (const agency of await listAgencies(database)) {
      if (closed) return;
      await destroyMultipleSales(database, agency, { by: 'the clock of the server', now: now() }).then(
        (destroyed) => (pagesLeft = destroyed.pagesLeft),
        onTrouble,
      );
    }
    if (!pagesLeft || closed) return;
    onTrouble(
      new Error(
        'reports were destroyed and the pages they stood on are held by somebody: they are written anew in a minute',
      ),
    );
    clearTimeout(again);
    again = setTimeout(begin, againMilliseconds);
    again.unref();
  };
  let looking: Promise<void> = Promise.resolve();
  const begin = () => {
    looking = looking.then(look).catch(onTrouble);
  };
  begin();
  const timer = setInterval(begin, lookMilliseconds);
  timer.unref();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      clearTimeout(again);
      await looking;
    },
  };
}
