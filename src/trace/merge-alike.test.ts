import { expect, test } from 'vitest';
import {
  firearm,
  firearmLife,
  record,
  sale,
  recovery,
  dealer,
  buyer,
  traded,
  kindOf,
} from '../../test/life-records.ts';
import type { LifeRecord } from './firearm-life.ts';

test('two sales of one day by different dealers or to different people are two, contradict each other and give no time to crime', () => {
  const taken = record('recoveries', [recovery('2024-03-03')]);
  const both = traded('RETAIL_SALE', '2020-01-01', dealer(1), buyer(1));
  for (const [other, why] of [
    [traded('RETAIL_SALE', '2020-01-01', dealer(2), buyer(2)), /the dealer and on the purchaser/],
    [traded('RETAIL_SALE', '2020-01-01', dealer(2), buyer(1)), /the dealer of/],
    [traded('RETAIL_SALE', '2020-01-01', buyer(2)), /the purchaser of/],
  ] as const) {
    const life = firearmLife({ firearm, records: [both, other, taken], shootings: [] });
    expect(kindOf(life, 'sold').map((event) => [event.from, event.conflict, event.sources.length])).toEqual(
      Array(2).fill([
        '2020-01-01',
        'different first retail sales of one day are recorded: the dealer or the purchaser differs',
        1,
      ]),
    );
    expect(life.timeToCrime).toMatchObject({ days: null, why: expect.stringMatching(why) });
    expect(life.disagreements).toEqual(['first-sale']);
  }
});

test('a source that names fewer of the people of a sale tells the same sale, in any order, unless it fits two that differ', () => {
  const full = traded('RETAIL_SALE', '2020-01-01', dealer(1), buyer(1));
  const noBuyer = traded('RETAIL_SALE', '2020-01-01', dealer(1));
  const noDealer = traded('RETAIL_SALE', '2020-01-01', buyer(1));
  const other = traded('RETAIL_SALE', '2020-01-01', dealer(2), buyer(2));
  const nobody = traded('RETAIL_SALE', '2020-01-01');
  const sold = (records: LifeRecord[]) =>
    kindOf(firearmLife({ firearm, records, shootings: [] }), 'sold')
      .map(
        (event) =>
          event.people
            .map((each) => each.id)
            .sort()
            .join('+') || 'nobody',
      )
      .sort();
  for (const order of [
    [full, noBuyer, noDealer],
    [noDealer, noBuyer, full],
    [noBuyer, full, noDealer],
  ])
    expect(sold(order)).toEqual(['dealer:1+person:1']);
  for (const order of [
    [full, other, nobody],
    [nobody, full, other],
    [nobody, other, full],
  ])
    expect(sold(order)).toEqual(['dealer:1+person:1', 'dealer:2+person:2', 'nobody']);
});

test('two shipments of one day are two legs of one way, or contradict each other', () => {
  const legs = firearmLife({
    firearm,
    records: [
      traded('SHIPMENT', '2019-12-01', dealer(1), dealer(2, 6)),
      traded('SHIPMENT', '2019-12-01', dealer(2), dealer(3, 6)),
    ],
    shootings: [],
  });
  expect(kindOf(legs, 'shipped').map((event) => event.conflict)).toEqual([null, null]);
  const torn = firearmLife({
    firearm,
    records: [
      traded('SHIPMENT', '2019-12-01', dealer(1), dealer(2, 6)),
      traded('SHIPMENT', '2019-12-01', dealer(4), dealer(3, 6)),
    ],
    shootings: [],
  });
  expect(kindOf(torn, 'shipped').map((event) => event.conflict)).toEqual(
    Array(2).fill('different shipments of one day are recorded: the shipper or the receiver differs'),
  );
  expect(torn.disagreements).toEqual(['shipment']);
});

test('one firearm recovered on one day from two people was recovered once, and the sources contradict each other', () => {
  const from = (id: number) =>
    record('recoveries', [recovery('2024-03-03')], { participants: [{ ...buyer(id), role: 'possessor' }] });
  const [twice] = kindOf(firearmLife({ firearm, records: [from(1), from(2)], shootings: [] }), 'recovered');
  expect(twice).toMatchObject({ conflict: 'the sources differ on the possessor', sources: [{}, {}] });
  const [once] = kindOf(firearmLife({ firearm, records: [from(1), from(1)], shootings: [] }), 'recovered');
  expect(once!.conflict).toBeNull();
});

