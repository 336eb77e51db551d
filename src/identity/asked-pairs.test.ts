import { describe, expect, test } from 'vitest';
import { askOfFirearms, askOfPlaces, askOfVehicles, askSentences, pointCell } from './asked-pairs.ts';
import { kindPlans } from './compared-fields.ts';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { openComparisons } from './open-comparisons.ts';
import type { ComparedKind } from '../model/identity.ts';
import { contradict, markSetsOf, marksOf } from './contradictions.ts';
import { identityKeys, type ObservationValues } from './identity-keys.ts';

/** How two rows compare, field by field, as the engine's own comparisons say. */
function stepsOf(kind: ComparedKind, one: ObservationValues, other: ObservationValues) {
  const plan = kindPlans[kind];
  const encoders = plan.fields.map((field) => new FieldEncoder(field));
  for (const values of [one, other])
    plan.cells(values).forEach((cell, at) => {
      encoders[at]!.add(cell);
    });
  const table: EncodedTable = {
    records: 2,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf: new Uint8Array(2),
    linkOnly: false,
  };
  const { fields } = openComparisons(table);
  return table.fields.map(({ name, values, valueOf }, at) => {
    const [a, b] = [valueOf[0]!, valueOf[1]!];
    const level = a === 0 || b === 0 ? null : fields[at]!.levels[fields[at]!.compare(a, b) - 1]!;
    return {
      field: name,
      a: values.text(a),
      b: values.text(b),
      level: level?.name ?? 'missing',
      description: level?.description ?? '',
      bits: 0,
      rarityBits: 0,
      boundBits: 0,
      explainedBy: null,
    };
  });
}

