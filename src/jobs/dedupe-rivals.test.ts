import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { dedupeFiles } from './dedupe-files.ts';

let folder: string;
const path = (name: string) => join(folder, name);
const types = { given: 'given-name', family: 'family-name', born: 'date', city: 'place' };
const header = `id,${Object.keys(types).join(',')}`;
const made = [...personRecords('dedupe-rivals', 1_500, recordProfiles.city)];
const persons = [...Map.groupBy(made, ({ person }) => person).values()].slice(0, 500);
const line = (id: string, cells: readonly string[]) => [id, ...cells].join(',');
const files = [0, 1].map((file) =>
  persons.flatMap((of) => {
    const each = of[file];
    return each ? [line(`${file}-${each.id}`, [each.givenName, each.familyName, each.born, each.city])] : [];
  }),
) as [string[], string[]];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-rivals-'));
  const fields = Object.entries(types).map(([column, type]) => ({ column, type }));
  await writeFile(path('config.json'), JSON.stringify({ uniqueId: 'id', linkOnly: true, fields }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let runs = 0;
async function link(one: readonly string[], other: readonly string[]) {
  const [a, b, out] = ['a', 'b', 'out'].map((name) => path(`${++runs}-${name}.csv`)) as [string, string, string];
  await writeFile(a, [header, ...one].join('\n'));
  await writeFile(b, [header, ...other].join('\n'));
  const answer = await dedupeFiles({ config: path('config.json'), files: [a, b], out, seed: 1 });
  const rows = (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((each) => each.split(','));
  return {
    answer,
    lines: rows.map(String).sort(),
    clusterOf: new Map(rows.map(([id, cluster]) => [id!, cluster!])),
    chanceOf: new Map(rows.map(([id, , probability]) => [id!, Number(probability)])),
  };
}

const who = ['Zebulon', 'Quackenbush', '1951-02-03', 'Baltimore'];

test('of two records of a file that say the same none is joined to one of the other file: which it is cannot be told, and the answer says so', async () => {
  const [x, y, z] = [line('x', who), line('y', who), line('z', who)] as const;
  const first = await link([...files[0], x, y], [...files[1], z]);
  for (const id of ['x', 'y', 'z']) expect(first.clusterOf.get(id)).toBe(id);
  expect(first.chanceOf.get('x')).toBeCloseTo(0.5, 2);
  expect(first.chanceOf.get('y')).toBe(first.chanceOf.get('x'));
  expect(first.chanceOf.get('z')).toBeLessThan(0.01);
  const tied = first.answer.cautions.find(({ code }) => code === 'tied');
  expect(first.answer.warnings).toContain(tied!.message);
  // Whatever the order of the rows the answer is the same, to the byte.
  const second = await link([y, x, ...files[0].toReversed()], [z, ...files[1].toReversed()]);
  expect(second.lines).toEqual(first.lines);
}, 60_000);

test('of two records that differ in nothing that is compared with the other none is joined; one with a slip less is, by its share of both', async () => {
  const alike = [line('x', who), line('y', who.with(3, ''))];
  const one = line('z', who.with(3, ''));
  const { clusterOf, chanceOf } = await link([...files[0], ...alike], [...files[1], one]);
  for (const id of ['x', 'y', 'z']) expect(clusterOf.get(id)).toBe(id);
  expect(chanceOf.get('x')).toBeCloseTo(0.5, 2);
  const near = [line('x', who), line('y', who.with(2, '1951-02-04'))];
  const told = await link([...files[0], ...near], [...files[1], line('z', who)]);
  expect(told.clusterOf.get('z')).toBe(told.clusterOf.get('x'));
  expect(told.clusterOf.get('y')).toBe('y');
  expect(told.chanceOf.get('z')).toBeGreaterThan(0.9);
}, 60_000);
