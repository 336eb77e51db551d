import { describe, expect, test } from 'vitest';
import {
  boughtAndPassedOn as bought,
  otherPerson as other,
  madeDealer,
  madePerson,
  madeTrace,
  soldAndRecovered,
} from '../../test/made-traces.ts';
import { leadKinds, type FirearmFacts, type LeadFacts, type LeadKind } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { Random } from '../stats/random.ts';
import { findLeads, leadRules } from './find-leads.ts';
import { leadSettingsDefault } from './lead-settings.ts';

function found(given: Partial<LeadFacts>, holidays: Parameters<typeof stateCalendars>[0] = []) {
  const facts: LeadFacts = {
    traces: [],
    scores: new Map(),
    firearms: [],
    arrests: [],
    denials: [],
    vehicles: [],
    ...given,
  };
  return findLeads(facts, leadSettingsDefault, stateCalendars(holidays));
}
const kindsOf = (given: Partial<LeadFacts>) =>
  found(given).flatMap(({ kind, also }) => [kind, ...also.map((each) => each.kind)]);

const firearm = (number: number, more: Partial<FirearmFacts> = {}): FirearmFacts => ({
  firearm: `firearm:${number}`,
  make: 'GLOCK',
  model: '19',
  obliterated: null,
  noSerialReason: null,
  recoveredOn: '2024-05-01',
  recoveries: ['2024-05-01'],
  recoveredIn: 'incident:1',
  theft: null,
  shootings: [],
  ...more,
});
const fired = (...incidents: number[]): FirearmFacts['shootings'] =>
  incidents.map((number) => ({ incident: `incident:${number}`, on: '2024-02-01', tie: 'lead' }));

