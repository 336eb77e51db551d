import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntityPage } from '../../src/model/answers.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { manyRecoveriesCsv } from '../contract/small-city.ts';
import { accessibilityFaults, atRest, openPortal, pathOf, type Portal, type WatchedPage } from './open-portal.ts';

let portal: Portal;
let hub: string;
let hubEvents: number;

beforeAll(async () => {
  portal = await openPortal();
  await importSmallCity(portal.server, [['recoveries', manyRecoveriesCsv(40)]]);
  hub = await portal.find('HUBMAN');
  const cookie = await portal.server.signIn('detective');
  const answer = await portal.server.api.inject({ url: `/api/v1/entities/${hub}`, headers: { cookie } });
  hubEvents = (answer.json() as { events: unknown[] }).events.length;
}, 240_000);
afterAll(() => portal.close());

const list = (page: WatchedPage) => page.getByRole('region', { name: /^Events|events$/ }).last();
const open = async (page: WatchedPage, search = '') => {
  await page.goto(`${pathOf(hub)}${search}`);
  await list(page).locator('tbody tr[data-row]').first().waitFor();
  // What stands above the list comes by and by and moves it.
  await atRest(page);
};

describe('a list', () => {
  test('is parted into groups that count their rows, closed and opened by keyboard, and found again in its address', async () => {
    const page = await portal.openPage();
    await open(page);
    expect(hubEvents).toBeGreaterThanOrEqual(40);
    await list(page).getByLabel('Group by').selectOption('source');
    const heads = list(page).locator('tr.group-line');
    await heads.first().waitFor();
    await atRest(page);
    const counts = (await heads.allInnerTexts()).map((text) =>
      /(\d+) of (\d+)$/.exec(text.trim())!.slice(1).map(Number),
    );
    expect(counts.reduce((sum, [n]) => sum + n!, 0)).toBe(hubEvents);
    expect(new Set(counts.map(([, all]) => all))).toEqual(new Set([hubEvents]));

    const grid = list(page).getByRole('treegrid', { name: 'Events' });
    const rowCount = () => grid.getAttribute('aria-rowcount');
    const expanded = () => heads.first().getAttribute('aria-expanded');
    await expect.poll(rowCount).toBe(String(hubEvents + counts.length + 1));
    await heads.first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(expanded).toBe('false');
    await expect.poll(rowCount).toBe(String(hubEvents - counts[0]![0]! + counts.length + 1));
    await expect.poll(() => new URL(page.url()).searchParams.get('lists')).toMatch(/^events;g=source;c=/);
    await page.reload();
    await heads.first().waitFor();
    await atRest(page);
    expect(await expanded()).toBe('false');
    await heads.first().focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(expanded).toBe('true');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(page.complaints).toEqual([]);
  }, 120_000);

  test('has columns as wide as the reader makes them, by keyboard and by pointer, and keeps them', async () => {
    const page = await portal.openPage();
    await open(page);
    const edge = list(page).getByRole('separator', { name: 'Width of Where' });
    const width = () => edge.evaluate((each) => each.closest('th')!.getBoundingClientRect().width);
    const before = await width();
    await edge.focus();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(async () => Math.round((await width()) - before)).toBe(48);
    const wider = await width();

    await edge.scrollIntoViewIfNeeded();
    await atRest(page);
    const box = (await edge.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    // Moves of the pointer are drawn in their own time, which may come after the button was let go.
    await expect.poll(async () => Math.round((await width()) - wider)).toBe(-40);
    const kept = await width();
    await page.reload();
    await edge.waitFor();
    await atRest(page);
    expect(Math.abs((await width()) - kept)).toBeLessThan(1);
    await edge.focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('flashlight.columns'))))
      .toEqual([]);
    await expect.poll(async () => Math.abs((await width()) - before)).toBeLessThan(1);
  }, 120_000);

  test('is filtered, says how many rows are left, and copies those as CSV', async () => {
    const page = await portal.openPage();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: portal.url });
    await open(page);
    await list(page).getByLabel('Filter').fill('recovered');
    const status = list(page).getByText(/rows fit the filter$/);
    await status.waitFor();
    await atRest(page);
    const [, shown, total] = /^(\d+) of (\d+)/.exec(await status.innerText())!.map(Number);
    expect(total).toBe(hubEvents);
    await list(page).getByRole('button', { name: 'Copy as CSV' }).click();
    await list(page).getByRole('button', { name: 'Copied' }).waitFor();
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).trim().split('\n');
    expect(lines[0]!.trim()).toBe('Event,When,Where,Who and what,Basis,Source,Handling');
    for (const line of lines.slice(1)) expect(line.trim()).toMatch(/CITY-RMS"?$/);
    expect(lines.length).toBe(shown! + 1);
    await list(page).getByLabel('Filter').fill('nothing has this');
    await list(page).getByText('No row fits the filter').waitFor();
  }, 120_000);

  test('can be copied where the browser has no clipboard of the newer kind', async () => {
    const page = await portal.openPage();
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await open(page);
    await list(page).getByRole('button', { name: 'Copy as CSV' }).click();
    await list(page).getByRole('button', { name: 'Copied' }).waitFor();
  }, 120_000);

  test('is put in order on a phone, where it has no head to press', async () => {
    const page = await portal.openPage({ width: 390, height: 844 });
    await open(page);
    const first = () => list(page).locator('tbody tr[data-row]').first().innerText();
    await list(page).getByLabel('Order').selectOption('when');
    await atRest(page);
    const oldest = await first();
    await list(page).getByLabel('Order').selectOption('-when');
    await expect.poll(first).not.toBe(oldest);
    expect(await list(page).getByRole('separator').count()).toBe(0);
  }, 120_000);

  test('of 100,000 rows is walked to its end and back and keeps only what is in view in the page', async () => {
    const page = await portal.openPage();
    // The answer of the server, its firearms told again and again: no answer of it is as long.
    await page.route('**/api/v1/entities/*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as EntityPage;
      const own = answer.firearms;
      const firearms = Array.from({ length: 100_000 }, (_, at) => ({
        ...own[at % own.length]!,
        id: `firearm:${at + 1}`,
      }));
      await route.fulfill({ response, json: { ...answer, firearms } });
    });
    await page.goto(pathOf(await portal.find('Tidewater')));
    const grid = page.getByRole('grid', { name: 'Firearms traced to this dealer' });
    await grid.waitFor();
    await atRest(page);
    expect(await grid.getAttribute('aria-rowcount')).toBe('100001');
    expect(await grid.getByRole('row').count()).toBeLessThan(100);
    await grid.locator('tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('100001');
    await page.keyboard.press('Home');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('2');
    // Software drawing on a busy machine gives fewer pictures than a screen shows; half of them must come without a stop.
    const middle = await grid.evaluate(async (table) => {
      const box = table.closest('.table-scroll')!;
      const times: number[] = [];
      let last = performance.now();
      for (let step = 0; step < 60; step += 1) {
        box.scrollTop += 900;
        await new Promise(requestAnimationFrame);
        times.push(performance.now() - last);
        last = performance.now();
      }
      return times.toSorted((a, b) => a - b)[30]!;
    });
    expect(middle).toBeLessThan(150);
    expect(await grid.getByRole('row').count()).toBeLessThan(100);
  }, 120_000);

  test('is parted and widened in Spanish too', async () => {
    const page = await portal.openPage({ locale: 'es-US' });
    await page.goto(pathOf(hub));
    await page.getByLabel('Agrupar por').first().waitFor();
    await page.getByRole('separator', { name: 'Ancho de Dónde' }).waitFor();
  }, 120_000);
});
