import { expect, test } from 'vitest';
import { usualReasons, type FieldAgreement } from './usual-reasons.ts';

const of = (field: string, agreement: FieldAgreement['agreement'], against = false) => ({ field, agreement, against });

test('two who share birth date and state number are not offered that these differ', () => {
  const fields = [of('given_name', 'other'), of('born_on', 'same'), of('state_id', 'same')];
  expect(usualReasons('different', 'person', fields)).toEqual(['3', '4']);
});

test('what other rows of the two sides say bears a reason out', () => {
  expect(usualReasons('different', 'person', [of('born_on', 'same', true)])).toEqual(['1', '3', '4']);
});

test('reasons of persons are not offered for firearms, nor the other way about', () => {
  const fields = [of('serial', 'other'), of('model', 'same')];
  expect(usualReasons('different', 'firearm', fields)).toEqual(['4', '5']);
  expect(usualReasons('unsure', 'firearm', fields)).toEqual(['1', '2', '5']);
  expect(usualReasons('different', 'person', [of('licence', 'other')])).toEqual(['2', '3', '4']);
});

test('"same name, birth date and address" asks that all of them are', () => {
  const names = [of('given_name', 'same'), of('family_name', 'same'), of('born_on', 'same')];
  expect(usualReasons('same', 'person', [...names, of('address', 'same')])).toEqual(['1', '3', '5']);
  expect(usualReasons('same', 'person', [...names, of('address', 'silent')])).toEqual(['3', '5']);
  expect(usualReasons('same', 'firearm', [of('serial', 'near')])).toEqual(['2', '3', '5']);
});
