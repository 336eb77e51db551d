import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CandidatePair, CandidateQueue } from '../../src/model/candidate-pairs.ts';
import type { ExhibitPage } from '../../src/model/exhibit-page.ts';
import type { NibinLeadPage, NibinNotices } from '../../src/model/nibin.ts';
import type { SurfaceComparison } from '../../src/model/surface-comparison.ts';
import { isDrawn } from '../../src/nibin/settle-reviews.ts';
import { inTransaction } from '../../src/store/database.ts';
import { listExhibits } from '../../src/store/exhibit-lists.ts';
import { keepPairs } from '../../src/store/candidate-pairs.ts';
import { askAs, enrolSearched, receiveShootings, refusedAs, sendAs, signInAs } from './nibin-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

// Who may look, who may examine, and what a withdrawal puts back: first–fired, first–second, second–third and first–third were found.

let server: TestServer;
let of: Record<string, number>;
const who: Record<string, string> = {};

const ask = <T>(path: string, cookie: string, method: 'GET' | 'POST' = 'GET', payload: object = {}) =>
  askAs<T>(server, path, cookie, method, payload);
const refused = (path: string, cookie: string, payload: object = {}) =>
  refusedAs(server, path, cookie, 'POST', payload);

const pairPath = (a: string, b: string) => {
  const [x, y] = [of[a]!, of[b]!].sort((p, q) => p - q);
  return `/candidate-reviews/${x}/${y}`;
};
const say = (a: string, b: string, name: string, conclusion: string) =>
  ask<CandidatePair>(pairPath(a, b), who[name]!, 'POST', { conclusion });
const pairOf = (a: string, b: string, name: string) => ask<CandidatePair>(pairPath(a, b), who[name]!);
const stateOf = async (name: string) => (await ask<ExhibitPage>(`/exhibits/${of[name]}`, who['ann']!)).state;
const stepsOf = async (name: string) =>
  (await ask<ExhibitPage>(`/exhibits/${of[name]}`, who['ann']!)).history.flatMap(({ step, from, to, byProgram }) =>
    byProgram ? `${step}: ${from} → ${to}` : [],
  );

/** Gives a reviewed lead out, and asks for its confirmation. */
async function toExamine(lead: number): Promise<number> {
  await ask(`/nibin-leads/${lead}/dissemination`, who['ann']!, 'POST', {
    revision: 2,
    recipients: [{ side: 'inside', name: 'dan', purpose: 'Case' }],
  });
  await ask(`/nibin-leads/${lead}/steps`, who['dan']!, 'POST', { revision: 3, step: 'request-confirmation' });
  return 4;
}
const conclusion = (revision: number, more = {}) => ({
  revision,
  conclusion: 'IDENTIFICATION',
  method: 'Comparison microscope, both specimens',
  limitation: 'Holds for the marks compared; see the report.',
  report: 'FR26-1',
  on: '2026-11-21',
  ...more,
});

beforeAll(async () => {
  server = await openTestServer();
  await receiveShootings(server);
  of = await enrolSearched(server, [
    { a: 'first', b: 'fired', cells: 30 },
    { a: 'second', b: 'first', cells: 20 },
    { a: 'second', b: 'third', cells: 8 },
    { a: 'third', b: 'first', cells: 1 },
  ]);
  for (const [name, role] of [
    ['ann', 'technician'],
    ['bo', 'technician'],
    ['cy', 'technician'],
    ['di', 'technician'],
    ['eve', 'examiner'],
    ['fay', 'examiner'],
    ['gil', 'examiner'],
    ['dan', 'detective'],
  ] as const)
    who[name] = await signInAs(server, name, role);
});
afterAll(() => server.close());

test('who spoke second saw what the first said, and cannot take back and say it over', async () => {
  await say('first', 'fired', 'ann', 'LEAD');
  const shown = await say('first', 'fired', 'bo', 'NO_LEAD');
  expect(shown).toMatchObject({ state: 'consensus', mayUndo: false, reviews: [{ by: 'ann' }, { by: 'bo' }] });
  expect(await refused(`${pairPath('first', 'fired')}/undo`, who['bo']!)).toBe('candidate.no-undo');
  await expect(
    server.store.database
      .pool('read')
      .query(`update flashlight.candidate_review set taken_back_at = now() where reviewer = 'bo'`),
  ).rejects.toMatchObject({ constraint: 'review-seen' });
  expect(await say('first', 'fired', 'cy', 'LEAD')).toMatchObject({ state: 'settled', conclusion: 'LEAD', lead: 1 });
});

