/**
 * What the SQL of the levels and of the blocks needs beside the cleaned columns: parts of addresses, words of names, sounds, counts.
 *
 * **Source.** The comparisons and `blocking-keys.ts`, derivation by derivation.
 * **Input.** Fields, blocks, a dialect. **Output.** Expressions of SQL over the cleaned columns of one row, with their names.
 * **Limits.** Those of the dialect.
 */
import { shortFormLines } from '../model/values/given-names.ts';
import { skeletonOf } from '../model/values/serial-number.ts';
import { soundexCodes } from './blocking-keys.ts';
import { generationPattern, lastGenerationPattern, particlesPattern } from './family-core.ts';
import { streetPatterns } from './street-parts.ts';
import { isWornKey, wornKeys, wornTriples } from './worn-places.ts';
import { isWornSql, registerColumn, type SqlField } from './level-sql.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { rowsInThought } from './value-frequency.ts';

export interface DerivedColumn {
  readonly name: string;
  readonly expression: string;
}

/** Columns the levels of a field look at beside its own. */
export function derivedColumns({ name, type }: SqlField, sql: SqlDialect): DerivedColumn[] {
  const x = sql.column(name);
  const derived = (suffix: string, expression: string) => ({ name: `${name}_${suffix}`, expression });
  switch (type) {
    case 'given-name':
      return [derived('words', givenWords(x, sql))];
    case 'family-name':
      return [derived('core', coreSql(x, sql)), derived('generation', generationSql(x))];
    case 'full-name':
      return [derived('words', sql.distinct(namesInSql(x, sql)))];
    case 'text':
      return [derived('words', sql.distinct(sql.words(x)))];
    case 'address':
      return [
        derived('number', numberSql(x)),
        ...Object.entries(streetSql(x, sql)).map(([part, expression]) => derived(part, expression)),
        derived(
          'words',
          sql.filter(sql.words(x), (word) => `length(${word}) > 2`),
        ),
      ];
    case 'postcode':
      return [derived('area', areaSql(x, sql))];
    case 'email':
      return [derived('name', `split_part(${x}, '@', 1)`)];
    case 'firearm-serial':
      return [derived('skeleton', skeletonSql(x))];
    case 'number':
      return [derived('amount', `try_cast(${x} AS DOUBLE)`)];
    default:
      return [];
  }
}

/** The query that makes, of a table `records` of cleaned cells, the one that the conditions of the levels are asked of. */
export function preparedSql(
  fields: readonly SqlField[],
  uniqueId: string,
  sql: SqlDialect,
  u: readonly Float64Array[],
): string {
  const registers = fields.flatMap(({ name, authoritative }) => (authoritative ? [registerColumn(name)] : []));
  const names = [...fields.map(({ name }) => name), ...registers].map((name) => sql.column(name));
  const derived = fields.flatMap((field) => derivedColumns(field, sql));
  const cleaned = `SELECT ${[sql.column(uniqueId), ...names.map((name) => `nullif(${name}, '') AS ${name}`)].join(', ')} FROM records`;
  const counts = fields.flatMap((field) => {
    const name = countColumn(field);
    return name === null ? [] : [{ name, expression: `count(*) OVER (PARTITION BY ${sql.column(field.name)})` }];
  });
  // Of records, as Splink counts them.
  const shares = fields.map(({ name }, field) => ({
    name: shareColumn(name),
    expression: `count(*) OVER (PARTITION BY ${sql.column(name)}) * 1e0 / (count(${sql.column(name)}) OVER () + ${rowsInThought(u[field]![0]!).toExponential()})`,
  }));
  const columns = [
    'cleaned.*',
    ...[...derived, ...counts, ...shares].map(({ name, expression }) => `${expression} AS ${sql.column(name)}`),
  ];
  return `WITH cleaned AS (${cleaned}), short_forms AS (${shortFormsSql(sql)}) SELECT ${columns.join(', ')} FROM cleaned CROSS JOIN short_forms`;
}

/** How frequent the value of a field is, in a column of this name. */
export const shareColumn = (name: string) => `${name}_share`;

