import {
  cellCharactersMax,
  rowCellsMax,
  rowCharactersMax,
  type RawProblem,
  type RawProblemCode,
  type RawRow,
  type RowEvent,
} from './raw-row.ts';
import type { CellRepair } from './decode-text.ts';

/** How the text is divided: the delimiter and the character that ends a line (`\n` also stands for `\r\n`). */
export interface CsvDialect {
  delimiter: string;
  newline: '\n' | '\r';
  /** Number of the first line scanned, where lines before it were passed over. */
  firstLine?: number;
}

/** Takes decoded text piece by piece, cut anywhere, and gives the rows that are complete. */
export interface CsvScanner {
  /** `suspect` says that the piece holds characters which `repair` must look at. */
  push(text: string, suspect: boolean): RowEvent;
  end(): RowEvent;
}

const QUOTE = 34;
const SPACE = 32;
const LF = 10;
const CR = 13;
/** How much of an over-long quoted cell is passed over before the reader gives up looking for its end. */
const skippedCharactersMax = 16 * 1024 * 1024;
/** White space allowed around a quoted cell; more is taken for content. */
const paddingMax = 64;
/** Past this many characters the cells of a finished row are let go of at once rather than overwritten by the next. */
const longRow = 64 * 1024;

/**
 * Reads delimited text as RFC 4180 describes it and as real systems write it: blank lines are passed over, quotes
 * inside an unquoted cell are content, blanks around a quoted cell are not. Where the text is wrong it loses one
 * row, says so, and goes on at the next line; where it ends inside a quoted cell it says so too; it never holds more than one cell and one piece of text.
 */
