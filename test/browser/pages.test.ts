import type { EntityPage } from '../../src/model/answers.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSmallCity } from '../contract/import-small-city.ts';
import { manyRecoveriesCsv } from '../contract/small-city.ts';
import { accessibilityFaults, atRest, faultsLightAndDark, openPortal, pathOf, type Portal } from './open-portal.ts';

let portal: Portal;
const ids: Record<'person' | 'dealer' | 'place' | 'incident', string> = {
  person: '',
  dealer: '',
  place: '',
  incident: '',
};
let record: number;

async function load(id: string): Promise<EntityPage> {
  const cookie = await portal.server.signIn('detective');
  return (await portal.server.api.inject({ url: `/api/v1/entities/${id}`, headers: { cookie } })).json();
}

beforeAll(async () => {
  portal = await openPortal();
  const firearm = await load(await portal.find('BKFT419'));
  const tied = (predicate: string) =>
    firearm.relations.find((relation) => relation.predicate === predicate)!.shown[0]!.id;
  ids.person = tied('PURCHASED');
  ids.dealer = tied('SOLD');
  ids.place = tied('RECOVERED_AT');
  ids.incident = tied('FIRED_IN');
  record = firearm.observations[0]!.source.record;
}, 240_000);
afterAll(() => portal.close());

describe('the page of a person', () => {
  test('shows every firearm bought with its sale, recovery and the days between', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(ids.person));
    const known = await load(ids.person);
    const grid = page.getByRole('grid', { name: 'Firearms bought or had' });
    await grid.waitFor();
    await atRest(page);
    expect(await grid.getByRole('row').count()).toBe(known.firearms.length + 1);
    const [first] = known.firearms;
    expect(first!.timeToCrimeDays).not.toBeNull();
    expect(await grid.innerText()).toContain(`${first!.timeToCrimeDays!.toLocaleString('en-US')} days`);
    expect(page.complaints).toEqual([]);
  });

  test('keeps observations apart, each with why it was joined and its source row', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(ids.person));
    const known = await load(ids.person);
    const list = page.locator('.observations > li');
    await list.first().waitFor();
    await atRest(page);
    expect(await list.count()).toBe(known.observations.length);
    const why =
      known.observationsTotal === 1
        ? 'The only observation; nothing was joined to it'
        : 'The first observation; others were joined to it';
    expect(await page.getByText(why).count()).toBe(1);
    await list.first().getByRole('link').click();
    await page.getByRole('heading', { name: /^Row \d+ of / }).waitFor();
  });
});

describe('the page of a dealer', () => {
  test('says that the sale of a traced firearm is not evidence of wrongdoing, on screen and in print', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(ids.dealer));
    const caution = page.getByText('Sale of a traced firearm is not evidence of wrongdoing.');
    await caution.waitFor();
    await page.emulateMedia({ media: 'print' });
    await atRest(page);
    expect(await caution.isVisible()).toBe(true);
  });

  test('opens the firearms a column of recoveries counts', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(ids.dealer));
    const column = page.locator('.histogram-bin:not([disabled])').first();
    await column.waitFor();
    await atRest(page);
    await column.click();
    const counted = Number(await column.locator('.histogram-count').innerText());
    const grid = page.getByRole('grid', { name: 'Firearms traced to this dealer' });
    await expect.poll(() => grid.getByRole('row').count()).toBe(counted + 1);
    await page
      .getByText(`Recovered ${await column.evaluate((each) => each.getAttribute('title')!.split(':')[0])}`)
      .waitFor();
  });
});

describe('the pages of events', () => {
  test('are worked by the same letters as the life of a firearm', async () => {
    const page = await portal.openPage();
    for (const id of [ids.person, ids.dealer, ids.incident]) {
      await page.goto(pathOf(id));
      await page.getByRole('grid', { name: 'Events' }).waitFor();
      await atRest(page);
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await expect.poll(() => new URL(page.url()).searchParams.get('sel')).not.toBeNull();
      await page.keyboard.press('Escape');
      await expect.poll(() => new URL(page.url()).searchParams.get('sel')).toBeNull();
      await page.keyboard.press('l');
      await page.getByRole('grid', { name: 'Entities' }).waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.get('ids')).toBe(id);
    }
  }, 120_000);
});

