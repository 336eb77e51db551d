import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LeadPage, LeadQueue, LeadStepsDone, LeadSummary } from '../../src/model/lead-answers.ts';
import type { Notices } from '../../src/model/lead-notices.ts';
import { receiveRows } from '../receive-rows.ts';
import { signInAs } from './nibin-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
/** Who signs in: the analyst who gives, the detective who works, and a colleague. */
let analyst: string;
let detective: string;
let colleague: string;

const traces =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date';
const traced = (trace: string, serial: string, purchaser: string, recoveredOn = '06/06/2024') =>
  `${trace},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-${trace},${serial},GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,01/01/2024,${purchaser},JONES,BO,01/01/1995,${recoveredOn}`;
/** Two firearms of one purchaser, whose lead is found by the name. */
const bought = (name: string, nth: number) => {
  const of = `${name},DI,0${nth}/03/1980,DL,MD,G30${nth}`;
  return [traced(`T${nth}01`, `EE${nth}0001`, of), traced(`T${nth}02`, `EE${nth}0002`, of, '05/06/2024')];
};
const names = ['ABBEY', 'BAXTER', 'COLLIER', 'DRAPER', 'EASTON', 'FLETCHER'];
const third = (nth: number) =>
  traced(`T${nth}03`, `EE${nth}0003`, `${names[nth - 1]},DI,0${nth}/03/1980,DL,MD,G30${nth}`);

const ask = (path: string, cookie = analyst, purpose?: string) =>
  server.api.inject({
    url: `/api/v1${path}`,
    headers: { cookie, ...(purpose ? { 'flashlight-purpose': purpose } : {}) },
  });
const post = (path: string, payload: object, cookie = analyst) =>
  server.api.inject({ method: 'POST', url: `/api/v1${path}`, headers: { cookie }, payload });
const queue = async (query = '') => (await ask(`/leads${query}${query === '' ? '?' : '&'}limit=100`)).json<LeadQueue>();
const page = async (lead: number) => (await ask(`/leads/${lead}`)).json<LeadPage>();
const notices = async (cookie: string, lead: number) =>
  (await ask('/notices?which=all&limit=100', cookie)).json<Notices>().notices.filter((each) => each.lead === lead);
const step = async (lead: number, body: object, cookie = analyst) => {
  const { revision, version } = (await page(lead)).summary;
  return (await post('/leads/steps', { leads: [{ lead, revision, version }], ...body }, cookie)).json<LeadStepsDone>();
};
/** The lead of the nth purchaser. */
const leadOf = async (nth: number) =>
  (await queue(`?state=all&text=T${nth}01`)).leads.find(({ kind }) => kind.startsWith('purchaser'))!;
const isListed = async (lead: number, query = '') => (await queue(query)).leads.some((each) => each.lead === lead);
const openOf = async ({ kind }: LeadSummary) => (await queue()).kinds.find((each) => each.kind === kind)!.open;
/** Both traces turn out to name somebody else: the lead is withdrawn. */
const loseTraces = async (nth: number, lead: number) => {
  const others = [1, 2].map((of) => `OTHER${names[nth - 1]}${of},ED,0${of}/04/1971,DL,MD,W4${of}${nth}`);
  await receiveRows(
    server.store,
    'etrace',
    [
      traces,
      ...others.map((other, at) => traced(`T${nth}0${at + 1}`, `EE${nth}000${at + 1}`, other, `0${6 - at}/06/2024`)),
    ],
    `2026-0${nth}-01T00:00:00Z`,
  );
  await vi.waitUntil(async () => (await page(lead)).summary.standing === 'WITHDRAWN', {
    timeout: 60_000,
    interval: 200,
  });
};

beforeAll(async () => {
  server = await openTestServer({ leads: 'follow' });
  [analyst, detective] = [await server.signIn('analyst'), await server.signIn('detective')];
  colleague = await signInAs(server, 'test.colleague', 'detective');
  await receiveRows(server.store, 'etrace', [traces, ...names.flatMap((name, at) => bought(name, at + 1))]);
  await vi.waitUntil(
    async () => (await Promise.all(names.map((_, at) => leadOf(at + 1)))).every((each) => each !== undefined),
    { timeout: 60_000, interval: 200 },
  );
}, 120_000);
afterAll(() => server.close());

