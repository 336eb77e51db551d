import { describe, expect, test } from 'vitest';
import { unknownClass } from '../model/firearm-class.ts';
import { refutations } from './refutations.ts';

type End = Parameters<typeof refutations>[0]['a'];
const end: End = { origin: 'SCENE', class: unknownClass, on: null, recoveredOn: null };
const pistol = { calibre: '9LUGER', aperture: 'RECTANGULAR', breechFace: 'PARALLEL' };
const holds = (code: string, a: Partial<End>, b: Partial<End>, more = {}) =>
  refutations({
    a: { ...end, ...a },
    b: { ...end, ...b },
    standing: 'LEAD',
    othersDiffer: null,
    eliminated: false,
    ...more,
  }).find((each) => each.code === code)!.holds;

describe('another class refutes a lead', () => {
  test.each([
    ['one and the same', pistol, pistol, false],
    ['another aperture', pistol, { ...pistol, aperture: 'CIRCULAR' }, true],
    ['another breech face', pistol, { ...pistol, breechFace: 'ARCHED' }, true],
    ['another calibre', pistol, { ...pistol, calibre: '40SW' }, true],
    [
      'another calibre, and all else unknown',
      { ...unknownClass, calibre: '9LUGER' },
      { ...pistol, calibre: '40SW' },
      true,
    ],
    ['an aperture nobody wrote down', pistol, { ...pistol, aperture: null }, null],
    ['a calibre that is any other', pistol, { ...pistol, calibre: 'OTHER' }, null],
    ['a breech face that is any other', pistol, { ...pistol, breechFace: 'OTHER' }, null],
    ['words that name the calibre among others', pistol, { ...pistol, calibre: '9mm' }, null],
    ['rounds one revolver fires', { ...pistol, calibre: '38SPL' }, { ...pistol, calibre: '357MAG' }, false],
    ['nothing known', unknownClass, unknownClass, null],
  ])('%s: %#', (_, a, b, answer) => {
    expect(holds('class-characteristics', { class: a }, { class: b })).toBe(answer);
    expect(holds('class-characteristics', { class: b }, { class: a })).toBe(answer);
  });
});

test('a firearm that was in custody on the day fired nothing', () => {
  const fired = { origin: 'TEST_FIRE', recoveredOn: '2026-03-01' };
  expect(holds('in-custody', fired, { on: '2026-03-02' })).toBe(true);
  expect(holds('in-custody', { on: '2026-02-28' }, fired)).toBe(false);
  // Days do not say whether the shooting or the seizure of that day came first.
  expect(holds('in-custody', fired, { on: '2026-03-01' })).toBeNull();
  expect(holds('in-custody', fired, {})).toBeNull();
  expect(holds('in-custody', {}, { on: '2026-03-02' })).toBeNull();
});

test('an elimination refutes, a hit says that an examination does not', () => {
  expect(holds('examination', {}, {})).toBeNull();
  expect(holds('examination', {}, {}, { standing: 'HIT' })).toBe(false);
  expect(holds('examination', {}, {}, { eliminated: true, standing: 'WITHDRAWN' })).toBe(true);
});
