import { expect, test } from 'vitest';
import { followTestFires, type EntryOfEnd, type LeadToFollow } from './follow-test-fires.ts';

const taurus = {
  serial_ncic: 'BBB2222',
  serial_clean: 'BBB2222',
  make_family: 'TAURUS',
  make_name: 'TAURUS',
  calibre_code: '9LUGER',
};
const entry = (record: number, eventType: string | null, firearm: number | null = null): EntryOfEnd => ({
  record,
  ibis: `H${record}`,
  eventType,
  firearm,
  said: firearm === null ? null : taurus,
  incident: null,
  on: null,
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
  said: null,
  judgedOther: [],
  entries: { a: [], b: [] },
  recoveries: [],
};
const ties = (change: Partial<LeadToFollow>) =>
  followTestFires({ ...lead, ...change }).ties.map(({ subject, incident, otherRecord }) => [
    subject,
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

const values = { ...lead.values, item_b: 'TF-1' };
const entries = { a: [], b: [entry(2, 'TEST_FIRE', 7)] };

test('what the lead asserts by itself is not derived again; a firearm that it does not name is, and the words say so', () => {
  expect(ties({ values, named: 7, entries })).toEqual([]);
  const said = { ...taurus, serial_ncic: 'CCC3333', serial_clean: 'CCC3333' };
  const other = followTestFires({ ...lead, values, named: 9, said, entries });
  expect(other).toMatchObject({ ties: [{ subject: 7, incident: 100 }], speaksOfTied: false });
  expect(other.ties[0]!.description).toMatch(/the lead describes another firearm: serial number CCC3333\.$/);
});

test('what a lead describes without a full serial number is the firearm of the entry, unless make or calibre contradict it', () => {
  const followed = (said: object, change: Partial<LeadToFollow> = {}) =>
    followTestFires({ ...lead, values, named: 9, said: { serial_ncic: null, ...said }, entries, ...change });
  for (const said of [
    {},
    { make_family: 'TAURUS', make_name: 'TAURUS', model: 'G3' },
    { no_serial_reason: 'UNKNOWN', calibre_code: '380AUTO' },
    { serial_ncic: 'B?B2', obliterated: true },
  ]) {
    const { ties: tied, speaksOfTied } = followed(said);
    expect(speaksOfTied).toBe(true);
    expect(tied).toMatchObject([{ subject: 7, incident: 100, otherRecord: 2 }]);
    expect(tied[0]!.description).toMatch(
      /test fire of this firearm, which the lead describes without a full serial number\.$/,
    );
  }
  expect(followed({ serial_ncic: 'B?B2223', serial_clean: 'B?B2223' }).ties[0]!.description).toMatch(
    /another firearm: serial number B\?B2223\.$/,
  );
  const another = followed({ make_family: 'GLOCK', make_name: 'GLOCK', calibre_code: '45AUTO' });
  expect(another.speaksOfTied).toBe(false);
  expect(another.ties[0]!.description).toMatch(/the lead describes another firearm: make GLOCK, calibre 45AUTO\.$/);
  const judged = followed({}, { judgedOther: [7] });
  expect(judged.speaksOfTied).toBe(false);
  expect(judged.ties[0]!.description).toMatch(/was judged to be another firearm\.$/);
});

test('a serial number that the entry does not give is said, and takes no tie from the firearm it names', () => {
  const unmarked = { ...entry(2, 'TEST_FIRE', 7), said: { make_family: 'TAURUS' } };
  const followed = followTestFires({ ...lead, values, named: 9, said: taurus, entries: { a: [], b: [unmarked] } });
  expect(followed.speaksOfTied).toBe(false);
  expect(followed.ties[0]!.description).toMatch(/a serial number by which it is not known to be the same firearm\.$/);
});

test('a recovery in the case of both ends, or beside items that say both are scenes, tells nothing', () => {
  const recoveries = [
    { record: 5, firearm: 7, incident: 100 },
    { record: 6, firearm: 7, incident: 200 },
  ];
  expect(ties({ named: 7, recoveries: recoveries.slice(0, 1) })).toEqual([[7, 200, 5]]);
  expect(ties({ named: 7, recoveries })).toEqual([]);
  const scenes = { ...lead.values, item_a: 'CC-1', item_b: 'CC-2' };
  expect(ties({ values: scenes, named: 7, recoveries: recoveries.slice(0, 1) })).toEqual([]);
  // Of another firearm it says nothing.
  expect(ties({ named: 8, recoveries: recoveries.slice(0, 1) })).toEqual([]);
});
