import type { ColumnGuess, Guess } from '../model/import-answers.ts';
import { feedNames } from '../model/feeds.ts';
import type { FeedName } from '../model/feeds.ts';
import { allFeeds } from './all-feeds.ts';
import { fieldOf } from './column-field.ts';
import type { Mapping, RowContext, RowLayout } from './feed.ts';
import { dateOrderOf, yearOf } from './guess-dates.ts';
import type { DateOrder } from './guess-dates.ts';
import { columnDays } from './guess-day-order.ts';
import { explainColumn } from './guess-explanation.ts';
import { HeaderReader, splitHeader } from './guess-header.ts';
import { findHeaderRow, type FoundHeader } from './guess-header-row.ts';
import { fitLayout, tryRows, type GuessedColumn, type LayoutFit, type TrialReading } from './guess-layout.ts';
import { bearsMark, marksIn, tellsIn } from './guess-marks.ts';
import { columnValues } from './guess-column-values.ts';
import { KindFits } from './guess-values.ts';
import { isFaint, meaningsOfWord, tradeMeanings } from './guess-words.ts';
import { otherTrade } from './guess-other-trades.ts';
import { utcColumnsOf, writtenAs } from './guess-written-as.ts';
import { mapColumns } from './map-columns.ts';
import type { RawRow } from './reading/raw-row.ts';

/** The first rows of one table of a file: of a text file, or of one sheet. */
export interface GuessTable {
  readonly sheet: string | null;
  readonly rows: readonly RawRow[];
}

export interface GuessOptions {
  readonly fileName: string;
  /** `YYYY-MM-DD`: no date of the file lies later. */
  readonly receivedOn: string;
}

const rowsSampled = 1_000;
const rowsTried = 200;
const layoutsTried = 4;
const samplesShown = 3;
/** Below this a proposal would mislead more than help. */
const confidenceLeast = 0.25;
/** How sure a column is at most that another may as well be it. */
const unsureMost = 0.45;
/** What a layout loses of whose subject the file says nothing. */
const unmarkedLoss = 8;

interface Candidate {
  readonly feed: FeedName;
  readonly layout: RowLayout<string>;
  readonly fit: LayoutFit;
  readonly mapping: Mapping;
  readonly profile: string | null;
  readonly bonus: number;
  readonly marked: boolean;
  readonly total: number;
  readonly trial: TrialReading | null;
}

interface Reading {
  readonly headers: readonly string[];
  readonly columns: readonly GuessedColumn[];
  readonly data: readonly (readonly string[])[];
  readonly order: DateOrder | null;
  /** Where the header stands, for the mapping. */
  readonly place: FoundHeader['place'];
}

let reader: HeaderReader | null = null;
let topics: Map<RowLayout<string>, ReadonlySet<string>> | null = null;

const rowLayouts = () =>
  feedNames.flatMap((feed) =>
    allFeeds[feed].layouts.flatMap((layout) => (layout.shape === 'rows' ? [{ feed, layout }] : [])),
  );

/**
 * What a file never seen looks like: its feed and layout, and the field of each column, from headers and values of its
 * first rows.
 *
 * Every pair of column and field is weighed by the words of the header against the names of the field (synonyms,
 * abbreviations, misspellings, Spanish) and by the share of values that the field's kind accepts; of each layout the
 * pairs are taken that are worth most together; the layouts that explain most are tried on the rows themselves.
 */
export function guessFeed(tables: readonly GuessTable[], options: GuessOptions): Guess {
  const guesses = tables.map((table) => guessTable(table, options));
  return guesses.reduce((best, guess) => {
    const better =
      guess.confidence > best.confidence || (best.columns.length === 0 && guess.confidence === best.confidence);
    return better ? guess : best;
  }, noTable([]));
}

function guessTable({ sheet, rows }: GuessTable, options: GuessOptions): Guess {
  const matrix = guessSheet(rows);
  if (matrix) return matrix;
  reader ??= new HeaderReader(rowLayouts().map(({ layout }) => layout));
  const found = findHeaderRow(rows, reader);
  if (!found) return noTable(rows);
  const reading = readColumns(found, options);
  const titles = [options.fileName.replace(/\.[a-z0-9]{1,5}(?:\.gz)?$/i, ''), sheet ?? '', ...found.above];
  const candidates = rankLayouts(reading, titles, options);
  const other = otherTrade(reading.headers, titles);
  const guess = other === null ? answer(reading, candidates, speaksOfTrade(reading, titles) ? 1 : 0.3) : null;
  return guess ?? none(reading, candidates, other);
}