/** What gives a lead of each kind, and the same without what it rests on. */
const examples: Record<LeadKind, () => [Partial<LeadFacts>, Partial<LeadFacts>]> = {
  'purchaser-several-traces': () => [
    { traces: [bought(1, '2020-01-01', 900), bought(1, '2021-06-01', 900)] },
    { traces: [bought(1, '2020-01-01', 900), bought(1, '2024-06-01', 900)] },
  ],
  'purchaser-fast-trace': () => [
    { traces: [bought(1, '2024-01-01', 20)] },
    { traces: [bought(1, '2024-01-01', 20, { possessor: madePerson(1) })] },
  ],
  'multiple-purchase-recovered': () => [
    { traces: [bought(1, '2024-01-01', 900), bought(1, '2024-01-06', 900)] },
    { traces: [bought(1, '2024-01-01', 900), bought(1, '2024-01-16', 900)] },
  ],
  'purchaser-several-dealers': () => [
    { traces: [bought(1, '2024-01-01', 900), bought(1, '2024-02-01', 900, { dealer: madeDealer(2) })] },
    { traces: [bought(1, '2024-01-01', 900), bought(1, '2024-02-01', 900)] },
  ],
  'purchaser-ring': () => {
    const home = (zip: string) => (purchaser: number) => ({
      purchaser: madePerson(purchaser, { address: '1 ELM ST', zip }),
      dealer: null,
    });
    return [
      { traces: [bought(1, '2024-01-01', 900, home('21201')(1)), bought(2, '2019-01-01', 900, home('21201')(2))] },
      { traces: [bought(1, '2024-01-01', 900, home('21201')(1)), bought(2, '2019-01-01', 900, home('10001')(2))] },
    ];
  },
  'dealer-fast-traces': () => {
    const usual = Array.from({ length: 60 }, (_, at) =>
      bought(100 + at, '2000-01-01', 4_000, { dealer: madeDealer(2) }),
    );
    const fast = (count: number) => Array.from({ length: count }, (_, at) => bought(200 + at, '2020-01-01', 1_000));
    return [{ traces: [...usual, ...fast(12)] }, { traces: [...usual, ...fast(4)] }];
  },
  'show-traces': () => {
    const sold = (show: (at: number) => string | null, day = '2020-01-11') =>
      [1, 2, 3].map((purchaser) => bought(purchaser, day, 2_000, { soldAt: show(purchaser) }));
    return [{ traces: sold(() => 'A SHOW') }, { traces: sold((at) => (at === 3 ? null : 'A SHOW')) }];
  },
  'obliterated-cluster': () => [
    { firearms: [1, 2, 3].map((number) => firearm(number, { obliterated: true })) },
    { firearms: [1, 2, 3].map((number) => firearm(number, { obliterated: true, model: `${number}` })) },
  ],
  'stolen-recovered': () => {
    const theft = {
      on: '2023-01-01',
      kind: 'DEALER_BURGLARY',
      from: 'dealer:4' as const,
      incident: 'incident:5' as const,
    };
    return [
      { firearms: [firearm(1, { theft }), firearm(2, { theft, recoveredOn: null, recoveredIn: null })] },
      { firearms: [firearm(1, { theft, recoveredOn: null, recoveredIn: null })] },
    ];
  },
  'fast-firearm': () => {
    const trace = bought(1, '2024-01-01', 100, { firearm: 'firearm:1' });
    return [
      { traces: [trace], firearms: [firearm(1, { shootings: fired(1, 2) })] },
      { traces: [trace], firearms: [firearm(1, { shootings: fired(1) })] },
    ];
  },
  'denied-then-present': () => {
    const traces = [bought(1, '2020-01-01', 1_500)];
    return [
      { traces, denials: [{ person: 'person:99', on: '2023-12-01' }] },
      { traces, denials: [{ person: 'person:99', on: '2024-12-01' }] },
    ];
  },
  'household-of-purchaser': () => {
    const traces = [
      bought(1, '2020-01-01', 2_000, { purchaser: madePerson(1, { address: '1 ELM ST', zip: '21201' }) }),
    ];
    const arrest = (person: number, zip: string) => ({
      person: `person:${person}` as const,
      incident: 'incident:7' as const,
      on: '2024-01-01',
      address: '1 ELM ST',
      city: null,
      state: null,
      zip,
    });
    return [
      { traces, arrests: [arrest(99, '10001'), arrest(50, '21201')] },
      { traces, arrests: [arrest(99, '10001'), arrest(50, '10001')] },
    ];
  },
  'unserialised-cluster': () => {
    const of = (number: number, ...incidents: number[]) =>
      firearm(number, { noSerialReason: 'PMF', shootings: fired(...incidents) });
    return [{ firearms: [of(1, 1, 2), of(2, 1)] }, { firearms: [of(1, 1), of(2, 2)] }];
  },
  'trace-correctable': () => [
    { traces: [madeTrace('T900', { completion: 'C_INSUFFICIENT' })] },
    {
      traces: [
        madeTrace('T900', { completion: 'C_INSUFFICIENT', firearm: 'firearm:900' }),
        madeTrace('T901', { completion: 'C_PURCHASER', firearm: 'firearm:900', dealer: madeDealer(1) }),
      ],
    },
  ],
};

test.each(Object.entries(examples))('%s: a lead with what it rests on, and none without', (kind, example) => {
  const [with_, without] = example();
  expect(kindsOf(with_)).toContain(kind);
  expect(kindsOf(without)).not.toContain(kind);
});

test('numbers made unreadable in different ways are no cluster, and one kit ties some and not many', () => {
  const worn = (number: number, removal: string | null) =>
    firearm(number, { make: 'GLOCK', model: '19', obliterated: true, removal, recoveredOn: '2024-01-01' });
  const unlike = ['ground', 'ground', 'drilled', 'punched', null, null].map((how, at) => worn(at + 1, how));
  expect(kindsOf({ firearms: unlike })).not.toContain('obliterated-cluster');
  const [alike] = found({ firearms: [...unlike, worn(7, 'ground')] });
  expect(alike).toMatchObject({
    kind: 'obliterated-cluster',
    subject: 'GLOCK 19, ground',
    firearms: ['firearm:1', 'firearm:2', 'firearm:7'],
    reason:
      '3 recovered firearms of one make and model with the serial number made unreadable in one way: GLOCK 19, ground',
  });
  const kit = (number: number, make = 'POLYMER80') =>
    firearm(number, { make, model: 'PF940C', noSerialReason: 'PMF', recoveredOn: '2024-01-01' });
  const kits = (count: number, make?: string) => Array.from({ length: count }, (_, at) => kit(at + 1, make));
  expect(kindsOf({ firearms: kits(2) })).toEqual([]);
  expect(found({ firearms: kits(3) })).toMatchObject([
    { kind: 'unserialised-cluster', subject: 'kit POLYMER80 PF940C', strength: 20 },
  ]);
  expect(kindsOf({ firearms: kits(13) })).toEqual([]);
  expect(kindsOf({ firearms: kits(3, 'PRIVATELY MADE') })).toEqual([]);
});

