import { describe, expect, test } from 'vitest';
import type { ReviewPair } from '../../../src/model/identity.ts';
import {
  countsNow,
  forgotten,
  logged,
  nextKey,
  pairKey,
  remaining,
  rowsOfKey,
  settled,
  stateAfter,
  type Decision,
} from './decision-log.ts';

const pairOf = (a: string, b: string) => ({ a: { row: a }, b: { row: b } }) as unknown as ReviewPair;
const items = [pairOf('1-0', '2-0'), pairOf('3-0', '4-0'), pairOf('5-0', '6-0')];
const decision = (change: Partial<Decision> = {}): Decision => ({
  key: '3-0,4-0',
  from: 'open',
  to: 'decided',
  verdict: 'different',
  confirms: false,
  reason: 'another birth date',
  state: 'sending',
  judgement: null,
  at: 0,
  error: null,
  ...change,
});
const counts = { open: 3, unsure: 0, waiting: 0, decided: 0 };

describe('a decision', () => {
  test('takes its pair from the list at once and from no other list', () => {
    const log = logged([], decision());
    expect(remaining(items, log, 'open', 10).map(pairKey)).toEqual(['1-0,2-0', '5-0,6-0']);
    expect(remaining(items, log, 'unsure', 10)).toHaveLength(3);
    expect(countsNow(counts, log, 10)).toEqual({ open: 2, unsure: 0, waiting: 0, decided: 1 });
  });
  test('that the server refuses gives its pair back, and its count', () => {
    const log = settled(logged([], decision()), '3-0,4-0', { state: 'refused' });
    expect(remaining(items, log, 'open', 10)).toHaveLength(3);
    expect(countsNow(counts, log, 10)).toEqual(counts);
  });
  test('that was taken back leaves no trace', () => {
    expect(countsNow(counts, forgotten([decision()], '3-0,4-0'), 10)).toEqual(counts);
  });
  test('is not counted twice once the list was read after it', () => {
    const log = [decision({ state: 'done', at: 5 })];
    expect(countsNow(counts, log, 10)).toEqual(counts);
    expect(countsNow(counts, log, 4).open).toBe(2);
  });
  test('of the same pair takes the place of the one before', () => {
    const log = logged([decision()], decision({ verdict: 'unsure' }));
    expect(log.map((each) => each.verdict)).toEqual(['unsure']);
  });
  test('that two rows are of one person waits for a second person, unless this is the second', () => {
    expect(stateAfter('person', 'same', false)).toBe('waiting');
    expect(stateAfter('person', 'same', true)).toBe('decided');
    expect(stateAfter('firearm', 'same', false)).toBe('decided');
    expect(stateAfter('person', 'different', false)).toBe('decided');
    expect(stateAfter('person', 'unsure', false)).toBe('unsure');
  });
});

describe('the pair after this one', () => {
  test('is the next of the list, at the end the one before, and none where it was the last', () => {
    expect(nextKey(items, '1-0,2-0')).toBe('3-0,4-0');
    expect(nextKey(items, '5-0,6-0')).toBe('3-0,4-0');
    expect(nextKey(items.slice(0, 1), '1-0,2-0')).toBeNull();
    expect(nextKey(items, 'gone')).toBe('1-0,2-0');
    expect(nextKey([], null)).toBeNull();
  });
});

test('a key names two rows, and nothing else is one', () => {
  expect(rowsOfKey('812-3,900-1')).toEqual({ a: '812-3', b: '900-1' });
  for (const other of ['', '812-3', '812-3,', 'person:1,person:2', '0-1,2-0', undefined])
    expect(rowsOfKey(other)).toBeNull();
});
