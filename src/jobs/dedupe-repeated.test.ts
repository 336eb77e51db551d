import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../model/errors.ts';
import { Random } from '../stats/random.ts';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { dedupeFiles } from './dedupe-files.ts';

let folder: string;
const path = (name: string) => join(folder, name);
const types = {
  given: 'given-name',
  family: 'family-name',
  born: 'date',
  street: 'address',
  city: 'place',
  phone: 'phone',
};
const fields = Object.entries(types).map(([column, type]) => ({ column, type }));
const header = `id,${Object.keys(types).join(',')}`;
const made = [...personRecords('dedupe-repeated', 900, recordProfiles.city)];
const rows = made.map((each) => ({
  id: `r${each.id}`,
  cells: [each.givenName, each.familyName, each.born, each.street, each.city, each.phone],
}));
type Row = (typeof rows)[number];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-repeated-'));
  await writeFile(path('config.json'), JSON.stringify({ uniqueId: 'id', fields }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let runs = 0;
/** Groups, and for each record its group and probability. */
async function group(some: readonly Row[], more: { model?: string; workers?: number; config?: string } = {}) {
  const [file, out] = [path(`${++runs}.csv`), path(`${runs}.out.csv`)];
  await writeFile(file, [header, ...some.map(({ id, cells }) => [id, ...cells].join(','))].join('\n') + '\n');
  const answer = await dedupeFiles({ config: path('config.json'), files: [file], out, seed: 1, ...more });
  const lines = (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const members = Map.groupBy(lines, ([, cluster]) => cluster!);
  const groups = [...members.values()].map((of) => of.map(([id]) => id!).sort()).sort();
  return { answer, groups, probability: new Map(lines.map(([id, , probability]) => [id!, probability!])) };
}

/** Precision and recall of the pairs of the rows first made. */
function ordinary(groups: readonly (readonly string[])[]) {
  const person = new Map(made.map((each) => [`r${each.id}`, each.person]));
  const pairs = (sizes: Iterable<number>) => [...sizes].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const kept = groups.map((of) => of.filter((id) => person.has(id)));
  const right = kept.flatMap((of) =>
    [...Map.groupBy(of, (id) => person.get(id)!).values()].map(({ length }) => length),
  );
  const truths = [...Map.groupBy(person.values(), (each) => each).values()].map(({ length }) => length);
  return { precision: pairs(right) / pairs(kept.map(({ length }) => length)), recall: pairs(right) / pairs(truths) };
}

const copies = (count: number, cells: readonly string[]): Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `copy${at}`, cells: [...cells] }));

describe('rows that stand often', () => {
  test.each([
    [
      'a full row ten thousand times',
      copies(10_000, ['Robert', 'Placeholder', '1970-05-05', '1 Test St', 'Testville', '4105550100']),
      1,
    ],
    ['a row of the file ten thousand times', copies(10_000, rows[3]!.cells), 1],
    ['a row with nothing in it ten thousand times', copies(10_000, ['', '', '', '', '', '']), 10_000],
    ['two hundred rows of a name alone', copies(200, ['John', 'Doe', '', '', '', '']), null],
  ] as const)(
    '%s leaves the others as they are told apart without it',
    async (_, added, clusters) => {
      const [alone, among] = [await group(rows), await group([...rows, ...added])];
      const [before, after] = [ordinary(alone.groups), ordinary(among.groups)];
      expect(before.precision).toBeGreaterThan(0.93);
      expect(before.recall).toBeGreaterThan(0.85);
      expect(Math.abs(after.precision - before.precision)).toBeLessThan(0.01);
      expect(Math.abs(after.recall - before.recall)).toBeLessThan(0.01);
      const ofCopies = among.groups.filter((of) => of.some((id) => id.startsWith('copy')));
      if (clusters !== null) expect(ofCopies.length).toBe(clusters);
      expect(among.answer.warnings.join(' ')).not.toContain('stands');
    },
    120_000,
  );

  test('every row three times gives the groups of every row once, by the same model to the byte', async () => {
    const once = await group(rows);
    const thrice = await group(
      [0, 1, 2].flatMap((copy) => rows.map(({ id, cells }) => ({ id: `${copy}/${id}`, cells }))),
    );
    expect(JSON.stringify(thrice.answer.model)).toBe(JSON.stringify(once.answer.model));
    const first = thrice.groups.map((of) => of.flatMap((id) => (id.startsWith('0/') ? [id.slice(2)] : [])));
    const many = (groups: string[][]) =>
      groups
        .filter((of) => of.length > 1)
        .map(String)
        .sort();
    expect(many(first)).toEqual(many(once.groups));
  }, 60_000);
});

