import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceList } from '../../src/model/trace-page.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { cityTracesCsv, oddTracesCsv, unsoldTracesCsv } from '../contract/trace-city.ts';
import { accessibilityFaults, atRest, openPortal, pathOf, type Portal } from './open-portal.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
  await importSmallCity(portal.server, [['etrace', cityTracesCsv]]);
}, 240_000);
afterAll(() => portal.close());

async function total(query: string): Promise<number> {
  const cookie = await portal.server.signIn('detective');
  return ((await portal.server.api.inject({ url: `/api/v1/traces${query}`, headers: { cookie } })).json() as TraceList)
    .total;
}

test('a number of the overview opens to the traces it counts, a filter changes it, and the way leads on to trace, purchases and dealer', async () => {
  const page = await portal.openPage();
  await page.goto('/trafficking');
  await page.getByRole('heading', { level: 1, name: 'Trafficking' }).waitFor();
  await page.getByText('Sale of a traced firearm is not evidence of wrongdoing.').first().waitFor();
  expect(await page.getByRole('link', { name: 'Trafficking' }).getAttribute('aria-current')).toBe('page');

  // A share opens to its traces, and the address holds it.
  const opened = page.getByRole('complementary', { name: 'Evidence' });
  const short = await total('?measure=short&answer=yes');
  await page.getByRole('button', { name: `${short} traces: Under three years from sale to recovery: yes` }).click();
  await opened.getByText(`${short} traces`).first().waitFor();
  expect(await opened.locator('.opened-list li').count()).toBe(short);
  expect(page.url()).toContain('open=measure%3Dshort');
  await page.reload();
  await opened.getByText(`${short} traces`).first().waitFor();

  // A mark of the map too, by the keyboard; Escape goes back to the picture.
  const mark = page.getByRole('button', { name: /^Virginia: 2 firearms|^Fairfax County, VA: 2 firearms/ });
  await mark.focus();
  await page.keyboard.press('Enter');
  await opened.getByText('2 traces').first().waitFor();
  await page.keyboard.press('Escape');
  await opened.getByText('What this shows').waitFor();

  // Filters are a sentence and stand in the address; motion is off where the system says so.
  await page.getByRole('combobox', { name: 'Kind of firearm' }).selectOption('long');
  await page.getByRole('button', { name: '1 trace: every trace shown' }).waitFor();
  expect(page.url()).toContain('class=long');
  expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(0);
  await page.getByRole('button', { name: 'All traces' }).click();
  await page.getByRole('combobox', { name: 'Index' }).selectOption('reference');
  await page.getByRole('heading', { name: 'The reference index of each trace' }).waitFor();
  await page.getByText('no more than: out of state, by an unrecorded transfer and within 75 months').waitFor();

  // As a table, then one trace with its parts and what does not fit.
  await page.goto('/traces?source=VA');
  const grid = page.getByRole('grid', { name: 'Traces' });
  await grid.waitFor();
  expect(await grid.getByRole('row').count()).toBe(3);
  await page.goto('/trace/T20240000005');
  await page.getByText('Sale dated after the recovery').waitFor();
  await page.goto('/trace/T20240000001');
  const parts = page.getByRole('table', { name: 'The city’s index' });
  await parts.getByRole('row', { name: /Recovered from another than the purchaser/ }).waitFor();
  await page.getByText('By that formula this trace is “likely trafficked”.').waitFor();

  // To what its purchaser bought, with the group and the home shared.
  await page.getByRole('link', { name: 'What this person bought' }).click();
  await page.getByRole('heading', { level: 1, name: 'SAMPLEMAN, ORLA' }).waitFor();
  await page.getByText('5 business days').waitFor();
  expect(await page.locator('.lane').count()).toBe(await total(`?purchaser=${personOf(page.url())}`));
  await page
    .getByRole('link', { name: /EXAMPLESEN, PIET/ })
    .first()
    .waitFor();

  // To a dealer beside others.
  await page.goto(pathOf(await portal.find('BLUFF ARMS')));
  await page.getByRole('img', { name: /^2 of 2 traced firearms are under three years/ }).waitFor();
  await page.getByText(/draws it is among the first 10\.$/).waitFor();
  await page.getByText('Sale of a traced firearm is not evidence of wrongdoing.').first().waitFor();

  // A firearm leads to its trace, and a search by trace number does.
  await page.goto('/search?q=T20240000003');
  await page.getByRole('link', { name: 'Trace T20240000003' }).click();
  await page.getByRole('heading', { level: 1, name: 'Trace T20240000003' }).waitFor();
  await page.getByRole('main').getByRole('link').first().click();
  await page.getByRole('main').getByRole('link', { name: 'T20240000003' }).first().waitFor();

  // What is not there is said.
  await page.goto('/trace/T999999');
  await page.getByText('No trace of this number is recorded').waitFor();
  expect(page.outside).toEqual([]);
}, 180_000);

