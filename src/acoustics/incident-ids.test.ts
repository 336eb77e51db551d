import { expect, test } from 'vitest';
import { decisionOfJoined, keepIds, type HeldIncident } from './incident-ids.ts';

const held = (incident: string, minute: number, pulses: string[], stands = true): HeldIncident => ({
  incident,
  openedAt: `2026-11-30T22:${String(minute).padStart(2, '0')}:00.000Z`,
  stands,
  pulses,
});
const located = (...pulses: string[]) => ({ pulses });

test('an incident keeps its id for as long as it shares a pulse, whoever heard it first', () => {
  expect(keepIds([held('a', 1, ['p', 'q'])], [located('o', 'q')])).toEqual({ ids: ['a'], ended: new Map() });
  expect(keepIds([held('a', 1, ['p'])], [located('o')])).toEqual({ ids: [null], ended: new Map([['a', null]]) });
});

test('two that become one go under the older id, in whatever order they are given', () => {
  const [old, young] = [held('b', 1, ['p']), held('a', 2, ['q', 'r'])];
  for (const both of [
    [old, young],
    [young, old],
  ])
    expect(keepIds(both, [located('p', 'q', 'r')])).toEqual({ ids: ['b'], ended: new Map([['a', 0]]) });
  // Opened in one step: the lesser id.
  expect(keepIds([held('b', 1, ['p']), held('a', 1, ['q'])], [located('p', 'q')]).ids).toEqual(['a']);
});

test('one that falls apart stays with most of its pulses, and what once joined it comes back under its own id', () => {
  const joined = held('b', 2, ['r'], false);
  expect(keepIds([held('a', 1, ['p', 'q', 'r'])], [located('r'), located('p', 'q')]).ids).toEqual([null, 'a']);
  expect(keepIds([joined, held('a', 1, ['p', 'q', 'r'])], [located('r'), located('p', 'q')]).ids).toEqual(['b', 'a']);
  // It takes nothing from what stands.
  expect(keepIds([joined, held('a', 3, ['p', 'q', 'r'])], [located('p', 'q', 'r')])).toEqual({
    ids: ['a'],
    ended: new Map(),
  });
});

test('of what became one, gunfire stands before all else, and no gunfire only where it was decided of all', () => {
  expect(decisionOfJoined(['not-gunfire', 'gunfire', null])).toBe('gunfire');
  expect(decisionOfJoined(['not-gunfire', 'unsure', null])).toBe('unsure');
  expect(decisionOfJoined(['not-gunfire', null])).toBeNull();
  expect(decisionOfJoined(['not-gunfire', 'not-gunfire'])).toBe('not-gunfire');
  expect(decisionOfJoined([null, null])).toBeNull();
});