function noTable(rows: readonly RawRow[]): Guess {
  const widest = rows.reduce((most, { cells }) => Math.max(most, cells.filter((cell) => cell.trim() !== '').length), 0);
  const got = widest === 0 ? 'none' : widest === 1 ? 'one column' : `${rows.length} rows of at most ${widest} columns`;
  return {
    feed: null,
    layout: null,
    confidence: 0,
    mapping: null,
    columns: [],
    alternatives: [],
    note: `No table was found: expected a header of two columns or more with rows under it, or three rows of three columns; got ${got}.`,
  };
}

/** Whether any header, title or value is of this trade; a list of customers has names and dates of birth as well. */
function speaksOfTrade({ columns }: Reading, titles: readonly string[]): boolean {
  const ofTrade = (meaning: string | undefined) => meaning !== undefined && tradeMeanings.has(meaning);
  return (
    columns.some(({ words }) => words.tokens.some(({ meanings, sure }) => sure >= 0.8 && ofTrade(meanings[0]))) ||
    [...wordsOf(titles.join(' '))].some(ofTrade) ||
    columns.some(({ fits }) => selfEvident.some((kind) => (fits.of(kind) ?? 0) >= 0.8))
  );
}

const selfEvident = ['calibre', 'firearm-make', 'firearm-type', 'firearm-words', 'licence-number'] as const;

/** A layout only the whole sheet explains has no columns to map. */
function guessSheet(rows: readonly RawRow[]): Guess | null {
  for (const feed of feedNames) {
    for (const layout of allFeeds[feed].layouts) {
      if (layout.shape !== 'sheet' || !layout.recognise(rows)) continue;
      const mapping = { feed, layout: layout.name, columns: {} };
      return { feed, layout: layout.name, confidence: 0.95, mapping, columns: [], alternatives: [] };
    }
  }
  return null;
}

function readColumns(found: FoundHeader, { receivedOn }: GuessOptions): Reading {
  const headers = found.columns;
  const { data } = found;
  const sampled = data.slice(0, rowsSampled).map(({ cells }) => cells);
  const values = headers.map((_, at) => columnValues(sampled.map((cells) => cells[at] ?? '')));
  const order = dateOrderOf(values.flatMap((column) => column.values));
  const yearMax = Number(receivedOn.slice(0, 4)) + 30;
  let yearLatest = 0;
  for (const column of values) {
    const years = column.values.slice(0, 50).map((value) => (/\D/.test(value) ? yearOf(value, order ?? 'mdy') : null));
    for (const year of years) if (year !== null && year <= yearMax - 30 && year > yearLatest) yearLatest = year;
  }
  const reading = { order: order ?? 'mdy', yearMax, yearLatest: yearLatest || yearMax - 30 } as const;
  const words = reader!.read(headers);
  // `Field1`, `Field2`: names that say nothing in any column are names that were lost.
  const lost = words.filter(({ mute }) => mute).length >= headers.length * 0.7;
  const columns = headers.map((name, at) => ({
    name,
    at,
    words: words[at]!,
    fits: new KindFits(values[at]!, reading),
    unnamed: found.unnamed || (lost && words[at]!.mute),
    days: columnDays(sampled, at, reading.order),
  }));
  return { headers, columns, data: sampled, order, place: found.place };
}

function rankLayouts(reading: Reading, titles: readonly string[], options: GuessOptions): Candidate[] {
  const titled = spokenOf(titles);
  const spoken = new Set([
    ...titled,
    ...reading.columns.flatMap(({ words }) =>
      words.tokens.flatMap(({ meanings, sure }) => (sure >= 0.8 ? meanings : [])),
    ),
    // Columns without names speak by what they hold.
    ...reading.columns.flatMap(({ unnamed, fits }) => (unnamed ? spokenByValues(fits) : [])),
  ]);
  const published = new Map(feedNames.map((feed) => [feed, mapColumns(allFeeds[feed], reading.headers)]));
  const candidates = rowLayouts().map(({ feed, layout }): Candidate => {
    const topic = topicOf(layout);
    const fit = fitLayout(layout, reading.columns, topic);
    const known = published.get(feed);
    const profile = known?.profile && known.layout === layout ? known : null;
    // Words of the file's name, its sheet and the lines above the header that speak of the layout.
    const named =
      Math.min(5, [...topic].filter((word) => titled.has(word)).length * 1.5) +
      Math.min(3, marksIn(feed, layout.name, titled) * 1.5) +
      Math.min(3, tellsIn(feed, layout.name, spoken));
    const unmarked = bearsMark(feed, layout.name, spoken) ? 0 : unmarkedLoss;
    const bonus = named - unmarked + (profile ? 100 : 0);
    return {
      feed,
      layout,
      fit,
      bonus,
      marked: unmarked === 0,
      profile: profile?.profile ?? null,
      mapping: (profile && { ...profile.mapping, ...reading.place }) ?? mappingOf(feed, layout, fit, reading),
      total: fit.total + bonus,
      trial: null,
    };
  });
  candidates.sort((a, b) => b.total - a.total);
  const tried = candidates.slice(0, layoutsTried).map((each) => tryCandidate(each, reading, options));
  return [...tried.sort((a, b) => b.total - a.total), ...candidates.slice(layoutsTried)];
}

