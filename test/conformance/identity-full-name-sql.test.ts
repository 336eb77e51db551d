import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { countedByRows } from '../../src/identity/distinct-rows.ts';
import { FieldEncoder } from '../../src/identity/encoded-table.ts';
import type { Model } from '../../src/identity/learn-model.ts';
import { modelSql, type ModelSqlOrder } from '../../src/identity/model-sql.ts';
import { openComparisons } from '../../src/identity/open-comparisons.ts';
import { frequenciesOf, pairScorer, type PairScorer } from '../../src/identity/pair-scorer.ts';
import { modelOfSettings, splinkSettings } from '../../src/identity/splink-settings.ts';
import { sqlDialectOf } from '../../src/identity/sql-dialect.ts';
import { Random } from '../../src/stats/random.ts';
import { madeCells } from './made-cells.ts';

/** People counted by full name and birth date, as `whole-names.ts` has it. */
const plans = [
  { name: 'name', type: 'full-name' },
  { name: 'born', type: 'date' },
  { name: 'born in', type: 'place' },
  { name: 'state', type: 'state' },
  { name: 'number', type: 'identifier' },
] as const;
const records = 500;
const types = plans.map(({ type }) => type);
const encoders = plans.map((plan) => new FieldEncoder(plan));
for (const cells of madeCells(types, records, new Random('identity-full-name-sql')))
  cells.forEach((cell, field) => encoders[field]!.add(cell));
const table = countedByRows({
  records,
  fields: encoders.map((encoder) => encoder.encode()),
  sourceOf: new Uint8Array(records),
  linkOnly: false,
});
const comparison = openComparisons(table);

// Shares told by hand, so that the query changes with the program alone.
const falling = (from: number) =>
  comparison.fields.map(({ levels: { length: n } }) =>
    Float64Array.from({ length: n }, (_, place) => (place === 0 ? from : (1 - from) / (n - 1))),
  );
const model: Model = {
  m: falling(0.75),
  u: falling(0.0625),
  prior: 0.0009765625,
  least: Float64Array.from(plans, () => 0.0009765625),
  explained: plans.map(() => new Float64Array(plans.length)),
  twins: null,
  names: { whole: 0, born: 1 },
};
const order = (blocks: ModelSqlOrder['blocks']): ModelSqlOrder => ({
  model,
  fields: plans,
  comparisons: comparison.fields,
  blocks,
  linkOnly: false,
  uniqueId: 'id',
});

test('counts people by full name as our scorer does, to every bit of every pair', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const quoted = (name: string) => sqlDialectOf.duckdb.column(name);
  await connection.run(
    `CREATE TABLE records (id INTEGER, ${plans.map(({ name }) => `${quoted(name)} VARCHAR`).join(', ')})`,
  );
  const appender = await connection.createAppender('records');
  for (let record = 0; record < records; record++) {
    appender.appendInteger(record);
    for (const { values, valueOf } of table.fields) appender.appendVarchar(values.text(valueOf[record]!));
    appender.endRow();
  }
  appender.flushSync();
  const state = [{ field: 3, derivation: null }];
  const rows = (await connection.runAndReadAll(modelSql(order([state]), sqlDialectOf.duckdb))).getRowObjects();
  connection.disconnectSync();
  expect(rows.length).toBeGreaterThan(10_000);
  const scorer = pairScorer(table, comparison, model, frequenciesOf(table, model.names));
  const byRows = pairScorer(table, comparison, { ...model, names: null }, frequenciesOf(table, null));
  const differing: unknown[] = [];
  let otherwise = 0;
  const apart = (x: unknown, y: number) => !(Math.abs(Number(x) - y) < 1e-9);
  for (const row of rows) {
    const [a, b] = [Number(row['id_l']), Number(row['id_r'])];
    for (const { field, level, bits } of scorer.steps(a, b)) {
      const { name } = plans[field]!;
      const said = [row[`level of ${name}`], row[`bits of ${name}`]];
      if (Number(said[0]) !== level || apart(said[1], bits)) differing.push({ a, b, name, said, ours: [level, bits] });
    }
    const sum = scorer.bits(a, b, -Infinity);
    if (apart(row['bits'], sum)) differing.push({ a, b, said: row['bits'], ours: sum });
    if (Math.abs(sum - byRows.bits(a, b, -Infinity)) > 0.1) otherwise++;
  }
  expect(differing).toEqual([]);
  // It is not the same as when rows are counted.
  expect(otherwise).toBeGreaterThan(rows.length / 10);
});

test('a model that counts people by full name is read back from its settings, and scores every pair the same to the last bit', () => {
  const settings = splinkSettings(order([[{ field: 0, derivation: 'first by alphabet' }]]));
  const read = modelOfSettings(JSON.parse(JSON.stringify(settings)), plans, comparison.fields);
  if (!('model' in read)) throw new Error(read.expected);
  expect(read.model).toEqual(model);
  const [before, after] = [model, read.model].map((each) =>
    pairScorer(table, comparison, each, frequenciesOf(table, each.names)),
  ) as [PairScorer, PairScorer];
  for (let a = 0; a + 1 < records; a++)
    if (before.bits(a, a + 1, -Infinity) !== after.bits(a, a + 1, -Infinity)) throw new Error(`${a} differs`);
});

test('for Spark the query is the one that was looked at', async () => {
  const query = modelSql(
    order(
      ['sound of last word', 'first by alphabet', 'last by alphabet'].map((derivation) => [
        { field: 0, derivation },
        { field: 1, derivation: 'year' },
      ]),
    ),
    sqlDialectOf.spark,
  );
  await expect(query).toMatchFileSnapshot('identity-full-name-spark.sql');
});
