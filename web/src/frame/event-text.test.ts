import { expect, test } from 'vitest';
import { eventTitle, eventWhere, eventWho, intervalWords } from './event-text.ts';
import { en } from './messages.en.ts';
import { es } from './messages.es.ts';
import { serverWords } from './server-words.ts';
import { makeWords } from './words.tsx';

const english = makeWords('en', en);
const spanish = makeWords('es', es);

test('a time nobody recorded says after a recovery that the firearm was in custody or released, in both languages', () => {
  const interval = (after: string | null, days: number | null) => ({
    kind: 'unknown-interval' as const,
    tie: null,
    status: 'ACTIVE' as const,
    days,
    detail: { after },
  });
  expect(eventTitle(interval(null, 3), english)).toBe('Not recorded');
  expect(eventTitle(interval('custody', 3), english)).toBe('In custody or released, not recorded which');
  expect(eventTitle(interval('released', 3), spanish)).toBe('Entregada, no consta dónde');
  expect(intervalWords(interval(null, null), english)).toBe('Not recorded');
  expect(intervalWords(interval(null, 1), english)).toBe('nobody recorded where it was for 1 day');
  expect(intervalWords(interval('custody', 2), spanish)).toBe(
    'en custodia o entregada, nadie registró cuál, durante 2 días',
  );
});

test('what a life says of its conflicts and of an unknown time to crime has Spanish', () => {
  for (const sentence of [
    'different first retail sales of one day are recorded: the dealer or the purchaser differs',
    'different shipments of one day are recorded: the shipper or the receiver differs',
    'different reports of a loss on one day are recorded: who lost it differs',
    'the sources differ on the possessor',
    'the records of this tie contradict each other: in one it stands, in another it was not confirmed or was withdrawn. It is told as withdrawn',
    'the records of this tie contradict each other: in one it is a hit, in another the examiner did not identify. It is told as a lead',
    'one cartridge case is tied by hits to two firearms: one of the records is wrong',
    'one lead speaks of two firearms: that of its test fire, and another that it describes. Of which of them it is, is not known',
    'the calibre of the cartridge case entered is not that of the firearm: the tie, an entry or a description is wrong',
    'sources differ on the dealer and on the purchaser of the first retail sale',
    'sources differ on the dealer of the first retail sale',
    'sources differ on the purchaser of the first retail sale',
    'the trace (2014-12-30) is dated before the recovery (2015-01-01): one of the dates is wrong',
    'the trace is dated before the first recorded recovery: one of the dates is wrong',
    'several recoveries of the firearm are recorded, and the trace does not say of which it is: 2015-01-01, 2025-01-02',
    'only 500 of 700 source rows are read: the sale and the first recovery may stand in the others',
  ])
    expect(serverWords(sentence, spanish)).not.toBe(sentence);
});

test('a ballistic link says whether it is a lead or a hit', () => {
  const linked = (tie: 'lead' | 'hit') => ({ kind: 'linked' as const, tie, status: 'ACTIVE' as const, detail: {} });
  expect(eventTitle(linked('lead'), english)).toBe('Ballistic lead, unconfirmed');
  expect(eventTitle(linked('hit'), spanish)).toBe('Acierto balístico, concluido por un perito');
});

test('who took part in two ways is named once', () => {
  const gun = { id: 'firearm:1', kind: 'firearm' as const, label: 'Remington 19', links: 1 };
  const people = [
    { ...gun, role: 'recovered' },
    { ...gun, id: 'incident:2', label: 'Case 1', role: 'case' },
    { ...gun, role: 'traced' },
  ];
  expect(eventWho({ kind: 'recovered', people: people as never }, english)).toBe('Remington 19, Case 1');
});

test('the county of a licence is said to be no address', () => {
  const place = { id: null, label: 'Baltimore County, MD', point: null, precision: 'county', county: '24005' };
  expect(eventWhere({ place }, english)).toBe('Baltimore County, MD (county of the licence, not the shop’s address)');
  expect(eventWhere({ place }, spanish)).toContain('condado de la licencia');
  expect(eventWhere({ place: null }, english)).toBe('');
});
