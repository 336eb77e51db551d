import { describe, expect, it } from 'vitest';
import { measureGunfire, type Sighting } from '../../../src/links/correlate-gunfire.ts';
import { timeOffset } from './time-offset.ts';

const at = (from: string | null, to: string | null = null) => ({ from, to });
const zero = at('2026-01-01T00:20:07.000Z');

describe('how far an event lies from the incident', () => {
  it('is told in the largest unit that says it', () => {
    const after = (text: string) => timeOffset(zero, at(text));
    expect(after('2026-01-01T00:20:36.000Z')).toEqual({ unit: 'seconds', least: 29, most: 29, side: 'after' });
    expect(after('2026-01-01T00:12:07.000Z')).toEqual({ unit: 'minutes', least: 8, most: 8, side: 'before' });
    expect(after('2026-01-01T05:20:07.000Z')).toEqual({ unit: 'hours', least: 5, most: 5, side: 'after' });
    expect(after('2026-01-13T00:20:07.000Z')).toEqual({ unit: 'days', least: 12, most: 12, side: 'after' });
  });

  it('takes a time written without seconds for any second of its minute', () => {
    const minute = at('2026-01-01T00:20:00.000Z');
    expect(timeOffset(minute, at('2026-01-01T00:20:28.000Z'))).toEqual({
      unit: 'seconds',
      before: 31,
      after: 28,
      side: 'around',
    });
    expect(timeOffset(minute, at('2026-01-01T00:29:30.000Z'))).toEqual({
      unit: 'minutes',
      least: 9,
      most: 10,
      side: 'after',
    });
  });

  it('is the length by which reports are put beside shootings', () => {
    const sighting = (from: string, to: string | null): Sighting => ({
      ...at(from, to),
      from,
      lon: -76.6,
      lat: 39.3,
      precision: 'exact',
      accuracyMeters: null,
    });
    const incident = sighting('2026-01-01T00:20:00.000Z', '2026-01-01T00:21:00.000Z');
    for (const second of ['10', '40']) {
      const report = sighting(`2026-01-01T00:20:${second}.000Z`, null);
      const { least, most } = measureGunfire(report, incident)!.seconds;
      expect(timeOffset(incident, report)).toEqual({ unit: 'seconds', before: -least, after: most, side: 'around' });
    }
  });

  it('is not told where a mere day is known, or what could not be read', () => {
    expect(timeOffset(zero, at('2026-01-01'))).toBeNull();
    expect(timeOffset(at('2026-01-01'), zero)).toBeNull();
    expect(timeOffset(zero, at(null))).toBeNull();
    expect(timeOffset(at('01/01/2026 00:20'), zero)).toBeNull();
  });
});
