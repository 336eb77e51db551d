import { describe, expect, test } from 'vitest';
import { columnsOf, contestedHeaders, expectSoundRows, rowLayoutOf } from '../../../test/layout-checks.ts';
import { parseOne } from '../../../test/parse-one-row.ts';
import { csvOf, readWhole, typedRows } from '../../../test/read-whole-feed.ts';
import { nibinFeed } from './feed.ts';
import { cleanIbisId } from './ibis-id.ts';

const entriesHeader =
  'IBIS ID,Site,Entered At,Event Type,Item Number,Lab Number,Agency Case Number,Event Date,Crime Type,Caliber,Evidence Kind,Firearm Make,Firearm Model,Firearm Serial,Collected At,Address,City'.split(
    ',',
  );
const leadsHeader =
  'Lead Number,Issued,Kind,Status,Case A,Item A,IBIS A,Event Date A,Case B,Item B,IBIS B,Event Date B,Firearm Make,Firearm Model,Firearm Serial,Examiner,Conclusion,Confirmed,Report Number,Retracted,Remarks'.split(
    ',',
  );

const entries = rowLayoutOf(nibinFeed, 'entries');
const leads = rowLayoutOf(nibinFeed, 'leads');
const hits = rowLayoutOf(nibinFeed, 'hits');

test('every column of both exports is explained, each by a field of its own', () => {
  for (const header of [entriesHeader, leadsHeader]) {
    const columns = columnsOf(nibinFeed, header);
    expect(header.filter((name) => columns[name] === undefined)).toEqual([]);
    expect(new Set(Object.values(columns)).size).toBe(header.length);
  }
});

test('no header is claimed by two fields of a layout', () => {
  for (const layout of [entries, leads, hits]) expect(contestedHeaders(layout)).toEqual([]);
});

test('an unknown column stays in the record', async () => {
  const header = [...entriesHeader, 'Bullet Trap'];
  const whole = await readWhole(
    csvOf(header, ['HC-24-000001', ...header.slice(1).map((name) => (name === 'Item Number' ? 'CC-1' : 'x'))]),
    { feed: nibinFeed },
  );
  expect(whole.rows[0]!.content).toContain('bullet trap');
});

