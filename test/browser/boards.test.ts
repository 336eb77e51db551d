import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoardContent } from '../../src/model/boards.ts';
import { pngOf } from '../contract/made-pictures.ts';
import { boardOf, exported, grid, openNew, saveAs } from './drawn-board.ts';
import { accessibilityFaults, atRest, openPortal, type Portal, type WatchedPage } from './open-portal.ts';

let portal: Portal;
let firearm: string;
let incident: string;

beforeAll(async () => {
  portal = await openPortal();
  firearm = await portal.find('BKFT419');
  incident = await portal.find('24-0000101');
}, 240_000);
afterAll(() => portal.close());

async function ask(role: 'analyst' | 'detective', method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) {
  const cookie = await portal.server.signIn(role);
  const answer = await portal.server.api.inject({
    method,
    url: `/api/v1${path}`,
    headers: { cookie },
    ...(payload === undefined ? {} : { payload }),
  });
  return answer.json();
}

describe('a saved board', () => {
  test('opens again with the same things in the same places, and says who saved it', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    await page.getByRole('button', { name: 'Circle' }).click();
    const rows = await grid(page).getByRole('row').count();
    const board = await saveAs(page, 'Harbor Point');
    expect([...new URL(page.url()).searchParams.keys()]).toEqual(['board']);
    const kept: BoardContent = (await ask('analyst', 'GET', `/boards/${board}`)).content;
    await page.goto('/links');
    await page.getByRole('link', { name: 'Harbor Point' }).click();
    await page.getByRole('heading', { level: 1, name: 'Harbor Point' }).waitFor();
    await expect.poll(() => grid(page).getByRole('row').count()).toBe(rows);
    await atRest(page);
    const { bytes } = await exported(page, /GraphML/);
    for (const { id, x, y } of kept.items) {
      const node = new RegExp(`<node id="${id}">[\\s\\S]*?node-x">([^<]+)[\\s\\S]*?node-y">([^<]+)`).exec(
        String(bytes),
      )!;
      expect([id, Number(node[1]), Number(node[2])]).toEqual([id, x, y]);
    }
    expect(page.complaints).toEqual([]);
    expect(page.outside).toEqual([]);
  });

  test('is saved as a next version, an earlier one is opened and taken up again', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    await saveAs(page, 'Two versions');
    const before = await grid(page).getByRole('row').count();
    await grid(page)
      .getByRole('row', { name: /tidewater/i })
      .click();
    await page.getByRole('button', { name: 'Hide' }).click();
    await page.getByText('Unsaved changes').waitFor();
    // What was done is in the address: a reload keeps it, and that it is not saved.
    await page.reload();
    await page.getByText('Unsaved changes').waitFor();
    await page.keyboard.press('s');
    await page.getByText(/^Version 2, saved by/).waitFor();
    await expect.poll(() => grid(page).getByRole('row').count()).toBeLessThan(before);
    await page.keyboard.press('v');
    const versions = page.getByRole('dialog', { name: 'Versions' });
    await versions.getByText('1 marked otherwise').waitFor();
    await versions.getByRole('button', { name: 'Open version 1' }).click();
    await page.getByText('You look at version 1 of 2.').waitFor();
    expect(new URL(page.url()).searchParams.get('version')).toBe('1');
    await expect.poll(() => grid(page).getByRole('row').count()).toBe(before);
    await page.keyboard.press('v');
    await versions.getByRole('button', { name: 'Take up version 1 again' }).click();
    await page.getByText(/^Version 3, saved by/).waitFor();
    await expect.poll(() => grid(page).getByRole('row').count()).toBe(before);
    expect(new URL(page.url()).searchParams.get('version')).toBeNull();
  });

  test('somebody else saved in between says who and when, and saves as a copy: nothing is lost', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    const board = await saveAs(page, 'In between');
    await ask('analyst', 'PUT', `/boards/${board}/shares`, { kind: 'role', name: 'detective', may: 'edit' });
    const { content } = await ask('detective', 'GET', `/boards/${board}`);
    await ask('detective', 'POST', `/boards/${board}/versions`, { base: 1, content: { ...content, items: [] } });
    await page.getByRole('button', { name: 'By hop' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const conflict = page.getByRole('dialog', { name: 'Somebody saved in between' });
    await conflict.getByText(/Version 2 was saved by test\.detective/).waitFor();
    await conflict.getByRole('button', { name: 'Open theirs' }).click();
    await page.getByText(/^Version 2, saved by test\.detective/).waitFor();
    await page.getByText('This tab keeps what you did to version 1 and did not save.').waitFor();
    await page.getByRole('button', { name: 'Open it there' }).click();
    await page.getByRole('button', { name: 'Take up what you did and did not save' }).click();
    await page.getByText('Unsaved changes').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await conflict.getByRole('button', { name: 'Save mine as a copy' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'In between, copy' }).waitFor();
    await grid(page)
      .getByRole('row', { name: /Sampleman/i })
      .waitFor();
    expect(boardOf(page)).not.toBe(board);
  });

  test('is renamed, put into the bin, taken out by undo, and found in the bin', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    await saveAs(page, 'For the bin');
    await page.goto('/links');
    await page.getByRole('button', { name: 'Rename For the bin' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Old board');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Old board' }).waitFor();
    await page.getByRole('button', { name: 'Put Old board into the bin' }).click();
    await page.getByText('“Old board” is in the bin.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('link', { name: 'Old board' }).waitFor();
    await page.getByRole('button', { name: 'Put Old board into the bin' }).click();
    await page.getByRole('button', { name: /^Bin/ }).click();
    await page.getByRole('button', { name: 'Take Old board out of the bin' }).click();
    await page.getByRole('button', { name: /^Mine/ }).click();
    await page.getByRole('link', { name: 'Old board' }).waitFor();
  });

  test('shared to read is listed for the colleague, who can save a copy only; once revoked it is gone', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    const board = await saveAs(page, 'For detectives');
    await page.getByRole('button', { name: 'Share' }).click();
    const share = page.getByRole('dialog', { name: 'Share “For detectives”' });
    await share.getByLabel('Share with').selectOption({ label: 'Detective' });
    await share.getByRole('button', { name: 'Share', exact: true }).click();
    await share.getByRole('button', { name: 'Stop sharing with Detective' }).waitFor();
    const colleague = await portal.openPage({ role: 'detective' });
    await colleague.goto('/links?list=shared');
    await colleague.getByRole('link', { name: 'For detectives' }).click();
    await colleague.getByText('Shared with you to read').waitFor();
    expect(await colleague.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
    await colleague.getByRole('button', { name: 'Save as…' }).waitFor();
    await share.getByRole('button', { name: 'Stop sharing with Detective' }).click();
    await share.getByText('Nobody yet.').waitFor();
    await colleague.reload();
    await colleague.getByRole('heading', { name: 'This board cannot be opened' }).waitFor();
    expect(await (await colleague.request.get(`/api/v1/boards/${board}`)).status()).toBe(404);
  });
});