describe('a lead that was rejected', () => {
  test('leaves the open queue and its counts, is found among the rejected, and comes back where it rests on more', async () => {
    const found = await leadOf(1);
    const { lead } = found;
    const open = await openOf(found);
    await step(lead, { step: 'hold', reason: 'waits' });
    expect([await isListed(lead), await isListed(lead, '?state=held'), await openOf(found)]).toEqual([
      true,
      true,
      open,
    ]);
    await step(lead, { step: 'reject', reason: 'known collector' });
    expect(await isListed(lead)).toBe(false);
    expect(await openOf(found)).toBe(open - 1);
    expect((await queue()).total).toBe((await queue('?state=GENERATED&standing=STANDING')).total);
    expect([await isListed(lead, '?state=rejected'), await isListed(lead, '?state=held')]).toEqual([true, false]);

    await receiveRows(server.store, 'etrace', [traces, third(1)]);
    await vi.waitUntil(async () => (await page(lead)).summary.counts.traces === 3, { timeout: 60_000, interval: 200 });
    const back = await page(lead);
    expect(back.summary).toMatchObject({ state: 'GENERATED', triage: null });
    expect(back.events.slice(0, 2)).toMatchObject([
      { step: 'returned', from: 'TRIAGED', to: 'GENERATED', actor: 'flashlight' },
      { step: 'reject', reason: 'known collector' },
    ]);
    expect(await isListed(lead)).toBe(true);
    // What it was before it came back is for nobody to take back.
    expect(back.steps).not.toContain('undo');
  });
});

