import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { importFile, openTrial, type ImportResult } from '../jobs/import-file.ts';
import { listFeedFiles, readAgencyFile, type FeedFile } from '../jobs/import-folder.ts';
import { followTraceResults } from '../jobs/follow-trace-results.ts';
import { linkRecords } from '../jobs/link-records.ts';
import { parseMapping } from '../jobs/parse-mapping.ts';
import { Failure } from '../model/errors.ts';
import { feedNames, isFeedName } from '../model/feeds.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { agencyForImport, storeOptions, withStore } from './open-store.ts';

export const importCommand: Command = {
  name: 'import',
  summary: "Read an agency's files into the store",
  help: `flashlight import FEED FILE… [--agency A] [--mapping M.json] [--dry-run] [--json]
flashlight import --all DIR [--agency A] [--dry-run] [--json]
flashlight import --guess FILE [--json]

FEED is one of: ${feedNames.join(', ')}.
Each file is imported whole or not at all; the same file again changes nothing.
Rows that cannot be kept go to a rejects file with the reason: mend it and import it.

  --agency A       whose files these are (default: the only agency of the store)
  --time-zone Z    makes a new agency: the IANA zone of its local times (an empty store
                   assumes one for its first agency, and says which)
  --city, --state  for a new agency: where addresses that leave it out are
  --mapping M      how the columns are read, a file: what --guess --json gives as "mapping", or
                   {"feed": …, "layout": …, "columns": {"header in the file": "field"}}
  --dry-run        read, check and count everything; keep nothing
  --guess          propose feed and mapping for a file never seen
  --all DIR        every folder of DIR named after a feed, in the right order
  --data-dir D     the store (default: data, or the server of DATABASE_URL)

Example: flashlight import etrace results-2024.csv --agency baltimore --time-zone America/New_York --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...storeOptions,
        all: { type: 'boolean', default: false },
        guess: { type: 'boolean', default: false },
        mapping: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        'time-zone': { type: 'string' },
        city: { type: 'string' },
        state: { type: 'string' },
      },
    });
    if (values.guess) return guess(positionals, values.json, io);
    if (values.all && positionals.length !== 1) throw new UsageError('Expected --all DIR.');
    const files = values.all ? await listFeedFiles(positionals[0]!) : filesOf(positionals);
    const mapping =
      values.mapping === undefined ? undefined : parseMapping(await readMapping(values.mapping), values.mapping);
    if (mapping && files.some((file) => file.feed !== mapping.feed)) {
      throw new UsageError(`Expected the mapping to be for ${files[0]!.feed}; it is for ${mapping.feed}.`);
    }
    const named = values.all ? await readAgencyFile(positionals[0]!) : null;
    return withStore('import', values, async (database, dataDir) => {
      const ofFolder = values.agency === undefined || values.agency === named?.code;
      const { agency, zoneAssumed } = await agencyForImport(
        database,
        {
          agency: values.agency ?? named?.code,
          timeZone: values['time-zone'] ?? (ofFolder ? named?.timeZone : undefined),
          city: values.city ?? named?.city ?? undefined,
          state: values.state ?? named?.state ?? undefined,
          dryRun: values['dry-run'],
        },
        io,
      );
      const readFor = { code: agency.code, timeZone: mapping?.timeZone ?? agency.timeZone, zoneAssumed };
      const results: (ImportResult & { agency: ReadFor })[] = [];
      const failures: { feed: string; file: string; error: object }[] = [];
      let failed = false;
      const trial = values['dry-run'] && files.length > 1 ? await openTrial(database) : undefined;
      for (const file of files) {
        const progress = progressLine(io);
        try {
          const result = await importFile(database, {
            agency,
            ...file,
            mapping,
            dryRun: values['dry-run'],
            trial,
            rejectsDir: join(dataDir, 'rejects'),
            startedBy: userInfo().username,
            receivedAt: new Date().toISOString(),
            onProgress: (at) => progress(`${at.file}: ${at.read} rows read`),
          });
          results.push({ ...result, agency: readFor });
          if (!values.json) io.out(describe(result, readFor));
          for (const { message, code } of result.warnings) io.err(`${result.file}: ${message} [${code}]`);
          // A file of which nothing could be kept was read as the wrong thing.
          if (result.read > 0 && result.rejected === result.read) failed = true;
        } catch (error) {
          // Of a row of files one that is no table is told and passed over; a store that is gone ends them all.
          if (!(error instanceof Failure) || files.length === 1 || error.code.startsWith('store.')) throw error;
          failed = true;
          const { code, message, detail } = error;
          failures.push({ feed: file.feed, file: basename(file.path), error: { code, message, detail } });
          io.err(`${file.path}: ${message} [${code}]`);
        }
      }
      await trial?.end();
      if (!values['dry-run']) {
        const progress = progressLine(io);
        await linkRecords(database, (at) => progress(`linking: ${at.records} records`));
        const traces = results.findLast(({ feed }) => feed === 'etrace');
        if (traces) await followTraceResults(database, agency, { run: traces.run, now: new Date() });
      }
      if (values.json) io.json(files.length === 1 && !values.all ? results[0] : [...results, ...failures]);
      return failed ? 1 : 0;
    });
  },
};

function filesOf([feed, ...paths]: string[]): FeedFile[] {
  if (feed === undefined || paths.length === 0) throw new UsageError('Expected FEED FILE….');
  if (!isFeedName(feed)) throw new UsageError(`Expected a feed (${feedNames.join(', ')}); got ${feed}.`);
  return paths.map((path) => ({ feed, path }));
}

async function readMapping(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Failure(
      'file.missing',
      `Expected a mapping file at ${path}; it cannot be read: ${(cause as NodeJS.ErrnoException).code}.`,
      { cause },
    );
  }
}

async function guess(paths: string[], json: boolean, io: CommandIo): Promise<number> {
  if (paths.length !== 1) throw new UsageError('Expected --guess FILE.');
  const { guessFile } = await import('../jobs/guess-file.ts');
  const found = await guessFile(paths[0]!);
  if (json) io.json(found);
  else {
    io.out(`${found.feed ?? 'no feed'} ${found.layout ?? ''} (${Math.round(found.confidence * 100)} of 100)`);
    if (found.note) io.out(found.note);
    for (const each of found.columns) io.out(`  ${each.column} → ${each.field ?? '(kept, not read)'}  ${each.why}`);
  }
  return found.feed === null ? 1 : 0;
}

/** Whose file it was, and in which zone its local times were read. */
interface ReadFor {
  readonly code: string;
  readonly timeZone: string;
  /** Nobody said which zone it is. */
  readonly zoneAssumed: boolean;
}

const describe = (result: ImportResult, { code, timeZone }: ReadFor) =>
  `${result.dryRun ? 'Dry run of ' : ''}${result.file}: ${result.read} rows read, ${result.accepted} accepted, ${result.rejected} rejected, ${result.duplicates} already known${
    result.rejectsFile ? `; rejected rows in ${result.rejectsFile}` : ''
  }. For ${code}, local times read as ${timeZone}.`;

/** At most two lines a second. */
function progressLine(io: CommandIo): (text: string) => void {
  let last = performance.now();
  return (text) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    io.err(text);
  };
}
