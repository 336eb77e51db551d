import { expect, test } from 'vitest';
import { certaintyIn } from './certainty-in.ts';

test.each([
  '95 % sure',
  '9 5 %',
  '９５％',
  '95\u200b%',
  '100 percent',
  'one hundred per cent',
  '99 out of 100',
  '1 in a million',
  'Certain it is the one',
  'I say so with ｃｅｒｔａｉｎｔｙ',
  'The patterns of both matched',
  'No doubt',
  'Definitely so',
  'Fired in the same firearm',
  'cien por ciento',
  'Con certeza',
  'Estoy seguro',
  'Sin ninguna duda',
  'Coincidió',
  'La misma arma',
  '95 por  ciento',
])('%s is a word of certainty', (text) => expect(certaintyIn(text)).not.toBeNull());

test.each([
  'Aperture shear and breech face agree',
  'Uncertain: the firing pin is worn',
  'Inconclusive on the breech face; 12 of 40 cells agree',
  'Concuerdan la cara del cierre y el borde de la abertura',
  'Incierto por el desgaste; inconcluso',
  'Item 100 of case 24-0001, scan of 3.1 um',
])('%s is none', (text) => expect(certaintyIn(text)).toBeNull());
