import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import { x3pOf } from '../x3p-of.ts';
import { atRest, faultsLightAndDark, openPortal, type Portal, type WatchedPage } from './open-portal.ts';
import { prepareScans } from '../enrolled-scans.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
}, 300_000);
afterAll(() => portal.close());

const make = createBreechFaces();
const scanOf = (shot: string) => ({
  name: `${shot}.x3p`,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(x3pOf(make({ classSeed: 'c', firearmSeed: 'page', shotSeed: shot, turn: 20, offX: 60 }))),
});

async function enrol(page: WatchedPage, item: string, number: string): Promise<void> {
  await page.goto('/exhibits?view=list');
  await atRest(page);
  await page.getByRole('button', { name: 'Enrol an exhibit' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Item number', { exact: true }).fill(item);
  await dialog.getByLabel('Case number').fill(number);
  await dialog.getByLabel('Calibre', { exact: true }).fill('9 mm Luger');
  await dialog.locator('[name=collectedAt]').fill('2026-11-20T10:00');
  await dialog.locator('[name=receivedAt]').fill('2026-11-20T11:00');
  await dialog.locator('[name=receivedBy]').fill('laboratory');
  await dialog.getByText('Triaged: to be entered').click();
  await dialog.getByRole('button', { name: 'Enrol an exhibit' }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(item) }).waitFor();
}

test('two cartridge cases are enrolled on the page, scanned, found for one another, and their case printed', async () => {
  const page = await portal.openPage({ role: 'technician', actor: 'ann' });
  await enrol(page, 'CC-1', '26-0001');
  const first = page.url();
  await page.locator('.scan-handing input[type=file]').setInputFiles(scanOf('one'));
  await page.getByText('one.x3p').first().waitFor();
  await enrol(page, 'CC-2', '26-0002');
  // What is no scan is refused in words, and nothing is lost.
  await page
    .locator('.scan-handing input[type=file]')
    .setInputFiles({ name: 'note.x3p', mimeType: 'text/plain', buffer: Buffer.from('no scan') });
  await page.getByRole('alert').waitFor();
  await page.locator('.scan-handing input[type=file]').setInputFiles(scanOf('two'));
  await page.getByText('two.x3p').first().waitFor();
  await prepareScans(portal.server);
  await page.reload();
  await page.locator('table a', { hasText: 'CC-1' }).waitFor();
  await page.locator('canvas').first().waitFor();
  await atRest(page);
  expect(await faultsLightAndDark(page)).toEqual([]);

  await page.getByRole('button', { name: 'Report of the case (PDF)' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('For the prosecutor');
  const waits = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Make the report' }).click();
  const file = await waits;
  expect(file.suggestedFilename()).toMatch(/^case-of-exhibit-\d+\.pdf$/);
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');

  // The other is found from either side, also on a phone, in Spanish.
  const phone = await portal.openPage({ role: 'detective', actor: 'dan', width: 390, height: 844, locale: 'es-US' });
  await phone.goto(first);
  await phone.locator('table a', { hasText: 'CC-2' }).waitFor();
  await atRest(phone);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect([page.outside, phone.outside, phone.complaints]).toEqual([[], [], []]);
}, 240_000);
