import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanPersonName, type NameText } from './person-name.ts';

function person(family: string, given: string | null, middle: string | null = null, suffix: string | null = null) {
  return { kind: 'person', family, given, middle, suffix };
}

test.each([
  ['SMITH, JOHN MICHAEL JR', person('SMITH', 'JOHN', 'MICHAEL', 'JR')],
  ['Smith Jr., John M.', person('SMITH', 'JOHN', 'M', 'JR')],
  ['Smith, John, III', person('SMITH', 'JOHN', null, 'III')],
  ['John Smith', person('SMITH', 'JOHN')],
  ['John Michael Smith, Sr.', person('SMITH', 'JOHN', 'MICHAEL', 'SR')],
  ['Mr. John Smith', person('SMITH', 'JOHN')],
  ['Milholen, Charles E. III', person('MILHOLEN', 'CHARLES', 'E', 'III')],
  ['GUTIERREZ-MARTINEZ, ORLANDO', person('GUTIERREZ-MARTINEZ', 'ORLANDO')],
  ['GARCÍA LÓPEZ, MARÍA JOSÉ', person('GARCIA LOPEZ', 'MARIA', 'JOSE')],
  ['Juan de la Cruz', person('DE LA CRUZ', 'JUAN')],
  ['Ludwig van Beethoven', person('VAN BEETHOVEN', 'LUDWIG')],
  ["Sinéad O'Brien", person('OBRIEN', 'SINEAD')],
  ['Anne - Marie Smith - Jones', person('SMITH-JONES', 'ANNE-MARIE')],
  ['Robert "Bob" Smith', person('SMITH', 'ROBERT')],
  ['Smith, John NMN', person('SMITH', 'JOHN')],
  ['Robert Smith AKA Bobby', person('SMITH', 'ROBERT')],
  ['SMITH', person('SMITH', null)],
])('%j is read in parts', (full, expected) => {
  expect(cleanPersonName({ full })).toEqual(expected);
});

test.each([
  [{ family: 'Smith', given: 'John', middle: 'M', suffix: 'Jr' }, person('SMITH', 'JOHN', 'M', 'JR')],
  [{ family: 'Smith', given: 'John M', middle: '' }, person('SMITH', 'JOHN', 'M')],
  [{ family: 'Smith', given: 'John M', middle: 'M' }, person('SMITH', 'JOHN', 'M')],
  [{ family: 'SMITH IV', given: 'JOHN' }, person('SMITH', 'JOHN', null, 'IV')],
  [{ family: 'Smith', given: 'John', suffix: 'V' }, person('SMITH', 'JOHN', null, 'V')],
  [{ family: 'Smith', given: 'Unknown' }, person('SMITH', null)],
  [{ family: 'Doe', given: 'Kevin' }, person('DOE', 'KEVIN')],
  [{ family: 'SMITH, JOHN' }, person('SMITH', 'JOHN')],
  [{ family: 'CHURCH', given: 'PAUL' }, person('CHURCH', 'PAUL')],
])('parts %j are put together', (text: NameText, expected) => {
  expect(cleanPersonName(text)).toEqual(expected);
});

test.each([
  [{ full: 'Doe, John M' }, person('DOE', 'JOHN', 'M')],
  [{ family: 'Doe', given: 'John', middle: 'M' }, person('DOE', 'JOHN', 'M')],
  [{ full: '7, 8 Maria' }, person('7', '8', 'MARIA')],
  [{ family: '7', given: '8', middle: 'Maria' }, person('7', '8', 'MARIA')],
  [
    { family: 'Doe', given: 'John', middle: 'NMN' },
    { kind: 'nobody', reason: 'placeholder' },
  ],
] satisfies [NameText, object][])('%j says the same in one column as in three', (text, expected) => {
  expect(cleanPersonName(text)).toEqual(expected);
});

test.each([
  ['', 'blank'],
  ['...', 'blank'],
  ['UNKNOWN', 'unknown'],
  ['unk', 'unknown'],
  ['N/A', 'unknown'],
  ['Unknown, Unknown', 'unknown'],
  ['Unknown Male', 'unknown'],
  ['12345', 'unknown'],
  ['John Doe', 'placeholder'],
  ['DOE, JANE', 'placeholder'],
  ['FNU LNU', 'placeholder'],
  ['DOE, JOHN NMN', 'placeholder'],
])('%j is nobody: %s', (full, reason) => {
  expect(cleanPersonName({ full })).toEqual({ kind: 'nobody', reason });
});

test.each([
  ['Gander Mountain Company', 'GANDER MOUNTAIN COMPANY'],
  ['A & B Guns, L.L.C.', 'A B GUNS LLC'],
  ['Baltimore Police Dept', 'BALTIMORE POLICE DEPT'],
  ['TSA STORES INC', 'TSA STORES INC'],
  ['Estate of John Smith', 'ESTATE OF JOHN SMITH'],
])('%j is an organisation', (full, name) => {
  expect(cleanPersonName({ full })).toEqual({ kind: 'organisation', name });
});

describe('whatever is written', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          'JR',
          'III',
          'DE',
          'LA',
          'Mr.',
          'SMITH',
          'John',
          ',',
          "O'",
          '-',
          'NMN',
          'UNK',
          'é',
          'CO',
          '"B"',
          'X',
          '2ND',
        ),
        { maxLength: 6 },
      )
      .map((words) => words.join(' ')),
  );

  test('nothing throws, and the parts of a person read back to the same parts', () => {
    fc.assert(
      fc.property(part, part, (full, given) => {
        for (const text of [{ full }, { family: full, given }]) {
          const once = cleanPersonName(text);
          if (once.kind !== 'person') continue;
          const parts = {
            family: once.family,
            given: once.given ?? '',
            middle: once.middle ?? '',
            suffix: once.suffix ?? '',
          };
          const twice = cleanPersonName(parts);
          // A family name alone may be a company's; with a given name the parts say it is a person.
          if (once.given !== null) expect(twice).toEqual(once);
        }
      }),
      { numRuns: 4000 },
    );
  });
});