const fewWords = 30;

function spokenByValues(fits: KindFits): readonly string[] {
  const firearm = selfEvident.some((kind) => kind !== 'licence-number' && (fits.of(kind) ?? 0) >= 0.8);
  const licence = (fits.of('licence-number') ?? 0) >= 0.8;
  const said = fits.column.distinct <= fewWords ? [...wordsOf(fits.column.values.join(' '))] : [];
  return [...said, ...(firearm ? ['firearm'] : []), ...(licence ? ['licence'] : [])];
}

/** What a layout is about, in the words of its name and title. */
function topicOf(layout: RowLayout<string>): ReadonlySet<string> {
  topics ??= new Map(
    rowLayouts().map((each) => [each.layout, wordsOf(`${each.feed} ${each.layout.name} ${each.layout.title}`)]),
  );
  return topics.get(layout)!;
}

function mappingOf(feed: FeedName, layout: RowLayout<string>, fit: LayoutFit, reading: Reading): Mapping {
  const columns: Record<string, string> = {};
  fit.pairs.forEach((pair, at) => {
    if (pair) columns[reading.headers[at]!] = pair.field;
  });
  const utcColumns = utcColumnsOf(reading.columns);
  return {
    feed,
    layout: layout.name,
    columns,
    ...(utcColumns ? { utcColumns } : {}),
    ...(reading.order ? { dateOrder: reading.order } : {}),
    ...reading.place,
  };
}

/** Reads rows as the candidate would; where it rejects them for want of a field, looks for the column that may be it. */
function tryCandidate(candidate: Candidate, reading: Reading, options: GuessOptions): Candidate {
  const { feed, layout, profile, bonus } = candidate;
  const context: RowContext = {
    timeZone: 'UTC',
    dateOrder: 'mdy',
    receivedOn: options.receivedOn,
    fileName: options.fileName,
    city: null,
    state: null,
  };
  const rows = reading.data.slice(0, rowsTried);
  const read = (mapping: Mapping) => tryRows(layout, mapping, reading.headers, rows, context);
  let { fit, mapping } = candidate;
  let trial = read(mapping);
  const wanted = new Set<string>();
  while (profile === null && trial.accepted < 0.9 && trial.reject?.field && !wanted.has(trial.reject.field)) {
    wanted.add(trial.reject.field);
    const mended = fitLayout(layout, reading.columns, topicOf(layout), wanted);
    const mendedMapping = mappingOf(feed, layout, mended, reading);
    const again = read(mendedMapping);
    if (again.accepted < trial.accepted) break;
    if (again.accepted > trial.accepted)
      [fit, mapping] = [{ ...mended, total: mended.total - wanted.size * 6 }, mendedMapping];
    trial = again;
  }
  return { ...candidate, fit, mapping, trial, total: fit.total + bonus - (1 - trial.accepted) * 12 };
}

/** Everything the file's name, its sheet and the lines above the header may mean. */
function spokenOf(titles: readonly string[]): ReadonlySet<string> {
  // What officers are called to or find is no alert of a system, though the words are those of its counts.
  const text = titles.join(' ').replace(/shots?[\s_-]*fired/gi, 'shooting');
  return new Set(splitHeader(text).flatMap((word) => (isFaint(word) ? [] : meaningsOfWord(word))));
}

function wordsOf(text: string): Set<string> {
  const words = splitHeader(text).filter((word) => word.length > 2 && !isFaint(word));
  return new Set(words.map((word) => meaningsOfWord(word)[0]!));
}

/** A table of no feed: every column with the reason, and what the table is where its headers say. */
function none(reading: Reading, ranked: readonly Candidate[], other: string | null): Guess {
  const [best] = ranked;
  const confidence = best && other === null ? confidenceOf(best, 0, 0.3) : 0;
  const why = other === null ? 'no feed was recognised' : `${other} are none of the feeds`;
  return {
    feed: null,
    layout: null,
    confidence: Math.min(confidence, 0.24),
    mapping: null,
    columns: reading.columns.map((column) => describe(column, null, 0, `kept out: ${why}`)),
    alternatives: best && other === null ? alternatives(ranked, best.total, 0.3) : [],
    note:
      other === null
        ? `No feed was recognised: ${feedNames.join(', ')} are those there are. To import it all the same, choose one and say what its columns hold.`
        : `This looks like ${other}, which no feed takes (${feedNames.join(', ')}). Nothing of it can be imported.`,
  };
}

