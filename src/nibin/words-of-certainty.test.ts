import { describe, expect, test } from 'vitest';
import { wordsOfCertainty } from './words-of-certainty.ts';

describe('how sure somebody is', () => {
  test.each([
    '100 %',
    '1 0 0%',
    '99.9 percent',
    'ninety-nine per cent',
    '１００％',
    '95\u200b%',
    'one hundred percent sure',
    '99 out of 100',
    'Certain',
    'with certainty',
    'It matches',
    'a perfect match',
    'ma\u200btch',
    'the same gun',
    'No doubt',
    'beyond reasonable doubt',
    'conclusive',
    'noventa por ciento',
    'con certeza',
    'coincide',
    'sin duda',
    'seguro',
    'la misma arma',
  ])('may not be said by %j', (text) => {
    expect(wordsOfCertainty(text)).not.toBeNull();
  });

  test.each([
    'Strong: parallel marks and aperture shear agree in 14 cells',
    'Moderate',
    'Not certain: the primer is worn',
    'uncertain',
    'Weak; 3 of 20 cells',
    'Looked at twice, on 2026-11-30',
    'Fuerte: 14 de 20 celdas',
    'Débil, sin certeza',
    'Two of us agreed on 5 regions',
  ])('may be said by %j', (text) => {
    expect(wordsOfCertainty(text)).toBeNull();
  });
});
