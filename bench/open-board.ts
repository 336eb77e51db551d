/**
 * How long does a saved board take to open, and how many pictures a second are drawn while it is moved?
 *
 *   node bench/open-board.ts [data directory to keep and reuse]
 *
 * A town of scale 1 in the embedded server. Boards of 500, 2,000 and 5,000 things, drawn with a seed, with links added
 * between them until there are four for each thing. Opened in Chromium, signed in, from a page that has loaded the
 * portal: until the chart and both lists stand. Then the chart is dragged about for five seconds. Without a graphics card
 * Chromium draws on the processor; what of a picture is the program's own is said beside.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { startServer } from '../src/api/server.ts';
import { buildPortal, portalDir } from '../src/jobs/build-portal.ts';
import { setUpTown } from '../src/jobs/set-up-town.ts';
import { createSignInLink } from '../src/jobs/sign-in.ts';
import { listAgencies } from '../src/store/agencies.ts';
import { openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';

const kept = process.argv[2];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'flashlight-board-'));
const sizes = [500, 2000, 5000];
const linksEach = 4;
const opens = 5;
const panSeconds = 5;

const database = await openDatabase({ dataDir: folder, command: 'bench' });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--no-first-run', '--disable-sync'],
});
try {
  await migrate(database);
  await setUpTown(database, { dataDir: folder, seed: 11, scale: 1, onProgress: () => undefined });
  await buildPortal();
  const agency = (await listAgencies(database))[0]!;
  const server = await startServer({ database, agency, dataDir: folder, webDir: portalDir, version: 'bench', port: 0 });
  const origin = `http://127.0.0.1:${new URL(server.url).port}`;
  const token = await createSignInLink(database, {
    agencyId: agency.agencyId,
    actor: 'bench',
    role: 'analyst',
    madeBy: 'bench',
  });
  const signedIn = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token }),
  });
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, Chromium ${browser.version()} without a graphics card, ${new Date().toISOString().slice(0, 10)}`,
  );
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: origin }]);
  for (const size of sizes) {
    const items = await chooseItems(agency.agencyId, size);
    const content = {
      items: items.map((id, at) => {
        const turn = at * 2.399963;
        return { id, x: Math.sqrt(at) * 6 * Math.cos(turn), y: Math.sqrt(at) * 6 * Math.sin(turn) };
      }),
      roots: items.slice(0, 1),
      hidden: [],
      pinned: [],
      folded: [],
      colours: [],
      from: null,
      to: null,
      history: false,
    };
    const headers = { 'content-type': 'application/json', origin, cookie };
    const began = performance.now();
    const saved = await fetch(`${origin}/api/v1/boards`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: `${size} things`, content }),
    });
    const { board } = (await saved.json()) as { board: number };
    const saving = performance.now() - began;
    const answers: number[] = [];
    let bytes = 0;
    let links = 0;
    for (let at = 0; at < opens; at++) {
      const started = performance.now();
      const answer = await (await fetch(`${origin}/api/v1/boards/${board}`, { headers })).text();
      answers.push(performance.now() - started);
      bytes = answer.length;
      links = (JSON.parse(answer) as { linksTotal: number }).linksTotal;
    }
    const page = await context.newPage();
    const opened: number[] = [];
    for (let at = 0; at < opens; at++) {
      await page.goto('/links');
      await page
        .getByRole('link', { name: `${size} things` })
        .first()
        .waitFor();
      const started = performance.now();
      await page.goto(`/links?board=${board}`);
      await page.getByText(new RegExp(`^${size.toLocaleString('en-US')} entities and`)).waitFor();
      await page.locator('.link-chart canvas').first().waitFor();
      await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
      opened.push(performance.now() - started);
    }
    const pan = await panned(page);
    await page.close();
    const middle = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
    console.log(
      `${size} things, ${links} links: saved in ${saving.toFixed(0)} ms; answered in ${middle(answers).toFixed(0)} ms (${(bytes / 1e6).toFixed(1)} MB); ` +
        `opened in ${middle(opened).toFixed(0)} ms (most ${Math.max(...opened).toFixed(0)}); ` +
        `moved at ${pan.perSecond.toFixed(1)} pictures a second, the slowest after ${pan.slowest.toFixed(0)} ms; of each picture ${pan.script.toFixed(1)} ms are the program's own`,
    );
  }
  await context.close();
  await server.close();
} finally {
  await browser.close();
  await database.close();
  if (!kept) rmSync(folder, { recursive: true, force: true });
}

/** Entities that are no hubs, drawn by the order of a hash, and links between them until there are enough. */
async function chooseItems(agencyId: number, size: number): Promise<string[]> {
  const pool = database.pool('migrate');
  const { rows } = await pool.query<{ id: number; kind: string }>(
    `select entity_id as id, kind from flashlight.entity
      where agency_id = $1 and merged_into is null and observations > 0 and links between 1 and 1000 order by hashint8extended(entity_id, 42) limit $2`,
    [agencyId, size],
  );
  const ids = rows.map((row) => row.id);
  const among = async () =>
    (
      await pool.query<{ n: number }>(
        `select count(*)::int as n from flashlight.link where agency_id = $1 and status = 'ACTIVE'
            and subject_id = any($2::bigint[]) and object_id = any($2::bigint[])`,
        [agencyId, ids],
      )
    ).rows[0]!.n;
  const missing = size * linksEach - (await among());
  if (missing > 0) {
    // The links there are, between other ends: drawn by the order of a hash, the same at every run.
    await pool.query(
      `insert into flashlight.link (agency_id, link_id, subject_id, subject_kind, predicate, object_id, object_kind, valid_from, basis, status,
              record_id, asserted_by, handling)
       select $1, (select max(link_id) from flashlight.link) + row_number() over (), a.entity_id, a.kind, 'RESIDES_AT', b.entity_id, b.kind,
              l.valid_from, l.basis, 'ACTIVE', l.record_id, l.asserted_by, l.handling
         from (select l.*, row_number() over (order by hashint8(link_id)) as n from flashlight.link l where status = 'ACTIVE' limit $3) l
         join (select entity_id, kind, row_number() over (order by hashint8(entity_id)) as n from flashlight.entity where entity_id = any($2::bigint[])) a
           on a.n = 1 + l.n % $4
         join (select entity_id, kind, row_number() over (order by hashint8extended(entity_id, 7)) as n from flashlight.entity where entity_id = any($2::bigint[])) b
           on b.n = 1 + (l.n * 7919 / $4) % $4 and b.entity_id <> a.entity_id`,
      [agencyId, ids, missing, size],
    );
  }
  return rows.map((row) => `${row.kind}:${row.id}`);
}