test('things that were joined with others since are followed, and the board says so', async () => {
  const page = await portal.openPage();
  await openNew(page, firearm);
  const board = await saveAs(page, 'Joined since');
  const { content } = (await ask('analyst', 'GET', `/boards/${board}`)) as { content: BoardContent };
  const [gone, into] = content.items.flatMap(({ id }) => (id.startsWith('person:') ? [Number(id.slice(7))] : []));
  const pool = portal.server.store.database.pool('migrate');
  await pool.query('update flashlight.entity set merged_into = $2 where entity_id = $1', [gone, into]);
  try {
    await page.reload();
    await page.getByText(/^One thing was joined with another since this was saved/).waitFor();
    expect(page.complaints).toEqual([]);
  } finally {
    await pool.query('update flashlight.entity set merged_into = null where entity_id = $1', [gone]);
  }
});

describe('on a thing of a saved board', () => {
  async function openOn(page: WatchedPage, name: string): Promise<void> {
    await openNew(page, firearm);
    await saveAs(page, name);
    await grid(page)
      .getByRole('row', { name: /Sampleman/i })
      .click();
    await page.getByRole('textbox', { name: 'Add a note' }).waitFor();
  }

  test('a note is written, survives a reload before it is saved, is edited, deleted and put back', async () => {
    const page = await portal.openPage();
    await openOn(page, 'With notes');
    await page.keyboard.press('n');
    await page.keyboard.type('Lives at two addresses');
    await page.reload();
    const box = page.getByRole('textbox', { name: 'Add a note' });
    await expect.poll(() => box.inputValue()).toBe('Lives at two addresses');
    await box.press('Control+Enter');
    await page.getByRole('button', { name: /^Delete the note of test\.analyst/ }).waitFor();
    await page.getByRole('button', { name: /^Edit the note of test\.analyst/ }).click();
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Lives at three addresses');
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByText('Lives at three addresses').waitFor();
    await page.getByText('edited', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: /^Delete the note/ }).click();
    await page.getByText('The note was deleted.').waitFor();
    await page.getByText('Lives at three addresses').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('Lives at three addresses').waitFor();
    // Nothing of it is in the way of the board itself.
    expect(await page.getByText('Unsaved changes').count()).toBe(0);
  });

  test('a picture is sent without what the camera wrote, is shown, taken off and put back', async () => {
    const page = await portal.openPage();
    await openOn(page, 'With pictures');
    await page.getByLabel('What it shows').fill('Left side');
    await page.locator('.picture-form input[type=file]').setInputFiles({
      name: 'phone.png',
      mimeType: 'image/png',
      buffer: pngOf(640, 480, [['eXIf', 'GPS 39.28 -76.62']]),
    });
    const picture = page.getByRole('img', { name: 'Left side' });
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640);
    const { rows } = await portal.server.store.database
      .pool('migrate')
      .query('select content, width from flashlight.board_picture order by picture_id desc limit 1');
    expect(rows[0].width).toBe(640);
    expect((rows[0].content as Buffer).includes('GPS')).toBe(false);
    await page.getByRole('button', { name: 'Take off the picture Left side' }).click();
    await page.getByText('The picture was taken off.').waitFor();
    await picture.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await picture.waitFor();
    await page.locator('.picture-form input[type=file]').setInputFiles({
      name: 'no.png',
      mimeType: 'image/png',
      buffer: Buffer.from('no picture at all'),
    });
    await page.getByText('The browser cannot read this file as a picture.').waitFor();
  });

  test('a colour is given, stands in the list by its name, and folding takes away what hangs on it alone', async () => {
    const page = await portal.openPage();
    await page.goto(`/links?ids=${firearm},${incident}`);
    await grid(page)
      .getByRole('row', { name: /Sampleman/i })
      .waitFor();
    await atRest(page);
    await saveAs(page, 'Marked');
    const before = await grid(page).getByRole('row').count();
    await grid(page).getByRole('row').filter({ hasText: 'BKFT' }).click();
    await page.getByRole('button', { name: 'amber' }).click();
    await grid(page).getByRole('gridcell', { name: 'amber' }).waitFor();
    await page.getByRole('button', { name: 'Fold in' }).click();
    await page.getByRole('button', { name: /things? folded in/ }).waitFor();
    await expect.poll(() => grid(page).getByRole('row').count()).toBeLessThan(before);
    await page.keyboard.press('Control+z');
    await expect.poll(() => grid(page).getByRole('row').count()).toBe(before);
  });
});

