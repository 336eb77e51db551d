/**
 * The levels of a comparison as conditions of SQL on two rows `l` and `r`, as Splink, DuckDB and Spark read them.
 *
 * **Source.** Splink's settings (comparison levels, `sql_condition`); the comparisons beside this file, level by level.
 * **Input.** A field and a dialect; columns cleaned by `clean-field.ts`, with those that `prepare-sql.ts` derives beside them. **Output.** A
 * condition for each level in the order of the comparison's levels, the last ELSE; and when the field says nothing.
 * **Limits.** Those of the dialect. `test/conformance/identity-sql.test.ts` holds every level against the comparisons, in DuckDB.
 */
import { readMin } from './compare-codes.ts';
import type { FieldType } from './comparison.ts';
import { slipLettersMin } from './open-comparisons.ts';
import type { SqlDialect } from './sql-dialect.ts';

export interface SqlField {
  readonly name: string;
  readonly type: FieldType;
  /** Beside it stands a column (`registerColumn`) of the numbers that keep records apart. */
  readonly authoritative?: boolean | undefined;
}

/** Column of the numbers of a register that keep records apart: those of the field, but such as many people bear. */
export const registerColumn = (name: string) => `register of ${name}`;

export interface FieldConditions {
  /** One of the two says nothing. */
  readonly missing: string;
  /** A condition for each level; the last is ELSE. */
  readonly levels: readonly string[];
  /** Where no level but the last holds and this does, the field says nothing: the given name says it already. */
  readonly said: string | null;
}

/** The conditions of all fields: only the first given name and the first family name can have been exchanged. */
export function levelSql(fields: readonly SqlField[], sql: SqlDialect): FieldConditions[] {
  const given = fields.findIndex(({ type }) => type === 'given-name');
  const family = fields.findIndex(({ type }) => type === 'family-name');
  const exchanged = given < 0 || family < 0 ? null : exchangedSql(fields[given]!.name, fields[family]!.name, sql);
  return fields.map(({ name, type }, field) => {
    const [l, r] = [sided(name, 'l', sql), sided(name, 'r', sql)];
    const levels = [...closerLevels({ name, type }, sql), 'ELSE'];
    if (type === 'given-name') levels.splice(4, 0, field === given && exchanged !== null ? exchanged : 'FALSE');
    // Of two worn numbers of which too little is read on both sides neither says anything of the other.
    const silent = type === 'firearm-serial' ? ` OR (${tooWornSql(l, r, sql)})` : '';
    return {
      missing: `${l} IS NULL OR ${r} IS NULL${silent}`,
      levels: levels.map((condition, at) => (at === 0 && condition === '' ? `${l} = ${r}` : condition)),
      said: field === family ? exchanged : null,
    };
  });
}

/** The words of a family name, or of its core where it has one, that are long enough to be a name. */
export const familyWordsSql = (core: string, name: string, sql: SqlDialect) =>
  sql.filter(sql.words(`coalesce(nullif(${core}, ''), ${name})`), (word) => `length(${word}) > 2`);

/** A column of one side, named as Splink does. */
export const sided = (column: string, side: 'l' | 'r', sql: SqlDialect) => sql.column(`${column}_${side}`);

/** Each name is the other's, one of the two but for a slip of a key, or one is and the other is missing. */
function exchangedSql(given: string, family: string, sql: SqlDialect): string {
  const [one, other] = [
    [sided(given, 'l', sql), sided(family, 'r', sql)],
    [sided(given, 'r', sql), sided(family, 'l', sql)],
  ] as const;
  const [forth, back] = [one, other].map(([x, y]) => `${x} = ${y}`) as [string, string];
  const slip = ([x, y]: readonly [string, string]) =>
    `least(length(${x}), length(${y})) >= ${slipLettersMin} AND ${slipsSql(x, y, 1, sql)}`;
  const whole = `coalesce(${forth}, ${back}, FALSE) AND coalesce(${forth}, TRUE) AND coalesce(${back}, TRUE)`;
  return `(${whole} OR coalesce(${forth} AND ${slip(other)}, FALSE) OR coalesce(${back} AND ${slip(one)}, FALSE))`;
}