describe('firearms', () => {
  const glock = { serial_clean: 'BKX1234', make_name: 'GLOCK', calibre_code: '9LUGER', type_code: 'P' };
  const asked = (one: ObservationValues, other: ObservationValues) => askOfFirearms(stepsOf('firearm', one, other));

  const twice = (said: ObservationValues) => [said, said] as const;

  test.each([
    ['tier1', { calibre_code: '380AUTO' }],
    ['tier2', { serial_clean: '8KX1234' }],
    ['tier2', { serial_clean: 'BKXI234' }],
    ['tier3', { serial_clean: 'BKX1235' }],
    ['tier3', { serial_clean: 'BKX234' }],
    ['tier3', { serial_clean: 'KBX1234' }],
    ['tier3', { serial_clean: '8KX1239' }],
    ['tier4', { serial_clean: 'BK?12?4' }],
  ] as const)('%s: %j of one maker', (tier, said) => {
    expect(asked(glock, { ...glock, ...said })).toEqual({ because: [askSentences[tier]], ifTied: tier === 'tier3' });
  });

  test.each([
    ['another maker', { serial_clean: '8KX1234', make_name: 'TAURUS' }],
    ['no maker', { serial_clean: '8KX1234', make_name: '' }],
    ['two slips', { serial_clean: 'BKX1297' }],
    ['one slip, another calibre', { serial_clean: 'BKX1235', calibre_code: '380AUTO' }],
    ['one slip, another type', { serial_clean: 'BKX1235', type_code: 'R' }],
    ['one slip, neither type nor calibre said', { serial_clean: 'BKX1235', calibre_code: '', type_code: '' }],
    ['worn, three characters read', { serial_clean: 'BKX????' }],
    ['worn, another type', { serial_clean: 'BK?12?4', type_code: 'R' }],
    ['worn, a character that differs', { serial_clean: 'BK?12?5' }],
    ['worn, another type, semi-automatic', { serial_clean: 'BK?12?4', type_code: 'RI' }],
    ['words for a number', { serial_clean: 'MADEINAUSTRIA' }, { serial_clean: 'MADEINAUSTRIA' }],
    ['a number of something else', ...twice({ serial_clean: 'LOT123', serial_raw: 'LOT 123' })],
    ['the model once more', ...twice({ serial_clean: 'GLOCK19', serial_ncic: 'GL0CK19', model: '19' })],
    ['one character read on both sides', { serial_clean: 'B??????' }, { serial_clean: 'B??????' }],
    ['one character read, another on the other side', { serial_clean: 'B??????' }, { serial_clean: '8??????' }],
    ['worn in other places', { serial_clean: 'BKX1???' }, { serial_clean: '???1234' }],
    ['no number', { serial_clean: '' }],
  ] as [string, ObservationValues, ObservationValues?][])('nobody is asked: %s', (_, said, other = {}) => {
    expect(asked({ ...glock, ...other }, { ...glock, ...said })).toBeNull();
  });

  test.each([
    ['PI', 'P'],
    ['PR', 'PI'],
    ['PD', 'PR'],
    ['PI', 'B'],
    ['P', 'Z'],
    ['PI', ''],
    ['RI', 'S'],
  ])('types %s and %s contradict each other no more than where things are joined', (one, other) => {
    const [x, y] = [
      { ...glock, type_code: one },
      { ...glock, type_code: other },
    ];
    const marks = (of: ObservationValues) => markSetsOf([marksOf('firearm', of)]);
    expect(contradict(marks(x), marks(y), ['type'])).toBe(false);
    expect(asked(x, { ...y, serial_clean: 'BKX1235' })?.because).toEqual([askSentences.tier3]);
    expect(asked(x, { ...y, serial_clean: 'BK?12?4' })?.because).toEqual([askSentences.tier4]);
    expect(asked(x, { ...removed, type_code: other, serial_restored: 'BKX1234' })?.because).toEqual([
      askSentences.tier4Restored,
    ]);
    const { level, description } = stepsOf('firearm', x, y).find(({ field }) => field === 'type')!;
    const sides = [one, other].map((code) => code[0] ?? '');
    expect([level, description]).toEqual(
      sides.some((side) => ['', 'B', 'Z'].includes(side))
        ? ['missing', '']
        : ['equal', 'the same type, handgun or long gun'],
    );
  });

  test('numbers worn alike on both sides agree where they can be read, and are not known to be one', () => {
    const worn = { ...glock, serial_clean: 'BK?12?4' };
    expect(asked(worn, { ...worn, calibre_code: '380AUTO' })?.because).toEqual([askSentences.tier4]);
  });

  const removed = { ...glock, serial_clean: '', obliterated: true };
  const high = (count: number) => Array<string>(count).fill('high');

  test.each([
    ['whole', { serial_restored: 'BKX1234', serial_restored_grades: high(7) }],
    ['whole, without grades', { serial_restored: 'BKX1234' }],
    ['in part', { serial_restored: 'BK?12?4', serial_restored_grades: null }],
    [
      'whole, two characters not surely',
      { serial_restored: 'BKY1239', serial_restored_grades: ['high', 'high', 'low', 'high', 'high', 'high', 'medium'] },
    ],
    ['with an 8 for a B', { serial_restored: '8KX1234', serial_restored_grades: high(7) }],
    ['beside a worn number', { serial_clean: 'B??1??4', serial_restored: 'BKX1234', serial_restored_grades: high(7) }],
    ['on both sides', { serial_restored: 'BKX1234' }, { ...removed, serial_restored: 'BKX1234' }],
  ] as [string, ObservationValues, ObservationValues?][])(
    'a number restored %s is asked about as tier 4, and joins nothing',
    (_, said, other: ObservationValues = glock) => {
      const of = { ...removed, ...said };
      expect(asked(other, of)).toEqual({ because: [askSentences.tier4Restored], ifTied: false });
      expect(identityKeys('firearm', { ...of, make_family: 'GLOCK' })).toEqual([]);
    },
  );

  test.each([
    ['otherwise in a sure place', { serial_restored: 'BKX1239', serial_restored_grades: high(7) }],
    [
      'in three sure places',
      { serial_restored: 'BKX1234', serial_restored_grades: [...high(3), 'low', 'low', 'low', 'low'] },
    ],
    ['of another type', { serial_restored: 'BKX1234', type_code: 'R' }],
    ['of another maker', { serial_restored: 'BKX1234', make_name: 'TAURUS' }],
  ] as const)('nobody is asked about a number restored %s', (_, said) => {
    expect(asked(glock, { ...removed, ...said })).toBeNull();
  });

  test('what a laboratory restored stands in the place of no number that could be read', () => {
    expect(asked(glock, { ...glock, serial_clean: 'CCC9999', serial_restored: 'BKX1234' })).toBeNull();
  });

  test('the maker may be written by another name of its family', () => {
    const [one, other] = ['GLOCK', 'GLOCK INC'].map((make_name) => ({ ...glock, make_name }));
    expect(asked(one!, { ...other, serial_clean: '8KX1234' })?.because).toEqual([askSentences.tier2]);
  });
});

