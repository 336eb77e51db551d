/**
 * What the model as SQL says differently to DuckDB and to Spark: names of functions, lists, quotes.
 *
 * **Source.** Functions of DuckDB 1.3 and later; of Spark SQL 3.3 and later with the functions Splink registers there (`jaro_winkler`,
 * `levdamerau_distance`).
 * **Input.** Expressions of SQL. **Output.** Expressions of SQL.
 * **Limits.** DuckDB's are run by tests; Spark's are held by a file of text alone. Both compare bytes or characters of their own where a text
 * holds more than plain letters, and all of a text where ours compares its first 128 characters.
 */
export const sqlDialects = ['duckdb', 'spark'] as const;
export type SqlDialectName = (typeof sqlDialects)[number];

export interface SqlDialect {
  readonly name: SqlDialectName;
  /** Place of the first item of a list. */
  readonly first: 0 | 1;
  readonly listOfText: string;
  /** What stands before a query of a WITH that is run by itself, not woven into those that ask it; Spark has no word for it. */
  readonly byItself: string;
  /** A name of a column. */
  column(name: string): string;
  similarity(a: string, b: string): string;
  /** Slips of a key by Damerau, in which a letter may be changed twice. */
  distance(a: string, b: string): string;
  words(text: string): string;
  list(items: readonly string[]): string;
  count(list: string): string;
  has(list: string, item: string): string;
  overlap(a: string, b: string): string;
  common(a: string, b: string): string;
  distinct(list: string): string;
  union(a: string, b: string): string;
  concat(a: string, b: string): string;
  /** The items from a place on; `most` is as many as Spark gives, and the place of the last that DuckDB does. */
  slice(list: string, from: string, most: string): string;
  /** The items of which `condition` is true, said of `item`. */
  filter(list: string, condition: (item: string) => string): string;
  transform(list: string, make: (item: string) => string): string;
  /** Whole numbers from one to another; none where the other is less. */
  range(from: string, to: string): string;
  /** A row for each item of a list. */
  unnest(list: string): string;
  /** The values of all rows of a group as a list. */
  gather(value: string): string;
  /** The least item of a list, NULL where it has none. */
  least(list: string): string;
  /** The greatest item of a list, NULL where it has none. */
  greatest(list: string): string;
  record(parts: Readonly<Record<string, string>>): string;
  map(keys: readonly string[], values: readonly string[]): string;
  /** What stands in a map under a key, NULL where nothing does. */
  at(map: string, key: string): string;
  startsWith(text: string, start: string): string;
  endsWith(text: string, end: string): string;
  holds(text: string, pattern: string): string;
  replaceAll(text: string, pattern: string, by: string): string;
  /** Each character with a wildcard after it. */
  spaced(text: string): string;
}

const quotedBy = (mark: string) => (name: string) => `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
const call =
  (name: string) =>
  (...args: string[]) =>
    `${name}(${args.join(', ')})`;

const duckdb: SqlDialect = {
  name: 'duckdb',
  first: 1,
  listOfText: 'VARCHAR[]',
  byItself: 'MATERIALIZED ',
  column: quotedBy('"'),
  similarity: call('jaro_winkler_similarity'),
  distance: call('damerau_levenshtein'),
  words: (text) => `string_split(${text}, ' ')`,
  list: (of) => `[${of.join(', ')}]`,
  count: call('len'),
  has: call('list_contains'),
  overlap: call('list_has_any'),
  common: call('list_intersect'),
  distinct: call('list_distinct'),
  union: (a, b) => `list_distinct(list_concat(${a}, ${b}))`,
  concat: call('list_concat'),
  slice: call('list_slice'),
  filter: (list, condition) => `list_filter(${list}, lambda item: ${condition('item')})`,
  transform: (list, make) => `list_transform(${list}, lambda word: ${make('word')})`,
  range: (from, to) => `generate_series(${from}, ${to})`,
  unnest: call('unnest'),
  gather: call('list'),
  least: call('list_min'),
  greatest: call('list_max'),
  record: (parts) =>
    `{${Object.entries(parts)
      .map(([name, value]) => `'${name}': ${value}`)
      .join(', ')}}`,
  map: (keys, values) => `map([${keys.join(', ')}], [${values.join(', ')}])`,
  at: (map, key) => `${map}[${key}]`,
  startsWith: call('starts_with'),
  endsWith: call('ends_with'),
  holds: (text, pattern) => `regexp_matches(${text}, '${pattern}')`,
  replaceAll: (text, pattern, by) => `regexp_replace(${text}, '${pattern}', '${by}', 'g')`,
  spaced: (text) => `regexp_replace(${text}, '(.)', '\\1%', 'g')`,
};

const spark: SqlDialect = {
  name: 'spark',
  first: 0,
  listOfText: 'ARRAY<STRING>',
  byItself: '',
  column: quotedBy('`'),
  similarity: call('jaro_winkler'),
  distance: call('levdamerau_distance'),
  words: (text) => `split(${text}, ' ')`,
  list: (of) => `array(${of.join(', ')})`,
  count: call('size'),
  has: call('array_contains'),
  overlap: call('arrays_overlap'),
  common: call('array_intersect'),
  distinct: call('array_distinct'),
  union: call('array_union'),
  concat: call('concat'),
  slice: call('slice'),
  filter: (list, condition) => `filter(${list}, item -> ${condition('item')})`,
  transform: (list, make) => `transform(${list}, word -> ${make('word')})`,
  // A sequence of Spark counts down where its end lies before its start.
  range: (from, to) => `CASE WHEN ${to} < ${from} THEN array() ELSE sequence(${from}, ${to}) END`,
  unnest: call('explode'),
  gather: call('collect_list'),
  least: call('array_min'),
  greatest: call('array_max'),
  record: (parts) =>
    `named_struct(${Object.entries(parts)
      .map(([name, value]) => `'${name}', ${value}`)
      .join(', ')})`,
  map: (keys, values) => `map_from_arrays(array(${keys.join(', ')}), array(${values.join(', ')}))`,
  at: call('try_element_at'),
  startsWith: call('startswith'),
  endsWith: call('endswith'),
  holds: (text, pattern) => `regexp_like(${text}, '${pattern}')`,
  replaceAll: (text, pattern, by) => `regexp_replace(${text}, '${pattern}', '${by}')`,
  spaced: (text) => `regexp_replace(${text}, '(.)', '$1%')`,
};

export const sqlDialectOf: Readonly<Record<SqlDialectName, SqlDialect>> = { duckdb, spark };
