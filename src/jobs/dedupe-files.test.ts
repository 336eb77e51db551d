import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Diagnosis } from '../identity/diagnose.ts';
import { Failure } from '../model/errors.ts';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { dedupeFiles, explainRecords } from './dedupe-files.ts';

let folder: string;
const fields = [
  { column: 'given', type: 'given-name' },
  { column: 'family', type: 'family-name' },
  { column: 'born', type: 'date' },
  { column: 'street', type: 'address' },
  { column: 'phone', type: 'phone' },
  { column: 'number', type: 'identifier' },
];
const path = (name: string) => join(folder, name);
async function put(name: string, content: unknown): Promise<string> {
  await writeFile(path(name), typeof content === 'string' ? content : JSON.stringify(content));
  return path(name);
}
const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(',')).join('\n') + '\n';
const header = ['id', 'given', 'family', 'born', 'street', 'phone', 'number'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-'));
  await put('config.json', { uniqueId: 'id', fields });
  const made = [...personRecords('dedupe-files', 1500, recordProfiles.city)];
  const row = (each: (typeof made)[number]) => [
    `r${each.id}`,
    each.givenName,
    each.familyName,
    each.born,
    each.street,
    each.phone,
    each.idNumber,
  ];
  await put('people.csv', csv([header, ...made.map(row)]));
  await put('truth.csv', csv([['id', 'person'], ...made.map((each) => [`r${each.id}`, String(each.person)])]));
}, 60_000);

const dedupe = (
  files: string[],
  more: {
    config?: string;
    out?: string;
    labels?: string;
    model?: string;
    diagnosis?: string;
    seed?: number;
    workers?: number;
  } = {},
) => dedupeFiles({ config: path('config.json'), files, seed: 1, ...more });
const failureOf = async (promise: Promise<unknown>) => {
  const failure = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Failure);
  return failure as Failure;
};

