import { describe, expect, test } from 'vitest';
import { sameLead, weakestStanding, type ComparedLead } from './same-lead.ts';

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

test('of several readings the weakest holds', () => {
  expect(weakestStanding(['HIT', 'LEAD'])).toBe('LEAD');
  expect(weakestStanding(['HIT', 'WITHDRAWN', 'LEAD'])).toBe('WITHDRAWN');
  expect(weakestStanding(['HIT', 'HIT'])).toBe('HIT');
});
