import type { Guess } from '../model/import-answers.ts';
import { maskSamples } from '../model/values/mask-social-security.ts';
import { guessFeed, type GuessTable } from '../sources/guess-feed.ts';
import { openTable } from '../sources/reading/open-table.ts';
import type { RawProblem, RawRow } from '../sources/reading/raw-row.ts';
import { openSourceFile } from './open-source-file.ts';

/** Enough to find the header under titles and to see what the columns hold. */
const rowsLooked = 1_100;

/** What a file looks like; only its first rows are read. */
export async function guessFile(path: string): Promise<Guess> {
  const file = await openSourceFile(path);
  const table = await openTable(file.bytes);
  const sheets = new Map<string | null, RawRow[]>();
  let lost: RawProblem | null = null;
  for await (const event of table.batches()) {
    const sheet = event.sheet ?? null;
    const known = sheets.get(sheet) ?? [];
    lost ??= event.problems.find((problem) => problem.row === 'lost') ?? null;
    if (known.length < rowsLooked) known.push(...event.rows.slice(0, rowsLooked - known.length));
    sheets.set(sheet, known);
    // A workbook may begin with cover sheets; a sheet as long as this is no cover.
    if (known.length >= rowsLooked) break;
  }
  const tables: GuessTable[] = [...sheets].map(([sheet, sheetRows]) => ({ sheet, rows: sheetRows }));
  const guess = guessFeed(tables, { fileName: file.name, receivedOn: new Date().toISOString().slice(0, 10) });
  const rowsRead = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  const note = notTable(tables) ?? (lost && rowsRead <= 1 ? unread(lost) : null);
  const masked = { ...guess, columns: guess.columns.map(maskSamples) };
  return note === null ? masked : { ...masked, note };
}

const unread = ({ line, expected, got }: RawProblem) =>
  `No row could be read. Expected ${expected} on line ${line}; got ${got}.`;

/** JSON that keeps its rows inside another value, as map servers write it, is one row to the reader. */
function notTable(tables: readonly GuessTable[]): string | null {
  const [header, first, second] = tables[0]?.rows ?? [];
  if (header?.line !== 0 || !first || second) return null;
  const at = first.cells.findIndex((cell) => /^\s*\[\s*\{/.test(cell));
  if (at < 0) return null;
  return `The rows stand inside ${header.cells[at]!.slice(0, 40)}: expected a list of flat objects or one object a line. Give that list alone, or export the file as CSV.`;
}
