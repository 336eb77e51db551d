import { readFile } from 'node:fs/promises';
import { checkPackage, checkRecords, type CheckedPackage, type CheckedRecords } from '../jobs/verify-briefing.ts';
import { Failure } from '../model/errors.ts';
import { auditedRead } from './audited-read.ts';
import { UsageError, type CommandIo } from './command.ts';
import { chooseAgency, withStore, type StoreChoice } from './open-store.ts';

export interface VerifyChoice extends StoreChoice {
  readonly json: boolean;
  /** Holds the files against the manifest alone. */
  readonly 'files-only': boolean;
}

/** `flashlight leads verify`: what of a briefing package is intact. Exit code 0 where everything is, else 1. */
export async function verifyPackage(files: readonly string[], choice: VerifyChoice, io: CommandIo): Promise<number> {
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new UsageError(`Expected one PACKAGE.zip; got ${files.length === 0 ? 'none' : files.join(' ')}.`);
  const checked = checkPackage(await readBytes(file));
  const stored = choice['files-only'] ? null : await againstStore(checked, choice);
  const filesIntact = checked.files.every(({ state }) => state === 'intact');
  const recordsIntact = stored?.records.every(({ state }) => state === 'intact' || state === 'newer') ?? true;
  const intact = filesIntact && recordsIntact && stored?.made !== null;
  if (choice.json) io.json({ ...checked, made: stored?.made ?? null, records: stored?.records ?? null, intact });
  else tell(checked, stored, intact, io);
  return intact ? 0 : 1;
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new Failure('lead.package', `Expected a briefing package at ${file}; it cannot be read. Check the path.`, {
      cause,
    });
  }
}

async function againstStore(checked: CheckedPackage, choice: StoreChoice): Promise<CheckedRecords> {
  return withStore('leads verify', choice, async (database) => {
    const { agencyId } = await chooseAgency(database, choice.agency);
    const what = { action: 'leads.verify', subject: { lead: checked.manifest.lead, package: checked.sha256 } };
    return auditedRead(database, agencyId, what, (client) => checkRecords(client, agencyId, checked));
  });
}

function tell(checked: CheckedPackage, stored: CheckedRecords | null, intact: boolean, io: CommandIo): void {
  const { manifest, files } = checked;
  io.out(
    `Lead ${manifest.lead}, version ${manifest.version}, made ${manifest.madeAt} for ${manifest.recipient ?? 'use inside'}`,
  );
  for (const { name, state } of files) io.out(`  ${state.padEnd(10)} ${name}`);
  if (stored === null) io.out('Records were not held against a store (--files-only).');
  else {
    const { made, records } = stored;
    io.out(
      made === null
        ? 'NOT ON RECORD: no package of exactly these bytes was put on record here when it was made.'
        : `On record: made by ${made.madeBy} on ${new Date(made.madeAt).toISOString()}.`,
    );
    const count = (state: string) => records.filter((each) => each.state === state).length;
    io.out(
      `Record versions: ${records.length}; as they were ${count('intact')}, with a newer version since ${count('newer')}, changed ${count('changed')}, missing ${count('missing')}.`,
    );
    for (const { record, version, state } of records)
      if (state !== 'intact') io.out(`  ${state.padEnd(10)} record ${record}, version ${version}`);
  }
  io.out(intact ? 'Everything is intact.' : 'NOT INTACT.');
}
