import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSmallCity } from '../contract/import-small-city.ts';
import { manyRecoveriesCsv } from '../contract/small-city.ts';
import { accessibilityFaults, atRest, openPortal, pathOf, type Portal } from './open-portal.ts';

let portal: Portal;
let firearm: string;

beforeAll(async () => {
  portal = await openPortal();
  firearm = await portal.find('BKFT419');
}, 240_000);
afterAll(() => portal.close());

describe('the search that is always there', () => {
  test('is reached, read and followed by keyboard alone', async () => {
    const page = await portal.openPage();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Live' }).waitFor();
    await atRest(page);
    await page.keyboard.press('/');
    await page.keyboard.type('BKFT');
    const option = page.getByRole('option').first();
    await option.waitFor();
    await expect.poll(() => option.innerText()).toMatch(/Serial number BKFT-?419, starts so/);
    await atRest(page);
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.getByRole('combobox').getAttribute('aria-activedescendant'))
      .toBe(await option.getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Life of the firearm' }).waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe(pathOf(firearm));
  });

  test('gives all results on a page of their own, which an address shares', async () => {
    const page = await portal.openPage();
    await page.goto('/search?q=TESTERSON');
    await page
      .getByRole('link', { name: /testerson/i })
      .first()
      .waitFor();
    await expect.poll(() => page.getByRole('heading', { level: 2 }).allInnerTexts()).toContain('Persons');
  });
});

describe('what a search could not do', () => {
  test('is said in the list below the field and on the page of results, in the language of the reader', async () => {
    for (const [locale, words] of [
      ['en-US', 'A pattern needs 2 letters or digits at its start, or 3 in a row elsewhere.'],
      ['es-US', 'Un patrón necesita 2 letras o cifras al principio, o 3 seguidas en otro lugar.'],
    ] as const) {
      const page = await portal.openPage({ locale });
      await page.goto('/search?q=*A*B');
      await page.locator('.search-note', { hasText: words }).waitFor();
      await atRest(page);
      await page.keyboard.press('/');
      await page.keyboard.type('*C*D');
      await page.getByRole('option', { name: words }).waitFor();
    }
  }, 120_000);
});

