import { describe, expect, it } from 'vitest';
import { sinceOf } from './last-look.ts';

const at = (time: string) => Date.parse(`2026-11-21T${time}:00.000Z`);
const kept = { since: '2026-11-21T08:00:00.000Z', seenAt: '2026-11-21T12:00:00.000Z' };

describe('since when things are new', () => {
  it('is not known at the first look', () => {
    expect(sinceOf(null, at('12:00'))).toBeNull();
  });
  it('stays the same over a reload', () => {
    expect(sinceOf(kept, at('12:20'))).toBe(kept.since);
  });
  it('is when the board was last in view, after half an hour away', () => {
    expect(sinceOf(kept, at('12:31'))).toBe(kept.seenAt);
  });
});
