import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Life } from '../../src/model/life.ts';
import { enrolScanned, receiveShootings } from '../contract/nibin-people.ts';
import { unlikeGolden } from './like-golden.ts';
import {
  accessibilityFaults,
  atRest,
  faultsLightAndDark,
  openPortal,
  type Portal,
  type WatchedPage,
} from './open-portal.ts';

let portal: Portal;
let of: Record<string, number>;

beforeAll(async () => {
  portal = await openPortal();
  await receiveShootings(portal.server);
  of = await enrolScanned(portal.server);
}, 300_000);
afterAll(() => portal.close());

const open = (
  actor: string,
  role: 'technician' | 'examiner' | 'detective',
  more: { width?: number; locale?: string } = {},
) => portal.openPage({ actor, role, ...more });

async function go(page: WatchedPage, address: string): Promise<void> {
  await page.goto(address);
  await atRest(page);
}

/** Waits until a page says something. */
const says = (page: WatchedPage, text: string | RegExp) => page.getByText(text).first().waitFor();

async function press(page: WatchedPage, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).click();
}

async function giveOut(page: WatchedPage, lead: number): Promise<void> {
  await go(page, `/nibin/${lead}`);
  await press(page, 'Give out');
  await page.getByLabel('Name').first().fill('dan');
  await page.getByLabel('For what').first().fill('Case');
  await press(page, 'Do it');
  await says(page, 'dan, for: Case');
}

async function askForConfirmation(page: WatchedPage, lead: number): Promise<void> {
  await go(page, `/nibin/${lead}`);
  await press(page, 'Ask for confirmation');
  await press(page, 'Do it');
  await says(page, /Confirmation asked for/);
}

async function examine(lead: number, conclusion: string): Promise<void> {
  const [eve, fay] = [await open('eve', 'examiner'), await open('fay', 'examiner')];
  await go(eve, `/nibin/${lead}`);
  await press(eve, 'Write down: Conclusion');
  await eve.getByRole('combobox', { name: 'Conclusion' }).selectOption(conclusion);
  await eve.getByLabel('Method').fill('Comparison microscope');
  await eve.getByLabel('Limitations, as in the report').fill('Holds for the marks compared');
  await eve.getByLabel('Report number').fill(`FR-${lead}`);
  await eve.getByLabel('Day').fill('2026-11-21');
  await press(eve, 'Do it');
  await says(eve, /waits for a second examiner/);
  await go(fay, `/nibin/${lead}`);
  await press(fay, 'Agree as second examiner');
  await says(fay, 'verified by fay');
}

