import { expect, test } from 'vitest';
import { cleanMake } from './firearm-make.ts';
import { makesContradict } from './makes-contradict.ts';

const contradict = (a: string, b: string) => makesContradict(cleanMake(a)?.family ?? '', cleanMake(b)?.family ?? '');

test('two makers contradict each other; one maker written in two ways, an importer, and a kit that was finished at home do not', () => {
  expect(contradict('GLOCK', 'TAURUS')).toBe(true);
  expect(contradict('GLOCK', 'PRIVATELY MADE')).toBe(true);
  expect(contradict('GLOCK', 'GLOCK INC')).toBe(false);
  expect(contradict('GLOCK', 'UNKNOWN')).toBe(false);
  expect(contradict('ROSSI', 'INTERARMS')).toBe(false);
  expect(contradict('P80', 'GHOST GUN')).toBe(false);
});
