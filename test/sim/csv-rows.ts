import { readFile } from 'node:fs/promises';

export type CsvRow = Readonly<Record<string, string>>;

/** The rows of a CSV file by the names of its header; cells may be quoted. Read here without the importer under test. */
export async function readRows(path: string): Promise<CsvRow[]> {
  const [header, ...lines] = split(await readFile(path, 'utf8'));
  return lines.map((cells) => Object.fromEntries(header!.map((name, at) => [name, cells[at] ?? ''])));
}

function split(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    cells.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (cells.length > 1 || cells[0] !== '') rows.push(cells);
    cells = [];
  }
  return rows;
}