/** Drags the chart about, and counts what the browser draws meanwhile. */
async function panned(page: Page): Promise<{ perSecond: number; slowest: number; script: number }> {
  const box = (await page.locator('.link-chart').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height - 30];
  await page.evaluate(
    'window.drawnAt = []; requestAnimationFrame(function count(now) { window.drawnAt.push(now); requestAnimationFrame(count); })',
  );
  const inside = await page.context().newCDPSession(page);
  await inside.send('Performance.enable');
  const scriptSeconds = async () =>
    (await inside.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')!.value;
  await page.mouse.move(x, y);
  await page.mouse.down();
  const before = await scriptSeconds();
  const until = performance.now() + panSeconds * 1000;
  const started = await page.evaluate<number>('performance.now()');
  for (let step = 0; performance.now() < until; step++)
    await page.mouse.move(x + 160 * Math.sin(step / 20), y - 60 + 60 * Math.cos(step / 20));
  const ended = await page.evaluate<number>('performance.now()');
  const script = (await scriptSeconds()) - before;
  await page.mouse.up();
  const frames = await page.evaluate<number[]>('window.drawnAt');
  const drawn = frames.filter((at) => at >= started && at <= ended);
  const gaps = drawn.slice(1).map((at, index) => at - drawn[index]!);
  return {
    perSecond: (drawn.length / (ended - started)) * 1000,
    slowest: Math.max(...gaps),
    script: (script / drawn.length) * 1000,
  };
}
