import { expect, test } from 'vitest';
import { boughtAndPassedOn as bought, madeDealer, madePerson } from '../../test/made-traces.ts';
import { leadReason } from '../model/lead-reason.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { findLeads } from './find-leads.ts';
import { leadSettingsDefault } from './lead-settings.ts';

const leadsOf = (traces: readonly TraceFacts[], denied?: string) =>
  findLeads(
    {
      traces,
      scores: new Map(),
      firearms: [],
      arrests: [],
      denials: denied === undefined ? [] : [{ person: 'person:99', on: denied }],
      vehicles: [],
    },
    leadSettingsDefault,
    stateCalendars([]),
  );
const sharing = (number: number) => madePerson(number, { familyName: `NAME${number}`, phone: '4105550100' });
const by = (number: number, soldOn: string, more: Partial<TraceFacts> = {}) =>
  bought(number, soldOn, 400, { purchaser: sharing(number), ...more });
const differ = {
  timeToCrime: { kind: 'undetermined', why: 'sources differ on the purchaser of the first retail sale' },
} as const;

test('a firearm traced to two purchasers is of neither: it ties nobody, is in no count, and the lead names its traces', () => {
  const twice = [
    by(1, '2024-01-02', { firearm: 'firearm:7', ...differ }),
    by(2, '2024-01-02', { firearm: 'firearm:7', ...differ }),
  ];
  // One firearm of each beside: three firearms, of which two are known to be of somebody.
  const own = [by(1, '2024-01-03'), by(2, '2024-01-03')];
  const [ring, ...others] = leadsOf([...twice, ...own]);
  expect(others).toEqual([]);
  expect(ring).toMatchObject({
    kind: 'purchaser-ring',
    reason: '2 purchasers of 2 recovered firearms share a telephone',
    traces: own.map(({ traceNumber }) => traceNumber).toSorted(),
    leftOut: twice.map(({ traceNumber }) => traceNumber).toSorted(),
  });
  // With nothing but the contradiction there is no lead.
  expect(leadsOf(twice)).toEqual([]);
  expect(leadsOf([...twice, own[0]!]).map(({ kind }) => kind)).not.toContain('purchaser-ring');
});

test('whom another trace contradicts nobody bought from: not fast, not several, not at several dealers', () => {
  const again = { possessor: null, dealer: madeDealer(2) };
  const sold = (more: Partial<TraceFacts> = {}) => bought(1, '2024-01-01', 20, { firearm: 'firearm:8', ...more });
  const other = (more: Partial<TraceFacts> = {}) =>
    bought(2, '2024-01-01', 20, { firearm: 'firearm:8', ...again, ...more });
  expect(leadsOf([sold()]).map(({ kind }) => kind)).toEqual(['purchaser-fast-trace']);
  // Two who are not joined and do not contradict each other: a time to crime is computed, and each counts.
  expect(leadsOf([sold(), other()]).map(({ kind }) => kind)).toEqual(['purchaser-fast-trace', 'purchaser-fast-trace']);
  const one = sold(differ);
  expect(leadsOf([one, other(differ)])).toEqual([]);
  const lead = leadsOf([one, other(differ), bought(1, '2024-01-02', 20)])[0];
  expect(lead).toMatchObject({ kind: 'purchaser-fast-trace', leftOut: [one.traceNumber] });
});

test('a sale dated after the recovery, or at odds with another day, is in no rule that counts days', () => {
  const wrong = (why: string) =>
    ({ timeToCrime: { kind: 'undetermined', why: `${why}: one of the dates is wrong` } }) as const;
  const sale = (soldOn: string, dealer: number, more: Partial<TraceFacts>) =>
    bought(1, soldOn, 900, { dealer: madeDealer(dealer, { state: 'MD' }), ...more });
  const sound = [sale('2024-09-02', 1, {}), sale('2024-09-03', 2, {})];
  expect(leadsOf(sound)[0]!.also.map(({ kind }) => kind)).toEqual([
    'purchaser-several-dealers',
    'multiple-purchase-recovered',
  ]);
  for (const more of [
    { recoveredOn: '2024-08-15', ...wrong('the recovery (2024-08-15) is dated before the sale (2024-09-02)') },
    wrong('the purchaser was younger than 12 at the sale'),
    wrong('a theft from an owner (2020-01-01) is dated before the sale (2024-09-02)'),
  ]) {
    expect(leadsOf([sale('2024-09-02', 1, more), sale('2024-09-03', 2, more)])).toEqual([]);
    // Beside two that may be true it is named.
    const odd = sale('2024-09-04', 3, more);
    expect(leadsOf([...sound, odd])[0]).toMatchObject({
      leftOut: [odd.traceNumber],
      traces: expect.toSatisfy((of) => of.length === 2),
    });
  }
  // A trace dated before the recovery says nothing against the sale.
  const traced = wrong('the trace (2024-10-01) is dated before the recovery (2027-01-01)');
  expect(leadsOf([sale('2024-09-02', 1, traced), sale('2024-09-03', 2, traced)])).toHaveLength(1);
});

test('a firearm traced twice is one firearm to who was refused a purchase, and adds no points', () => {
  const once = by(1, '2023-01-01', { firearm: 'firearm:9' });
  const traces = [once, { ...once, traceNumber: 'T9999' }];
  const [lead] = leadsOf(traces, '2024-01-01').filter(({ kind }) => kind === 'denied-then-present');
  expect(lead!.reason).toBe('Refused a purchase, and within 730 days there when 1 firearm was recovered');
  expect(lead!.strength).toBe(0);
});

test('firearms bought together by a day of an unread list alone are told with it, in both languages', () => {
  const at = (soldOn: string) => bought(1, soldOn, 900, { dealer: madeDealer(1, { state: 'WV' }) });
  const [lead] = leadsOf([at('2024-11-01'), at('2024-11-08')]);
  const reason = lead!.also.find(({ kind }) => kind === 'multiple-purchase-recovered')!.reason;
  expect(reason).toBe(
    '2 recovered firearms bought by one person within five business days, if state offices were shut on 2024-11-05',
  );
  expect(leadReason(reason, 'es')).toBe(
    'Armas recuperadas que una persona compró en cinco días hábiles, si las oficinas del estado cerraron el 2024-11-05: 2',
  );
});
