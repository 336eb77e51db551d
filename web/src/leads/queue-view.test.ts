import { expect, test } from 'vitest';
import type { LeadGets, LeadSummary } from '../../../src/model/lead-answers.ts';
import { between, fits, getsLevels, placesOf, triaged } from './queue-view.ts';

const known = (numerator: number, denominator = 2, unknown = 0) => ({ numerator, denominator, unknown });

function gets(of: {
  places?: [string, number][];
  fatal?: number;
  unconfirmed?: number;
  days?: number | null;
  purchaser?: number;
}): LeadGets {
  const { places = [], fatal = 0, unconfirmed = 0, days = null, purchaser = 0 } = of;
  return {
    geography: { places: places.map(([label, count]) => ({ label, count })), unknown: 0 },
    events: { fatal, nonFatal: 0, shotsFired: 0, other: 0, unconfirmed, points: 3 * fatal },
    time: { last: null, daysSince: days, fastestDays: null, points: days === null ? 0 : 0.5 ** (days / 14) },
    solvability: {
      purchaserKnown: known(purchaser),
      possessorKnown: known(0),
      dealerKnown: known(0),
      persons: 0,
      recovered: 0,
      points: purchaser > 0 ? 1 : 0,
    },
  };
}
const lead = (number: number, of: Parameters<typeof gets>[0]) => ({ lead: number, gets: gets(of) }) as LeadSummary;

const leads = [
  lead(1, { places: [['Eastern', 1]], days: 40 }),
  lead(2, {
    places: [
      ['Central', 3],
      ['Eastern', 1],
    ],
    fatal: 2,
    unconfirmed: 2,
    days: 3,
  }),
  lead(3, { fatal: 1, purchaser: 1 }),
];
const order = (sort: string) => triaged(leads, {}, sort).map((each) => each.lead);

test('each question of a triage orders the leads by its own part, and the order of the server stays without one', () => {
  expect(order('events')).toEqual([2, 3, 1]);
  expect(order('time')).toEqual([2, 1, 3]);
  expect(order('solvability')).toEqual([3, 1, 2]);
  // Where nothing is known of the place it stands last.
  expect(order('geography')).toEqual([2, 1, 3]);
  expect(order('strength')).toEqual([1, 2, 3]);
});

test('a lead is narrowed to by place, confirmed events, days and what is named', () => {
  const kept = (filter: Parameters<typeof fits>[1]) =>
    leads.filter((each) => fits(each, filter)).map((each) => each.lead);
  expect(kept({ place: 'Eastern' })).toEqual([1, 2]);
  expect(kept({ events: 'fatal' })).toEqual([2, 3]);
  // Two shootings tied by unconfirmed leads alone are none that is confirmed.
  expect(kept({ events: 'confirmed' })).toEqual([3]);
  expect(kept({ within: '7' })).toEqual([2]);
  expect(kept({ solvable: 'purchaser' })).toEqual([3]);
  expect(placesOf(leads)[0]).toEqual({ place: 'Eastern', leads: 2 });
});

test('a mark is empty where nothing is known', () => {
  expect(getsLevels(leads[2]!.gets)).toMatchObject({ geography: 0, time: 0 });
  expect(getsLevels(leads[1]!.gets)).toMatchObject({ geography: 2, events: 3, time: 3 });
});

test('a range runs between two leads in either direction', () => {
  expect(between([5, 3, 9, 1], 9, 5)).toEqual([5, 3, 9]);
  expect(between([5, 3, 9, 1], 4, 9)).toEqual([9]);
});
