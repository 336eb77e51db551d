import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cluster, IdentityModels } from '../../src/model/identity.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { openIdentityPortal, type IdentityPortal } from './identity-portal.ts';
import { atRest, faultsLightAndDark, openPortal, type WatchedPage } from './open-portal.ts';
import { movedOften, oneOfManyAddressesCsv } from './people-with-slips.ts';

let portal: IdentityPortal;
let person: string;
let alone: string;

const clusterOf = (id: string) => portal.ask<Cluster>(`/identity/clusters/${id}`);

beforeAll(async () => {
  portal = await openIdentityPortal();
  person = await portal.find(`${movedOften.given} ${movedOften.family}`);
  for (const { a, b } of (await portal.queue()).items) for (const { id, rows } of [a, b]) if (rows === 1) alone ??= id;
}, 240_000);
afterAll(() => portal.close());

async function open(page: WatchedPage, id: string): Promise<void> {
  await page.goto(`/clusters/${id}`);
  await page.getByRole('heading', { name: 'What holds them together' }).waitFor();
  await atRest(page);
}

async function part(page: WatchedPage, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /^Part \d+ rows?\?$/ });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('It can be undone');
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: 'Part them' }).click();
  await page.getByText('Parted. The rows are now held for:').waitFor();
}

describe('the rows held for one', () => {
  test('stand in a picture and in a list, with why each is there', async () => {
    const page = await portal.openPage({ role: 'detective' });
    await page.goto(`/${person.replace(':', '/')}`);
    await page.getByRole('link', { name: 'Rows held for one' }).click();
    await page.getByRole('heading', { name: 'What holds them together' }).waitFor();
    const cluster = await clusterOf(person);
    expect(cluster.rows.length).toBe(4);
    expect(await page.locator('.cluster-node').count()).toBe(4);
    expect(await page.locator('.cluster-rows > li').count()).toBe(4);
    expect(await page.locator('.cluster-tie.of-key').count()).toBeGreaterThan(2);
    expect(await page.locator('.cluster-rows').innerText()).toContain('same name and date of birth');
    expect(new URL(page.url()).pathname).toBe(`/clusters/${person}`);
    expect(page.complaints).toEqual([]);
  });

  test('of one row have nothing to part', async () => {
    const page = await portal.openPage();
    await open(page, alone);
    await page.locator('main').getByText('There is one row: nothing to part.').waitFor();
    expect(await page.getByRole('button', { name: /^Part them/ }).count()).toBe(0);
  });

  test('are shown two hundred at a time, by their strongest ties, and the page says what it leaves out', async () => {
    await importSmallCity(portal.server, [['etrace', oneOfManyAddressesCsv(210)]]);
    const many = await portal.find('LEOPOLDINE WANDERLUST');
    const page = await portal.openPage();
    await open(page, many);
    expect(await page.locator('.cluster-node').count()).toBe(200);
    expect(await page.locator('.cluster-tie').count()).toBeLessThan(1_000);
    await page.getByText('200 of 210 different rows are shown, the oldest first.').waitFor();
    await page.getByText(/^The strongest ties of each row are drawn: \d+ of 19,900\.$/).waitFor();
    await page.getByRole('button', { name: /^Take out the smaller side/ }).click();
    await expect.poll(() => page.locator('[data-tray] li').count()).toBeGreaterThan(0);
    expect(page.complaints).toEqual([]);
  });

  test('stand whole in sight on a phone, on both sides of where they would come apart', async () => {
    const many = await portal.find('LEOPOLDINE WANDERLUST');
    const page = await portal.openPage({ width: 390, height: 844 });
    for (const [id, apart] of [
      [person, 4],
      [many, 200],
    ] as const) {
      await open(page, id);
      const nodes = page.locator('.cluster-node');
      expect(await nodes.count()).toBe(apart);
      const boxes = await nodes.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
      const frame = (await page.locator('.cluster-figure').boundingBox())!;
      const outside = boxes.filter(({ left, right }) => left < frame.x || right > frame.x + frame.width);
      expect([id, outside]).toEqual([id, []]);
      const cut = (await page.locator('.cluster-cut line').boundingBox())!;
      for (const side of [-1, 1])
        expect(boxes.some(({ left, right }) => Math.sign((left + right) / 2 - cut.x) === side)).toBe(true);
      if (apart === 4) {
        const figure = await page.locator('.cluster-node text').first().boundingBox();
        expect(figure!.height).toBeGreaterThan(9);
      }
    }
  });

  test('are parted by dragging onto the tray, and an undo brings them back', async () => {
    const page = await portal.openPage();
    await open(page, person);
    const before = await clusterOf(person);
    const tray = page.locator('[data-tray]');
    const target = (await tray.boundingBox())!;
    await page.locator('.cluster-rows > li').nth(3).scrollIntoViewIfNeeded();
    const row = (await page.locator('.cluster-rows > li').nth(3).locator('.observation-values').boundingBox())!;
    await page.mouse.move(row.x + 4, row.y + 6);
    await page.mouse.down();
    await page.mouse.move(row.x + 60, row.y - 20, { steps: 4 });
    await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => tray.innerText()).toContain('Row 4');
    await expect.poll(() => new URL(page.url()).searchParams.get('apart')).toBe(before.rows[3]!.row);
    await page.getByRole('button', { name: /^Part them/ }).click();
    await part(page, 'the fourth purchase is of her cousin');
    await expect.poll(async () => (await clusterOf(person)).rows.length).toBe(3);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await clusterOf(person)).rows.length).toBe(4);
    const history = page.getByRole('complementary', { name: 'Evidence' });
    await expect.poll(() => history.innerText()).toContain('Merged and split');
    await history.getByText('taken back').first().waitFor();
    expect(page.complaints).toEqual([]);
  });

  test('are parted by the keyboard alone', async () => {
    const page = await portal.openPage({ role: 'detective' });
    await open(page, person);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect.poll(() => page.locator('[data-tray] li').count()).toBe(2);
    await page.reload();
    await expect.poll(() => page.locator('[data-tray] li').count()).toBe(2);
    await page.keyboard.press('p');
    await part(page, 'two of her purchases are of her cousin');
    await expect.poll(async () => (await clusterOf(person)).rows.length).toBe(2);
    await page.keyboard.press('z');
    await expect.poll(async () => (await clusterOf(person)).rows.length).toBe(4);
  });
});

