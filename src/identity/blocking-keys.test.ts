import { expect, test } from 'vitest';
import { blockingKeys, soundex } from './blocking-keys.ts';
import { FieldEncoder } from './encoded-table.ts';

// National Archives of the United States, "Soundex System" (examples of the census indexes).
test.each([
  ['WASHINGTON', 'W252'],
  ['LEE', 'L000'],
  ['GUTIERREZ', 'G362'],
  ['PFISTER', 'P236'],
  ['JACKSON', 'J250'],
  ['TYMCZAK', 'T522'],
  ['ASHCRAFT', 'A261'],
  ['VANDEUSEN', 'V532'],
])('%s sounds as %s', (name, code) => {
  expect(soundex(name)).toBe(code);
});

test('a full name shares a key with itself written family name first, with a slip in either of its words, too', () => {
  const keyed = (...cells: string[]) => {
    const encoder = new FieldEncoder({ name: 'name', type: 'full-name' });
    for (const cell of cells) encoder.add(cell);
    const field = encoder.encode();
    const [a, b] = [field.valueOf[0]!, field.valueOf[1]!];
    return blockingKeys(field, 0).flatMap(({ name, keyOf }) => (keyOf[a] !== 0 && keyOf[a] === keyOf[b] ? [name] : []));
  };
  expect(keyed('John Smith', 'SMITH, JOHN')).toEqual(['name (first by alphabet)', 'name (last by alphabet)']);
  expect(keyed('John Smith', 'SMYTH, JOHN A')).toEqual(['name (first by alphabet)']);
  expect(keyed('John Smith', 'SMITH, JOHM')).toEqual(['name (last by alphabet)']);
  expect(keyed('John Smith', 'Jhon Smyth')).toEqual(['name (sound)', 'name (sound of last word)']);
  expect(keyed('J', 'J').length).toBeGreaterThan(0);
});
