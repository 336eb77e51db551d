import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binRecoveries, median, timeBandOf, type RecoveredFirearm } from './recovery-bins.ts';

const day = fc
  .date({ min: new Date('2001-01-01T00:00:00Z'), max: new Date('2026-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const firearm = fc.record({
  id: fc.uuid(),
  recoveredOn: fc.option(day, { nil: null }),
  timeToCrimeDays: fc.option(fc.nat(20_000), { nil: null }),
});

describe('recoveries by period', () => {
  it('counts every recovered firearm in one period and one band', () => {
    fc.assert(
      fc.property(fc.array(firearm, { maxLength: 60 }), (firearms: RecoveredFirearm[]) => {
        const bins = binRecoveries(firearms);
        const recovered = firearms.filter((each) => each.recoveredOn !== null);
        expect(bins.flatMap((bin) => bin.ids).toSorted()).toEqual(recovered.map((each) => each.id).toSorted());
        for (const bin of bins)
          expect(Object.values(bin.bands).reduce((sum, count) => sum + count, 0)).toBe(bin.ids.length);
      }),
    );
  });

  it('shows quarters of a few years and years of many, empty ones too', () => {
    const at = (recoveredOn: string): RecoveredFirearm => ({ id: recoveredOn, recoveredOn, timeToCrimeDays: 10 });
    expect(binRecoveries([at('2024-02-01'), at('2025-11-30')]).map((bin) => bin.period)).toEqual([
      '2024 Q1',
      '2024 Q2',
      '2024 Q3',
      '2024 Q4',
      '2025 Q1',
      '2025 Q2',
      '2025 Q3',
      '2025 Q4',
    ]);
    expect(binRecoveries([at('2010-02-01'), at('2016-11-30')]).map((bin) => bin.ids.length)).toEqual([
      1, 0, 0, 0, 0, 0, 1,
    ]);
  });

  it('keeps an unknown time to crime apart from a short one', () => {
    expect([timeBandOf(null), timeBandOf(0), timeBandOf(365), timeBandOf(366), timeBandOf(1096)]).toEqual([
      'unknown',
      'year',
      'year',
      'three',
      'longer',
    ]);
  });

  it('has no median of nothing', () => {
    expect([median([]), median([5]), median([9, 1, 4]), median([1, 4])]).toEqual([null, 5, 4, 3]);
  });
});
