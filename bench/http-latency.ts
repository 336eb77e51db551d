/**
 * How long do the life of a firearm, two-hop links, a shortest path and a search take over HTTP, with a town loaded?
 *
 *   node bench/http-latency.ts [scale, default 1] [requests of each, default 500] [data directory to keep and reuse]
 *
 * Requests go one after another over one connection, each for another firearm, person, pair or serial, drawn with a seed.
 * Questions about links are asked of a second server as well, in turns with the first, which has no graph in memory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../src/api/server.ts';
import { createSignInLink } from '../src/jobs/sign-in.ts';
import { setUpTown } from '../src/jobs/set-up-town.ts';
import { portalDir } from '../src/jobs/build-portal.ts';
import { listAgencies } from '../src/store/agencies.ts';
import { openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';

const scale = Number(process.argv[2] ?? 1);
const requests = Number(process.argv[3] ?? 500);
const kept = process.argv[4];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'flashlight-latency-'));

const database = await openDatabase({ dataDir: folder, command: 'bench' });
try {
  await migrate(database);
  const began = performance.now();
  let said = 0;
  await setUpTown(database, {
    dataDir: folder,
    seed: 11,
    scale,
    onProgress: (text) => {
      if (performance.now() - said < 10_000) return;
      said = performance.now();
      process.stderr.write(`${text}\n`);
    },
  });
  const loaded = (performance.now() - began) / 1000;
  const agency = (await listAgencies(database))[0]!;
  const open = async (linksFrom: 'memory' | 'store') => {
    const of = { database, agency, dataDir: folder, webDir: portalDir, version: 'bench', port: 0, linksFrom };
    const server = await startServer(of);
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
    return { name: linksFrom, server, origin, cookie: signedIn.headers.get('set-cookie')!.split(';')[0]! };
  };
  const servers = [await open('memory'), await open('store')];

  const pool = database.pool('read');
  const draw = async (sql: string) =>
    (await pool.query(`${sql} order by hashint8extended(entity_id, 42) limit ${requests + 1}`)).rows as Record<
      string,
      unknown
    >[];
  const firearms = await draw(
    `select entity_id, label from flashlight.entity where kind = 'firearm' and merged_into is null and observations > 2`,
  );
  const persons = await draw(
    `select entity_id, label from flashlight.entity where kind = 'person' and merged_into is null and links > 1`,
  );
  const others = async (kind: string) =>
    draw(`select entity_id, label from flashlight.entity where kind = '${kind}' and merged_into is null and links > 1`);
  const dealers = await others('dealer');
  const incidents = await others('incident');
  const id = (rows: Record<string, unknown>[], at: number) => String(rows[at % rows.length]!['entity_id']);

  const questions: Record<string, (at: number) => string> = {
    'life of a firearm': (at) => `/firearms/firearm:${id(firearms, at)}/life`,
    'two-hop links of a person': (at) => `/entities/person:${id(persons, at)}/links?hops=2&limit=500`,
    'two-hop links of a firearm': (at) => `/entities/firearm:${id(firearms, at)}/links?hops=2&limit=500`,
    'two-hop links of a dealer': (at) => `/entities/dealer:${id(dealers, at)}/links?hops=2&limit=500`,
    'two-hop links of an incident': (at) => `/entities/incident:${id(incidents, at)}/links?hops=2&limit=500`,
    'shortest path of two persons': (at) => `/paths?from=person:${id(persons, at)}&to=person:${id(persons, at + 1)}`,
    'page of a person': (at) => `/entities/person:${id(persons, at)}`,
    'page of a dealer': (at) => `/entities/dealer:${id(dealers, at)}`,
    'search by serial': (at) =>
      `/search?q=${encodeURIComponent(
        String(firearms[at % firearms.length]!['label'])
          .split(' ')
          .at(-1)!,
      )}`,
    'search by a misspelt name': (at) =>
      `/search?q=${encodeURIComponent(misspell(String(persons[at % persons.length]!['label'])))}`,
  };

  const counts = (
    await pool.query(
      `select (select count(*) from flashlight.record) as records, (select count(*) from flashlight.entity where merged_into is null) as entities, (select count(*) from flashlight.link) as links`,
    )
  ).rows[0] as Record<string, number>;
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
  );
  console.log(
    `town of scale ${scale}: ${counts['records']} records, ${counts['entities']} entities, ${counts['links']} links; loaded in ${loaded.toFixed(0)} s`,
  );
  for (const [name, path] of Object.entries(questions)) {
    const aboutLinks = /\/(links|paths)/.test(path(0));
    const asked = servers.filter((each) => aboutLinks || each.name === 'memory');
    const times = new Map(asked.map((each) => [each.name, [] as number[]]));
    for (let at = 0; at < requests; at++) {
      for (const { name: from, origin, cookie } of at % 2 === 0 ? asked : asked.toReversed()) {
        const started = performance.now();
        const answer = await fetch(`${origin}/api/v1${path(at)}`, { headers: { cookie } });
        await answer.arrayBuffer();
        if (answer.status !== 200) throw new Error(`${path(at)} answered ${answer.status}`);
        if (at >= Math.min(20, requests / 10)) times.get(from)!.push(performance.now() - started);
      }
    }
    for (const [from, took] of times) {
      took.sort((a, b) => a - b);
      const quantile = (q: number) => took[Math.min(took.length - 1, Math.ceil(q * took.length) - 1)]!.toFixed(1);
      console.log(
        `${name.padEnd(30)} ${(aboutLinks ? from : '').padEnd(7)} p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, p99 ${quantile(0.99)} ms, max ${quantile(1)} ms (${took.length} requests)`,
      );
    }
  }
  for (const { server } of servers) await server.close();
} finally {
  await database.close();
  if (!kept) rmSync(folder, { recursive: true, force: true });
}

/** The third letter left out. */
function misspell(label: string): string {
  const name = label.replace(/[^A-Za-z ]/g, '');
  return name.slice(0, 2) + name.slice(3);
}