/** All levels but the last; the first is left blank where it is that of equal values. */
function closerLevels({ name, type }: SqlField, sql: SqlDialect): string[] {
  const of = (derived: string) => [sided(`${name}${derived}`, 'l', sql), sided(`${name}${derived}`, 'r', sql)] as const;
  const [l, r] = of('');
  const alike = (least: number, a = l, b = r) => `${sql.similarity(a, b)} >= ${least}`;
  const both = (condition: (side: string) => string) => `${condition(l)} AND ${condition(r)}`;
  switch (type) {
    case 'given-name': {
      const [x, y] = of('_words');
      return ['', `NOT ${alike(0.92)} AND (${shortFormSql(x, y, sql)})`, alike(0.92), alike(0.84)];
    }
    case 'family-name': {
      const [x, y] = of('_core');
      const two = `(${sql.count(sql.words(l))} > 1 OR ${sql.count(sql.words(r))} > 1)`;
      const shared = `${two} AND ${sql.overlap(familyWordsSql(x, l, sql), familyWordsSql(y, r, sql))}`;
      // Of two names with particles the rest is compared.
      const cored = `${x} <> '' AND ${y} <> ''`;
      const similarity = sql.similarity(
        `CASE WHEN ${cored} THEN ${x} ELSE ${l} END`,
        `CASE WHEN ${cored} THEN ${y} ELSE ${r} END`,
      );
      const [older, younger] = of('_generation');
      const one = `coalesce(${older} = '' OR ${younger} = '' OR ${older} = ${younger}, TRUE)`;
      return ['', `${one} AND ${shared}`, `${one} AND ${similarity} >= 0.92`, `${one} AND ${similarity} >= 0.84`];
    }
    case 'full-name': {
      const [x, y] = of('_words');
      const shared = sql.count(sql.common(x, y));
      const all = `${shared} >= 2 AND ${shared} = least(${sql.count(x)}, ${sql.count(y)})`;
      return ['', all, alike(0.92), alike(0.84), `${shared} > 0`];
    }
    case 'date':
      return dateLevels(l, r, sql);
    case 'address': {
      const [[a, b], [x, y], [some, others]] = [of('_number'), of('_street'), of('_words')];
      const [[d, e], [f, g]] = [of('_direction'), of('_figures')];
      const mayBeOne = `${f} = ${g} AND (${d} = '' OR ${e} = '' OR ${d} = ${e})`;
      const street = `${mayBeOne} AND (${x} = ${y} OR ${alike(0.88, x, y)})`;
      return [
        '',
        `${street} AND ${a} = ${b} AND ${a} <> ''`,
        street,
        `${mayBeOne} AND (${a} = '' OR ${b} = '' OR ${a} = ${b}) AND ${alike(0.88)}`,
        sql.overlap(some, others),
      ];
    }
    case 'street':
    case 'place':
      return ['', alike(0.92), alike(0.84)];
    case 'postcode': {
      const [x, y] = of('_area');
      return ['', slipsSql(l, r, 1, sql), `${x} = ${y}`];
    }
    case 'phone': {
      const seven = `${both((side) => `length(${side}) >= 7`)} AND right(${l}, 7) = right(${r}, 7)`;
      return ['', seven, slipsSql(l, r, 1, sql)];
    }
    case 'email': {
      const [x, y] = of('_name');
      return [
        '',
        `${x} = ${y} AND ${x} <> ''`,
        slipsSql(l, r, 2, sql),
        `${x} <> '' AND ${y} <> '' AND ${alike(0.88, x, y)}`,
      ];
    }
    case 'identifier':
    case 'licence': {
      const [m, n] = of('_count');
      const seldom = `(${m} < 3 OR ${n} < 3)`;
      return ['', `${seldom} AND ${slipsSql(l, r, 1, sql)}`, `${seldom} AND ${slipsSql(l, r, 2, sql)}`, seldom];
    }
    case 'firearm-serial': {
      const [x, y] = of('_skeleton');
      return [
        `${l} = ${r} AND NOT ${isWornSql(l, sql)}`,
        `${l} <> ${r} AND ${x} = ${y}`,
        wornSql(l, r, sql),
        slipsSql(l, r, 1, sql),
      ];
    }
    case 'number': {
      const [x, y] = of('_amount');
      return ['', `abs(${x} - ${y}) <= 5e-2 * greatest(abs(${x}), abs(${y}))`];
    }
    case 'text': {
      const [x, y] = of('_words');
      const shared = sql.count(sql.common(x, y));
      return ['', `${shared} * 2 >= ${sql.count(sql.union(x, y))}`, `${shared} > 0`];
    }
    case 'state':
    case 'category':
    case 'firearm-make':
    case 'firearm-type':
      return [''];
  }
}

/**
 * At most so many slips. DuckDB and Spark let a letter be changed twice; ours does not: XY and YcX are two slips apart there, three here. No
 * other texts at most two apart differ by that.
 */
function slipsSql(l: string, r: string, most: 1 | 2, sql: SqlDialect): string {
  const within = `${sql.distance(l, r)} <= ${most}`;
  if (most === 1) return within;
  const twice = (a: string, b: string) => {
    const at = (text: string, from: string) => `substring(${text}, ${from}, 1)`;
    const inner = sql.filter(sql.range('1', `length(${a}) - 1`), (i) => {
      const [x, y, put] = [at(a, i), at(a, `${i} + 1`), at(b, `${i} + 1`)];
      return [
        `substring(${a}, 1, ${i} - 1) = substring(${b}, 1, ${i} - 1)`,
        `substring(${a}, ${i} + 2) = substring(${b}, ${i} + 3)`,
        `${x} = ${at(b, `${i} + 2`)} AND ${y} = ${at(b, i)}`,
        `${x} <> ${y} AND ${x} <> ${put} AND ${y} <> ${put}`,
      ].join(' AND ');
    });
    return `length(${b}) = length(${a}) + 1 AND ${sql.count(inner)} > 0`;
  };
  return `${within} AND NOT (${sql.distance(l, r)} = 2 AND ((${twice(l, r)}) OR (${twice(r, l)})))`;
}