describe('the page of a firearm', () => {
  test('draws its life with the time nobody recorded, and its parts', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    const timeline = page.getByRole('group', { name: /Life of the firearm/ });
    await timeline.locator('text', { hasText: 'nobody recorded where it was for 111 days' }).waitFor();
    await atRest(page);
    expect(await timeline.getByRole('button', { name: /^Sold, 11 Nov 2023/ }).count()).toBe(1);
    expect(await timeline.getByRole('button', { name: /^Shooting, hit, 1 Mar 2024/ }).count()).toBe(1);
    expect(await timeline.getByRole('button', { name: /^Recovered, 6 May 2024/ }).count()).toBe(1);
    await expect.poll(() => page.locator('.figures').innerText()).toMatch(/177 days[\s\S]*1 hit/);
    await page.getByText('Traces help investigations.').waitFor();
  });

  test('the sale lies on the map as the county of the licence, and says that it is no address', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    const mark = page.locator('.where-mark.area');
    await mark.first().waitFor();
    await atRest(page);
    expect(await mark.count()).toBe(1);
    expect(await mark.getAttribute('aria-label')).toMatch(
      /^(First retail sale|Sold), 11 Nov 2023, Baltimore County, MD \(county of the licence, not the shop’s address\)$/,
    );
    await page.locator('.where-note', { hasText: 'Baltimore County, MD (county of the licence' }).waitFor();
    const spanish = await portal.openPage({ locale: 'es-US' });
    await spanish.goto(pathOf(firearm));
    await spanish.locator('.where-note', { hasText: 'condado de la licencia, no la dirección de la tienda' }).waitFor();
  });

  test('selecting shows the evidence and stays; opening goes, and Back comes back to the same picture', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    await page
      .getByRole('group', { name: /Life of the firearm/ })
      .getByRole('button', { name: /^Shooting, hit/ })
      .click();
    const evidence = page.getByRole('complementary', { name: 'Evidence' });
    await evidence.getByText('It does not say who fired it.').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('sel')).not.toBeNull();
    await atRest(page);
    const address = page.url();
    expect(new URL(address).pathname).toBe(pathOf(firearm));
    expect(await page.getByRole('row', { selected: true }).innerText()).toContain('Shooting, hit');
    await evidence.getByRole('button', { name: 'Open the source row' }).click();
    await page.getByRole('heading', { name: 'As received' }).waitFor();
    await page.goBack();
    await evidence.getByText('It does not say who fired it.').waitFor();
    await expect.poll(() => page.url()).toBe(address);
  });

  test('selecting an event with sources and then one without, and back, shows each', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    const evidence = page.getByRole('complementary', { name: 'Evidence' });
    for (const [row, says] of [
      [/^Sold/, 'Sold'],
      [/^Not recorded/, 'it follows from the events on either side'],
      [/^Sold/, 'Sold'],
    ] as const) {
      await page.getByRole('row', { name: row }).first().click();
      await evidence.getByText(says).first().waitFor();
    }
    expect(page.complaints).toEqual([]);
  });

  test('is worked without a mouse: j and k move, x selects, Escape comes back, o opens', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    await page.getByRole('heading', { name: 'Life of the firearm' }).waitFor();
    await atRest(page);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect.poll(() => new URL(page.url()).searchParams.get('sel')).toBe('e1');
    await page.keyboard.press('Escape');
    await expect.poll(() => new URL(page.url()).searchParams.get('sel')).toBeNull();
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'As received' }).waitFor();
  });

  test('Escape closes the list of keys and leaves what is selected; a second one comes back to the picture', async () => {
    const page = await portal.openPage();
    await page.goto(`${pathOf(firearm)}?sel=e1`);
    await page.getByRole('heading', { name: 'Life of the firearm' }).waitFor();
    await atRest(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
    await atRest(page);
    expect(new URL(page.url()).searchParams.get('sel')).toBe('e1');
    await page.keyboard.press('Escape');
    await expect.poll(() => new URL(page.url()).searchParams.get('sel')).toBeNull();
  });

  test('choosing a stretch of time leaves the rest out of the list, and says so', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    const start = page.getByRole('slider', { name: 'Start of the time shown' });
    await start.waitFor();
    await atRest(page);
    await start.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^From 1 Mar 2024 to/).waitFor();
    await expect.poll(() => page.getByRole('row', { name: /^Sold/ }).count()).toBe(0);
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe('2024-03-01');
    await page.getByRole('button', { name: 'Show all time' }).click();
    await page.getByRole('row', { name: /^Sold/ }).waitFor();
  });

  test('speaks Spanish when asked', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    await page.getByRole('button', { name: /Account and settings/ }).click();
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Vida del arma de fuego' }).waitFor();
    await expect.poll(() => page.getByRole('row', { name: /^Vendida/ }).count()).toBe(1);
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('es');
  });

  test('what cannot be a page is missing, with everything around it that leads on, in the language of the reader', async () => {
    const page = await portal.openPage({ locale: 'es-US' });
    for (const path of ['/firearm/abc', '/person/1.5', '/record/x', '/nope', '/nope/deeper']) {
      await page.goto(path);
      await page.getByText('No existe esa página').last().waitFor();
      await atRest(page);
      expect(await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link').count()).toBeGreaterThan(2);
      expect(await page.getByRole('combobox').count()).toBe(1);
    }
    await page.goto('/firearm/999999999');
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/No existe esa página/);
  });

  test('an unknown number says what happened and what to do', async () => {
    const page = await portal.openPage();
    await page.goto('/firearm/999999999');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    await expect.poll(() => alert.innerText()).toMatch(/Nothing was changed/);
  });
});

