import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { dedupeFiles } from './dedupe-files.ts';

let folder: string;
const path = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-few-fields-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Cells = [given: string, family: string, born: string, ...more: string[]];
const fields = [
  { column: 'given', type: 'given-name' },
  { column: 'family', type: 'family-name' },
  { column: 'born', type: 'date' },
];

const told = [...personRecords('few-fields', 9_000, recordProfiles.city)].filter(
  ({ givenName, familyName, born }) => givenName && familyName.length > 4 && /^\d{4}-\d\d-\d\d$/.test(born),
);
/** People who give a name and a birth date: as frequent as in a made-up city, but of three people of it, so that kin do not share a name. */
const people: readonly Cells[] = told
  .slice(0, 4_000)
  .map(({ givenName }, at) => [
    givenName,
    told[(at * 7 + 1_501) % 4_001]!.familyName,
    told[(at * 11 + 307) % 4_003]!.born,
  ]);

/** One letter left out of the family name, or the last figure of the birth date written otherwise. */
function withSlip([given, family, born]: Cells, random: Random): Cells {
  const at = Math.floor(random.next() * (family.length - 1));
  return random.chance(0.5)
    ? [given, family.slice(0, at) + family.slice(at + 1), born]
    : [given, family, born.slice(0, -1) + ((Number(born.at(-1)) + 1 + Math.floor(random.next() * 8)) % 10)];
}

async function group(name: string, rows: readonly { person: number; cells: Cells }[]) {
  await writeFile(path(`${name}.json`), JSON.stringify({ uniqueId: 'id', fields }));
  await writeFile(
    path(`${name}.csv`),
    ['id,given,family,born', ...rows.map(({ cells }, at) => `r${at},${cells.join(',')}`)].join('\n'),
  );
  await writeFile(
    path(`${name}.truth.csv`),
    ['id,cluster', ...rows.map(({ person }, at) => `r${at},${person}`)].join('\n'),
  );
  const answer = await dedupeFiles({
    config: path(`${name}.json`),
    files: [path(`${name}.csv`)],
    labels: path(`${name}.truth.csv`),
    seed: 1,
  });
  if (answer.evaluation?.kind !== 'clusters') throw new Error('no truth was read');
  const equal = answer.model.comparisons.map(({ comparison_levels: levels }) => {
    const [first] = levels.filter((level) => !level.is_null_level);
    return { m: first!.m_probability!, u: first!.u_probability! };
  });
  return { answer, clustered: answer.evaluation.clustered, equal };
}

test.each([
  ['half of the second records are copies', 0.5],
  ['copies were taken out beforehand', 0],
  ['nine of ten second records are copies', 0.9],
])(
  'name and birth date alone tell people apart where the second record has a slip in one of two fields: %s',
  async (name, share) => {
    const random = new Random(name);
    const rows = people.slice(0, 3_000).flatMap((cells, person) => {
      if (!random.chance(0.5)) return [{ person, cells }];
      return [
        { person, cells },
        { person, cells: random.chance(share) ? cells : withSlip(cells, random) },
      ];
    });
    const { clustered, equal, answer } = await group(`few-${share}`, rows);
    expect(clustered.precision).toBeGreaterThan(0.95);
    expect(clustered.recall).toBeGreaterThan(0.95);
    for (const { m, u } of equal) expect(m).toBeGreaterThan(10 * u);
    expect(answer.cautions).toEqual([]);
  },
  60_000,
);

test('a field that is written otherwise in one of two files is told of by a code and in words, and is not held for evidence against where it agrees', async () => {
  const random = new Random('written otherwise');
  const columns = [...fields, { column: 'sex', type: 'category' }];
  const line = (id: string, cells: Cells, sex: string) => [id, ...cells, sex].join(',');
  const header = 'id,given,family,born,sex';
  const some = people.slice(0, 1_500);
  const one = some.map((cells, at) => line(`a${at}`, cells, at % 2 === 0 ? 'F' : 'M'));
  // The other file says 1 and 2, but for strangers whom a clerk wrote by letters.
  const other = some.map((cells, at) =>
    at < 900
      ? line(`b${at}`, random.chance(0.3) ? withSlip(cells, random) : cells, at % 2 === 0 ? '2' : '1')
      : line(`b${at}`, people[at + 1_000]!, at % 2 === 0 ? 'F' : 'M'),
  );
  await writeFile(path('sexes.json'), JSON.stringify({ uniqueId: 'id', linkOnly: true, fields: columns }));
  await writeFile(path('one.csv'), [header, ...one].join('\n'));
  await writeFile(path('other.csv'), [header, ...other].join('\n'));
  const answer = await dedupeFiles({
    config: path('sexes.json'),
    files: [path('one.csv'), path('other.csv')],
    seed: 1,
  });
  expect(answer.cautions.map(({ code, field }) => [code, field])).toEqual([['equal-speaks-against', 'sex']]);
  expect(answer.warnings).toContain(answer.cautions[0]!.message);
  const [level] = answer.model.comparisons[3]!.comparison_levels.filter((each) => !each.is_null_level);
  expect(level!.m_probability!).toBeGreaterThan(level!.u_probability!);
}, 60_000);