describe('whoever has a lead', () => {
  test('has it by taking a package inside, and is told when it is withdrawn', async () => {
    const { lead } = await leadOf(2);
    const packed = await ask(`/leads/${lead}/briefing.zip`, detective, 'Briefing');
    expect(packed.statusCode).toBe(200);
    expect((await page(lead)).recipients).toMatchObject([
      { side: 'inside', name: 'test.detective', purpose: 'Briefing', version: 1, givenBy: 'test.detective' },
    ]);
    // Again, the same: once on record. Printed by another: another.
    await ask(`/leads/${lead}/briefing.zip`, detective, 'Briefing');
    expect((await post(`/leads/${lead}/prints`, { purpose: '', version: 2 }, colleague)).json()).toMatchObject({
      code: 'lead.evidence-changed',
    });
    expect((await post(`/leads/${lead}/prints`, { purpose: '', version: 1 }, colleague)).statusCode).toBe(204);
    expect((await page(lead)).recipients.map(({ name }) => name)).toEqual(['test.detective', 'test.colleague']);
    await loseTraces(2, lead);
    for (const cookie of [detective, colleague])
      expect(await notices(cookie, lead)).toMatchObject([{ side: 'inside', givenVersion: 1, change: 'WITHDRAWN' }]);
  });

  test('is told what became of it, and so is whoever gave it, outside by a letter with the outcome alone', async () => {
    const { lead, version } = await leadOf(3);
    await step(lead, { step: 'assign', assignee: 'test.detective' });
    const { revision } = (await page(lead)).summary;
    const asked = await post(`/leads/${lead}/release`, {
      revision,
      version,
      recipient: 'State police',
      purpose: 'Joint',
    });
    const { request } = asked.json<{ request: number }>();
    await post(`/leads/${lead}/requests/${request}`, { agree: true, version }, colleague);
    await post(`/leads/${lead}/recipients`, { name: 'test.colleague', purpose: 'to know' });
    await step(lead, { step: 'open-case' }, detective);
    await step(lead, { step: 'record-outcome', outcome: 'arrest', reason: 'Collier was arrested' }, detective);

    // Whoever recorded it knows.
    expect((await notices(detective, lead)).filter(({ side }) => side === 'inside')).toEqual([]);
    const [toAnalyst, ...noMore] = (await notices(analyst, lead)).filter(({ side }) => side === 'inside');
    expect(noMore).toEqual([]);
    expect(toAnalyst).toMatchObject({
      change: 'OUTCOME_RECORDED',
      outcome: 'arrest',
      toldBy: 'test.detective',
      name: 'test.analyst',
      receivedBy: expect.not.stringMatching('test.analyst'),
    });
    expect((await notices(colleague, lead)).filter(({ side }) => side === 'inside')).toMatchObject([
      { change: 'OUTCOME_RECORDED', receivedBy: 'test.colleague' },
    ]);
    const letters = async () => (await notices(analyst, lead)).filter(({ side }) => side === 'outside');
    expect(await letters()).toMatchObject([{ name: 'State police', outcome: 'arrest', words: null }]);
    expect((await letters())[0]!.text).toContain('has an outcome on record: arrest');
    expect(JSON.stringify(await letters())).not.toContain('Collier');

    const sent = await step(lead, { step: 'send-feedback', reason: 'Thank you: the trace led there.' }, detective);
    expect(sent.done).toMatchObject([{ state: 'FEEDBACK_SENT' }]);
    for (const cookie of [analyst, colleague])
      expect((await notices(cookie, lead)).find(({ side }) => side === 'inside')).toMatchObject({
        change: 'FEEDBACK_SENT',
        words: 'Thank you: the trace led there.',
        toldBy: 'test.detective',
      });
    // The letter says all there is to say outside.
    expect(await letters()).toHaveLength(1);
    await step(lead, { step: 'record-outcome', outcome: 'conviction' }, detective);
    expect((await letters()).map(({ outcome }) => outcome)).toEqual(['conviction', 'arrest']);
  });

  test('is told of a withdrawal after feedback as if nothing had been said between', async () => {
    const { lead } = await leadOf(4);
    await post(`/leads/${lead}/recipients`, { name: 'test.colleague', purpose: 'to know' });
    await step(lead, { step: 'assign', assignee: 'test.detective' });
    await step(lead, { step: 'open-case' }, detective);
    await step(lead, { step: 'record-outcome', outcome: 'none' }, detective);
    await loseTraces(4, lead);
    expect((await notices(colleague, lead)).map(({ change }) => change)).toEqual(['WITHDRAWN', 'OUTCOME_RECORDED']);
  });

  test('by a slip is told once that it was taken back, and nothing after that', async () => {
    const { lead } = await leadOf(5);
    await step(lead, { step: 'assign', assignee: 'test.colleague' });
    await step(lead, { step: 'undo' });
    expect((await page(lead)).recipients).toMatchObject([{ name: 'test.colleague', takenBackBy: 'test.analyst' }]);
    expect(await notices(colleague, lead)).toMatchObject([{ change: 'TAKEN_BACK', toldBy: 'test.analyst' }]);
    await step(lead, { step: 'assign', assignee: 'test.detective' });
    await loseTraces(5, lead);
    expect(await notices(colleague, lead)).toMatchObject([{ change: 'TAKEN_BACK' }]);
    expect(await notices(detective, lead)).toMatchObject([{ change: 'WITHDRAWN' }]);
  });

  test('may be nobody but whoever works it: then no feedback is sent, and it does not say so', async () => {
    const { lead } = await leadOf(6);
    await step(lead, { step: 'assign', assignee: 'test.detective' }, detective);
    await step(lead, { step: 'open-case' }, detective);
    await step(lead, { step: 'record-outcome', outcome: 'none' }, detective);
    const sent = await step(lead, { step: 'send-feedback', reason: 'Nobody hears this' }, detective);
    expect(sent.conflicts).toMatchObject([{ why: 'nobody-to-tell' }]);
    expect((await page(lead)).summary.state).toBe('OUTCOME_RECORDED');
    // Given by somebody who gave it to themselves and a colleague, it is.
    await post(`/leads/${lead}/recipients`, { name: 'test.colleague', purpose: 'to know' }, detective);
    expect((await step(lead, { step: 'send-feedback', reason: 'Heard' }, detective)).done).toHaveLength(1);
  });
});
