import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanAddress, cleanZip, namesOnePlace } from './address.ts';

test.each([
  ['3604 E OLIVE ', 'building', '3604 E OLIVE'],
  ['3604 East Olive Avenue', 'building', '3604 E OLIVE AVE'],
  ['6300 BLOCK FRANKFORD AVE', 'block', '6300 BLOCK FRANKFORD AVE'],
  ['1300 BLOCK N Conestoga St', 'block', '1300 BLOCK N CONESTOGA ST'],
  ['4700 BLK OF D STREET', 'block', '4700 BLOCK D ST'],
  ['12XX MAIN ST', 'block', '1200 BLOCK MAIN ST'],
  ['1800 N PAYSON ST', 'building', '1800 N PAYSON ST'],
  ['100 N KOSSUTH ST', 'building', '100 N KOSSUTH ST'],
  ['200 E 33RD ST', 'building', '200 E 33RD ST'],
  ['200 E 33 St.', 'building', '200 E 33RD ST'],
  ['5612 15TH ST E', 'building', '5612 15TH ST E'],
  ['210 SECOND ST', 'building', '210 2ND ST'],
  ['2500 BLOCK S 71ST ST', 'block', '2500 BLOCK S 71ST ST'],
  ['E NORTH AVE & N CHARLES ST', 'intersection', 'E NORTH AVE & N CHARLES ST'],
  ['N Charles St and E North Ave', 'intersection', 'E NORTH AVE & N CHARLES ST'],
  ['N CHARLES ST/E NORTH AVE', 'intersection', 'E NORTH AVE & N CHARLES ST'],
  ['33RD ST & GREENMOUNT AVE', 'intersection', '33RD ST & GREENMOUNT AVE'],
  ['300 NORTH AVE', 'building', '300 NORTH AVE'],
  ['P O BOX 1303', 'po-box', 'PO BOX 1303'],
  ['P.O. Box 1303', 'po-box', 'PO BOX 1303'],
  ['111 PLAISTOW ROAD UNIT 2', 'building', '111 PLAISTOW RD UNIT 2'],
  ['2441 SW 57TH AVE UNIT 102', 'building', '2441 SW 57TH AVE UNIT 102'],
  ['501 STATE ST EXT #1', 'building', '501 STATE ST EXT UNIT 1'],
  ['1696 N HERCULES AVE, SUITE A', 'building', '1696 N HERCULES AVE UNIT A'],
  ['12 Main St Apt. #3B', 'building', '12 MAIN ST UNIT 3B'],
  ['12 Main St Bldg 2 Apt 5', 'building', '12 MAIN ST UNIT 2-5'],
  ['12 Main St Rear', 'building', '12 MAIN ST UNIT REAR'],
  ['2550-2574 S CLARA AVE', 'building', '2550-2574 S CLARA AVE'],
  ['45-15 Queens Blvd', 'building', '45-15 QUEENS BLVD'],
  ['215B OAK AVE', 'building', '215B OAK AVE'],
  ['0012 Oak Ave', 'building', '12 OAK AVE'],
  ['#84 ROUTE 380', 'building', '84 ROUTE 380'],
  ['Saint Paul Street', 'street', 'ST PAUL ST'],
  ['330 N BROADWAY', 'building', '330 N BROADWAY'],
  ['8400 US 1', 'building', '8400 US HIGHWAY 1'],
  ['8400 U.S. Route 1', 'building', '8400 US HIGHWAY 1'],
  ['8400 US-1', 'building', '8400 US HIGHWAY 1'],
  ['8400 US Hwy 1 N', 'building', '8400 US HIGHWAY 1 N'],
  ['1100 MD-140', 'building', '1100 STATE ROUTE 140'],
  ['1100 MD 140', 'building', '1100 STATE ROUTE 140'],
  ['1100 State Rte 140', 'building', '1100 STATE ROUTE 140'],
  ['1100 State Highway 140', 'building', '1100 STATE ROUTE 140'],
  ['1100 SR 140', 'building', '1100 STATE ROUTE 140'],
  ['22 Co Rd 12', 'building', '22 COUNTY ROAD 12'],
  ['22 County Road 12', 'building', '22 COUNTY ROAD 12'],
  ['22 CR 12A', 'building', '22 COUNTY ROAD 12A'],
  ['7 CO 12', 'building', '7 STATE ROUTE 12'],
  ['84 Hwy 63', 'building', '84 HIGHWAY 63'],
  ['I-95 N & Russell St', 'intersection', 'INTERSTATE 95 N & RUSSELL ST'],
  ['Interstate 95 MM 52', 'street', 'INTERSTATE 95 MM 52'],
  ['I-95 MM 52', 'street', 'INTERSTATE 95 MM 52'],
  ['12 CT RD', 'building', '12 CT RD'],
  ['12 STATE ST', 'building', '12 STATE ST'],
  ['40 Crystal Lake Canyon', 'building', '40 CRYSTAL LAKE CYN'],
  ['9 Harpers Ferry', 'building', '9 HARPERS FRY'],
  ['6 Dundalk Ave Fl 2', 'building', '6 DUNDALK AVE UNIT 2'],
  ['6 Dundalk Ave, Basement', 'building', '6 DUNDALK AVE UNIT BSMT'],
  ['6 Dundalk Ave Trlr 14', 'building', '6 DUNDALK AVE UNIT 14'],
  ['6 1/2 Dundalk Ave', 'building', '6 1/2 DUNDALK AVE'],
  ['Greenmount Ave @ E 33rd', 'intersection', 'E 33RD & GREENMOUNT AVE'],
  ['1200 BLOCK OF N CAREY ST', 'block', '1200 BLOCK N CAREY ST'],
  ['1200 blk N. Carey St.', 'block', '1200 BLOCK N CAREY ST'],
  ['Post Office Box 12', 'po-box', 'PO BOX 12'],
])('%j is a %s: %s', (raw, kind, canonical) => {
  expect(cleanAddress(raw)).toMatchObject({ kind, canonical });
});

