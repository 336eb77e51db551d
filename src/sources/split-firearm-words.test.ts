import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitFirearmWords, withFirearmWords } from './split-firearm-words.ts';

test.each([
  ['GLOCK 19 9MM SN ABC123', { make: 'GLOCK', model: '19', calibre: '9MM', serial: 'ABC123', type: '' }],
  ['Smith & Wesson M&P Shield, 9mm, S/N: HDX4412', { make: 'Smith & Wesson', model: 'M&P Shield', serial: 'HDX4412' }],
  ['SIG SAUER P320 .45 ACP SER#58J12345', { make: 'SIG SAUER', model: 'P320', calibre: '.45 ACP', serial: '58J12345' }],
  ['MOSSBERG 500 12 GA SHOTGUN SERIAL K77120', { make: 'MOSSBERG', model: '500', calibre: '12 GA', type: 'SHOTGUN' }],
  ['BLACK HOLSTER', { make: '', model: '', calibre: '', serial: '', type: '' }],
  ['CELL PHONE SN 12345', { make: '', serial: '12345' }],
])('%s is taken apart', (text, parts) => {
  expect(splitFirearmWords(text)).toMatchObject(parts);
});

test('any text is taken apart, and every part stands in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const flat = text.replace(/[\s,;()]+/g, ' ');
      for (const part of Object.values(splitFirearmWords(text)))
        for (const word of part.split(' ')) expect(flat).toContain(word);
    }),
  );
});

test('a column of its own is believed before the words', () => {
  const warnings: string[] = [];
  const firearm = withFirearmWords(
    { role: 'recovered', seenOn: null, make: 'COLT', serial: '' },
    'GLOCK 19 SN ABC123',
    warnings,
  );
  expect(firearm).toMatchObject({ make: 'COLT', serial: 'ABC123', model: '19' });
  expect(warnings).toEqual(['firearm.from-words']);
});