test('scans are searched, looked at blind by two, become leads, and are confirmed or withdrawn everywhere', async () => {
  const [ann, bo] = [await open('ann', 'technician'), await open('bo', 'technician', { width: 390 })];
  const dan = await open('dan', 'detective');
  await go(ann, '/nibin');
  const pair = (page: WatchedPage) => page.locator('.pair-panel h2').textContent();
  const seen: (string | null)[] = [];
  for (const turn of [1, 2]) {
    seen.push(await pair(ann));
    // Nothing is said of surfaces that are not on the screen yet, and a key that is held says it of one pair alone.
    await ann.locator('.review-bar button:not([disabled])', { hasText: /^Lead/ }).waitFor();
    expect(await ann.locator('.pair-panel canvas').count()).toBe(2);
    // Both are drawn equally steep.
    expect(
      new Set(
        await ann
          .locator('.pair-panel')
          .getByText(/^× \d+$/)
          .allTextContents(),
      ).size,
    ).toBe(1);
    // Both surfaces as they are drawn for a review, light from one side.
    expect(await unlikeGolden(ann.locator('.pair-panel canvas').first(), `review-${turn}`)).toBeNull();
    for (let held = 0; held < 6; held++) {
      await ann.keyboard.down('1');
      await ann.waitForTimeout(200);
    }
    await ann.keyboard.up('1');
    await says(ann, `Wait for another (${turn})`);
    await atRest(ann);
  }
  expect(new Set(seen)).toEqual(
    new Set([
      `Exhibit ${of['first']} and exhibit ${of['fired']}`,
      `Exhibit ${of['second']} and exhibit ${of['third']}`,
    ]),
  );
  // What was said can be taken back, and said again.
  await ann.keyboard.press('u');
  await says(ann, 'Wait for another (1)');
  await atRest(ann);
  expect(await pair(ann)).toBe(seen[1]);
  await ann.locator('.review-bar button:not([disabled])', { hasText: /^Lead/ }).waitFor();
  // A note that was typed outlives a reload, and goes with the key as it goes with the button.
  await ann.locator('.review-bar input').fill('Aperture shear at two');
  await ann.reload();
  await ann.locator('.review-bar button:not([disabled])', { hasText: /^Lead/ }).waitFor();
  expect(await ann.locator('.review-bar input').inputValue()).toBe('Aperture shear at two');
  await ann.locator('.pair-panel h2').click();
  await ann.keyboard.press('1');
  await says(ann, 'Wait for another (2)');

  await go(bo, '/nibin');
  expect(await bo.locator('main').textContent()).not.toMatch(/ann|24-000|fatal/i);
  for (const turn of [1, 2]) {
    expect(await pair(bo)).toBe(seen[turn - 1]);
    await press(bo, /^Lead 1/);
    await says(bo, `Concluded (${turn})`);
    await atRest(bo);
  }
  await go(bo, '/nibin?which=settled');
  await bo.locator('.review-queue button', { hasText: seen[1]! }).click();
  await says(bo, 'Aperture shear at two');

  expect(await accessibilityFaults(bo)).toEqual([]);

  await go(ann, '/nibin?view=leads');
  await says(ann, '2 not confirmed, 0 confirmed, 0 withdrawn');
  expect(await faultsLightAndDark(ann)).toEqual([]);
  const numbers = await ann.locator('main table a').allTextContents();
  expect(numbers.toSorted()).toEqual(['FL26-00001', 'FL26-00002']);
  for (const lead of [1, 2]) await giveOut(ann, lead);

  const firearm = await portal.find('ABC12345');
  /** How the firearm is tied to a shooting, as its page is told. */
  const ties = async () =>
    ((await (await dan.request.get(`/api/v1/firearms/${firearm}/life`)).json()) as Life).events.flatMap(
      ({ tie, status }) => (tie === null ? [] : `${tie} ${status}`),
    );
  const fired = seen[0]!.includes(String(of['fired'])) ? 1 : 2;
  for (const lead of [1, 2]) {
    await go(dan, `/nibin/${lead}`);
    await says(
      dan,
      'NIBIN lead: possible association; not a confirmed identification; requires microscopic confirmation.',
    );
    expect(await dan.locator('main').textContent()).not.toMatch(/\bmatch/i);
    // What a triage asks stands there part by part, and no share without its parts.
    await says(dan, 'no source tells of: video, witnesses');
    await says(dan, lead === fired ? 'in hand' : 'may be on the street');
    await press(dan, 'Acknowledge');
    await says(dan, /^Acknowledged/);
    await askForConfirmation(dan, lead);
  }
  expect(await faultsLightAndDark(dan)).toEqual([]);
  expect(await ties()).toEqual(['lead ACTIVE']);

  await go(dan, '/nibin?view=map');
  await dan.locator('.map-tie.lead').first().waitFor({ timeout: 10_000 });
  expect(await dan.locator('.map-tie.lead').count()).toBe(1);
  expect(await faultsLightAndDark(dan)).toEqual([]);

  await examine(fired, 'IDENTIFICATION');
  await go(dan, `/nibin/${fired}`);
  await says(dan, `Examiner eve concluded: identification (report FR-${fired}, verified by fay); see limitations.`);
  expect(await ties()).toEqual(['hit ACTIVE']);

  const other = 3 - fired;
  const incident = await portal.find('24-0003');
  const linksOf = async () =>
    JSON.stringify(await (await dan.request.get(`/api/v1/entities/${incident}/links?hops=1`)).json());
  expect(await linksOf()).toMatch(/LINKED_BY_LEAD/);
  await examine(other, 'ELIMINATION');
  await go(dan, '/notices');
  await says(dan, `Lead FL26-0000${other} was not confirmed: an examiner eliminated it. Nothing should rest on it.`);
  expect(await dan.locator('.bell span').textContent()).toBe('2');
  for (let left = 2; left > 0; left--) {
    await dan.getByRole('button', { name: 'I have read it' }).first().click();
    await dan.waitForFunction(
      (n) => (document.querySelector('.bell span')?.textContent ?? '0') === String(n),
      left - 1,
    );
  }
  await go(dan, `/nibin/${other}`);
  await says(dan, 'Withdrawn. Nothing should rest on it; it is kept in history only.');
  expect(await dan.locator('h1 s').count()).toBe(1);
  await says(dan, /received .*: dan/);
  expect(await linksOf()).not.toMatch(/LINKED_BY/);

  await go(dan, '/nibin?view=map');
  expect(await dan.locator('.map-tie').count()).toBe(0);
  await go(dan, '/nibin?view=figures');
  await says(dan, '1 of 2, 0 unknown');
  expect(await faultsLightAndDark(dan)).toEqual([]);
  const es = await open('dan', 'detective', { width: 390, locale: 'es-US' });
  await go(es, `/nibin/${other}`);
  await says(es, 'Retirada. Nada debe apoyarse en ella; se conserva sólo en el historial.');
  expect(await es.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  // The list is as wide as its page, on a desk and on a phone.
  for (const page of [ann, bo]) {
    await go(page, '/nibin?view=leads');
    await says(page, `FL26-0000${other}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await page.locator('.table-scroll').evaluate((list) => list.scrollWidth - list.clientWidth)).toBeLessThan(2);
  }

  // A hit that turns out to be an error is taken back on its page: nothing ties any more, and who has it is told.
  await go(ann, `/nibin/${fired}`);
  await press(ann, 'Take back');
  await ann.getByLabel('Which error was found').fill('Items were mixed up');
  await press(ann, 'Do it');
  await says(ann, 'Withdrawn. Nothing should rest on it; it is kept in history only.');
  expect(await ties()).toEqual(['hit RETRACTED']);
  await go(dan, '/notices');
  await says(dan, `Lead FL26-0000${fired} is withdrawn: an error was found. Nothing should rest on it.`);
  for (const page of [ann, bo, dan, es]) expect([page.outside, page.complaints]).toEqual([[], []]);
}, 600_000);
