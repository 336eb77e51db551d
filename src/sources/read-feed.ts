import { Failure } from '../model/errors.ts';
import { RowWarningCounts } from './count-row-warnings.ts';
import { DateOrders } from './date-orders.ts';
import type { Feed, Mapping, RowContext, RowLayout, SheetLayout } from './feed.ts';
import { isRejectsHeader, rejectColumns, type FeedBatch, type Section } from './feed-batch.ts';
import type { FileWarning } from './file-warning.ts';
import { findOddDate } from './find-odd-date.ts';
import { findUnstorable } from './find-unstorable.ts';
import { unguardCell } from './guard-cell.ts';
import { columnsAt, uniqueColumns } from './header-columns.ts';
import { KeySubjects } from './key-subjects.ts';
import { isBlank, isFooterLine, looksLikeHeader } from './line-kinds.ts';
import { plainlyOtherFeed } from './look-alike-feed.ts';
import { mapColumns } from './map-columns.ts';
import { normaliseHeader } from './normalise-header.ts';
import { openSection, type OpenSection } from './open-section.ts';
import { readRow, TypedRows } from './read-row.ts';
import type { RawProblem, RawRow, TableReader } from './reading/raw-row.ts';
import { headersOf, headerSearchRows, unrecognised } from './unrecognised-feed.ts';

/**
 * Part of what makes two imports of one file the same import: raise it when a row may now be read differently. Rows whose
 * content is known stay as they were read: only new and changed ones are read anew.
 */
export const readerVersion = '4';

export interface ReadOptions {
  readonly feed: Feed;
  readonly mapping?: Mapping | undefined;
  readonly context: RowContext;
  /** Feeds whose headers are tried when the file is not of `feed`, to say what it looks like. */
  readonly otherFeeds?: readonly Feed[];
}

const sheetRowsMax = 20_000;
const batchRows = 1_000;
/** Stacked tables of real files are a few dozen; thousands of headers are no table. */
const sectionsMax = 1_000;

/**
 * Reads a table as a feed: finds the header of each section, maps its columns, and turns every row under it into typed
 * rows or a reject. Fails with `feed.unrecognised` when no header of the feed is found in the first 50 rows, and with
 * `file.truncated` when the file ends inside a row, which its missing end of a line tells, or inside a quoted cell. A column whose dates allow only
 * the order of day and month it is not read in fails with `feed.date-order`: half of its dates would be read as others.
 */
export async function* readFeed(table: TableReader, options: ReadOptions): AsyncGenerator<FeedBatch> {
  const reading = new FeedReading(options, table.format);
  for await (const event of table.batches()) {
    const sheet = event.sheet ?? null;
    if (reading.sheet !== undefined && reading.sheet !== sheet) yield* reading.endSheet();
    reading.sheet = sheet;
    if (event.addedColumns) reading.addColumns(event.addedColumns);
    yield* reading.take(event.rows, event.problems);
    reading.openEndLine = event.unterminated ? (event.rows.at(-1)?.line ?? null) : null;
    reading.openQuoteLine = event.openQuoteLine ?? reading.openQuoteLine;
  }
  yield* reading.endSheet();
  yield* reading.endFile();
}

class FeedReading {
  sheet: string | null | undefined;
  /** Line of the row the file ends with, where it ends without the end of a line. */
  openEndLine: number | null = null;
  /** Line of the quote inside which the file ends. */
  openQuoteLine: number | null = null;
  private readonly options: ReadOptions;
  private readonly format: TableReader['format'];
  private readonly sheetLayouts: readonly SheetLayout[];
  private readonly knownHeaders: Set<string>;
  private readonly typed = new TypedRows();
  private waiting: RawRow[] = [];
  private open: OpenSection | null = null;
  private sections = 0;
  private addedColumns: string[] = [];
  private lastShort: RawRow | null = null;
  /** Line of the last row that was kept. */
  private lastKept: number | null = null;
  private endMayBeCut = false;

  constructor(options: ReadOptions, format: TableReader['format']) {
    this.options = options;
    this.format = format;
    this.sheetLayouts = options.feed.layouts.filter((layout) => layout.shape === 'sheet');
    this.knownHeaders = new Set([
      ...rejectColumns.map(normaliseHeader),
      ...Object.keys(options.mapping?.columns ?? {}).map(normaliseHeader),
      ...headersOf([options.feed]),
    ]);
  }

