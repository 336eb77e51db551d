import type pg from 'pg';
import type { CorrelationFilter } from '../model/correlations.ts';
import { Failure } from '../model/errors.ts';
import { calibreTold } from '../model/firearm-class.ts';
import { changeWaitingFilter, findCorrelationsOf, insertCorrelation } from '../store/correlation-requests.ts';
import { findScansOf, type StoredScan } from '../store/exhibit-scans.ts';
import { findExhibits, type StoredExhibit } from '../store/exhibits.ts';
import { forgetRatios } from '../store/kept-ratios.ts';
import { heldExhibit, type ExhibitTurn } from './held-exhibit.ts';

export const candidatesAskedFor = 20;

type KnownClass = Pick<StoredExhibit, 'calibre' | 'calibreWritten' | 'calibreSource' | 'aperture' | 'breechFace'>;

/** What of an exhibit's class candidates must share, or not be known to have: as much as is known of it. */
export function filterOf({ aperture, breechFace, ...of }: KnownClass): CorrelationFilter {
  const calibre = calibreTold(of);
  return {
    ...(calibre === null ? {} : { calibre }),
    ...(aperture === null ? {} : { aperture }),
    ...(breechFace === null ? {} : { breechFace }),
  };
}

/** Asks for a search of the collection for a scan; null where one waits already. */
export async function askForSearch(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  { exhibit, scan, only, exhaustive }: { exhibit: number; scan: number; only: CorrelationFilter; exhaustive: boolean },
): Promise<number | null> {
  return insertCorrelation(client, turn.agencyId, {
    exhibit,
    scan,
    askedOf: 'LOCAL',
    requestedBy: turn.actor,
    requestedAt: turn.now,
    only,
    top: candidatesAskedFor,
    exhaustive,
  });
}

/** Asks anew for a search of the collection, as it is now: by the class of the exhibit, or through a filter as wished. */
export async function searchAgain(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  { exhibit, only, exhaustive }: { exhibit: number; only: CorrelationFilter | null; exhaustive: boolean },
): Promise<void> {
  const before = await heldExhibit(client, turn.agencyId, exhibit, null);
  const scan = newestOf(await findScansOf(client, turn.agencyId, [exhibit]));
  if (scan === null)
    throw new Failure(
      'exhibit.no-scan',
      'Expected an exhibit with a scan that could be prepared; this one has none. Hand in a scan first.',
    );
  const request = await askForSearch(client, turn, {
    exhibit,
    scan: scan.scan,
    only: only ?? filterOf(before),
    exhaustive,
  });
  if (request === null)
    throw new Failure('exhibit.changed', 'A search for this scan waits already. Nothing was changed. Wait for it.');
}

/**
 * Has an exhibit searched for again where what is known of its class is another than it was: what the search before left out as of another
 * class may be of this one. A search that waits by the class as it was goes by the new one. Ratios are of classes: those it has are reckoned anew.
 */
export async function searchByNewClass(client: pg.ClientBase, turn: ExhibitTurn, before: StoredExhibit): Promise<void> {
  const [after] = await findExhibits(client, turn.agencyId, [before.exhibit]);
  const [was, is] = [filterOf(before), filterOf(after!)];
  const names = ['calibre', 'aperture', 'breechFace'] as const;
  if (names.every((name) => was[name] === is[name])) return;
  await forgetRatios(client, turn.agencyId, before.exhibit);
  const scan = newestOf(await findScansOf(client, turn.agencyId, [before.exhibit]));
  if (scan === null) return;
  if (await changeWaitingFilter(client, turn.agencyId, { scan: scan.scan, from: was, to: is })) return;
  await askForSearch(client, turn, { exhibit: before.exhibit, scan: scan.scan, only: is, exhaustive: false });
}

/**
 * Has the scan in force searched for where it never was by the class of its exhibit as it is: the class was corrected while another scan waited,
 * which then could not be prepared.
 */
export async function searchByOwnClass(client: pg.ClientBase, turn: ExhibitTurn, exhibit: number): Promise<void> {
  const [own] = await findExhibits(client, turn.agencyId, [exhibit]);
  const scan = newestOf(await findScansOf(client, turn.agencyId, [exhibit]));
  if (own === undefined || scan === null) return;
  const is = filterOf(own);
  const names = ['calibre', 'aperture', 'breechFace'] as const;
  const asked = (await findCorrelationsOf(client, turn.agencyId, [exhibit])).some(
    (of) => of.scan === scan.scan && of.state !== 'FAILED' && names.every((name) => of.only[name] === is[name]),
  );
  if (!asked) await askForSearch(client, turn, { exhibit, scan: scan.scan, only: is, exhaustive: false });
}

/** The scan in force of an exhibit. */
export const newestOf = (scans: readonly StoredScan[]): StoredScan | null =>
  scans.find(({ supersededBy, state }) => supersededBy === null && (state === 'RECEIVED' || state === 'PREPARED')) ??
  null;
