/**
 * A whole model as one query of SQL: the pairs of its blocks, the level of each field, its bits, the probability.
 *
 * **Source.** `score-pairs.ts`, step by step; the shape of Splink's own queries (Linacre et al., IJPDS 7:3, 2022).
 * **Input.** A model, its fields and blocks, a dialect; at run time a table `records` of cleaned cells. **Output.** The text of a query that
 * gives a row for each pair: both ids, level and bits of each field, bits in all, probability.
 * **Limits.** Those of the dialect. Groups are not made: that is left to whoever takes the pairs.
 */
import { groupSizeMax } from './block-groups.ts';
import { isOther, type Comparison } from './comparison.ts';
import type { Model } from './learn-model.ts';
import { bitsSql, number, share, sharedShare } from './bits-sql.ts';
import {
  familyWordsSql,
  isWornSql,
  levelSql,
  registerColumn,
  sided,
  type FieldConditions,
  type SqlField,
} from './level-sql.ts';
import { bearersSql, namesReached, namesSql, wholeNamesSql } from './names-sql.ts';
import { countColumn, derivedColumns, keySql, shortFormsSql } from './prepare-sql.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { frequencyMin, rowsInThought } from './value-frequency.ts';
import { namesApart, type PeopleModel } from './whole-names.ts';
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
  const registers = fields.flatMap(({ name, authoritative }) => (authoritative ? [registerColumn(name)] : []));
  const cells = [...names, ...registers.map((name) => sql.column(name))];
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
    return key ? [`${isWornSql(names[key.field]!, sql)} AS ${wornColumn(at)}`] : [];
  });
  const counts = fields.map((field) => countColumn(field)).filter((name) => name !== null);
  const conditions = levelSql(fields, sql);
  const { names: people } = model;
  const together = namesApart(people);
  // Where people are counted, rows of one name, or of none, are of one person.
  const bearers = people === null ? 'count(*)' : `count(DISTINCT ${personSql(people, names)}) * 1e0`;
  const forms = fields.some(({ type }) => type === 'given-name');
  const select = (lines: readonly string[], from: string) => `  SELECT\n    ${lines.join(',\n    ')}\n  FROM ${from}`;
  const parts: [name: string, query: string][] = [
    [
      'cleaned',
      select(
        [id, ...(source === null ? [] : [source]), ...cells.map((name) => `nullif(${name}, '') AS ${name}`)],
        'records',
      ),
    ],
    // How often values occur is told of rows: those that say the same are one.
    ['distinct_rows', `  SELECT DISTINCT ${[...(source === null ? [] : [source]), ...names].join(', ')} FROM cleaned`],
    ...(forms ? [['short_forms', `  ${shortFormsSql(sql)}`] as [string, string]] : []),
    ...(together === null
      ? []
      : namesSql({ given: names[together.given]!, family: names[together.family]!, born: names[together.born]! })),
    ...names.map((name, field): [string, string] => [
      often(field),
      namedSql(people, field, names) ??
        `  SELECT ${name} AS value, count(*) AS n_rows, ${bearers} AS n FROM distinct_rows WHERE ${name} IS NOT NULL GROUP BY ${name}`,
    ]),
    // One row: each field has its own sum, and no table stands beside them.
    [
      'totals',
      `  SELECT\n    ${fields.map((_, field) => `greatest(1, (SELECT coalesce(sum(n), 0) FROM ${often(field)})) AS ${filled(field)}`).join(',\n    ')}`,
    ],
    ...fields.flatMap((field, at) => (field.type === 'family-name' ? [partsSql(at, sql)] : [])),
    // Before anything is joined: the maps of short forms would be carried along beside every row.
    [
      'derived',
      select(
        ['cleaned.*', ...derived.map(({ name, expression }) => `${expression} AS ${sql.column(name)}`)],
        forms ? 'cleaned CROSS JOIN short_forms' : 'cleaned',
      ),
    ],
    ['prepared', preparedQuery(order, sql)],
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
    ['levels', levelsQuery(order, conditions, [...derived.map(({ name }) => name), ...counts, ...registers], sql)],
    ...bitsSql(order),
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
    `WITH\n${parts.map(([name, query]) => `${name} AS ${name === namesReached ? sql.byItself : ''}(\n${query}\n)`).join(',\n')}`,
    `SELECT\n  id_l,\n  id_r,\n  bits,\n  1e0 / (1e0 + pow(2e0, -bits)) AS probability,\n  ${apartSql(order)} AS apart,\n  ${shown.join(',\n  ')}\nFROM scored\n`,
  ].join('\n');
}

