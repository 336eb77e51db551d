import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSmallCity } from '../contract/import-small-city.ts';
import { atRest, openPortal, pathOf, type Portal, type WatchedPage } from './open-portal.ts';

const alertsCsv = [
  'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Accuracy (m),Linked Case',
  '24-7,03/01/2024,22:17:05,Multiple Gunshots,5,39.2905,-76.6122,25,',
  '',
].join('\r\n');

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
  await importSmallCity(portal.server, [['gunshot-alerts', alertsCsv]]);
});
afterAll(async () => portal.close());

/** What the page asked of the server and was refused. */
function refusalsOf(page: WatchedPage): string[] {
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url());
  });
  return refused;
}

const linksOf = (page: WatchedPage, within: string) =>
  page.locator(`${within} a`).evaluateAll((links) => links.map((link) => link.getAttribute('href')));

test('the gunshot desk sees what an alert rests on, and no way to what it may not open', async () => {
  const page = await portal.openPage({ role: 'gunshot-desk' });
  const refused = refusalsOf(page);
  await page.goto('/');
  await page.locator('.day-row').first().click();
  const panel = page.getByRole('complementary', { name: 'Evidence' });
  await panel.getByText(/^Row \d+ of gunshot-alerts/).waitFor();
  await atRest(page);
  expect(await linksOf(page, '.evidence')).toEqual([]);
  for (const key of ['o', 'l']) await page.keyboard.press(key);
  await atRest(page);
  expect(new URL(page.url()).pathname).toBe('/');
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.waitFor();
  await atRest(page);
  const keys = await dialog.innerText();
  expect(keys).toContain('Next');
  expect(keys).not.toContain('Links around it');
  expect(refused).toEqual([]);
});

test('an analyst may open all of it', async () => {
  const page = await portal.openPage();
  await page.goto('/');
  await page.locator('.day-row').first().click();
  await page
    .getByRole('complementary', { name: 'Evidence' })
    .getByText(/^Row \d+ of /)
    .first()
    .waitFor();
  await atRest(page);
  expect((await linksOf(page, '.evidence')).some((href) => href?.startsWith('/record/'))).toBe(true);
});

test('a page of which the role includes nothing says so, with no control and nothing asked', async () => {
  const firearm = await portal.find('BKFT419');
  const page = await portal.openPage({ role: 'gunshot-desk' });
  const refused = refusalsOf(page);
  for (const path of [`/links?ids=${firearm}`, '/links', pathOf(firearm), '/record/1', '/search?q=BKFT', '/imports']) {
    await page.goto(path);
    await page.getByRole('heading', { name: 'This page is not part of your role' }).waitFor();
    await atRest(page);
    expect(await page.getByRole('toolbar').count(), path).toBe(0);
    expect(await page.locator('main').getByRole('button').count(), path).toBe(0);
  }
  expect(refused).toEqual([]);
});

test('the administrator sees imports and presses nothing that is refused or leads back', async () => {
  const page = await portal.openPage({ role: 'administrator' });
  const refused = refusalsOf(page);
  await page.goto('/imports');
  await page.getByRole('link', { name: 'recoveries-1.csv' }).click();
  await page.getByRole('heading', { name: 'How its columns were read' }).waitFor();
  await atRest(page);
  expect([...new Set(await linksOf(page, 'main'))]).toEqual(['/imports']);
  expect(refused).toEqual([]);
  expect(page.complaints).toEqual([]);
});
