import type pg from 'pg';
import { stateAfter, stepsFrom } from '../exhibits/exhibit-states.ts';
import { Failure } from '../model/errors.ts';
import {
  findExhibitOfFile,
  findScanOfFile,
  insertScan,
  reinstateScan,
  supersedeScans,
  tryScanAgain,
  type StoredScan,
} from '../store/exhibit-scans.ts';
import { findExhibits, findExhibitSteps } from '../store/exhibits.ts';
import { askForSearch, filterOf } from './ask-for-search.ts';
import { heldExhibit, type ExhibitTurn } from './held-exhibit.ts';
import { keepScanFile } from './scan-files.ts';
import { inSurfaceThread } from './surface-thread.ts';
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

/** Reads a handed-in file, in a thread of its own, as far as to know that it is a surface; a failure says what is wrong with it. */
export async function expectSurface(scan: HandedScan): Promise<void> {
  try {
    await inSurfaceThread({ what: 'expect', scan: scan.path });
  } catch (error) {
    throw error instanceof Failure
      ? new Failure(error.code, error.message.replaceAll(scan.path, scan.fileName), {
          ...(error.detail === undefined ? {} : { detail: error.detail }),
          cause: error,
        })
      : error;
  }
}

/**
 * Takes a scan in: it waits to be prepared, put into the collection and searched for. The same file again
 * changes nothing, but that one that could not be prepared is tried again, and one that another took the place of stands again. Whoever calls it
 * has looked with `expectSurface` and keeps the transaction.
 */
export async function receiveScan(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  dataDir: string,
  { exhibit, version, scan }: { exhibit: number; version: number | null; scan: HandedScan },
): Promise<number> {
  const elsewhere = await findExhibitOfFile(client, turn.agencyId, scan.sha256);
  if (elsewhere !== null && elsewhere !== exhibit)
    throw new Failure(
      'exhibit.scan-elsewhere',
      `Expected a file that is the scan of no other exhibit; this one is that of exhibit ${elsewhere}. Nothing was changed. Look which of the two it is of.`,
      { detail: { exhibit: elsewhere } },
    );
  const known = await findScanOfFile(client, turn.agencyId, { ...scan, maskSha256: null });
  if (known !== null && known.state !== 'FAILED') {
    await putInForce(client, turn, known);
    return known.scan;
  }
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
  const number =
    known !== null
      ? await tryScanAgain(client, turn.agencyId, known.scan)
      : await insertScan(client, turn.agencyId, {
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

/**
 * Lets a preparation that another took the place of stand again, and has it searched for: somebody handed it in, or drew it, once more. False where
 * it stood, or cannot.
 */
export async function putInForce(client: pg.ClientBase, turn: ExhibitTurn, scan: StoredScan): Promise<boolean> {
  if (scan.supersededBy === null || scan.state === 'FAILED' || scan.state === 'WITHDRAWN') return false;
  await reinstateScan(client, turn.agencyId, scan);
  const [exhibit] = await findExhibits(client, turn.agencyId, [scan.exhibit]);
  await askForSearch(client, turn, {
    exhibit: scan.exhibit,
    scan: scan.scan,
    only: filterOf(exhibit!),
    exhaustive: false,
  });
  return true;
}

/** Once prepared, the newest scan of an exhibit stands for it. */
export async function standInPlaceOfOlder(client: pg.ClientBase, agencyId: number, scan: StoredScan): Promise<void> {
  await supersedeScans(client, agencyId, scan.exhibit, scan.scan);
}
