import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guessFile } from '../../src/jobs/guess-file.ts';
import { parseMapping } from '../../src/jobs/parse-mapping.ts';
import type { Guess } from '../../src/model/answers.ts';
import { allFeeds } from '../../src/sources/all-feeds.ts';
import { readWhole } from '../read-whole-feed.ts';
import { cityBytes, type CityFile } from './other-cities.ts';
import { heldOutCities } from './other-cities-held-out.ts';
import { tunedCities } from './other-cities-tuned.ts';
import { unseenRows } from './unseen-files.ts';

/** What the guess makes of one file, against what the file truly is. */
export interface Figures {
  readonly file: CityFile;
  readonly guess: Guess;
  readonly feedRight: boolean;
  /** `header: field for field`. */
  readonly wrong: readonly string[];
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
      wrong: file.feed === null ? [] : wrongColumns(file, guess),
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
    wrong: wrongColumns(file, guess),
    accepted: read.rows.length,
    unexplained,
    failure: read.failure,
  };
}

/** A field is read from one column: another of the same meaning is rightly left out. */
function wrongColumns(file: CityFile, guess: Guess): string[] {
  const truthAt = file.columns.map(([, truth]) => String(truth).split('|'));
  const given = (at: number) => String(guess.columns[at]?.field ?? null);
  const rightly = new Set(truthAt.flatMap((truth, at) => (truth.includes(given(at)) ? [given(at)] : [])));
  const wrong = file.columns.flatMap(([header], at) => {
    const truth = truthAt[at]!;
    if (truth.includes(given(at))) return [];
    if (given(at) === 'null' && truth.every((field) => rightly.has(field))) return [];
    return [`${header || `column ${at + 1}`}: ${given(at)} for ${truth.join('|')}`];
  });
  const invented = guess.columns.slice(file.columns.length).filter(({ field }) => field !== null);
  return [...wrong, ...invented.map(({ column, field }) => `${column}: ${field} for nothing`)];
}

/** The figures of a set of files as a table, and its sums. */
export async function tableOf(files: readonly CityFile[]): Promise<{ figures: Figures[]; text: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'cities-'));
  const figures: Figures[] = [];
  for (const file of files) figures.push(await figuresOf(file, folder));
  await rm(folder, { recursive: true });
  const ofFeeds = figures.filter(({ file }) => file.feed !== null);
  const columns = ofFeeds.reduce((sum, { file }) => sum + file.columns.length, 0);
  const wrong = ofFeeds.reduce((sum, each) => sum + each.wrong.length, 0);
  const accepted = ofFeeds.reduce((sum, each) => sum + (each.feedRight ? each.accepted : 0), 0);
  const share = (part: number, of: number) => `${part} of ${of} (${((100 * part) / of).toFixed(1)} %)`;
  const lines = figures.map(
    ({ file, guess, feedRight, wrong: its, accepted: kept }) =>
      `${feedRight ? 'ok ' : 'NO '} ${file.name}: ${guess.feed ?? 'none'} ${guess.layout ?? ''} (${guess.confidence})` +
      (file.feed === null
        ? ''
        : `, columns ${file.columns.length - its.length}/${file.columns.length}, rows ${kept}/${unseenRows}`) +
      (its.length > 0 ? `\n     ${its.join('\n     ')}` : ''),
  );
  const sums = [
    `feed right: ${share(ofFeeds.filter((each) => each.feedRight).length, ofFeeds.length)}`,
    `of no feed, and said so: ${share(figures.filter(({ file, feedRight }) => file.feed === null && feedRight).length, figures.length - ofFeeds.length)}`,
    `columns right: ${share(columns - wrong, columns)}`,
    `rows accepted: ${share(accepted, ofFeeds.length * unseenRows)}`,
    `files with at least 90 % of rows accepted: ${share(ofFeeds.filter((each) => each.feedRight && each.accepted >= unseenRows * 0.9).length, ofFeeds.length)}`,
    `columns without a reason: ${figures.reduce((sum, each) => sum + each.unexplained, 0)}`,
  ];
  return { figures, text: [...lines, ...sums].join('\n') };
}

// `node test/sim/guess-figures.ts [held-out]` prints the table.
if (import.meta.main) {
  const heldOut = process.argv[2] === 'held-out';
  const { text } = await tableOf(heldOut ? heldOutCities : tunedCities);
  console.log(text);
}
