import { tables, type ColumnType, type TableName } from '../model/tables.ts';

/**
 * Rows as PostgreSQL's COPY text format: cells parted by tabs, `\N` for null, backslash escapes
 * (PostgreSQL documentation, "COPY", Text Format).
 */

const special = /[\\\t\n\r]/;

/** One text cell. */
export function copyText(text: string): string {
  return special.test(text)
    ? text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
    : text;
}

const encoders: Record<ColumnType, (value: never) => string> = {
  text: (value: string) => copyText(value),
  date: (value: string) => value,
  timestamptz: (value: string) => value,
  integer: (value: number) => String(value),
  real: (value: number) => String(value),
  double: (value: number) => String(value),
  boolean: (value: boolean) => (value ? 't' : 'f'),
  'text[]': (value: readonly string[]) => copyText(arrayText(value)),
  json: (value: unknown) => copyText(JSON.stringify(value)),
};

/** A PostgreSQL array literal of texts. */
export function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/(["\\])/g, '\\$1')}"`).join(',')}}`;
}

interface ColumnEncoder {
  readonly name: string;
  readonly encode: (value: never) => string;
}

const columnEncoders = new Map<TableName, readonly ColumnEncoder[]>(
  (Object.keys(tables) as TableName[]).map((table) => [
    table,
    Object.entries(tables[table]).map(([name, column]) => ({ name, encode: encoders[column.type as ColumnType] })),
  ]),
);

/** One line of COPY for a typed row, with its keys first and a newline at the end. */
export function copyLine(
  table: TableName,
  keys: { readonly agencyId: number; readonly recordId: number; readonly ordinal: number },
  values: Readonly<Record<string, unknown>>,
): string {
  const columns = columnEncoders.get(table)!;
  const cells = new Array<string>(columns.length);
  for (let at = 0; at < columns.length; at++) {
    const { name, encode } = columns[at]!;
    const value = values[name];
    cells[at] = value === undefined || value === null ? '\\N' : encode(value as never);
  }
  return `${keys.agencyId}\t${keys.recordId}\t${keys.ordinal}\t${cells.join('\t')}\n`;
}

/** What all records of a section share. */
export interface SectionKeys {
  readonly agencyId: number;
  readonly sourceId: number;
  readonly runId: number;
  readonly section: number;
  readonly handling: readonly string[];
  readonly receivedAt: string;
}

/** Columns of a record's line: its version first, so that it can be exchanged. */
export const recordColumns =
  'version, agency_id, record_id, source_id, natural_key, run_id, section, line, content_sha256, payload, handling, received_at, state_on'.split(
    ', ',
  );

/** The COPY statement that lines of records go to. */
export const recordCopyStatement = `copy flashlight.record (${recordColumns.join(', ')}) from stdin`;

/** What stands before the first tab of a record's line, where it is the first of its key. */
export const firstVersion = '1';

/**
 * Makes lines of COPY for the records of a section, each of version 1. `contentHash` is hexadecimal, `cells` a JSON array
 * already as COPY text.
 */
export function recordLines(keys: SectionKeys) {
  const { agencyId, sourceId, runId, section, handling, receivedAt } = keys;
  const shared = `\t${copyText(arrayText(handling))}\t${receivedAt}\t`;
  return (row: {
    recordId: number;
    key: string;
    line: number;
    contentHash: string;
    cells: string;
    stateOn: string | null;
  }): string =>
    `${firstVersion}\t${agencyId}\t${row.recordId}\t${sourceId}\t${copyText(row.key)}\t${runId}\t${section}\t${row.line}\t\\\\x${row.contentHash}\t${row.cells}${shared}${row.stateOn ?? '\\N'}\n`;
}

/** The COPY statement a table's lines go to. */
export function copyStatement(table: TableName): string {
  return `copy flashlight.${table} (agency_id, record_id, ordinal, ${Object.keys(tables[table]).join(', ')}) from stdin`;
}
