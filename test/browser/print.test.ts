import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntityPage } from '../../src/model/answers.ts';
import type { SourceRef } from '../../src/model/evidence.ts';
import type { Life } from '../../src/model/life.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { ballisticLinksCsv } from './ballistic-links.ts';
import { atRest, openPortal, pathOf, type Portal, type WatchedPage } from './open-portal.ts';

let portal: Portal;
let firearm: string;

async function load<Answer>(path: string): Promise<Answer> {
  const cookie = await portal.server.signIn('detective');
  return (await portal.server.api.inject({ url: `/api/v1${path}`, headers: { cookie } })).json();
}

beforeAll(async () => {
  portal = await openPortal();
  // A second shooting of the firearm, elsewhere: its map has an order.
  const [header, hit] = ballisticLinksCsv.split('\r\n') as [string, string];
  await importSmallCity(portal.server, [
    [
      'incidents',
      'Incident Number,Occurred From,Address,City,State,Latitude,Longitude,Narrative Class\r\n24-0000505,03/09/2024 21:00,9 MILL RD,HARBOR CITY,MD,39.3102,-76.6401,HANDGUN VIOLATION\r\n',
    ],
    ['nibin', [header, hit.replace('LD24-00001', 'LD24-00005').replace('24-0000101', '24-0000505'), ''].join('\r\n')],
  ]);
  firearm = await portal.find('BKFT419');
}, 240_000);
afterAll(() => portal.close());

/** The page as paper takes it: what the browser tells it before printing, and the style of print. */
async function putOnPaper(page: WatchedPage, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('main h1').waitFor();
  await atRest(page);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.locator('.footnotes').waitFor();
  await atRest(page);
}

const numbersOf = (text: string) => text.split(',').map((each) => Number(each.trim()));

function expectListed(notes: readonly string[], sources: readonly SourceRef[]): void {
  for (const { file, line, record } of sources)
    expect(
      notes.filter((note) => note.includes(`${file}, row ${line} `) && note.includes(`record ${record},`)),
      `${file} ${line}`,
    ).toHaveLength(1);
}

