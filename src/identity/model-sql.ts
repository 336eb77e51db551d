/**
 * A whole model as one query of SQL: the pairs of its blocks, the level of each field, its bits, the probability.
 *
 * **Source.** `score-pairs.ts`, step by step; the shape of Splink's own queries (Linacre et al., IJPDS 7:3, 2022).
 * **Input.** A model, its fields and blocks, a dialect; at run time a table `records` of cleaned cells. **Output.** The text of a query that
 * gives a row for each pair: both ids, level and bits of each field, bits in all, probability.
 * **Limits.** Those of the dialect. Groups are not made: that is left to whoever takes the pairs.
 */
import { groupSizeMax } from './block-groups.ts';
import type { Comparison } from './comparison.ts';
import type { Model } from './learn-model.ts';
import { levelSql, sided, type FieldConditions, type SqlField } from './level-sql.ts';
import { bearersSql, namesSql } from './names-sql.ts';
import { countColumn, derivedColumns, keySql, shortFormsSql, wornSql, type DerivedColumn } from './prepare-sql.ts';
import { scoringOrder, type ScoringPlace } from './scoring-order.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { frequencyMin, rowsInThought } from './value-frequency.ts';
import { isWornKey } from './worn-places.ts';

/** A key of a block: the field, and what is derived of it; null for the value itself. */
export interface SqlKey {
  readonly field: number;
  readonly derivation: string | null;
}

export interface ModelSqlOrder {
  readonly model: Model;
  readonly fields: readonly SqlField[];
  readonly comparisons: readonly Comparison[];
  readonly blocks: readonly (readonly SqlKey[])[];
  readonly linkOnly: boolean;
  /** Column of the id of a record. */
  readonly uniqueId: string;
}

/** Column that names the file of a record, where only records of different files are compared; so named as Splink does. */
export const sourceColumn = 'source_dataset';

export function modelSql(order: ModelSqlOrder, sql: SqlDialect): string {
  const { model, fields, blocks, linkOnly } = order;
  const id = sql.column(order.uniqueId);
  const source = linkOnly ? sql.column(sourceColumn) : null;
  const names = fields.map(({ name }) => sql.column(name));
  const derived = fields.flatMap((field) => derivedColumns(field, sql));
  const keys = blocks.flatMap((block, at) =>
    block.map(({ field, derivation }, place) => ({
      name: keyColumn(at, place),
      expression: keySql(fields[field]!, derivation, sql),
    })),
  );
  // Of blocks that bring two together only where one is worn, whether a record is.
  const worn = blocks.flatMap((block, at) => {
    const key = block.find(({ derivation }) => isWornKey(derivation));
    return key ? [`${wornSql(names[key.field]!, sql)} AS ${wornColumn(at)}`] : [];
  });
  const counts = fields.map((field) => countColumn(field)).filter((name) => name !== null);
  const conditions = levelSql(fields, sql);
  const { names: together } = model;
  const namesAt = (field: number) => (field === together?.family ? 'f' : field === together?.given ? 'g' : null);
  const forms = fields.some(({ type }) => type === 'given-name');
  const select = (lines: readonly string[], from: string) => `  SELECT\n    ${lines.join(',\n    ')}\n  FROM ${from}`;
  const parts: [name: string, query: string][] = [
    [
      'cleaned',
      select(
        [id, ...(source === null ? [] : [source]), ...names.map((name) => `nullif(${name}, '') AS ${name}`)],
        'records',
      ),
    ],
    // How often values occur is told of rows: those that say the same are one.
    ['distinct_rows', `  SELECT DISTINCT ${[...(source === null ? [] : [source]), ...names].join(', ')} FROM cleaned`],
    ...(forms ? [['short_forms', `  ${shortFormsSql(sql)}`] as [string, string]] : []),
    ...(together === null
      ? []
      : namesSql({ given: names[together.given]!, family: names[together.family]!, born: names[together.born]! })),
    ...names.map((name, field): [string, string] => {
      const at = namesAt(field);
      return [
        often(field),
        at !== null
          ? bearersSql(name, at)
          : `  SELECT ${name} AS value, count(*) AS n FROM distinct_rows WHERE ${name} IS NOT NULL GROUP BY ${name}`,
      ];
    }),
    [
      'totals',
      select(
        names.map((name, field) =>
          namesAt(field) === null
            ? `greatest(1, count(${name})) AS ${filled(field)}`
            : `greatest(1, (SELECT coalesce(sum(n), 0) FROM ${often(field)})) AS ${filled(field)}`,
        ),
        'distinct_rows',
      ),
    ],
    ['prepared', preparedQuery(order, derived, forms, sql)],
    [
      'keys',
      select(
        [
          id,
          ...(source === null ? [] : [source]),
          ...keys.map(({ name, expression }) => `${expression} AS ${name}`),
          ...worn,
        ],
        'cleaned',
      ),
    ],
    ['pairs', blocks.map((block, at) => blockSql(block, at, id, source)).join('\n  UNION\n')],
    ['levels', levelsQuery(order, conditions, [...derived.map(({ name }) => name), ...counts], sql)],
    ['own', select(['levels.*', ...fields.map((_, field) => `${ownBits(order, field)} AS own_${field}`)], 'levels')],
    [
      'weights',
      select(
        [
          'own.*',
          ...scoringOrder(model).map(
            (place) => `${explainedBits(order, place)}${namesBits(order, place.field)} AS bits_${place.field}`,
          ),
        ],
        'own',
      ),
    ],
    [
      'scored',
      select(
        [
          'weights.*',
          `${number(Math.log2(model.prior / (1 - model.prior)))} + ${fields.map((_, field) => `bits_${field}`).join(' + ')} AS bits`,
        ],
        'weights',
      ),
    ],
  ];
  const shown = fields.flatMap(({ name }, field) => [
    `level_${field} AS ${sql.column(`level of ${name}`)}`,
    `bits_${field} AS ${sql.column(`bits of ${name}`)}`,
  ]);
  return [
    `WITH\n${parts.map(([name, query]) => `${name} AS (\n${query}\n)`).join(',\n')}`,
    `SELECT\n  id_l,\n  id_r,\n  bits,\n  1e0 / (1e0 + pow(2e0, -bits)) AS probability,\n  ${shown.join(',\n  ')}\nFROM scored\n`,
  ].join('\n');
}