function answer(reading: Reading, ranked: readonly Candidate[], trust: number): Guess | null {
  const [best, ...others] = preferMarked(ranked, trust);
  const sure = best ? confidenceOf(best, others[0]?.total ?? 0, trust) : 0;
  const refused = best ? refusal(best, trust) : null;
  const confidence = refused ? Math.max(sure, 0.25) : sure;
  if (!best || confidence < confidenceLeast) return null;
  const columns = reading.columns.map((column) => {
    const field = fieldOf(best.mapping, column.name) ?? null;
    const pair = best.fit.pairs[column.at] ?? null;
    const share = best.profile !== null && field !== null ? 1 : (best.fit.confidences[column.at] ?? 0);
    const why = explainColumn(column, field, best.layout, best.fit, best.profile, pair);
    const of = best.profile === null && field !== null ? best.fit : null;
    const rival = of?.rivals[column.at] ?? null;
    const doubts = rival === null ? [] : [`${reading.columns[rival]!.name} may as well be it: look at both`];
    doubts.push(...[of?.disorder[column.at] ?? []].flat());
    const reasons = [why, ...writtenAs(column.name, field, best), ...doubts];
    return describe(column, field, doubts.length > 0 ? Math.min(share, unsureMost) : share, reasons.join('; '));
  });
  return {
    feed: best.feed,
    layout: best.layout.name,
    confidence,
    mapping: best.mapping as Guess['mapping'],
    columns,
    alternatives: alternatives(others, best.total, trust),
    ...(refused ? { note: refused } : {}),
  };
}

/**
 * A layout that keeps the rows but whose subject the file does not speak of is a worse answer than one that it is plainly
 * of and that must reject them: crimes without case numbers are no shootings.
 */
function preferMarked(ranked: readonly Candidate[], trust: number): readonly Candidate[] {
  if (ranked[0]?.marked !== false) return ranked;
  const plain = ranked.find((candidate) => candidate.marked && refusal(candidate, trust) !== null);
  return plain ? [plain, ...ranked.filter((candidate) => candidate !== plain)] : ranked;
}

/** Why the rows of a file that is plainly of a layout would all the same be rejected, or null where most are kept. */
function refusal(candidate: Candidate, trust: number): string | null {
  const { trial, layout } = candidate;
  if (!trial?.reject || trial.accepted >= 0.5) return null;
  // As if the field its rows are rejected for were there: what is asked is whether the rest is plainly of the layout.
  const missing = candidate.fit.missing.filter((each) => each !== trial.reject!.field);
  const kept = { ...candidate, fit: { ...candidate.fit, missing }, trial: { accepted: 1, reject: null } };
  if (confidenceOf(kept, 0, trust) < 0.5) return null;
  const { field, expected } = trial.reject;
  const unmapped = field !== null && !Object.values(candidate.mapping.columns).includes(field);
  const about = field === null ? null : (layout.fields[field]?.about ?? field);
  return unmapped
    ? `Most rows would be rejected: no column holds ${field} (${about}), and a row of ${layout.title.toLowerCase()} needs ${expected}.`
    : `Most rows would be rejected: expected ${expected}${field === null ? '' : ` in ${field}`}.`;
}

function describe(column: GuessedColumn, field: string | null, confidence: number, why: string): ColumnGuess {
  return {
    column: column.name,
    field,
    confidence: round(field === null ? 0 : confidence),
    why,
    sample: column.fits.column.values.slice(0, samplesShown),
  };
}

function confidenceOf({ fit, total, trial, profile, layout, marked }: Candidate, next: number, trust: number): number {
  const accepted = trial?.accepted ?? 0.5;
  if (profile !== null) return round(0.99 * accepted);
  const named = fit.pairs.length;
  const explained = fit.confidences.reduce((sum, each) => sum + each, 0);
  const filled = fit.pairs.filter((pair) => pair !== null).length;
  if (filled < 2) return 0;
  // A records system exports dozens of columns of which a few are wanted: many well explained are enough.
  const quality = Math.max(explained / Math.max(2, named), 0.75 * (1 - Math.exp(-explained / 4)));
  const margin = 1 - Math.exp(-Math.max(0, total - next) / 4);
  const required = Object.values(layout.fields).filter((field) => field.required).length;
  const found = required === 0 ? 1 : 1 - fit.missing.length / required;
  return round(
    trust * accepted * (0.1 + 0.9 * quality) * (0.6 + 0.4 * margin) * (0.6 + 0.4 * found) * (marked ? 1 : 0.4),
  );
}

function alternatives(candidates: readonly Candidate[], best: number, trust: number): Guess['alternatives'] {
  return candidates
    .map((candidate) => ({
      feed: candidate.feed,
      layout: candidate.layout.name,
      confidence: round(
        confidenceOf(candidate, candidate.total, trust) * Math.exp(-Math.max(0, best - candidate.total) / 8),
      ),
    }))
    .filter(({ confidence }) => confidence >= 0.02)
    .slice(0, 5);
}

const round = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
