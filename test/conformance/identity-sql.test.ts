import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockingKeys } from '../../src/identity/blocking-keys.ts';
import type { Block } from '../../src/identity/block-groups.ts';
import { fieldTypes } from '../../src/identity/comparison.ts';
import { countedByRows } from '../../src/identity/distinct-rows.ts';
import { FieldEncoder, type EncodedTable } from '../../src/identity/encoded-table.ts';
import type { Model } from '../../src/identity/learn-model.ts';
import { modelSql, type ModelSqlOrder } from '../../src/identity/model-sql.ts';
import { learnNames } from '../../src/identity/names-together.ts';
import { openComparisons, type RecordComparison } from '../../src/identity/open-comparisons.ts';
import { frequenciesOf, pairScorer } from '../../src/identity/pair-scorer.ts';
import { scorePairs } from '../../src/identity/score-pairs.ts';
import { isBound, splinkSettings, type SplinkSettings } from '../../src/identity/splink-settings.ts';
import { sqlDialectOf } from '../../src/identity/sql-dialect.ts';
import { dedupeFiles, explainRecords } from '../../src/jobs/dedupe-files.ts';
import { writeIdentitySql } from '../../src/jobs/write-identity-sql.ts';
import { Random } from '../../src/stats/random.ts';
import { personRecords, recordProfiles } from '../../src/town/person-records.ts';
import { madeCells } from './made-cells.ts';

/** A field of every type, and a second given name, which cannot have been exchanged with the family name. */
const plans = [
  ...fieldTypes.map((type) => ({ name: `a ${type}`, type })),
  { name: 'middle "name"', type: 'given-name' as const },
];
const records = 500;

let connection: DuckDBConnection;
let table: EncodedTable;
let comparison: RecordComparison;
let model: Model;

beforeAll(async () => {
  const random = new Random('identity-sql');
  const encoders = plans.map((plan) => new FieldEncoder(plan));
  for (const cells of madeCells(
    plans.map(({ type }) => type),
    records,
    random,
  ))
    cells.forEach((cell, field) => encoders[field]!.add(cell));
  const sourceOf = Uint8Array.from({ length: records }, (_, record) => record % 2);
  table = countedByRows({ records, fields: encoders.map((encoder) => encoder.encode()), sourceOf, linkOnly: false });
  comparison = openComparisons(table);
  model = madeModel(random);
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `CREATE TABLE records (id VARCHAR, source_dataset VARCHAR, ${plans.map(({ name }) => `${quoted(name)} VARCHAR`).join(', ')})`,
  );
  const appender = await connection.createAppender('records');
  for (let record = 0; record < records; record++) {
    appender.appendVarchar(idOf(record));
    appender.appendVarchar(String(sourceOf[record]));
    for (const { values, valueOf } of table.fields) appender.appendVarchar(values.text(valueOf[record]!));
    appender.endRow();
  }
  appender.flushSync();
});
afterAll(() => connection.disconnectSync());

const quoted = (name: string) => sqlDialectOf.duckdb.column(name);
const idOf = (record: number) => `r${String(record).padStart(4, '0')}`;

/** Shares of no meaning, and such as agreement in one field has of others. */
function madeModel(random: Random): Model {
  const shares = (levels: number) => {
    const drawn = Array.from({ length: levels }, () => 0.01 + random.next());
    const sum = drawn.reduce((before, each) => before + each, 0);
    return Float64Array.from(drawn, (each) => each / sum);
  };
  const levels = comparison.fields.map((field) => field.levels.length);
  return {
    m: levels.map(shares),
    u: levels.map(shares),
    prior: 3e-4,
    least: Float64Array.from(table.fields, ({ filled }) => 0.5 / filled),
    names: learnNames(table),
    // Of two who share a home or a family name and are called otherwise, more share a birth date.
    twins: {
      given: plans.findIndex(({ type }) => type === 'given-name'),
      shares: levels.map((_, g) =>
        Float64Array.from(levels, (__, field) =>
          plans[field]!.type === 'date' && plans[g]!.type === 'address' ? 0.3 : 0,
        ),
      ),
      ofFamily: Float64Array.from(plans, ({ type }) => (type === 'date' ? 0.004 : 0)),
    },
    explained: levels.map((_, g) =>
      Float64Array.from(levels, (_, field) => (g !== field && random.chance(0.15) ? random.next() * 0.9 : 0)),
    ),
  };
}

const order = (blocks: ModelSqlOrder['blocks'], linkOnly = false): ModelSqlOrder => ({
  model,
  fields: plans,
  comparisons: comparison.fields,
  blocks,
  linkOnly,
  uniqueId: 'id',
});