const wornColumn = (block: number) => `block_${block}_worn`;
const keyColumn = (block: number, place: number) => `block_${block}_key_${place}`;
const often = (field: number) => `often_${field}`;
const filled = (field: number) => `filled_${field}`;
const share = (field: number) => `share_${field}`;
const least = (field: number) => `least_${field}`;

/** Written with an exponent, so that no dialect takes it for a decimal of few places. */
export const number = (value: number) => value.toExponential();

/** The cleaned cells of a record with all that levels and rarity ask of them. */
function preparedQuery(
  { fields, model: { names, u, least: rarest } }: ModelSqlOrder,
  derived: readonly DerivedColumn[],
  forms: boolean,
  sql: SqlDialect,
): string {
  const columns = fields.flatMap((each, field) => {
    const counted = countColumn(each);
    return [
      `${often(field)}.n * 1e0 / (${filled(field)} + ${number(rowsInThought(u[field]![0]!))}) AS ${share(field)}`,
      `least(${number(rarest[field]!)}, greatest(${number(frequencyMin)}, 1e0 / ${filled(field)})) AS ${least(field)}`,
      ...(counted === null ? [] : [`${often(field)}.n AS ${sql.column(counted)}`]),
    ];
  });
  const joins = fields.map(
    ({ name }, field) => `LEFT JOIN ${often(field)} ON ${often(field)}.value = cleaned.${sql.column(name)}`,
  );
  if (names !== null) {
    columns.push('coalesce(names_together.bits, 0e0) AS names_together');
    const of = (field: number) => `cleaned.${sql.column(fields[field]!.name)}`;
    joins.push(
      `LEFT JOIN names_together ON names_together.f = ${of(names.family)} AND names_together.g = ${of(names.given)}`,
    );
  }
  return [
    `  SELECT\n    ${['cleaned.*', ...derived.map(({ name, expression }) => `${expression} AS ${sql.column(name)}`), ...columns].join(',\n    ')}`,
    `  FROM cleaned CROSS JOIN totals${forms ? ' CROSS JOIN short_forms' : ''}\n    ${joins.join('\n    ')}`,
  ].join('\n');
}

/** Pairs that a block brings, in groups that are not too large. */
function blockSql(block: readonly SqlKey[], at: number, id: string, source: string | null): string {
  const names = block.map((_, place) => keyColumn(at, place));
  const equal = (x: string, y: string) => names.map((name) => `${x}.${name} = ${y}.${name}`).join(' AND ');
  const groups = `SELECT ${names.join(', ')} FROM keys GROUP BY ${names.join(', ')} HAVING count(*) BETWEEN 2 AND ${groupSizeMax}`;
  const apart = source === null ? '' : ` AND l.${source} <> r.${source}`;
  const worn = block.some(({ derivation }) => isWornKey(derivation))
    ? ` AND (l.${wornColumn(at)} OR r.${wornColumn(at)})`
    : '';
  return [
    `  SELECT l.${id} AS id_l, r.${id} AS id_r FROM (${groups}) g`,
    `    JOIN keys l ON ${equal('l', 'g')} JOIN keys r ON ${equal('r', 'g')} AND l.${id} < r.${id}${apart}${worn}`,
  ].join('\n');
}

