import { expect, test } from 'vitest';
import { rowLayoutOf } from '../../../test/layout-checks.ts';
import { parseOne } from '../../../test/parse-one-row.ts';
import { nibinFeed } from './feed.ts';

const entries = rowLayoutOf(nibinFeed, 'entries');
const leads = rowLayoutOf(nibinFeed, 'leads');

const lead = {
  lead_number: 'LD24-00017',
  issued_on: '2024-03-12',
  kind: 'LEAD',
  status: 'DISSEMINATED',
  case_a: '24-001122',
  item_a: 'CC-1',
  ibis_a: 'HC-24-000123',
  event_a_on: '2024-03-08',
  case_b: '24-000900',
  item_b: 'TF-1',
  ibis_b: 'HC-24-000099',
  event_b_on: '2024-02-20',
  make: 'GLOCK',
  model: '19',
  serial_number: 'ABC123',
};

test.each(['N/A', 'NONE', 'PENDING', 'NO', '-', 'TBD', '0', 'H-0000', 'not yet', 'YES'])(
  'the hit number %j is no number, and makes no hit',
  (hit_number) => {
    expect(parseOne(leads, { ...lead, kind: '', hit_number }).of('ballistic_link')).toMatchObject([
      { kind: 'LEAD', warnings: null },
    ]);
  },
);

test('a hit number that no conclusion, status or day confirms makes no hit, and says so', () => {
  const link = (fields: Record<string, string>) =>
    parseOne(leads, { ...lead, kind: '', hit_number: 'H-9', ...fields }).of('ballistic_link')[0]!;
  const doubted = { kind: 'LEAD', warnings: ['ballistic.hit-without-identification'] };
  expect(link({})).toMatchObject(doubted);
  expect(link({ confirmed_on: 'PENDING' })).toMatchObject(doubted);
  expect(link({ status: 'PENDING CONFIRMATION', conclusion: 'IDENTIFICATION' })).toMatchObject(doubted);
  for (const fields of [{ conclusion: 'IDENT' }, { status: 'CONFIRMED' }, { confirmed_on: '2024-04-01' }])
    expect(link(fields)).toMatchObject({ kind: 'HIT', warnings: null });
});

test.each([
  'PENDING CONFIRMATION',
  'Confirmation requested',
  'PRESUMPTIVE',
  'Unconfirmed',
  'PENDING',
  'GONE FISHING',
  'NOT CONFIRMED',
])('what is called a hit and has the status %s is a lead, and says so', (status) => {
  const [link] = parseOne(leads, { ...lead, kind: 'HIT', status }).of('ballistic_link');
  expect(link).toMatchObject({ kind: 'LEAD' });
  expect(link!['warnings']).toContain('ballistic.hit-without-identification');
});

test('a presumptive hit is a lead', () => {
  expect(parseOne(leads, { ...lead, kind: 'PRESUMPTIVE HIT' }).of('ballistic_link')).toMatchObject([
    { kind: 'LEAD', warnings: null },
  ]);
});

test.each([
  'DISPROVED',
  'REJECTED',
  'NO HIT',
  'NO-HIT',
  'CONFIRMED NEGATIVE',
  'CLOSED - NOT CONFIRMED',
  'NEGATIVE',
  'EXCLUDED',
  'RULED OUT',
  'Eliminated',
  'CONFIRMED - ELIMINATION',
  'Not identified',
])('the status %j says that an examiner did not confirm it', (status) => {
  expect(parseOne(leads, { ...lead, status }).of('ballistic_link')).toMatchObject([
    { status: 'NOT_CONFIRMED', warnings: null },
  ]);
});

test.each([
  [{ status: 'RETRACTED' }, '2026-11-21'],
  [{ retracted_on: 'Y' }, '2026-11-21'],
  [{ status: 'RETRACTED', confirmed_on: '2024-04-01' }, '2026-11-21'],
  [{ status: 'NO HIT' }, '2026-11-21'],
  [{ conclusion: 'ELIMINATION' }, '2026-11-21'],
  [{ conclusion: 'ELIMINATION', confirmed_on: '2024-05-01' }, '2024-05-01'],
  [{ status: 'RETRACTED', retracted_on: '2024-05-02' }, '2024-05-02'],
  [{ status: 'DISSEMINATED' }, null],
])('%o was decided by %s: a withdrawal without a day by the day it was received', (fields, stateOn) => {
  expect(parseOne(leads, { ...lead, ...(fields as Record<string, string>) }).outcome).toMatchObject({ stateOn });
});