/** A model of two fields alone: what pairs a block brings does not hang on the others. */
function orderOfTwo(fields: readonly [number, number], blocks: ModelSqlOrder['blocks']): ModelSqlOrder {
  const of = <T>(list: readonly T[]) => fields.map((field) => list[field]!);
  const explained = [Float64Array.of(0, 0), Float64Array.of(0, 0)];
  return {
    ...order(blocks),
    model: {
      m: of(model.m),
      u: of(model.u),
      prior: model.prior,
      explained,
      twins: null,
      names: null,
      least: model.least.slice(0, 2),
    },
    fields: of(plans),
    comparisons: of(comparison.fields),
  };
}

interface SqlPair {
  readonly a: number;
  readonly b: number;
  readonly bits: number;
  readonly probability: number;
  readonly levels: readonly number[];
  readonly bitsOf: readonly number[];
}

async function ask(query: string): Promise<SqlPair[]> {
  const rows = (await connection.runAndReadAll(query)).getRowObjects();
  return rows.map((row) => ({
    a: Number(String(row['id_l']).slice(1)),
    b: Number(String(row['id_r']).slice(1)),
    bits: Number(row['bits']),
    probability: Number(row['probability']),
    levels: plans.map(({ name }) => Number(row[`level of ${name}`])),
    bitsOf: plans.map(({ name }) => Number(row[`bits of ${name}`])),
  }));
}

const keysOf = (field: number) => blockingKeys(table.fields[field]!, field);

describe('the model as SQL, run by DuckDB', () => {
  test('gives every pair the levels, the bits of each field and in all, and the probability that our scorer gives', async () => {
    // Blocks that nearly all records stand in: half of all pairs, near ones and far ones.
    const blocks = plans.flatMap(({ type }, field) =>
      ['state', 'category'].includes(type) ? [[{ field, derivation: null }]] : [],
    );
    const pairs = await ask(modelSql(order(blocks), sqlDialectOf.duckdb));
    const scorer = pairScorer(table, comparison, model, frequenciesOf(table, model.names));
    const seen = plans.map(() => new Set<number>());
    expect(pairs.length).toBeGreaterThan(20_000);
    expect(model.names).not.toBeNull();
    const differing: unknown[] = [];
    const apart = (x: number, y: number) => !(Math.abs(x - y) < 1e-6);
    for (const { a, b, bits, probability, levels, bitsOf } of pairs) {
      for (const { field, level, bits: own } of scorer.steps(a, b)) {
        seen[field]!.add(level);
        if (levels[field] === level && !apart(bitsOf[field]!, own)) continue;
        const { name, values, valueOf } = table.fields[field]!;
        const said = [a, b].map((record) => values.text(valueOf[record]!));
        differing.push({ name, said, sql: [levels[field], bitsOf[field]], ours: [level, own] });
      }
      const sum = scorer.bits(a, b, -Infinity);
      if (apart(bits, sum) || apart(probability, 1 / (1 + 2 ** -sum)))
        differing.push({ a, b, sql: [bits, probability], ours: sum });
    }
    expect(differing).toEqual([]);
    // Not one level went untried.
    comparison.fields.forEach(({ levels }, field) => {
      const tried = levels.map((level, at) => [level.name, seen[field]!.has(at + 1)]);
      const cannot = plans[field]!.name === 'middle "name"' ? ['exchanged'] : [];
      expect([plans[field]!.name, tried.filter(([name, was]) => !was && !cannot.includes(String(name)))]).toEqual([
        plans[field]!.name,
        [],
      ]);
    });
  });

  test.each(plans.map(({ name }, field) => [name, field] as const))(
    'brings by each key of %s the pairs that our blocks bring',
    async (_, field) => {
      for (const key of keysOf(field)) {
        const next = (field + 1) % plans.length;
        const second = keysOf(next)[0]!;
        for (const keys of [[key], [key, second]]) {
          const block: Block = { name: 'block', keys };
          const ours = scorePairs(table, [block], { bits: () => 0, steps: () => [], priorBits: 0 }, -1, 2000);
          const sqlKeys = keys.map(({ field: of, derivation }) => ({ field: of === field ? 0 : 1, derivation }));
          const pairs = await ask(modelSql(orderOfTwo([field, next], [sqlKeys]), sqlDialectOf.duckdb));
          const named = (list: readonly (readonly [number, number])[]) => list.map((pair) => pair.join('-')).sort();
          expect(named(pairs.map(({ a, b }) => [a, b]))).toEqual(named([...ours.a].map((a, at) => [a, ours.b[at]!])));
        }
      }
    },
  );

  test('of two files brings pairs across them alone, each pair once however many blocks bring it', async () => {
    const state = plans.findIndex(({ type }) => type === 'state');
    const blocks = [[{ field: state, derivation: null }], [{ field: 0, derivation: 'sound' }]];
    const pairs = await ask(modelSql(order(blocks, true), sqlDialectOf.duckdb));
    expect(pairs.length).toBeGreaterThan(5_000);
    expect(pairs.every(({ a, b }) => a % 2 !== b % 2)).toBe(true);
    expect(new Set(pairs.map(({ a, b }) => `${a}-${b}`)).size).toBe(pairs.length);
  });
});

