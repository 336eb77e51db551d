import { expect, test } from 'vitest';
import { allFeeds } from './all-feeds.ts';
import type { RowLayout } from './feed.ts';
import { compareHeader, fieldNames, HeaderReader, splitHeader } from './guess-header.ts';

const layouts = Object.values(allFeeds).flatMap((feed) =>
  feed.layouts.filter((layout): layout is RowLayout => layout.shape === 'rows'),
);
const reader = new HeaderReader(layouts);
const results = layouts.find(({ name }) => name === 'results')!;

/** The field of eTrace results whose names a header is most like. */
function nearestField(header: string): string | undefined {
  const words = reader.read([header])[0]!;
  return Object.entries(results.fields)
    .map(([name, field]) => ({ name, ...compareHeader(words, fieldNames(name, field), new Set(['trace'])) }))
    .sort((a, b) => Number(b.exact) - Number(a.exact) || b.likeness - a.likeness)[0]?.name;
}

test.each([
  ['PRCHSR_LST_NM', 'purchaser_last_name'],
  ['buyerBirthDt', 'purchaser_dob'],
  ['FA_CLBR', 'calibre'],
  ['gunmfr', 'make'],
  ['Wepon Seriel Numbr', 'serial_number'],
  ['Fecha de recuperación', 'recovered_on'],
  ['Núm. de serie', 'serial_number'],
  ['DLR_FFL_NBR', 'dealer_licence'],
  ['Recov. Zip5', 'recovery_zip'],
  ['Possessor D.O.B.', 'possessor_dob'],
])('%s is most like %s', (header, field) => {
  expect(nearestField(header)).toBe(field);
});

test.each([
  ['SNNumber', ['sn', 'number']],
  ['recov_dt', ['recov', 'dt']],
  ['Zip5', ['zip', '5']],
  ['S/N', ['sn']],
  ['1st Case #', ['1', 'case', 'number']],
  ['Dirección', ['direccion']],
])('%s is read as the words %j', (header, words) => {
  expect(splitHeader(header)).toEqual(words);
});

test('a header that names another person is foreign to the field', () => {
  const field = results.fields['purchaser_dob']!;
  const words = reader.read(['Witness DOB'])[0]!;
  expect(compareHeader(words, fieldNames('purchaser_dob', field), new Set()).foreign).toBe(true);
});
