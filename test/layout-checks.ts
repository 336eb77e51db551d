import fc from 'fast-check';
import type { Feed, RowLayout, TypedRow } from '../src/sources/feed.ts';
import { mapColumns } from '../src/sources/map-columns.ts';
import { normaliseHeader } from '../src/sources/normalise-header.ts';
import { parseOne, unstorable } from './parse-one-row.ts';

/** Headers that two fields of a layout claim: which of them gets the column would depend on their order. */
export function contestedHeaders(layout: RowLayout<string>): string[] {
  const owner = new Map<string, string>();
  const contested = new Set<string>();
  for (const [name, field] of Object.entries(layout.fields)) {
    for (const alias of field.aliases) {
      const header = normaliseHeader(alias);
      if ((owner.get(header) ?? name) !== name) contested.add(`${header}: ${owner.get(header)}, ${name}`);
      owner.set(header, name);
    }
  }
  return [...contested];
}

/** Fields whose column in the header is `header`. */
export const columnsOf = (feed: Feed, header: readonly string[]) => mapColumns(feed, header)?.mapping.columns ?? {};

export function rowLayoutOf(feed: Feed, name: string): RowLayout<string> {
  const layout = feed.layouts.find((each) => each.name === name);
  if (layout?.shape !== 'rows') throw new Error(`${feed.name} has no layout ${name} of rows`);
  return layout;
}

/** Cells that trip readers up, beside arbitrary text. */
const cell = fc.oneof(
  fc.constantFrom('', '0', '-', 'N/A', 'UNKNOWN', '1.0E+11', '02/30/2024', '13/13/2024', '2024-03-10 02:30', '=1+1'),
  fc.constantFrom('12/31/2023', '2024-11-03 01:30', 'Y', 'MD', "O'Neil, Jr.", 'GLOCK', '9MM', '8-52-123-01-5F-12345'),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ minLength: 200, maxLength: 400 }),
);

export const arbitraryRow = (layout: RowLayout<string>) =>
  fc.dictionary(fc.constantFrom(...Object.keys(layout.fields)), cell, { maxKeys: 90 });

/** Columns whose text is blank: blank is null in the store. */
const blankTexts = (typed: readonly TypedRow[]) =>
  typed.flatMap((row) =>
    Object.entries(row.values).flatMap(([column, value]) =>
      typeof value === 'string' && value.trim() === '' ? [`${row.table}.${column} is blank`] : [],
    ),
  );

/** Ordinals that point at no row of the record. */
export function danglingOrdinals(typed: readonly TypedRow[]): string[] {
  return typed.flatMap((row) =>
    Object.entries(row.values)
      .filter(([column, value]) => column.endsWith('_ordinal') && value !== null && value !== undefined)
      .filter(([, value]) => !typed.some((other) => other.ordinal === value && other.table.endsWith('_observation')))
      .map(([column]) => `${row.table}.${column}`),
  );
}

/** What holds for every row of every layout, whatever stands in its cells. */
export function expectSoundRows(layout: RowLayout<string>): void {
  fc.assert(
    fc.property(arbitraryRow(layout), (values) => {
      const { outcome, typed } = parseOne(layout, values);
      if ('reject' in outcome) {
        const { code, got } = outcome.reject;
        if (!/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(code)) throw new Error(`code ${code}`);
        if (got.length > 80) throw new Error(`got of ${got.length} characters`);
        return;
      }
      if (outcome.key === '') throw new Error('an empty key');
      const wrong = [...unstorable(typed), ...blankTexts(typed), ...danglingOrdinals(typed)];
      if (wrong.length > 0) throw new Error(wrong.join('; '));
      const again = parseOne(layout, values);
      if (JSON.stringify([again.outcome, again.typed]) !== JSON.stringify([outcome, typed]))
        throw new Error('read twice, read differently');
    }),
    { numRuns: 400 },
  );
}
