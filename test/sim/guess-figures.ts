import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guessFile } from '../../src/jobs/guess-file.ts';
import { parseMapping } from '../../src/jobs/parse-mapping.ts';
import type { Guess } from '../../src/model/import-answers.ts';
import { allFeeds } from '../../src/sources/all-feeds.ts';
import { readWhole } from '../read-whole-feed.ts';
import { cityBytes, type CityFile } from './other-cities.ts';
import { heldOutCities } from './other-cities-held-out.ts';
import { onceHeldOutCities } from './other-cities-once-held-out.ts';
import { thirdHeldOutCities } from './other-cities-third-held-out.ts';
import { plainWordCities, plainWordCitiesFirstRun } from './other-cities-plain-words.ts';
import { tunedCities } from './other-cities-tuned.ts';
import { unseenRows } from './unseen-files.ts';

/** What the guess makes of one file, against what the file truly is. */
export interface Figures {
  readonly file: CityFile;
  readonly guess: Guess;
  readonly feedRight: boolean;
  /** `header: field for field`. */
  readonly wrong: readonly string[];
  /** Of these, how many columns were given a field they are not: worse than none, for what is read is not what it says. */
  readonly misread: number;
  readonly accepted: number;
  readonly unexplained: number;
  readonly failure: unknown;
}

/** Guesses a file, imports it with the mapping proposed as a person would, and counts. */
export async function figuresOf(file: CityFile, folder: string): Promise<Figures> {
  const bytes = await cityBytes(file);
  const path = join(folder, file.name);
  await writeFile(path, bytes);
  const guess = await guessFile(path);
  const found = guess.feed === null ? null : `${guess.feed}/${guess.layout}`;
  const feedRight =
    file.feed === null ? found === null : [`${file.feed}/${file.layout}`, file.or].includes(found ?? '');
  const unexplained = guess.columns.filter(({ why }) => why === '').length;
  if (guess.mapping === null || file.feed === null)
    return {
      file,
      guess,
      feedRight,
      ...(file.feed === null ? { wrong: [], misread: 0 } : wrongColumns(file, guess)),
      accepted: 0,
      unexplained,
      failure: null,
    };
  const mapping = parseMapping(JSON.stringify(guess.mapping), file.name);
  const read = await readWhole(bytes, { feed: allFeeds[mapping.feed], mapping });
  return {
    file,
    guess,
    feedRight,
    ...wrongColumns(file, guess),
    accepted: read.rows.length,
    unexplained,
    failure: read.failure,
  };
}

/** A field is read from one column: another of the same meaning is rightly left out. */
function wrongColumns(file: CityFile, guess: Guess): Pick<Figures, 'wrong' | 'misread'> {
  const truthAt = file.columns.map(([, truth]) => String(truth).split('|'));
  const given = (at: number) => String(guess.columns[at]?.field ?? null);
  const rightly = new Set(truthAt.flatMap((truth, at) => (truth.includes(given(at)) ? [given(at)] : [])));
  const wrong = file.columns.flatMap(([header], at) => {
    const truth = truthAt[at]!;
    if (truth.includes(given(at))) return [];
    if (given(at) === 'null' && truth.every((field) => rightly.has(field))) return [];
    return [{ given: given(at), text: `${header || `column ${at + 1}`}: ${given(at)} for ${truth.join('|')}` }];
  });
  const invented = guess.columns.slice(file.columns.length).filter(({ field }) => field !== null);
  return {
    wrong: [
      ...wrong.map(({ text }) => text),
      ...invented.map(({ column, field }) => `${column}: ${field} for nothing`),
    ],
    misread: wrong.filter((each) => each.given !== 'null').length + invented.length,
  };
}

export interface Table {
  readonly figures: readonly Figures[];
  readonly sums: ReturnType<typeof sumsOf>;
  readonly text: string;
}

function sumsOf(figures: readonly Figures[]) {
  const ofFeeds = figures.filter(({ file }) => file.feed !== null);
  const sum = (each: readonly Figures[], of: (figure: Figures) => number) => each.reduce((a, b) => a + of(b), 0);
  const kept = ({ feedRight, accepted }: Figures) => (feedRight ? accepted : 0);
  const columns = sum(ofFeeds, ({ file }) => file.columns.length);
  return {
    feeds: ofFeeds.length,
    feedsRight: ofFeeds.filter(({ feedRight }) => feedRight).length,
    others: figures.length - ofFeeds.length,
    othersSaid: figures.filter(({ file, feedRight }) => file.feed === null && feedRight).length,
    columns,
    columnsRight: columns - sum(ofFeeds, ({ wrong }) => wrong.length),
    columnsMisread: sum(ofFeeds, ({ misread }) => misread),
    rows: ofFeeds.length * unseenRows,
    rowsAccepted: sum(ofFeeds, kept),
    filesKept: ofFeeds.filter((each) => kept(each) >= unseenRows * 0.9).length,
    unexplained: sum(figures, ({ unexplained }) => unexplained),
  };
}

/** The figures of a set of files as a table, and its sums. */
export async function tableOf(files: readonly CityFile[]): Promise<Table> {
  const folder = await mkdtemp(join(tmpdir(), 'cities-'));
  const figures: Figures[] = [];
  for (const file of files) figures.push(await figuresOf(file, folder));
  await rm(folder, { recursive: true });
  const sums = sumsOf(figures);
  const share = (part: number, of: number) => `${part} of ${of} (${((100 * part) / of).toFixed(1)} %)`;
  const text = [
    ...figures.map(lineOf),
    `feed right: ${share(sums.feedsRight, sums.feeds)}`,
    `of no feed, and said so: ${share(sums.othersSaid, sums.others)}`,
    `columns right: ${share(sums.columnsRight, sums.columns)}`,
    `columns given a field they are not: ${share(sums.columnsMisread, sums.columns)}`,
    `rows accepted: ${share(sums.rowsAccepted, sums.rows)}`,
    `files with at least 90 % of rows accepted: ${share(sums.filesKept, sums.feeds)}`,
    `columns without a reason: ${sums.unexplained}`,
  ].join('\n');
  return { figures, sums, text };
}

function lineOf({ file, guess, feedRight, wrong, accepted }: Figures): string {
  const found = `${feedRight ? 'ok ' : 'NO '} ${file.name}: ${guess.feed ?? 'none'} ${guess.layout ?? ''} (${guess.confidence})`;
  if (file.feed === null) return found;
  const columns = file.columns.length;
  return [`${found}, columns ${columns - wrong.length}/${columns}, rows ${accepted}/${unseenRows}`, ...wrong].join(
    '\n     ',
  );
}

// `node test/sim/guess-figures.ts [tuned|once-held-out|held-out|third-held-out|plain-words|plain-words-first]` prints the table.
if (import.meta.main) {
  const sets: Readonly<Record<string, readonly CityFile[]>> = {
    tuned: tunedCities,
    'once-held-out': onceHeldOutCities,
    'held-out': heldOutCities,
    'third-held-out': thirdHeldOutCities,
    'plain-words': plainWordCities,
    'plain-words-first': plainWordCitiesFirstRun,
  };
  const { text } = await tableOf(sets[process.argv[2] ?? 'tuned'] ?? tunedCities);
  console.log(text);
}
