import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LeadPage, LeadQueue, LeadStepsDone } from '../../src/model/lead-answers.ts';
import { receiveRows } from '../receive-rows.ts';
import { accessibilityFaults, atRest, openPortal, type Portal, type WatchedPage } from './open-portal.ts';

let portal: Portal;

const traces =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date';
const two = (digits: number) => String(digits).padStart(2, '0');
/** Two firearms of one purchaser, both recovered soon: one lead. */
const bought = (nth: number) =>
  [1, 2].map(
    (of) =>
      `T${two(nth)}${of},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-T${two(nth)}${of},EE${two(nth)}00${of},GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,0${of}/01/2024,QUARRY${String.fromCharCode(65 + (nth % 26), 65 + Math.floor(nth / 26))},DI,${two(1 + (nth % 12))}/${two(1 + (nth % 28))}/1980,DL,MD,G3${two(nth)},JONES,BO,01/01/1995,0${of + 4}/06/2024`,
  );
const purchasers = 50;

const as = async (role: 'detective' | 'analyst') => portal.server.signIn(role);
const ask = async <T>(path: string): Promise<T> =>
  (await portal.server.api.inject({ url: `/api/v1${path}`, headers: { cookie: await as('detective') } })).json() as T;
const post = async <T>(path: string, payload: object, role: 'detective' | 'analyst' = 'detective'): Promise<T> => {
  const answer = await portal.server.api.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { cookie: await as(role) },
    payload,
  });
  return (answer.body === '' ? null : answer.json()) as T;
};
const summary = async (lead: number) => (await ask<LeadPage>(`/leads/${lead}`)).summary;
const isOf = async (lead: number) => {
  const { state, triage } = await summary(lead);
  return triage ?? state;
};
/** A step somebody else takes. */
const elsewhere = async (lead: number, body: object) =>
  post<LeadStepsDone>('/leads/steps', {
    leads: [{ lead, revision: (await summary(lead)).revision, version: (await summary(lead)).version }],
    ...body,
  });

let order: number[];

beforeAll(async () => {
  portal = await openPortal({ leads: 'follow' });
  await receiveRows(portal.server.store, 'etrace', [
    traces,
    ...Array.from({ length: purchasers }, (_, nth) => bought(nth)).flat(),
  ]);
  await vi.waitUntil(async () => (await ask<LeadQueue>('/leads?limit=100')).total >= purchasers, {
    timeout: 120_000,
    interval: 250,
  });
}, 300_000);
afterAll(() => portal.close());

const line = (page: WatchedPage, lead: number) => page.locator(`.queue-line[data-lead="${lead}"]`);
const current = async (page: WatchedPage) =>
  Number(await page.locator('.queue-line[data-current="true"]').getAttribute('data-lead'));
const box = (page: WatchedPage) => page.locator('.step-box');

/** The queue, at rest, of leads nobody has done anything with. */
async function openQueue(page: WatchedPage): Promise<void> {
  order = (await ask<LeadQueue>('/leads?state=GENERATED&standing=STANDING&limit=100')).leads.map(({ lead }) => lead);
  await page.goto('/leads?state=GENERATED&standing=STANDING');
  await line(page, order[0]!).waitFor();
  await atRest(page);
}

