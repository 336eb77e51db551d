import { expect, test } from 'vitest';
import { saysUtc } from './says-utc.ts';

test.each([
  'sensed_utc',
  'UTC',
  'Time (UTC)',
  'createdUtc',
  'createdUTC',
  'DETECTED_UTC',
  'utc_time',
  'detectedutc',
  'Zulu Time',
  'GMT Date',
  'UTC+00:00',
])('%s says UTC', (header) => expect(saysUtc(header)).toBe(true));

test.each([
  'Mgmt Date',
  'mgmt_ts',
  'Time (UTC-05:00)',
  'Time UTC+2',
  'GMT -6',
  'Local time, not UTC',
  'Detected',
  'Utcher',
  '',
])('%s does not say UTC', (header) => expect(saysUtc(header)).toBe(false));
