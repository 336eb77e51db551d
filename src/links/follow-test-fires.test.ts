import { expect, test } from 'vitest';
import { followTestFires, type EntryOfEnd, type LeadToFollow } from './follow-test-fires.ts';

const entry = (record: number, eventType: string | null, firearm: number | null = null): EntryOfEnd => ({
  record,
  ibis: `H${record}`,
  eventType,
  firearm,
});
const lead: LeadToFollow = {
  values: {
    lead_number: 'L1',
    kind: 'HIT',
    case_a: '1',
    case_b: '2',
    ibis_a: 'H1',
    ibis_b: 'H2',
    event_a_on: '2024-01-01',
  },
  incidents: { a: 100, b: 200 },
  named: null,
  entries: { a: [], b: [] },
  recoveries: [],
};
const ties = (change: Partial<LeadToFollow>) =>
  followTestFires({ ...lead, ...change }).ties.map(({ firearm, incident, otherRecord }) => [
    firearm,
    incident,
    otherRecord,
  ]);

test('the firearm of a test fire is tied to the other end', () => {
  expect(ties({ entries: { a: [], b: [entry(2, 'TEST_FIRE', 7)] } })).toEqual([[7, 100, 2]]);
  expect(ties({ entries: { a: [entry(1, 'TEST_FIRE', 7)], b: [] } })).toEqual([[7, 200, 1]]);
});

test('entries of one number that contradict each other tie nothing', () => {
  expect(ties({ entries: { a: [], b: [entry(2, 'TEST_FIRE', 7), entry(3, 'TEST_FIRE', 8)] } })).toEqual([]);
  expect(ties({ entries: { a: [], b: [entry(2, 'TEST_FIRE', 7), entry(3, 'SCENE')] } })).toEqual([]);
  expect(ties({ entries: { a: [], b: [entry(2, 'TEST_FIRE', 7), entry(3, 'TEST_FIRE', 7)] } })).toEqual([[7, 100, 2]]);
});

test('two test fires, two scenes and entries of neither kind tie nothing', () => {
  expect(ties({ entries: { a: [entry(1, 'TEST_FIRE', 7)], b: [entry(2, 'TEST_FIRE', 7)] } })).toEqual([]);
  expect(ties({ entries: { a: [entry(1, 'SCENE')], b: [entry(2, 'SCENE', 7)] } })).toEqual([]);
  expect(ties({ entries: { a: [entry(1, null)], b: [entry(2, null, 7)] } })).toEqual([]);
});

test('what the lead asserts by itself is not derived again; a firearm that it does not name is, and the words say so', () => {
  const values = { ...lead.values, item_b: 'TF-1' };
  expect(ties({ values, named: 7, entries: { a: [], b: [entry(2, 'TEST_FIRE', 7)] } })).toEqual([]);
  const other = followTestFires({ ...lead, values, named: 9, entries: { a: [], b: [entry(2, 'TEST_FIRE', 7)] } });
  expect(other.ties).toMatchObject([{ firearm: 7, incident: 100 }]);
  expect(other.ties[0]!.description).toMatch(/the lead itself names another firearm/);
});

test('a recovery in the case of both ends, or beside items that say both are scenes, tells nothing', () => {
  const recoveries = [
    { record: 5, firearm: 7, incident: 100 },
    { record: 6, firearm: 7, incident: 200 },
  ];
  expect(ties({ named: 7, recoveries: recoveries.slice(0, 1) })).toEqual([[7, 200, 5]]);
  expect(ties({ named: 7, recoveries })).toEqual([]);
  const values = { ...lead.values, item_a: 'CC-1', item_b: 'CC-2' };
  expect(ties({ values, named: 7, recoveries: recoveries.slice(0, 1) })).toEqual([]);
  // Of another firearm it says nothing.
  expect(ties({ named: 8, recoveries: recoveries.slice(0, 1) })).toEqual([]);
});