test('every kind has a rule and says what would refute it', () => {
  expect(
    leadRules(leadSettingsDefault, {})
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(Object.keys(leadKinds).sort());
  for (const { refutation } of Object.values(leadKinds)) expect(refutation.length).toBeGreaterThan(0);
});

test('what several rules find of one purchaser is one lead that names them all', () => {
  const traces = [bought(1, '2024-01-01', 20), bought(1, '2024-01-03', 40, { dealer: madeDealer(2) })];
  const [lead, ...others] = found({ traces, scores: new Map(traces.map(({ traceNumber }) => [traceNumber, 70])) });
  expect(others).toEqual([]);
  expect(lead).toMatchObject({
    kind: 'purchaser-several-traces',
    strength: 73,
    traces: traces.map(({ traceNumber }) => traceNumber).sort(),
    persons: ['person:1'],
    dealers: ['dealer:1', 'dealer:2'],
    from: '2024-01-01',
    to: '2024-02-12',
  });
  expect(lead!.also.map(({ kind }) => kind)).toEqual([
    'purchaser-several-dealers',
    'multiple-purchase-recovered',
    'purchaser-fast-trace',
  ]);
});

test('purchases at most dealers are what several dealers are about, not most purchases', () => {
  const at = (soldOn: string, dealer: number | null) =>
    bought(1, soldOn, 900, { dealer: dealer === null ? null : madeDealer(dealer), stolen: null });
  // Five firearms at two dealers in one year; three at three dealers years later, and one nobody knows the dealer of.
  const early = ['2014-01-01', '2014-01-20', '2014-02-01', '2014-02-10'].map((day) => at(day, 1));
  const late = [at('2024-03-01', 3), at('2024-03-10', 4), at('2024-04-01', 5)];
  const traces = [...early, at('2014-02-15', 2), ...late, at('2024-04-02', null)];
  const of = (given: TraceFacts[]) =>
    found({ traces: given }).flatMap(({ kind, reason, traces: on, also }) =>
      [{ kind, reason, traces: on }, ...also].filter((each) => each.kind === 'purchaser-several-dealers'),
    );
  const wanted = 'One person bought 3 firearms at 3 dealers within 60 days, and they were recovered';
  expect(of(traces).map(({ reason }) => reason)).toEqual([wanted]);
  expect(of(traces.toReversed()).map(({ reason }) => reason)).toEqual([wanted]);
  // Of as many dealers, most firearms.
  expect(of([...traces, at('2014-01-02', 6)]).map(({ reason }) => reason)).toEqual([
    'One person bought 6 firearms at 3 dealers within 60 days, and they were recovered',
  ]);
});

test('a purchaser of a ring is in the lead about the ring alone', () => {
  const shared = (purchaser: number) => ({ purchaser: madePerson(purchaser, { phone: '4105550100' }) });
  const leads = found({ traces: [bought(1, '2024-01-01', 20, shared(1)), bought(2, '2024-03-01', 20, shared(2))] });
  expect(leads.map(({ kind, persons }) => [kind, persons])).toEqual([['purchaser-ring', ['person:1', 'person:2']]]);
});

test('an address of many homes ties nobody, nor does a name alone', () => {
  const crowd = Array.from({ length: 13 }, (_, at) =>
    bought(at, '2024-01-01', 2_000, {
      purchaser: madePerson(at, { address: '9 JAIL RD', zip: '21201', familyName: 'SMITH' }),
      dealer: madeDealer(at),
    }),
  );
  expect(kindsOf({ traces: crowd })).not.toContain('purchaser-ring');
  expect(kindsOf({ traces: crowd.slice(0, 12) })).toContain('purchaser-ring');
});

test('stolen firearms are no sign of a purchaser passing them on', () => {
  const stolen = [bought(1, '2024-01-01', 20, { stolen: true }), bought(1, '2024-01-02', 30, { stolen: true })];
  expect(kindsOf({ traces: stolen })).toEqual([]);
});

test('the order in which facts come changes nothing', () => {
  const all = Object.values(examples).map((example) => example()[0]);
  const facts = {
    traces: all.flatMap(({ traces }) => traces ?? []),
    firearms: [...new Map(all.flatMap(({ firearms }) => firearms ?? []).map((each) => [each.firearm, each])).values()],
    arrests: all.flatMap(({ arrests }) => arrests ?? []),
    denials: all.flatMap(({ denials }) => denials ?? []),
  };
  const leads = found(facts);
  expect(leads.length).toBeGreaterThan(8);
  for (let at = 0; at < 5; at++) {
    const random = new Random(`order ${at}`);
    const shuffled = Object.fromEntries(
      Object.entries(facts).map(([name, of]) => [name, random.shuffle<unknown>([...of])]),
    ) as typeof facts;
    expect(found(shuffled)).toEqual(leads);
  }
});

test('a few purchasers of one name at one dealer in one season are a group; three hundred are strangers, found so in a moment', () => {
  const smiths = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      madeTrace(`S${String(at).padStart(3, '0')}`, {
        ...soldAndRecovered('2024-01-10', 60),
        firearm: `firearm:${5000 + at}`,
        purchaser: madePerson(5000 + at, { familyName: 'SMITH' }),
        possessor: other,
        dealer: madeDealer(1),
      }),
    );
  const groups = (count: number) =>
    found({ traces: smiths(count) })
      .filter(({ kind }) => kind === 'purchaser-ring')
      .map(({ subject, persons }) => [subject, persons.length]);
  expect(groups(12)).toEqual([['person:5000', 12]]);
  expect(groups(300)).toEqual([]);
}, 10_000);

