import { describe, expect, test } from 'vitest';
import { isDrawn, settleReviews } from './settle-reviews.ts';

const alone = { drawn: false, agreed: null } as const;
const drawn = { drawn: true, agreed: null } as const;

describe('what people said of a pair', () => {
  test('a lead takes two who say so', () => {
    expect(settleReviews([], alone)).toEqual({ kind: 'open' });
    expect(settleReviews(['LEAD'], alone)).toEqual({ kind: 'second' });
    expect(settleReviews(['LEAD', 'LEAD'], alone)).toEqual({ kind: 'settled', conclusion: 'LEAD', how: 'both' });
  });

  test('no lead takes one, but where the pair is drawn for a second', () => {
    expect(settleReviews(['NO_LEAD'], alone)).toMatchObject({ conclusion: 'NO_LEAD', how: 'one-of-one' });
    expect(settleReviews(['NO_LEAD'], drawn)).toEqual({ kind: 'second' });
    expect(settleReviews(['UNSUITABLE'], alone)).toEqual({ kind: 'second' });
  });

  test('where two differ a third decides, or they agree, or all three must', () => {
    expect(settleReviews(['LEAD', 'NO_LEAD'], alone)).toEqual({ kind: 'third' });
    expect(settleReviews(['LEAD', 'NO_LEAD', 'NO_LEAD'], alone)).toMatchObject({
      conclusion: 'NO_LEAD',
      how: 'two-of-three',
    });
    expect(settleReviews(['LEAD', 'NO_LEAD', 'UNSUITABLE'], alone)).toEqual({ kind: 'consensus' });
    expect(settleReviews(['LEAD', 'NO_LEAD'], { drawn: false, agreed: 'LEAD' })).toMatchObject({
      conclusion: 'LEAD',
      how: 'consensus',
    });
  });

  test('one pair in four is drawn, always the same ones', () => {
    let n = 0;
    for (let a = 1; a <= 200; a++) for (let b = a + 1; b <= 201; b++) if (isDrawn(a, b)) n++;
    expect(n / 20_100).toBeGreaterThan(0.23);
    expect(n / 20_100).toBeLessThan(0.27);
    expect(isDrawn(3, 8)).toBe(isDrawn(3, 8));
  });
});
