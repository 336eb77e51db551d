import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guessFile } from '../../src/jobs/guess-file.ts';
import { parseMapping } from '../../src/jobs/parse-mapping.ts';
import type { Guess } from '../../src/model/import-answers.ts';
import { allFeeds } from '../../src/sources/all-feeds.ts';
import { readWhole } from '../read-whole-feed.ts';
import { sharedData } from '../shared-data.ts';
import { heldOutFiles } from './held-out-files.ts';
import { crimesWithoutCases, rougherFiles } from './rougher-files.ts';
import { bytesOf, unseenFiles, unseenRows, type UnseenFile } from './unseen-files.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unseen-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function guessOf(file: UnseenFile): Promise<{ guess: Guess; bytes: Uint8Array }> {
  const bytes = await bytesOf(file);
  const path = join(folder, file.name);
  await writeFile(path, bytes);
  return { guess: await guessFile(path), bytes };
}

/** Columns whose field is not what they truly are, as `header: field for field`. */
function wrongColumns(file: UnseenFile, guess: Guess): string[] {
  return file.columns.flatMap(([header, truth]) => {
    const got = guess.columns.find((each) => each.column === header)?.field;
    return String(truth).split('|').includes(String(got)) ? [] : [`${header}: ${String(got)} for ${String(truth)}`];
  });
}

const columnsIn = (files: readonly UnseenFile[]) => files.reduce((sum, file) => sum + file.columns.length, 0);
const wrong = new Map<UnseenFile, number>();

describe.each([...unseenFiles, ...rougherFiles, ...heldOutFiles])('$name', (file) => {
  test(`is ${file.feed} ${file.layout}, its rows are kept and its columns explained`, async () => {
    const { guess, bytes } = await guessOf(file);
    expect([guess.feed, guess.layout]).toEqual([file.feed, file.layout]);
    for (const other of guess.alternatives) expect(other.confidence).toBeLessThan(guess.confidence);

    expect(guess.columns.map(({ column }) => column)).toEqual(file.columns.map(([header]) => header));
    for (const { field, why, confidence } of guess.columns) {
      expect(why).not.toBe('');
      if (field === null) expect([confidence, why]).toEqual([0, expect.stringContaining('read by nothing')]);
    }
    const failed = wrongColumns(file, guess);
    wrong.set(file, failed.length);
    expect(failed.length, failed.join('; ')).toBeLessThanOrEqual(Math.max(1, file.columns.length * 0.2));

    // What `--guess --json` prints is what `--mapping` takes.
    const mapping = parseMapping(JSON.stringify(guess), file.name);
    if (file.dateOrder) expect(mapping.dateOrder).toBe(file.dateOrder);
    const read = await readWhole(bytes, { feed: allFeeds[file.feed], mapping });
    expect(read.failure).toBeNull();
    expect(read.rows.length + read.rejects.length).toBe(unseenRows);
    expect(read.rows.length, JSON.stringify(read.rejects[0])).toBeGreaterThanOrEqual(unseenRows * 0.9);
  });
});

test.each([
  ['of the files it was made with, 95 % of the columns are what they are', [...unseenFiles, ...rougherFiles], 0.95],
  ['of the files held out, 90 % of the columns are what they are', heldOutFiles, 0.9],
] as const)('%s', (_, files, least) => {
  const columns = columnsIn(files);
  const right = columns - files.reduce((sum, file) => sum + (wrong.get(file) ?? file.columns.length), 0);
  console.log(`${right} of ${columns} columns`);
  expect(right / columns).toBeGreaterThanOrEqual(least);
});

test('crimes that nothing ties to a case are proposed as incidents, with a note that no row of them can be kept', async () => {
  const { guess } = await guessOf(crimesWithoutCases);
  expect(guess).toMatchObject({ feed: 'incidents', layout: 'incidents' });
  expect(guess.confidence).toBeLessThanOrEqual(0.3);
  expect(guess.note).toMatch(/no column holds case_number/);
});

test.each([
  [
    'customers.csv',
    'customer_id,first_name,last_name,date_of_birth,email,city\n17,Ada,Norrby,1980-02-03,a@example.org,Larchmere\n18,Cato,Ibsley,1971-12-30,c@example.org,Larchmere\n',
  ],
  ['measures.csv', 'sample,run,area,score\n1,2,0.81,12\n2,2,0.71,15\n3,2,0.61,19\n'],
  [
    'parcels.csv',
    'parcel,owner,street,zip,assessed value\n1,Norrby,12 Elm St,44001,120000\n2,Ibsley,14 Elm St,44001,99000\n',
  ],
  ['letter.txt', 'Dear all,\nplease find the figures enclosed.\n'],
])('%s is of no feed', async (name, text) => {
  const path = join(folder, name);
  await writeFile(path, text);
  const guess = await guessFile(path);
  expect([guess.feed, guess.mapping]).toEqual([null, null]);
  expect(guess.confidence).toBeLessThan(0.25);
});

test('a table of 50 MB is guessed from its first rows, in less than two seconds', async () => {
  const file = unseenFiles[0]!;
  const text = new TextDecoder().decode(await bytesOf(file));
  const rows = text.slice(text.indexOf('\n') + 1);
  const path = join(folder, 'long.csv');
  await writeFile(path, text + rows.repeat(Math.ceil(50e6 / rows.length)));
  await guessFile(path);
  let best = Infinity;
  for (let run = 0; run < 3; run++) {
    const before = performance.now();
    await guessFile(path);
    best = Math.min(best, performance.now() - before);
  }
  expect(best).toBeLessThan(2_000);
});

test.each([
  ['atf/ffl-list-2013-05.txt', 'licensees', 'list'],
  ['atf/dealer-inspections-2014-2018.ndjson', 'inspections', 'inspections'],
  ['atf/final_source_recovery_by_state-cy_2010.xlsx', 'trace-flows', 'source-recovery-matrix'],
  ['atf/final_source_recovery_by_state-cy_2012.xlsx', 'trace-flows', 'source-recovery-matrix'],
  ['atf/final_source_recovery_by_state-cy_2017.xlsx', 'trace-flows', 'source-recovery-matrix'],
  ['nics/nics-firearm-background-checks.csv', 'nics', 'background-checks'],
  ['shootings/baltimore-2026-homicide.csv', 'shootings', 'victims'],
  ['shootings/baltimore-2026-shooting.csv', 'shootings', 'victims'],
  ['shootings/philadelphia-victims-2015-2023.csv', 'shootings', 'victims'],
  ['gunshot-alerts/fresno-2015.csv', 'gunshot-alerts', 'alerts'],
  ['gunshot-alerts/washington-dc-2006-2013.csv', 'gunshot-alerts', 'alerts'],
])('the published file %s is %s %s', async (name, feed, layout) => {
  const path = sharedData(name);
  if (path === null) {
    console.log(`skipped: ../shared/data/${name} is not beside the checkout`);
    return;
  }
  const guess = await guessFile(path);
  expect(guess).toMatchObject({ feed, layout });
  expect(guess.confidence).toBeGreaterThanOrEqual(0.9);
});

test.each(['record-linkage/fake_1000.csv', 'record-linkage/dataset1.csv', 'ballistic-reference/aperture_shear.csv'])(
  'the published file %s is of no feed',
  async (name) => {
    const path = sharedData(name);
    if (path === null) {
      console.log(`skipped: ../shared/data/${name} is not beside the checkout`);
      return;
    }
    expect((await guessFile(path)).feed).toBeNull();
  },
);
