import { describe, expect, it } from 'vitest';
import { timeOffset } from './time-offset.ts';

const zero = '2026-01-01T00:20:00.000Z';

describe('how far an event lies from the incident', () => {
  it('is told in the largest unit that says it', () => {
    expect(timeOffset(zero, '2026-01-01T00:20:29.000Z')).toEqual({ unit: 'seconds', n: 29, side: 'after' });
    expect(timeOffset(zero, '2026-01-01T00:12:00.000Z')).toEqual({ unit: 'minutes', n: 8, side: 'before' });
    expect(timeOffset(zero, '2026-01-01T05:20:00.000Z')).toEqual({ unit: 'hours', n: 5, side: 'after' });
    expect(timeOffset(zero, '2026-01-13T00:20:00.000Z')).toEqual({ unit: 'days', n: 12, side: 'after' });
  });

  it('is not told where a mere day is known', () => {
    expect(timeOffset(zero, '2026-01-01')).toBeNull();
    expect(timeOffset('2026-01-01', zero)).toBeNull();
    expect(timeOffset(zero, null)).toBeNull();
  });
});