describe('records of people', () => {
  test('are grouped by person, nearly all rightly, and the same again with the same seed', async () => {
    const first = await dedupe([path('people.csv')], { out: path('a.csv'), labels: path('truth.csv') });
    await dedupe([path('people.csv')], { out: path('b.csv') });
    expect(await readFile(path('a.csv'), 'utf8')).toBe(await readFile(path('b.csv'), 'utf8'));
    expect(first.evaluation).toMatchObject({ kind: 'clusters' });
    if (first.evaluation?.kind !== 'clusters') return;
    expect(first.evaluation.clustered.precision).toBeGreaterThan(0.95);
    expect(first.evaluation.clustered.recall).toBeGreaterThan(0.9);
    const lines = (await readFile(path('a.csv'), 'utf8')).trim().split('\n');
    expect(lines[0]).toBe('unique_id,cluster_id,probability');
    expect(lines.length).toBe(first.records + 1);
    for (const line of lines.slice(1)) {
      const probability = Number(line.split(',')[2]);
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
  }, 60_000);

  test('are looked at as a statistician would: what is counted adds up', async () => {
    const answer = await dedupe([path('people.csv')], { labels: path('truth.csv'), diagnosis: path('look.json') });
    const look = JSON.parse(await readFile(path('look.json'), 'utf8')) as Diagnosis;
    const sizes = look.clusterSizes.reduce((sum, { size, clusters }) => sum + size * clusters, 0);
    expect(sizes).toBe(answer.records);
    expect(look.clusterSizes.reduce((sum, { clusters }) => sum + clusters, 0)).toBe(answer.clusters);
    const even = look.histogram.filter(({ bits }) => bits >= 0).reduce((sum, { pairs }) => sum + pairs, 0);
    // The picture counts pairs of rows, the answer pairs of records: those that say the same are one row.
    expect(even).toBeGreaterThan(0);
    expect(even).toBeLessThanOrEqual(answer.links);
    if (answer.evaluation?.kind === 'clusters') expect(answer.links).toBe(answer.evaluation.pairs.pairsFound);
    expect(look.completeness.map(({ field }) => field)).toEqual(fields.map(({ column }) => column));
    expect(look.unlinkable).toBeGreaterThan(0);
    expect(look.unlinkable).toBeLessThan(answer.records / 10);
    // The higher the threshold, the fewer are found, and the more of them are right.
    for (const [at, { recall }] of look.byThreshold.entries())
      if (at > 0) expect(recall).toBeLessThanOrEqual(look.byThreshold[at - 1]!.recall);
    expect(look.byThreshold.at(-1)!.precision).toBeGreaterThan(look.byThreshold[0]!.precision);
    for (const { logLikelihoods } of look.sessions) expect(logLikelihoods.at(-1)!).toBeGreaterThan(logLikelihoods[0]!);
  }, 60_000);

  test('come out the same by the model that was written, which explains each pair to the last bit', async () => {
    const first = await dedupe([path('people.csv')], { model: path('model.json'), out: path('c.csv') });
    const { model } = first;
    // With another seed blocks that were chosen anew would be others.
    const again = await dedupe([path('people.csv')], { model: path('model.json'), out: path('d.csv'), seed: 2 });
    expect(await readFile(path('d.csv'), 'utf8')).toBe(await readFile(path('c.csv'), 'utf8'));
    expect(again.blocks).toEqual(first.blocks);
    expect(again.model).toEqual(model);
    expect(model.comparisons.length).toBe(fields.length);
    expect(
      model.comparisons.every(({ comparison_levels: levels }) =>
        levels.some((level) => level.sql_condition === 'ELSE'),
      ),
    ).toBe(true);
    const explained = await explainRecords({
      config: path('config.json'),
      model: path('model.json'),
      files: [path('people.csv')],
      a: 'r0',
      b: 'r1',
    });
    const sum = explained.steps.reduce((bits, step) => bits + step.bits, explained.priorBits);
    expect(explained.bits).toBeCloseTo(sum, 9);
    expect(explained.probability).toBeCloseTo(2 ** sum / (1 + 2 ** sum), 9);
    const backwards = await explainRecords({
      config: path('config.json'),
      model: path('model.json'),
      files: [path('people.csv')],
      a: 'r1',
      b: 'r0',
    });
    expect(backwards.bits).toBeCloseTo(explained.bits, 9);
  }, 60_000);

  test('of two files without duplicates are joined across them alone, one to one', async () => {
    const config = await put('link.json', { uniqueId: 'id', fields, linkOnly: true });
    const made = [...personRecords('link-only', 400, { ...recordProfiles.register, recordsMean: 1 })];
    const row = (prefix: string, each: (typeof made)[number]) => [
      `${prefix}${each.person}`,
      each.givenName,
      each.familyName,
      each.born,
      each.street,
      each.phone,
      each.idNumber,
    ];
    const left = await put('left.csv', csv([header, ...made.map((each) => row('l', each))]));
    const right = await put('right.csv', csv([header, ...made.map((each) => row('r', each))]));
    await dedupe([left, right], { config, out: path('linked.csv') });
    const lines = (await readFile(path('linked.csv'), 'utf8')).trim().split('\n').slice(1);
    const members = Map.groupBy(
      lines.map((line) => line.split(',')),
      ([, cluster]) => cluster,
    );
    for (const group of members.values()) {
      expect(group.length).toBeLessThanOrEqual(2);
      expect(new Set(group.map(([id]) => id![0])).size).toBe(group.length);
    }
    expect([...members.values()].filter((group) => group.length === 2).length).toBeGreaterThan(395);
  }, 60_000);
});

test('one, two and four threads give the same answer to the byte', async () => {
  // More records than a thread takes at a time, several times over.
  const made = [...personRecords('workers', 12_000, recordProfiles.city)];
  const rows = made.map((each) => [
    `r${each.id}`,
    each.givenName,
    each.familyName,
    each.born,
    each.street,
    each.phone,
    each.idNumber,
  ]);
  const file = await put('many.csv', csv([header, ...rows]));
  const answers = [];
  for (const workers of [1, 2, 4]) {
    const {
      secondsCpu: _,
      peakMegabytes: __,
      ...answer
    } = await dedupe([file], { workers, out: path(`by-${workers}.csv`) });
    answers.push({ answer, written: await readFile(path(`by-${workers}.csv`), 'utf8') });
  }
  expect(answers[0]!.answer.records).toBeGreaterThan(32_000);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
}, 120_000);

describe('what is odd', () => {
  const person = ['Ann', 'Smith', '1980-02-03', '12 Oak St', '4105550123', '123456789'];

  test.each([
    ['one record', [['1', ...person]], 1],
    ['records that say nothing', Array.from({ length: 50 }, (_, at) => [String(at), '', '', '', '', '', '']), 50],
  ])('%s gives an answer', async (_, rows, clusters) => {
    const file = await put('odd.csv', csv([header, ...rows]));
    expect((await dedupe([file])).clusters).toBe(clusters);
  });

  test('a hundred thousand records that say the same are compared without a pair, and the answer says that nothing tells them apart', async () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => [String(at), ...person]);
    const answer = await dedupe([await put('same.csv', csv([header, ...rows]))]);
    expect(answer.candidatePairs).toBe(0);
    expect(answer.warnings.join(' ')).toContain('nothing tells them apart');
  }, 60_000);

  test('an identifier that everybody shares says nothing: the groups are those without it', async () => {
    const made = [...personRecords('shared', 1500, recordProfiles.city)];
    const rows = made.map((each) => [
      `r${each.id}`,
      each.givenName,
      each.familyName,
      each.born,
      each.street,
      each.phone,
      '999999999',
    ]);
    const file = await put('shared.csv', csv([header, ...rows]));
    const labels = await put(
      'shared-truth.csv',
      csv([['id', 'person'], ...made.map((each) => [`r${each.id}`, String(each.person)])]),
    );
    const without = await put('without.json', {
      uniqueId: 'id',
      fields: fields.filter(({ column }) => column !== 'number'),
    });
    const f1 = async (config?: string) => {
      const { evaluation } = await dedupe([file], { labels, ...(config ? { config } : {}) });
      return evaluation?.kind === 'clusters' ? evaluation.clustered.f1 : 0;
    };
    const [shared, plain] = [await f1(), await f1(without)];
    expect(plain).toBeGreaterThan(0.85);
    expect(Math.abs(shared - plain)).toBeLessThan(0.02);
  }, 60_000);

  test('names of ten thousand letters are compared by their first few hundred', async () => {
    const long = 'x'.repeat(10_000);
    const rows = Array.from({ length: 200 }, (_, at) => [
      String(at),
      `${long}${at}`,
      `${long}${at % 7}`,
      '',
      '',
      '',
      String(at),
    ]);
    expect((await dedupe([await put('long.csv', csv([header, ...rows]))])).records).toBe(200);
  });

  test.each([
    [
      'a column that is not there',
      { uniqueId: 'id', fields: [{ column: 'nope', type: 'text' }] },
      'identity.unknown-column',
      'nope',
    ],
    [
      'a type that is none',
      { uniqueId: 'id', fields: [{ column: 'given', type: 'name' }] },
      'identity.config',
      'given-name',
    ],
    ['no fields', { uniqueId: 'id', fields: [] }, 'identity.config', 'a field at least'],
    ['race', { uniqueId: 'id', fields: [{ column: 'Race', type: 'category' }] }, 'identity.never-compared', 'Race'],
    [
      'race under another header',
      { uniqueId: 'id', fields: [{ columns: ['given', 'victim_race_code'], type: 'text' }] },
      'identity.never-compared',
      'victim_race_code',
    ],
    ['two files needed', { uniqueId: 'id', fields, linkOnly: true }, 'identity.files', 'two files'],
    ['an option that is none', { uniqueId: 'id', fields, blockng: 'auto' }, 'identity.config', 'blockng'],
    ['blocks by a column not compared', { uniqueId: 'id', fields, blocking: [['zip']] }, 'identity.config', 'zip'],
  ])('%s is refused with what was expected', async (_, config, code, says) => {
    const failure = await failureOf(dedupe([path('people.csv')], { config: await put('wrong.json', config) }));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(says);
  });

  test('an empty file, a header alone, an id that comes twice and a model of other fields are refused', async () => {
    expect((await failureOf(dedupe([await put('empty.csv', '')]))).code).toBe('file.empty');
    expect((await failureOf(dedupe([await put('bare.csv', csv([header]))]))).code).toBe('file.empty');
    const twice = await put('twice.csv', csv([header, ['1', ...person], ['1', ...person]]));
    expect((await failureOf(dedupe([twice]))).code).toBe('identity.ids');
    const other = await put('other.json', { flashlight: { version: 1, fields: [], explained: [] } });
    expect((await failureOf(dedupe([path('people.csv')], { model: other }))).code).toBe('identity.model');
    await dedupe([path('people.csv')], { model: path('learnt.json') });
    const learnt = JSON.parse(await readFile(path('learnt.json'), 'utf8')) as { flashlight: object };
    const strayed = { ...learnt, flashlight: { ...learnt.flashlight, blocks: [[{ field: 0, derivation: 'tail' }]] } };
    const stray = await failureOf(dedupe([path('people.csv')], { model: await put('stray.json', strayed) }));
    expect([stray.code, stray.message.includes('tail')]).toEqual(['identity.model', true]);
  });

  test('what cannot be written is said, and leaves nothing behind', async () => {
    const nowhere = join(folder, 'no-such-folder', 'clusters.csv');
    const failure = await failureOf(dedupe([path('people.csv')], { out: nowhere }));
    expect(failure.code).toBe('file.unwritable');
    expect(failure.message).toContain('no-such-folder');
    const taken = join(folder, 'a-folder');
    await mkdir(taken);
    expect((await failureOf(dedupe([path('people.csv')], { out: taken }))).code).toBe('file.unwritable');
    expect((await readdir(folder)).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  }, 60_000);

  test('blocks that are given are the ones used', async () => {
    const config = await put('blocks.json', { uniqueId: 'id', fields, blocking: [['number'], ['family', 'born']] });
    const { blocks, blockingRecallEstimate } = await dedupe([path('people.csv')], { config });
    expect(blocks.map(({ name }) => name)).toEqual(['number', 'family, born']);
    expect(blockingRecallEstimate).toBeNull();
  }, 60_000);
});