/** Fields of which the levels ask how many records carry a value, in a column of this name. */
export function countColumn({ name, type }: SqlField): string | null {
  return type === 'identifier' || type === 'licence' ? `${name}_count` : null;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Characters of a serial number that stand for another in its skeleton. */
const mistaken = [...`0123456789${letters}`].filter((each) => skeletonOf(each) !== each).join('');

const skeletonSql = (x: string) => `translate(${x}, '${mistaken}', '${skeletonOf(mistaken)}')`;

/** One row of two maps, from a given name to the lines of the list of short forms it stands in, and to the initials of these. */
export function shortFormsSql(sql: SqlDialect): string {
  const lines = [...shortFormLines()];
  const text = (word: string) => `'${word}'`;
  const map = (of: (names: readonly (readonly [line: number, words: string])[]) => string[]) =>
    sql.map(
      lines.map(([name]) => text(name)),
      lines.map(([, found]) => sql.list(of(found).map(text))),
    );
  const initials = (words: string) => words.split(' ').map((word) => word[0]!);
  return `SELECT ${map((found) => found.map(([line]) => String(line)))} AS forms_of, ${map((found) => [...new Set(found.flatMap(([, words]) => initials(words)))])} AS initials_of`;
}

/** Each word of a given name with what `alikeGivenNames` asks of it. */
function givenWords(x: string, sql: SqlDialect): string {
  const none = `CAST(${sql.list([])} AS ${sql.listOfText})`;
  // Consonants after the first letter make an abbreviation: RCH of RICHARD, asked as R%C%H%.
  const consonants = (word: string) =>
    `CASE WHEN length(${word}) >= 2 AND NOT ${sql.holds(`substring(${word}, 2)`, '[AEIOU]')} THEN ${sql.spaced(word)} END`;
  const described = (word: string, second: string) =>
    sql.record({
      word,
      second,
      forms: `coalesce(${sql.at('forms_of', word)}, ${none})`,
      initials: `coalesce(${sql.at('initials_of', word)}, ${none})`,
      consonants: consonants(word),
    });
  const all = sql.words(x);
  const first = sql.transform(sql.slice(all, '1', '1'), (word) => described(word, 'FALSE'));
  const others = sql.transform(sql.slice(all, '2', '1000'), (word) => described(word, 'TRUE'));
  return `CASE WHEN ${x} IS NOT NULL THEN ${sql.concat(first, others)} END`;
}

/** A family name less its particles and its generation; empty where it has none. */
function coreSql(x: string, sql: SqlDialect): string {
  const core = `trim(${sql.replaceAll(sql.replaceAll(x, generationPattern, ''), particlesPattern, ' ')})`;
  return `CASE WHEN ${core} = ${x} THEN '' ELSE ${core} END`;
}

/** The generation a name ends with; empty where none does. */
function generationSql(x: string): string {
  const last = `regexp_extract(${x}, '${lastGenerationPattern}', 1)`;
  return `CASE WHEN ${last} = 'II' THEN 'JR' ELSE ${last} END`;
}

/** The first word of a street: that after the first figures, or the first of all where there are none. */
function streetWord(x: string, sql: SqlDialect): string {
  return `CASE WHEN ${sql.holds(x, '(^| )[0-9]')} THEN regexp_extract(${x}, '(?:^| )[0-9][^ ]* ([^ ]+)', 1) ELSE regexp_extract(${x}, '^([^ ]+)', 1) END`;
}

/** `streetParts`, step by step. */
function streetSql(x: string, sql: SqlDialect): Record<'direction' | 'figures' | 'street', string> {
  const take = (text: string, pattern: string) => `regexp_extract(${text}, '${pattern}', 1)`;
  const {
    after,
    before,
    namedByDirection,
    directionBefore,
    directionAfter,
    directionLetters,
    name: two,
    nameAfterDirection,
    figuresFirst,
    letterAfter,
    figuresSecond,
    wordFirst,
  } = streetPatterns;
  const head = `CASE WHEN ${sql.holds(x, '(^| )[0-9]')} THEN ${take(x, after)} ELSE ${x} END`;
  const side = `CASE WHEN ${sql.holds(head, namedByDirection)} THEN '' ELSE ${take(head, directionBefore)} END`;
  const name = `CASE WHEN ${side} = '' THEN ${take(head, two)} ELSE ${take(head, nameAfterDirection)} END`;
  const direction = `CASE WHEN ${side} = '' THEN ${take(head, directionAfter)} ELSE ${side} END`;
  const numbered = take(name, figuresFirst);
  return {
    direction: sql.replaceAll(direction, directionLetters, ''),
    figures: `CASE WHEN ${head} = '' THEN concat('#', ${numberSql(x)}) WHEN ${numbered} = '' THEN ${take(name, figuresSecond)} ELSE concat(${numbered}, ${take(name, letterAfter)}) END`,
    street: `CASE WHEN ${head} = '' THEN ${take(x, before)} WHEN ${numbered} = '' THEN coalesce(nullif(${take(name, wordFirst)}, ''), ${name}) ELSE '' END`,
  };
}

/** The first figures of an address, with what hangs on them. */
const numberSql = (x: string) => `regexp_extract(${x}, '(^| )([0-9][^ ]*)', 2)`;

function areaSql(x: string, sql: SqlDialect): string {
  return `CASE WHEN ${sql.holds(x, '^[A-Z]')} THEN left(${x}, greatest(2, length(${x}) - 3)) WHEN length(${x}) > 4 THEN left(${x}, 3) ELSE left(${x}, 2) END`;
}

/** The key of a block, NULL where a record has none; `derivation` null for the value itself. */
export function keySql({ name, type }: SqlField, derivation: string | null, sql: SqlDialect): string {
  const x = sql.column(name);
  if (derivation === null) return x;
  const first = /^first (\d)$/.exec(derivation)?.[1];
  if (first !== undefined) return `CASE WHEN length(${x}) >= ${first} THEN left(${x}, ${first}) END`;
  const key = isWornKey(derivation) ? wornKeySql(derivation, x, sql) : derivedKey(derivation, x, sql);
  if (key === null) throw new Error(`Expected SQL for the key ${derivation} of ${type}.`);
  return `nullif(${key}, '')`;
}

function derivedKey(derivation: string, x: string, sql: SqlDialect): string | null {
  const isFirstOfJanuary = sql.endsWith(x, `'0101'`);
  const street = streetWord(x, sql);
  switch (derivation) {
    case 'sound':
      return soundexSql(x, sql);
    case 'look-alike':
      return skeletonSql(x);
    case 'first word':
      return `split_part(${x}, ' ', 1)`;
    case 'last word':
      return lastWordSql(x);
    case 'sound of last word':
      return soundexSql(lastWordSql(x), sql);
    case 'first by alphabet':
      return sql.least(namesInSql(x, sql));
    case 'last by alphabet':
      return sql.greatest(namesInSql(x, sql));
    case 'year':
      return `left(${x}, 4)`;
    case 'month and day':
      return `CASE WHEN NOT ${isFirstOfJanuary} THEN substring(${x}, 5) END`;
    case 'year and month':
      return `CASE WHEN NOT ${isFirstOfJanuary} THEN left(${x}, 6) END`;
    case 'number and street':
      return `CASE WHEN ${street} <> '' THEN concat(${numberSql(x)}, ' ', ${street}) END`;
    case 'street':
      return street;
    case 'area':
      return areaSql(x, sql);
    case 'last seven':
      return `right(${x}, 7)`;
    case 'name':
      return `split_part(${x}, '@', 1)`;
    case 'begins':
      return `left(${x}, 5)`;
    case 'first half':
      return `CASE WHEN length(${x}) >= 4 THEN left(${x}, ${half(x)}) END`;
    case 'second half':
      return `CASE WHEN length(${x}) >= 4 THEN substring(${x}, ${half(x)} + 1) END`;
    default:
      return null;
  }
}

const lastWordSql = (x: string) => `regexp_extract(${x}, '[^ ]*$', 0)`;
/** Words of a full name that are no initial. */
const namesInSql = (x: string, sql: SqlDialect) => sql.filter(sql.words(x), (word) => `length(${word}) > 1`);

const half = (x: string) => `CAST(floor(length(${x}) / 2) AS INTEGER)`;

/** A key of worn numbers as `worn-places.ts` has it, by how many stretches the number has. */
function wornKeySql(derivation: string, x: string, sql: SqlDialect): string {
  const at = wornKeys.indexOf(derivation);
  const cases = [...wornTriples].flatMap(([stretches, triples]) => {
    const triple = triples[at];
    if (!triple) return [];
    const start = (stretch: number) => `CAST(floor(${stretch} * length(${x}) / ${stretches}) AS INTEGER)`;
    const read = triple.map(
      (stretch) => `substring(${x}, ${start(stretch)} + 1, ${start(stretch + 1)} - ${start(stretch)})`,
    );
    return [`WHEN ${stretches} THEN concat(length(${x}), ' ', ${read.join(', ')})`];
  });
  const key = `CASE least(length(${x}), ${Math.max(...wornTriples.keys())}) ${cases.join(' ')} END`;
  return `CASE WHEN NOT ${isWornSql(key, sql)} THEN ${key} END`;
}

/** Soundex as `blocking-keys.ts` has it: H and W passed over, runs of one figure counted once, vowels left out at the end. */
function soundexSql(x: string, sql: SqlDialect): string {
  const word = `regexp_extract(${x}, '^[A-Z]+', 0)`;
  const heard = `concat(left(${word}, 1), translate(substring(${word}, 2), 'HW', ''))`;
  let figures = `translate(${heard}, '${letters}', '${soundexCodes}')`;
  for (const figure of '123456') figures = sql.replaceAll(figures, `${figure}+`, figure);
  return `CASE WHEN ${word} <> '' THEN left(concat(left(${word}, 1), replace(substring(${figures}, 2), '0', ''), '000'), 4) END`;
}
