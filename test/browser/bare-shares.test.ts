import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringLeadsUpToDate } from '../../src/jobs/bring-leads-up-to-date.ts';
import { openPortal, pathOf, type Portal, type WatchedPage } from './open-portal.ts';
import { sharesAloneOnPage } from './shares-on-page.ts';

let portal: Portal;
let page: WatchedPage;

beforeAll(async () => {
  portal = await openPortal();
  await bringLeadsUpToDate(portal.server.store.database, portal.server.store.agency.agencyId);
  page = await portal.openPage();
});
afterAll(async () => portal.close());

/** Every path the router knows, as it is written there. */
function routedPaths(): string[] {
  const router = readFileSync(new URL('../../web/src/frame/router.tsx', import.meta.url), 'utf8');
  return [...router.matchAll(/path: [`']([^`']+)[`']/g)].map((found) => found[1]!);
}

async function addresses(): Promise<Record<string, readonly string[]>> {
  const pool = portal.server.store.database.pool('read');
  const { rows } = await pool.query<{ kind: string; id: string }>(
    `select distinct on (kind) kind, kind || ':' || entity_id as id from flashlight.entity order by kind, entity_id`,
  );
  const idOf = (kind: string) => rows.find((row) => row.kind === kind)?.id ?? `${kind}:1`;
  const { rows: one } = await pool.query<{ record: string; run: string; year: number; trace: string }>(
    `select (select min(record_id) from flashlight.record) as record, (select min(run_id) from flashlight.import_run) as run,
            (select min(trace_number) from flashlight.trace_result) as trace,
            (select extract(year from max(recovered_on))::integer from flashlight.recovery) as year`,
  );
  const { record, run, year, trace } = one[0]!;
  const firearm = idOf('firearm');
  const other = ['person', 'dealer', 'place', 'incident', 'vehicle'].map((kind) => pathOf(idOf(kind)));
  return {
    $: ['/nothing/is/here'],
    '/sign-in': ['/sign-in'],
    '/': ['/'],
    '/search': ['/search?q=GLOCK'],
    '/firearms': ['/firearms'],
    '/firearm/$number': [pathOf(firearm)],
    '/links': ['/links', `/links?ids=${firearm}&list=1`],
    '/review': ['/review'],
    '/why': ['/why'],
    '/clusters/$id': [`/clusters/${firearm}`],
    '/identity': ['/identity'],
    '/imports': ['/imports'],
    '/imports/new': ['/imports/new'],
    '/imports/$run': [`/imports/${run}`],
    '/reports': ['/reports'],
    '/reports/${report}/$year': [
      `/reports/annual/${year}?sel=coverage::traced`,
      `/reports/national/${year}?audience=outside`,
    ],
    '/record/$record': [`/record/${record}`],
    '/trafficking': ['/trafficking'],
    '/traces': ['/traces'],
    '/trace/$trace': [`/trace/${trace}`],
    '/person/$number/purchases': [`${pathOf(idOf('person'))}/purchases`],
    '/leads': ['/leads'],
    '/lead/$number': ['/lead/1'],
    '/lead/$number/briefing': ['/lead/1/briefing'],
    '/notices': ['/notices'],
    '/city': ['/city'],
    '/exhibits': ['/exhibits', '/exhibits?view=list', '/exhibits?view=clocks'],
    '/exhibits/$exhibit': ['/exhibits/1'],
    '/gunshots': ['/gunshots'],
    '/gunshots/planning': ['/gunshots/planning'],
    '/gunshots/$incident': ['/gunshots/0123456789abcdef'],
    '/tracing': ['/tracing', '/tracing?view=coverage', '/tracing?view=sales', '/tracing?view=destruction'],
    '/tracing/$request': ['/tracing/1'],
    '/exhibits/$first/with/$second': ['/exhibits/1/with/2'],
    '/exhibits/$exhibit/mask/$scan': ['/exhibits/1/mask/1'],
    '/nibin': ['/nibin', '/nibin?view=leads', '/nibin?view=map', '/nibin?view=figures'],
    '/nibin/$number': ['/nibin/1'],
    '/${kind}/$number': other,
  };
}

/** Everything it asked for is there; whether it still moves says nothing of its words. */
async function hasCome(address: string): Promise<void> {
  await page
    .waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null)
    .catch((cause: unknown) => {
      throw new Error(`${address} did not come`, { cause });
    });
  await expect.poll(() => page.unanswered.size, { timeout: 30_000 }).toBe(0);
}

test('no page says a percentage without how many of how many, and how many are not known', async () => {
  const known = await addresses();
  // A page that is added is walked, or this fails.
  expect(routedPaths().filter((path) => !(path in known))).toEqual([]);
  const alone: string[] = [];
  let shares = 0;
  for (const address of Object.values(known).flat()) {
    await page.goto(address);
    // A page that is not there says so under a heading, or in an alert.
    await page.locator('h1:visible, h2:visible, [role="alert"]:visible').first().waitFor();
    await hasCome(address);
    await page.evaluate(async () => {
      for (const each of document.querySelectorAll('details')) each.open = true;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    alone.push(...(await page.evaluate(sharesAloneOnPage)).map((text) => `${address}: ${text}`));
    shares += await page.locator('[data-share]').count();
  }
  expect(alone).toEqual([]);
  // The walk saw shares: it did not pass by looking at nothing.
  expect(shares).toBeGreaterThan(20);
  expect(page.complaints.filter((each) => !/40[34]/.test(each))).toEqual([]);
});

test('a percentage that stands alone is found, marked as a share or not', async () => {
  await page.goto('/reports');
  await page.locator('h1').first().waitFor();
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<p>42 % are fast</p><p data-share>43 %</p><p data-share>44 % (8 of 18, 3 unknown)</p><i aria-label="45%"></i><p>46 por ciento</p>',
    );
  });
  expect(await page.evaluate(sharesAloneOnPage)).toEqual(['42 % are fast', '43 %', '46 por ciento', 'aria-label: 45%']);
});
