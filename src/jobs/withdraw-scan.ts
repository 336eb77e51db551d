import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { findPairsOfScans, keepPairsAnew, type Pair } from '../store/candidate-pairs.ts';
import { endReviewsOfScan, holdPair } from '../store/candidate-reviews.ts';
import { failCorrelationsOf } from '../store/correlation-requests.ts';
import { findScan, findScansOf, withdrawScansOfFile } from '../store/exhibit-scans.ts';
import { findExhibits } from '../store/exhibits.ts';
import { findLeadsOfPairs, findNibinLeadsByNumber } from '../store/nibin-leads.ts';
import { askForSearch, filterOf, newestOf } from './ask-for-search.ts';
import { heldExhibit, type ExhibitTurn } from './held-exhibit.ts';
import { settleExhibits } from './settle-exhibits.ts';
import { takeBackImages, takeStep } from './step-exhibit.ts';

/**
 * Takes a file off an exhibit of which it is no scan, with every preparation of it. What it was searched for and found is nobody's any more, what people
 * said of such pairs is taken back, and a scan it had replaced stands again and is searched for. The file may then be handed in to the exhibit it is of.
 * Nothing is changed while a lead rests on it: withdrawing that tells whoever has it.
 */
export async function withdrawScan(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  order: { readonly exhibit: number; readonly scan: number; readonly version: number; readonly reason: string },
): Promise<void> {
  const { agencyId, now } = turn;
  const { exhibit, scan: number } = order;
  const scan = await findScan(client, agencyId, number);
  const ofFile = (await findScansOf(client, agencyId, [exhibit])).filter(({ sha256 }) => sha256 === scan?.sha256);
  const scans = ofFile.map((each) => each.scan);
  // Pairs before exhibits, as whoever says something of a pair holds them.
  const pairs = await findPairsOfScans(client, agencyId, scans);
  for (const pair of pairs) await holdPair(client, agencyId, pair);
  const before = await heldExhibit(client, agencyId, exhibit, order.version);
  if (scan === null || scan.exhibit !== exhibit || scan.state === 'WITHDRAWN')
    throw new Failure(
      'exhibit.unknown',
      `Expected a scan of exhibit ${exhibit}; number ${number} is none. Nothing was changed. Look at the exhibit again.`,
    );
  const reason = order.reason.trim();
  if (reason === '')
    throw new Failure('exhibit.no-reason', 'Expected a reason, in a few words; got none. Nothing was changed.');
  const leads = await countStandingLeads(client, agencyId, pairs);
  if (leads > 0)
    throw new Failure(
      'exhibit.scan-leads',
      `Expected a scan on which no NIBIN lead rests; ${leads} do. Nothing was changed. Have each withdrawn first, which tells whoever has it, and then take the scan off.`,
      { detail: { leads } },
    );

  for (const pair of pairs) await endReviewsOfScan(client, agencyId, { ...pair, scan: number, at: now });
  const failure = { code: 'scan.withdrawn', message: reason };
  const taken = await withdrawScansOfFile(client, agencyId, { exhibit, sha256: scan.sha256, failure });
  for (const each of taken) await failCorrelationsOf(client, agencyId, each, failure);
  await keepPairsAnew(client, agencyId, exhibit);
  await takeStep(client, turn, before, {
    step: 'withdraw-scan',
    to: before.state,
    at: now,
    note: `${scan.file}: ${reason}`,
    more: { scan: number },
  });
  await takeBackImages(client, turn, { exhibit, scans: taken });
  const left = newestOf(await findScansOf(client, agencyId, [exhibit]));
  const [after] = await findExhibits(client, agencyId, [exhibit]);
  if (left !== null)
    await askForSearch(client, turn, { exhibit, scan: left.scan, only: filterOf(after!), exhaustive: false });
  const touched = new Set([exhibit, ...pairs.flatMap(({ a, b }) => [a, b])]);
  await settleExhibits(client, turn, { exhibits: [...touched], note: scan.file });
}

async function countStandingLeads(client: pg.ClientBase, agencyId: number, pairs: readonly Pair[]): Promise<number> {
  const newest = await findLeadsOfPairs(client, agencyId, pairs);
  const leads = await findNibinLeadsByNumber(
    client,
    agencyId,
    newest.map(({ lead }) => lead),
  );
  return leads.filter(({ standing }) => standing !== 'WITHDRAWN').length;
}