  *take(rows: RawRow[], problems: readonly RawProblem[]): Generator<FeedBatch> {
    const lost = problems.filter((problem) => problem.row === 'lost');
    // A column that joins later is no fault of the row.
    for (const problem of problems)
      if (problem.row === 'kept' && problem.code !== 'json.new-key') this.rowWarnings.countProblem(problem);
    if (this.open) {
      yield* this.read(rows, lost);
      return;
    }
    this.waiting.push(...rows);
    const wanted = this.sheetLayouts.length > 0 ? sheetRowsMax : headerSearchRows;
    if (this.waiting.length >= wanted) yield* this.findHeader(lost);
    else this.waitingLost.push(...lost);
  }

  private readonly waitingLost: RawProblem[] = [];

  *endSheet(): Generator<FeedBatch> {
    if (!this.open && this.waiting.length > 0) yield* this.findHeader([]);
    this.open = null;
    this.waiting = [];
    this.addedColumns = [];
  }

  *endFile(): Generator<FeedBatch> {
    // A short row with the end of its line was written so: it is rejected alone.
    if (this.lastShort && this.lastShort.line === this.openEndLine) {
      throw new Failure(
        'file.truncated',
        `Expected the last row (line ${this.lastShort.line}) to be whole; it ends after ${this.lastShort.cells.length} cells, as when a file is cut off. Nothing was imported. Get the whole file again, or remove its last line if the rest is complete.`,
        { detail: { line: this.lastShort.line } },
      );
    }
    if (this.openQuoteLine !== null && !this.endMayBeCut) {
      throw new Failure(
        'file.truncated',
        `Expected the quoted cell that begins on line ${this.openQuoteLine} to end; the file ends before it does, as when it is cut off. Nothing was imported. Get the whole file again, or remove that row if the rest is complete.`,
        { detail: { line: this.openQuoteLine } },
      );
    }
    if (this.sections === 0) throw unrecognised([], this.options, this.knownHeaders);
    const warnings = [
      ...this.dateOrders.check(),
      ...[...this.keySubjects.values()].flatMap((each) => each.warning() ?? []),
      ...this.openEnd(),
      ...this.rowWarnings.warnings(this.lastSection?.mapping),
    ];
    if (warnings.length > 0) yield { section: this.lastSection!, rows: [], rejects: [], skipped: [], warnings };
  }

  /** Many whole exports leave out the last end of a line; so does a file that was cut in its last cell. */
  private openEnd(): FileWarning[] {
    if (this.openEndLine === null || this.openEndLine !== this.lastKept) return [];
    return [
      {
        code: 'file.no-final-newline',
        message: `The last row (line ${this.openEndLine}) has no end of line, as those above it have: its last cell may be cut short. Compare it with the source.`,
      },
    ];
  }

  private lastSection: Section | null = null;
  private readonly dateOrders = new DateOrders();
  /** By layout. */
  private readonly keySubjects = new Map<string, KeySubjects>();
  private readonly rowWarnings = new RowWarningCounts();

  addColumns(columns: readonly string[]): void {
    this.addedColumns.push(...columns);
    if (!this.open) return;
    const { about } = this.open;
    about.columns.push(...columns);
    const mapping = this.options.mapping ?? mapColumns(this.options.feed, about.columns)?.mapping ?? about.mapping;
    this.open = this.opened(this.open.layout, mapping, about);
  }

