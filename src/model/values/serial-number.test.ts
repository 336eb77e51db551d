import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanSerialNumber, isPlaceholderSerial, serialPattern } from './serial-number.ts';

describe('a serial number keeps four forms', () => {
  test.each([
    ['BLGU042', 'BLGU042', 'BLGU042', '816U042'],
    ['  blg-u o42 ', 'BLGUO42', 'BLGU042', '816U042'],
    ['S/N 12-345.678', '12345678', '12345678', '12345678'],
    ['SN: ABC123', 'ABC123', 'ABC123', 'A8C123'],
    ['SER# 77-1234', '771234', '771234', '771234'],
    ['Serial No. TWD 51789', 'TWD51789', 'TWD51789', 'TW051789'],
    ['NO. 4451', '4451', '4451', '4451'],
    ['NO123', 'NO123', 'N0123', 'N0123'],
    ['SN12345', 'SN12345', 'SN12345', '5N12345'],
    ['# P80-123', 'P80123', 'P80123', 'P80123'],
    ['S/N12345', '12345', '12345', '12345'],
    ['VQSIZ', 'VQSIZ', 'VQSIZ', 'U0512'],
    ['123456.0', '123456', '123456', '123456'],
    ['Ж1234', 'Ж1234', 'Ж1234', 'Ж1234'],
  ])('%j', (raw, clean, ncic, skeleton) => {
    expect(cleanSerialNumber(raw)).toMatchObject({ clean, ncic, skeleton, noSerialReason: null, obliterated: false });
  });
});

describe('words are no serial numbers', () => {
  test.each([
    ['OBLITERATED', 'REMOVED', true],
    ['oblit.', 'REMOVED', true],
    ['Defaced', 'REMOVED', true],
    ['serial number removed', 'REMOVED', true],
    ['GROUND OFF', 'REMOVED', true],
    ['partially obliterated', 'REMOVED', true],
    ['N/A', 'UNKNOWN', false],
    ['none', 'UNKNOWN', false],
    ['NO SERIAL', 'UNKNOWN', false],
    ['No Serial #', 'UNKNOWN', false],
    ['unknown', 'UNKNOWN', false],
    ['UNK', 'UNKNOWN', false],
    ['SN NONE', 'UNKNOWN', false],
    ['S/N:', 'UNKNOWN', false],
    ['????', 'UNKNOWN', false],
    ['XXXXX', 'UNKNOWN', false],
    ['GHOST GUN', 'PMF', false],
    ['P80', 'PMF', false],
    ['PMF', 'PMF', false],
    ['privately made firearm', 'PMF', false],
    ['PRE-1968', 'PRE1968', false],
    ['ERADICATED', 'REMOVED', true],
    ['NO SERIAL - GHOST GUN', 'PMF', false],
    ['antique, none found', 'PRE1968', false],
  ])('%j gives the reason %s', (raw, noSerialReason, obliterated) => {
    expect(cleanSerialNumber(raw)).toMatchObject({ clean: '', noSerialReason, obliterated });
  });

  test.each(
    (
      'NO VISIBLE SERIAL,NOT ON FILE,REFUSED,WORN,worn off,RUSTED,COVERED,UNDETERMINED,NO SERIAL FOUND,NO SERIAL VISIBLE,' +
      'NO MARKINGS,SERIAL NUMBER NOT FOUND,UNABLE TO READ,CANNOT READ,NONE VISIBLE,NONE FOUND,SEE PHOTO,NOT KNOWN,' +
      'ILLEGABLE,UNKOWN,OBSCURED,DAMAGED,REPLICA,S/N: not on file'
    ).split(','),
  )('%j gives the reason UNKNOWN', (raw) => {
    expect(cleanSerialNumber(raw)).toMatchObject({ clean: '', noSerialReason: 'UNKNOWN', obliterated: false });
  });

  test.each(['', '   ', '---', './'])('%j is no statement at all', (raw) => {
    expect(cleanSerialNumber(raw)).toBeNull();
  });
});

test('words that give no reason are kept as written, for makers have numbered with letters alone', () => {
  expect(cleanSerialNumber('SMYRNA GA')).toMatchObject({ clean: 'SMYRNAGA', noSerialReason: null });
});

