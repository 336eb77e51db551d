import type pg from 'pg';
import { stateAfter, stepsFrom } from '../exhibits/exhibit-states.ts';
import { Failure } from '../model/errors.ts';
import { findScanOfFile, insertScan, supersedeScans, type StoredScan } from '../store/exhibit-scans.ts';
import { findExhibitSteps } from '../store/exhibits.ts';
import { askForSearch, filterOf } from './ask-for-search.ts';
import { heldExhibit, type ExhibitTurn } from './held-exhibit.ts';
import { openScan, surfaceOf } from './open-scan.ts';
import { keepScanFile } from './scan-files.ts';
import { takeStep } from './step-exhibit.ts';

/** A file somebody handed in as the scan of an exhibit. */
export interface HandedScan {
  readonly path: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  /** It holds nothing but the breech face, masked elsewhere. */
  readonly maskedBefore: boolean;
}

/** Reads a handed-in file as far as to know that it is a surface; a failure says what is wrong with it. */
export async function expectSurface(scan: HandedScan): Promise<void> {
  await surfaceOf(await openScan(scan.path)).catch((error: unknown) => {
    throw error instanceof Failure
      ? new Failure(error.code, error.message.replaceAll(scan.path, scan.fileName), { cause: error })
      : error;
  });
}

/**
 * Takes a scan in: it waits to be prepared, put into the collection and searched for. The same file again changes nothing. Whoever calls it
 * has looked with `expectSurface` and keeps the transaction.
 */
export async function receiveScan(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  dataDir: string,
  { exhibit, version, scan }: { exhibit: number; version: number | null; scan: HandedScan },
): Promise<number> {
  const known = await findScanOfFile(client, turn.agencyId, scan.sha256, null);
  if (known !== null && known.exhibit === exhibit) return known.scan;
  if (known !== null)
    throw new Failure(
      'exhibit.scan-elsewhere',
      `Expected a file that is the scan of no other exhibit; this one is that of exhibit ${known.exhibit}. Nothing was changed. Look which of the two it is of.`,
      { detail: { exhibit: known.exhibit } },
    );
  const before = await heldExhibit(client, turn.agencyId, exhibit, version);
  if (before.kind !== 'CASING')
    throw new Failure(
      'exhibit.no-surface',
      `Expected a cartridge case: breech-face impressions are what is compared here; exhibit ${exhibit} is a ${before.kind}. Nothing was changed. Enrol the cartridge case of a test fire for a firearm.`,
      { detail: { kind: before.kind } },
    );
  const history = await findExhibitSteps(client, turn.agencyId, [exhibit]);
  const to = stateAfter(before, 'image', history);
  if (to === null) {
    const allowed = stepsFrom(before, history, { mayConclude: false });
    throw new Failure(
      'exhibit.wrong-step',
      `Expected an exhibit that was received and triaged before it is imaged; this one is ${before.state}. Nothing was changed. Steps that may be taken: ${allowed.join(', ')}.`,
      { detail: { state: before.state, step: 'image', allowed } },
    );
  }
  await keepScanFile(dataDir, scan.path, scan.sha256);
  const { sha256, bytes, maskedBefore } = scan;
  const number = await insertScan(client, turn.agencyId, {
    exhibit,
    sha256,
    bytes,
    maskedBefore,
    file: scan.fileName,
    maskSha256: null,
    maskBy: null,
    by: turn.actor,
    at: turn.now,
  });
  if (number === null)
    throw new Failure(
      'exhibit.changed',
      'Somebody handed in the same file at the same moment. Look at the exhibit again.',
    );
  await askForSearch(client, turn, { exhibit, scan: number, only: filterOf(before), exhaustive: false });
  await takeStep(client, turn, before, {
    step: 'image',
    to,
    at: turn.now,
    note: scan.fileName,
    more: { scan: number },
  });
  return number;
}

/** Once prepared, the newest scan of an exhibit stands for it. */
export async function standInPlaceOfOlder(client: pg.ClientBase, agencyId: number, scan: StoredScan): Promise<void> {
  await supersedeScans(client, agencyId, scan.exhibit, scan.scan);
}
