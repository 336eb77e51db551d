import fc from 'fast-check';
import type { Layout, RowContext, RowLayout, RowOutcome, TypedRow } from '../src/sources/feed.ts';
import { tables } from '../src/model/tables.ts';

export const rowContext: RowContext = {
  timeZone: 'America/New_York',
  dateOrder: 'mdy',
  receivedOn: '2026-11-21',
  fileName: 'rows.csv',
  city: 'Harbor City',
  state: 'MD',
};

/** What a layout makes of one row given by its fields. */
export function parseOne(
  layout: Layout,
  cells: Readonly<Record<string, string>>,
  context: Partial<RowContext> = {},
): { outcome: RowOutcome; typed: TypedRow[]; of: (table: TypedRow['table']) => Readonly<Record<string, unknown>>[] } {
  const typed: TypedRow[] = [];
  const text = (field: string) => (cells[field] ?? '').trim();
  const outcome = (layout as RowLayout).parseRow(
    { text, has: (field) => text(field) !== '' },
    {
      add(table, values) {
        typed.push({ table, ordinal: typed.length, values: values as Record<string, unknown> });
        return typed.length - 1;
      },
    },
    { ...rowContext, ...context },
  );
  return { outcome, typed, of: (table) => typed.filter((row) => row.table === table).map((row) => row.values) };
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '',
    'NA',
    '0',
    '-1',
    '13/45/2021',
    '02/30/2021',
    '1/1/1900',
    '24:61',
    '2021-08-01 00:00:00+00',
    '1e309',
    '__proto__',
  ),
  fc.integer().map(String),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

/** Rows of any cells under a layout's fields. */
export const anyRow = (layout: Layout): fc.Arbitrary<Record<string, string>> =>
  fc.record(Object.fromEntries(Object.keys((layout as RowLayout).fields).map((field) => [field, cell])), {
    requiredKeys: [],
  }) as fc.Arbitrary<Record<string, string>>;

const shapes: Record<string, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  real: Number.isFinite,
  double: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
  timestamptz: (value) => typeof value === 'string' && value.endsWith('Z') && !Number.isNaN(Date.parse(value)),
  'text[]': (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  json: () => true,
};

/** Columns whose value the store could not take, as `table.column = value`. */
export function unstorable(typed: readonly TypedRow[]): string[] {
  return typed.flatMap(({ table, values }) =>
    Object.entries(values).flatMap(([name, value]) => {
      const column = (tables[table] as Record<string, { type: string }>)[name];
      if (column && (value === null || value === undefined || shapes[column.type]!(value))) return [];
      return [`${table}.${name} = ${String(value)}`];
    }),
  );
}

/** That any row whatever gives a key or a reject, and values the store can take. */
export function holdsForAnyRow(layout: Layout, runs = 300): void {
  fc.assert(
    fc.property(anyRow(layout), (cells) => {
      const { outcome, typed } = parseOne(layout, cells);
      if ('reject' in outcome) return outcome.reject.got.length <= 80 && /^[a-z-]+\.[a-z-]+$/.test(outcome.reject.code);
      return typed.length > 0 && unstorable(typed).length === 0;
    }),
    { numRuns: runs },
  );
}