describe('entries', () => {
  const scene = {
    ibis_id: 'hc 24 000123',
    site: 'HARBOR CITY LAB',
    entered_at: '2024-03-10 14:05',
    event_type: 'SCENE',
    item_number: 'cc-1',
    case_number: '24-001122',
    event_on: '2024-03-08',
    crime_type: 'SHOTS FIRED',
    calibre: '9MM',
    evidence_kind: 'CARTRIDGE CASE',
    collected_at: '2024-03-08 23:40',
    scene_address: '1200 BLOCK E NORTH AVE',
  };

  test('a cartridge case of a scene becomes item, entry, incident and place, and no firearm', () => {
    const { outcome, of } = parseOne(entries, scene);
    expect(outcome).toMatchObject({ key: 'HC-24-000123' });
    expect(of('ballistic_entry')).toMatchObject([
      {
        ibis_id: 'HC-24-000123',
        entered_at: '2024-03-10T18:05:00.000Z',
        event_type: 'SCENE',
        event_on: '2024-03-08',
        item_number: 'CC-1',
        case_key: '24001122',
        calibre_code: '9LUGER',
        firearm_ordinal: null,
        warnings: null,
      },
    ]);
    expect(of('ballistic_item')).toMatchObject([{ kind: 'CASING', collected_at: '2024-03-09T04:40:00.000Z' }]);
    expect(of('incident_observation')).toMatchObject([{ role: 'ballistic-scene', seen_on: '2024-03-08' }]);
    expect(of('place_observation')).toMatchObject([{ role: 'scene', precision: 'block', city: 'Harbor City' }]);
    expect(of('firearm_observation')).toEqual([]);
  });

  test('a test fire names its firearm, and its case and place are no scene', () => {
    const { of, typed } = parseOne(entries, {
      ...scene,
      event_type: 'TEST FIRE',
      evidence_kind: 'TEST FIRE',
      make: 'GLOCK',
      model: '19',
      serial_number: 'ABC123',
    });
    expect(of('firearm_observation')).toMatchObject([
      { role: 'test-fired', seen_on: '2024-03-08', serial_clean: 'ABC123', calibre_code: '9LUGER' },
    ]);
    const firearm = typed.find((row) => row.table === 'firearm_observation')!.ordinal;
    expect(of('ballistic_entry')).toMatchObject([{ event_type: 'TEST_FIRE', firearm_ordinal: firearm }]);
    expect(of('incident_observation')).toMatchObject([{ role: 'test-fire' }]);
    expect(of('place_observation')).toMatchObject([{ role: 'test-fire' }]);
  });

  test.each([
    ['2024-03-10 02:30', '2024-03-10T07:30:00.000Z', 'time.gap'],
    ['2024-11-03 01:30', '2024-11-03T05:30:00.000Z', 'time.fold'],
    ['2024-07-01', '2024-07-01T04:00:00.000Z', 'time.day-only'],
  ])('entered at %s local time is %s with %s', (entered_at, instant, code) => {
    expect(parseOne(entries, { ...scene, entered_at }).of('ballistic_entry')).toMatchObject([
      { entered_at: instant, warnings: [code] },
    ]);
  });

  test('the zone of the context decides', () => {
    expect(parseOne(entries, scene, { timeZone: 'America/Phoenix' }).of('ballistic_entry')).toMatchObject([
      { entered_at: '2024-03-10T21:05:00.000Z' },
    ]);
  });

  test('words that are not known are left out with their codes', () => {
    const { of } = parseOne(entries, { ...scene, event_type: 'not a test fire', evidence_kind: 'SABOT' });
    expect(of('ballistic_entry')).toMatchObject([
      { event_type: null, warnings: ['ballistic.unknown-event-type', 'ballistic.unknown-evidence-kind'] },
    ]);
    expect(of('incident_observation')).toMatchObject([{ role: 'ballistic-event' }]);
  });

  test.each([
    [{ ...scene, ibis_id: '' }, 'ballistic.no-ibis-id'],
    [{ ibis_id: 'A1', calibre: '9MM' }, 'ballistic.no-item'],
  ])('%o is rejected', (fields, code) => {
    expect(parseOne(entries, fields as Record<string, string>).outcome).toMatchObject({ reject: { code } });
  });

  test('no cells make it throw, invent a value the store refuses, or read a row differently twice', () => {
    expectSoundRows(entries);
  });
});