test('a sale and a shipment lie in the county of the licence of who gave the firearm away, and at no point', () => {
  const county = (id: string) => ({ id: null, label: `County ${id}`, point: null, precision: 'county', county: id });
  const given = (kind: string, on: string, from: number) => ({
    table: 'transaction',
    ordinal: 10 + from,
    values: { kind, happened_on: on, from_ordinal: from },
  });
  const traced = (places: Record<number, string>) =>
    record('etrace', [given('SHIPMENT', '2023-01-01', 3), given('RETAIL_SALE', '2023-10-12', 4)], {
      dealerPlaces: new Map(Object.entries(places).map(([ordinal, id]) => [Number(ordinal), county(id)])),
    });
  const placesOf = (records: LifeRecord[]) =>
    firearmLife({ firearm, records, shootings: [] })
      .events.filter((event) => event.kind === 'shipped' || event.kind === 'sold')
      .map((event) => event.place);
  expect(placesOf([traced({ 3: '51760', 4: '24005' })])).toEqual([county('51760'), county('24005')]);
  // Known for one of them alone, or by one record alone.
  expect(placesOf([traced({ 4: '24005' })])).toEqual([null, county('24005')]);
  expect(placesOf([traced({}), traced({ 4: '24005' })])).toEqual([null, county('24005')]);
  // Two records that name two counties for the same sale, in any order and however often.
  const [a, b] = [traced({ 4: '24005' }), traced({ 4: '24510' })];
  for (const order of [
    [a, b],
    [b, a],
    [a, b, a],
    [b, a, b],
  ])
    expect(placesOf(order)[1]).toBeNull();
});

const smith = (id: number, said: object) => buyer(id, 6, { family_name: 'SMITH', ...said });

test('two records of one sale that name its purchaser alike, joined or not, tell one sale with a time to crime', () => {
  const taken = record('recoveries', [recovery('2024-03-03')]);
  for (const said of [{ given_name: 'ANN' }, { given_name: 'A' }, {}, { given_name: 'ANN', born_on: '1980-01-02' }]) {
    const life = firearmLife({
      records: [
        traded('RETAIL_SALE', '2020-01-01', dealer(1), smith(1, { given_name: 'ANN' })),
        traded('RETAIL_SALE', '2020-01-01', dealer(1), smith(2, said)),
        taken,
      ],
    });
    expect(kindOf(life, 'sold')).toMatchObject([{ conflict: null, sources: [{}, {}] }]);
    expect(kindOf(life, 'sold')[0]!.people.map((each) => each.id)).toEqual(['dealer:1', 'person:1', 'person:2']);
    expect(life.timeToCrime.days).toBe(1523);
    expect(life.disagreements).toEqual([]);
  }
});

test('a purchaser who may be either of two that contradict each other is put with neither, whatever the order', () => {
  const [ann, andrew, initial] = [{ given_name: 'ANN' }, { given_name: 'ANDREW' }, { given_name: 'A' }].map(
    (said, at) => traded('RETAIL_SALE', '2020-01-01', smith(at + 1, said)),
  ) as [LifeRecord, LifeRecord, LifeRecord];
  for (const records of [
    [initial, ann, andrew],
    [ann, initial, andrew],
    [andrew, ann, initial],
  ])
    expect(
      kindOf(firearmLife({ records }), 'sold')
        .map((event) => event.people.map((each) => each.id).join())
        .sort(),
    ).toEqual(['person:1', 'person:2', 'person:3']);
});

