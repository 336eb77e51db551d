import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringLeadsUpToDate } from '../../src/jobs/bring-leads-up-to-date.ts';
import { declaredSettings } from '../../src/jobs/load-city-settings.ts';
import { confirmJudgement, judgeObservations, withdrawJudgement } from '../../src/jobs/judge-observations.ts';
import { makeExcerpt } from '../../src/jobs/make-excerpt.ts';
import { createSignInLink } from '../../src/jobs/sign-in.ts';
import type { LeadPage, LeadQueue, LeadStepsDone, LeadSummary } from '../../src/model/lead-answers.ts';
import type { Notices } from '../../src/model/lead-notices.ts';
import { receiveRows } from '../receive-rows.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let analyst: string;
let detective: string;
let events: { event: string; data: Record<string, unknown> }[];
let url: string;

const traces =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date';
const traced = (trace: string, serial: string, soldOn: string, purchaser: string, recoveredOn: string) =>
  `${trace},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-${trace},${serial},GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,${soldOn},${purchaser},JONES,BO,01/01/1995,${recoveredOn}`;
const smith = 'SMITH,ANN,07/04/1990,DL,MD,S100';
const leadsHeader =
  'Lead Number,Kind,Status,Issued,Case A,Item A,Event Date A,Case B,Item B,Event Date B,Conclusion,Serial Number,Manufacturer,Retracted';
const tie = (number: string, scene: string, on: string, status = 'DISSEMINATED', retracted = '') =>
  `${number},LEAD,${status},07/30/2024,24-T201,TF-1,07/06/2024,${scene},CC-1,${on},,BBB2222,GLOCK,${retracted}`;

const receive = (feed: 'etrace' | 'nibin', lines: readonly string[], at?: string) =>
  receiveRows(server.store, feed, lines, at);
const ask = (path: string, cookie = analyst, method: 'GET' | 'POST' = 'GET', payload?: object) =>
  server.api.inject({ method, url: `/api/v1${path}`, headers: { cookie }, ...(payload ? { payload } : {}) });
const queue = async (query = '', cookie = analyst) => (await ask(`/leads${query}`, cookie)).json<LeadQueue>();
const page = async ({ lead }: { lead: number }, cookie = analyst) =>
  (await ask(`/leads/${lead}`, cookie)).json<LeadPage>();
const notices = async (cookie: string) => (await ask('/notices', cookie)).json<Notices>();
const step = async (leads: readonly Pick<LeadSummary, 'lead' | 'revision'>[], body: object, cookie = analyst) =>
  (
    await ask('/leads/steps', cookie, 'POST', {
      leads: leads.map(({ lead, revision }) => ({ lead, revision })),
      ...body,
    })
  ).json<LeadStepsDone>();

async function until<T>(look: () => Promise<T>, is: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const seen = await look();
    if (is(seen)) return seen;
    await sleep(100);
  }
  throw new Error('it did not come about');
}

