import { describe, expect, test } from 'vitest';
import { nibinGets, type TriagedEvent, type TriagedLead } from './nibin-gets.ts';

const event: TriagedEvent = {
  classification: 'shots-fired',
  on: '2026-03-01',
  place: 'Central',
  confirmed: false,
  suspectNamed: false,
  plate: false,
};
const today = '2026-03-29';
const of = (events: readonly Partial<TriagedEvent>[], more: Partial<TriagedLead> = {}) =>
  nibinGets(
    { points: [], testFired: false, recoveredOn: [], ...more, events: events.map((each) => ({ ...event, ...each })) },
    today,
  );

test('a fatal shooting counts three, one that wounded two, shots fired one, and what a lead alone ties is said', () => {
  const classes = ['fatal-shooting', 'homicide', 'non-fatal-shooting', 'shots-fired', null];
  expect(of(classes.map((classification, at) => ({ classification, confirmed: at === 0 }))).events).toEqual({
    fatal: 2,
    nonFatal: 1,
    shotsFired: 1,
    other: 1,
    unconfirmed: 4,
    points: 9,
  });
});

test('recency is halved every fourteen days since the last event that was, and unknown days are counted', () => {
  const { time } = of([{ on: '2026-03-01' }, { on: '2026-02-01' }, { on: null }, { on: '2026-04-01' }]);
  expect(time).toMatchObject({ last: '2026-03-01', daysSince: 28, points: 0.25, unknown: 1 });
  expect(of([{ on: null }]).time).toMatchObject({ last: null, daysSince: null, points: 0, escalation: null });
});

test('events that follow the first make the rate a week; one day alone makes none', () => {
  expect(of([{ on: '2026-03-01' }, { on: '2026-03-08' }, { on: '2026-03-15' }]).time.escalation).toEqual({
    events: 3,
    days: 14,
    perWeek: 1,
  });
  expect(of([{}, {}]).time.escalation).toBeNull();
});

describe('one district or several', () => {
  test.each([
    ['all in one', ['Central', 'Central'], true],
    ['two', ['Central', 'Southern'], false],
    ['two, and one unknown', ['Central', 'Southern', null], false],
    ['one, and one unknown', ['Central', null], null],
    ['a single event', ['Central'], null],
  ])('%s', (_, places, same) => {
    const { geography } = of(places.map((place) => ({ place })));
    expect(geography.sameDistrict).toBe(same);
    expect(geography.unknown).toBe(places.filter((place) => place === null).length);
  });

  test('how far apart is told where both ends have a place', () => {
    const [a, b] = [
      { lon: -76.6, lat: 39.28 },
      { lon: -76.6, lat: 39.29 },
    ];
    expect(of([{}], { points: [a, b] }).geography.metersApart).toBeCloseTo(1112, -1);
    expect(of([{}], { points: [a, null] }).geography.metersApart).toBeNull();
  });
});

test('what nobody recorded is not known, and adds nothing', () => {
  expect(of([{ suspectNamed: true }, {}], { testFired: true }).solvability).toEqual({
    suspectNamed: { numerator: 1, denominator: 1, unknown: 1 },
    plate: { numerator: 0, denominator: 0, unknown: 2 },
    firearmInHand: true,
    notTold: ['video', 'witness'],
    points: 2,
  });
  expect(of([{}]).solvability).toMatchObject({ firearmInHand: null, points: 0 });
});

test('a firearm is on the street as far as is known, in hand, or an event lies after its recovery', () => {
  expect(of([{}]).gun).toBe('not-recovered');
  expect(of([{}], { testFired: true }).gun).toBe('in-hand');
  expect(of([{ on: '2026-03-02' }], { recoveredOn: ['2026-03-02'] }).gun).toBe('in-hand');
  expect(of([{ on: '2026-03-03' }], { recoveredOn: ['2026-05-01', '2026-03-02'] }).gun).toBe('fired-since');
});