test('purchasers of a street of one town are a ring where one ZIP code is left out, and none where the two differ', () => {
  const at = (purchaser: number, soldOn: string, zip: string | null) =>
    bought(purchaser, soldOn, 900, {
      purchaser: madePerson(purchaser, { address: '1 ELM ST', city: 'BALTIMORE', state: 'MD', zip }),
      dealer: null,
    });
  expect(kindsOf({ traces: [at(1, '2024-01-01', '21201'), at(2, '2019-01-01', null)] })).toContain('purchaser-ring');
  expect(kindsOf({ traces: [at(1, '2024-01-01', '21201'), at(2, '2019-01-01', '21230')] })).not.toContain(
    'purchaser-ring',
  );
});

test('three bought together and found with the purchaser do not hide two later ones of which one was passed on', () => {
  const buyer = madePerson(1, { familyName: 'NAME1' });
  const kept = ['2015-03-02', '2015-03-03', '2015-03-04'].map((day) => bought(1, day, 3_000, { possessor: buyer }));
  const later = [
    bought(1, '2019-03-04', 900, { possessor: buyer }),
    bought(1, '2019-03-05', 2_000, { firearm: 'firearm:8001' }),
  ];
  const together = (traces: TraceFacts[]) =>
    found({ traces }).find(({ kind, also }) =>
      [kind, ...also.map((each) => each.kind)].includes('multiple-purchase-recovered'),
    );
  expect(together(kept)).toBeUndefined();
  expect(together([...kept, ...later])!.traces).toEqual(
    expect.arrayContaining(later.map(({ traceNumber }) => traceNumber)),
  );
});

test('of a serial number that is not valid no lead says that it can be corrected', () => {
  expect(kindsOf({ traces: [madeTrace('T902', { completion: 'C_SERIAL_INVALID' })] })).toEqual([]);
});

test('a dealer of whom all of twenty traces are under three years is told of where nearly half are usual', () => {
  const dealt = (from: number, count: number, days: number, dealer: number) =>
    Array.from({ length: count }, (_, at) => bought(from + at, '2010-01-01', days, { dealer: madeDealer(dealer) }));
  const usual = [...dealt(100, 85, 4_000, 2), ...dealt(300, 55, 1_000, 2)];
  const kinds = kindsOf({ traces: [...usual, ...dealt(500, 20, 1_000, 3)] });
  expect(kinds).toContain('dealer-fast-traces');
  expect(kindsOf({ traces: usual })).not.toContain('dealer-fast-traces');
});

