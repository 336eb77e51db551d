import { cpus, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { buildPortal, portalDir } from '../src/jobs/build-portal.ts';
import { openTestServer } from '../test/contract/open-test-server.ts';
import startTestServer from '../test/start-test-server.ts';
import { saveGunshotEvent, saveIncident } from '../src/store/gunshots.ts';
import { inTransaction } from '../src/store/database.ts';
import { Random } from '../src/stats/random.ts';

// How the open page of the gunshot desk keeps up: incidents that come at a rate, each changed five times as its rounds are located, told of to
// the page as the service tells of them. From the commit to the mark on the map, and the longest the page did not answer.
// `node bench/gunshot-desk.ts [A MINUTE] [SECONDS]`.

const perMinute = Number(process.argv[2] ?? 50);
const seconds = Number(process.argv[3] ?? 60);
const changes = 5;
/** In the page: the longest it did not answer, and when the line of each incident was first there. */
const watch = `
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
  }).observe({ entryTypes: ['longtask'] });
  window.seen = new Map();
  new MutationObserver(() => {
    for (const row of document.querySelectorAll('tr[data-row]'))
      if (!window.seen.has(row.dataset.row)) window.seen.set(row.dataset.row, Date.now());
  }).observe(document.body, { childList: true, subtree: true });
`;

await buildPortal();
const endDatabase = await startTestServer();
const server = await openTestServer({ webDir: portalDir });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--no-first-run', '--disable-sync'],
});
try {
  const { database, agency } = server.store;
  const url = await server.api.listen({ host: '127.0.0.1', port: 0 });
  const random = new Random('desk');
  const incidentOf = (at: number, rounds: number) => {
    const place = { lon: -76.62 + 0.0003 * (at % 97), lat: 39.27 + 0.0003 * (at % 89) };
    const ellipse95 = { majorMeters: 6, minorMeters: 4, bearingDegrees: 40 };
    const first = Date.parse('2026-11-21T11:00:00Z') * 1000 + at * 1e6;
    return {
      incident: at.toString(16).padStart(16, '0'),
      state: 'OPEN' as const,
      joinedInto: null,
      firstMicroseconds: first,
      lastMicroseconds: first + rounds * 400_000,
      openedAt: null,
      ...place,
      summary: {
        rounds,
        pattern: 'multiple' as const,
        shooters: 1,
        moving: false,
        sensors: 12,
        sure: true,
        ellipse95,
        places: [{ timeMicroseconds: first, ...place, ellipse95 }],
        shots: Array.from({ length: rounds }, (_, shot) => ({
          timeMicroseconds: first + shot * 400_000,
          ...place,
          ellipse95,
          sensors: 12,
        })),
      },
      pulses: [`s/${at}`],
      decision: null,
      decidedBy: null,
      decidedAt: null,
    };
  };
  const save = (at: number, rounds: number) =>
    inTransaction(database.pool('import'), async (client) => {
      const incident = incidentOf(at, rounds);
      const revision = await saveIncident(client, agency.agencyId, incident);
      await saveGunshotEvent(client, agency.agencyId, {
        incident: incident.incident,
        kind: rounds === 1 ? 'OPENED' : 'UPDATED',
        actor: null,
        role: null,
        revision,
        detail: {},
      });
    });
  // A night of work is on the page before it begins.
  for (let at = 0; at < 200; at++) await save(at, 1 + (at % 6));
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const [name, value] = (await server.signIn('gunshot-desk')).split('=') as [string, string];
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto('/gunshots');
  await page.locator('.shot-mark').first().waitFor();
  await page.evaluate(watch);
  const committed = new Map<string, number>();
  const count = Math.round((perMinute * seconds) / 60);
  const running: Promise<void>[] = [];
  const began = Date.now();
  for (let at = 0; at < count; at++) {
    await pause(Math.max(0, began + (at * 60_000) / perMinute - Date.now()));
    const number = 200 + at;
    running.push(
      (async () => {
        await save(number, 1);
        committed.set(number.toString(16).padStart(16, '0'), Date.now());
        for (let change = 2; change <= changes + 1; change++) {
          await pause(200 + 400 * random.next());
          await save(number, change);
        }
      })(),
    );
  }
  await Promise.all(running);
  await pause(3_000);
  const { seen, longest } = await page.evaluate<{ seen: [string, number][]; longest: number }>(
    '({ seen: [...window.seen], longest: window.longest })',
  );
  const times = new Map(seen);
  const waits = [...committed].flatMap(([incident, at]) => {
    const shown = times.get(incident);
    return shown === undefined ? [] : [shown - at];
  });
  waits.sort((a, b) => a - b);
  console.log(`${cpus().length} cores, ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}`);
  console.log(`${count} incidents in ${seconds} s, each changed ${changes} times; ${waits.length} of them seen`);
  console.log(`from the commit to the page: p50 ${waits[waits.length >> 1]} ms, most ${waits.at(-1)} ms`);
  console.log(`longest the page did not answer: ${Math.round(longest)} ms`);
} finally {
  await browser.close();
  await server.close();
  await endDatabase();
}
