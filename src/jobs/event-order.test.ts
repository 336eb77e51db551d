import { expect, test } from 'vitest';
import type { Event } from '../model/evidence.ts';
import { eventOrder } from './event-order.ts';

const event = (id: string, kind: Event['kind'], from: string | null): Event => ({
  id,
  kind,
  title: id,
  from,
  to: null,
  days: null,
  place: null,
  people: [],
  basis: 'RECORDED',
  tie: null,
  status: 'ACTIVE',
  conflict: null,
  sources: [],
  handling: [],
  detail: {},
});
const inOrder = (...events: Event[]) => events.sort(eventOrder('America/New_York')).map((each) => each.id);

test('an evening in the agency’s zone comes before the next day, though in UTC it is that day', () => {
  expect(
    inOrder(
      event('arrest', 'arrested', '2024-05-03'),
      event('shooting', 'shooting', '2024-05-03T01:33:00.000Z'),
      event('alert', 'alert', '2024-05-03T01:32:40.000Z'),
      event('sale', 'sold', '2024-05-02'),
    ),
  ).toEqual(['sale', 'alert', 'shooting', 'arrest']);
});

test('an arrest of which the day alone is known does not stand before the shooting of that day', () => {
  expect(
    inOrder(
      event('arrest', 'arrested', '2024-05-02'),
      event('shooting', 'shooting', '2024-05-03T01:33:00.000Z'),
      event('sale', 'sold', '2024-05-02'),
    ),
  ).toEqual(['sale', 'shooting', 'arrest']);
});

test('what has no date comes first, where a list of the newest leaves it out first', () => {
  expect(inOrder(event('sale', 'sold', '2020-01-01'), event('recovery', 'recovered', null))).toEqual([
    'recovery',
    'sale',
  ]);
});
