import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exported, grid, saveAs } from './drawn-board.ts';
import { atRest, openPortal, type Portal, type WatchedPage } from './open-portal.ts';

let portal: Portal;
let firearm: string;
/** Two people whom nothing ties to each other, one of whom only trace results name. */
let pair: string[];

beforeAll(async () => {
  portal = await openPortal();
  firearm = await portal.find('BKFT419');
  const { rows } = await portal.server.store.database.pool('migrate').query<{ id: string }>(
    `select 'person:' || o.entity_id as id from flashlight.observation_of o
       join flashlight.record r using (agency_id, record_id) join flashlight.source s using (agency_id, source_id)
      where o.kind = 'person' group by o.entity_id
      order by bool_and('FTS-TIAHRT' = any(coalesce(r.handling, s.handling))) desc, o.entity_id`,
  );
  pair = [rows[0]!.id, rows.at(-1)!.id];
}, 240_000);
afterAll(() => portal.close());

/** A saved board of the two, with no link drawn. */
async function openPair(page: WatchedPage, name: string): Promise<string> {
  const cookie = await portal.server.signIn('analyst');
  const items = pair.map((id, at) => ({ id, x: at * 10, y: 0 }));
  const none = { roots: [], hidden: [], pinned: [], folded: [], colours: [], from: null, to: null, history: false };
  const answer = await portal.server.api.inject({
    method: 'POST',
    url: '/api/v1/boards',
    headers: { cookie },
    payload: { name, content: { items, ...none } },
  });
  const { board } = answer.json() as { board: number };
  await page.goto(`/links?board=${board}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await atRest(page);
  return String(board);
}

describe('a board of two that no drawn link ties', () => {
  test('carries the tags of its people in every file, its name, and on record', async () => {
    const page = await portal.openPage();
    const board = await openPair(page, 'Two people');
    await grid(page).getByRole('row').nth(1).click();
    const box = page.getByRole('textbox', { name: 'Add a note' });
    await box.fill('Seen together');
    await box.press('Control+Enter');
    await page.getByRole('button', { name: /^Delete the note/ }).waitFor();
    for (const [name, extension] of [
      [/Analyst/, '.i2.csv'],
      [/^Links \(CSV\)/, '.csv'],
      [/^Things/, '.entities.csv'],
      [/SVG/, '.svg'],
      [/GraphML/, '.graphml'],
      [/PNG/, '.png'],
    ] as const) {
      const { name: file, bytes } = await exported(page, name);
      expect([file, file.includes('_FTS-TIAHRT'), file.endsWith(extension)]).toEqual([file, true, true]);
      if (extension === '.png') continue;
      const text = bytes.toString('utf8');
      expect([file, text.includes('FTS-TIAHRT'), text.includes('No handling tag')]).toEqual([file, true, false]);
      if (extension === '.i2.csv' || extension === '.csv') expect(text).toContain('2 things here have no drawn link');
      if (extension === '.entities.csv' || extension === '.graphml')
        for (const said of [...pair, 'Seen together (test.analyst, ']) expect(text).toContain(said);
    }
    const { rows } = await portal.server.store.database
      .pool('migrate')
      .query(`select subject from flashlight.audit_event where subject ->> 'board' = $1 and subject ? 'export'`, [
        board,
      ]);
    expect(rows.length).toBe(6);
    for (const { subject } of rows) {
      expect(subject.handling).toContain('FTS-TIAHRT');
      expect([subject.entities.toSorted(), subject.links]).toEqual([pair.toSorted(), 0]);
    }
    expect(page.complaints).toEqual([]);
  });

  test('says them on paper, at the head and at each note, and does not say that anything is hidden', async () => {
    const page = await portal.openPage();
    await openPair(page, 'Two on paper');
    const people = grid(page);
    await people.getByRole('row').nth(1).click();
    const box = page.getByRole('textbox', { name: 'Add a note' });
    await box.fill('Seen on paper');
    await box.press('Control+Enter');
    await page.getByRole('button', { name: /^Delete the note/ }).waitFor();
    expect(await page.getByText('No link ties what is shown').count()).toBe(1);
    expect(await page.locator('main').innerText()).not.toContain('hidden');
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: /Briefing page/ }).click();
    await page.locator('[data-printed]').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    await atRest(page);
    expect(await page.locator('.print-head').innerText()).toContain('FTS-TIAHRT');
    expect(await page.locator('.briefing-notes').innerText()).toMatch(/Handling: [A-Z0-9-, ]+/);
  });
});

test('saved, a board has the links and the groups it had before', async () => {
  const page = await portal.openPage();
  await page.goto(`/links?ids=${firearm}&groups=1`);
  await grid(page)
    .getByRole('row', { name: /Sampleman/i })
    .waitFor();
  await page.locator('.group-list').first().waitFor();
  await atRest(page);
  const drawn = async () => ({
    links: await grid(page, 'Links').getByRole('row').count(),
    said: await page.locator('.page-head p[role="status"]').innerText(),
    groups: await page.locator('.group-list li').allInnerTexts(),
  });
  const before = await drawn();
  await saveAs(page, 'Same picture');
  await page.locator('.group-list').first().waitFor();
  expect(await drawn()).toEqual(before);
  // What ties the neighbours among themselves is there: not every link has the end it began with.
  const { links } = (
    await portal.server.api.inject({
      url: `/api/v1/entities/${firearm}/links?limit=150`,
      headers: { cookie: await portal.server.signIn('analyst') },
    })
  ).json() as { links: unknown[] };
  expect(before.links - 1).toBeGreaterThan(links.length);
  expect(page.complaints).toEqual([]);
});

test('a time is said as it was chosen, undated links are counted, and left out where that is asked', async () => {
  const page = await portal.openPage();
  // Every link of the small city has a day: one loses it.
  await portal.server.store.database
    .pool('migrate')
    .query(
      'update flashlight.link set valid_from = null where link_id = (select min(link_id) from flashlight.link where subject_id = $1 or object_id = $1)',
      [Number(firearm.split(':')[1])],
    );
  await page.goto(`/links?ids=${firearm}&from=2030-01-01`);
  await page.getByText('from 1 Jan 2030 on').waitFor();
  const undated = page.locator('.undated-links');
  const n = Number(/^\d+/.exec(await undated.innerText())![0]);
  await atRest(page);
  expect(await grid(page, 'Links').getByRole('row').count()).toBe(n + 1);
  await page.getByLabel('Leave out links without a date').check();
  await undated.getByText(/left out/).waitFor();
  await atRest(page);
  expect(new URL(page.url()).searchParams.get('dated')).toBe('1');
  await page.getByText(/^No link is drawn: \d+ (is|are) folded in, outside the time shown/).waitFor();
  expect(page.complaints).toEqual([]);
});