/** Whether two numbers of a register, of which a thing has one, differ by more than slips: such a pair is never joined, whatever its bits. */
function apartSql({ fields, comparisons }: ModelSqlOrder): string {
  const each = fields.flatMap(({ authoritative }, field) => {
    const others = comparisons[field]!.levels.flatMap((level, at) => (isOther(level) ? [at + 1] : []));
    return authoritative ? [`(${registers(field)} AND level_${field} IN (${others.join(', ')}))`] : [];
  });
  return each.length === 0 ? 'FALSE' : each.join(' OR ');
}

/** What a row says of whose it is: its names. */
function personSql(people: PeopleModel, names: readonly string[]): string {
  const by = 'whole' in people ? [people.whole] : [people.family, people.given];
  return by.map((field) => `coalesce(${names[field]!}, '')`).join(" || '|' || ");
}

/** How many bear each value of a field that names people; null of every other field. */
function namedSql(people: PeopleModel | null, field: number, names: readonly string[]): string | null {
  if (people === null) return null;
  const name = names[field]!;
  if ('whole' in people) return field === people.whole ? wholeNamesSql(name, names[people.born]!) : null;
  return field === people.family ? bearersSql(name, 'f') : field === people.given ? bearersSql(name, 'g') : null;
}

const registers = (field: number) => `registers_${field}`;
const wornColumn = (block: number) => `block_${block}_worn`;
const keyColumn = (block: number, place: number) => `block_${block}_key_${place}`;
const often = (field: number) => `often_${field}`;
const filled = (field: number) => `filled_${field}`;
const least = (field: number) => `least_${field}`;
const parts = (field: number) => `parts_${field}`;

/** How frequent what so many bear is, as `value-frequency.ts` has it. */
const shareOf = (bearers: string, field: number, u: Float64Array) =>
  `${bearers} * 1e0 / (${filled(field)} + ${number(rowsInThought(u[0]!))})`;

/** Of each family name its words, and how many bear each of them as their whole name. */
function partsSql(field: number, sql: SqlDialect): [name: string, query: string] {
  const each = `SELECT value, ${sql.unnest(sql.words('value'))} AS word FROM ${often(field)}`;
  const part = sql.record({ word: 'each_word.word', n: `coalesce(alone.n, 0)` });
  return [
    parts(field),
    `  SELECT each_word.value, ${sql.gather(part)} AS parts FROM (${each}) each_word\n    LEFT JOIN ${often(field)} alone ON alone.value = each_word.word GROUP BY each_word.value`,
  ];
}