test('the conditions in the settings of Splink say the same level as our comparisons, over the table their query prepares', async () => {
  const settings = splinkSettings({
    ...order([[{ field: 0, derivation: 'sound' }]]),
  });
  await connection.run(`CREATE OR REPLACE TABLE prepared_for_splink AS ${settings.flashlight.prepare}`);
  const columns = (await connection.runAndReadAll('SELECT * FROM prepared_for_splink LIMIT 0')).columnNames();
  const sides = (['l', 'r'] as const).flatMap((side) =>
    columns.map((name) => `${side}.${quoted(name)} AS ${quoted(`${name}_${side}`)}`),
  );
  for (const [field, { comparison_levels: levels, output_column_name: name }] of settings.comparisons.entries()) {
    let next = 0;
    const cases = levels.map((level) => {
      // A bound is of the level after it.
      const number = level.is_null_level ? 0 : isBound(level) ? next + 1 : ++next;
      return level.sql_condition === 'ELSE' ? `ELSE ${number}` : `WHEN ${level.sql_condition} THEN ${number}`;
    });
    const rows = await connection.runAndReadAll(
      `SELECT id_l, id_r, CASE ${cases.join(' ')} END AS level FROM (SELECT ${sides.join(', ')} FROM prepared_for_splink l JOIN prepared_for_splink r ON ${settings.blocking_rules_to_generate_predictions[0]!} AND l.id < r.id) both_sides`,
    );
    const pairs = rows
      .getRows()
      .map(([a, b, level]) => [Number(String(a).slice(1)), Number(String(b).slice(1)), Number(level)] as const);
    expect(pairs.length).toBeGreaterThan(500);
    for (const [a, b, level] of pairs) expect([name, a, b, level]).toEqual([name, a, b, comparison.level(field, a, b)]);
  }
});

describe('functions of DuckDB', () => {
  const letters = 'ABC1';
  const texts: string[] = [''];
  for (let at = 0; texts.length < 341; at++) for (const letter of letters) texts.push(texts[at]! + letter);

  test('slips of a key are counted as ours for every two texts of four letters at most, once a letter changed twice is taken out', async () => {
    const types = ['identifier'] as const;
    const encoder = new FieldEncoder({ name: 'x', type: types[0] });
    for (const text of texts) encoder.add(text);
    const field = encoder.encode();
    const small: EncodedTable = {
      records: texts.length,
      fields: [field],
      sourceOf: new Uint8Array(texts.length),
      linkOnly: false,
    };
    const own = openComparisons(small);
    await connection.run('CREATE OR REPLACE TABLE records_saved AS SELECT * FROM records');
    await connection.run('CREATE OR REPLACE TABLE records (id VARCHAR, x VARCHAR, all_alike VARCHAR)');
    for (let at = 0; at < texts.length; at++)
      await connection.run(`INSERT INTO records VALUES ('${idOf(at)}', '${texts[at]}', 'A')`);
    const shares = own.fields.map(({ levels }) => new Float64Array(levels.length).fill(1 / levels.length));
    const of = {
      model: {
        m: [...shares, Float64Array.of(0.5, 0.5)],
        u: [...shares, Float64Array.of(0.5, 0.5)],
        prior: 0.5,
        least: Float64Array.of(1, 1),
        explained: [Float64Array.of(0, 0), Float64Array.of(0, 0)],
        twins: null,
        names: null,
      },
      fields: [
        { name: 'x', type: 'identifier' as const },
        { name: 'all_alike', type: 'category' as const },
      ],
      comparisons: [
        own.fields[0]!,
        {
          levels: [
            { name: 'equal', description: '', rarity: 0 },
            { name: 'other', description: '', rarity: 0 },
          ],
          compare: () => 1,
        },
      ],
      blocks: [[{ field: 1, derivation: null }]],
      linkOnly: false,
      uniqueId: 'id',
    };
    const rows = (await connection.runAndReadAll(modelSql(of, sqlDialectOf.duckdb))).getRowObjects();
    await connection.run('CREATE OR REPLACE TABLE records AS SELECT * FROM records_saved');
    expect(rows.length).toBe((texts.length * (texts.length - 1)) / 2);
    for (const row of rows) {
      const [a, b] = [Number(String(row['id_l']).slice(1)), Number(String(row['id_r']).slice(1))];
      expect([texts[a], texts[b], Number(row['level of x'])]).toEqual([texts[a], texts[b], own.level(0, a, b)]);
    }
  });
});