describe('the page of an incident', () => {
  test('tells what ballistics ties to it and how sure that is', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(ids.incident));
    await page.getByText('Firearms by a hit an examiner concluded').waitFor();
    await page.getByText('It does not say who fired it').first().waitFor();
    await atRest(page);
    expect(await page.locator('body').innerText()).not.toMatch(/\bmatch/i);
  });
});

describe('alerts and calls of gunfire', () => {
  test('stand on the page of the incident with their basis, the seconds and the distance', async () => {
    await importSmallCity(portal.server, [
      [
        'gunshot-alerts',
        'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Accuracy (m),Linked Case\r\n24-7,03/01/2024,22:17:05,Multiple Gunshots,5,39.2905,-76.6122,25,\r\n',
      ],
    ]);
    const page = await portal.openPage();
    await page.goto(pathOf(ids.incident));
    const panel = page.getByRole('region', { name: 'Alerts and calls of gunfire' });
    await panel.getByRole('link', { name: 'Gunshot alert 24-7' }).waitFor();
    await atRest(page);
    const text = await panel.innerText();
    expect(text).toMatch(/by rule: same time and place/);
    // The incident lasts from 22:10 to 22:15, both to the minute, and lies 44 m south, written to 8 m and heard to 25.
    expect(text).toMatch(/66–425 seconds after · 11–77 metres away/);
    expect(text).toMatch(/does not mean the same shots/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByRole('link', { name: 'Gunshot alert 24-7' }).click();
    await page.getByRole('heading', { level: 1, name: 'Gunshot alert 24-7' }).waitFor();
    expect(page.complaints).toEqual([]);
  });
});

describe('the page of a source row', () => {
  test('shows every cell under its header with the field it was read as, and where it may go', async () => {
    const page = await portal.openPage();
    await page.goto(`/record/${record}`);
    await page.getByRole('row', { name: /BKFT419.*serial number/ }).waitFor();
    await page.getByText('Where it may go').waitFor();
  });

  test('says what was read in words and by name, without what only machines count by', async () => {
    const page = await portal.openPage();
    const { relations } = await load(await portal.find('BKFT419'));
    const sale = relations.find(({ predicate }) => predicate === 'SOLD')!.shown[0]!.source.record;
    await page.goto(`/record/${sale}`);
    const read = page.getByRole('region', { name: 'What was read from it' });
    await read.getByText('retail sale', { exact: true }).waitFor();
    await atRest(page);
    const text = await read.innerText();
    expect(text).not.toMatch(/ordinal|skeleton|RETAIL_SALE|\bexact\n/);
    expect(text).toMatch(/to\n(?=.*[A-Z])/);
    const spanish = await portal.openPage({ locale: 'es-US' });
    await spanish.goto(`/record/${sale}`);
    await spanish.getByRole('region', { name: 'Lo que se leyó de ella' }).getByText('venta al por menor').waitFor();
  });
});

describe('the live board', () => {
  test('draws no mark under the buttons of its map, and none too small to press where there is room', async () => {
    const alert = (number: string, lat: string, lon: string) =>
      `${number},03/02/2024,22:17:05,Multiple Gunshots,5,${lat},${lon},25,`;
    await importSmallCity(portal.server, [
      [
        'gunshot-alerts',
        [
          'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Accuracy (m),Linked Case',
          // North-east of the others, where the buttons stand.
          ...['39.3290', '39.3260', '39.3230', '39.3200'].map((lat, n) => alert(`24-20${n}`, lat, '-76.5810')),
          alert('24-210', '39.2760', '-76.6500'),
          '',
        ].join('\r\n'),
      ],
    ]);
    for (const width of [1440, 390]) {
      const page = await portal.openPage({ width });
      await page.goto('/');
      await page.locator('.where-mark').nth(4).waitFor();
      await atRest(page);
      // All in one turn: a map that is drawn again between two of them moves both.
      const [buttons, ...marks] = await page.evaluate(() =>
        ['.where-controls', '.where-mark, .where-leaders circle'].flatMap((which) =>
          [...document.querySelectorAll(which)].map((each) => {
            const { x, y, width: across, height } = each.getBoundingClientRect();
            return { x, y, width: across, height };
          }),
        ),
      );
      if (buttons === undefined) throw new Error('The map has no buttons.');
      expect(marks.length).toBeGreaterThanOrEqual(5);
      for (const box of marks) {
        const under =
          box.x + box.width > buttons.x &&
          box.x < buttons.x + buttons.width &&
          box.y + box.height > buttons.y &&
          box.y < buttons.y + buttons.height;
        expect(under, `${width}: ${box.x} ${box.y}`).toBe(false);
      }
    }
  });

  test('counts what came in since the reader last looked, and takes it in place without a reload', async () => {
    const page = await portal.openPage();
    await page.goto('/');
    await page.getByText('This is your first look here').waitFor();
    // The board keeps that it was looked at just after it is drawn.
    await atRest(page);
    // Half an hour away, by what the browser keeps.
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('flashlight.last-look.'))!;
      localStorage.setItem(
        key,
        JSON.stringify({ since: '2026-11-01T00:00:00.000Z', seenAt: '2026-11-01T00:00:00.000Z' }),
      );
    });
    await page.reload();
    await page.getByText(/^Since you last looked/).waitFor();
    const recoveries = page.locator('.since-feed', { hasText: 'Recoveries' });
    await atRest(page);
    const before = await recoveries.innerText();
    await importSmallCity(portal.server, [['recoveries', manyRecoveriesCsv(40)]]);
    await expect.poll(async () => await recoveries.innerText(), { timeout: 20_000 }).not.toBe(before);
    await page.getByRole('button', { name: 'Mark all as seen' }).click();
    await page.getByText(/^Nothing came in since you last looked/).waitFor();
    expect(page.complaints).toEqual([]);
  }, 120_000);
});

