import { readFile } from 'node:fs/promises';
import { atRest, type WatchedPage } from './open-portal.ts';

/** A list of the board. */
export const grid = (page: WatchedPage, name = 'Entities') => page.getByRole('grid', { name });

/** A board around the firearm, drawn and at rest. */
export async function openNew(page: WatchedPage, firearm: string): Promise<void> {
  await page.goto(`/links?ids=${firearm}`);
  await grid(page)
    .getByRole('row', { name: /Sampleman/i })
    .waitFor();
  await atRest(page);
}

/** The number of the board the address names. */
export const boardOf = (page: WatchedPage) => new URL(page.url()).searchParams.get('board');

export async function saveAs(page: WatchedPage, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByText(/^Version 1, saved by test\./).waitFor();
  await atRest(page);
  return boardOf(page)!;
}

/** The file an export of the board gives. */
export async function exported(page: WatchedPage, name: RegExp) {
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: file.suggestedFilename(), bytes: await readFile((await file.path())!) };
}