test('the matrix opens a state to its counties and a cell to what it counts, its columns stand in the address, and a table of ATF is asked for', async () => {
  const page = await portal.openPage();
  await page.goto('/trafficking?state=VA');
  const opened = page.getByRole('complementary', { name: 'Evidence' });
  const matrix = page.getByRole('group', { name: 'Sources by when and where' });
  await matrix.getByRole('rowheader', { name: 'Fairfax County' }).waitFor();
  const states = await matrix.getByRole('button', { name: /^Counties of / }).count();
  expect(states).toBeGreaterThan(1);
  const cell = matrix.getByRole('button', { name: /^\d+ traces?: Fairfax County, VA, 2024 Q1$/ });
  const n = Number(/^\d+/.exec((await cell.getAttribute('aria-label'))!)![0]);
  await cell.click();
  await opened
    .getByText(n === 1 ? '1 trace' : `${n} traces`, { exact: false })
    .first()
    .waitFor();
  await expect.poll(() => opened.locator('.opened-list li').count()).toBe(n);
  await opened.getByText('quarter of recovery: 2024 Q1').waitFor();

  // Every number of the matrix opens to as many as it says.
  await page.keyboard.press('Escape');
  for (const button of await page.locator('.source-matrix .open-count').all()) {
    const [count] = /^\d+/.exec((await button.getAttribute('aria-label'))!)!;
    await button.click();
    await expect.poll(() => opened.locator('.opened-list li').count()).toBe(Number(count));
  }

  await page.getByRole('combobox', { name: 'Columns' }).first().selectOption('incident-district');
  await matrix.getByRole('columnheader', { name: 'no shooting tied' }).waitFor();
  expect(page.url()).toContain('by=incident-district');
  await page.getByText('No table of ATF is imported for MD.').waitFor();
  await page.getByText('Their share of what came from other states').waitFor();
  expect(page.complaints).toEqual([]);
}, 120_000);

const personOf = (url: string) => `person:${/person\/(\d+)/.exec(url)![1]}`;

test('every page of trafficking is free of accessibility faults, in light and dark, on a desk and a phone, in both languages', async () => {
  const person = await portal.find('SAMPLEMAN ORLA');
  const dealer = await portal.find('BLUFF ARMS');
  const paths = [
    '/trafficking',
    '/trafficking?open=measure%3Dshort%26answer%3Dyes&ground=country&state=VA&by=incident-district',
    '/traces',
    '/trace/T20240000005',
    `${pathOf(person)}/purchases`,
    pathOf(dealer),
  ];
  const faults: string[] = [];
  for (const [width, scheme, locale] of [
    [1440, 'light', 'en-US'],
    [390, 'dark', 'es-ES'],
  ] as const) {
    const page = await portal.openPage({ width, scheme, locale });
    for (const path of paths) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await atRest(page);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${path} at ${width}: ${fault}`));
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) faults.push(`${path} at ${width}: wider than the screen by ${wider}`);
    }
    expect(page.complaints).toEqual([]);
  }
  expect(faults).toEqual([]);
}, 240_000);

test('what had no retail sale is said apart and opens, a list of all time is so whatever the period, and a dealer’s head counts what was traced as far as it', async () => {
  await importSmallCity(portal.server, [['etrace', unsoldTracesCsv]]);
  const page = await portal.openPage();
  const opened = page.getByRole('complementary', { name: 'Evidence' });
  await page.goto('/trafficking');
  await page.getByRole('button', { name: '1 trace: of governments and police' }).first().click();
  await opened.getByText('T20240000300').waitFor();
  expect(await total('?source=VA')).toBe(3);

  const ofAllTime = await total('?sold=2024&days=0-365');
  expect(await total('?sold=2024&days=0-365&from=2024-03-01&to=2024-03-31')).toBeLessThan(ofAllTime);
  const open = encodeURIComponent('sold=2024&days=0-365&from=&to=');
  await page.goto(`/trafficking?from=2024-03-01&to=2024-03-31&open=${open}`);
  await opened.getByText('recovered at any time').first().waitFor();
  await opened.getByText(`${ofAllTime} traces`).first().waitFor();

  const cookie = await portal.server.signIn('detective');
  const { rows } = (
    await portal.server.api.inject({ url: '/api/v1/traces?source=government', headers: { cookie } })
  ).json() as TraceList;
  await page.goto(`/dealer/${rows[0]!.dealer!.id.split(':')[1]}`);
  await page.getByText('of 2 known, 2 not known').waitFor();
  await page
    .getByRole('grid', { name: 'Firearms traced to this dealer' })
    .getByText('no sale recorded')
    .first()
    .waitFor();
}, 120_000);

test('the page of a trace says how its index stood when it was shown before, and which input is another now', async () => {
  const shown = await portal.openPage();
  await shown.goto('/trace/T20240000001');
  await shown.getByRole('table', { name: 'The city’s index' }).waitFor();
  expect(await shown.getByRole('heading', { name: 'How it stood when it was shown before' }).count()).toBe(0);
  await importSmallCity(portal.server, [['etrace', oddTracesCsv]]);
  for (const [width, scheme, locale, heading, differs] of [
    [
      1440,
      'light',
      'en-US',
      'How it stood when it was shown before',
      /Other traced firearms of the purchaser: .*, now /,
    ],
    [390, 'dark', 'es-ES', 'Cómo estaba cuando se mostró antes', /Otras armas rastreadas del comprador: .*, ahora /],
  ] as const) {
    const page = await portal.openPage({ width, scheme, locale });
    await page.goto('/trace/T20240000001');
    const earlier = page.getByRole('region', { name: heading });
    await earlier.getByText(differs).first().waitFor();
    await atRest(page);
    expect(await accessibilityFaults(page)).toEqual([]);
  }
}, 180_000);