describe('the links board', () => {
  test('what is hidden comes back with Ctrl+Z, and the address says what is shown', async () => {
    const page = await portal.openPage();
    await page.goto(`/links?ids=${firearm}`);
    const table = page.getByRole('grid', { name: 'Entities' });
    await table.getByRole('row', { name: /tidewater/i }).waitFor();
    await atRest(page);
    const before = await table.getByRole('row').count();
    expect(before).toBeGreaterThan(4);
    await table.getByRole('row', { name: /tidewater/i }).click();
    await page.getByRole('button', { name: 'Hide' }).click();
    await expect.poll(() => table.getByRole('row').count()).toBeLessThan(before);
    await expect.poll(() => new URL(page.url()).searchParams.get('hidden')).toMatch(/^dealer:/);
    await page.keyboard.press('Control+z');
    await expect.poll(() => table.getByRole('row').count()).toBe(before);
    await expect.poll(() => new URL(page.url()).searchParams.get('hidden')).toBeNull();
    await page.keyboard.press('Control+y');
    await expect.poll(() => table.getByRole('row').count()).toBeLessThan(before);
  });

  test('links that were withdrawn are drawn when asked for, and marked so', async () => {
    const page = await portal.openPage();
    const links: string[] = [];
    await page.route('**/api/v1/entities/*/links*', async (route) => {
      links.push(new URL(route.request().url()).searchParams.get('history') ?? '');
      await route.continue();
    });
    await page.goto(`/links?ids=${await portal.find('24-0000404')}`);
    const grid = page.getByRole('grid', { name: 'Links' });
    await page.getByRole('checkbox', { name: 'Also withdrawn or replaced links' }).check();
    await grid.getByText('Withdrawn').first().waitFor();
    expect(links.at(-1)).toBe('true');
    await page.getByRole('checkbox', { name: 'Also withdrawn or replaced links' }).uncheck();
    await grid.getByText('Withdrawn').first().waitFor({ state: 'hidden' });
  });

  test('a path between two is found and every link of it is listed', async () => {
    const page = await portal.openPage();
    const [from, to] = [await portal.find('Sampleman, Orla'), await portal.find('24-0000101')];
    await page.goto(`/links?ids=${from}&path=${from}~${to}`);
    await page.getByText(/\d ways|One way/).waitFor();
    await expect.poll(() => page.getByRole('grid', { name: 'Links' }).innerText()).toContain('tied by a hit to');
    await page.goto(`/links?path=${from}~${from}`);
    await page.getByText('Both ends are the same').waitFor();
    await page
      .getByRole('grid', { name: 'Entities' })
      .getByRole('row', { name: /Sampleman/i })
      .waitFor();
    await atRest(page);
    expect(await page.getByText('Nothing recorded').count()).toBe(0);
  });

  test('expanding shows what lies around an entity', async () => {
    const page = await portal.openPage();
    await page.goto(`/links?ids=${firearm}`);
    const table = page.getByRole('grid', { name: 'Entities' });
    await table.getByRole('row', { name: /Sampleman/i }).click();
    await page.getByRole('button', { name: 'Expand' }).click();
    await table.getByRole('row', { name: /55 ORCHARD/i }).waitFor();
  });

  test('a reload moves nothing on the board, and what was done can be undone after leaving it', async () => {
    const page = await portal.openPage();
    await page.goto(`/links?ids=${firearm}`);
    const table = page.getByRole('grid', { name: 'Entities' });
    await table.getByRole('row', { name: /Sampleman/i }).waitFor();
    const places = async () => {
      await atRest(page);
      await page.getByRole('button', { name: 'Export' }).click();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: /GraphML/ }).click(),
      ]);
      return (await readFile((await file.path())!, 'utf8')).match(/<data key="node-[xy]">[^<]+/g);
    };
    const spread = await places();
    expect(spread!.length).toBeGreaterThan(4);
    await page.getByRole('button', { name: 'Circle' }).click();
    const circle = await places();
    expect(circle).not.toEqual(spread);
    await page.reload();
    await table.getByRole('row', { name: /Sampleman/i }).waitFor();
    expect(await places()).toEqual(circle);
    // Nor does it forget what can be taken back; neither does another page between.
    await page.getByRole('link', { name: 'Live', exact: true }).click();
    await page.getByRole('heading', { name: 'Live', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Links', exact: true }).click();
    await page.getByRole('button', { name: 'Go on with the board you had open' }).click();
    await table.getByRole('row', { name: /Sampleman/i }).waitFor();
    expect(await places()).toEqual(circle);
    await page.getByRole('button', { name: /^Undo/ }).click();
    expect(await places()).toEqual(spread);
    await atRest(page);
    await page.goBack();
    await page.goForward();
    await table.getByRole('row', { name: /Sampleman/i }).waitFor();
    await atRest(page);
    await page.getByRole('button', { name: /^Redo/ }).click();
    expect(await places()).toEqual(circle);
  });

  test('the GraphML it gives says what every link rests on', async () => {
    const page = await portal.openPage();
    await page.goto(`/links?ids=${firearm}`);
    await page.getByRole('grid', { name: 'Links' }).getByText('tied by a hit to').waitFor();
    await atRest(page);
    await page.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /GraphML/ }).click(),
    ]);
    const text = await readFile((await file.path())!, 'utf8');
    expect(text).toContain('<data key="edge-predicate">FIRED_IN</data>');
    expect(text.match(/<data key="edge-basis">/g)?.length).toBe(text.match(/<edge /g)?.length);
    expect(text.match(/<data key="edge-record">/g)?.length).toBe(text.match(/<edge /g)?.length);
  });
});

