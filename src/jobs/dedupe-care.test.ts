import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../model/errors.ts';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { dedupeFiles, explainRecords } from './dedupe-files.ts';
import { writeIdentitySql } from './write-identity-sql.ts';

/** What goes wrong without a word where nobody takes care: a truth that is none, files that are written over, dates in two orders. */
let folder: string;
const path = (name: string) => join(folder, name);
const put = async (name: string, content: string) => {
  await writeFile(path(name), content);
  return path(name);
};
const made = [...personRecords('dedupe-care', 60, recordProfiles.city)];
const header = 'id,given,family,born,number';
const row = (each: (typeof made)[number], born = each.born) =>
  [`r${each.id}`, each.givenName, each.familyName, born, each.idNumber].join(',');
const rows = made.map((each) => row(each));
const table = (of: readonly string[]) => `${[header, ...of].join('\n')}\n`;
const configOf = (more: object = {}, born: object = {}, number: object = {}) =>
  JSON.stringify({
    uniqueId: 'id',
    fields: [
      { column: 'given', type: 'given-name' },
      { column: 'family', type: 'family-name' },
      { column: 'born', type: 'date', ...born },
      { column: 'number', type: 'identifier', ...number },
    ],
    ...more,
  });
const dedupe = (files: string[], more: object = {}) =>
  dedupeFiles({ config: path('config.json'), files, seed: 1, workers: 1, ...more });
const refused = async (promise: Promise<unknown>) => {
  const failure = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Failure);
  return (failure as Failure).message;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-care-'));
  await put('config.json', configOf());
  await put('people.csv', table(rows));
}, 60_000);

describe('a truth', () => {
  const truth = (of: (each: (typeof made)[number], at: number) => string | number) =>
    put('truth.csv', `id,person\n${made.map((each, at) => `r${each.id},${of(each, at)}`).join('\n')}\n`);

  test('that is blank for some records makes these no one thing', async () => {
    const whole = await dedupe([path('people.csv')], { labels: await truth(({ person }) => person) });
    const some = await dedupe([path('people.csv')], {
      labels: await truth(({ person }, at) => (at % 10 === 0 ? '' : person)),
    });
    expect(some.evaluation!.clustered.pairsTrue).toBeLessThan(whole.evaluation!.clustered.pairsTrue);
    expect(some.evaluation!.clustered.recall).toBeGreaterThan(0.8);
    const blank = made.filter((_, at) => at % 10 === 0).length;
    expect(some.warnings.join(' ')).toContain(`names no thing for ${blank}`);
    expect(whole.warnings.join(' ')).not.toContain('names no thing');
  });

  test('of other records, or that says two things of one, is refused', async () => {
    const other = await put('other.csv', 'id,person\nx1,1\nx2,1\n');
    expect(await refused(dedupe([path('people.csv')], { labels: other }))).toContain('names none of these records');
    const twice = await put('twice.csv', `id,person\nr${made[0]!.id},1\nr${made[0]!.id},2\n`);
    expect(await refused(dedupe([path('people.csv')], { labels: twice }))).toContain('two that differ');
  });

  test('of pairs is read in words as in figures, and refused where it is neither', async () => {
    const [a, b, c] = made.map(({ id }) => `r${id}`);
    const pairs = (...labels: string[]) =>
      put('pairs.csv', `id_l,id_r,same\n${a},${b},${labels[0]}\n${a},${c},${labels[1]}\n${b},zz,1\n`);
    const inWords = await dedupe([path('people.csv')], { labels: await pairs('true', 'different') });
    const inFigures = await dedupe([path('people.csv')], { labels: await pairs('1', '0') });
    expect(inWords.evaluation).toEqual(inFigures.evaluation);
    expect(inWords.evaluation).toMatchObject({ kind: 'labelled pairs', pairs: { pairsLabelled: 2, pairsTrue: 1 } });
    expect(inWords.warnings.join(' ')).toContain('Of 3 labelled pairs 1 name a record that is not here');
    expect(await refused(dedupe([path('people.csv')], { labels: await pairs('maybe', '0') }))).toContain('got maybe');
    const contrary = await put('contrary.csv', `id_l,id_r,same\n${a},${b},1\n${b},${a},0\n`);
    expect(await refused(dedupe([path('people.csv')], { labels: contrary }))).toContain('two that differ');
  });
});

describe('a file that is read', () => {
  test('is not written over, by whatever name', async () => {
    const before = await readFile(path('people.csv'), 'utf8');
    for (const more of [
      { out: path('people.csv') },
      { diagnosis: join(folder, '.', 'people.csv') },
      { out: path('config.json') },
      { out: path('x.csv'), diagnosis: path('x.csv') },
    ])
      expect(await refused(dedupe([path('people.csv')], more))).toContain('would be lost');
    await dedupe([path('people.csv')], { model: path('model.json') });
    const order = { config: path('config.json'), model: path('model.json'), dialect: 'duckdb' as const };
    const written = writeIdentitySql({ ...order, files: [path('people.csv')], cleaned: path('people.csv') });
    expect(await refused(written)).toContain('would be lost');
    expect(await readFile(path('people.csv'), 'utf8')).toBe(before);
  });
});