describe('the page of models', () => {
  test('shows what the model in force was learnt from, each share with its parts', async () => {
    const page = await portal.openPage();
    await page.goto('/identity');
    await page.getByRole('heading', { name: 'Weights of pairs' }).waitFor();
    await atRest(page);
    const text = await page.locator('main').innerText();
    expect(text).toContain('in force');
    expect(text).toMatch(/\d+ of \d+ rows say too little/);
    expect(text).not.toMatch(/%/);
    expect(await page.locator('.weights-column').count()).toBeGreaterThan(5);
    expect(await page.locator('.history-line').count()).toBeGreaterThan(0);
    expect(page.complaints).toEqual([]);
  });

  test('says as a line is moved how many pairs it would join, and proposes it for another to sign', async () => {
    const analyst = await portal.openPage();
    await analyst.goto('/identity');
    await analyst.getByRole('heading', { name: 'Weights of pairs' }).waitFor();
    await analyst.getByRole('checkbox', { name: 'The model never joins by itself' }).uncheck();
    const line = analyst.getByRole('slider', { name: /^Joins from/ });
    await line.focus();
    await line.fill('12');
    const sums = analyst.locator('.weights-sums');
    await expect.poll(() => sums.innerText()).toMatch(/[1-9]\d* pairs? would join/);
    await expect.poll(() => new URL(analyst.url()).searchParams.get('accept')).toBe('12');
    await analyst.getByRole('button', { name: 'Propose with these lines' }).click();
    await analyst.locator('.models-table').getByText('proposed').waitFor({ timeout: 60_000 });
    const proposed = (await portal.ask<IdentityModels>('/identity/models?kind=person')).items[0]!;
    expect(proposed).toMatchObject({ state: 'PROPOSED', acceptBits: 12, learntBy: 'test.analyst' });
    await analyst.goto(`/identity?model=${proposed.model}`);
    await analyst.getByText('another person must sign it').waitFor();
    expect(await analyst.getByRole('button', { name: 'Sign and put in force' }).count()).toBe(0);

    const detective = await portal.openPage({ role: 'detective' });
    await detective.goto(`/identity?model=${proposed.model}`);
    await detective.getByRole('button', { name: 'Sign and put in force' }).click();
    const dialog = detective.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Sign and put in force' }).click();
    await expect
      .poll(async () => (await portal.ask<IdentityModels>('/identity/models?kind=person')).items[0]!.state)
      .toBe('IN_FORCE');
    await expect.poll(() => detective.locator('.models-table tr').nth(1).innerText()).toContain('in force');
    expect(await detective.getByRole('button', { name: 'Learn anew' }).count()).toBe(0);
  });

  test('an analyst has a model learnt anew and sees how far it is', async () => {
    const page = await portal.openPage();
    await page.goto('/identity');
    const rows = page.locator('.models-table tbody tr');
    await rows.first().waitFor();
    const before = await rows.count();
    await page.getByRole('button', { name: 'Learn anew' }).click();
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(before + 1);
    expect(await rows.first().innerText()).toContain('proposed');
    expect(page.complaints).toEqual([]);
  });

  test('of a kind nothing was learnt of says how to get there, and of too few rows why nothing is', async () => {
    const small = await openPortal();
    try {
      const page = await small.openPage();
      await page.goto('/identity?kind=dealer');
      await page.getByText('No model was learnt of this kind yet').waitFor();
      await page.getByRole('button', { name: 'Learn anew' }).click();
      await page.getByText('The last work in the background came to nothing').waitFor({ timeout: 60_000 });
      await page.goto('/review');
      await page.getByText('No model is in force yet').waitFor();
    } finally {
      await small.close();
    }
  });
});

describe('accessibility of the rows and the models', () => {
  test.each([1440, 390])(
    'has no fault at %i pixels, light or dark, and is no wider than the screen',
    async (width) => {
      const page = await portal.openPage({ width });
      for (const path of [`/clusters/${person}`, `/clusters/${alone}`, '/identity', '/identity?kind=firearm']) {
        await page.goto(path);
        await page.locator('main h1').waitFor();
        expect(await faultsLightAndDark(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
    },
    240_000,
  );

  test('the pages are in Spanish for a reader of Spanish', async () => {
    const page = await portal.openPage({ locale: 'es-US' });
    await page.goto(`/clusters/${person}`);
    await page.getByText('Qué las mantiene unidas').waitFor();
    await page.goto('/identity');
    await page.getByText('Pesos de los pares').waitFor();
  });
});