test('whoever looked at the pair on a screen neither concludes on it nor verifies, whatever they said', async () => {
  const revision = await toExamine(1);
  for (const name of ['ann', 'bo', 'cy'] as const)
    await expect(
      server.store.database.pool('read').query(
        `insert into flashlight.nibin_conclusion (agency_id, lead_id, examiner, method, conclusion, limitation, report_no, concluded_on)
         values ($1, 1, $2, 'm', 'IDENTIFICATION', 'l', 'r', '2026-11-21')`,
        [server.store.agency.agencyId, name],
      ),
    ).rejects.toMatchObject({ constraint: 'another-examiner' });
  // They became examiners since: what they looked at stays theirs.
  const annNow = await signInAs(server, 'ann', 'examiner');
  const boNow = await signInAs(server, 'bo', 'examiner');
  expect(await refused('/nibin-leads/1/conclusions', boNow, conclusion(revision))).toBe('nibin.another-examiner');
  const waits = await ask<NibinLeadPage>('/nibin-leads/1/conclusions', who['eve']!, 'POST', conclusion(revision));
  const verification = `/nibin-leads/1/conclusions/${waits.conclusions[0]!.id}/verification`;
  for (const cookie of [annNow, boNow])
    expect(await refused(verification, cookie, { revision, agrees: true })).toBe('nibin.another-examiner');
  expect(await ask<NibinLeadPage>(verification, who['fay']!, 'POST', { revision, agrees: true })).toMatchObject({
    state: 'CONFIRMED_HIT',
  });
  for (const name of ['ann', 'bo'] as const) who[name] = await signInAs(server, name, 'technician');
  await expect(
    server.store.database
      .pool('read')
      .query(
        `insert into flashlight.candidate_review (agency_id, exhibit_a, exhibit_b, turn, conclusion, reviewer) values ($1, $2, $3, 3, 'LEAD', 'eve')`,
        [server.store.agency.agencyId, Math.min(of['first']!, of['fired']!), Math.max(of['first']!, of['fired']!)],
      ),
  ).rejects.toMatchObject({ constraint: 'another-reviewer' });
});

test('a retracted lead puts exhibits back, and others than before look at the pair, blind', async () => {
  expect([await stateOf('first'), await stateOf('fired')]).toEqual(['LEAD', 'LEAD']);
  await ask('/nibin-leads/1/retraction', who['eve']!, 'POST', { revision: 5, reason: 'Items were mixed up' });
  // Dan had not read yet that it was confirmed: what he has to read is what holds.
  const notices = await ask<NibinNotices>('/nibin-notices', who['dan']!);
  expect([notices.unread, notices.notices.map(({ change }) => change)]).toEqual([1, ['RETRACTED']]);
  // First has candidates that wait; fired had this one alone, which waits again.
  expect([await stateOf('first'), await stateOf('fired')]).toEqual(['CORRELATED', 'CORRELATED']);
  expect(await stepsOf('fired')).toEqual(['lead: CORRELATED → LEAD', 'reopen: LEAD → CORRELATED']);
  // No clock counts the lead that was taken back.
  const listed = await inTransaction(server.store.database.pool('read'), (client) =>
    listExhibits(client, server.store.agency.agencyId, { exhibits: [of['first']!, of['fired']!] }, 2),
  );
  expect(listed.map(({ leadAt }) => leadAt)).toEqual([null, null]);
  for (const name of ['ann', 'bo', 'cy'] as const) {
    expect(await pairOf('first', 'fired', name)).toMatchObject({
      state: 'waiting',
      own: { by: name },
      mayUndo: false,
      reviews: [],
      conclusion: null,
    });
    expect(await refused(pairPath('first', 'fired'), who[name]!, { conclusion: 'NO_LEAD' })).toBe(
      'candidate.another-person',
    );
    expect(await refused(`${pairPath('first', 'fired')}/undo`, who[name]!)).toBe('candidate.no-undo');
  }
  const { items, counts } = await ask<CandidateQueue>('/candidate-reviews?state=waiting', who['ann']!);
  expect([items.length, counts.waiting, counts.settled]).toEqual([1, 1, 0]);
  expect(await pairOf('first', 'fired', 'di')).toMatchObject({ state: 'review', own: null, reviews: [] });
  const again = await say('first', 'fired', 'di', 'UNSUITABLE');
  expect(again).toMatchObject({ state: 'waiting', reviews: [], mayUndo: true });
});