describe('leads', () => {
  const lead = {
    lead_number: 'ld24-00017',
    issued_on: '2024-03-12',
    kind: 'LEAD',
    status: 'DISSEMINATED',
    case_a: '24-001122',
    item_a: 'CC-1',
    ibis_a: 'HC-24-000123',
    event_a_on: '2024-03-08',
    case_b: '24-000900',
    item_b: 'TF-1',
    ibis_b: 'HC24000099',
    event_b_on: '2024-02-20',
    make: 'GLOCK',
    model: '19',
    serial_number: 'ABC123',
  };

  test('a lead ties two cases, and to the firearm that was test fired', () => {
    const { outcome, of } = parseOne(leads, lead);
    expect(outcome).toMatchObject({ key: 'LD24-00017' });
    expect(of('ballistic_link')).toMatchObject([
      {
        lead_number: 'LD24-00017',
        kind: 'LEAD',
        status: 'DISSEMINATED',
        issued_on: '2024-03-12',
        confirmed_on: null,
        retracted_on: null,
        case_a: '24001122',
        ibis_a: 'HC-24-000123',
        case_b: '24000900',
        event_b_on: '2024-02-20',
        conclusion: null,
        warnings: null,
      },
    ]);
    expect(of('firearm_observation')).toMatchObject([{ role: 'linked', seen_on: '2024-02-20' }]);
    expect(of('incident_observation').map((each) => [each['role'], each['seen_on']])).toEqual([
      ['ballistic-a', '2024-03-08'],
      ['ballistic-b', '2024-02-20'],
    ]);
  });

  test('a later row of the same lead has the same key and its own status', () => {
    const confirmed = {
      ...lead,
      kind: 'HIT',
      status: 'CONFIRMED_HIT',
      conclusion: 'IDENTIFICATION',
      confirmed_on: '2024-04-15',
      examiner: 'EXAMINER 3',
    };
    const first = parseOne(leads, lead);
    const second = parseOne(leads, confirmed);
    expect(second.outcome).toEqual({ ...first.outcome, stateOn: '2024-04-15' });
    expect(second.of('ballistic_link')).toMatchObject([
      {
        kind: 'HIT',
        status: 'CONFIRMED_HIT',
        confirmed_on: '2024-04-15',
        conclusion: 'IDENTIFICATION',
        examiner: 'EXAMINER 3',
      },
    ]);
  });

  test('a lead that was not confirmed keeps its conclusion and the day it was withdrawn', () => {
    const { of } = parseOne(leads, {
      ...lead,
      status: 'Not confirmed',
      conclusion: 'ELIMINATION',
      retracted_on: '2024-05-02',
    });
    expect(of('ballistic_link')).toMatchObject([
      { kind: 'LEAD', status: 'NOT_CONFIRMED', conclusion: 'ELIMINATION', retracted_on: '2024-05-02', warnings: null },
    ]);
  });

  test.each([
    ['', 'DISSEMINATED', '', 'LEAD'],
    ['', '', '', 'LEAD'],
    ['', 'INCONCLUSIVE', 'INCONCLUSIVE B', 'LEAD'],
    ['', 'CONFIRMED HIT', '', 'HIT'],
    ['', '', 'Identified', 'HIT'],
    ['NIBIN Lead', '', '', 'LEAD'],
    ['Confirmed hit', '', '', 'HIT'],
  ])('kind %j, status %j and conclusion %j make a %4$s', (kind, status, conclusion, expected) => {
    expect(parseOne(leads, { ...lead, kind, status, conclusion }).of('ballistic_link')).toMatchObject([
      { kind: expected },
    ]);
  });

  test('what contradicts itself or is not known is kept with its code', () => {
    const codes = (fields: Record<string, string>) =>
      parseOne(leads, { ...lead, ...fields }).of('ballistic_link')[0]!['warnings'];
    expect(codes({ status: 'CONFIRMED_HIT' })).toEqual(['ballistic.lead-with-identification']);
    expect(codes({ kind: 'HIT', conclusion: 'ELIMINATION' })).toEqual(['ballistic.hit-without-identification']);
    expect(codes({ status: 'GONE FISHING' })).toEqual(['ballistic.unknown-status']);
    expect(codes({ conclusion: 'looks alike' })).toEqual(['ballistic.unknown-conclusion']);
    expect(codes({ kind: 'tip' })).toEqual(['ballistic.unknown-kind']);
    expect(codes({ ibis_b: 'hc 24 000123' })).toEqual(['ballistic.linked-to-itself']);
    expect(codes({ case_b: '', item_b: '', ibis_b: '', make: '', model: '', serial_number: '' })).toEqual([
      'ballistic.one-sided',
    ]);
    expect(codes({ confirmed_on: 'Y' })).toBeNull();
  });

  test.each([
    ['Y', 'RETRACTED', null, ['ballistic.retracted-without-day']],
    ['yes', 'RETRACTED', null, ['ballistic.retracted-without-day']],
    ['N', 'DISSEMINATED', null, null],
    ['', 'DISSEMINATED', null, null],
    ['N/A', 'DISSEMINATED', null, null],
    ['2024-05-02', 'DISSEMINATED', '2024-05-02', null],
    ['05/2024', 'RETRACTED', null, ['ballistic.retracted-without-day', 'date.not-a-day']],
    ['2099-01-01', 'RETRACTED', null, ['ballistic.retracted-without-day', 'date.after-receipt']],
    ['01/01/1900', 'DISSEMINATED', null, ['date.placeholder']],
  ])('withdrawn %j gives status %s and day %s', (retracted_on, status, day, warnings) => {
    expect(parseOne(leads, { ...lead, retracted_on }).of('ballistic_link')).toMatchObject([
      { status, retracted_on: day, warnings },
    ]);
  });

  test('a hit that says it is not confirmed is a lead, whatever its status or conclusion says', () => {
    const kind = (fields: Record<string, string>) =>
      parseOne(leads, { ...lead, kind: 'HIT', status: '', confirmed_on: 'N', ...fields }).of('ballistic_link')[0]![
        'kind'
      ];
    expect([kind({}), kind({ conclusion: 'IDENTIFICATION' }), kind({ status: 'CONFIRMED HIT' })]).toEqual([
      'LEAD',
      'LEAD',
      'LEAD',
    ]);
  });

  test.each([
    [{ ...lead, lead_number: '' }, 'ballistic.no-lead-number'],
    [{ ...lead, lead_number: 'PENDING' }, 'ballistic.no-lead-number'],
    [{ lead_number: 'L1', issued_on: '2024-01-01' }, 'ballistic.no-pair'],
  ])('%o is rejected', (fields, code) => {
    expect(parseOne(leads, fields as Record<string, string>).outcome).toMatchObject({ reject: { code } });
  });

  test('no cells make it throw, invent a value the store refuses, or read a row differently twice', () => {
    expectSoundRows(leads);
    expectSoundRows(hits);
  });
});