describe('every page', () => {
  const pages = (): [string, string, string | null][] => [
    ['sign-in', '/sign-in', null],
    ['live', '/', 'analyst'],
    ['search', '/search?q=TESTERSON', 'analyst'],
    ['firearms', '/firearms', 'analyst'],
    ['firearm', pathOf(firearm), 'analyst'],
    ['firearm, selected', `${pathOf(firearm)}?sel=e3`, 'analyst'],
    ['links', `/links?ids=${firearm}&sel=${firearm}`, 'analyst'],
    ['links, empty', '/links', 'analyst'],
    ['imports', '/imports', 'analyst'],
    ['missing', '/nowhere', 'analyst'],
  ];

  test.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)(
    'has no accessibility fault axe can find, asks nothing of others and complains of nothing: %s, %i wide',
    async (scheme, width) => {
      for (const [name, path, role] of pages()) {
        const page = await portal.onePage({ role: role as 'analyst' | null, scheme, width, height: 844 });
        page.complaints.length = 0;
        await page.goto(path);
        await page.locator('main').waitFor();
        expect(await accessibilityFaults(page), name).toEqual([]);
        expect(page.outside, name).toEqual([]);
        const complaints = page.complaints.filter((text) => !/status of 401/.test(text));
        expect(complaints, name).toEqual([]);
      }
    },
    240_000,
  );

  test('fits every width from a phone to a wall display without scrolling sideways', async () => {
    for (const [name, path, role] of pages()) {
      const page = await portal.onePage({ role: role as 'analyst' | null });
      await page.goto(path);
      await page.locator('main').waitFor();
      await atRest(page);
      for (const width of [390, 768, 1024, 1440, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        await page.waitForFunction((asked) => window.innerWidth === asked, width);
        await atRest(page);
        const [content, room] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        expect(content, `${name}, ${width} wide`).toBeLessThanOrEqual(room!);
      }
    }
  }, 240_000);
});

test('rows that come in while a page is open are announced and shown when asked for', async () => {
  const page = await portal.openPage();
  await page.goto('/search?q=HUBMAN');
  await page.getByText('Nothing fits “HUBMAN”').first().waitFor();
  // The stream that tells of new rows is open.
  await atRest(page);
  await importSmallCity(portal.server, [['recoveries', manyRecoveriesCsv(12)]]);
  await page.getByText('12 new rows since you opened this').waitFor({ timeout: 20_000 });
  await atRest(page);
  expect(await page.locator('main').innerText()).toContain('Nothing fits');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page
    .getByRole('link', { name: /hubman/i })
    .first()
    .waitFor();
});
