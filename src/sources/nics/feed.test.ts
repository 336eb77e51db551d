import { describe, expect, test } from 'vitest';
import { holdsForAnyRow, parseOne } from '../../../test/parse-one-row.ts';
import { readWhole, sharedFile, sharedIsAbsent, typedRows } from '../../../test/read-whole-feed.ts';
import { backgroundChecks } from './background-checks.ts';
import { nicsFeed } from './feed.ts';

const absent = sharedIsAbsent('nics');

describe('background checks', () => {
  test('a blank is left out of the counts, a zero is not', () => {
    const { of, outcome } = parseOne(backgroundChecks, {
      month: '1998-11',
      state: 'Wyoming',
      permit: '8',
      handgun: '45',
      other: '',
      admin: '0',
      totals: '53',
    });
    expect(of('background_check')).toEqual([
      { month: '1998-11-01', state: 'WY', counts: { permit: 8, handgun: 45, admin: 0 }, total: 53 },
    ]);
    expect(outcome).toEqual({ key: '1998-11/WY' });
  });

  test('kinds that add up to more than the printed total are rejected: the cells have moved', () => {
    expect(
      parseOne(backgroundChecks, { month: '2020-01', state: 'OH', permit: '60', handgun: '50', totals: '100' }).outcome,
    ).toMatchObject({
      reject: { code: 'nics.total' },
    });
  });

  test.each([
    [{ month: '1998-10', state: 'OH' }, 'nics.month'],
    [{ month: '2020', state: 'OH' }, 'nics.month'],
    [{ month: '2020-01', state: 'Totals' }, 'nics.state'],
    [{ month: '2020-01', state: 'OH', handgun: 'n/a' }, 'nics.count'],
  ])('%o is rejected as %s', (cells, code) => {
    expect(parseOne(backgroundChecks, cells).outcome).toMatchObject({ reject: { code } });
  });

  test('any row whatever gives a key or a reject', () => holdsForAnyRow(backgroundChecks));

  test.skipIf(absent)('all 16,445 rows of 1998–2023 are read, and every printed total is met', async () => {
    const { rows, rejects, failure } = await readWhole(await sharedFile('nics/nics-firearm-background-checks.csv'), {
      feed: nicsFeed,
    });
    expect({ failure, rejects }).toEqual({ failure: null, rejects: [] });
    const checks = typedRows(rows, 'background_check') as unknown as {
      counts: Record<string, number>;
      total: number;
      month: string;
    }[];
    expect(checks).toHaveLength(16_445);
    expect(new Set(rows.map((row) => row.key)).size).toBe(16_445);
    expect(checks.filter(({ counts, total }) => Object.values(counts).reduce((a, b) => a + b, 0) !== total)).toEqual(
      [],
    );
    // Rentals were first counted in March 2013: no zeros are made of what was not counted.
    expect(checks.filter(({ month, counts }) => month < '2013-03' && counts['rentals_handgun'] !== undefined)).toEqual(
      [],
    );
  });
});
