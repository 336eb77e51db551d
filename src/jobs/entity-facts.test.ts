import { expect, test } from 'vitest';
import { entityFacts } from './entity-facts.ts';

const said = (record: number, values: Record<string, unknown>) => ({
  table: 'person_observation' as const,
  values,
  source: {
    record,
    version: 1,
    feed: 'recoveries',
    layout: 'property',
    file: 'r.csv',
    line: record,
    receivedAt: '2026-01-01T00:00:00Z',
  },
});

test('what could not be read is given as written and says so, apart from what was read', () => {
  const facts = entityFacts('person', [
    said(1, { born_on: '1974-03-02', born_raw: '03/02/1974' }),
    said(2, { born_on: null, born_raw: '02/30/1974' }),
    said(3, { born_on: null, born_raw: '1974-03-02' }),
  ]);
  expect(facts.map(({ value, unread, sources }) => [value, unread, sources.map((each) => each.record)])).toEqual([
    ['1974-03-02', undefined, [1]],
    ['02/30/1974', true, [2]],
    ['1974-03-02', true, [3]],
  ]);
});