describe('a printed page', () => {
  test('of a firearm gives every event the numbers of its source rows, and lists each row once at the end', async () => {
    const page = await portal.openPage();
    await putOnPaper(page, pathOf(firearm));
    const life = await load<Life>(`/firearms/${firearm}/life`);
    const notes = await page.locator('.footnotes li').allInnerTexts();
    expectListed(
      notes,
      life.events.flatMap((event) => (event.status === 'ACTIVE' ? event.sources : [])),
    );
    expect(new Set(notes).size).toBe(notes.length);
    for (const note of notes)
      expect(note).toMatch(/ · .* · received \d+ \w+ \d{4}, \d\d:\d\d \w+ · record \d+, version \d+$/);
    for (const event of life.events.filter((each) => each.status === 'ACTIVE')) {
      const marks = page.locator(`tr[data-row="${event.id}"] .footnote-marks`);
      if (event.sources.length === 0) {
        expect(await marks.count()).toBe(0);
        continue;
      }
      expect(await marks.isVisible()).toBe(true);
      const told = numbersOf(await marks.innerText()).map((number) => notes[number - 1]!);
      expectListed(told, event.sources);
      expect(told.length).toBe(new Set(event.sources.map(({ record }) => record)).size);
    }
  });

  test.each(['person', 'dealer', 'place', 'incident'] as const)(
    'of a %s gives every link and observation its numbers',
    async (kind) => {
      const predicates = { person: 'PURCHASED', dealer: 'SOLD', place: 'RECOVERED_AT', incident: 'FIRED_IN' };
      const start = await load<EntityPage>(`/entities/${firearm}`);
      const id = start.relations.find((relation) => relation.predicate === predicates[kind])!.shown[0]!.id;
      const known = await load<EntityPage>(`/entities/${id}`);
      const page = await portal.openPage();
      await putOnPaper(page, pathOf(id));
      const notes = await page.locator('.footnotes li').allInnerTexts();
      const linked = known.relations.flatMap((relation) => relation.shown.map((other) => other.source));
      const seen = known.observations.map((observation) => observation.source);
      expectListed(notes, [...linked, ...seen, ...known.events.flatMap((event) => event.sources)]);
      const observations = page.locator('.observations > li');
      expect(await observations.count()).toBe(known.observations.length);
      expect(await observations.locator('.footnote-marks').count()).toBe(known.observations.length);
      for (const related of await page.locator('.relations .people-list > li').all())
        expect(await related.locator('.footnote-marks').isVisible()).toBe(true);
    },
    120_000,
  );

  test('says at its head how it may be handled, what for, who printed it and when, and warns', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.getByRole('button', { name: 'Print' }).click();
    await page.getByLabel('Purpose').waitFor();
    await page.getByLabel('Purpose').fill('Case 24-0000101');
    await page.keyboard.press('Enter');
    await page.locator('[data-printed]').waitFor();
    const { rows } = await portal.server.store.database
      .pool('migrate')
      .query(`select subject, purpose from flashlight.audit_event where action = 'entity.print'`);
    expect(rows).toEqual([{ subject: { entity: firearm }, purpose: 'Case 24-0000101' }]);
    await page.emulateMedia({ media: 'print' });
    await atRest(page);
    const head = await page.locator('.print-head').innerText();
    expect(head).toMatch(/Printed \d+ \w+ \d{4}, \d\d:\d\d/);
    expect(head).toContain('Handling: ');
    expect(head).toContain('FTS-TIAHRT');
    expect(head).toContain('Purpose: Case 24-0000101');
    expect(await page.locator('.caution:visible', { hasText: 'Traces help investigations.' }).count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'Places' }).count()).toBe(0);
  });

  test('has on every sheet its handling, its title, who printed it, and the number of the sheet', async () => {
    const page = await portal.openPage();
    await putOnPaper(page, pathOf(firearm));
    const margins = await page.evaluate(() =>
      document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n'),
    );
    expect(margins).toMatch(/@top-left\s*\{\s*content: "Handling: .*FTS-TIAHRT/);
    expect(margins).toMatch(/@top-right\s*\{\s*content: ".*BKFT-?419/);
    expect(margins).toMatch(/@bottom-right\s*\{\s*content: "Page " counter\(page\) " \/ " counter\(pages\)/);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect.poll(() => page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
  });

  test('holds every row of a list, also those of groups that are closed', async () => {
    const page = await portal.openPage();
    await page.goto(`${pathOf(firearm)}?lists=events;g=basis;c=Recorded`);
    await page.locator('tr.group-line').first().waitFor();
    await atRest(page);
    const life = await load<Life>(`/firearms/${firearm}/life`);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect
      .poll(() => page.locator('tbody tr[data-row]:not(.group-line)').count())
      .toBe(life.events.filter((event) => event.status === 'ACTIVE').length);
  });

  test('of a firearm holds the ground and the order of its map, and drawings as wide as the sheet from any screen', async () => {
    for (const [width, scheme] of [
      [2560, 'light'],
      [390, 'dark'],
    ] as const) {
      const page = await portal.openPage({ width, scheme });
      await putOnPaper(page, pathOf(firearm));
      expect(await page.locator('.paper-ground .paper-border').count()).toBeGreaterThan(0);
      const order = await page.locator('.paper-ground .paper-order').getAttribute('d');
      const points = [...order!.matchAll(/([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
      expect(points.length).toBeGreaterThan(1);
      for (const [x, y] of points) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(700);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(210);
      }
      expect((await page.locator('.link-picture').boundingBox())!.width).toBe(700);
      expect(await page.locator('.timeline svg').first().getAttribute('viewBox')).toMatch(/^0 0 7\d\d /);
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      await expect.poll(() => page.locator('.paper-ground, .link-picture').count()).toBe(0);
    }
  });

  test('of a dealer or a place keeps its bars, which are grounds', async () => {
    const start = await load<EntityPage>(`/entities/${firearm}`);
    for (const [predicate, bar] of [
      ['SOLD', '.histogram i'],
      ['RECOVERED_AT', '.kind-bar i'],
    ] as const) {
      const id = start.relations.find((relation) => relation.predicate === predicate)!.shown[0]!.id;
      const page = await portal.openPage();
      await putOnPaper(page, pathOf(id));
      const drawn = await page
        .locator(bar)
        .evaluateAll((bars) => bars.map((each) => getComputedStyle(each).getPropertyValue('print-color-adjust')));
      expect(drawn.length, bar).toBeGreaterThan(0);
      expect(new Set(drawn), bar).toEqual(new Set(['exact']));
    }
  });

  test('is in Spanish for a reader of Spanish', async () => {
    const page = await portal.openPage({ locale: 'es-US' });
    await putOnPaper(page, pathOf(firearm));
    expect(await page.locator('.footnotes h2').innerText()).toMatch(/^Fuentes? · \d+ filas?$/);
    expect(await page.locator('.print-head').innerText()).toContain('Finalidad:');
  });
});
