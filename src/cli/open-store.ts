import { setTimeout as sleep } from 'node:timers/promises';
import { isTimeZone } from '../model/values/time-zone.ts';
import { Failure } from '../model/errors.ts';
import { listAgencies, saveAgency, type Agency } from '../store/agencies.ts';
import { databaseOfEnvironment, defaultDataDir, openDatabase, type Database } from '../store/database.ts';
import { openUnlessStopped, stopOnSignals } from '../store/embedded-signals.ts';
import { explainStoreError } from '../store/explain-store-error.ts';
import { migrate } from '../store/migrate.ts';
import { UsageError, type CommandIo } from './command.ts';

/** Options of every command that uses the store. */
export const storeOptions = {
  'data-dir': { type: 'string' },
  agency: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export interface StoreChoice {
  readonly 'data-dir'?: string | undefined;
  readonly agency?: string | undefined;
}

/** How long work that was interrupted may take to tidy up. */
const tidyingMilliseconds = 5_000;

/**
 * Opens the store for one command, up to date, and closes it whatever happens: a signal undoes what is not finished,
 * closes the store and ends the program with 128 plus the signal's number.
 */
export async function withStore<T>(
  command: string,
  choice: StoreChoice,
  work: (database: Database, dataDir: string) => Promise<T>,
): Promise<T> {
  const dataDir = choice['data-dir'] ?? process.env['FLASHLIGHT_DATA_DIR'] ?? defaultDataDir;
  const database = await openUnlessStopped((signal) =>
    openDatabase({
      ...(choice['data-dir'] === undefined ? databaseOfEnvironment(process.env) : {}),
      dataDir,
      command: `flashlight ${command}`,
      signal,
    }),
  );
  const working = migrate(database).then(() => work(database, dataDir));
  const handlers = stopOnSignals(database, {
    before: async () => {
      await database.interrupt();
      await Promise.race([working.catch(() => undefined), sleep(tidyingMilliseconds)]);
    },
  });
  try {
    return await working;
  } catch (error) {
    throw await explainStoreError(error, database.dataDir);
  } finally {
    // The program ends with the signal's code, not with how the work took its end.
    if (handlers.stopping()) await new Promise(() => undefined);
    handlers.off();
    await database.close();
  }
}

/** The agency a reading command speaks of: the one named, or the only one there is. */
export async function chooseAgency(database: Database, code: string | undefined): Promise<Agency> {
  const agencies = await listAgencies(database);
  const chosen = code === undefined ? agencies[0] : agencies.find((agency) => agency.code === code);
  if (chosen && (code !== undefined || agencies.length === 1)) return chosen;
  const known = agencies.map((agency) => agency.code).join(', ') || 'none yet';
  if (code === undefined && agencies.length > 1)
    throw new UsageError(`Expected --agency, since the store holds several (${known}).`);
  throw new Failure(
    'agency.unknown',
    `Expected an agency of the store (${known}); got ${code ?? 'an empty store'}. Import a file first, or add one with flashlight agency add.`,
  );
}

export const isAgencyCode = (code: string) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(code);

export const defaultAgency = { code: 'city', name: 'The city', timeZone: 'America/New_York' } as const;

/** The agency an import is for, and whether its time zone is only assumed. */
export interface ImportAgency {
  readonly agency: Agency;
  /** Made now, in an empty store, and nobody said in which zone its local times are. */
  readonly zoneAssumed: boolean;
}

/**
 * The agency an import is for. A new one is made where its time zone is given, or where the store is empty: then the
 * zone is assumed, and said. Any other code nobody knows is taken for a slip.
 */
export async function agencyForImport(
  database: Database,
  choice: {
    agency?: string | undefined;
    timeZone?: string | undefined;
    city?: string | undefined;
    state?: string | undefined;
    /** Keep nothing: a new agency is made for this run alone. */
    dryRun?: boolean | undefined;
  },
  io: CommandIo,
): Promise<ImportAgency> {
  if (choice.timeZone !== undefined && !isTimeZone(choice.timeZone)) throw unknownTimeZone(choice.timeZone);
  if (choice.agency !== undefined && !isAgencyCode(choice.agency))
    throw new UsageError(`Expected --agency of lower-case letters, digits and hyphens; got ${choice.agency}.`);
  if (choice.state !== undefined && !/^[A-Z]{2}$/.test(choice.state))
    throw new UsageError(`Expected --state as two capital letters; got ${choice.state}.`);
  const agencies = await listAgencies(database);
  const codes = agencies.map((each) => each.code).join(', ');
  if (choice.agency === undefined && agencies.length > 1)
    throw new UsageError(`Expected --agency, since the store holds several (${codes}).`);
  const code = choice.agency ?? agencies[0]?.code ?? defaultAgency.code;
  const known = agencies.find((each) => each.code === code);
  if (known) {
    if (choice.timeZone !== undefined && choice.timeZone !== known.timeZone) {
      throw new Failure(
        'agency.bad-time-zone',
        `Expected the time zone of ${code}, ${known.timeZone}; got ${choice.timeZone}. An agency has one zone: if it is the wrong one, give flashlight agency add ${code} --time-zone ${choice.timeZone} before its first record; the other zone of a single file goes into its mapping.`,
      );
    }
    return { agency: known, zoneAssumed: false };
  }
  if (agencies.length > 0 && choice.timeZone === undefined) {
    throw new UsageError(
      `Expected an agency of the store (${codes}); got ${code}. If it is a new one, add it: flashlight agency add ${code} --time-zone ZONE, or give --time-zone ZONE here.`,
    );
  }
  const timeZone = choice.timeZone ?? defaultAgency.timeZone;
  const zoneAssumed = choice.timeZone === undefined;
  const agency = {
    code,
    name: choice.city ?? (code === defaultAgency.code ? defaultAgency.name : code),
    city: choice.city ?? null,
    state: choice.state ?? null,
    timeZone,
  };
  if (zoneAssumed) io.err(assumedZone(agency));
  return { agency: choice.dryRun ? { agencyId: 0, ...agency } : await saveAgency(database, agency), zoneAssumed };
}

/** What is said of an agency made without anybody naming its time zone. */
export const assumedZone = ({ code, timeZone }: { readonly code: string; readonly timeZone: string }) =>
  `New agency ${code}: its local times are read as ${timeZone}, which nobody said. If that is wrong, give flashlight agency add ${code} --time-zone ZONE before its first record; with records in it, start again in an empty store.`;

export function unknownTimeZone(got: string): Failure {
  return new Failure('agency.bad-time-zone', `Expected an IANA time zone such as America/Chicago; got ${got}.`, {
    detail: { got },
  });
}
