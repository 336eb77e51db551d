import type { Guess } from '../model/answers.ts';
import { maskSamples } from '../model/values/mask-social-security.ts';
import { guessFeed, type GuessTable } from '../sources/guess-feed.ts';
import { openTable } from '../sources/reading/open-table.ts';
import type { RawRow } from '../sources/reading/raw-row.ts';
import { openSourceFile } from './open-source-file.ts';

/** Enough to find the header under titles and to see what the columns hold. */
const rowsLooked = 1_100;

/** What a file looks like; only its first rows are read. */
export async function guessFile(path: string): Promise<Guess> {
  const file = await openSourceFile(path);
  const table = await openTable(file.bytes);
  const sheets = new Map<string | null, RawRow[]>();
  for await (const event of table.batches()) {
    const sheet = event.sheet ?? null;
    const known = sheets.get(sheet) ?? [];
    if (known.length < rowsLooked) known.push(...event.rows.slice(0, rowsLooked - known.length));
    sheets.set(sheet, known);
    // A workbook may begin with cover sheets; a sheet as long as this is no cover.
    if (known.length >= rowsLooked) break;
  }
  const tables: GuessTable[] = [...sheets].map(([sheet, sheetRows]) => ({ sheet, rows: sheetRows }));
  const guess = guessFeed(tables, { fileName: file.name, receivedOn: new Date().toISOString().slice(0, 10) });
  return { ...guess, columns: guess.columns.map(maskSamples) };
}