describe('beside the chart', () => {
  test('what is dragged slides with the pointer, is drawn where it was let go, and is no click', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    await grid(page)
      .getByRole('row', { name: /Sampleman/i })
      .click();
    const chosen = new URL(page.url()).searchParams.get('sel');
    await page.evaluate(() => document.scrollingElement!.scrollTo(0, 0));
    await atRest(page);
    const box = (await page.locator('.link-chart').boundingBox())!;
    const layer = page.locator('.link-chart > .sigma-nodes');
    await layer.evaluate((canvas) => {
      const slid: string[] = ((window as { slid?: string[] }).slid = []);
      const note = () => slid.push((canvas as HTMLElement).style.transform);
      new MutationObserver(note).observe(canvas, { attributeFilter: ['style'] });
    });
    await page.mouse.move(box.x + 12, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 30);
    await page.mouse.move(box.x + 92, box.y + 52);
    await page.mouse.up();
    const slid = () => page.evaluate(() => (window as { slid?: string[] }).slid!);
    await expect.poll(async () => (await slid()).at(-1)).toBe('');
    expect(await slid()).toContainEqual(expect.stringMatching(/^translate\(\d+px, \d+px\)$/));
    await atRest(page);
    expect(new URL(page.url()).searchParams.get('sel')).toBe(chosen);
    // Where nothing is, a click takes the choice back.
    await page.mouse.click(box.x + 12, box.y + 12);
    await expect.poll(() => new URL(page.url()).searchParams.get('sel')).toBeNull();
  });

  test('two of one kind are compared by the keyboard, a third of another kind is not, and there is a way back', async () => {
    const page = await portal.openPage();
    await openNew(page, firearm);
    const { entities } = await ask('analyst', 'GET', `/entities/${firearm}/links`);
    const persons = entities.filter(({ kind }: { kind: string }) => kind === 'person') as {
      id: string;
      label: string;
    }[];
    const row = (label: string) => grid(page).getByRole('row', { name: new RegExp(label, 'i') });
    await row(persons[0]!.label).click();
    await page.getByRole('button', { name: 'Compare with another' }).click();
    await page.getByText(`${persons[0]!.label} compared with: choose another of its kind`).waitFor();
    await row('tidewater').click();
    await page.getByText('can be compared only with another of its kind').waitFor();
    const before = new URL(page.url());
    await row(persons[1]!.label).hover();
    await page.keyboard.press('w');
    await page.waitForURL(/\/why/);
    const asked = new URL(page.url()).searchParams;
    expect([asked.get('a'), asked.get('b')]).toEqual([persons[0]!.id, persons[1]!.id]);
    await page.getByRole('link', { name: 'Back to the board' }).click();
    await row(persons[1]!.label).waitFor();
    expect(new URL(page.url()).searchParams.get('ids')).toBe(before.searchParams.get('ids'));
  });

  test('the map shows places and incidents, and shares what is selected', async () => {
    const page = await portal.openPage();
    await page.goto(`/links?ids=${incident}`);
    await grid(page).getByRole('row').nth(1).waitFor();
    await atRest(page);
    await page.keyboard.press('m');
    await page.getByText(/\d places? (or|and) incidents? on the map|\d places and incidents on the map/).waitFor();
    expect(new URL(page.url()).searchParams.get('map')).toBe('1');
    const canvas = page.locator('.board-map canvas');
    await canvas.waitFor();
    // It is fitted to the one place there is: that lies in the middle.
    const { width, height } = (await canvas.boundingBox())!;
    await expect
      .poll(async () => {
        await canvas.click({ position: { x: width / 2, y: height / 2 } });
        return new URL(page.url()).searchParams.get('sel');
      })
      .toMatch(/^(place|incident):/);
    await expect.poll(() => grid(page).locator('[aria-selected=true]').count()).toBe(1);
  });
});