test('an eliminated lead is settled by the examiner, and exhibits without another have none', async () => {
  await say('second', 'third', 'ann', 'LEAD');
  await say('second', 'third', 'bo', 'LEAD');
  for (const name of ['ann', 'bo'] as const) await say('first', 'third', name, 'UNSUITABLE');
  expect([await stateOf('second'), await stateOf('third')]).toEqual(['LEAD', 'LEAD']);
  const revision = await toExamine(2);
  const waits = await ask<NibinLeadPage>(
    '/nibin-leads/2/conclusions',
    who['eve']!,
    'POST',
    conclusion(revision, { conclusion: 'ELIMINATION', report: 'FR26-2' }),
  );
  await ask(`/nibin-leads/2/conclusions/${waits.conclusions[0]!.id}/verification`, who['fay']!, 'POST', {
    revision,
    agrees: true,
  });
  expect([await stateOf('second'), await stateOf('third')]).toEqual(['CORRELATED', 'NO_LEAD']);
  expect((await stepsOf('third')).slice(-2)).toEqual(['reopen: LEAD → CORRELATED', 'no-lead: CORRELATED → NO_LEAD']);
  expect(await pairOf('second', 'third', 'di')).toMatchObject({
    state: 'settled',
    conclusion: 'NO_LEAD',
    lead: 2,
    reviews: [{ conclusion: 'LEAD' }, { conclusion: 'LEAD' }],
  });
  expect(await refused(pairPath('second', 'third'), who['di']!, { conclusion: 'LEAD' })).toBe('candidate.settled');
  const { lead } = await ask<SurfaceComparison>(`/exhibits/${of['third']}/with/${of['second']}`, who['dan']!);
  expect(lead).toMatchObject({
    lead: 2,
    holds: 'WITHDRAWN',
    concluded: { conclusion: 'ELIMINATION', examiner: 'eve', verifier: 'fay', report: 'FR26-2' },
  });
});

test('no lead taken back puts an exhibit back to where its candidates wait', async () => {
  await ask(`/exhibits/${of['third']}`, who['ann']!);
  // Two more exhibits of one pair that one person settles alone.
  const owner = await server.store.database.connect('migrate');
  const { agencyId } = server.store.agency;
  const { rows } = await owner.query<{ id: number }>(
    `insert into flashlight.exhibit (agency_id, agency_item_no, item_key, kind, origin, state, state_at, state_by, enrolled_by)
     select $1, 'X-' || n, 'X' || n, 'CASING', 'SCENE', 'CORRELATED', '2026-11-20T12:00:00Z', 'enroller', 'enroller' from generate_series(1, 12) n
     returning exhibit_id as id`,
    [agencyId],
  );
  const ids = rows.map(({ id }) => id);
  const at = ids.findIndex((id, n) => n > 0 && !isDrawn(ids[0]!, id));
  const [a, b] = [ids[0]!, ids[at]!];
  await owner.query(
    `with q as (insert into flashlight.correlation_request (agency_id, exhibit_id, scan_id, asked_of, requested_by, requested_at, state, finished_at)
       values ($1, $2, 1, 'LOCAL', 'enroller', '2026-11-20T13:00:00Z', 'DONE', '2026-11-20T13:00:00Z') returning request_id)
     insert into flashlight.correlation_candidate (agency_id, request_id, rank, exhibit_id, scan_id, congruent_cells, congruent_cells_reverse,
         cells_compared, cells_compared_reverse, undetermined) select $1, request_id, 1, $3, 2, 1, 1, 40, 40, 'no-calibration-set' from q`,
    [agencyId, a, b],
  );
  await keepPairs(owner, agencyId, a);
  await owner.end();
  [of['a'], of['b']] = [a, b];
  expect(await say('a', 'b', 'ann', 'NO_LEAD')).toMatchObject({ state: 'settled', mayUndo: true });
  expect([await stateOf('a'), await stateOf('b')]).toEqual(['NO_LEAD', 'NO_LEAD']);
  await ask(`${pairPath('a', 'b')}/undo`, who['ann']!, 'POST');
  expect([await stateOf('a'), await stateOf('b')]).toEqual(['CORRELATED', 'CORRELATED']);
  expect(await stepsOf('a')).toEqual(['no-lead: CORRELATED → NO_LEAD', 'reopen: NO_LEAD → CORRELATED']);
});