test('a sale of which only the day is recorded is told, gives a time to crime that says so, and is the sale that names more', () => {
  const bare = record('etrace', [sale('2020-01-01'), recovery('2024-03-03')]);
  const life = firearmLife({ records: [bare] });
  expect(kindOf(life, 'sold')).toMatchObject([{ from: '2020-01-01', people: [] }]);
  expect(life.timeToCrime).toMatchObject({
    days: 1523,
    why: 'from the first retail sale on 2020-01-01, of which neither dealer nor purchaser is named, to the recovery on 2024-03-03',
  });
  const named = traded('RETAIL_SALE', '2020-01-01', dealer(1), buyer(1));
  for (const records of [
    [bare, named],
    [named, bare],
  ]) {
    expect(kindOf(firearmLife({ records }), 'sold')).toMatchObject([{ people: [{}, {}], sources: [{}, {}] }]);
    expect(firearmLife({ records }).timeToCrime.why).not.toMatch(/named/);
  }
});

test('possessors whose names agree are no conflict, joined or not', () => {
  const from = (id: number, said: object) =>
    record('recoveries', [recovery('2024-03-03')], { participants: [{ ...smith(id, said), role: 'possessor' }] });
  const life = (...records: LifeRecord[]) => firearmLife({ records });
  expect(kindOf(life(from(1, { given_name: 'ANN' }), from(2, { given_name: 'A' })), 'recovered')).toMatchObject([
    { conflict: null, people: [{}, {}] },
  ]);
  expect(life(from(1, { given_name: 'ANN' }), from(2, { given_name: 'BETH' })).disagreements).toEqual(['possessor']);
});

test('a recovery without a day is the one of its case, unless that was on several days or it names somebody else', () => {
  const taken = (on: string | null, caseNumber: number | null, possessor: string | null = null) =>
    record('etrace', [{ table: 'recovery', ordinal: 2, values: { recovered_on: on } }], {
      participants: [
        ...(caseNumber === null
          ? []
          : [
              {
                ordinal: 8,
                id: `incident:${caseNumber}` as const,
                kind: 'incident' as const,
                label: `Case ${caseNumber}`,
                role: 'recovery',
                said: {},
                judgedOther: [],
              },
            ]),
        ...(possessor === null
          ? []
          : [{ ...buyer(possessor === 'SMITH' ? 1 : 2, 7, { family_name: possessor }), role: 'possessor' }]),
      ],
    });
  const days = (...records: LifeRecord[]) =>
    kindOf(firearmLife({ records }), 'recovered').map((event) => `${event.from} ${event.sources.length}`);
  expect(days(taken('2024-03-03', 7), taken(null, 7))).toEqual(['2024-03-03 2']);
  expect(days(taken(null, 7), taken('2024-03-03', 7), taken('2025-03-03', 8))).toEqual([
    '2024-03-03 2',
    '2025-03-03 1',
  ]);
  expect(days(taken('2024-03-03', 7), taken(null, 8))).toEqual(['2024-03-03 1', 'null 1']);
  expect(days(taken('2024-03-03', 7), taken(null, null))).toEqual(['2024-03-03 1', 'null 1']);
  expect(days(taken('2024-03-03', 7), taken('2024-04-03', 7), taken(null, 7))).toEqual([
    '2024-03-03 1',
    '2024-04-03 1',
    'null 1',
  ]);
  expect(days(taken('2024-03-03', 7, 'SMITH'), taken(null, 7, 'FOX'))).toEqual(['2024-03-03 1', 'null 1']);
});

test('one possessor whom two sources name alike is listed once, also where one has no birth date; two who differ are two', () => {
  const had = (id: number, said: Record<string, string>) => ({
    ...buyer(id, 6, { family_name: 'ROE', given_name: 'RICK', ...said }),
    label: 'Roe, Rick',
    role: 'possessor',
  });
  const people = (...each: ReturnType<typeof had>[]) =>
    kindOf(
      firearmLife({
        records: each.map((one) => record('recoveries', [recovery('2024-03-03')], { participants: [one] })),
      }),
      'recovered',
    ).map((event) => [event.people.map((person) => person.label), event.conflict]);
  expect(people(had(1, { born_on: '1995-03-04' }), had(2, {}))).toEqual([[['Roe, Rick'], null]]);
  expect(people(had(1, {}), had(2, { born_on: '1995-03-04' }))).toEqual([[['Roe, Rick'], null]]);
  expect(people(had(1, { born_on: '1995-03-04' }), had(2, { born_on: '1971-01-01' }))).toEqual([
    [['Roe, Rick', 'Roe, Rick'], 'the sources differ on the possessor'],
  ]);
});