describe('dates', () => {
  const written = (order: (year: string, month: string, day: string) => string) =>
    put(
      'dates.csv',
      table(
        made.map((each) =>
          row(each, each.born === '' ? '' : order(...(each.born.split('-') as [string, string, string]))),
        ),
      ),
    );

  test('with the day first are refused without a format, and read with it', async () => {
    const files = [await written((y, m, d) => `${d}/${m}/${y}`)];
    expect(await refused(dedupe(files))).toMatch(/day first.*dd\/MM\/yyyy/);
    await put('day.json', configOf({}, { format: 'dd/MM/yyyy' }));
    const read = await dedupeFiles({ config: path('day.json'), files, seed: 1, out: path('day.csv'), workers: 1 });
    expect(read.warnings.join(' ')).not.toContain('day first');
    await dedupe([path('people.csv')], { out: path('plain.csv') });
    expect(await readFile(path('day.csv'), 'utf8')).toBe(await readFile(path('plain.csv'), 'utf8'));
  });

  test('with the year first are read though some bear a slip that looks like another order', async () => {
    let n = 0;
    const slipped = await written((y, m, d) => (n++ % 12 === 0 ? `${d}/${m}/${y.slice(0, 3)}` : `${y}-${m}-${d}`));
    const { warnings } = await dedupe([slipped]);
    expect(warnings.join(' ')).not.toContain('one order');
  });

  test('with the month first are read as ever, and both orders are told of', async () => {
    expect((await dedupe([await written((y, m, d) => `${m}/${d}/${y}`)])).warnings.join(' ')).not.toContain('order');
    let n = 0;
    const both = await written((y, m, d) => (n++ % 4 === 0 ? `${d}/${m}/${y}` : `${m}/${d}/${y}`));
    expect((await dedupe([both])).warnings.join(' ')).toContain('read with the month first');
  });
});

test('how records are shared among files changes nothing', async () => {
  const half = Math.floor(rows.length / 2);
  const [first, second] = [await put('1.csv', table(rows.slice(0, half))), await put('2.csv', table(rows.slice(half)))];
  await dedupe([path('people.csv'), await put('copies.csv', table(rows.map((each) => `c${each}`)))], {
    out: path('a.csv'),
  });
  await dedupe([first, second, path('copies.csv')], { out: path('b.csv') });
  expect(await readFile(path('b.csv'), 'utf8')).toBe(await readFile(path('a.csv'), 'utf8'));
});

test('records that say the same belong together as surely as what they say with each other, and no surer', async () => {
  const copies = ['x1,Zebulon,Quarterman,,', 'x2,Zebulon,Quarterman,,'];
  const file = await put('copies-of-one.csv', table([...rows, ...copies]));
  await dedupe([file], { out: path('copies-out.csv'), model: path('copies-model.json') });
  const { bits } = await explainRecords({
    config: path('config.json'),
    model: path('copies-model.json'),
    files: [file],
    a: 'x1',
    b: 'x2',
  });
  const line = (await readFile(path('copies-out.csv'), 'utf8')).split('\n').find((each) => each.startsWith('x1,'))!;
  const [, group, probability] = line.split(',');
  const chance = 1 / (1 + 2 ** -Math.min(12, bits));
  if (group === 'x1' && (await readFile(path('copies-out.csv'), 'utf8')).includes('x2,x1,'))
    expect(Number(probability)).toBeCloseTo(chance, 6);
  else expect(Number(probability)).toBeCloseTo(1 - chance, 6);
});

test('what is never held together is said to be so, however much speaks for it', async () => {
  const people = ['a,Zebulon,Quarterman,1980-05-06,111222333', 'b,Zebulon,Quarterman,1980-05-06,918273645'];
  const file = await put('apart.csv', table([...rows, ...people]));
  const explain = async (config: string, model: string) => {
    await put('apart.json', config);
    await dedupeFiles({
      config: path('apart.json'),
      files: [file, path('none.csv')],
      seed: 1,
      model: path(model),
      workers: 1,
    });
    return explainRecords({
      config: path('apart.json'),
      model: path(model),
      files: [file, path('none.csv')],
      a: 'a',
      b: 'b',
    });
  };
  await put('none.csv', table(['n,Other,Person,1970-01-02,555444333']));
  expect(await explain(configOf(), 'plain-model.json')).toMatchObject({ apart: false });
  const register = await explain(configOf({}, {}, { authoritative: true }), 'register-model.json');
  expect(register).toMatchObject({ apart: true, joins: false });
  expect(await explain(configOf({ linkOnly: true }), 'link-model.json')).toMatchObject({ apart: true, joins: false });
});