describe('hits', () => {
  test('an export of hits alone is known by its columns, and its rows are hits', async () => {
    const whole = await readWhole(
      csvOf(
        ['Hit Number', 'Hit Date', 'Case 1', 'Case 2', 'Confirmed By'],
        ['H-12', '04/15/2024', '24-001122', '24-000900', 'EXAMINER 3'],
        ['', '04/16/2024', '24-001123', '24-000901', 'EXAMINER 3'],
        ['PENDING', '', '24-001124', '24-000902', ''],
      ),
      { feed: nibinFeed },
    );
    expect(whole.sections[0]!.layout).toBe('hits');
    expect(typedRows(whole.rows, 'ballistic_link')).toMatchObject([
      {
        lead_number: 'H-12',
        kind: 'HIT',
        confirmed_on: '2024-04-15',
        examiner: 'EXAMINER 3',
        case_a: '24001122',
        case_b: '24000900',
      },
    ]);
    expect(whole.rejects.map((each) => each.code)).toEqual(['ballistic.no-hit-number', 'ballistic.no-hit-number']);
  });

  test('a file of leads that also has hit numbers stays a file of leads; a number makes its row a hit only beside a conclusion', async () => {
    const whole = await readWhole(
      csvOf(
        ['Lead #', 'Hit #', 'Date Issued', 'Case #1', 'Case #2', 'Conclusion', 'Confirmed'],
        ['L-1', '', '03/12/2024', '24-1', '24-2', '', ''],
        ['L-2', 'H-9', '03/12/2024', '24-3', '24-4', 'IDENTIFICATION', ''],
        ['L-3', 'H-10', '03/12/2024', '24-3', '24-5', '', ''],
        ['L-4', 'H-11', '03/12/2024', '24-3', '24-6', '', '04/12/2024'],
      ),
      { feed: nibinFeed },
    );
    expect(whole.sections[0]!.layout).toBe('leads');
    expect(typedRows(whole.rows, 'ballistic_link').map((each) => [each['lead_number'], each['kind']])).toEqual([
      ['L-1', 'LEAD'],
      ['L-2', 'HIT'],
      ['L-3', 'LEAD'],
      ['L-4', 'HIT'],
    ]);
  });
});

test.each([
  ['hc 24 000123', 'HC-24-000123'],
  ['HC/24/000123', 'HC-24-000123'],
  ['N/A', null],
  ['--', null],
  ['PENDING', null],
  ['0000', null],
])('the IBIS number %j is %j', (text, id) => {
  expect(cleanIbisId(text)).toBe(id);
});