test('the parts are kept', () => {
  expect(cleanAddress('2441 SW 57th Avenue, Unit 102', { city: 'Ocala', state: 'Florida', zip: '34474-1234' })).toEqual(
    {
      kind: 'building',
      number: '2441',
      numberTo: null,
      blockNumber: null,
      preDirectional: 'SW',
      name: '57TH',
      suffix: 'AVE',
      postDirectional: null,
      unit: '102',
      crossStreet: null,
      city: 'OCALA',
      state: 'FL',
      zip: '34474',
      canonical: '2441 SW 57TH AVE UNIT 102',
    },
  );
  expect(cleanAddress('6300 BLOCK FRANKFORD AVE')).toMatchObject({
    number: null,
    blockNumber: 6300,
    name: 'FRANKFORD',
  });
});

test('city, state and ZIP code behind a comma are taken off', () => {
  const place = { canonical: '12 MAIN ST', city: 'BALTIMORE', state: 'MD', zip: '21201' };
  expect(cleanAddress('12 Main St, Baltimore, MD 21201-1234')).toMatchObject(place);
  expect(cleanAddress('12 Main St, Baltimore MD 21201')).toMatchObject(place);
});

test.each(
  (
    '|unknown|N/A|homeless|...|&|REFUSED|AT LARGE|SEE REPORT|SAME AS ABOVE|UNK ADDRESS|LKA|ON FILE|VARIOUS|' +
    'CONFIDENTIAL|OUT OF STATE|XX|No fixed abode|0 UNKNOWN|100 BLOCK UNKNOWN'
  ).split('|'),
)('%j is no address', (raw) => {
  expect(cleanAddress(raw)).toBeNull();
});

