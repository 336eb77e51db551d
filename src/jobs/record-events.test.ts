import { expect, test } from 'vitest';
import { recordEvents } from './record-events.ts';

const source = {
  record: 1,
  version: 1,
  feed: 'nibin',
  layout: 'leads',
  file: 'l.csv',
  line: 2,
  receivedAt: '2026-01-01T00:00:00Z',
} as const;

test.each<[Record<string, string>, string, string, string]>([
  [{ kind: 'HIT', conclusion: 'IDENTIFICATION' }, 'Ballistic hit, concluded by an examiner', 'hit', 'ACTIVE'],
  [{ kind: 'LEAD' }, 'Ballistic lead, unconfirmed', 'lead', 'ACTIVE'],
  [{ kind: 'HIT', conclusion: 'ELIMINATION' }, 'Ballistic lead, eliminated by an examiner', 'lead', 'RETRACTED'],
  [{ kind: 'HIT', conclusion: 'INCONCLUSIVE' }, 'Ballistic lead, found inconclusive by an examiner', 'lead', 'ACTIVE'],
  [
    { kind: 'HIT', conclusion: 'UNSUITABLE' },
    'Ballistic lead, found unsuitable for comparison by an examiner',
    'lead',
    'ACTIVE',
  ],
])('%o is told as %j', (values, title, tie, status) => {
  const [event] = recordEvents({
    source,
    handling: [],
    rows: [{ table: 'ballistic_link', ordinal: 0, values }],
    participants: [],
    place: null,
  });
  expect(event).toMatchObject({ title, tie, status, detail: { conclusion: values['conclusion'] ?? null } });
});

test.each([
  ['TEST_FIRE', '2023-12-10'],
  ['SCENE', '2023-12-18T20:10:00.000Z'],
])('an entry of a %s is told at %s', (event_type, from) => {
  const values = { event_type, event_on: '2023-12-10', entered_at: '2023-12-18T20:10:00.000Z' };
  const [event] = recordEvents({
    source,
    handling: [],
    rows: [{ table: 'ballistic_entry', ordinal: 0, values }],
    participants: [],
    place: null,
  });
  expect(event!.from).toBe(from);
});

const place = { id: 'place:9', label: '100 Main St', point: null, precision: null } as const;

test.each([
  ['ballistic_entry', false],
  ['ballistic_link', false],
  ['trace_request', false],
  ['trace_result', false],
  ['recovery', true],
  ['incident', true],
  ['victim', true],
  ['gunshot_alert', true],
] as const)('whether %s happened where its record says that the case did: %s', (table, there) => {
  const [event] = recordEvents({
    source,
    handling: [],
    rows: [{ table, ordinal: 0, values: {} }],
    participants: [],
    place,
  });
  expect(event!.place).toEqual(there ? place : null);
});