test('a firearm traced eight times is one to its dealer', () => {
  const usual = Array.from({ length: 60 }, (_, at) => bought(100 + at, '2000-01-01', 4_000, { dealer: madeDealer(2) }));
  const again = Array.from({ length: 8 }, () => bought(300, '2020-01-01', 1_000, { firearm: 'firearm:9999' }));
  expect(kindsOf({ traces: [...usual, ...again] })).not.toContain('dealer-fast-traces');
});

test('a rare family name ties purchasers at several dealers of a state within a season, a usual one does not', () => {
  const named = (purchaser: number, soldOn: string, state = 'VA') =>
    bought(purchaser, soldOn, 700, {
      purchaser: madePerson(purchaser, { familyName: 'QUILLFEATHER' }),
      dealer: madeDealer(100 + purchaser, { state }),
    });
  const ringOf = (traces: TraceFacts[], score = 60) =>
    kindsOf({ traces, scores: new Map(traces.map(({ traceNumber }) => [traceNumber, score])) });
  const two = [named(1, '2020-01-01'), named(2, '2020-06-01')];
  expect(ringOf(two)).toContain('purchaser-ring');
  // Not where nothing else speaks for either firearm, in two states, in two seasons, or where many bear the name.
  expect(ringOf(two, 30)).not.toContain('purchaser-ring');
  expect(ringOf([named(1, '2020-01-01'), named(2, '2020-06-01', 'NC')])).not.toContain('purchaser-ring');
  expect(ringOf([named(1, '2020-01-01'), named(2, '2022-06-01')])).not.toContain('purchaser-ring');
  expect(ringOf([1, 2, 3, 4].map((purchaser) => named(purchaser, '2020-01-01')))).not.toContain('purchaser-ring');
});

describe('purchasers whom nothing but what clerks wrote ties', () => {
  const ringsOf = (traces: TraceFacts[], score = 45) =>
    found({ traces, scores: new Map(traces.map(({ traceNumber }) => [traceNumber, score])) })
      .filter(({ kind }) => kind === 'purchaser-ring')
      .map(({ persons }) => persons);
  const at = (purchaser: number, soldOn: string, dealer: number, address: string | null = null) =>
    bought(purchaser, soldOn, 400, {
      dealer: madeDealer(dealer),
      purchaser: madePerson(purchaser, { familyName: `NAME${purchaser}`, address, zip: '20650' }),
    });

  test('are a group where few bought such firearms at a dealer within half a year, and none at a busy counter', () => {
    const quiet = [1, 2, 3, 4].map((purchaser) => at(purchaser, `2021-0${purchaser}-10`, 1));
    expect(ringsOf(quiet)).toEqual([['person:1', 'person:2', 'person:3', 'person:4']]);
    expect(ringsOf([...quiet, at(5, '2021-02-20', 1)])).toEqual([]);
    expect(ringsOf(quiet, 39)).toEqual([]);
    expect(ringsOf([at(1, '2021-01-10', 1), at(2, '2021-07-20', 1)])).toEqual([]);
  });

  test('share a home where one clerk left the unit out, and none where two units are written', () => {
    const [lane, another] = ['9163 LAKE LN', '9163 LAKE LN UNIT 3C'];
    expect(ringsOf([at(1, '2021-01-10', 1, `${lane} UNIT 2A`), at(2, '2021-06-10', 2, lane)])).toHaveLength(1);
    expect(ringsOf([at(1, '2021-01-10', 1, `${lane} UNIT 2A`), at(2, '2021-06-10', 2, another)])).toEqual([]);
  });

  test('share a house number and ZIP code where a street is misspelt, at one dealer in one season alone', () => {
    const [right, slip] = ['5521 MILL CT', '5521 MIL CT'];
    expect(ringsOf([at(1, '2021-01-10', 1, right), at(2, '2021-12-10', 1, slip)])).toHaveLength(1);
    expect(ringsOf([at(1, '2021-01-10', 1, right), at(2, '2021-12-10', 2, slip)])).toEqual([]);
    expect(ringsOf([at(1, '2021-01-10', 1, right), at(2, '2022-12-10', 1, slip)])).toEqual([]);
  });
});