async function follow(cookie: string, into: typeof events, signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${url}/api/v1/events`, { headers: { cookie }, signal });
  let text = '';
  for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event] = /^event: (.*)$/m.exec(text.slice(0, end)) ?? [];
      const [, data] = /^data: (.*)$/m.exec(text.slice(0, end)) ?? [];
      if (event && data) into.push({ event, data: JSON.parse(data) as Record<string, unknown> });
      text = text.slice(end + 2);
    }
  }
}

const listening = new AbortController();
beforeAll(async () => {
  server = await openTestServer({ leads: 'follow' });
  url = await server.api.listen({ host: '127.0.0.1', port: 0 });
  [analyst, detective] = [await server.signIn('analyst'), await server.signIn('detective')];
  events = [];
  void follow(detective, events, listening.signal).catch(() => undefined);
  await receive('etrace', [
    traces,
    traced('T201', 'BBB2222', '01/01/2024', smith, '07/06/2024'),
    traced('T202', 'CCC3333', '03/01/2024', smith, '06/06/2024'),
    traced('T203', 'DDD4444', '01/01/2012', 'BROWN,CY,02/02/1970,DL,MD,B200', '06/06/2024'),
  ]);
  await receive('nibin', [leadsHeader, tie('L-1', '24-55', '07/01/2024'), tie('L-2', '24-66', '07/03/2024')]);
});
afterAll(async () => {
  listening.abort();
  await server.close();
});

test('a lead follows its evidence: found, worked, given away, and withdrawn with a notice to all who received it', async () => {
  const found = await until(
    () => queue(),
    ({ leads }) => leads.some(({ kind }) => kind === 'fast-firearm'),
  );
  expect(events.some(({ event, data }) => event === 'leads' && Array.isArray(data['leads']))).toBe(true);
  const fast = found.leads.find(({ kind }) => kind === 'fast-firearm')!;
  const bought = found.leads.find(({ kind }) => kind === 'purchaser-several-traces')!;
  expect(fast).toMatchObject({ state: 'GENERATED', standing: 'STANDING', counts: { incidents: 2 } });
  expect(fast.gets.events).toMatchObject({ unconfirmed: 2 });
  const opened = await page(bought);
  expect(opened.evidence.traces.map(({ traceNumber }) => traceNumber).sort()).toEqual(['T201', 'T202']);
  for (const { score, parts } of opened.evidence.traces)
    expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeLessThanOrEqual(score! + 0.01);
  expect(opened.unknown).toContainEqual({ what: 'unconfirmed-ties', count: 2, of: 2, traces: [] });

  // Assigned and begun; who looks at an older state is told so, and nothing is done twice.
  const assigned = await step([fast, bought], { step: 'assign', assignee: 'test.detective' });
  expect(assigned.done.map(({ lead }) => lead).sort()).toEqual([fast.lead, bought.lead].sort());
  expect((await step([fast], { step: 'reject', reason: 'no' })).conflicts).toMatchObject([
    { why: 'changed', revision: 1 },
  ]);
  expect((await step([{ ...fast, revision: 1 }], { step: 'assign', assignee: 'nobody' })).conflicts).toMatchObject([
    { why: 'detail' },
  ]);
  expect((await queue('?assignee=me', detective)).total).toBe(2);

  // Outside only with a second person.
  const asked = await ask(`/leads/${fast.lead}/release`, analyst, 'POST', {
    revision: 1,
    version: 1,
    recipient: 'State police',
    purpose: 'Joint case',
  });
  const { request } = asked.json<{ request: number }>();
  const agree = (cookie: string) =>
    ask(`/leads/${fast.lead}/requests/${request}`, cookie, 'POST', { agree: true, version: 1 });
  expect((await agree(analyst)).json()).toMatchObject({ code: 'lead.second-person' });
  expect((await queue('?waiting=true', detective)).leads.map(({ lead }) => lead)).toEqual([fast.lead]);
  expect((await agree(detective)).statusCode).toBe(204);
  expect((await page(fast)).recipients.map(({ side, name, consentedBy }) => [side, name, consentedBy])).toEqual([
    ['inside', 'test.detective', null],
    ['outside', 'State police', 'test.detective'],
  ]);

  // Asked on what the leads rest on now, and not answered yet.
  const waits = async (of: { lead: number }) => {
    const { revision, version } = (await page(of)).summary;
    const body = { revision, version, recipient: 'Sheriff', purpose: 'Joint case' };
    return (await ask(`/leads/${of.lead}/release`, analyst, 'POST', body)).json<{ request: number }>().request;
  };
  const [ofFast, ofBought] = [await waits(fast), await waits(bought)];

  // The laboratory takes a tie back.
  await receive(
    'nibin',
    [leadsHeader, tie('L-2', '24-66', '07/03/2024', 'NOT CONFIRMED', '09/01/2024')],
    '2026-02-01T00:00:00Z',
  );
  const withdrawn = await until(
    () => page(fast),
    ({ summary }) => summary.standing === 'WITHDRAWN',
  );
  expect(withdrawn.versions.map(({ change }) => change)).toEqual(['WITHDRAWN', 'FOUND']);
  expect(withdrawn.versions[1]!.reason).toContain('2 shootings');
  expect(withdrawn.events[0]).toMatchObject({ step: 'withdrawn', actor: 'flashlight' });
  const weakened = await page(bought);
  expect(weakened.versions[0]).toMatchObject({ change: 'WEAKENED', lost: { reasons: ['tie-withdrawn'] } });
  expect(weakened.summary.standing).toBe('STANDING');
  expect((await queue()).leads.map(({ lead }) => lead)).not.toContain(fast.lead);

  // What can no longer be done lapses; what still can is agreed to on the evidence as it is.
  expect(withdrawn.requests[0]).toMatchObject({ request: ofFast, answer: 'LAPSED', answerReason: 'WITHDRAWN' });
  const answer = (lead: number, asking: number, version: number) =>
    ask(`/leads/${lead}/requests/${asking}`, detective, 'POST', { agree: true, version });
  const { version: askedOn } = opened.summary;
  expect((await answer(fast.lead, ofFast, 2)).json()).toMatchObject({ code: 'lead.changed' });
  expect((await answer(bought.lead, ofBought, askedOn)).json()).toMatchObject({ code: 'lead.evidence-changed' });
  expect((await page(bought)).recipients.filter(({ side }) => side === 'outside')).toEqual([]);
  expect((await answer(bought.lead, ofBought, askedOn + 1)).statusCode).toBe(204);
  const agreed = await page(bought);
  expect(agreed.requests[0]).toMatchObject({
    version: askedOn,
    answer: 'AGREED',
    answeredVersion: askedOn + 1,
  });
  expect(agreed.recipients.at(-1)).toMatchObject({
    name: 'Sheriff',
    version: askedOn + 1,
    givenLead: bought.lead,
  });
  await until(
    async () => events.some(({ event }) => event === 'notices'),
    (is) => is,
  );

  const told = await notices(detective);
  expect(told).toMatchObject({ unread: 2, toSend: 1 });
  const own = told.notices.find(({ lead, side }) => lead === fast.lead && side === 'inside')!;
  const toSend = told.notices.find(({ side }) => side === 'outside')!;
  expect(own).toMatchObject({ change: 'WITHDRAWN', name: 'test.detective', givenLead: fast.lead, givenVersion: 1 });
  // The tie is gone; of the trace nothing else is recorded than was, and in no other language is anything ready made.
  expect(own).toMatchObject({ text: null, lost: { traces: ['T201'], reasons: ['tie-withdrawn'] } });
  expect(toSend.text).toContain(`Lead ${fast.lead}`);
  expect(toSend.text).not.toMatch(/SMITH|JONES/i);
  expect((await notices(analyst)).unread).toBe(0);
  expect((await ask(`/notices/${own.notice}/read`, analyst, 'POST')).statusCode).toBe(404);
  expect((await ask(`/notices/${own.notice}/read`, detective, 'POST')).statusCode).toBe(204);
  const sent = () => ask(`/notices/${toSend.notice}/sent`, analyst, 'POST', { how: 'Letter to their desk' });
  expect((await sent()).statusCode).toBe(204);
  expect((await sent()).json()).toMatchObject({ code: 'lead.changed' });
  expect(await notices(detective)).toMatchObject({ unread: 1, toSend: 0 });

  // Confirmed after all, it stands again under its number, with its history.
  await receive('nibin', [leadsHeader, tie('L-3', '24-77', '07/05/2024')], '2026-03-01T00:00:00Z');
  const again = await until(
    () => page(fast),
    ({ summary }) => summary.standing === 'STANDING',
  );
  expect(again.versions.map(({ change }) => change)).toEqual(['RESTORED', 'WITHDRAWN', 'FOUND']);
  expect(again.summary).toMatchObject({ state: 'ASSIGNED', assignee: 'test.detective' });
});

test('a corrected trace takes the lead with it, and purchasers held for one carry its work over and take it back when they are parted', async () => {
  const other = 'SMYTHE,ANNE,07/04/1990,DL,VA,V900';
  await receive('etrace', [
    traces,
    traced('T301', 'EEE5555', '01/01/2023', 'GREEN,DI,03/03/1980,DL,MD,G300', '07/06/2024'),
    traced('T302', 'FFF6666', '02/01/2023', 'GREEN,DI,03/03/1980,DL,MD,G300', '07/06/2024'),
    traced('T303', 'GGG7777', '03/01/2022', other, '07/06/2024'),
    traced('T304', 'HHH8888', '04/01/2022', other, '07/06/2024'),
  ]);
  const leadWith = async (trace: string) => {
    const { leads } = await queue(`?text=${trace}&state=all&standing=STANDING`);
    return leads.find(({ kind }) => kind.startsWith('purchaser') || kind.startsWith('multiple'));
  };
  const [green, smythe] = await until(
    async () => [await leadWith('T301'), await leadWith('T303')] as const,
    (both) => both.every((each) => each !== undefined),
  );
  await step([smythe!], { step: 'assign', assignee: 'test.detective' });

  // One person after all, somebody judges.
  const rows = async (name: string) => {
    const { rows: found } = await server.store.database
      .pool('read')
      .query<{ number: number }>(
        `select record_id * 64 + ordinal as number from flashlight.person_observation where family_name = $1 and role = 'purchaser' order by 1`,
        [name],
      );
    return found.map(({ number }) => number);
  };
  const [a, b] = [(await rows('GREEN'))[0]!, (await rows('SMYTHE'))[0]!];
  const { database, agency } = server.store;
  const { agencyId } = agency;
  const judgement = await judgeObservations(database, agencyId, {
    a,
    b,
    verdict: 'same',
    reason: 'one licence photograph',
    judgedBy: 'test.analyst',
  });
  await confirmJudgement(database, agencyId, judgement, 'test.detective');
  const joined = await until(
    () => page(smythe!),
    ({ summary }) => summary.standing !== 'STANDING' || summary.counts.traces === 4,
  );
  expect(joined.summary).toMatchObject({ standing: 'JOINED', joinedInto: green!.lead });
  const heir = green!.lead;
  const one = await page({ lead: heir });
  expect(one.summary).toMatchObject({ counts: { traces: 4 }, state: 'ASSIGNED', assignee: 'test.detective' });
  // Whoever received it is told where it goes on, and follows it there with the version they have.
  expect(one.recipients).toMatchObject([{ name: 'test.detective', givenLead: smythe!.lead, version: 1 }]);
  const [toldJoined] = (await notices(detective)).notices;
  expect(toldJoined).toMatchObject({ lead: smythe!.lead, change: 'JOINED', joinedInto: heir, lost: { traces: [] } });

  const give = (lead: number) =>
    ask(`/leads/${lead}/recipients`, analyst, 'POST', { name: 'test.analyst', purpose: 'to know' });
  // Nothing would ever be told of it under its own number.
  expect((await give(smythe!.lead)).json()).toMatchObject({ code: 'lead.not-standing' });
  expect((await give(heir)).statusCode).toBe(204);

  await withdrawJudgement(database, agencyId, judgement, { by: 'test.analyst' });
  await until(
    () => page({ lead: heir }),
    ({ summary, versions }) => summary.counts.traces === 2 && versions[0]!.change === 'WEAKENED',
  );
  const parted = await until(
    async () => [await leadWith('T301'), await leadWith('T303')].map((each) => each?.lead),
    (leads) => leads.every((lead) => lead !== undefined) && leads[0] !== leads[1],
  );
  expect(parted.sort()).toEqual([green!.lead, smythe!.lead].sort());
  const { notices: afterParting } = await notices(detective);
  // What becomes of the other is nothing to them any more.
  expect(afterParting.filter(({ lead }) => lead === heir)).toEqual([]);
  expect(afterParting.find(({ lead }) => lead === smythe!.lead)).toMatchObject({
    change: 'RESTORED',
    lost: { traces: [], reasons: [] },
  });

  // The trace was to another purchaser.
  await receive(
    'etrace',
    [traces, traced('T302', 'FFF6666', '02/01/2015', 'WHITE,ED,04/04/1981,DL,MD,W400', '07/06/2024')],
    '2026-04-01T00:00:00Z',
  );
  await until(
    () => page(green!),
    ({ summary }) => summary.standing === 'WITHDRAWN' || summary.counts.traces === 1,
  );
});

test('a dealer’s lead is closed by two, bulk steps name what conflicts, and an excerpt reads leads of its own records alone', async () => {
  const { leads } = await queue('?state=all&standing=STANDING');
  const open = leads.filter(({ state }) => state === 'GENERATED');
  expect(open.length).toBeGreaterThan(0);
  const held = await step([...open, { lead: 999_999, revision: 0 }], { step: 'hold', reason: 'after the holidays' });
  expect(held.done).toHaveLength(open.length);
  expect(held.conflicts).toMatchObject([{ lead: 999_999, why: 'unknown' }]);
  const undone = await step(
    held.done.map(({ lead, revision }) => ({ lead, revision })),
    { step: 'undo' },
    detective,
  );
  expect(undone.done.every(({ state }) => state === 'GENERATED')).toBe(true);
  // About an officer, somebody says: to close it takes two.
  const [first] = undone.done;
  const marked = await step([first!], { step: 'mark-officer', reason: 'the purchaser is one of ours' });
  const closing = await step(marked.done, { step: 'close-no-capacity', reason: 'nobody free' });
  expect(closing.waiting).toHaveLength(1);
  const { request } = closing.waiting[0]!;
  const { version } = (await page(first!)).summary;
  await ask(`/leads/${first!.lead}/requests/${request}`, detective, 'POST', { agree: true, version });
  const closed = await page(first!);
  expect(closed.summary.state).toBe('CLOSED_NO_CAPACITY');
  expect(closed.events[0]).toMatchObject({
    step: 'close-no-capacity',
    actor: 'test.analyst',
    second: 'test.detective',
  });
  const outcome = await step([closed.summary], { step: 'record-outcome', outcome: 'arrest' });
  expect(outcome.done).toMatchObject([{ state: 'OUTCOME_RECORDED' }]);
  // Nobody worked it: what came of it says nothing of how much leads of its kind help.
  expect((await page(first!)).use).toMatchObject({ useful: 0, outcomes: 0 });

  const { agencyId } = await makeExcerpt(server.store.database, server.store.agency, {
    name: 'outside',
    hidden: ['FTS-TIAHRT'],
  });
  const token = await createSignInLink(server.store.database, {
    agencyId,
    actor: 'p.rosecutor',
    role: 'analyst',
    madeBy: 'tests',
    now: server.clock.now(),
  });
  const answer = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
  const outside = String(answer.headers['set-cookie']).split(';', 1)[0]!;
  // Its traces are hidden, and with them every lead that rests on one.
  expect(await queue('?state=all', outside)).toMatchObject({ total: 0 });
  expect((await ask(`/leads/${first!.lead}`, outside)).statusCode).toBe(404);
  expect(
    (await ask('/leads/steps', outside, 'POST', { leads: [{ lead: 1, revision: 0 }], step: 'begin' })).statusCode,
  ).toBe(403);
  const desk = await server.signIn('gunshot-desk');
  expect((await ask('/leads', desk)).statusCode).toBe(403);
});

test('settings that are signed anew are the cause that is said, and a note stays with the lead', async () => {
  const home = 'BLACK,FI,05/05/1979,DL,MD,F500';
  await receive('etrace', [
    traces,
    traced('T401', 'JJJ1111', '01/01/2020', home, '07/06/2024'),
    traced('T402', 'KKK2222', '06/01/2020', home, '07/06/2024'),
  ]);
  const lead = await until(
    async () => (await queue('?text=T401&state=all')).leads.find(({ counts }) => counts.traces === 2),
    (found) => found !== undefined,
  );
  await step([lead!], { step: 'assign', assignee: 'test.detective' });
  const note = await ask(`/leads/${lead!.lead}/notes`, analyst, 'POST', {
    text: ' Seen at the range. ',
    inBriefing: true,
  });
  expect(note.statusCode).toBe(201);
  expect((await page(lead!)).notes).toMatchObject([
    { text: 'Seen at the range.', inBriefing: true, by: 'test.analyst' },
  ]);
  expect((await ask('/leads/999999/notes', analyst, 'POST', { text: 'x', inBriefing: false })).statusCode).toBe(404);

  // Usual rates are of what is recorded now: those counted with the settings are the same.
  await bringLeadsUpToDate(server.store.database, server.store.agency.agencyId, { renew: true });
  const settings = declaredSettings('MD');
  settings.leads = { ...settings.leads, windowDays: 30, fastDays: 1 };
  await ask('/city/versions', analyst, 'POST', { settings, reason: 'as measured' });
  expect((await ask('/city/versions/1/signature', detective, 'POST')).statusCode).toBe(200);
  const told = await until(
    async () => (await notices(detective)).notices.find((each) => each.lead === lead!.lead),
    (found) => found !== undefined,
  );
  expect(told).toMatchObject({ lost: { reasons: ['settings-changed'] } });
});