describe('a step that is being written', () => {
  test('is for the lead it was opened for and no other, whichever is looked at meanwhile, and says which', async () => {
    const page = await portal.openPage();
    await openQueue(page);
    const [first, second, third] = order as [number, number, number];
    await page.keyboard.press('h');
    await box(page).getByText(`Lead ${first}`, { exact: true }).waitFor();
    await page.getByLabel('Why (1 to 4 takes one below)').fill('Of the first alone');
    await line(page, third).click({ position: { x: 400, y: 30 } });
    await expect.poll(() => current(page)).toBe(third);
    expect(await box(page).innerText()).toContain(`Lead ${first}`);
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.locator('.step-report').getByText('Hold: 1 lead.').waitFor();
    expect([await isOf(first), await isOf(third)]).toEqual(['hold', 'GENERATED']);
    expect((await ask<LeadPage>(`/leads/${first}`)).events[0]).toMatchObject({ reason: 'Of the first alone' });

    // Two chosen, then a filter that lists neither.
    await openQueue(page);
    await page.keyboard.press('J');
    await page.keyboard.press('h');
    await box(page).getByText('for 2 leads').waitFor();
    await page.getByLabel('Why (1 to 4 takes one below)').fill('Of these two');
    await page.getByLabel('Number, trace, name, words of the reason').fill(String(third));
    await page.getByLabel('Number, trace, name, words of the reason').press('Enter');
    await line(page, order[0]!).waitFor({ state: 'detached' });
    const chosen = [order[0]!, order[1]!];
    for (const each of chosen) expect(await box(page).innerText()).toContain(String(each));
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.locator('.step-report').getByText('Hold: 2 leads.').waitFor();
    expect(await Promise.all(chosen.map(isOf))).toEqual(['hold', 'hold']);
    expect(second).toBe(chosen[0]);
    expect(page.complaints).toEqual([]);
  });

  test('survives a reload with the leads it is for', async () => {
    const page = await portal.openPage({ width: 390 });
    await openQueue(page);
    const chosen = order.slice(2, 5);
    for (const lead of chosen) await page.getByLabel(`Choose lead ${lead}`, { exact: true }).check();
    await page.getByRole('button', { name: 'Hold' }).click();
    await page.getByLabel('Why (1 to 4 takes one below)').fill('Of these three');
    await page.reload();
    await box(page).getByText('for 3 leads').waitFor();
    await atRest(page);
    for (const lead of chosen) expect(await box(page).innerText()).toContain(String(lead));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.locator('.step-report').getByText('Hold: 3 leads.').waitFor();
    expect(await Promise.all(chosen.map(isOf))).toEqual(['hold', 'hold', 'hold']);
    expect(await isOf(order[0]!)).toBe('GENERATED');
  });

  test.for(['queue', 'lead'] as const)(
    'is asked anew, in the %s, where somebody did something with its lead meanwhile',
    async (where) => {
      const page = await portal.openPage({ role: 'analyst' });
      await openQueue(page);
      const [lead] = order as [number];
      if (where === 'lead') {
        await page.goto(`/lead/${lead}`);
        await page.getByRole('button', { name: 'Hold', exact: true }).click();
      } else await page.keyboard.press('h');
      await page.getByLabel('Why (1 to 4 takes one below)').fill('Before I knew');
      await elsewhere(lead, { step: 'assign', assignee: 'test.detective' });
      // An open lead hears of it by itself; the list says that something changed, and the server keeps the lead as it was.
      if (where === 'queue') await page.getByRole('button', { name: 'Do it' }).click();
      const changed = box(page).getByRole('alert');
      await changed.getByText('1 lead changed after you opened this step').waitFor({ timeout: 30_000 });
      expect(await page.getByRole('button', { name: 'Do it' }).isDisabled()).toBe(true);
      expect(await isOf(lead)).toBe('ASSIGNED');
      await expect.poll(() => changed.innerText()).toContain('Worked by test.detective');
      await changed.getByRole('button', { name: 'Go on as they are now' }).click();
      await changed.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Do it' }).click();
      await page.locator('.step-report').getByText('Hold: 1 lead.').waitFor();
      expect(await isOf(lead)).toBe('hold');
      expect((await ask<LeadPage>(`/leads/${lead}`)).events[0]).toMatchObject({
        step: 'hold',
        actor: 'test.analyst',
        reason: 'Before I knew',
      });
    },
  );
});

describe('taking back', () => {
  test('undoes what can be, names a request a second person answered meanwhile, and then goes on to the step before', async () => {
    const page = await portal.openPage({ role: 'analyst' });
    await openQueue(page);
    const [before, plain, agreed, waits] = order as [number, number, number, number];
    for (const lead of [agreed, waits]) await elsewhere(lead, { step: 'mark-officer', reason: 'one of ours' });
    await openQueue(page);
    await page.goto(`/leads?state=GENERATED&standing=STANDING&sel=${before}`);
    await line(page, before).waitFor();
    await atRest(page);
    await page.keyboard.press('h');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await page.locator('.step-report').getByText('Hold: 1 lead.').waitFor();

    for (const lead of [plain, agreed, waits]) await page.getByLabel(`Choose lead ${lead}`, { exact: true }).check();
    await page.keyboard.press('Escape');
    for (const lead of [plain, agreed, waits]) await page.getByLabel(`Choose lead ${lead}`, { exact: true }).check();
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByLabel('Why (1 to 4 takes one below)').fill('Known collector');
    await page.getByRole('button', { name: 'Do it' }).click();
    const report = page.locator('.step-report');
    await report.getByText('2 wait for a second person.').waitFor();
    const { requests, summary: now } = await ask<LeadPage>(`/leads/${agreed}`);
    await post(`/leads/${agreed}/requests/${requests[0]!.request}`, { agree: true, version: now.version });
    expect(await isOf(agreed)).toBe('reject');

    await report.getByRole('button', { name: 'Take back the last step' }).click();
    await report.getByText('1 request taken back.').waitFor();
    await report.getByText('1 stays as it was:').waitFor();
    expect(await report.innerText()).toMatch(new RegExp(`Lead ${agreed}: .*answered by test\\.detective`));
    expect(await Promise.all([plain, agreed, waits].map(isOf))).toEqual(['GENERATED', 'reject', 'GENERATED']);
    expect((await summary(waits)).waiting).toBe(0);
    // The step before is reached: it is not blocked.
    await page.keyboard.press('z');
    await expect.poll(() => isOf(before)).toBe('GENERATED');
    expect(page.complaints.filter((each) => !each.includes('409'))).toEqual([]);
  });
});
