import { expect, test } from 'vitest';
import { exhibitDesk, blankFacts } from '../../test/exhibit-desk.ts';
import { findCorrelationsOf } from '../store/correlation-requests.ts';
import { findExhibitSteps } from '../store/exhibits.ts';
import { editExhibit } from './enrol-exhibit.ts';
import { stepExhibit } from './step-exhibit.ts';

const desk = exhibitDesk();
const { turn, asPerson, enrol, handed, scan, workAll, one, candidatesOf } = desk;

test('what is corrected of the class is searched by, and so is what is taken back', async () => {
  const wrong = await enrol({ item: 'CC-30', case: '26-1030', calibre: '40 S&W', calibreSource: 'EXAMINED' });
  const right = await enrol({ item: 'CC-31', case: '26-1031', calibre: '45 Auto', calibreSource: 'EXAMINED' });
  await scan(right, handed('class', '1'));
  await scan(wrong, handed('class', '22'));
  await workAll();
  expect((await candidatesOf(wrong)).map(({ exhibit }) => exhibit)).not.toContain(right);
  const edit = async (calibre: string) =>
    asPerson(async (client) =>
      editExhibit(client, turn(), {
        exhibit: wrong,
        version: (await one(wrong)).version,
        facts: { ...blankFacts, item: 'CC-30', case: '26-1030', calibre, calibreSource: 'EXAMINED' },
      }),
    );
  const requests = () => asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, [wrong]));
  await edit('45 Auto');
  expect((await requests())[0]).toMatchObject({ state: 'WAITING', only: { calibre: '45AUTO' } });
  await workAll();
  expect((await candidatesOf(wrong)).map(({ exhibit }) => exhibit)).toContain(right);
  await edit('9mm');
  await asPerson(async (client) =>
    stepExhibit(client, turn(), { exhibit: wrong, version: (await one(wrong)).version, step: 'undo' }),
  );
  // The search that waited by what was taken back goes by what holds.
  expect((await requests()).map(({ state, only }) => [state, only])).toEqual([
    ['WAITING', { calibre: '45AUTO' }],
    ['DONE', { calibre: '45AUTO' }],
    ['DONE', { calibre: '40SW' }],
  ]);
  await workAll();
});

test('calibres that one firearm fires, and words that name several, leave nobody out of a search', async () => {
  const rounds = [
    ['CC-50', '.38 Special', 'revolver'],
    ['CC-51', '.357 Magnum', 'revolver'],
    ['CC-52', '38', 'revolver'],
    ['CC-53', '9mm', 'pistol'],
    ['CC-54', '9x18 Makarov', 'pistol'],
    ['CC-55', '9 mm Luger', 'another'],
  ] as const;
  const of: Record<string, number> = {};
  for (const [item, calibre, firearm] of rounds) {
    of[item] = await enrol({ item, case: '26-1050', calibre, calibreSource: 'EXAMINED' });
    await scan(of[item], handed(firearm, item));
  }
  await workAll();
  const among = async (item: string) =>
    (await candidatesOf(of[item]!)).flatMap(({ exhibit }) => rounds.find(([each]) => of[each] === exhibit)?.[0] ?? []);
  expect((await among('CC-50')).slice(0, 2).toSorted()).toEqual(['CC-51', 'CC-52']);
  expect(await among('CC-51')).not.toContain('CC-55');
  expect((await among('CC-53'))[0]).toBe('CC-54');
  expect(await among('CC-55')).not.toContain('CC-54');
  expect(await one(of['CC-53']!)).toMatchObject({ calibre: '9LUGER', calibreWritten: '9mm' });
  expect(await one(of['CC-55']!)).toMatchObject({ calibre: '9LUGER', calibreWritten: null });
});

test('a calibre that nobody read in a laboratory leaves out another bore alone, and is told of as not sure', async () => {
  const rounds = [
    ['CC-70', '.40 S&W', 'EXAMINED'],
    ['CC-71', '10mm Auto', 'NOTED'],
    ['CC-72', '10mm Auto', 'EXAMINED'],
    ['CC-73', '.380 Auto', null],
  ] as const;
  const of: Record<string, number> = {};
  for (const [item, calibre, calibreSource] of rounds) {
    of[item] = await enrol({ item, case: '26-1070', calibre, calibreSource });
    await scan(of[item], handed('one of these', item));
  }
  await workAll();
  const asked = await asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, Object.values(of)));
  const by = (item: string) => asked.find(({ exhibit }) => exhibit === of[item])!;
  expect(rounds.map(([item]) => by(item).only.calibre)).toEqual(['40SW', '10AUTO?', '10AUTO', '380AUTO?']);
  const among = async (item: string) =>
    (await candidatesOf(of[item]!)).flatMap(({ exhibit }) => rounds.find(([each]) => of[each] === exhibit)?.[0] ?? []);
  // Noted as 10 mm it may be .40, of the same bore; read as 10 mm it is not. Another bore is left out whoever says it.
  expect(await among('CC-70')).toEqual(['CC-71']);
  expect((await among('CC-71')).toSorted()).toEqual(['CC-70', 'CC-72']);
  const last = by('CC-73');
  expect((last.compared ?? 0) + (last.otherClass ?? 0)).toBe((last.indexed ?? 0) - 1);
  // The rounds of the tests before that are .38, .357 or 9 mm were kept: of that bore, and none of them known as .380.
  expect(last.unknownClass).toBe(last.compared);
});

test('what was received is enrolled though nobody knows when it was collected', async () => {
  const exhibit = await enrol({ item: 'CC-60', case: '26-1060', collectedAt: null });
  const steps = await asPerson((client) => findExhibitSteps(client, desk.store.agency.agencyId, [exhibit]));
  expect(steps.map(({ step, at }) => [step, new Date(at).toISOString().slice(0, 16)]).slice(0, 2)).toEqual([
    ['enrol', '2026-03-01T09:00'],
    ['receive', '2026-03-01T09:00'],
  ]);
  expect((await one(exhibit)).collectedAt).toBeNull();
});
