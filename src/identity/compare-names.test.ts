import { expect, test } from 'vitest';
import { compareFamilyNames } from './compare-names.ts';
import { TextArena } from './text-arena.ts';

const levelOf = (a: string, b: string) => {
  const { levels, compare } = compareFamilyNames(TextArena.of(['', a, b]));
  expect(compare(2, 1)).toBe(compare(1, 2));
  return levels[compare(1, 2) - 1]!.name;
};

test.each([
  ['VAN DER BERG', 'VAN DER MEER'],
  ['DEL RIO', 'DEL VALLE'],
  ['SAN MARTIN', 'SAN MIGUEL'],
  ['DE LA CRUZ', 'DE LA PAZ'],
  ['JONES III', 'SMITH III'],
  ['MAC ARTHUR', 'MAC DONALD'],
  ['SAINT JOHN', 'SAINT PIERRE'],
  ['ABU BAKR', 'ABU HASSAN'],
  ['VON HAUSEN JR', 'VON RICHTER JR'],
  ['JONES JR', 'JONES SR'],
  ['GARCIA LOPEZ III', 'GARCIA LOPEZ II'],
])('%s and %s are two family names', (a, b) => {
  expect(levelOf(a, b)).toBe('other');
});

test.each([
  ['VAN DER BERG', 'VAN DEN BERG', 'one of two'],
  ['DE LA CRUZ', 'CRUZ', 'one of two'],
  ['GARCIA LOPEZ', 'LOPEZ', 'one of two'],
  ['JONES III', 'JONES', 'one of two'],
  ['JONES II', 'JONES JR', 'one of two'],
  ['NGUYEN VAN', 'TRAN VAN', 'one of two'],
  ['VAN DER BERG', 'VANDERBERG', 'close'],
  ['DE LA CRUZ', 'DELACRUZ', 'close'],
  ['MC DONALD', 'MCDONALD', 'close'],
  ['SAN MARTIN', 'SAN MARTEN', 'close'],
  ['DE LI', 'DEL LI', 'close'],
])('%s and %s may be one: %s', (a, b, level) => {
  expect(levelOf(a, b)).toBe(level);
});
