import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkPackage, checkRecords } from '../../src/jobs/verify-briefing.ts';
import type { LeadPage, LeadQueue } from '../../src/model/lead-answers.ts';
import type { Notices } from '../../src/model/lead-notices.ts';
import { receiveRows } from '../receive-rows.ts';
import { accessibilityFaults, atRest, openPortal, pathOf, type Portal, type WatchedPage } from './open-portal.ts';

let portal: Portal;

const traces =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date';
const traced = (trace: string, serial: string, soldOn: string, purchaser: string, recoveredOn: string) =>
  `${trace},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-${trace},${serial},GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,${soldOn},${purchaser},JONES,BO,01/01/1995,${recoveredOn}`;
const smith = 'SMITH,ANN,07/04/1990,DL,MD,S100';
const ties =
  'Lead Number,Kind,Status,Issued,Case A,Item A,Event Date A,Case B,Item B,Event Date B,Conclusion,Serial Number,Manufacturer,Retracted';
const tie = (number: string, scene: string, on: string, status = 'DISSEMINATED', retracted = '') =>
  `${number},LEAD,${status},07/30/2024,24-T201,TF-1,07/06/2024,${scene},CC-1,${on},,BBB2222,GLOCK,${retracted}`;

const ask = async <T>(path: string): Promise<T> => {
  const cookie = await portal.server.signIn('detective');
  return (await portal.server.api.inject({ url: `/api/v1${path}`, headers: { cookie } })).json() as T;
};
const queue = () => ask<LeadQueue>('/leads?limit=100');
let fast: number;

beforeAll(async () => {
  portal = await openPortal({ leads: 'follow' });
  const { store } = portal.server;
  await receiveRows(store, 'etrace', [
    traces,
    traced('T201', 'BBB2222', '01/01/2024', smith, '07/06/2024'),
    traced('T202', 'CCC3333', '03/01/2024', smith, '06/06/2024'),
    ...Array.from({ length: 6 }, (_, at) => [
      traced(`T3${at}0`, `EE${at}0001`, '01/01/2024', `GREEN${at},DI,03/0${at + 1}/1980,DL,MD,G30${at}`, '05/06/2024'),
      traced(`T3${at}1`, `EE${at}0002`, '02/01/2024', `GREEN${at},DI,03/0${at + 1}/1980,DL,MD,G30${at}`, '06/06/2024'),
    ]).flat(),
  ]);
  await receiveRows(store, 'nibin', [ties, tie('L-1', '24-55', '07/01/2024'), tie('L-2', '24-66', '07/03/2024')]);
  await vi.waitUntil(async () => (await queue()).leads.some(({ kind }) => kind === 'fast-firearm'), {
    timeout: 60_000,
    interval: 250,
  });
  fast = (await queue()).leads.find(({ kind }) => kind === 'fast-firearm')!.lead;
}, 300_000);
afterAll(() => portal.close());

const lines = (page: WatchedPage) => page.locator('.queue-line');
const current = (page: WatchedPage) => page.locator('.queue-line[data-current="true"]');
const tagsOf = (page: WatchedPage, lead: string) => page.locator(`.queue-line[data-lead="${lead}"] .queue-state`);
const numberOf = async (page: WatchedPage) => (await current(page).getAttribute('data-lead'))!;

async function openQueue(page: WatchedPage, address = '/leads'): Promise<void> {
  await page.goto(address);
  await lines(page).first().waitFor();
  await atRest(page);
}