test('placeholders under case, item and IBIS number are no ends', () => {
  const nothing = { case_b: 'N/A', item_b: 'PENDING', ibis_b: 'TBD' };
  expect(parseOne(leads, { ...lead, ...nothing }).of('ballistic_link')).toMatchObject([
    { case_b: null, item_b: null, ibis_b: null },
  ]);
});

test('a firearm of which every cell is a placeholder is none', () => {
  const nothing = { make: 'UNKNOWN', model: 'N/A', serial_number: 'NONE' };
  expect(parseOne(leads, { ...lead, ...nothing }).of('firearm_observation')).toEqual([]);
  expect(parseOne(entries, { ibis_id: 'A1', item_number: 'TF-1', ...nothing }).of('firearm_observation')).toEqual([]);
});

const hit = { ...lead, kind: 'HIT', status: 'CONFIRMED HIT', conclusion: 'IDENTIFICATION', confirmed_on: '2024-04-01' };

test.each([
  ['Withdrawn', []],
  ['Retracted', []],
  ['RETRACTED', []],
  ['Rescinded by lab', []],
  ['No longer valid', []],
  ['Retirado', []],
  ['Error', ['ballistic.unclear-retraction']],
  ['See remarks', ['ballistic.unclear-retraction']],
  ['No hit', ['ballistic.unclear-retraction']],
  ['Not confirmed', ['ballistic.unclear-retraction']],
  ['JS', ['ballistic.unclear-retraction']],
])('a hit whose cell for the withdrawal holds %j is withdrawn, and says that its day is not known', (word, codes) => {
  expect(parseOne(leads, { ...hit, retracted_on: word }).of('ballistic_link')).toMatchObject([
    { status: 'RETRACTED', retracted_on: null, warnings: ['ballistic.retracted-without-day', ...codes] },
  ]);
});

test.each([
  '',
  'No',
  'no.',
  'N',
  'N/A',
  '-',
  'Not retracted',
  'Never',
  'not yet withdrawn',
  'Active',
  'UNKNOWN',
  'Pending',
])('a hit whose cell for the withdrawal holds %j stands', (word) => {
  expect(parseOne(leads, { ...hit, retracted_on: word }).of('ballistic_link')).toMatchObject([
    { kind: 'HIT', status: 'CONFIRMED_HIT', retracted_on: null, warnings: null },
  ]);
});

test.each([
  { conclusion: 'Retracted' },
  { conclusion: 'Identification (rescinded)' },
  { status: 'Confirmed - retracted' },
  { status: 'Cancelled by lab' },
  { status: 'Hit voided 4/1/2024' },
  { kind: 'Hit, withdrawn' },
  { confirmed_on: 'Withdrawn' },
])('%o anywhere in it withdraws a hit', (fields) => {
  expect(parseOne(leads, { ...hit, ...fields }).of('ballistic_link')).toMatchObject([{ status: 'RETRACTED' }]);
});

test('a status that says it is not withdrawn withdraws nothing', () => {
  expect(parseOne(leads, { ...hit, status: 'Confirmed, not retracted' }).of('ballistic_link')).toMatchObject([
    { kind: 'HIT', status: 'Confirmed, not retracted', warnings: ['ballistic.unknown-status'] },
  ]);
});

test.each(['No', 'N', 'Pending'])(
  'a confirmed hit of which %j stands under Confirmed is a lead, and says so',
  (word) => {
    expect(parseOne(leads, { ...hit, confirmed_on: word }).of('ballistic_link')).toMatchObject([
      { kind: 'LEAD', status: 'UNCONFIRMED', warnings: ['ballistic.hit-without-identification'] },
    ]);
  },
);
