import { expect, test } from 'vitest';
import { soundex } from './blocking-keys.ts';

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