describe('the queue of leads', () => {
  test('is worked without a mouse: walked, held with a reason, taken back, assigned in bulk, and what conflicts is named', async () => {
    const page = await portal.openPage();
    await openQueue(page);
    const order = (await queue()).leads.map(({ lead }) => String(lead));
    expect(await lines(page).evaluateAll((all) => all.map((each) => each.getAttribute('data-lead')))).toEqual(order);
    await page.keyboard.press('j');
    await expect.poll(() => numberOf(page)).toBe(order[1]);
    await page.keyboard.press('k');
    await expect.poll(() => numberOf(page)).toBe(order[0]);

    await page.keyboard.press('h');
    await page.getByLabel('Why (1 to 4 takes one below)').waitFor();
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect.poll(() => tagsOf(page, order[0]!).innerText()).toContain('Held for later');
    expect((await ask<LeadPage>(`/leads/${order[0]}`)).events[0]).toMatchObject({
      step: 'hold',
      reason: 'Waits for a trace',
    });
    await page.keyboard.press('z');
    await expect.poll(() => tagsOf(page, order[0]!).innerText()).toContain('Found');

    // Three chosen, of which somebody else works one meanwhile.
    await page.goto(`/leads?sel=${order[0]}`);
    await lines(page).first().waitFor();
    await atRest(page);
    await page.keyboard.press('J');
    await page.keyboard.press('J');
    await page.getByText('3 leads chosen').waitFor();
    const other = await portal.server.signIn('detective');
    await portal.server.api.inject({
      method: 'POST',
      url: '/api/v1/leads/steps',
      headers: { cookie: other },
      payload: {
        step: 'hold',
        reason: 'Mine',
        leads: [{ lead: Number(order[1]), revision: (await ask<LeadPage>(`/leads/${order[1]}`)).summary.revision }],
      },
    });
    await page.getByText('1 lead changed or is new').waitFor();
    await page.keyboard.press('a');
    await page.getByLabel('To whom').selectOption('test.detective');
    await page.getByRole('button', { name: 'Do it' }).click();
    const report = page.locator('.step-report');
    await report.getByText('Assign: 2 leads.').waitFor();
    expect(await report.innerText()).toContain(`Lead ${order[1]}`);
    await report.getByRole('button', { name: 'Take back the last step' }).click();
    await expect
      .poll(async () => (await ask<LeadPage>(`/leads/${order[0]}`)).summary.state, { timeout: 30_000 })
      .toBe('GENERATED');
    await page.getByRole('button', { name: 'Show' }).first().click();
    await expect.poll(() => tagsOf(page, order[1]!).innerText()).toContain('Held for later');
    expect(page.complaints).toEqual([]);
    expect(page.outside).toEqual([]);
  });

  test('is narrowed and ordered by what a triage asks, in a sentence the address holds', async () => {
    const page = await portal.openPage();
    await openQueue(page, '/leads?sort=events&events=shot');
    expect((await lines(page).count()) > 0).toBe(true);
    await page.getByRole('button', { name: 'Take away: With a shooting' }).waitFor();
    const marks = lines(page).first().locator('.gets-marks');
    await marks.click();
    await page.locator('.queue-parts').getByText('Purchaser named').waitFor();
    await page.getByRole('button', { name: 'Take away: With a shooting' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('events')).toBe(null);
    expect(await page.locator('main').innerText()).not.toMatch(/\d ?%(?! interval)/);
    await page.getByText('Why the queue is in this order').click();
    await page.getByRole('columnheader', { name: 'Declared share' }).waitFor();
  });
});

describe('one lead', () => {
  test('is released by two, packed so that it can be checked, and withdrawn before the eyes of its reader when the laboratory takes a tie back', async () => {
    const page = await portal.openPage();
    await page.goto(`/lead/${fast}`);
    await page.getByRole('heading', { level: 1, name: /several shootings soon after its sale/ }).waitFor();
    await atRest(page);
    // The picture, what is not known, and a mark that opens to its source.
    expect(await page.locator('.life-line').count()).toBe(1);
    await page.getByText('Shootings tied by a lead that no examiner confirmed: 2 of 2').waitFor();
    await page.locator('.life-lines [data-event][aria-label*="Recovered"]').first().click();
    await page.locator('.evidence').getByRole('heading', { name: 'Sources' }).waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByLabel('To whom').selectOption('test.detective');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.locator('.recipients').getByText('test.detective').waitFor();
    await page.getByRole('button', { name: 'Release outside' }).click();
    await page.getByLabel('Agency or person outside').fill('State police');
    await page.getByLabel('Purpose').fill('Joint case 24-9');
    await page.getByRole('button', { name: 'Ask for a second person' }).click();
    await page.getByText('You asked for it: another has to agree.').waitFor();
    const second = await portal.openPage({ role: 'detective' });
    await second.goto(`/lead/${fast}`);
    await second.getByRole('button', { name: 'Agree' }).click();
    await second.locator('.recipients').getByText('State police').waitFor();

    await second.goto(`/lead/${fast}/briefing`);
    await second.getByLabel('Purpose').fill('Joint case 24-9');
    await second.getByLabel('For whom').selectOption({ label: 'State police, version 1' });
    const download = second.waitForEvent('download');
    await second.getByRole('button', { name: 'Make the package' }).click();
    const packed = new Uint8Array(await readFile(await (await download).path()));
    const checked = checkPackage(packed);
    expect(checked.files.map(({ name, state }) => [name, state])).toEqual([
      ['briefing.pdf', 'intact'],
      ['briefing.json', 'intact'],
    ]);
    expect(checked.manifest).toMatchObject({ lead: fast, recipient: 'State police', purpose: 'Joint case 24-9' });
    const { database, agency } = portal.server.store;
    const stored = await database.pool('read').connect();
    try {
      const held = await checkRecords(stored, agency.agencyId, checked);
      expect(held.made).toMatchObject({ madeBy: 'test.detective' });
      expect(held.records.length).toBeGreaterThan(2);
      expect(new Set(held.records.map(({ state }) => state))).toEqual(new Set(['intact']));
      const files = unzipSync(packed);
      const changed = {
        ...files,
        'briefing.json': new TextEncoder().encode(strFromU8(files['briefing.json']!).replace('BBB2222', 'BBB2223')),
      };
      const forged = checkPackage(zipSync(changed));
      expect(forged.files.find(({ name }) => name === 'briefing.json')?.state).toBe('changed');
      expect((await checkRecords(stored, agency.agencyId, forged)).made).toBe(null);
    } finally {
      stored.release();
    }
    expect(createHash('sha256').update(packed).digest('hex')).toBe(checked.sha256);

    // The laboratory does not confirm: the page that is open says so by itself.
    const before = await ask<LeadPage>(`/leads/${fast}`);
    await receiveRows(
      portal.server.store,
      'nibin',
      [ties, tie('L-2', '24-66', '07/03/2024', 'NOT CONFIRMED', '09/01/2024')],
      '2026-02-01T00:00:00Z',
    );
    await page.getByText('This lead is withdrawn.').waitFor({ timeout: 30_000 });
    await page.locator('.lead-history .lost').first().waitFor();
    expect(await page.locator('main h1').getAttribute('class')).toBe('gone');
    expect(await page.getByRole('button', { name: 'Release outside' }).count()).toBe(0);

    const bell = second.locator('.bell');
    await expect.poll(async () => (await ask<Notices>('/notices')).toSend, { timeout: 30_000 }).toBe(1);
    // Of other leads the first test gave the same person, the tie took something too.
    const told = await ask<Notices>('/notices');
    expect(told.notices.filter(({ side, lead }) => side === 'inside' && lead === fast).length).toBe(1);
    expect(told.notices.filter(({ side }) => side === 'inside').length).toBe(told.unread);
    await expect
      .poll(() => bell.getAttribute('aria-label'), { timeout: 30_000 })
      .toBe(`Notices of leads: ${told.unread} unread, 1 to be sent outside`);
    await bell.click();
    await second.getByText('State police', { exact: true }).waitFor();
    await second.getByLabel('How it was sent').fill('By e-mail to their desk');
    await second.getByRole('button', { name: 'Recorded as sent' }).click();
    await second.getByText('To be sent outside: 0').waitFor();
    await second
      .locator('.notice-list li', { hasText: `Lead ${fast}: Withdrawn` })
      .getByRole('button', { name: 'Mark as read' })
      .click();
    await expect.poll(() => second.locator('.notice-list li', { hasText: `Lead ${fast}: Withdrawn` }).count()).toBe(0);

    // What it rested on is gone from the firearm's page and the links as well.
    const firearm = before.evidence.firearms[0]!.id;
    await second.goto(pathOf(firearm));
    await second.getByText('1 withdrawn').first().waitFor();
    const links = await ask<{ links: { predicate: string; object: string; status: string }[] }>(
      `/entities/${firearm}/links?history=true`,
    );
    expect(links.links.some(({ status }) => status === 'RETRACTED')).toBe(true);
    expect([...page.complaints, ...second.complaints]).toEqual([]);
  });

  test.for([
    { scheme: 'light', width: 1440 },
    { scheme: 'dark', width: 390 },
  ] as const)('no page of leads has a fault of accessibility in $scheme at $width px', async ({ scheme, width }) => {
    const page = await portal.openPage({ scheme, width, role: 'detective' });
    for (const address of ['/leads', `/lead/${fast}`, '/notices?which=all', `/lead/${fast}/briefing`]) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await accessibilityFaults(page), address).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(width);
    }
  });
});
