import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellOtherWithdrawals } from '../../src/jobs/tell-other-withdrawals.ts';
import { writeNibinLeads } from '../../src/jobs/write-nibin-leads.ts';
import type { Life } from '../../src/model/life.ts';
import type { CandidatePair, CandidateQueue } from '../../src/model/candidate-pairs.ts';
import type { NibinLeadPage, NibinLeads, NibinNotices, NibinStatistics } from '../../src/model/nibin.ts';
import type { SurfaceComparison } from '../../src/model/surface-comparison.ts';
import { tieLogin } from '../../src/store/account-logins.ts';
import { isDrawn } from '../../src/nibin/settle-reviews.ts';
import { receiveRows } from '../receive-rows.ts';
import { askAs, enrolSearched, receiveShootings, refusedAs, sendAs, signInAs } from './nibin-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let of: Record<string, number>;
const who: Record<string, string> = {};

const ask = (path: string, cookie: string, method: 'GET' | 'POST' = 'GET', payload: object = {}) =>
  sendAs(server, path, cookie, method, payload);
const get = <T>(path: string, cookie: string) => askAs<T>(server, path, cookie);
const post = <T>(path: string, cookie: string, payload: object = {}) => askAs<T>(server, path, cookie, 'POST', payload);
const refused = (path: string, cookie: string, payload: object = {}) =>
  refusedAs(server, path, cookie, 'POST', payload);

const pairPath = (a: string, b: string) => {
  const [x, y] = [of[a]!, of[b]!].sort((p, q) => p - q);
  return `/candidate-reviews/${x}/${y}`;
};
const queue = (cookie: string, state = 'review') => get<CandidateQueue>(`/candidate-reviews?state=${state}`, cookie);
const page = (lead: number, cookie = who['dan']!) => get<NibinLeadPage>(`/nibin-leads/${lead}`, cookie);
const say = (a: string, b: string, cookie: string, conclusion: string) =>
  post<CandidatePair>(pairPath(a, b), cookie, { conclusion });

/** The ties of the recovered firearm to shootings, as its page tells of them. */
async function ties(): Promise<{ tie: unknown; status: unknown; title: string }[]> {
  const { rows } = await server.store.database
    .pool('read')
    .query<{ id: number }>(
      `select entity_id as id from flashlight.entity where kind = 'firearm' and merged_into is null`,
    );
  const life = await get<Life>(`/firearms/firearm:${rows[0]!.id}/life`, who['dan']!);
  return life.events.flatMap(({ tie, status, title }) => (tie === null ? [] : { tie, status, title }));
}

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
    ['eve', 'examiner'],
    ['fay', 'examiner'],
    ['dan', 'detective'],
    ['ada', 'analyst'],
  ] as const)
    who[name] = await signInAs(server, name, role);
});
afterAll(() => server.close());

