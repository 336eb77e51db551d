import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanRemovalMethod,
  cleanRestorationGrades,
  cleanRestorationResult,
  removalMethods,
  restorationResults,
  sureSerial,
} from './serial-restoration.ts';

describe('how a serial number was removed', () => {
  test.each([
    ['Ground off', 'ground'],
    ['GRINDING', 'ground'],
    ['filed', 'filed'],
    ['Drilled out', 'drilled'],
    ['center-punched', 'punched'],
    ['Over-stamped', 'over-stamped'],
    ['RESTAMPED', 'over-stamped'],
    ['acid', 'chemical'],
    ['unknown', 'unknown'],
    ['ground and drilled', 'drilled'],
    ['see report', null],
    ['', null],
  ])('%j is %s', (raw, method) => {
    expect(cleanRemovalMethod(raw)).toBe(method);
  });

  test('cleaning a clean word changes nothing', () => {
    for (const method of removalMethods) expect(cleanRemovalMethod(method)).toBe(method);
    for (const result of restorationResults) expect(cleanRestorationResult(result)).toBe(result);
  });
});

test.each([
  ['Full', 'full'],
  ['RESTORED', 'full'],
  ['Partially restored', 'partial'],
  ['Not restored', 'none'],
  ['NEGATIVE', 'none'],
  ['no results', 'none'],
  ['pending', null],
  ['', null],
])('a restoration of which %j is written came out as %s', (raw, result) => {
  expect(cleanRestorationResult(raw)).toBe(result);
});

describe('how sure the laboratory is, by position', () => {
  test.each([
    ['HHML', 4, ['high', 'high', 'medium', 'low']],
    ['h,h,m,?', 4, ['high', 'high', 'medium', 'unread']],
    ['95, 90, 60, 59', 4, ['high', 'high', 'medium', 'low']],
    ['95% 100% 0%', 3, ['high', 'high', 'unread']],
    ['.95 .9 .6 1', 4, ['high', 'high', 'medium', 'high']],
    ['High; Low', 2, ['high', 'low']],
    ['HHM', 4, null],
    ['HHXX', 4, null],
    ['950 90 10 10', 4, null],
    ['', 0, null],
  ] as const)('%j for %i positions', (raw, positions, grades) => {
    expect(cleanRestorationGrades(raw, positions)).toEqual(grades);
  });
});

test('only positions that are sure are compared', () => {
  expect(sureSerial('BKX1234', ['high', 'high', 'low', 'high', 'medium', 'high', 'high'])).toBe('BK?1?34');
  expect(sureSerial('BKX1?34', null)).toBe('BKX1?34');
  expect(sureSerial('BKX', ['high'])).toBe('BKX');
});

test('whatever is written, nothing is made up: a grade for each position or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat({ max: 12 }), (raw, positions) => {
      const grades = cleanRestorationGrades(raw, positions);
      expect(grades === null || grades.length === positions).toBe(true);
      cleanRemovalMethod(raw);
      cleanRestorationResult(raw);
    }),
  );
});