export function scanCsv(dialect: CsvDialect, repair: CellRepair): CsvScanner {
  const delimiterCode = dialect.delimiter.charCodeAt(0);
  const newlineCode = dialect.newline.charCodeAt(0);
  const unixLines = newlineCode === LF;

  let tail = ''; // text from the start of a cell whose end has not been seen
  const pending: string[] = []; // the open row's cells; copied out once the row is whole, which spares growing an array a row
  let cellCount = 0;
  let rowCharacters = 0;
  let rowOpen = false; // a delimiter was the last thing read, so one more cell follows even at the end of the file
  let quotedOnly = false; // the row's cells so far include a quoted one: `""` alone on a line is a row, an empty line is none
  let line = dialect.firstLine ?? 1;
  let rowLine = line;
  let width = 0; // cells of the last complete row
  let lost: RawProblem | null = null;
  let stray = 0; // line of the first stray quote of the row
  let dirty = false;
  let skipping: 'no' | 'plain' | 'quoted' = 'no';
  let skipped = 0;
  let openQuoteLine = 0; // line of the quote inside which the file ends

  let rows: RawRow[] = [];
  let problems: RawProblem[] = [];

  function lose(at: number, code: RawProblemCode, expected: string, got: string): void {
    lost ??= { line: at, code, expected, got, row: 'lost' };
  }

  function addCell(cell: string): void {
    cellCount++;
    if (lost !== null) return;
    rowCharacters += cell.length;
    if (cell.length > cellCharactersMax) {
      lose(line, 'csv.cell-too-long', `at most ${cellCharactersMax} characters in a cell`, 'a longer cell');
    } else if (cellCount > rowCellsMax) {
      lose(rowLine, 'csv.too-many-cells', `at most ${rowCellsMax} cells in a row`, 'more cells');
    } else if (rowCharacters > rowCharactersMax) {
      lose(rowLine, 'csv.row-too-long', `at most ${rowCharactersMax} characters in a row`, 'a longer row');
    } else {
      pending[cellCount - 1] = cell;
    }
  }

  function endRow(): void {
    if (lost !== null) {
      problems.push(lost);
    } else if (cellCount > 1 || pending[0] !== '' || quotedOnly) {
      const cells = pending.slice(0, cellCount);
      if (dirty) problems.push(...repair(cells, rowLine));
      if (stray > 0) {
        problems.push({
          line: stray,
          code: 'csv.stray-quote',
          expected: 'quotes inside a quoted cell doubled',
          got: 'a single quote; the cell was read up to the next delimiter',
          row: 'kept',
        });
      }
      rows.push({ line: rowLine, cells });
      width = cellCount;
    }
    cellCount = 0;
    if (rowCharacters > longRow) pending.length = 0; // let go of a long row's text
    rowCharacters = 0;
    rowOpen = false;
    quotedOnly = false;
    lost = null;
    stray = 0;
    line++;
    rowLine = line;
  }

  /** After an over-long quoted cell: is what follows its first line a table again, so that its quote was never closed? */
  function continuesAsRows(text: string, from: number): boolean {
    const lines = text.slice(from, from + 64 * 1024).split(dialect.newline, 6);
    if (lines.length === 6) lines.pop();
    if (lines.every((each) => each === '')) return false;
    if (width < 2) return width === 0;
    const wide = lines.filter((each) => each.split(dialect.delimiter).length * 2 >= width).length;
    return wide * 2 >= lines.length;
  }

  function countLines(text: string, from: number, to: number): number {
    let count = 0;
    for (let at = text.indexOf(dialect.newline, from); at >= 0 && at < to; at = text.indexOf(dialect.newline, at + 1)) {
      count++;
    }
    return count;
  }

  function scan(text: string, from: number, final: boolean): number {
    const end = text.length;
    const delimiter = delimiterCode;
    const newline = newlineCode;
    let i = from;
    while (i < end) {
      if (skipping !== 'no') {
        i = skip(text, i, final);
        if (stillSkipping()) return i;
        continue;
      }
      let code = text.charCodeAt(i);
      if (code === newline && cellCount === 0) {
        rowLine = ++line; // a blank line
        i++;
        continue;
      }
      if (!unixLines && code === LF && cellCount === 0) {
        i++; // the second half of a CRLF in a file whose lines end in CR
        continue;
      }
      if (code === QUOTE || code === SPACE) {
        let open = i;
        while (code === SPACE && open - i < paddingMax && open + 1 < end) code = text.charCodeAt(++open);
        if (code === SPACE && open + 1 === end && open - i < paddingMax && !final) return i;
        if (code === QUOTE) {
          const next = quoted(text, open, final);
          if (next < 0) return i;
          i = next;
          continue;
        }
        code = text.charCodeAt(i);
      }
      let j = i;
      while (j < end && (code = text.charCodeAt(j)) !== delimiter && code !== newline) j++;
      if (j === end && !final) {
        if (end - i <= cellCharactersMax + 1) return i;
        startSkipping('plain');
        continue;
      }
      if (
        code === delimiter &&
        j < end &&
        lost === null &&
        cellCount < rowCellsMax &&
        j - i <= cellCharactersMax &&
        rowCharacters <= rowCharactersMax
      ) {
        rowCharacters += j - i; // the usual cell, without a call
        pending[cellCount++] = text.slice(i, j);
        rowOpen = true;
        i = j + 1;
        continue;
      }
      i = closeCell(text, i, j);
    }
    return i;
  }

  /** Takes text[from, to) as a cell and moves past the character that ended it. */
  function closeCell(text: string, from: number, to: number): number {
    const atEnd = to === text.length;
    const code = atEnd ? newlineCode : text.charCodeAt(to);
    let stop = to;
    if (unixLines && code === newlineCode && stop > from && text.charCodeAt(stop - 1) === CR) stop--;
    addCell(text.slice(from, stop));
    return endCell(code, to);
  }

  function endCell(code: number, at: number): number {
    if (code === newlineCode) endRow();
    else rowOpen = true;
    return at + 1;
  }

  function startSkipping(how: 'plain' | 'quoted'): void {
    lose(line, 'csv.cell-too-long', `at most ${cellCharactersMax} characters in a cell`, 'a longer cell');
    cellCount++;
    skipping = how;
    skipped = 0;
  }

  function stillSkipping(): boolean {
    return skipping !== 'no';
  }

  /** Passes over a cell that is too long. Returns the place up to which the text is done with. */
  function skip(text: string, from: number, final: boolean): number {
    const end = text.length;
    let j = from;
    if (skipping === 'quoted') {
      for (;;) {
        const quote = text.indexOf('"', j);
        const stop = quote < 0 ? end : quote;
        if (skipped + stop - from > skippedCharactersMax) {
          j = from; // give up: the row ends with this line
          break;
        }
        if (final && quote < 0) openQuoteLine = line;
        if (!final && stop + 1 >= end) {
          skipped += stop - from;
          line += countLines(text, from, stop);
          return stop;
        }
        const after = stop + 1 >= end ? newlineCode : text.charCodeAt(stop + 1);
        if (quote < 0 || after === delimiterCode || after === newlineCode || after === CR) {
          j = Math.min(stop + 1, end);
          break;
        }
        j = quote + (after === QUOTE ? 2 : 1);
      }
      line += countLines(text, from, j);
      skipping = 'plain';
    }
    let code = 0;
    while (j < end && (code = text.charCodeAt(j)) !== delimiterCode && code !== newlineCode) j++;
    if (j === end && !final) return end;
    skipping = 'no';
    return endCell(j === end ? newlineCode : code, j);
  }

  /**
   * Reads a cell that starts with a quote at `open`.
   * Returns the place after it, or -1 where its end is not in the text yet.
   */
  function quoted(text: string, open: number, final: boolean): number {
    const end = text.length;
    let k = open + 1;
    let doubled = false;
    for (;;) {
      const quote = text.indexOf('"', k);
      if (quote < 0 || quote - open > cellCharactersMax * 2) {
        if (quote < 0 && !final && end - open <= cellCharactersMax * 2) return -1;
        return unclosed(text, open, quote < 0 && final && end - open <= cellCharactersMax * 2);
      }
      let after = quote + 1;
      if (after === end && !final) return -1;
      let code = after === end ? newlineCode : text.charCodeAt(after);
      if (code === QUOTE) {
        doubled = true;
        k = quote + 2;
        continue;
      }
      while ((code === SPACE || code === CR) && code !== newlineCode && after - quote <= paddingMax) {
        after++;
        if (after >= end && !final) return -1;
        code = after >= end ? newlineCode : text.charCodeAt(after);
      }
      if (code === delimiterCode || code === newlineCode) {
        const content = text.slice(open + 1, quote);
        addCell(doubled ? content.replaceAll('""', '"') : content);
        line += countLines(text, open, quote);
        quotedOnly = true;
        return endCell(code, after);
      }
      const lineEnd = text.indexOf(dialect.newline, open);
      if (lineEnd >= 0 && lineEnd < quote) return giveUpRow(lineEnd);
      return strayQuote(text, open, quote + 1, final);
    }
  }

  /** `"Bob" Smith,` or `"said "hi" to me",`: read on to the delimiter as an unquoted cell would be, and say so. */
  function strayQuote(text: string, open: number, from: number, final: boolean): number {
    const end = text.length;
    let j = from;
    let code = newlineCode;
    while (j < end && (code = text.charCodeAt(j)) !== delimiterCode && code !== newlineCode) j++;
    if (j === end) {
      if (!final && end - open <= cellCharactersMax * 2) return -1;
      code = newlineCode;
      if (!final) {
        startSkipping('plain');
        return end;
      }
    }
    let raw = text.slice(open, j);
    if (unixLines && raw.endsWith('\r')) raw = raw.slice(0, -1);
    addCell(raw.endsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (stray === 0) stray = line;
    return endCell(code, j);
  }

  function unclosed(text: string, open: number, atEndOfFile: boolean): number {
    const lineEnd = text.indexOf(dialect.newline, open);
    const near = lineEnd >= 0 && lineEnd - open <= cellCharactersMax * 2; // as far as any cut of the text would show it
    const goesOn = near && continuesAsRows(text, lineEnd + 1);
    // Where rows follow, a quote was left open on one of them; where none does, the file was cut inside the cell.
    if (atEndOfFile && !goesOn) openQuoteLine = line;
    if (near && (atEndOfFile || goesOn)) return giveUpRow(lineEnd);
    if (atEndOfFile) return giveUpRow(text.length);
    startSkipping('quoted');
    return open + 1;
  }

  /** Gives up the row whose quote was never closed and goes on at the line after the one where it opened. */
  function giveUpRow(lineEnd: number): number {
    lost = null;
    lose(line, 'csv.unclosed-quote', 'a closing quote', 'none before the text went on as further rows or ended');
    endRow();
    return lineEnd + 1;
  }

  function run(text: string, suspect: boolean, final: boolean): RowEvent {
    rows = [];
    problems = [];
    const openEnd = final && (tail === '' ? rowOpen || cellCount > 0 : !tail.endsWith(dialect.newline));
    dirty = suspect || (dirty && (rowOpen || tail !== ''));
    let from = 0;
    if (tail !== '') {
      // Finish the pending row on a short string: joining the whole piece to the tail would make every character of it
      // be read through a rope (a third slower).
      const lineEnd = text.indexOf(dialect.newline) + 1;
      const short = tail + text.slice(0, lineEnd);
      const done = scan(short, 0, final && lineEnd === text.length);
      if (done < short.length) {
        text = short.slice(done) + text.slice(lineEnd);
      } else {
        from = lineEnd;
      }
    }
    const done = from < text.length ? scan(text, from, final) : from;
    tail = done < text.length ? text.slice(done) : '';
    if (final && (rowOpen || cellCount > 0)) {
      if (skipping === 'no') addCell('');
      else if (skipping === 'quoted') openQuoteLine = line;
      endRow();
    }
    return {
      rows,
      problems,
      ...(openEnd && rows.length > 0 ? { unterminated: true } : {}),
      ...(openQuoteLine > 0 ? { openQuoteLine } : {}),
    };
  }

  return {
    push: (text, suspect) => run(text, suspect, false),
    end: () => run('', false, true),
  };
}