describe.sequential('from candidate to lead, to hit, and back', () => {
  test('pairs come by congruent cells and gravity, once each, and say nothing of the crime', async () => {
    const { items, counts } = await queue(who['ann']!);
    expect(items.map(({ a, b }) => [a.exhibit, b.exhibit])).toEqual([
      [of['first'], of['fired']],
      [of['first'], of['second']],
      [of['second'], of['third']],
      [of['first'], of['third']],
    ]);
    expect(counts).toEqual({ review: 4, waiting: 0, consensus: 0, settled: 0 });
    expect(JSON.stringify(items)).not.toMatch(/fatal|24-000|HARBOR/i);
  });

  test('a second person sees neither what the first said nor that anybody spoke', async () => {
    const before = (await queue(who['bo']!)).items[0]!;
    const own = await say('first', 'fired', who['ann']!, 'LEAD');
    expect(own).toMatchObject({ state: 'waiting', own: { by: 'ann', conclusion: 'LEAD' }, mayUndo: true, reviews: [] });
    expect((await queue(who['bo']!)).items[0]).toEqual(before);
    expect((await get<NibinLeads>('/nibin-leads', who['bo']!)).items).toEqual([]);
  });

  test('nobody looks twice, nor under another name of theirs: the database refuses it', async () => {
    expect(await refused(pairPath('first', 'fired'), who['ann']!, { conclusion: 'LEAD' })).toBe('candidate.reviewed');
    const { agencyId } = server.store.agency;
    const read = server.store.database.pool('read');
    const client = await read.connect();
    await tieLogin(client, agencyId, { login: 'ann-at-desk', actor: 'ann', tiedBy: 'tests' });
    client.release();
    await expect(
      read.query(
        `insert into flashlight.candidate_review (agency_id, exhibit_a, exhibit_b, turn, conclusion, reviewer) values ($1, $2, $3, 2, 'LEAD', 'ann-at-desk')`,
        [agencyId, of['first'], of['fired']],
      ),
    ).rejects.toMatchObject({ constraint: 'another-reviewer' });
  });

  test('what one said can be taken back until another spoke', async () => {
    expect(await post<CandidatePair>(`${pairPath('first', 'fired')}/undo`, who['ann']!)).toMatchObject({
      state: 'review',
      own: null,
    });
    await say('first', 'fired', who['ann']!, 'LEAD');
    const settled = await say('first', 'fired', who['bo']!, 'LEAD');
    expect(settled).toMatchObject({ state: 'settled', conclusion: 'LEAD', mayUndo: false, lead: 1 });
    expect(settled.reviews.map(({ by, turn }) => [by, turn])).toEqual([
      ['ann', 1],
      ['bo', 2],
    ]);
    expect(await refused(`${pairPath('first', 'fired')}/undo`, who['ann']!)).toBe('candidate.no-undo');
  });

  test('a lead in review is for the laboratory, and no record tells of it', async () => {
    expect((await get<NibinLeads>('/nibin-leads', who['ann']!)).items).toMatchObject([
      { lead: 1, number: 'FL26-00001', state: 'PEER_REVIEWED', standing: 'LEAD' },
    ]);
    expect((await get<NibinLeads>('/nibin-leads', who['dan']!)).items).toEqual([]);
    expect((await ask('/nibin-leads/1', who['dan']!)).statusCode).toBe(404);
    expect(await ties()).toEqual([]);
    expect(await refused('/nibin-leads/1/steps', who['dan']!, { revision: 2, step: 'acknowledge' })).toBe(
      'nibin.wrong-step',
    );
  });

  test('given out, it ties the firearm to the shooting as an unconfirmed lead', async () => {
    const given = await post<NibinLeadPage>('/nibin-leads/1/dissemination', who['ann']!, {
      revision: 2,
      recipients: [
        { side: 'inside', name: 'dan', purpose: 'Case 24-0001' },
        { side: 'outside', name: 'County sheriff', purpose: 'Joint case' },
      ],
    });
    expect(given).toMatchObject({
      state: 'DISSEMINATED',
      written: true,
      record: { feed: 'nibin', layout: 'own-leads' },
    });
    expect(given.refutes).toContainEqual({ code: 'in-custody', holds: false });
    expect(await ties()).toMatchObject([{ tie: 'lead', status: 'ACTIVE' }]);
    expect((await page(1)).recipients.map(({ name }) => name)).toEqual(['dan', 'County sheriff']);
  });

  test('steps are taken in order, at the revision that was seen', async () => {
    expect(await refused('/nibin-leads/1/steps', who['dan']!, { revision: 2, step: 'acknowledge' })).toBe(
      'nibin.changed',
    );
    expect(await refused('/nibin-leads/1/steps', who['dan']!, { revision: 3, step: 'send-feedback' })).toBe(
      'nibin.wrong-step',
    );
    await post('/nibin-leads/1/steps', who['dan']!, { revision: 3, step: 'acknowledge' });
    expect(
      await refused('/nibin-leads/1/steps', who['dan']!, { revision: 4, step: 'assign', assignee: 'nobody' }),
    ).toBe('nibin.detail');
    await post('/nibin-leads/1/steps', who['dan']!, { revision: 4, step: 'assign', assignee: 'ada' });
    await post('/nibin-leads/1/steps', who['ada']!, { revision: 5, step: 'investigate', note: 'Spoke to witnesses' });
    const asked = await post<NibinLeadPage>('/nibin-leads/1/steps', who['ada']!, {
      revision: 6,
      step: 'request-confirmation',
    });
    expect(asked).toMatchObject({ state: 'CONFIRMATION_REQUESTED', revision: 7, assignee: 'ada' });
    expect(asked.recipients.map(({ name }) => name)).toEqual(['dan', 'County sheriff', 'ada']);
    expect(await ties()).toMatchObject([{ tie: 'lead', status: 'ACTIVE' }]);
  });

  const conclusion = (more = {}) => ({
    revision: 7,
    conclusion: 'IDENTIFICATION',
    method: 'Comparison microscope, both specimens',
    limitation: 'Holds for the marks compared; see the report.',
    report: 'FR26-1',
    on: '2026-11-21',
    ...more,
  });

  test('a conclusion is an examiner’s, and holds once another one verified it', async () => {
    expect((await ask('/nibin-leads/1/conclusions', who['ann']!, 'POST', conclusion())).statusCode).toBe(403);
    expect(await refused('/nibin-leads/1/conclusions', who['eve']!, conclusion({ on: '2026-11-22' }))).toBe(
      'nibin.detail',
    );
    for (const on of ['1999-01-01', '2026-11-20'])
      expect(await refused('/nibin-leads/1/conclusions', who['eve']!, conclusion({ on }))).toBe('nibin.detail');
    const waits = await post<NibinLeadPage>('/nibin-leads/1/conclusions', who['eve']!, conclusion());
    expect(waits).toMatchObject({ state: 'CONFIRMATION_REQUESTED', standing: 'LEAD' });
    const verification = `/nibin-leads/1/conclusions/${waits.conclusions[0]!.id}/verification`;
    expect(await refused(verification, who['eve']!, { revision: 7, agrees: true })).toBe('nibin.another-examiner');
    expect(await ties()).toMatchObject([{ tie: 'lead', status: 'ACTIVE' }]);
    const confirmed = await post<NibinLeadPage>(verification, who['fay']!, { revision: 7, agrees: true });
    expect(confirmed).toMatchObject({ state: 'CONFIRMED_HIT', standing: 'HIT', written: true });
    expect(confirmed.steps.at(-1)).toMatchObject({ step: 'conclude', by: 'eve', second: 'fay' });
    expect(await ties()).toMatchObject([{ tie: 'hit', status: 'ACTIVE' }]);
  });

  test('who received it is told, and receipts are on record', async () => {
    const mine = await get<NibinNotices>('/nibin-notices', who['dan']!);
    expect(mine).toMatchObject({ unread: 1, toSend: 1 });
    expect(mine.notices.map(({ name, change }) => [name, change])).toEqual([
      ['County sheriff', 'CONFIRMED_HIT'],
      ['dan', 'CONFIRMED_HIT'],
    ]);
    const [outside, inside] = mine.notices;
    expect((await ask(`/nibin-notices/${inside!.notice}/receipt`, who['dan']!, 'POST')).statusCode).toBe(204);
    expect((await ask(`/nibin-notices/${outside!.notice}/receipt`, who['dan']!, 'POST')).statusCode).toBe(404);
    expect(
      (await ask(`/nibin-notices/${outside!.notice}/receipt`, who['dan']!, 'POST', { how: 'Letter' })).statusCode,
    ).toBe(204);
    expect(await get<NibinNotices>('/nibin-notices', who['dan']!)).toMatchObject({ unread: 0, toSend: 0 });
  });

  test('a hit found to be an error is withdrawn everywhere, told, and what left with it is called back', async () => {
    const incident = (await page(1)).a.incident!.id;
    await ask(`/entities/${incident}/prints`, who['dan']!, 'POST', { purpose: 'For the file' });
    // Named the other way round: it is the same two.
    const [a, b] = [(await page(1)).a, (await page(1)).b].map(({ exhibit }) => exhibit);
    await server.api.inject({
      url: `/api/v1/exhibits/${b}/with/${a}/report.pdf`,
      headers: { cookie: who['dan']!, 'flashlight-purpose': 'For the file' },
    });
    await post('/nibin-leads/1/retraction', who['eve']!, { revision: 8, reason: 'Items were mixed up' });
    const withdrawn = await page(1);
    expect(withdrawn).toMatchObject({ state: 'RETRACTED', standing: 'WITHDRAWN', written: true, may: [] });
    expect(await ties()).toMatchObject([{ tie: 'hit', status: 'RETRACTED' }]);
    expect(withdrawn.notices.filter(({ change }) => change === 'RETRACTED').map(({ name }) => name)).toEqual([
      'dan',
      'County sheriff',
      'ada',
    ]);
    expect(withdrawn.recalls).toMatchObject([
      { what: 'entity.print', takenBy: 'dan', receiptAt: null },
      { what: 'exhibits.print', takenBy: 'dan', receiptAt: null },
    ]);
    const receipt = `/nibin-leads/1/recalls/${withdrawn.recalls[0]!.recall}/receipt`;
    expect((await ask(receipt, who['ann']!, 'POST', { how: 'Shredded' })).statusCode).toBe(204);
    expect((await ask(receipt, who['ann']!, 'POST', { how: 'Shredded' })).statusCode).toBe(409);
  });

  test('where two differ, those who looked agree, or a third decides; each is on record', async () => {
    await say('first', 'second', who['ann']!, 'LEAD');
    const differ = await say('first', 'second', who['bo']!, 'NO_LEAD');
    expect(differ).toMatchObject({ state: 'consensus', reviews: [{ by: 'ann' }, { by: 'bo' }] });
    expect(
      await refused(`${pairPath('first', 'second')}/consensus`, who['cy']!, { conclusion: 'LEAD', reason: 'x' }),
    ).toBe('candidate.another-person');
    await post(`${pairPath('first', 'second')}/consensus`, who['ann']!, {
      conclusion: 'LEAD',
      reason: 'The upper half agrees',
    });
    expect(await refused(`${pairPath('first', 'second')}/consensus/agreement`, who['ann']!)).toBe(
      'candidate.another-person',
    );
    const agreed = await post<CandidatePair>(`${pairPath('first', 'second')}/consensus/agreement`, who['bo']!);
    expect(agreed).toMatchObject({
      state: 'settled',
      conclusion: 'LEAD',
      consensus: { proposedBy: 'ann', agreedBy: 'bo' },
    });

    await say('second', 'third', who['ann']!, 'UNSUITABLE');
    await say('second', 'third', who['bo']!, 'LEAD');
    expect((await queue(who['cy']!)).items.map(({ b }) => b.exhibit)).toContain(of['third']);
    expect(await say('second', 'third', who['cy']!, 'LEAD')).toMatchObject({ state: 'settled', conclusion: 'LEAD' });
    expect((await page(3, who['ann']!)).steps.map(({ step, by }) => [step, by])).toEqual([
      ['generate', 'bo'],
      ['peer-review', 'cy'],
    ]);
  });

  test('a lead an examiner eliminates is withdrawn, and stays so whatever comes of it', async () => {
    const lead = (await get<NibinLeads>('/nibin-leads?state=PEER_REVIEWED', who['ann']!)).items.find(
      ({ lead: n }) => n === 2,
    )!;
    await post(`/nibin-leads/${lead.lead}/dissemination`, who['ann']!, {
      revision: 2,
      recipients: [{ side: 'inside', name: 'dan', purpose: 'Case' }],
      otherNumber: 'N-77',
    });
    await post('/nibin-leads/2/steps', who['dan']!, { revision: 3, step: 'request-confirmation' });
    const waits = await post<NibinLeadPage>(
      '/nibin-leads/2/conclusions',
      who['fay']!,
      conclusion({ revision: 4, conclusion: 'ELIMINATION' }),
    );
    const done = await post<NibinLeadPage>(
      `/nibin-leads/2/conclusions/${waits.conclusions[0]!.id}/verification`,
      who['eve']!,
      {
        revision: 4,
        agrees: true,
      },
    );
    expect(done).toMatchObject({ state: 'NOT_CONFIRMED', standing: 'WITHDRAWN' });
    const outcome = await post<NibinLeadPage>('/nibin-leads/2/steps', who['dan']!, {
      revision: 5,
      step: 'record-outcome',
      outcome: 'none',
    });
    expect(outcome).toMatchObject({ state: 'OUTCOME', standing: 'WITHDRAWN', written: true });
    const { rows } = await server.store.database.pool('read').query(
      `select l.predicate, l.status from flashlight.link l join flashlight.record r using (agency_id, record_id)
        where r.natural_key = $1 and l.status <> 'SUPERSEDED'`,
      [outcome.number],
    );
    expect(rows).toEqual([{ predicate: 'LINKED_BY_LEAD', status: 'RETRACTED' }]);
  });

  test('what a file tells of the same lead is shown beside it, the weaker holds, and it is counted once', async () => {
    await post('/nibin-leads/3/dissemination', who['ann']!, {
      revision: 2,
      recipients: [{ side: 'inside', name: 'dan', purpose: 'Case' }],
    });
    await receiveRows(server.store, 'nibin', [
      'Lead Number,Kind,Status,Issued,Case A,Item A,Case B,Item B',
      'NET-1,LEAD,RETRACTED,11/20/2026,24-0004,,24-0003,',
      'N-77,LEAD,DISSEMINATED,11/20/2026,,,24-0003,',
    ]);
    expect(await page(3)).toMatchObject({
      standing: 'LEAD',
      holds: 'WITHDRAWN',
      otherSources: [{ number: 'NET-1', by: 'cases', standing: 'WITHDRAWN', differs: true }],
      refutes: expect.arrayContaining([{ code: 'other-source', holds: true }]) as unknown,
    });
    // Where its two exhibits are compared it is said as well, and who withdrew it.
    const { a, b } = await page(3);
    const comparison = await get<SurfaceComparison>(`/exhibits/${a.exhibit}/with/${b.exhibit}`, who['dan']!);
    expect(comparison.lead).toMatchObject({ lead: 3, holds: 'WITHDRAWN' });
    expect(comparison.lead!.withdrawnElsewhere).toHaveLength(1);
    expect(await page(2)).toMatchObject({ otherSources: [{ number: 'N-77', by: 'number', differs: true }] });
    // Whoever has the lead is told, once, though nobody here took it back.
    const order = { agencyId: server.store.agency.agencyId, now: server.clock.now().toISOString() };
    expect(await tellOtherWithdrawals(server.store.database, order)).toBe(1);
    expect(await tellOtherWithdrawals(server.store.database, order)).toBe(0);
    const { notices } = await get<NibinNotices>('/nibin-notices', who['dan']!);
    expect(notices).toContainEqual(
      expect.objectContaining({ lead: 3, change: 'WITHDRAWN_ELSEWHERE', name: 'dan', receiptAt: null }),
    );
  });

  test('figures count leads once, hits per linkage, and say what they leave out', async () => {
    if (isDrawn(of['first']!, of['third']!)) await say('first', 'third', who['bo']!, 'NO_LEAD');
    await say('first', 'third', who['ann']!, 'NO_LEAD');
    const figures = await get<NibinStatistics>('/nibin-leads/statistics', who['dan']!);
    expect(figures).toMatchObject({
      leads: 3,
      entries: 3,
      leadsPer100Entries: 100,
      // The one that was confirmed was taken back.
      confirmed: { numerator: 0, denominator: 2, unknown: 0 },
      acted: { numerator: 2, denominator: 3, unknown: 0 },
      hits: 0,
      notConfirmed: 1,
      retracted: 1,
      withSeveralSources: 2,
      differing: 2,
    });
    expect(figures.stages.find(({ stage }) => stage === 'dissemination')!.within).toEqual({
      numerator: 3,
      denominator: 3,
      unknown: 0,
    });
    expect(await get<NibinStatistics>('/nibin-leads/statistics?from=2026-11-22', who['dan']!)).toMatchObject({
      leads: 0,
    });
    const { rows } = await server.store.database
      .pool('read')
      .query<{ id: number; state: string }>('select exhibit_id as id, state from flashlight.exhibit order by 1');
    // Withdrawn were the first with the fired, which waits to be looked at anew, and the first with the second.
    expect(rows.map(({ state }) => state)).toEqual(['CORRELATED', 'CORRELATED', 'LEAD', 'LEAD']);
  });

  test('what broke off after a step is written by the next call, once', async () => {
    const { database, agency } = server.store;
    await database.pool('read').query('update flashlight.nibin_lead set written_revision = 0 where lead_id = 1');
    expect((await page(1)).written).toBe(false);
    const order = { agency, dataDir: server.dataDir, now: server.clock.now() };
    expect(await writeNibinLeads(database, order)).toEqual({ written: 1 });
    expect(await writeNibinLeads(database, order)).toEqual({ written: 0 });
    const { rows } = await database
      .pool('read')
      .query(`select max(version) as n from flashlight.record where natural_key = 'FL26-00001'`);
    expect(rows).toEqual([{ n: 7 }]);
    expect(await ties()).toMatchObject([{ status: 'RETRACTED' }]);
  });

  test('roles apart: a technician does not work leads, a detective does not review, an administrator sees none', async () => {
    const admin = await signInAs(server, 'root', 'administrator');
    expect((await ask('/nibin-leads', admin)).statusCode).toBe(403);
    expect((await ask('/candidate-reviews', who['dan']!)).statusCode).toBe(403);
    expect(
      (await ask('/nibin-leads/3/steps', who['ann']!, 'POST', { revision: 3, step: 'acknowledge' })).statusCode,
    ).toBe(403);
    expect((await ask('/candidate-reviews', who['eve']!)).statusCode).toBe(403);
  });
});