  private *findHeader(lost: readonly RawProblem[]): Generator<FeedBatch> {
    const rows = this.waiting;
    this.waiting = [];
    const problems = [...this.waitingLost.splice(0), ...lost];
    for (const layout of this.sheetLayouts) {
      if (layout.recognise(rows)) {
        yield this.readSheet(layout, rows);
        return;
      }
    }
    for (let at = 0; at < Math.min(rows.length, headerSearchRows); at++) {
      const { line, cells } = rows[at]!;
      // A rejects file has a header though the file it came from has none.
      const mended = isRejectsHeader(cells);
      const columns = mended ? uniqueColumns(cells.map(unguardCell)) : columnsAt(rows, at, this.options.mapping);
      if (!columns || !this.tryHeader(line, columns)) continue;
      const skipped = rows
        .slice(0, at)
        .filter((row) => !isBlank(row.cells))
        .map((row) => ({ line: row.line, why: 'above the header' }));
      if (skipped.length > 0) yield { section: this.open!.about, rows: [], rejects: [], skipped };
      // Without a header the row that stands in its place is the first row.
      const headless = this.options.mapping?.headerLine === 0 && !mended;
      yield* this.read(rows.slice(headless ? at : at + 1), problems);
      return;
    }
    // A workbook may carry a cover sheet; a file may not be all cover.
    if (this.sheet !== null && this.sheet !== undefined && this.format === 'xlsx') return;
    throw unrecognised(rows, this.options, this.knownHeaders);
  }

  private tryHeader(line: number, columns: string[]): boolean {
    const { feed, mapping } = this.options;
    if (mapping) {
      const layout = feed.layouts.find((each) => each.name === mapping.layout);
      if (layout?.shape !== 'rows') {
        throw new Failure(
          'mapping.invalid',
          `Expected a layout of ${feed.name} in the mapping (${feed.layouts.map((each) => each.name).join(', ')}); got ${mapping.layout}.`,
          { detail: { layout: mapping.layout } },
        );
      }
      const present = new Map(columns.map((column) => [normaliseHeader(column), column]));
      if (!Object.keys(mapping.columns).every((header) => present.has(normaliseHeader(header)))) return false;
      const spelled = Object.fromEntries(
        Object.entries(mapping.columns).map(([header, field]) => [present.get(normaliseHeader(header))!, field]),
      );
      this.openAt(layout, { ...mapping, columns: spelled }, line, columns, mapping.layout);
      return true;
    }
    const found = mapColumns(feed, columns);
    if (!found) return false;
    const other =
      found.profile === null && this.sections === 0
        ? plainlyOtherFeed(columns, found.explained, this.options.otherFeeds ?? [])
        : null;
    if (other !== null) {
      throw new Failure(
        'feed.other',
        `Expected a file of ${feed.name}; its header (line ${line}) is one of ${other}. Nothing was imported. Import it as ${other.split(' ')[0]!}, or, if it is ${feed.name} all the same, pass a mapping with --mapping.`,
        { detail: { feed: feed.name, looksLike: other } },
      );
    }
    this.openAt(found.layout, found.mapping, line, columns, found.profile);
    return true;
  }

  private openAt(
    layout: RowLayout<string>,
    mapping: Mapping,
    headerLine: number,
    columns: string[],
    profile: string | null,
  ): void {
    if (this.sections >= sectionsMax) {
      throw new Failure(
        'file.not-a-table',
        `Expected at most ${sectionsMax} headers in one file; line ${headerLine} is one more. Nothing was imported. Check that the file is a table.`,
        { detail: { line: headerLine } },
      );
    }
    const about: Section = {
      section: this.sections++,
      sheet: this.sheet ?? null,
      headerLine,
      columns: [...columns, ...this.addedColumns.filter((column) => !columns.includes(column))],
      layout: layout.name,
      mapping,
      profile,
    };
    this.open = this.opened(layout, mapping, about);
  }

  private opened(layout: RowLayout<string>, mapping: Mapping, about: Section): OpenSection {
    this.lastSection = about;
    this.endMayBeCut = layout.endMayBeCut ?? false;
    return openSection(about, layout, mapping, {
      context: this.options.context,
      agreed: this.options.mapping,
      dateOrders: this.dateOrders,
      subjects: this.subjectsOf(layout.name),
    });
  }

  private subjectsOf(layout: string): KeySubjects {
    const known = this.keySubjects.get(layout) ?? new KeySubjects();
    this.keySubjects.set(layout, known);
    return known;
  }