describe('places', () => {
  const home = { address: '1834 N CALDER ST', city: 'Harbor City', zip: '21204', lon: -76.61, lat: 39.3 };
  const asked = (said: ObservationValues) => askOfPlaces(stepsOf('place', home, { ...home, ...said }));
  const far = { lon: -76.62, lat: 39.31 };

  test.each([
    [{ address: '1834 CALDER ST' }, ['building', 'direction', 'near']],
    [{ address: '1834 N CALDER' }, ['building', 'suffix', 'near']],
    [{ address: '1834 N CALDER AVE' }, ['building', 'otherSuffix', 'near']],
    [{ address: '1834 N CALDR ST', lon: null, lat: null }, ['slip']],
    [{ address: '1834 N CALDRE ST' }, ['slip', 'near']],
    [{ city: 'Towson', lon: null, lat: null }, ['building', 'otherCity']],
    [{ address: '1834 CALDER ST', zip: '21240', lon: null }, ['building', 'direction', 'zipSlip']],
    [{ address: '1834 N CALDERWOOD ST' }, ['slip', 'near']],
  ] as const)('%j may be the same building', (said, reasons) => {
    expect(asked(said)?.because).toEqual(reasons.map((each) => askSentences[each]));
  });

  test.each([
    ['another number', { address: '1836 N CALDER ST' }],
    ['the other end of the street', { address: '1834 S CALDER ST' }],
    ['another kind of street, no point', { address: '1834 N CALDER AVE', lon: null }],
    ['another street', { address: '1834 N MOORING ST' }],
    ['a numbered street', { address: '1834 N 33RD ST' }],
    ['far away', { address: '1834 CALDER ST', ...far }],
    ['another city and postcode', { city: 'Towson', zip: '21286', lon: null }],
    ['another postcode', { address: '1834 CALDER ST', zip: '20817', lon: null }],
    ['a flat in it', { address: '1834 N CALDER ST UNIT 3B' }],
    ['a block of it', { address: '1800 BLOCK N CALDER ST' }],
    ['a crossing', { address: 'CALDER ST & MOORING ST' }],
  ] as const)('nobody is asked: %s', (_, said) => {
    expect(asked(said)).toBeNull();
  });

  test('numbered streets one slip apart are two streets, names of four letters too', () => {
    for (const [one, other] of [
      ['12 33RD ST', '12 32ND ST'],
      ['12 OAK ST', '12 OAKS ST'],
      ['12 12TH ST', '12 112TH ST'],
    ])
      expect(
        askOfPlaces(stepsOf('place', { address: one, zip: '21204' }, { address: other, zip: '21204' })),
      ).toBeNull();
  });

  test('a point is a cell that cleaning leaves as it is', () => {
    expect(pointCell(-76.61, 39.3)).toBe('1293000 1033900');
    expect(pointCell(null, 39.3)).toBe('');
  });
});

describe('vehicles', () => {
  const car = { plate: '7AB1234', plate_state: 'MD', make: 'HONDA', model: 'CIVIC', colour: 'GRAY' };
  const vin = '1M8GDM9AXKP042788';
  const asked = (one: ObservationValues, other: ObservationValues) =>
    askOfVehicles(stepsOf('vehicle', { ...car, ...one }, { ...car, ...other }));

  test.each([
    ['vinSame', { vin: '1M8GDM9AXKP042789' }, { vin: '1M8GDM9AXKP042789', plate: '2CD5678' }],
    ['vinSlip', { vin }, { vin: '1M8GDM9AXKP042798', plate: '' }],
    ['plateSame', {}, {}],
    ['plateSame', {}, { plate_state: '' }],
    ['plateAlike', {}, { plate: '7A81234' }],
    ['plateAlike', {}, { plate: '7ABI234', make: '' }],
    ['plateSlip', {}, { plate: '7AB1243' }],
    ['plateSlip', {}, { plate: '7AB124' }],
  ] as const)('%s: %j and %j', (sentence, one, other) => {
    expect(asked(one, other)).toEqual({ because: [askSentences[sentence]], ifTied: false });
  });

  test.each([
    ['two numbers', { vin }, { vin: '5GZCZ43D13S812715' }],
    ['another make', {}, { make: 'FORD' }],
    ['another state', {}, { plate_state: 'VA' }],
    ['another colour, misread', {}, { plate: '7A81234', colour: 'RED' }],
    ['one slip, no colour', {}, { plate: '7AB1243', colour: '' }],
    ['two slips', {}, { plate: '7AB1299' }],
    ['no plate', {}, { plate: '' }],
  ] as const)('nobody is asked: %s', (_, one, other) => {
    expect(asked(one, other)).toBeNull();
  });
});

test('a plate joins by make and day: without a day it joins nothing, and model years more than one apart are two vehicles', () => {
  const car = { plate: '7AB123', plate_state: 'MD', make: 'HONDA', seen_on: '2024-01-01' };
  expect(identityKeys('vehicle', { ...car, seen_on: null })).toEqual([]);
  expect(identityKeys('vehicle', car).map(({ key }) => key)).toEqual(['plate:MD:7AB123:HONDA']);
  const apart = (one: number | null, other: number | null) =>
    contradict(
      markSetsOf([marksOf('vehicle', { ...car, year: one })]),
      markSetsOf([marksOf('vehicle', { ...car, year: other })]),
      ['model-year'],
    );
  expect([apart(2005, 2019), apart(2018, 2019), apart(2005, null)]).toEqual([true, false, false]);
});
