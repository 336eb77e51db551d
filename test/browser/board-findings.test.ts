import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exported, grid, openNew, saveAs } from './drawn-board.ts';
import { atRest, openPortal, type Portal } from './open-portal.ts';

let portal: Portal;
let firearm: string;

beforeAll(async () => {
  portal = await openPortal();
  firearm = await portal.find('BKFT419');
}, 240_000);
afterAll(() => portal.close());

test('ways between two are found and stepped through by keys, what both are tied to is added, and groups are saved', async () => {
  const page = await portal.openPage();
  await openNew(page, firearm);
  const row = (name: RegExp) => grid(page).getByRole('row', { name });
  const address = (name: string) => new URL(page.url()).searchParams.get(name);
  const withTwo = async (key: string) => {
    await row(/tidewater/i).hover();
    await page.keyboard.press(key);
    await page.locator('.path-mode').getByText('Tidewater', { exact: false }).waitFor();
    await row(/Testerson/i).hover();
    await page.keyboard.press(key);
  };
  await withTwo('f');
  await page.getByText(/\d ways, 2 to \d links long\./).waitFor();
  const [pair] = address('path')!.split(',');
  expect(pair).toMatch(/^dealer:\d+~person:\d+$/);
  const pressed = page.locator('.way[aria-pressed=true]');
  for (const [key, step] of [
    ['.', 1],
    ['.', 2],
    [',', 1],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(() => address('way')).toBe(`${pair}~${step}`);
    await pressed.waitFor();
  }
  // Each step opens to the row it rests on.
  expect(await pressed.innerText()).toMatch(/2 links\s+Tidewater.* → .*BKFT.* → .*Testerson/i);
  await page
    .locator('.way-steps')
    .getByRole('link', { name: /^Row \d+ of / })
    .first()
    .waitFor();
  await page.getByLabel('Up to').selectOption('1');
  await page.getByText('One way, 2 links long.').waitFor();
  expect(address('path')).toBe(`${pair}~1`);
  await page.keyboard.press('Escape');
  await expect.poll(() => address('way')).toBeNull();

  await withTwo('a');
  await page.getByText(/Both are tied to/).waitFor();
  expect(address('common')).toBe(pair);
  await page.keyboard.press('Control+z');
  await page.getByText(/Both are tied to/).waitFor({ state: 'hidden' });
  expect([address('common'), address('path')]).toEqual([null, `${pair}~1`]);

  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.getByText('It tells how things were recorded, not who belongs together', { exact: false }).waitFor();
  await page.getByText('no role in a crime', { exact: false }).waitFor();
  await page
    .getByText('Things with more than 1,000 links are shown and not walked through', { exact: false })
    .waitFor();
  for (const name of ['Groups', 'Between']) await grid(page).getByRole('columnheader', { name }).waitFor();
  await row(/BKFT/).click();
  await page
    .locator('.evidence')
    .getByText(/of \d+ pairs of others/)
    .waitFor();
  const board = await saveAs(page, 'In groups');
  const cookie = await portal.server.signIn('analyst');
  const kept = await portal.server.api.inject({ url: `/api/v1/boards/${board}`, headers: { cookie } });
  expect(kept.json().content).toMatchObject({ groups: true, between: true });
  await page.reload();
  await page.locator('.group-list').first().waitFor();
  for (const name of ['Groups', 'Between'])
    expect(await page.getByRole('toolbar').getByRole('button', { name }).getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByText('Unsaved changes').count()).toBe(0);
  expect(page.complaints).toEqual([]);
  expect(page.outside).toEqual([]);
});

describe('what is given out', () => {
  test('carries its handling in a line and in its name, and is on record with its purpose', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    const board = await saveAs(page, 'Given out');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByLabel('Purpose').fill('Case 24-0000101');
    await page.keyboard.press('Escape');
    for (const [name, extension, begins] of [
      [/Analyst/, '.i2.csv', '# Handling: '],
      [/^Links \(CSV\)/, '.csv', '# Handling: '],
      [/SVG/, '.svg', '<svg'],
      [/GraphML/, '.graphml', '<?xml'],
      [/PNG/, '.png', '\uFFFDPNG'],
    ] as const) {
      const { name: file, bytes } = await exported(page, name);
      expect(file).toMatch(/^Given-out(_[A-Z0-9-]+)*_FTS-TIAHRT/);
      expect(file.endsWith(extension)).toBe(true);
      const text = bytes.toString('utf8');
      expect([file, text.startsWith(begins)]).toEqual([file, true]);
      if (extension === '.png') continue;
      expect(text).toContain('FTS-TIAHRT');
      expect(text).toContain('Case 24-0000101');
      expect(text).toContain('test.analyst');
    }
    const { rows } = await portal.server.store.database.pool('migrate').query(
      `select subject ->> 'export' as kind, subject ->> 'board' as board, purpose from flashlight.audit_event
          where subject ? 'export' and purpose = 'Case 24-0000101' order by event_id`,
    );
    expect(rows.map((row) => row.kind)).toEqual(['i2', 'csv', 'svg', 'graphml', 'png']);
    expect(new Set(rows.map((row) => row.board))).toEqual(new Set([board]));
  });

  test('to Analyst’s Notebook has one row for each link, with both ends, strength, date and source', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    const links = (await grid(page, 'Links').getByRole('row').count()) - 1;
    const { bytes } = await exported(page, /Analyst/);
    const lines = bytes
      .toString('utf8')
      .split('\r\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toBe(
      'End 1 Identity,End 1 Type,End 1 Label,End 2 Identity,End 2 Type,End 2 Label,Link Type,Link Label,Direction,Strength,Standing,Status,Conflict,Date,End Date,Source Reference,Source Type,Notes,Handling',
    );
    expect(lines.length - 1).toBe(links);
    expect(lines.filter((line) => line.includes(`${firearm},Firearm,`)).length).toBeGreaterThan(2);
  });

  test('carries a note on a link in its column and in the drawing', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    await saveAs(page, 'Noted link');
    await grid(page, 'Links').getByRole('row').nth(1).click();
    const box = page.getByRole('textbox', { name: 'Add a note' }).first();
    await box.fill('Seen by <the clerk>');
    await box.press('Control+Enter');
    await page.getByRole('button', { name: /^Delete the note of test\.analyst/ }).waitFor();
    const note = /Seen by <the clerk> \(test\.analyst, /;
    expect(String((await exported(page, /Analyst/)).bytes)).toMatch(note);
    expect(String((await exported(page, /SVG/)).bytes)).toContain('<title>Seen by &lt;the clerk&gt; (test.analyst, ');
    expect(page.complaints).toEqual([]);
  });

  test('as a briefing page is a picture of lines, both lists with footnotes, the notes, and the head', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    await saveAs(page, 'Briefing');
    const note = page.getByRole('textbox', { name: 'Add a note' });
    await grid(page, 'Links').getByRole('row').nth(1).click();
    await note.first().fill('Of one link');
    await note.first().press('Control+Enter');
    await page.getByRole('button', { name: /^Delete the note/ }).waitFor();
    await page.keyboard.press('Escape');
    await note.fill('For the morning meeting');
    await note.press('Control+Enter');
    await page.getByRole('button', { name: /^Delete the note/ }).waitFor();
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByLabel('Purpose').fill('Morning meeting');
    await page.getByRole('button', { name: /Briefing page/ }).click();
    await page.locator('[data-printed]').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    await atRest(page);
    const drawing = page.locator('.briefing-picture svg');
    expect(await drawing.isVisible()).toBe(true);
    expect(await drawing.locator('line').count()).toBeGreaterThan(2);
    expect(await page.locator('.chart-box').isVisible()).toBe(false);
    const head = await page.locator('.print-head').innerText();
    expect(head).toContain('Purpose: Morning meeting');
    expect(head).toContain('FTS-TIAHRT');
    const notes = await page.locator('.briefing-notes').innerText();
    for (const said of ['For the morning meeting', 'Of one link']) expect(notes).toContain(said);
    expect(await page.locator('.footnotes li').count()).toBeGreaterThan(1);
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
  });
});
