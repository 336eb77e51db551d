import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../../src/jobs/import-file.ts';
import { listFeedFiles } from '../../src/jobs/import-folder.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import { makeTownFiles } from '../../src/jobs/make-town.ts';
import { searchEntities } from '../../src/jobs/search-entities.ts';
import type { EntityKind } from '../../src/model/tables.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

/** Numbers of a town as people mistype them, and counts of what fits against counting by hand. */

let store: TestStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-town-search-'));
  const out = join(folder, 'town');
  makeTownFiles({ seed: 2026, scale: 0.05, out, onProgress: () => undefined });
  store = await openTestStore();
  for (const file of await listFeedFiles(out))
    await importFile(store.database, {
      agency: store.agency,
      ...file,
      rejectsDir: join(folder, 'rejects'),
      startedBy: 'test',
      receivedAt: '2026-01-15T12:00:00Z',
    });
  await linkRecords(store.database);
}, 300_000);

afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

const rowsOf = async <T extends object>(sql: string, values: unknown[] = []) =>
  (await store.database.pool('read').query<T>(sql, values)).rows;

async function search(query: string, limit = 50) {
  const client = await store.database.pool('read').connect();
  try {
    await client.query('begin');
    return await searchEntities(client, store.agency.agencyId, { query, limit, milliseconds: 60_000 });
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Numbers from 0 up to 1, the same in every run (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const slips: Readonly<Record<string, (text: string, at: number, character: string) => string>> = {
  swapped: (text, at) => text.slice(0, at - 1) + text[at]! + text[at - 1]! + text.slice(at + 1),
  substituted: (text, at, character) => text.slice(0, at) + character + text.slice(at + 1),
  dropped: (text, at) => text.slice(0, at) + text.slice(at + 1),
  added: (text, at, character) => text.slice(0, at) + character + text.slice(at),
};

describe.each(['serial', 'licence', 'case-number'])('a %s with one slip', (field) => {
  test.each(Object.keys(slips))('is found: a character %s', async (slip) => {
    const terms = await rowsOf<{ entity: number; term: string }>(
      `select entity_id as entity, term from flashlight.search_document
        where field = $1 and length(term) >= 6 and term not like '%?%' order by md5(term) limit 100`,
      [field],
    );
    const chance = chances(2026);
    const missed: string[] = [];
    let asked = 0;
    let slowest = 0;
    for (const { entity, term } of terms) {
      const at = 1 + Math.floor(chance() * (term.length - 1));
      const characters = /\d/.test(term[at]!) ? '0123456789' : 'ABCDEFGHJKLMNPQRSTUVWXYZ';
      const typed = slips[slip]!(term, at, characters[Math.floor(chance() * characters.length)]!);
      if (typed === term) continue;
      const { results, milliseconds } = await search(typed);
      // Running numbers lie close: what was typed may be the number of another, which is found then.
      if (results[0]?.why === 'exact') continue;
      asked++;
      slowest = Math.max(slowest, milliseconds);
      if (!results.some((result) => result.id.endsWith(`:${entity}`))) missed.push(`${term} as ${typed}`);
    }
    process.stdout.write(`${field} ${slip}: ${asked - missed.length} of ${asked} found, slowest ${slowest} ms\n`);
    expect(asked).toBeGreaterThan(40);
    expect(missed.length / asked, missed.join('; ')).toBeLessThanOrEqual(0.02);
  });
});

describe('what fits is counted by kind', () => {
  test.each(['*son*', 'ohnso', 'river', 'ST', 'main', 'armory', '*005*', '12', '100'])(
    'of %s truly, or as so many or more',
    async (query) => {
      const { counts, atLeast } = await search(query);
      const letters = query.replaceAll('*', '').toUpperCase();
      const like = letters.length < 3 && !query.includes('*') ? `${letters}%` : `%${letters}%`;
      const hand = await rowsOf<{ kind: EntityKind; n: number }>(
        `select d.kind, count(distinct d.entity_id)::int as n from flashlight.search_document d
           join flashlight.entity e using (agency_id, entity_id)
          where e.merged_into is null and d.term like $1 group by d.kind`,
        [like],
      );
      for (const { kind, n } of hand) {
        const counted = counts[kind] ?? 0;
        const more = atLeast.includes(kind);
        expect([kind, n, counted, more], 'kind, there are, counted, or more').toEqual([
          kind,
          n,
          more ? expect.toSatisfy((least: number) => least <= n) : n,
          n > 50 ? true : more,
        ]);
      }
    },
  );

  test('and every kind has its turn among those shown', async () => {
    const { results, counts } = await search('*son*', 20);
    const kinds = Object.keys(counts).filter((kind) => counts[kind]! > 0);
    expect(kinds.length).toBeGreaterThan(1);
    expect([...new Set(results.map((result) => result.kind))].sort()).toEqual(kinds.sort());
  });
});