test('whatever the order of the rows, and however many threads score them, model, groups and probabilities are the same to the byte', async () => {
  const random = new Random('order');
  const shuffled = rows
    .map((row) => ({ row, at: random.next() }))
    .sort((x, y) => x.at - y.at)
    .map(({ row }) => row);
  const first = await group(rows, { workers: 1 });
  for (const [some, workers] of [
    [rows.toReversed(), 2],
    [shuffled, 3],
  ] as const) {
    const { answer, groups, probability } = await group(some, { workers });
    expect(JSON.stringify(answer.model)).toBe(JSON.stringify(first.answer.model));
    expect(groups).toEqual(first.groups);
    expect(new Map([...probability].sort())).toEqual(new Map([...first.probability].sort()));
  }
}, 120_000);

describe('few rows by a model learnt of many', () => {
  const person = ['Marguerite', 'Oldenburg', '1961-03-17', '77 Willow Ave', 'Towson', '4435550199'];
  const near = ['Marguerite', 'Oldenburg', '1961-03-17', '', 'Towson', ''];
  const row = (id: string, cells: readonly string[]): Row => ({ id, cells: [...cells] });
  beforeAll(async () => {
    await group(rows, { model: path('model.json') });
  }, 60_000);
  const groups = async (some: readonly Row[]) => (await group(some, { model: path('model.json') })).groups;

  test('one record is one, three equal rows of a person are one, and so are three that say nearly the same', async () => {
    expect(await groups([row('a', person)])).toEqual([['a']]);
    expect(await groups(['a', 'b', 'c'].map((id) => row(id, person)))).toEqual([['a', 'b', 'c']]);
    expect(await groups([row('a', person), row('b', near), row('c', ['Margerite', ...person.slice(1)])])).toEqual([
      ['a', 'b', 'c'],
    ]);
  });

  test('two rows that share a rare name, or a town, and nothing else are two', async () => {
    expect(
      await groups([
        row('a', ['Ann', 'Oldenburg', '1961-03-17', '', '', '']),
        row('b', ['Zacharias', 'Oldenburg', '1984-11-02', '', '', '']),
      ]),
    ).toEqual([['a'], ['b']]);
    expect(await groups([row('a', ['', '', '', '', 'Towson', '']), row('b', ['', '', '', '', 'Towson', ''])])).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  test('the first people of the file are found by it nearly as among all', async () => {
    const some = rows.slice(0, 24);
    const found = await groups(some);
    const person = new Map(made.map((each) => [`r${each.id}`, each.person]));
    const truth = [
      ...Map.groupBy(
        some.map(({ id }) => id),
        (id) => person.get(id)!,
      ).values(),
    ];
    const pairs = (of: readonly (readonly string[])[]) => of.reduce((sum, { length: n }) => sum + (n * (n - 1)) / 2, 0);
    const right = found.flatMap((of) => [...Map.groupBy(of, (id) => person.get(id)!).values()]);
    expect(pairs(right)).toBeGreaterThanOrEqual(0.8 * pairs(truth));
    expect(pairs(right)).toBe(pairs(found));
  });
});

describe('dates written otherwise than they are read', () => {
  const config = async (format: string) => {
    const of = fields.map((field) => (field.type === 'date' ? { ...field, format } : field));
    await writeFile(path('dates.json'), JSON.stringify({ uniqueId: 'id', fields: of }));
    return path('dates.json');
  };

  test.each(['dd-MM-yyyy', 'yyyy-dd-MM'])(
    'by the format %s are refused, with what was expected and how they are written, and nobody’s date',
    async (format) => {
      const failure = await group(rows, { config: await config(format) }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Failure);
      const { code, message } = failure as Failure;
      expect(code).toBe('identity.config');
      expect(message).toContain(format);
      expect(message).toContain('9999-99-99');
      expect(message).not.toMatch(/19\d\d-/);
    },
  );

  test('are told of where they are some of all', async () => {
    const some = rows.map(({ id, cells }, at) => ({ id, cells: at % 5 === 0 ? cells.with(2, '31/31/1980') : cells }));
    const { answer } = await group(some);
    expect(answer.warnings.join(' ')).toMatch(/days of the calendar.*99\/99\/9999/);
    expect((await group(rows)).answer.warnings.join(' ')).not.toContain('calendar');
  }, 60_000);
});
