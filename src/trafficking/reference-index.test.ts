import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { purchaserIsPossessor } from '../model/purchaser-is-possessor.ts';
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
  // The published rule asks for no town beside the street.
  const isStreet = possessor.address !== null && possessor.address === buyer.address;
  expect(purchaserIsPossessor(buyer, possessor, 'published')).toBe(isStreet || loose);
  expect(purchaserIsPossessor(buyer, possessor, 'strict')).toBe(strict);
});

const someone = fc.record({
  id: fc.constantFrom('person:1' as const, 'person:2' as const),
  familyName: fc.constantFrom(null, 'ADAMS', 'BROWN'),
  givenName: fc.constantFrom(null, 'JO', 'AL'),
  suffix: fc.constantFrom(null, 'JR', 'SR'),
  bornOn: fc.constantFrom(null, '1990-01-02', '1970-03-04'),
  bornWritten: fc.constantFrom(null, '1990-01-02', '1965-01-01'),
  address: fc.constantFrom(null, '1 ELM ST', '2 OAK ST'),
  zip: fc.constantFrom(null, '21201', '10001'),
});

test('who is strictly the same is loosely the same, whatever is written', () => {
  fc.assert(
    fc.property(someone, someone, (one, other) => {
      const [a, b] = [
        { ...madePerson(1), ...one },
        { ...madePerson(1), ...other },
      ];
      if (purchaserIsPossessor(a, b, 'strict') === true) expect(purchaserIsPossessor(a, b, 'loose')).toBe(true);
    }),
  );
  // Held for one person, and written differently in everything: not by the published rule, and so not in the reference index.
  const [buyer1, other] = [
    madePerson(1, { familyName: 'ADAMS', givenName: 'JO', bornOn: '1990-01-02' }),
    madePerson(1, { familyName: 'BROWN', givenName: 'AL', bornOn: '1970-03-04' }),
  ];
  expect(purchaserIsPossessor(buyer1, other, 'loose')).toBe(true);
  expect(purchaserIsPossessor(buyer1, other, 'published')).toBe(false);
});

// As published: the street address, with no word of ZIP code or town.
test.each([
  ['of one ZIP code', { zip: '21201' }, true],
  ['of which one gives no ZIP code', {}, true],
  ['of two ZIP codes', { zip: '10001' }, false],
  ['in two towns of two states', { city: 'ALBANY', state: 'NY' }, false],
])(
  'one street line %s is one address to the published rule, and takes the transfer off the index',
  (_, where, loose) => {
    const street = { address: '12 ELM ST' };
    const [a, b] = [
      madePerson(1, { familyName: 'ADAMS', givenName: 'JO', zip: '21201', city: 'BALTIMORE', state: 'MD', ...street }),
      madePerson(2, { familyName: 'BROWN', givenName: 'AL', ...street, ...where }),
    ];
    expect(purchaserIsPossessor(a, b, 'published')).toBe(true);
    if (!loose) expect(purchaserIsPossessor(a, b, 'loose')).toBe(false);
    const trace = madeTrace('T1', {
      ...soldAndRecovered('2020-01-01', 365),
      dealer: madeDealer(1, { state: 'VA' }),
      purchaser: a,
      possessor: b,
    });
    // m = 12: 80 · 588 / 600 + 10 for the state.
    expect(referenceIndex(trace, 'MD')).toMatchObject({ score: expect.closeTo(88.4, 6) });
    expect(referenceIndex({ ...trace, possessor: { ...b, address: '14 ELM ST' } }, 'MD')).toMatchObject({
      score: expect.closeTo(98.4, 6),
    });
  },
);

test('a JR is not strictly the SR of his name, whatever the date of birth says; joined into one person they are one', () => {
  const said = { familyName: 'ADAMS', givenName: 'JO', bornOn: '1990-01-02' };
  const [jr, sr] = [madePerson(1, { ...said, suffix: 'JR' }), madePerson(2, { ...said, suffix: 'SR' })];
  expect(purchaserIsPossessor(jr, sr, 'strict')).toBe(false);
  expect(purchaserIsPossessor(jr, { ...sr, suffix: null }, 'strict')).toBe(true);
  expect(purchaserIsPossessor(jr, { ...sr, id: jr.id }, 'strict')).toBe(true);
});

test('a first of January agrees in the published rule, as in the formula, and in no other', () => {
  const [a, b] = [1, 2].map((id) =>
    madePerson(id, { familyName: `NAME${id}`, givenName: 'X', bornWritten: '1965-01-01' }),
  ) as [ReturnType<typeof madePerson>, ReturnType<typeof madePerson>];
  expect(purchaserIsPossessor(a, b, 'published')).toBe(true);
  expect([purchaserIsPossessor(a, b, 'loose'), purchaserIsPossessor(a, b, 'strict')]).toEqual([false, false]);
});

test('who was held for one person is one, whatever was written; who is not recorded is not known', () => {
  expect(purchaserIsPossessor(buyer, { ...madePerson(1, { familyName: 'ADAMSON', givenName: 'J' }) }, 'strict')).toBe(
    true,
  );
  expect(purchaserIsPossessor(buyer, null, 'loose')).toBeNull();
});