/** The level of each field of each pair, 0 where one side says nothing, and how often the more frequent of the two values comes. */
function levelsQuery(
  { fields, uniqueId, model: { names } }: ModelSqlOrder,
  conditions: readonly FieldConditions[],
  derived: readonly string[],
  sql: SqlDialect,
): string {
  const columns = [...fields.map(({ name }) => name), ...derived];
  const id = sql.column(uniqueId);
  // First both rows side by side, under the names that the conditions know them by.
  const both = (['l', 'r'] as const).flatMap((side) =>
    columns.map((name) => `${side}.${sql.column(name)} AS ${sided(name, side, sql)}`),
  );
  const shares = fields.map(
    (_, field) => `greatest(l.${share(field)}, r.${share(field)}, l.${least(field)}) AS ${share(field)}`,
  );
  const together = names === null ? [] : ['(l.names_together + r.names_together) / 2e0 AS names_together'];
  const level = ({ missing, levels, said }: FieldConditions, field: number) =>
    [
      `CASE WHEN ${missing} THEN 0`,
      ...levels.slice(0, -1).map((condition, at) => `      WHEN ${condition} THEN ${at + 1}`),
      ...(said === null ? [] : [`      WHEN ${said} THEN 0`]),
      `      ELSE ${levels.length} END AS level_${field}`,
    ].join('\n');
  return [
    `  SELECT\n    id_l, id_r,\n    ${[...fields.map((_, field) => share(field)), ...(names === null ? [] : ['names_together']), ...conditions.map(level)].join(',\n    ')}`,
    `  FROM (\n    SELECT\n      pairs.id_l, pairs.id_r,\n      ${[...both, ...shares, ...together].join(',\n      ')}`,
    `    FROM pairs JOIN prepared l ON l.${id} = pairs.id_l JOIN prepared r ON r.${id} = pairs.id_r\n  ) side_by_side`,
  ].join('\n');
}

/** Bits of a level, and of the rarity of the value where the level counts it. */
function ownBits({ model, comparisons }: ModelSqlOrder, field: number): string {
  const [m, u] = [model.m[field]!, model.u[field]!];
  const weights = comparisons[field]!.levels.map(({ rarity }, at) => {
    const weight = number(Math.log2(m[at]! / u[at]!));
    const rare = rarity === 0 ? '' : ` + ${number(rarity)} * log2(${number(u[0]!)} / ${share(field)})`;
    return `WHEN ${at + 1} THEN ${weight}${rare}`;
  });
  return `CASE level_${field} ${weights.join(' ')} ELSE 0e0 END`;
}

/** What a given name says less where it goes with the family name oftener than is usual, as `pair-scorer.ts` counts it. */
function namesBits({ model: { names }, comparisons }: ModelSqlOrder, field: number): string {
  if (names === null || field !== names.given) return '';
  const shares = comparisons[field]!.levels.flatMap(({ rarity }, at) =>
    rarity > 0 ? [`WHEN ${at + 1} THEN ${number(rarity)}`] : [],
  );
  const shared = `level_${names.family} BETWEEN 1 AND ${comparisons[names.family]!.levels.length - 1}`;
  return ` - CASE WHEN ${shared} THEN CASE level_${field} ${shares.join(' ')} ELSE 0e0 END ELSE 0e0 END * greatest(0e0, names_together - ${number(names.usualBits)})`;
}

/** The same where a field that agrees explains part of the agreement: u becomes share + (1 − share) u. */
function explainedBits({ model, comparisons }: ModelSqlOrder, place: ScoringPlace): string {
  const { field, explainers, ofOneBirth } = place;
  if (explainers.length + ofOneBirth.length === 0) return `own_${field}`;
  const agrees = (g: number) => {
    const levels = comparisons[g]!.levels.flatMap(({ rarity }, at) => (rarity > 0 ? [at + 1] : []));
    return `level_${g} IN (${levels.join(', ')})`;
  };
  const m = `CASE level_${field} ${[...model.m[field]!].map((each, at) => `WHEN ${at + 1} THEN ${number(each)}`).join(' ')} END`;
  const explain = (condition: string, part: number) => {
    const added = `CASE WHEN level_${field} = 1 THEN ${number(part)} ELSE 0e0 END`;
    return `WHEN ${condition} THEN log2(${m} / (${added} + ${number(1 - part)} * ${m} / pow(2e0, own_${field})))`;
  };
  const { twins } = model;
  const calledOtherwise =
    twins && `level_${field} = 1 AND level_${twins.given} = ${comparisons[twins.given]!.levels.length}`;
  const explained = [
    ...ofOneBirth.map((g) => explain(`${calledOtherwise} AND ${agrees(g)}`, twins!.shares[g]![field]!)),
    ...explainers.map((g) => explain(agrees(g), model.explained[g]![field]!)),
  ];
  return `CASE WHEN level_${field} = 0 THEN 0e0 ${explained.join(' ')} ELSE own_${field} END`;
}
