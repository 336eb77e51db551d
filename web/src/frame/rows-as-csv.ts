import type { Column } from './column.ts';

/** Rows as CSV (RFC 4180): quoted where needed, lines end in CRLF; what a spreadsheet would take for a formula is made text. */
export function rowsAsCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const quote = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [
    columns.map((column) => column.header),
    ...rows.map((row) => columns.map((column) => column.text(row))),
  ];
  return `${lines.map((line) => line.map(quote).join(',')).join('\r\n')}\r\n`;
}
