import { scanCsv, type CsvDialect } from './scan-csv.ts';

/** The delimiters that are recognised, in the order in which they win where nothing speaks for either. */
export const knownDelimiters = [',', '\t', ';', '|'] as const;

export interface DetectedDialect extends CsvDialect {
  /** Characters to pass over before the table: the line `sep=;` that Excel writes and reads. */
  skip: number;
}

const rowsLooked = 100;

/**
 * Finds delimiter and line end from the first text of a file. The delimiter is the one that cuts most rows into the
 * same number of cells, the first row among them; a delimiter that only stands inside the values does not cut the header.
 */
export function detectCsvDialect(sample: string, options: { complete: boolean; delimiter?: string }): DetectedDialect {
  const newline = detectNewline(sample);
  const announced = /^sep=([^\r\n])(?:\r\n|[\r\n])/i.exec(sample);
  if (announced) {
    const skip = announced[0].length;
    return { delimiter: options.delimiter ?? announced[1]!, newline, skip, firstLine: 2 };
  }
  if (options.delimiter !== undefined) return { delimiter: options.delimiter, newline, skip: 0 };
  let best: string = ',';
  let bestScore = 0;
  for (const delimiter of knownDelimiters) {
    const score = regularity(sample, { delimiter, newline }, options.complete);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return { delimiter: best, newline, skip: 0 };
}

/** A CR alone ends lines only where such line ends are the most common ones (old Macintosh); elsewhere it is content. */
function detectNewline(sample: string): '\n' | '\r' {
  let quoted = false;
  let lineFeeds = 0;
  let returns = 0;
  for (let i = 0; i < sample.length; i++) {
    const char = sample[i];
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '\n') lineFeeds++;
    else if (char === '\r' && i + 1 < sample.length && sample[i + 1] !== '\n') returns++;
  }
  if (lineFeeds + returns > 0) return lineFeeds >= returns ? '\n' : '\r';
  return sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
}

function regularity(sample: string, dialect: CsvDialect, complete: boolean): number {
  const scanner = scanCsv(dialect, () => []);
  const { rows } = scanner.push(sample, false);
  if (complete || rows.length === 0) rows.push(...scanner.end().rows);
  const widths = rows.slice(0, rowsLooked).map((row) => row.cells.length);
  if (widths.length === 0) return 0;
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let usual = 1;
  let usualCount = 0;
  for (const [width, count] of counts) {
    if (width > 1 && count > usualCount) {
      usual = width;
      usualCount = count;
    }
  }
  if (usual === 1) return 0;
  const share = usualCount / widths.length;
  const headerAgrees = widths[0] === usual ? 2 : 1;
  return share * share * headerAgrees * Math.log2(usual);
}
