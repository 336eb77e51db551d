import { writeXlsx } from 'hucre/xlsx';
import type { UnseenFile } from './unseen-files.ts';
import { unseenRows } from './unseen-files.ts';
import { drawFor } from './unseen-values.ts';

/**
 * A file in the layout an agency publishes or its systems export, its values made up. `>` in a header parts the two lines
 * of a header of two.
 */
export interface CityFile extends Omit<UnseenFile, 'feed' | 'format'> {
  /** Null: of no feed the product has. */
  readonly feed: UnseenFile['feed'] | null;
  readonly format: UnseenFile['format'] | 'tab' | 'json';
  /** `feed/layout` that is as right, where a table can be read as either. */
  readonly or?: string;
  /** Whether the file begins with its rows, or has a header of two lines. */
  readonly header?: 'none' | 'two lines';
  readonly encoding?: 'windows-1252';
  /** Blank columns at the end of every line. */
  readonly blankColumns?: number;
}

const separators = { csv: ',', semicolon: ';', pipe: '|', tab: '\t', ndjson: '', json: '', xlsx: '' };

/** The rows of a file, by column. */
export function cityRows(file: CityFile): string[][] {
  const seed = [...file.name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return Array.from({ length: unseenRows }, (_, row) => {
    const draw = drawFor(seed, row);
    return file.columns.map(([, , maker]) => maker(draw));
  });
}

export async function cityBytes(file: CityFile): Promise<Uint8Array> {
  const rows = cityRows(file);
  const blanks = Array.from({ length: file.blankColumns ?? 0 }, () => '');
  const above = [...(file.titles ?? []).map((title) => [title]), ...headerLines(file)];
  if (file.format === 'xlsx') return writeXlsx({ sheets: [{ name: 'Sheet1', rows: [...above, ...rows] }] });
  if (file.format === 'ndjson' || file.format === 'json') {
    const objects = rows.map((row) =>
      Object.fromEntries(row.map((cell, at) => [file.columns[at]![0], /^\d{13}$/.test(cell) ? Number(cell) : cell])),
    );
    const text =
      file.format === 'json' ? JSON.stringify(objects) : objects.map((each) => JSON.stringify(each)).join('\n');
    return new TextEncoder().encode(`${text}\n`);
  }
  const separator = separators[file.format];
  const quoted = (cell: string) =>
    cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const text = [...above, ...rows]
    .map((row) => [...row, ...(row.length > 1 ? blanks : [])].map(quoted).join(separator))
    .join('\r\n');
  return file.encoding ? Buffer.from(`${text}\r\n`, 'latin1') : new TextEncoder().encode(`${text}\r\n`);
}

function headerLines(file: CityFile): string[][] {
  if (file.header === 'none') return [];
  const headers = file.columns.map(([header]) => header);
  if (file.header !== 'two lines') return [headers];
  let open = '';
  const groups = headers.map((header) => {
    const group = header.includes('>') ? header.split('>')[0]! : '';
    const told = group !== open ? group : '';
    open = group;
    return told;
  });
  return [groups, headers.map((header) => header.split('>').at(-1)!)];
}