test.each(['in two fields', 'in one'])(
  'the command writes the cleaned records and the query of a model learnt, which scores them as explain does: names %s',
  async (names) => {
    const folder = await mkdtemp(join(tmpdir(), 'identity-sql-'));
    const path = (name: string) => join(folder, name);
    const columns = {
      ...(names === 'in one' ? { name: 'full-name' } : { givenName: 'given-name', familyName: 'family-name' }),
      born: 'date',
      street: 'address',
      idNumber: 'identifier',
    };
    const fields = Object.entries(columns).map(([column, type]) => ({ column, type }));
    const people = [...personRecords('identity-sql', 400, recordProfiles.city)].map((each) => ({
      ...each,
      name: `${each.givenName} ${each.familyName}`,
    }));
    const lines = people.map((each) =>
      [each.id, ...fields.map(({ column }) => each[column as keyof (typeof people)[number]])].join(','),
    );
    await writeFile(path('config.json'), JSON.stringify({ uniqueId: 'id', fields }));
    await writeFile(path('people.csv'), [`id,${fields.map(({ column }) => column).join(',')}`, ...lines].join('\n'));
    const [config, model, files] = [path('config.json'), path('model.json'), [path('people.csv')]];
    await dedupeFiles({ config, files, model, seed: 1 });
    const written = JSON.parse(await readFile(model, 'utf8')) as SplinkSettings;
    expect(Object.keys(written.flashlight.names ?? {})).toEqual(
      names === 'in one' ? ['whole', 'born'] : ['given', 'family', 'born', 'usualBits'],
    );
    const sql = await writeIdentitySql({ config, model, dialect: 'duckdb', files, cleaned: path('cleaned.csv') });
    const own = await (await DuckDBInstance.create(':memory:')).connect();
    await own.run(`CREATE TABLE records AS SELECT * FROM read_csv('${path('cleaned.csv')}', all_varchar = true)`);
    const rows = (await own.runAndReadAll(`${sql} ORDER BY hash(id_l, id_r) LIMIT 25`)).getRowObjects();
    own.disconnectSync();
    expect(rows.length).toBe(25);
    for (const row of rows) {
      const ours = await explainRecords({ config, model, files, a: String(row['id_l']), b: String(row['id_r']) });
      expect(Math.abs(Number(row['bits']) - ours.bits)).toBeLessThan(1e-6);
      expect(Math.abs(Number(row['probability']) - ours.probability)).toBeLessThan(1e-6);
    }
    await rm(folder, { recursive: true });
  },
);

test('for Spark the query is the one that was looked at', async () => {
  const some = plans
    .filter(({ type }) =>
      ['given-name', 'family-name', 'date', 'address', 'identifier', 'firearm-serial'].includes(type),
    )
    .slice(0, 6);
  const at = some.map(({ name }) => plans.findIndex((plan) => plan.name === name));
  const levels = (field: number) => comparison.fields[field]!.levels.length;
  // Shares told by hand, so that the file changes with the query alone.
  const falling = (n: number, from: number) =>
    Float64Array.from({ length: n }, (_, place) => (place === 0 ? from : (1 - from) / (n - 1)));
  const query = modelSql(
    {
      model: {
        m: at.map((field) => falling(levels(field), 0.75)),
        u: at.map((field) => falling(levels(field), 0.0625)),
        prior: 0.0009765625,
        least: Float64Array.from(at, () => 0.0078125),
        explained: at.map((_, g) => Float64Array.from(at, (_, field) => (g === 3 && field === 1 ? 0.5 : 0))),
        twins: {
          given: 0,
          shares: at.map((_, g) => Float64Array.from(at, (__, field) => (field === 2 && g === 3 ? 0.25 : 0))),
          ofFamily: Float64Array.from(at, (_, field) => (field === 2 ? 0.125 : 0)),
        },
        names: { given: 0, family: 1, born: 2, usualBits: 1 },
      },
      fields: some.map((field) => ({ ...field, authoritative: field.type === 'identifier' })),
      comparisons: at.map((field) => comparison.fields[field]!),
      blocks: [
        [{ field: 4, derivation: null }],
        [
          { field: 1, derivation: 'sound' },
          { field: 2, derivation: 'month and day' },
        ],
      ],
      linkOnly: true,
      uniqueId: 'id',
    },
    sqlDialectOf.spark,
  );
  await expect(query).toMatchFileSnapshot('identity-model-spark.sql');
});