describe('unreadable characters are positions', () => {
  test.each([
    ['AB?23*', 'AB?23?', 4],
    ['AB__23', 'AB??23', 4],
    ['12[XX]56', '12??56', 4],
    ['(X)2345', '?2345', 4],
    ['AB12XXX', 'AB12???', 4],
  ])('%j', (raw, positions, knownPositions) => {
    expect(cleanSerialNumber(raw)).toMatchObject({ clean: positions, positions, knownPositions });
  });

  test('one or two X at the end are letters', () => {
    expect(cleanSerialNumber('AB12XX')?.positions).toBeUndefined();
    expect(cleanSerialNumber('AB12XX')?.clean).toBe('AB12XX');
  });

  test('a word of removal beside a partial number keeps both', () => {
    expect(cleanSerialNumber('OBLITERATED - AB?23')).toMatchObject({ clean: 'AB?23', obliterated: true });
    expect(cleanSerialNumber('partially obliterated 12345')).toMatchObject({ clean: '12345', obliterated: true });
  });

  test('digits a spreadsheet rounded away are unreadable, and so is the last one it shows', () => {
    expect(cleanSerialNumber('1.23457E+11')).toMatchObject({ clean: '12345???????', digitsLost: true });
    expect(cleanSerialNumber('1.5E+1')).toMatchObject({ clean: '15', digitsLost: false });
  });
});

describe('a search pattern', () => {
  test.each([
    ['blgo42', 'BLG042', 'BLG042', true],
    ['S/N BLG?42', 'BLG_42', 'BLG', false],
    ['BLG*', 'BLG%', 'BLG', false],
    ['%O42_', '%042_', undefined, false],
  ])('%j', (query, like, prefix, exact) => {
    const pattern = serialPattern(query);
    expect(pattern?.like).toBe(like);
    expect(pattern?.prefix).toBe(prefix);
    expect(pattern?.exact).toBe(exact);
  });

  test('asks nothing when it holds only wildcards', () => {
    expect(serialPattern('*?')).toBeNull();
  });

  test('finds the serial number it was made of', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{4,12}$/), (text) => {
        const serial = cleanSerialNumber(text);
        if (!serial || serial.clean !== text) return;
        expect(serialPattern(text)?.like).toBe(serial.ncic);
        expect(serialPattern(text)?.skeletonLike).toBe(serial.skeleton);
      }),
    );
  });

  test('holds no character that LIKE would read otherwise than meant', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(serialPattern(text)?.like ?? '').toMatch(/^[\p{L}\p{N}_%]*$/u);
      }),
    );
  });
});

const messy = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        'NO',
        'SN',
        'S/N',
        'OFF',
        'O',
        'FF',
        'OBLIT',
        ' ',
        '-',
        '#',
        'XXX',
        '[X]',
        '?',
        '12',
        'E+',
        '.0',
        'NE',
        'A',
      ),
    )
    .map((parts) => parts.join('')),
);

test('cleaning never throws, and cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(messy, (raw) => {
      const once = cleanSerialNumber(raw);
      if (!once || once.clean === '') return;
      const twice = cleanSerialNumber(once.clean);
      expect(twice?.clean).toBe(once.clean);
      expect(twice?.ncic).toBe(once.ncic);
      expect(twice?.skeleton).toBe(once.skeleton);
      expect(cleanSerialNumber(once.ncic)?.skeleton).toBe(once.skeleton);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ...'MADEINAUSTRIA MADEINUSA N0NE UNKN0WN 0BLITERATED 0BLITERATEDBYGRINDING 0000 0000000 O0O0 AAAA 1111111 1234 12345'.split(
    ' ',
  ),
  ...'123456789 1234567890 987654321 4321 ABCD 0123456 AUSTRIA SMYRNAGA MADEIN1943 9X19 45ACP 9MMLUGER VQSIZ'.split(
    ' ',
  ),
])('%s names no firearm', (serial) => {
  expect(isPlaceholderSerial(serial)).toBe(true);
});

test.each(
  'AAA1111 BXK482 MAD1234 12346 1235 2345678 ABC1234 1000001 N0NE123 112233 LOT123 WDUY000 XBRJO68 TPOOO12'.split(' '),
)('%s may be the serial number of a firearm', (serial) => {
  expect(isPlaceholderSerial(serial)).toBe(false);
});

test.each([
  'LOT 5',
  'LOT 123',
  'SEE PHOTO 2',
  'see page 1234',
  'Item #1234',
  'NOT 1234',
  'model 10-5',
  'CAL 9X19',
  'PG 12',
  'pg. 3',
  'see pg 1234',
])('%j is the number of something else', (raw) => {
  expect(isPlaceholderSerial(cleanSerialNumber(raw)!.clean, raw)).toBe(true);
});

test.each(['SERIAL NUMBER 45123', 'TWD 51789', 'S/N ABC123', '12-345.679', 'PG-1543-96', 'PG-154-96', 'PG 1543'])(
  '%j is the number of a firearm',
  (raw) => {
    expect(isPlaceholderSerial(cleanSerialNumber(raw)!.clean, raw)).toBe(false);
  },
);
