import { observationTables, tables, type ColumnType, type TableName } from '../model/tables.ts';
import type { RowReject, TypedRow } from './feed.ts';

/**
 * Longest natural key, in characters: PostgreSQL indexes at most 2,704 bytes ("Index Row Size", B-tree), and a character
 * takes at most three bytes of UTF-8 per UTF-16 unit.
 */
const keyCharactersMax = 800;
/** Observations of a record are numbered below 32, the addresses they give from 32 to 63 (`addressOrdinalOffset`). */
const observationsMax = 32;
const observing: ReadonlySet<TableName> = new Set(Object.values(observationTables));

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Years 1 to 9999, as every part of the program writes and reads them. */
function isDay(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = figures(text, 0, 4);
  const month = figures(text, 5, 7);
  const day = figures(text, 8, 10);
  // What is no figure is no number, and no comparison with it holds.
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth[month - 1]!)) return false;
  return day < 29 || month !== 2 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** The number that figures of a text write; NaN where one is none. Read in place: every row has half a dozen days. */
function figures(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const figure = text.charCodeAt(at) - 48;
    if (figure < 0 || figure > 9) return NaN;
    number = number * 10 + figure;
  }
  return number;
}

const isInstant = (text: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
  isDay(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text));
const isText = (value: unknown) => typeof value === 'string' && value.isWellFormed() && !value.includes('\0');

/** What each column type of the store takes, and in words what it expects. */
const storable: Record<ColumnType, { fits: (value: never) => boolean; expected: string }> = {
  text: { fits: isText, expected: 'text' },
  integer: {
    fits: (value: unknown) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
    expected: 'a whole number below 2,147,483,648',
  },
  real: { fits: (value: number) => Number.isFinite(value) && Math.abs(value) < 3.4e38, expected: 'a number' },
  double: { fits: (value: unknown) => Number.isFinite(value), expected: 'a number' },
  boolean: { fits: (value: unknown) => typeof value === 'boolean', expected: 'yes or no' },
  date: {
    fits: (value: unknown) => typeof value === 'string' && isDay(value),
    expected: 'a day of the years 1 to 9999',
  },
  timestamptz: {
    fits: (value: unknown) => typeof value === 'string' && isInstant(value),
    expected: 'an instant of the years 1 to 9999',
  },
  'text[]': {
    fits: (value: unknown) => Array.isArray(value) && value.every(isText),
    expected: 'a list of texts',
  },
  json: { fits: (value: unknown) => isText(JSON.stringify(value)), expected: 'values as JSON' },
};

const columnsOf = new Map<TableName, readonly { name: string; type: ColumnType }[]>(
  (Object.keys(tables) as TableName[]).map((table) => [
    table,
    // Texts are pieces of cells, which the reader has cleared of NUL and broken characters; they are looked at again only
    // where a value was cut out of one (`isText` of the key).
    Object.entries(tables[table])
      .filter(([, column]) => column.type !== 'text')
      .map(([name, column]) => ({ name, type: column.type })),
  ]),
);

/**
 * Why the store would refuse a record, or null. Readers give what it takes; should one not, its row is rejected like any
 * other, and the rest of the file is imported.
 */
export function findUnstorable(key: string | null, typed: readonly TypedRow[]): RowReject | null {
  if (key !== null && (key.length > keyCharactersMax || !isText(key))) {
    return {
      code: 'row.key-too-long',
      field: null,
      expected: `a key of at most ${keyCharactersMax} characters`,
      got: `${key.length} characters`,
    };
  }
  for (const { table, ordinal, values } of typed) {
    if (ordinal >= observationsMax && observing.has(table)) {
      return {
        code: 'row.too-many-parts',
        field: null,
        expected: `at most ${observationsMax} parts in a row that names people, firearms or places`,
        got: `${typed.length} parts`,
      };
    }
    for (const { name, type } of columnsOf.get(table)!) {
      const value = values[name];
      if (value === undefined || value === null) continue;
      const { fits, expected } = storable[type];
      if (!fits(value as never))
        return { code: 'value.unstorable', field: name, expected, got: String(value).slice(0, 80).toWellFormed() };
    }
  }
  return null;
}
