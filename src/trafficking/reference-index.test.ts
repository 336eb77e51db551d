import { expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { purchaserIsPossessor } from './purchaser-is-possessor.ts';
import { referenceIndex, scoreOfMonths } from './reference-index.ts';

// V13: the vectors of the New York State Attorney General's published formula.
test('the published vectors come out exactly', () => {
  const both = [0, 36, 75, 75.01].map((months) => scoreOfMonths(months, true, true));
  expect(both.map(({ score }) => score)).toEqual([
    100,
    expect.closeTo(95.2, 10),
    expect.closeTo(90, 10),
    expect.closeTo(89.998667, 5),
  ]);
  expect(both.map(({ likelyTrafficked }) => likelyTrafficked)).toEqual([true, true, true, false]);
  for (const [transfer, out] of [
    [true, false],
    [false, true],
  ] as const) {
    expect(scoreOfMonths(0, transfer, out)).toMatchObject({ score: 90, likelyTrafficked: true });
    expect(scoreOfMonths(1, transfer, out).score).toBeCloseTo(89.866667, 5);
    expect(scoreOfMonths(1, transfer, out).likelyTrafficked).toBe(false);
  }
  expect(scoreOfMonths(0, false, false).score).toBe(80);
  // Fifty years and more add nothing.
  expect(scoreOfMonths(600, true, true).score).toBe(20);
  expect(scoreOfMonths(900, true, true).score).toBe(20);
});

test('days become months as the formula has them, 365 days to twelve', () => {
  const found = referenceIndex(
    madeTrace('T1', { ...soldAndRecovered('2020-01-01', 1095), dealer: madeDealer(1, { state: 'VA' }) }),
    'MD',
  );
  expect(found).toMatchObject({ kind: 'scored', months: 36, unrecordedTransfer: true, outOfState: true });
  expect(found.kind === 'scored' && found.score).toBeCloseTo(95.2, 10);
});

test('there is none where the state of the dealer or the time is not known, or the time is negative', () => {
  const dealer = madeDealer(1, { state: 'MD' });
  const whys = [
    madeTrace('T1', { dealer }),
    madeTrace('T2', soldAndRecovered('2020-01-01', 10)),
    madeTrace('T3', { ...soldAndRecovered('2020-01-01', -10), dealer }),
  ].map((trace) => referenceIndex(trace, 'MD'));
  expect(whys).toEqual([
    { kind: 'undetermined', why: 'the first retail sale is not recorded' },
    { kind: 'undetermined', why: 'the state of the dealer is not recorded' },
    { kind: 'undetermined', why: 'the recovery is dated before the sale: one of the dates is wrong' },
  ]);
});

const buyer = madePerson(1, {
  familyName: 'ADAMS',
  givenName: 'JO',
  bornOn: '1990-01-02',
  address: '1 ELM ST',
  city: 'BALTIMORE',
  state: 'MD',
  zip: '21201',
});

test.each([
  ['one name', { familyName: 'ADAMS', givenName: 'JO', bornOn: '1970-01-01' }, true, false],
  ['one date of birth', { familyName: 'BROWN', givenName: 'AL', bornOn: '1990-01-02' }, true, false],
  ['one address', { familyName: 'BROWN', givenName: 'AL', address: '1 ELM ST', zip: '21201' }, true, false],
  [
    'one street of another town',
    { familyName: 'BROWN', givenName: 'AL', address: '1 ELM ST', zip: '10001' },
    false,
    false,
  ],
  [
    'one address, once without its ZIP code',
    { familyName: 'BROWN', givenName: 'AL', address: '1 ELM ST', city: 'BALTIMORE', state: 'MD' },
    true,
    false,
  ],
  ['name and date of birth', { familyName: 'ADAMS', givenName: 'JO', bornOn: '1990-01-02' }, true, true],
  ['a name alone', { familyName: 'ADAMS', givenName: 'JO' }, true, null],
  ['a family name alone', { familyName: 'ADAMS' }, null, null],
  ['nothing', {}, null, null],
])('purchaser and possessor with %s', (_, said, loose, strict) => {
  const possessor = madePerson(2, said);
  expect(purchaserIsPossessor(buyer, possessor, 'loose')).toBe(loose);
  expect(purchaserIsPossessor(buyer, possessor, 'strict')).toBe(strict);
});

test('who was held for one person is one, whatever was written; who is not recorded is not known', () => {
  expect(purchaserIsPossessor(buyer, { ...madePerson(1, { familyName: 'ADAMSON', givenName: 'J' }) }, 'strict')).toBe(
    true,
  );
  expect(purchaserIsPossessor(buyer, null, 'loose')).toBeNull();
});
