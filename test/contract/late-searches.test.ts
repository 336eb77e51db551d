import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCandidatePairs, keepPairs } from '../../src/store/candidate-pairs.ts';
import { saveFailedCorrelation } from '../../src/store/correlation-requests.ts';
import { enrolSearched, receiveShootings } from './nibin-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

// What searches find counts by the scans that are in force, in whatever order they end.

let server: TestServer;
let of: Record<string, number>;
beforeAll(async () => {
  server = await openTestServer();
  await receiveShootings(server);
  of = await enrolSearched(server, [{ a: 'first', b: 'fired', cells: 30 }]);
});
afterAll(() => server.close());
const owner = () => server.store.database.pool('migrate');
const agencyId = () => server.store.agency.agencyId;

/** A search by a scan of the first exhibit, that ended at an hour and found the fired one by so many cells. */
async function searched(scan: number, hour: number, cells: number): Promise<number> {
  const { rows } = await owner().query<{ id: number }>(
    `insert into flashlight.correlation_request (agency_id, exhibit_id, scan_id, asked_of, requested_by, requested_at, state, started_at, finished_at)
     values ($1, $2, $3, 'LOCAL', 'enroller', $4, 'DONE', $4, $4) returning request_id as id`,
    [agencyId(), of['first'], scan, `2026-11-20T${hour}:00:00Z`],
  );
  await owner().query(
    `insert into flashlight.correlation_candidate (agency_id, request_id, rank, exhibit_id, scan_id, score, congruent_cells, congruent_cells_reverse,
       cells_compared, cells_compared_reverse, whole_scan_correlation, undetermined)
     values ($1, $2, 1, $3, $4, $5, $6, $6, 40, 40, .5, 'no-calibration-set')`,
    [agencyId(), rows[0]!.id, of['fired'], 1000 + of['fired']!, cells / 40, cells],
  );
  const client = await server.store.database.connect('migrate');
  await keepPairs(client, agencyId(), of['first']!);
  await client.end();
  return rows[0]!.id;
}

const toReview = async () => {
  const client = await server.store.database.connect('migrate');
  const pairs = await findCandidatePairs(client, agencyId(), { person: 'ann', state: 'review', limit: 10 });
  await client.end();
  return pairs.map(({ congruentCells }) => congruentCells);
};

test('a scan that takes the place of another hides what that found once it was searched for itself, and an older search that ends late hides nothing', async () => {
  expect(await toReview()).toEqual([30]);
  const [before, after] = [1000 + of['first']!, 5000];
  for (const scan of [before, after])
    await owner().query(
      `insert into flashlight.exhibit_scan (agency_id, scan_id, exhibit_id, sha256, file_name, bytes, masked_before, uploaded_by) overriding system value
       values ($1, $2, $3, $4, 'first.x3p', 1, true, 'enroller')`,
      [agencyId(), scan, of['first'], String(scan).padStart(64, '0')],
    );
  await owner().query('update flashlight.exhibit_scan set superseded_by = $2 where scan_id = $1', [before, after]);
  // It waits for its search: what the one before found is all there is.
  expect(await toReview()).toEqual([30]);
  await searched(after, 14, 25);
  expect(await toReview()).toEqual([25]);
  await searched(before, 15, 30);
  expect(await toReview()).toEqual([25]);
});

test('a search that another took, or that ended, is not said to have failed by who had it before', async () => {
  const request = await searched(5000, 16, 25);
  const stateOf = async () =>
    (
      await owner().query<{ state: string }>('select state from flashlight.correlation_request where request_id = $1', [
        request,
      ])
    ).rows[0]!.state;
  const client = await server.store.database.connect('migrate');
  const failure = { code: 'scan.bad-file', message: 'none' };
  await saveFailedCorrelation(client, agencyId(), { request, worker: 'before' }, failure);
  expect(await stateOf()).toBe('DONE');
  await owner().query(
    `update flashlight.correlation_request set state = 'RUNNING', finished_at = null, lease_by = 'after' where request_id = $1`,
    [request],
  );
  await saveFailedCorrelation(client, agencyId(), { request, worker: 'before' }, failure);
  expect(await stateOf()).toBe('RUNNING');
  await saveFailedCorrelation(client, agencyId(), { request, worker: 'after' }, failure);
  expect(await stateOf()).toBe('FAILED');
  await client.end();
});
