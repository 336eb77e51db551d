import { expect, test } from 'vitest';
import { parseOne } from '../../test/parse-one-row.ts';
import { incidentsFeed } from './incidents/feed.ts';
import { numberGot } from './number-got.ts';
import { recoveriesFeed } from './recoveries/feed.ts';
import { theftsFeed } from './thefts/feed.ts';

test.each([
  [['', ''], 'blank'],
  [['', 'R-00000'], 'a placeholder or words, which number no record: R-00000'],
  [['SEE NOTES', 'R-00000'], 'a placeholder or words, which number no record: SEE NOTES'],
  [['2.02E+10'], '2.02E+10'],
])('of %j is told: %s', (cells, got) => expect(numberGot(...cells)).toBe(got));

const gun = { serial_number: 'A1001', make: 'GLOCK' };

test.each([
  [theftsFeed, { ...gun, case_number: 'R-00000' }, 'case_number'],
  [recoveriesFeed, { ...gun, case_number: '00000' }, 'case_number'],
  [recoveriesFeed, { ...gun, property_number: '---', case_number: '' }, 'property_number'],
  [incidentsFeed, { case_number: 'PENDING', occurred_from: '1/2/2024' }, 'case_number'],
] as const)('a row of %o whose number is a placeholder is rejected for what it is', ({ layouts }, cells, field) => {
  const { outcome } = parseOne(layouts[0]!, cells);
  expect(outcome).toMatchObject({ reject: { field, got: expect.stringMatching(/^a placeholder or words/) } });
});
