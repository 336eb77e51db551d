import { guessFeed } from '../src/sources/guess-feed.ts';

export const rowsMade = 60;
/** Columns of made-up tables: the value of each row by its number. */
export type MadeColumn = (row: number) => string;

export const of =
  (values: string): MadeColumn =>
  (row) =>
    values.split(',')[row % values.split(',').length]!;
export const numbered =
  (before: string, after = ''): MadeColumn =>
  (row) =>
    `${before}${10_000 + row * 7}${after}`;
export const day =
  (year: number): MadeColumn =>
  (row) =>
    `${year}-0${1 + (row % 9)}-${10 + (row % 18)}`;
export const place: MadeColumn = (row) => `${100 + row * 7} Larch St`;
export const person: MadeColumn = (row) =>
  `${of('Orla,Piers,Silas,Edda,Jory')(row)} ${of('Bexley,Norrby,Standish,Ibsley,Kestrel,Marlowe,Tremaine')(row)}`;

/** What a made-up table is guessed to be. */
export function guessTable(fileName: string, columns: Readonly<Record<string, MadeColumn>>) {
  const table = [
    Object.keys(columns),
    ...Array.from({ length: rowsMade }, (_, row) => Object.values(columns).map((value) => value(row))),
  ];
  return guessFeed([{ sheet: null, rows: table.map((cells, at) => ({ line: at + 1, cells })) }], {
    fileName,
    receivedOn: '2025-12-31',
  });
}

/** The field of each column of a made-up table. */
export const fieldsOf = (fileName: string, columns: Readonly<Record<string, MadeColumn>>) =>
  Object.fromEntries(guessTable(fileName, columns).columns.map(({ column, field }) => [column, field]));
