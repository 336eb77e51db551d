import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../model/errors.ts';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { dedupeFiles } from './dedupe-files.ts';

let folder: string;
const path = (name: string) => join(folder, name);
const types = { given: 'given-name', family: 'family-name', born: 'date', street: 'address', sid: 'identifier' };
const header = `id,${Object.keys(types).join(',')}`;
const made = [...personRecords('dedupe-registers', 900, recordProfiles.city)];
const fieldsOf = (more: object = {}) =>
  Object.entries(types).map(([column, type]) => ({ column, type, ...(column === 'sid' ? more : {}) }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-registers-'));
  await writeFile(path('truth.csv'), ['id,cluster', ...made.map(({ id, person }) => `r${id},${person}`)].join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Everybody has a number of his own, but for the records that `other` gives another. */
async function group(other: (at: number) => string | null, more: object = { authoritative: true }) {
  const rows = made.map(({ id, person, givenName, familyName, born, street }, at) =>
    [`r${id}`, givenName, familyName, born, street, other(at) ?? 2_000_000 + person * 7919].join(','),
  );
  await writeFile(path('config.json'), JSON.stringify({ uniqueId: 'id', fields: fieldsOf(more) }));
  await writeFile(path('people.csv'), [header, ...rows].join('\n'));
  const answer = await dedupeFiles({
    config: path('config.json'),
    files: [path('people.csv')],
    labels: path('truth.csv'),
    seed: 1,
  });
  return { answer, found: answer.evaluation!.clustered };
}
const codes = (answer: { cautions: readonly { code: string; field: string | null }[] }) =>
  answer.cautions.map(({ code, field }) => [code, field]);

describe('a register', () => {
  const every = (nth: number, number: string) => (at: number) => (at % nth === 0 ? number : null);

  test('with its own numbers finds nearly all, and there is nothing to be careful of', async () => {
    const { answer, found } = await group(() => null);
    expect(found.recall).toBeGreaterThan(0.97);
    expect(answer.cautions).toEqual([]);
  }, 60_000);

  test.each(['9999999', '0000000', '1234567', '0'])(
    'in which one record in eight bears the filler %s finds as many, and says so without a name',
    async (filler) => {
      const [blank, filled] = [await group(every(8, '')), await group(every(8, filler))];
      expect(filled.found.recall).toBe(blank.found.recall);
      expect(filled.found.precision).toBe(blank.found.precision);
      expect(codes(filled.answer)).toEqual([['filler', 'sid']]);
      expect(filled.answer.warnings).toContain(filled.answer.cautions[0]!.message);
      expect(filled.answer.cautions[0]!.message).toContain(String(Math.ceil(made.length / 8)));
    },
    60_000,
  );

  test('of which many people bear one number is no authority on that number', async () => {
    const { answer, found } = await group(every(8, '4711815'));
    expect(codes(answer)).toEqual([['shared-number', 'sid']]);
    expect(found.recall).toBeGreaterThan(0.95);
  }, 60_000);

  test('that is none keeps filler as a number, and says nothing', async () => {
    expect((await group(every(8, '9999999'), {})).answer.cautions).toEqual([]);
  }, 60_000);
});

describe('a column', () => {
  const answer = (fields: object[]) => {
    const config = path('odd.json');
    return writeFile(config, JSON.stringify({ uniqueId: 'id', fields })).then(() =>
      dedupeFiles({ config, files: [path('people.csv')], seed: 1 }),
    );
  };

  test.each([
    [[{ columns: ['given', 'family'], type: 'full-name' }, ...fieldsOf()]],
    [[...fieldsOf(), { columns: ['street', 'sid'], type: 'text' }]],
    [[{ columns: ['given', 'given'], type: 'full-name' }]],
  ])('that stands in two fields, or twice in one, is refused: it would be evidence twice', async (fields) => {
    const failure = await answer(fields).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).code).toBe('identity.config');
    expect((failure as Failure).message).toContain('every column among the fields once');
  });

  test('of which not one cell says anything is told of, with what it was read as', async () => {
    const fields = fieldsOf().map((field) => (field.column === 'street' ? { ...field, type: 'email' } : field));
    const { cautions, warnings } = await answer(fields);
    expect(cautions).toEqual([
      { code: 'nothing-said', field: 'street', message: expect.stringContaining('read as email') as string },
    ]);
    expect(warnings).toContain(cautions[0]!.message);
  }, 60_000);
});

test('rows with more cells than the header names, or fewer, are told of by how many', async () => {
  const file = path('uneven.csv');
  await writeFile(file, 'id,given,family\n1,ANN,LEE\n2,BOB\n3,CAT,POE,extra\n4,DAN,ROE,\n5\n');
  const config = path('uneven.json');
  // As some editors save it, with a mark of its byte order.
  await writeFile(
    config,
    `\uFEFF${JSON.stringify({
      uniqueId: 'id',
      fields: [
        { column: 'given', type: 'given-name' },
        { column: 'family', type: 'family-name' },
      ],
    })}`,
  );
  const { cautions, records } = await dedupeFiles({ config, files: [file], seed: 1, workers: 1 });
  expect(records).toBe(5);
  expect(cautions[0]).toMatchObject({
    code: 'uneven-rows',
    message: expect.stringMatching(/1 with more.*2 with fewer/),
  });
});
