import { describe, expect, test } from 'vitest';
import { contradicts, sameLead, standingBeside, type ComparedLead } from './same-lead.ts';

const lead = (numbers: string[], a: Partial<ComparedLead['a']>, b: Partial<ComparedLead['b']>): ComparedLead => ({
  numbers,
  a: { caseKey: null, item: null, ibis: null, ...a },
  b: { caseKey: null, item: null, ibis: null, ...b },
});
const own = lead(
  ['FL26-00001', 'N-7'],
  { caseKey: '1', item: 'CC-1', ibis: 'HC-1' },
  { caseKey: '2', item: 'CC-2', ibis: 'HC-2' },
);

describe('a lead of a file is one of ours', () => {
  test.each([
    ['ibis', lead(['X'], { ibis: 'HC-2' }, { ibis: 'HC-1' })],
    ['items', lead(['X'], { caseKey: '1', item: 'CC-1' }, { caseKey: '2', item: 'CC-2' })],
    ['cases', lead(['X'], { caseKey: '2' }, { caseKey: '1' })],
    ['cases', lead(['X'], { caseKey: '1', item: 'CC-1' }, { caseKey: '2' })],
    ['items', lead(['X'], { caseKey: '1', item: 'cc 1' }, { caseKey: '2', item: 'CC2' })],
    ['number', lead(['n7'], {}, {})],
    ['number', lead(['N-7'], {}, {})],
    ['number', lead(['N-7'], { caseKey: '1' }, { caseKey: '2' })],
  ])('by %s', (by, other) => expect(sameLead(own, other)).toBe(by));

  test.each([
    ['other items of the same cases', lead(['X'], { caseKey: '1', item: 'CC-9' }, { caseKey: '2', item: 'CC-2' })],
    ['another acquisition', lead(['X'], { caseKey: '1', ibis: 'HC-9' }, { caseKey: '2', ibis: 'HC-2' })],
    ['one case in common', lead(['X'], { caseKey: '1' }, { caseKey: '3' })],
    ['the number of ours on another pair', lead(['N-7'], { caseKey: '8' }, { caseKey: '9' })],
    ['nothing said', lead(['X'], {}, {})],
  ])('not by %s', (_, other) => expect(sameLead(own, other)).toBeNull());
});

test('what anybody withdrew is withdrawn, a file that is behind changes nothing, and a file makes no hit', () => {
  expect(standingBeside('HIT', ['LEAD'])).toBe('HIT');
  expect(standingBeside('HIT', ['LEAD', 'WITHDRAWN'])).toBe('WITHDRAWN');
  expect(standingBeside('HIT', ['HIT'])).toBe('HIT');
  expect(standingBeside('LEAD', ['HIT'])).toBe('LEAD');
  expect(standingBeside('LEAD', [])).toBe('LEAD');
  expect(standingBeside('WITHDRAWN', ['HIT', 'LEAD'])).toBe('WITHDRAWN');
});

test.each([
  ['HIT', 'LEAD', false],
  ['HIT', 'HIT', false],
  ['LEAD', 'HIT', true],
  ['LEAD', 'WITHDRAWN', true],
  ['HIT', 'WITHDRAWN', true],
  ['WITHDRAWN', 'LEAD', true],
  ['WITHDRAWN', 'HIT', true],
  ['WITHDRAWN', 'WITHDRAWN', false],
] as const)('a %s is contradicted by a %s of a file: %s', (own, other, answer) => {
  expect(contradicts(own, other)).toBe(answer);
});