describe('one place of its city', () => {
  // The forms of Baltimore, Philadelphia and Fresno, and of highway patrols.
  test.each(
    (
      '3604 E OLIVE|0 N CHARLES ST|6300 BLOCK FRANKFORD AVE|12XX MAIN ST|PO BOX 1303|45-15 Queens Blvd|' +
      'N CHARLES ST & E NORTH AVE|26TH & MORRIS ST|Ashmead & Wakefield Sts|N 46TH ST  / PARRISH|10th / Ogden Sts|' +
      'RTE 40 & RTE 1|I-95 MM 52|US 1 MILE 14|I-95 AT EXIT 4|3943BENNINGTON ST|BOX 12 RT 8|DRUID HILL PARK|' +
      'Mondawmin Mall|BWI AIRPORT|SINAI HOSPITAL|Frederick Douglass High School'
    ).split('|'),
  )('%j is one', (raw) => {
    expect(namesOnePlace(cleanAddress(raw)!.canonical)).toBe(true);
  });

  test.each(
    (
      'BALTIMORE|JAIL|LKA ABOVE|HOMELESS SHELTER|Germantown Ave|MAIN ST|I-95|CA-180|ROUTE 140|HWY 63 NORTH|' +
      'HOME / WORK|UNKNOWN & MAIN ST|CITY PARK|the mall|LOCAL HOSPITAL|GAS STATION|PAGE 2|' +
      'RP HEARD SOMEONE CRYING IN THE ALLEY AND SHOTS FIRED IN THE ALLEYWAY ...'
    ).split('|'),
  )('%j is none', (raw) => {
    expect(namesOnePlace(cleanAddress(raw)!.canonical)).toBe(false);
  });
});

test.each([
  ['21201', '21201'],
  ['21201-1234', '21201'],
  ['212011234', '21201'],
  ['602', '00602'],
  ['2138.0', '02138'],
  ['00000', null],
  ['unknown', null],
])('the ZIP code %j is %j', (raw, zip) => {
  expect(cleanZip(raw)).toBe(zip);
});

describe('whatever is written', () => {
  const words = [
    '12',
    '45-15',
    '1200 BLOCK',
    '12XX',
    'N',
    'NORTH',
    'MAIN',
    'ST',
    'STREET',
    'AVE',
    'SAINT',
    '2ND',
    'FIRST',
    'US',
    'RTE',
    'I-95',
    'CO',
  ];
  const tails = ['APT', '#', '3B', 'REAR', 'PO BOX', 'MD', 'BLDG', '-', 'UNIT'];
  const connectors = ['&', 'AND', '/', ',', 'X', '@'];
  const line = (parts: string[]) =>
    fc.array(fc.constantFrom(...parts), { maxLength: 7 }).map((chosen) => chosen.join(' '));

  test('nothing throws', () => {
    fc.assert(
      fc.property(fc.oneof(line([...words, ...tails, ...connectors]), fc.string({ unit: 'binary' })), (raw) => {
        const address = cleanAddress(raw);
        if (address) expect(address.canonical).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  test('the canonical line reads back to itself, unless several words of crossing are mixed in it', () => {
    const side = line(['N', 'EAST', 'MAIN', 'ST', 'AVENUE', '2ND', 'CHARLES']);
    const crossing = fc.tuple(side, fc.constantFrom(' & ', ' AND ', '/'), side).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(line([...words, ...tails]), crossing), (raw) => {
        const once = cleanAddress(raw);
        if (once) expect(cleanAddress(once.canonical)?.canonical).toBe(once.canonical);
      }),
      { numRuns: 4000 },
    );
  });

  test('an ordinary address reads back to itself at once', () => {
    const ordinary = fc
      .tuple(
        fc.integer({ min: 1, max: 99999 }),
        fc.constantFrom('', 'N ', 'SW ', 'East '),
        fc.constantFrom('Main', 'Martin Luther King', '33rd', 'Saint Paul', 'North Point', 'Fifth'),
        fc.constantFrom('St', 'Avenue', 'Boulevard', 'Ln.', 'Pkwy'),
        fc.constantFrom('', ' Apt 3', ' #4B', ', Suite 100', ' Rear'),
      )
      .map(([number, direction, name, suffix, unit]) => `${number} ${direction}${name} ${suffix}${unit}`);
    fc.assert(
      fc.property(ordinary, (raw) => {
        const once = cleanAddress(raw)!;
        expect(cleanAddress(once.canonical)).toEqual(once);
        expect(once.kind).toBe('building');
        expect(once.suffix).not.toBeNull();
      }),
    );
  });
});