test('what left before a lead was given out, or of one that never was, is called back', async () => {
  const print = (a: string, b: string) =>
    server.api.inject({
      url: `/api/v1/exhibits/${of[a]}/with/${of[b]}/report.pdf`,
      headers: { cookie: who['dan']!, 'flashlight-purpose': 'For the file' },
    });
  await print('first', 'second');
  await say('first', 'second', 'ann', 'LEAD');
  await say('first', 'second', 'bo', 'LEAD');
  // Not given out, it is none of a detective's; withdrawn, it is everybody's.
  const compared = (name: string) =>
    ask<SurfaceComparison>(`/exhibits/${of['first']}/with/${of['second']}`, who[name]!).then(({ lead }) => lead);
  expect([await compared('dan'), (await compared('ann'))?.holds]).toEqual([null, 'LEAD']);
  await sendAs(server, '/nibin-leads/3/prints', who['ann']!, 'POST', { purpose: 'For the case' });
  const withdrawn = await ask<NibinLeadPage>('/nibin-leads/3/retraction', who['eve']!, 'POST', {
    revision: 2,
    reason: 'The wrong scan',
  });
  expect(withdrawn).toMatchObject({ standing: 'WITHDRAWN', disseminatedAt: null });
  expect(await compared('dan')).toMatchObject({ holds: 'WITHDRAWN', retracted: 'The wrong scan' });
  expect(withdrawn.recalls.map(({ what, takenBy }) => [what, takenBy])).toEqual([
    ['exhibits.print', 'dan'],
    ['nibin.print', 'ann'],
  ]);
});

test('what a correlation came to is the program’s to say, or of one elsewhere a technician’s with a reason', async () => {
  const step = (name: string, as: string, more: object) =>
    ask<ExhibitPage>(`/exhibits/${of[name]}`, who[as]!).then(({ version }) =>
      sendAs(server, `/exhibits/${of[name]}/steps`, who[as]!, 'POST', { version, ...more }),
    );
  for (const name of ['correlate', 'lead', 'no-lead'])
    expect((await step('a', 'dan', { step: name, note: 'Network' })).statusCode).toBe(403);
  expect((await ask<ExhibitPage>(`/exhibits/${of['a']}`, who['dan']!)).steps).not.toContain('lead');
  expect((await step('a', 'ann', { step: 'correlate' })).json()).toMatchObject({ code: 'exhibit.no-reason' });
  for (const name of ['lead', 'no-lead'])
    expect((await step('a', 'ann', { step: name, note: 'By the network' })).json()).toMatchObject({
      code: 'exhibit.wrong-step',
      detail: expect.stringContaining('1 of them wait') as unknown,
    });
  expect((await step('a', 'ann', { step: 'reopen' })).statusCode).toBe(409);
  expect((await step('a', 'ann', { step: 'correlate', note: 'By the network' })).statusCode).toBe(200);
  // Another candidate that is taken back leaves alone what a technician said of a correlation elsewhere.
  await say('a', 'b', 'ann', 'NO_LEAD');
  expect((await step('a', 'ann', { step: 'lead', note: 'The network found one' })).json()).toMatchObject({
    state: 'LEAD',
  });
  await ask(`${pairPath('a', 'b')}/undo`, who['ann']!, 'POST');
  expect([await stateOf('a'), await stateOf('b')]).toEqual(['LEAD', 'CORRELATED']);
});
