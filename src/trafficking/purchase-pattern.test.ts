import { expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace } from '../../test/made-traces.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { purchasePattern } from './purchase-pattern.ts';

const buyer = madePerson(1, { familyName: 'ADAMS', givenName: 'JO' });
const groupsIn = (state: string | null, ...days: string[]) =>
  purchasePattern(buyer.id, 'ADAMS JO', {
    traces: days.map((soldOn, at) =>
      madeTrace(`T${at + 1}`, { purchaser: buyer, soldOn, dealer: madeDealer(1, { state }) }),
    ),
    firearms: [],
    calendars: stateCalendars([]),
    householdMost: 6,
    index: new Map(),
    flags: new Map(),
  }).groups;

test('purchases that are within five business days by a holiday alone say so where no law of the state was read', () => {
  // Columbus Day: Maryland's offices are shut by its law; where the state is not known no law can be read.
  expect(groupsIn('MD', '2024-10-10', '2024-10-17')).toMatchObject([{ businessDays: 5, unsureDays: [] }]);
  expect(groupsIn(null, '2024-10-10', '2024-10-17')).toMatchObject([{ businessDays: 5, unsureDays: ['2024-10-14'] }]);
  expect(groupsIn(null, '2024-10-10', '2024-10-11')).toMatchObject([{ businessDays: 2, unsureDays: [] }]);
  expect(groupsIn('MD', '2024-10-10', '2024-10-18')).toEqual([]);
});