  private *read(rows: readonly RawRow[], lost: readonly RawProblem[]): Generator<FeedBatch> {
    let batch = this.batch();
    for (const problem of lost) {
      batch.rejects.push({
        line: problem.line,
        cells: [],
        code: problem.code,
        field: null,
        expected: problem.expected,
        got: problem.got,
      });
    }
    for (const row of rows) {
      const why = this.notARow(row);
      if (why === 'header') {
        if (batch.rows.length + batch.rejects.length + batch.skipped.length > 0) yield batch;
        batch = this.batch();
        continue;
      }
      if (why) {
        if (why !== 'blank') batch.skipped.push({ line: row.line, why });
        continue;
      }
      this.parse(row, batch);
      if (batch.rows.length + batch.rejects.length >= batchRows) {
        yield batch;
        batch = this.batch();
      }
    }
    if (batch.rows.length + batch.rejects.length + batch.skipped.length > 0) yield batch;
  }

  private batch(): FeedBatch {
    return { section: this.open!.about, rows: [], rejects: [], skipped: [] };
  }

  /** Why a line under a header is not a row of it, or null. Opens the next section when it is another header. */
  private notARow(row: RawRow): string | null {
    const { cells } = row;
    const { about } = this.open!;
    const first = cells[0]?.trim() ?? '';
    if (first === '' && isBlank(cells)) return 'blank';
    if (/^[-=_]{2,}$/.test(first) && cells.every((cell) => /^[-=_\s]*$/.test(cell))) return 'rule';
    if (
      first === about.columns[0]?.trim() &&
      // The first columns of this header are another header.
      cells.length >= about.columns.length &&
      cells.every((cell, at) => cell.trim() === (about.columns[at] ?? '').trim())
    )
      return 'repeated header';
    if (
      // A cell with four figures in a row is a value: normalising the first cell of every row would cost more than reading it.
      !/\d{4}/.test(first) &&
      this.knownHeaders.has(normaliseHeader(first)) &&
      looksLikeHeader(cells, this.knownHeaders) &&
      this.options.mapping?.headerLine !== 0 &&
      this.tryHeader(row.line, uniqueColumns(isRejectsHeader(cells) ? cells.map(unguardCell) : cells))
    )
      return 'header';
    if (isFooterLine(cells, about.columns.length)) return 'below the table';
    return null;
  }

  private parse(row: RawRow, batch: FeedBatch): void {
    const outcome = readRow(row, this.open!, { format: this.format, typed: this.typed });
    this.lastShort = 'reject' in outcome && outcome.short ? row : null;
    if ('skipped' in outcome) batch.skipped.push({ line: row.line, why: outcome.skipped });
    else if ('reject' in outcome) batch.rejects.push(outcome.reject);
    else {
      const { line, cells, typed } = outcome.row;
      this.rowWarnings.countRow(typed, line, (code) => findOddDate(code, cells, this.open!));
      if (outcome.formula) this.rowWarnings.countCell('cell.formula', { line, ...outcome.formula });
      this.lastKept = row.line;
      batch.rows.push(outcome.row);
    }
  }

  private readSheet(layout: SheetLayout, rows: readonly RawRow[]): FeedBatch {
    if (rows.length >= sheetRowsMax) {
      throw new Failure(
        'feed.sheet-too-long',
        `Expected a sheet of ${layout.title} with fewer than ${sheetRowsMax} rows; got more. Nothing was imported.`,
        { detail: { rows: rows.length } },
      );
    }
    const outcome = layout.parseSheet(rows, this.options.context);
    const section: Section = {
      section: this.sections++,
      sheet: this.sheet ?? null,
      headerLine: outcome.headerLine,
      columns: [...outcome.columns],
      layout: layout.name,
      mapping: { feed: this.options.feed.name, layout: layout.name, columns: {} },
      profile: layout.name,
    };
    const batch: FeedBatch = { section, rows: [], rejects: [], skipped: [...outcome.skipped] };
    for (const each of outcome.rows) {
      const refused = 'reject' in each ? each.reject : findUnstorable(each.key, each.typed);
      if (refused || 'reject' in each) batch.rejects.push({ line: each.row.line, cells: each.row.cells, ...refused! });
      else {
        this.rowWarnings.countRow(each.typed, each.row.line);
        batch.rows.push({
          line: each.row.line,
          cells: each.row.cells,
          key: each.key,
          content: each.row.cells.join('\x1e'),
          reading: '',
          stateOn: null,
          typed: each.typed,
        });
      }
    }
    return batch;
  }
}
