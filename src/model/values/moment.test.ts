import { expect, test } from 'vitest';
import { momentOf } from './moment.ts';

test.each([
  '2026-02-30T00:00:00Z',
  '2025-02-29T12:00:00-05:00',
  '2026-04-31T10:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-01',
  'today',
])('%s is no moment', (text) => expect(momentOf(text)).toBeNull());

test.each([
  ['2024-02-29T23:30:00-05:00', Date.UTC(2024, 2, 1, 4, 30)],
  ['2026-03-01T12:00Z', Date.UTC(2026, 2, 1, 12)],
])('%s is one', (text, at) => expect(momentOf(text)).toBe(at));
