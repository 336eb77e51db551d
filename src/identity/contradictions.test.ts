import { expect, test } from 'vitest';
import { contradict, markSetsOf, marksAskedBy, marksOf } from './contradictions.ts';

const said = ([type_code, calibre_code]: readonly [string, string | null]) =>
  markSetsOf([marksOf('firearm', { type_code, calibre_code })]);

test.each([
  [['PR', '38SPL'], ['P', '9LUGER'], true],
  [['PI', '380AUTO'], ['PR', '357MAG'], true],
  [['P', '9LUGER'], ['R', '9LUGER'], true],
  // A revolver that trace reports call a pistol, one that takes both cartridges, one whose calibre nobody wrote.
  [['PR', '38SPL'], ['P', '38SPL'], false],
  [['PR', '357MAG'], ['P', '38SPL'], false],
  [['PR', '38SPL'], ['P', null], false],
  // A calibre written as its neighbour, for one kind of firearm.
  [['PI', '9LUGER'], ['P', '380AUTO'], false],
  [['PR', '38SPL'], ['PR', '9LUGER'], false],
] as const)('%s and %s: whether that may not be one firearm is %s', (a, b, expected) => {
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const)
    expect(contradict(said(x), said(y), marksAskedBy('serial:SW:AB1234'))).toBe(expected);
});