describe('is free of faults axe finds', () => {
  test.each([
    ['light', 1440, 'en-US'],
    ['dark', 390, 'es-US'],
  ] as const)('in %s at %i pixels, in %s', async (scheme, width, locale) => {
    const page = await portal.openPage({ scheme, width, locale });
    const { board } = await ask('analyst', 'POST', '/boards', {
      name: `Axe ${width}`,
      content: {
        items: [firearm, incident].map((id, at) => ({ id, x: at, y: at })),
        roots: [firearm],
        hidden: [],
        pinned: [],
        folded: [],
        colours: [{ id: incident, colour: 'red' }],
        from: null,
        to: null,
        history: false,
      },
    });
    await ask('analyst', 'POST', `/boards/${board}/notes`, { on: incident, text: 'A note' });
    await page.goto('/links');
    await page.getByRole('link', { name: `Axe ${width}` }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`/links?board=${board}&sel=${incident}&map=1`);
    await page.locator('.note-text').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const pair = `${firearm}~${incident}`;
    await page.goto(`/links?ids=${firearm}&path=${pair}&way=${pair}~1&common=${pair}&groups=1&between=1`);
    await page.locator('.group-list').first().waitFor();
    await page.locator('.way[aria-pressed=true]').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.goto(`/links?board=${board}&sel=${incident}`);
    await page.locator('.note-text').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('v');
    await page.getByRole('dialog').locator('.version-list li').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: locale === 'en-US' ? 'Share' : 'Compartir', exact: true }).click();
    await page.getByRole('dialog').locator('select').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
});
