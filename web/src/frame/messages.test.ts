import { expect, test } from 'vitest';
import { en } from './messages.en.ts';
import { es } from './messages.es.ts';

const placeholders = (message: string | { one: string; other: string }) =>
  [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].toSorted();

test('both languages put the same values into each text', () => {
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(placeholders(es[key]), key).toEqual(placeholders(en[key]));
  }
});

test('no text is empty, and Spanish is not English left over', () => {
  const same = (Object.keys(en) as (keyof typeof en)[]).filter(
    (key) =>
      JSON.stringify(en[key]) === JSON.stringify(es[key]) && /[a-z]{4,}.* [a-z]{3,}/i.test(JSON.stringify(en[key])),
  );
  expect(same).toEqual([]);
  for (const message of [...Object.values(en), ...Object.values(es)])
    expect(JSON.stringify(message).length).toBeGreaterThan(2);
});