/** The cleaned cells of a record with all that levels and rarity ask of them. */
function preparedQuery({ fields, model }: ModelSqlOrder, sql: SqlDialect): string {
  const { u, least: rarest } = model;
  const names = namesApart(model.names);
  const columns = fields.flatMap((each, field) => {
    const counted = countColumn(each);
    return [
      `${shareOf(`${often(field)}.n`, field, u[field]!)} AS ${share(field)}`,
      `least(${number(rarest[field]!)}, greatest(${number(frequencyMin)}, 1e0 / ${filled(field)})) AS ${least(field)}`,
      ...(counted === null ? [] : [`${often(field)}.n_rows AS ${sql.column(counted)}`]),
    ];
  });
  const joins = fields.flatMap(({ name, type }, field) => {
    const join = (table: string) => `LEFT JOIN ${table} ON ${table}.value = derived.${sql.column(name)}`;
    if (type !== 'family-name') return [join(often(field))];
    columns.push(`${parts(field)}.parts AS ${parts(field)}`, `${filled(field)}`);
    return [join(often(field)), join(parts(field))];
  });
  if (names !== null) {
    columns.push('coalesce(names_together.bits, 0e0) AS names_together');
    const of = (field: number) => `derived.${sql.column(fields[field]!.name)}`;
    joins.push(
      `LEFT JOIN names_together ON names_together.f = ${of(names.family)} AND names_together.g = ${of(names.given)}`,
    );
  }
  return [
    `  SELECT\n    ${['derived.*', ...columns].join(',\n    ')}`,
    `  FROM derived CROSS JOIN totals\n    ${joins.join('\n    ')}`,
  ].join('\n');
}

/** The share of what two family names share: of several words that of the rarest, 0 where nobody bears it alone. */
function sharedPartsSql(field: number, { name }: SqlField, u: Float64Array, sql: SqlDialect) {
  const [l, r] = [sided(name, 'l', sql), sided(name, 'r', sql)];
  const [x, y] = [sided(`${name}_core`, 'l', sql), sided(`${name}_core`, 'r', sql)];
  const long = (core: string, whole: string) => familyWordsSql(core, whole, sql);
  const both = sql.filter(
    `${parts(field)}_l`,
    (item) => `${sql.has(long(x, l), `${item}.word`)} AND ${sql.has(long(y, r), `${item}.word`)}`,
  );
  const rarest = `coalesce(${sql.least(sql.transform(both, (word) => `${word}.n`))}, 0)`;
  return {
    columns: [`l.${parts(field)} AS ${parts(field)}_l`, `l.${filled(field)}`],
    expression: shareOf(rarest, field, u),
  };
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
  { fields, uniqueId, model }: ModelSqlOrder,
  conditions: readonly FieldConditions[],
  derived: readonly string[],
  sql: SqlDialect,
): string {
  const { u } = model;
  const names = namesApart(model.names);
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
  // Of family names what is shared of two, as far as anybody bears it alone.
  const shared = fields.flatMap(({ type }, field) =>
    type === 'family-name' ? [{ field, ...sharedPartsSql(field, fields[field]!, u[field]!, sql) }] : [],
  );
  // Both numbers keep records apart.
  const bothRegisters = fields.flatMap(({ name, authoritative }, field) => {
    const [l, r] = (['l', 'r'] as const).map((side) => sided(registerColumn(name), side, sql));
    return authoritative ? [`${l} IS NOT NULL AND ${r} IS NOT NULL AS ${registers(field)}`] : [];
  });
  const level = ({ missing, levels, said }: FieldConditions, field: number) =>
    [
      `CASE WHEN ${missing} THEN 0`,
      ...levels.slice(0, -1).map((condition, at) => `      WHEN ${condition} THEN ${at + 1}`),
      ...(said === null ? [] : [`      WHEN ${said} THEN 0`]),
      `      ELSE ${levels.length} END AS level_${field}`,
    ].join('\n');
  return [
    `  SELECT\n    id_l, id_r,\n    ${[...fields.map((_, field) => share(field)), ...shared.map(({ expression, field }) => `${expression} AS ${sharedShare(field)}`), ...(names === null ? [] : ['names_together']), ...bothRegisters, ...conditions.map(level)].join(',\n    ')}`,
    `  FROM (\n    SELECT\n      pairs.id_l, pairs.id_r,\n      ${[...both, ...shares, ...shared.flatMap(({ columns: of }) => of), ...together].join(',\n      ')}`,
    `    FROM pairs JOIN prepared l ON l.${id} = pairs.id_l JOIN prepared r ON r.${id} = pairs.id_r\n  ) side_by_side`,
  ].join('\n');
}