function dateLevels(l: string, r: string, sql: SqlDialect): string[] {
  const part = (side: string, from: number, length: number) =>
    `coalesce(try_cast(substring(${side}, ${from}, ${length}) AS INTEGER), 0)`;
  const [year, month, day] = (
    [
      [1, 4],
      [5, 2],
      [7, 2],
    ] as const
  ).map(
    ([from, length]) =>
      (side: string) =>
        part(side, from, length),
  ) as [(side: string) => string, (side: string) => string, (side: string) => string];
  const same = (of: (side: string) => string) => `${of(l)} = ${of(r)}`;
  const yearOnly = (side: string) => `(${month(side)} = 1 AND ${day(side)} = 1)`;
  const oneSaysYear = `(${same(year)} AND ${yearOnly(l)} <> ${yearOnly(r)})`;
  const crossed = `${same(year)} AND ${month(l)} = ${day(r)} AND ${day(l)} = ${month(r)}`;
  const agree = [year, month, day].map((of) => `CASE WHEN ${same(of)} THEN 1 ELSE 0 END`).join(' + ');
  return [
    '',
    `NOT ${oneSaysYear} AND ((${crossed}) OR ${slipsSql(l, r, 1, sql)})`,
    `NOT ${oneSaysYear} AND ${agree} = 2`,
    same(year),
    `abs(${year(l)} - ${year(r)}) <= 2`,
  ];
}

/** Whether given names may be one by `alikeGivenNames`, from what `prepare-sql.ts` says of their words. */
function shortFormSql(x: string, y: string, sql: SqlDialect): string {
  const [first, other] = [`${x}[${sql.first}]`, `${y}[${sql.first}]`];
  const isSecond = (name: string, words: string) => {
    const second = sql.filter(
      words,
      (word) => `${word}.second AND length(${word}.word) > 1 AND (${alikeSql(name, word, sql)})`,
    );
    return `(length(${name}.word) > 1 AND ${sql.count(second)} > 0)`;
  };
  return `${alikeSql(first, other, sql)} OR ${isSecond(first, y)} OR ${isSecond(other, x)}`;
}

function alikeSql(a: string, b: string, sql: SqlDialect): string {
  const oneWay = (x: string, y: string) =>
    [
      sql.startsWith(`${x}.word`, `${y}.word`),
      `least(length(${x}.word), length(${y}.word)) >= 4 AND ${sql.endsWith(`${x}.word`, `${y}.word`)}`,
      `length(${x}.word) = 1 AND ${sql.has(`${y}.initials`, `${x}.word`)}`,
      `${x}.consonants IS NOT NULL AND ${y}.word LIKE ${x}.consonants`,
    ].map((each) => `(${each})`);
  return [...oneWay(a, b), ...oneWay(b, a), sql.overlap(`${a}.forms`, `${b}.forms`)].join(' OR ');
}

/** Whether a serial number is worn away in places; NULL where there is none. */
export const isWornSql = (x: string, sql: SqlDialect) => sql.holds(x, '[?*]');

/** Serial numbers of one length, at least one of them worn, and the places that both sides read; as `compareSerials` has it. */
function wornParts(l: string, r: string, sql: SqlDialect) {
  const at = (side: string, i: string) => `substring(${side}, ${i}, 1)`;
  const read = (i: string) => `${at(l, i)} NOT IN ('?', '*') AND ${at(r, i)} NOT IN ('?', '*')`;
  const places = (condition: (i: string) => string) => sql.count(sql.filter(sql.range('1', `length(${l})`), condition));
  return {
    isOfPlaces: `length(${l}) = length(${r}) AND (${isWornSql(l, sql)} OR ${isWornSql(r, sql)})`,
    read: places(read),
    differing: places((i) => `${read(i)} AND ${at(l, i)} <> ${at(r, i)}`),
  };
}

/** They agree wherever both can be read: that this is in places enough, `tooWornSql` has asked. */
function wornSql(l: string, r: string, sql: SqlDialect): string {
  const { isOfPlaces, differing } = wornParts(l, r, sql);
  return `${isOfPlaces} AND ${differing} = 0`;
}

/** So few places are read on both sides that nothing is said; whole numbers alike but for characters easily mistaken have none worn. */
function tooWornSql(l: string, r: string, sql: SqlDialect): string {
  const { isOfPlaces, read } = wornParts(l, r, sql);
  return `${isOfPlaces} AND ${read} < ${readMin}`;
}
