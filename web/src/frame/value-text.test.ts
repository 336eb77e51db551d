import { expect, test } from 'vitest';
import { LICENCE_TYPES } from '../../../src/model/values/licence-number.ts';
import * as nibrs from '../../../src/model/values/nibrs-tables.ts';
import { makeFormats } from './format.ts';
import { en } from './messages.en.ts';
import { es } from './messages.es.ts';
import { valueText } from './value-text.ts';
import { makeWords } from './words.tsx';

const readers = (
  [
    ['en', en],
    ['es', es],
  ] as const
).map(([language, messages]) => ({
  words: makeWords(language, messages),
  formats: makeFormats(language, 'America/New_York'),
}));
const said = (name: string, value: unknown, of?: string) =>
  readers.map(({ words, formats }) => valueText(name, value, words, formats, of));

test.each([
  ['injury', nibrs.NIBRS_INJURIES],
  ['relationship', nibrs.NIBRS_RELATIONSHIPS],
  ['victim_type', nibrs.NIBRS_VICTIM_TYPES],
  ['offense_code', nibrs.NIBRS_OFFENSES],
  ['weapon_code', nibrs.NIBRS_WEAPONS],
  ['circumstance', nibrs.NIBRS_CIRCUMSTANCES],
  ['exceptional', nibrs.NIBRS_EXCEPTIONAL_CLEARANCES],
  ['premises', nibrs.NIBRS_LOCATIONS],
  ['loss_code', nibrs.NIBRS_PROPERTY_LOSSES],
  ['licence_type', LICENCE_TYPES],
])('every code of %s is said in words in both languages', (name, table) => {
  for (const code of Object.keys(table)) for (const text of said(name, code)) expect(text, code).not.toBe(code);
});

test('codes are said in words wherever they come, as a fact, of an event or in a column', () => {
  expect(said('injury', 'N')).toEqual(['none', 'ninguna']);
  expect(said('kind', 'RETAIL_SALE')).toEqual(['retail sale', 'venta al por menor']);
  expect(said('precision', 'exact')).toEqual(['exact place', 'lugar exacto']);
  expect(said('classification', 'MG', 'gunshot_alert')).toEqual(['several shots', 'varios disparos']);
  expect(said('type', '01', 'licensed')).toEqual(['dealer', 'comerciante']);
  expect(said('type', 'P')).toEqual(['Pistol', 'Pistola']);
  expect(said('qualifiers', ['FULL_AUTO', 'HIGH_CAPACITY'])[0]).toBe('full automatic fire, high-capacity magazine');
  expect(said('fatal', false)).toEqual(['no', 'no']);
});

test('what a source wrote in its own words stays as it is', () => {
  for (const [name, value] of [
    ['status', 'HOLD FOR COURT'],
    ['charge', 'ARMED ROBBERY'],
    ['ibis', 'HC-23-000639'],
    ['premises', '100 MAIN ST BALTIMORE MD'],
    ['state', 'MD'],
    ['year', 2024],
  ] as const)
    expect(said(name, value)).toEqual([String(value), String(value)]);
});

test('days and moments are written as the language writes them', () => {
  expect(said('born_on', '1995-05-07')[0]).toBe('7 May 1995');
  expect(said('occurred', '2025-01-01T18:15:00.000Z')[0]).toBe('1 Jan 2025, 13:15 EST');
});
