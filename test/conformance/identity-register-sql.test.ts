import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dedupeFiles, explainRecords } from '../../src/jobs/dedupe-files.ts';
import { writeIdentitySql } from '../../src/jobs/write-identity-sql.ts';
import { Random } from '../../src/stats/random.ts';
import { personRecords, recordProfiles } from '../../src/town/person-records.ts';

test('two numbers of a register are told apart by the query, and not brought by the rules of Splink, wherever we never join them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'identity-apart-'));
  const path = (name: string) => join(folder, name);
  const fields = [
    { column: 'given', type: 'given-name' },
    { column: 'family', type: 'family-name' },
    { column: 'born', type: 'date' },
    { column: 'sid', type: 'identifier', authoritative: true },
  ];
  // Of people with several records: a number of their own, now and then mistyped or another's, filler, or one of those that a clerk gives to all.
  const random = new Random('apart');
  const numbers = new Map<number, string>();
  const digits = () => String(1_000_000 + Math.floor(random.next() * 8_999_999));
  const rows = [...personRecords('apart', 900, recordProfiles.city)].map(
    ({ id, person, givenName, familyName, born }) => {
      if (!numbers.has(person)) numbers.set(person, digits());
      const own = numbers.get(person)!;
      const drawn = random.next();
      const slip = own.slice(0, 3) + own[4]! + own[3]! + own.slice(5);
      const sid = drawn < 0.6 ? own : drawn < 0.7 ? slip : drawn < 0.8 ? digits() : drawn < 0.9 ? '9999999' : '4711815';
      return [id, givenName, familyName, born, sid].join(',');
    },
  );
  await writeFile(path('config.json'), JSON.stringify({ uniqueId: 'id', fields }));
  await writeFile(path('people.csv'), ['id,given,family,born,sid', ...rows].join('\n'));
  const [config, model, files] = [path('config.json'), path('model.json'), [path('people.csv')]];
  const answer = await dedupeFiles({ config, files, model, out: path('groups.csv'), seed: 1 });
  expect(answer.cautions.map(({ code }) => code).sort()).toEqual(['filler', 'shared-number']);
  const sql = await writeIdentitySql({ config, model, dialect: 'duckdb', files, cleaned: path('cleaned.csv') });
  const own = await (await DuckDBInstance.create(':memory:')).connect();
  await own.run(`CREATE TABLE records AS SELECT * FROM read_csv('${path('cleaned.csv')}', all_varchar = true)`);
  await own.run(`CREATE TABLE answered AS ${sql}`);
  await own.run(`CREATE TABLE groups AS SELECT * FROM read_csv('${path('groups.csv')}', all_varchar = true)`);
  const asked = async (query: string) => (await own.runAndReadAll(query)).getRowObjects();
  const surest = await asked(
    'SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY apart ORDER BY bits DESC, id_l, id_r) AS n FROM answered) WHERE n <= 8',
  );
  expect(new Set(surest.map(({ apart }) => apart))).toEqual(new Set([true, false]));
  for (const row of surest) {
    const ours = await explainRecords({ config, model, files, a: String(row['id_l']), b: String(row['id_r']) });
    expect([row['id_l'], row['id_r'], row['apart']]).toEqual([row['id_l'], row['id_r'], ours.apart]);
  }
  // Edges that are strong, and of which none is a join.
  const [edges] = await asked(
    'SELECT count(*) FILTER (apart AND answered.probability > 0.8) AS strong, count(*) FILTER (apart AND l.cluster_id = r.cluster_id) AS joined FROM answered JOIN groups l ON l.unique_id = id_l JOIN groups r ON r.unique_id = id_r',
  );
  expect(Number(edges!['strong'])).toBeGreaterThan(5);
  expect(Number(edges!['joined'])).toBe(0);
  const settings = answer.model;
  await own.run(`CREATE TABLE prepared AS ${settings.flashlight.prepare}`);
  for (const rule of settings.blocking_rules_to_generate_predictions) {
    const [brought] = await asked(
      `SELECT count(*) AS pairs, count(*) FILTER (coalesce(apart, FALSE)) AS apart FROM prepared l JOIN prepared r ON l.id < r.id AND ${rule} LEFT JOIN answered ON id_l = l.id AND id_r = r.id`,
    );
    expect([rule, Number(brought!['apart'])]).toEqual([rule, 0]);
    expect(Number(brought!['pairs'])).toBeGreaterThan(0);
  }
  own.disconnectSync();
  await rm(folder, { recursive: true });
}, 60_000);
