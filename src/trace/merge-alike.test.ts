import { expect, test } from 'vitest';
import { firearm, firearmLife, record, recovery, dealer, buyer, traded, kindOf } from '../../test/life-records.ts';
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
  expect(twice).toMatchObject({ conflict: 'the sources name different possessors', sources: [{}, {}] });
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
