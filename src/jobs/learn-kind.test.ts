import { expect, test } from 'vitest';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { learnKind } from './learn-kind.ts';

const people = [...personRecords('learn-kind', 250, recordProfiles.city)];
/** Cells of a person in the order the store compares them, under a state identification number. */
const row = (each: (typeof people)[number], number: string) => [
  each.givenName,
  '',
  each.familyName,
  '',
  each.born,
  '',
  each.street,
  each.city,
  each.postcode,
  each.phone,
  number,
  '',
];
const own = people.map((each) => row(each, `MD40${String(each.person * 7919 + 11_113).padStart(7, '0')}`));
const learn = (more: readonly string[][]) => {
  const cells = [...own, ...more];
  const { diagnosis } = learnKind({
    kind: 'person',
    cells,
    feeds: cells.map(() => 'incidents'),
    judged: [],
    acceptBits: undefined,
    seed: 'a',
  });
  return { ...diagnosis, same: diagnosis.labels[0]?.same ?? 0 };
};

test('a number that hundreds of people bear, or filler, gives no labels, and a person of many rows gives few', () => {
  const alone = learn([]);
  expect(alone.same).toBeGreaterThan(100);
  const others = [...personRecords('learn-kind/others', 400, { ...recordProfiles.city, recordsMean: 3 })];
  expect(others.length).toBeGreaterThan(1000);
  // 1,200 rows would make 719,400 pairs of one number.
  const crowd = Array.from({ length: 1200 }, (_, at) => others[at % others.length]!);
  const one = others.slice(0, 300).map(({ street }) => ({ ...others[0]!, street }));
  const all = learn([
    ...crowd.map((each, at) => row({ ...each, street: `${at} ${each.street}` }, 'MD7294163')),
    ...one.slice(0, 3).map((each) => row(each, 'MD11111111')),
    ...one.map((each) => row(each, 'MD5820467')),
  ]);
  expect(all.same).toBe(alone.same + 200);
  expect(all.warnings).toContain(
    '1 numbers of a register, borne by 1200 rows, stand under more names or birth dates than a person has: nothing is learnt from them.',
  );
}, 120_000);

test('says of each source and each form of family name how full its rows are and how many say too little', () => {
  const cities = Map.groupBy(
    people.filter(({ city }) => city !== ''),
    ({ city }) => city,
  );
  const [commonest] = [...cities].sort(([, x], [, y]) => y.length - x.length)[0]!;
  // The city most are of alone: nobody is known again by it.
  const hospital = Array.from({ length: 40 }, () => own[0]!.map((_, at) => (at === 7 ? commonest : '')));
  const { diagnosis } = learnKind({
    kind: 'person',
    cells: [...own, ...hospital],
    feeds: [...own.map(() => 'incidents'), ...hospital.map(() => 'calls')],
    judged: [],
    acceptBits: undefined,
    seed: 'a',
  });
  const groups = new Map(diagnosis.groups!.map((each) => [each.by, each]));
  const fields = diagnosis.completeness.map(({ field }) => field);
  const filledOf = (by: string, field: string) => groups.get(by)!.filled[fields.indexOf(field)];
  expect(groups.get('feed calls')).toMatchObject({ records: 40, unlinkable: 40 });
  expect(groups.get('family name missing')!.records).toBeGreaterThanOrEqual(40);
  expect(filledOf('feed calls', 'city')).toBe(40);
  expect(filledOf('feed calls', 'born_on')).toBe(0);
  expect(filledOf('feed incidents', 'born_on')).toBe(own.filter((cells) => cells[4] !== '').length);
  const bySource = ['feed calls', 'feed incidents'].map((by) => groups.get(by)!);
  expect(bySource.reduce((sum, each) => sum + each.records, 0)).toBe(diagnosis.records);
  expect(bySource.reduce((sum, each) => sum + each.unlinkable, 0)).toBe(diagnosis.unlinkable);
  const forms = ['frequent family name', 'rare family name', 'family name missing'];
  expect(forms.reduce((sum, by) => sum + (groups.get(by)?.records ?? 0), 0)).toBe(diagnosis.records);
}, 120_000);

test('a pair that a person judged is counted among the judgements, and no longer by its number', () => {
  const cells = own;
  const pairOf = people.findIndex(
    ({ person, id }, at) => at > 0 && people[at - 1]!.person === person && people[at - 1]!.id !== id,
  );
  const learnWith = (judged: readonly { a: number; b: number; same: boolean }[]) =>
    learnKind({ kind: 'person', cells, feeds: cells.map(() => 'incidents'), judged, acceptBits: undefined, seed: 'a' })
      .diagnosis.labels;
  const [numbers, none] = learnWith([]);
  expect(none).toBeUndefined();
  const [fewer, judged] = learnWith([{ a: pairOf, b: pairOf - 1, same: true }]);
  expect(fewer!.same).toBe(numbers!.same - 1);
  expect(fewer!.different).toBe(numbers!.different);
  expect(judged).toMatchObject({ from: 'judgements of people', same: 1, different: 0 });
});
