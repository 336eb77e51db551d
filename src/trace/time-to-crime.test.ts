import { expect, test } from 'vitest';
import {
  buyer,
  firearmLife,
  kindOf,
  record,
  recovery,
  sale,
  shooting,
  theft,
  traded,
} from '../../test/life-records.ts';

test('a theft from an owner before the first sale gives no time to crime; one from a dealer does', () => {
  const life = (on: string, role: 'theft-victim' | 'theft-dealer') =>
    firearmLife({ records: [record('etrace', [sale('2023-03-01'), recovery('2024-03-01')]), theft(on, role)] });
  expect(life('2021-05-05', 'theft-victim').timeToCrime).toMatchObject({
    days: null,
    why: 'a theft from an owner (2021-05-05) is dated before the sale (2023-03-01): one of the dates is wrong, or these are two firearms',
  });
  expect(life('2021-05-05', 'theft-dealer').timeToCrime.days).toBe(366);
  expect(life('2023-05-05', 'theft-victim').timeToCrime.days).toBe(366);
});

test('a shooting tied by a hit before the first sale gives no time to crime; by a lead, or withdrawn, it says nothing of it', () => {
  const life = (more: Parameters<typeof shooting>[1], on = '2022-12-10') =>
    firearmLife({
      records: [record('etrace', [sale('2023-03-01'), recovery('2024-03-01')])],
      shootings: [shooting(on, more)],
    }).timeToCrime;
  expect(life({ tie: 'hit' })).toMatchObject({
    days: null,
    why: 'a shooting tied by a confirmed hit (2022-12-10) is dated before the sale (2023-03-01): one of the dates is wrong, or these are two firearms',
  });
  expect(life({ tie: 'lead' }).days).toBe(366);
  expect(life({ tie: 'hit', status: 'RETRACTED' }).days).toBe(366);
  expect(life({ tie: 'hit' }, '2023-03-01').days).toBe(366);
});

test.each([
  ['2013-03-02', null, /^the purchaser was younger than 12 at the sale: one of the dates is wrong$/],
  ['2011-03-01', 366, /^from the first/],
  ['2005-03-02', 366, /^from the first/],
  ['2005-03-01', 366, /^from the first/],
])('of a purchaser born %s time to crime at a sale on 1 March 2023 is %s', (born_on, days, why) => {
  const life = firearmLife({
    records: [
      traded('RETAIL_SALE', '2023-03-01', buyer(1, 6, { born_on })),
      record('recoveries', [recovery('2024-03-01')]),
    ],
  });
  expect(life.timeToCrime.days).toBe(days);
  expect(life.timeToCrime.why).toMatch(why);
  const minor = born_on > '2005-03-01';
  expect(kindOf(life, 'sold').map((event) => event.conflict)).toEqual([
    minor ? 'the purchaser was younger than 18 at this sale: one of the dates may be wrong' : null,
  ]);
  expect(life.disagreements).toEqual(minor ? ['what-happened'] : []);
});
