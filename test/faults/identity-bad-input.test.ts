import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DedupeFilesAnswer } from '../../src/jobs/dedupe-files.ts';
import { personRecords, recordProfiles } from '../../src/town/person-records.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-bad-'));
  const fields = [
    { column: 'given', type: 'given-name' },
    { column: 'family', type: 'family-name' },
    { column: 'born', type: 'date' },
    { column: 'street', type: 'address' },
    { column: 'number', type: 'identifier' },
  ];
  await writeFile(join(folder, 'config.json'), JSON.stringify({ uniqueId: 'id', fields }));
  await writeFile(
    join(folder, 'unknown.json'),
    JSON.stringify({ uniqueId: 'id', fields: [...fields, { column: 'nope', type: 'text' }] }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const header = 'id,given,family,born,street,number\n';
function* rows(count: number, cells: (at: number) => string): Generator<string> {
  yield header;
  for (let at = 0; at < count; at++) yield `${at},${cells(at)}\n`;
}

/** In a process of its own, so that the memory is its alone. */
async function dedupe(
  lines: Iterable<string>,
  config = 'config.json',
): Promise<{ code: number; out: string; err: string }> {
  const file = join(folder, 'records.csv');
  await pipeline(Readable.from(lines), createWriteStream(file));
  const cli = fileURLToPath(new URL('../../src/cli/flashlight.ts', import.meta.url));
  const words = [cli, 'identity', 'dedupe', join(folder, config), file, '--json', '--out', join(folder, 'out.csv')];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (piece) => (said.out += String(piece)));
  child.stderr.on('data', (piece) => (said.err += String(piece)));
  const code = await new Promise<number>((done, failed) => {
    child.once('error', failed);
    child.once('close', (status) => done(status ?? -1));
  });
  return { code, ...said };
}

describe('records that say little, too much or all the same', () => {
  const person = 'Ann,Smith,1980-02-03,12 Oak St,123456789';
  const long = (at: number) => 'x'.repeat(10_000) + String(at % 5000);
  function* sharing() {
    yield header;
    for (const each of personRecords('shared-number', 30_000, recordProfiles.city))
      yield `${each.id},${each.givenName},${each.familyName},${each.born},${each.street},999999999\n`;
  }

  test.each([
    ['a million records that say the same', () => rows(1_000_000, () => person), 1_000_000, 500, []],
    [
      'half a million records that say nothing',
      () => rows(500_000, () => ',,,,'),
      500_000,
      400,
      ['given', 'family', 'born', 'street', 'number'],
    ],
    [
      'names of ten thousand letters, 200 MB of them',
      () => rows(10_000, (at) => `${long(at)},${long(at * 7)},,,${at % 3000}`),
      10_000,
      500,
      ['born', 'street'],
    ],
    ['a number that ninety thousand share', sharing, null, 600, []],
    ['one record', () => rows(1, () => person), 1, 250, []],
  ] as const)('%s: grouped in bounded memory', async (_, lines, records, megabytesMost, blank) => {
    const { code, out, err } = await dedupe(lines());
    const notes = blank.map(
      (field) => `Note: Every cell of ${field} is blank: the field says nothing. Leave it out.\n`,
    );
    expect([code, err.replace(/\d+ records read …\n/g, '')]).toEqual([0, notes.join('')]);
    const answer = JSON.parse(out) as DedupeFilesAnswer;
    if (records !== null) expect(answer.records).toBe(records);
    expect(answer.peakMegabytes).toBeLessThan(megabytesMost);
  });

  test('an empty file, a header alone and a column that is not there end with what was expected, in little memory', async () => {
    for (const [lines, config, says] of [
      [[], 'config.json', 'Expected a table'],
      [[header], 'config.json', 'Expected records'],
      [[header, `1,${person}\n`], 'unknown.json', 'Expected a column nope'],
    ] as const) {
      const { code, out, err } = await dedupe(lines, config);
      expect(code).not.toBe(0);
      expect(`${out}${err}`).toContain(says);
    }
  });
});
