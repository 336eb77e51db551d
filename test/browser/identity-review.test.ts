import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PairWhy, ReviewPair } from '../../src/model/identity.ts';
import { openIdentityPortal, type IdentityPortal } from './identity-portal.ts';
import { atRest, faultsLightAndDark, type WatchedPage } from './open-portal.ts';

let portal: IdentityPortal;

beforeAll(async () => {
  portal = await openIdentityPortal();
}, 240_000);
afterAll(() => portal.close());

const keyOf = ({ a, b }: ReviewPair) => `${a.row},${b.row}`;
const chosen = (page: WatchedPage) => new URL(page.url()).searchParams.get('pair');
const title = (page: WatchedPage) => page.locator('#pair-title');

async function open(page: WatchedPage, path = '/review'): Promise<void> {
  await page.goto(path);
  await page.getByRole('table', { name: 'What the two rows say' }).waitFor();
  await atRest(page);
}

/** Presses a letter and gives the reason. */
async function decide(page: WatchedPage, letter: 's' | 'd' | 'u', reason: string): Promise<void> {
  await page.keyboard.press(letter);
  await page.getByRole('textbox', { name: /What does it rest on/ }).waitFor();
  await page.keyboard.type(reason);
  await page.keyboard.press('Enter');
}

describe('the queue of pairs', () => {
  test('shows first what would change most, with both rows side by side and the steps that add up to the score', async () => {
    const page = await portal.openPage();
    await open(page);
    const [first] = (await portal.queue()).items;
    const why = await portal.ask<PairWhy>(`/identity/why?a=${first!.a.row}&b=${first!.b.row}`);
    expect(await page.locator('.review-list li').count()).toBeGreaterThan(10);
    for (const side of [why.a, why.b]) expect(await title(page).innerText()).toContain(side.label);
    const said = why.steps.filter((step) => step.a !== '' || step.b !== '');
    const fields = new Set([...said, ...why.elsewhere].map(({ field }) => field));
    expect(await page.locator('.pair-table tbody tr:not(.pair-elsewhere)').count()).toBe(fields.size);
    const bits = await page.locator('.fall tbody .number, .fall tfoot .number').allInnerTexts();
    const read = bits.map((text) => Number(text.replace('−', '-')));
    // Fields of which nothing is said add nothing and are named below.
    expect(read.slice(0, -1).reduce((sum, each) => sum + each, 0)).toBeCloseTo(read.at(-1)!, 0);
    expect(read.at(-1)).toBeCloseTo(why.bits, 1);
    expect(await page.locator('main').innerText()).not.toMatch(/%/);
    expect(page.complaints).toEqual([]);
  });

  test('is walked by j and k, and the address holds the pair', async () => {
    const page = await portal.openPage();
    await open(page);
    const { items } = await portal.queue();
    await page.keyboard.press('j');
    await expect.poll(() => chosen(page)).toBe(keyOf(items[1]!));
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect.poll(() => chosen(page)).toBe(keyOf(items[1]!));
    await page.reload();
    await expect.poll(() => title(page).innerText()).toContain(items[1]!.a.label);
    await page.keyboard.press('w');
    await page.getByRole('heading', { level: 1, name: `${items[1]!.a.label} and ${items[1]!.b.label}` }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/why');
  });

  test('keeps a reason half written over a reload', async () => {
    const page = await portal.openPage();
    await open(page);
    await page.keyboard.press('d');
    const box = page.getByRole('textbox', { name: /What does it rest on/ });
    await box.fill('the birth dates are ye');
    await page.reload();
    await expect.poll(() => box.inputValue()).toBe('the birth dates are ye');
    await page.keyboard.press('Escape');
    await expect.poll(() => box.count()).toBe(0);
  });

  test('takes a figure for a reason of the list, and offers what was used before', async () => {
    const page = await portal.openPage();
    await open(page);
    const [first, second] = (await portal.queue()).items;
    await decide(page, 'd', 'looked at both source rows');
    await expect.poll(() => chosen(page)).toBe(keyOf(second!));
    await page.keyboard.press('d');
    const box = page.getByRole('textbox', { name: /What does it rest on/ });
    await box.waitFor();
    await page.keyboard.press('1');
    expect(await box.inputValue()).toBe('looked at both source rows');
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    await expect.poll(() => chosen(page)).toBe(keyOf(first!));
    await expect.poll(async () => (await portal.queue()).counts.decided).toBe(0);
  });
});

describe('a pair whose two rows are not all that is said', () => {
  const brownlee = async () =>
    (await portal.queue()).items.findIndex(({ a, b }) => [a, b].every(({ label }) => label.includes('Brownlee')));

  test('is last where a register holds it apart, and shows what the other rows say against it', async () => {
    const page = await portal.openPage();
    const { items, total } = await portal.queue();
    const at = await brownlee();
    const pair = items[at]!;
    expect([at, pair.keptApartBy]).toEqual([total - 1, 'register']);
    await open(page, `/review?pair=${keyOf(pair)}`);
    // Last is beyond the first page of the list.
    await page.getByRole('button', { name: /^More: 30 of/ }).click();
    const line = page.locator('.review-list [aria-current="true"]');
    expect(await line.innerText()).toMatch(
      /kept apart\s+−\s*nothing in common: .*date of birth, state identification number/,
    );
    const why = await portal.ask<PairWhy>(`/identity/why?a=${pair.a.row}&b=${pair.b.row}`);
    const elsewhere = page.locator('.pair-elsewhere');
    expect(await elsewhere.count()).toBe(why.elsewhere.length);
    const born = elsewhere.filter({ hasText: '1988-07-29' });
    expect(await born.innerText()).toMatch(/Elsewhere on the two sides/);
    expect(await born.innerText()).toMatch(/1988-07-29 \(1 row\)/);
    expect(await born.innerText()).toMatch(/speaks against/);
    const panel = page.locator('.conflict-note').filter({ hasText: 'Kept apart so far' });
    expect(await panel.innerText()).toMatch(/two numbers of one register: SID MD 1010056 .* SID MD 1012138/);
    expect(await panel.innerText()).toContain('by a second person');
    expect(await faultsLightAndDark(page)).toEqual([]);
    expect(page.complaints).toEqual([]);
  });

  test('says the same in Spanish, and on a phone is no wider than the screen', async () => {
    const pair = (await portal.queue()).items[await brownlee()]!;
    const page = await portal.openPage({ locale: 'es-US', width: 390 });
    await page.goto(`/review?pair=${keyOf(pair)}`);
    await page.locator('.pair-elsewhere').first().waitFor();
    const text = await page.locator('main').innerText();
    expect(text).toContain('En otras filas de los dos lados');
    expect(text).not.toMatch(/Elsewhere|speaks against/);
    expect(await faultsLightAndDark(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test('once decided stands among the newest, with what was decided in the place of what would change', async () => {
    const pair = (await portal.queue()).items[await brownlee()]!;
    const page = await portal.openPage();
    await open(page, `/review?pair=${keyOf(pair)}`);
    await decide(page, 'd', 'two numbers of one register');
    await expect.poll(async () => (await portal.queue('decided')).items.map(keyOf)).toContain(keyOf(pair));
    await open(page, '/review?state=decided');
    const list = page.locator('.review-list');
    expect(await list.innerText()).toContain('the newest first');
    expect(await list.innerText()).not.toContain('those first that would change most');
    expect(await list.locator('[aria-current="true"]').innerText()).toContain('Judged different by test.analyst');
    expect(await page.locator('main').innerText()).not.toMatch(/Same (joins|changes)/);
    await page.keyboard.press('z');
    await expect.poll(async () => (await portal.queue('decided')).total).toBe(0);
  });
});

describe('a decision', () => {
  test('shows the next pair at once, and z takes it back', async () => {
    const page = await portal.openPage();
    await open(page);
    const before = await portal.queue();
    const [first, second] = before.items;
    await decide(page, 'd', 'birth dates of two people');
    await expect.poll(() => chosen(page)).toBe(keyOf(second!));
    await expect.poll(async () => (await portal.queue()).counts.open).toBe(before.counts.open - 1);
    expect(await page.locator('.review-list').innerText()).toContain(`${before.counts.open - 1} pairs`);
    await page.keyboard.press('z');
    await expect.poll(async () => (await portal.queue()).counts.open).toBe(before.counts.open);
    await expect.poll(() => chosen(page)).toBe(keyOf(first!));
    const judgements = page.locator('.judgement-list li');
    await page.reload();
    await judgements.first().waitFor();
    expect(await judgements.first().innerText()).toContain('taken back');
    expect(page.complaints).toEqual([]);
  });

  test('is taken back by z also after the page was loaded anew', async () => {
    const page = await portal.openPage();
    await open(page);
    const before = await portal.queue();
    await decide(page, 'd', 'two faces on two photographs');
    await expect.poll(async () => (await portal.queue()).counts.open).toBe(before.counts.open - 1);
    await open(page);
    await page.keyboard.press('z');
    await expect.poll(async () => (await portal.queue()).counts.open).toBe(before.counts.open);
    await expect.poll(() => chosen(page)).toBe(keyOf(before.items[0]!));
    await page.keyboard.press('z');
    await page.getByText('You decided nothing in the last thirty days').waitFor({ state: 'attached' });
    expect(page.complaints).toEqual([]);
  });

  test('that the server refuses gives the pair back with its reason', async () => {
    const page = await portal.openPage();
    await open(page);
    const [first] = (await portal.queue()).items;
    await page.context().setOffline(true);
    await decide(page, 'd', 'written while the line was cut');
    await page.getByText('was not taken by the server').waitFor();
    await page.context().setOffline(false);
    expect(await page.locator('.review-list').innerText()).toContain(first!.a.label);
    await page.getByRole('button', { name: 'Look at it again' }).click();
    await expect.poll(() => chosen(page)).toBe(keyOf(first!));
    const box = page.getByRole('textbox', { name: /What does it rest on/ });
    expect(await box.inputValue()).toBe('written while the line was cut');
  });

  test('that two rows are of one person waits for a second person, who is another', async () => {
    const analyst = await portal.openPage();
    await open(analyst);
    const [first] = (await portal.queue()).items;
    await decide(analyst, 's', 'one slip in the name, all else agrees');
    await expect.poll(async () => (await portal.queue('waiting')).items.map(keyOf)).toContain(keyOf(first!));
    await open(analyst, `/review?state=waiting&pair=${keyOf(first!)}`);
    await analyst.getByText('You said “same”').waitFor();
    expect(await analyst.getByRole('button', { name: /^Confirm/ }).count()).toBe(0);

    const detective = await portal.openPage({ role: 'detective' });
    await open(detective, '/review?state=waiting');
    await detective.getByText('test.analyst says “same”').waitFor();
    await detective.keyboard.press('c');
    await expect.poll(async () => (await portal.queue('waiting')).total).toBe(0);
    const why = await portal.ask<PairWhy>(`/identity/why?a=${first!.a.row}&b=${first!.b.row}`);
    expect(why.sameEntity).toBe(true);
    expect(detective.complaints).toEqual([]);

    await detective.keyboard.press('z');
    await expect
      .poll(async () => (await portal.ask<PairWhy>(`/identity/why?a=${first!.a.row}&b=${first!.b.row}`)).sameEntity)
      .toBe(false);
  });
});

describe('any two rows', () => {
  test('are compared by what is typed, and what is no row is said to be none', async () => {
    const page = await portal.openPage({ role: 'detective' });
    const [first] = (await portal.queue()).items;
    await page.goto('/why');
    await page.getByRole('textbox', { name: /^A/ }).fill(first!.a.id);
    await page.getByRole('textbox', { name: /^B/ }).fill('nobody');
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(await page.getByRole('textbox', { name: /^B/ }).getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('textbox', { name: /^B/ }).fill(first!.b.row);
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('table', { name: 'What the two rows say' }).waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe(`?a=${first!.a.id}&b=${first!.b.row}`);
    expect(page.complaints).toEqual([]);
  });

  test('are printed after what for is on record for both', async () => {
    const [first] = (await portal.queue()).items;
    const page = await portal.openPage();
    await page.goto(`/why?a=${first!.a.row}&b=${first!.b.row}`);
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.getByRole('button', { name: 'Print' }).click();
    await page.getByLabel('Purpose').fill('Case 24-0000101');
    await page.keyboard.press('Enter');
    await page.locator('[data-printed]').waitFor();
    const { rows } = await portal.server.store.database
      .pool('migrate')
      .query<{ subject: { entity: string } }>(
        `select subject from flashlight.audit_event where action = 'entity.print'`,
      );
    expect(rows.map(({ subject }) => subject.entity).toSorted()).toEqual([first!.a.id, first!.b.id].toSorted());
    await page.emulateMedia({ media: 'print' });
    await atRest(page);
    expect(await page.locator('.print-head').innerText()).toContain('Purpose: Case 24-0000101');
    expect(await page.locator('.footnotes li').count()).toBe(2);
    expect(await page.locator('.pair-form').isVisible()).toBe(false);
  });

  test('are reached from the page of a person', async () => {
    const [first] = (await portal.queue()).items;
    const page = await portal.openPage({ role: 'detective' });
    await page.goto(`/${first!.a.id.replace(':', '/')}`);
    await page.getByRole('link', { name: 'Compare with…' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: /^A/ }).inputValue()).toBe(first!.a.id);
  });
});

describe('accessibility of the review', () => {
  test.each([1440, 390])(
    'has no fault at %i pixels, light or dark, and is no wider than the screen',
    async (width) => {
      const page = await portal.openPage({ width });
      const [first] = (await portal.queue()).items;
      for (const path of ['/review', '/review?state=unsure', `/why?a=${first!.a.row}&b=${first!.b.row}`, '/why']) {
        await page.goto(path);
        await page.locator('main h1').waitFor();
        expect(await faultsLightAndDark(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
      await open(page);
      await page
        .getByRole('button', { name: /^Unsure/ })
        .last()
        .click();
      await page.getByRole('textbox', { name: /What does it rest on/ }).waitFor();
      expect(await faultsLightAndDark(page)).toEqual([]);
    },
    240_000,
  );

  test('the pages are in Spanish for a reader of Spanish', async () => {
    const page = await portal.openPage({ locale: 'es-US' });
    await page.goto('/review');
    await page.getByText('Qué habla a favor, paso a paso').waitFor();
    const table = await page.locator('.pair-table').innerText();
    expect(table).toMatch(/escrito|concuerda|mism|otro|otra/);
    expect(table).not.toMatch(/the same|written|another/);
  });

  test('a role that may not read them has no way to them', async () => {
    const page = await portal.openPage({ role: 'gunshot-desk' });
    await page.goto('/review');
    await page.getByRole('heading', { name: 'This page is not part of your role' }).waitFor();
    expect(await page.getByRole('link', { name: 'Review' }).count()).toBe(0);
  });
});

test('a whole queue is worked through by the keyboard alone', async () => {
  const page = await portal.openPage();
  await open(page);
  const { items, counts } = await portal.queue();
  expect(items.length).toBeGreaterThan(30);
  const letters = ['d', 'u', 's'] as const;
  const box = page.getByRole('textbox', { name: /What does it rest on/ });
  const names = async () => (await title(page).allInnerTexts()).join();
  for (let at = 0; at < counts.open; at++) {
    await title(page).waitFor();
    const [pair, shown] = [chosen(page), await names()];
    await page.keyboard.press(letters[at % 3]!);
    await box.waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    // The first pair of a list is chosen without standing in the address.
    await expect.poll(async () => chosen(page) !== pair || (await names()) !== shown).toBe(true);
  }
  await page.getByText('Nobody needs to be asked').waitFor();
  await expect.poll(async () => (await portal.queue()).counts.open).toBe(0);
  const after = (await portal.queue()).counts;
  expect(after.unsure).toBeGreaterThan(0);
  expect(after.waiting).toBeGreaterThan(0);
  expect(after.decided).toBeGreaterThan(0);
  expect(page.complaints).toEqual([]);
}, 240_000);