describe('the filter of the live board', () => {
  test('tells leads from hits', async () => {
    const page = await portal.openPage();
    await page.goto('/');
    const kinds = page.getByRole('group', { name: 'Show' });
    await kinds.getByRole('button', { name: /^Ballistic hit, concluded by an examiner 1$/ }).click();
    await expect.poll(() => page.locator('.day-row').count()).toBe(1);
    await expect.poll(() => new URL(page.url()).searchParams.get('kind')).toBe('linked.hit');
    await kinds.getByRole('button', { name: /^Ballistic lead, unconfirmed 1$/ }).click();
    await expect.poll(() => page.locator('.day-row').allInnerTexts()).toEqual([expect.stringContaining('withdrawn')]);
  });
});

describe('accessibility of the pages', () => {
  test.each([1440, 390])(
    'none has a fault at %i pixels, light or dark, and none is wider than the screen',
    async (width) => {
      const page = await portal.openPage({ width });
      for (const path of ['/', ...Object.values(ids).map(pathOf), `/record/${record}`]) {
        await page.goto(path);
        await page.locator('main h1').waitFor();
        expect(await faultsLightAndDark(page), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
    },
    240_000,
  );

  test('every page is in Spanish for a reader of Spanish', async () => {
    const page = await portal.openPage({ locale: 'es-US' });
    for (const [path, words] of [
      ['/', 'Hechos más recientes'],
      ['/imports', 'Archivos cargados'],
      ['/imports/new', 'Suelte aquí un archivo o elija uno'],
      [pathOf(ids.person), 'Armas compradas o tenidas'],
      [pathOf(ids.dealer), 'La venta de un arma rastreada no es prueba de un acto ilícito.'],
      [pathOf(ids.place), 'Lo que pasó aquí'],
      [pathOf(ids.incident), 'Lo que se sabe, en orden de tiempo'],
      [`/record/${record}`, 'A dónde puede ir'],
    ] as const) {
      await page.goto(path);
      await page.getByText(words).first().waitFor();
    }
  }, 120_000);
});
