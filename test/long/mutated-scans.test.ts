import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { prepareExhibit } from '../../src/ballistics/prepare-exhibit.ts';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import { x3pTools } from '../../src/jobs/open-scan.ts';
import { Failure } from '../../src/model/errors.ts';
import { readX3p } from '../../src/sources/reading/read-x3p.ts';
import { x3pHeightMap } from '../../src/sources/reading/x3p-height-map.ts';
import { Random } from '../../src/stats/random.ts';
import { sharedData } from '../shared-data.ts';
import { x3pOf } from '../x3p-of.ts';

// Bytes of the archive, of the header within it and of the points, so that damage gets past the checksums of the archive as well.
test('20,000 mutated scans are read and made ready or refused with a reason, each within two seconds, in bounded memory', () => {
  const samples = sharedData('x3p-samples');
  const face = createBreechFaces()({ classSeed: 'c', firearmSeed: 'f', shotSeed: 's' });
  // Left of the hole for the firing pin.
  const side = 120;
  const heights = Float32Array.from(
    { length: side * side },
    (_, n) => face.heights[(84 + Math.floor(n / side)) * face.width + 20 + (n % side)]!,
  );
  const small = { ...face, width: side, height: side, heights };
  const wholes = [
    x3pOf(small),
    ...(samples === null ? [] : ['circle', 'pyramid', 'testing'].map((name) => readFileSync(`${samples}/${name}.x3p`))),
  ].map((bytes) => new Uint8Array(bytes));
  const random = new Random('20,000 mutated scans');
  const outcomes = new Map<string, number>();
  let slowest = 0;
  for (let times = 0; times < 20_000; times++) {
    const bytes = mutated(wholes[times % wholes.length]!, random);
    const began = performance.now();
    const outcome = outcomeOf(bytes);
    slowest = Math.max(slowest, performance.now() - began);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  console.log(
    Object.fromEntries([...outcomes].sort()),
    `slowest ${slowest.toFixed(0)} ms, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
  expect(slowest).toBeLessThan(2000);
  expect(process.memoryUsage().rss).toBeLessThan(2e9);
  expect(outcomes.get('made ready')).toBeGreaterThan(0);
  expect(outcomes.size).toBeGreaterThan(5);
});

function outcomeOf(bytes: Uint8Array): string {
  try {
    const { document } = readX3p(bytes, x3pTools);
    return prepareExhibit(x3pHeightMap(document).map) === null ? 'too little' : 'made ready';
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

const numbersOdd = ['0', '-1', '1', '1e300', 'NaN', '20000', '99999999999', '', '7.37468', '1e-30', 'x', '&a;'];

function mutated(whole: Uint8Array, random: Random): Uint8Array {
  const kind = Math.floor(4 * random.next());
  if (kind === 0)
    return scattered(random.chance(0.2) ? whole.slice(0, Math.floor(whole.length * random.next())) : whole, random);
  const parts: Record<string, Uint8Array> = unzipSync(whole);
  if (kind === 1) {
    const names = Object.keys(parts);
    const name = names[Math.floor(names.length * random.next())]!;
    parts[name] = scattered(random.chance(0.1) ? new Uint8Array(0) : parts[name]!, random);
  } else {
    // A number or a word of the header becomes another.
    const pieces = strFromU8(parts['main.xml']!).split(/(>[^<]+<)/);
    const values = pieces.flatMap((piece, at) => (piece.startsWith('>') && piece.trim() !== '' ? [at] : []));
    for (let n = kind === 2 ? 0 : Math.floor(3 * random.next()); n >= 0; n--)
      pieces[values[Math.floor(values.length * random.next())]!] =
        `>${numbersOdd[Math.floor(numbersOdd.length * random.next())]!}<`;
    parts['main.xml'] = strToU8(pieces.join(''));
  }
  return zipSync(parts, { level: 1 });
}

function scattered(whole: Uint8Array, random: Random): Uint8Array {
  const bytes = whole.slice();
  if (bytes.length === 0) return bytes;
  for (let n = random.poisson(3); n >= 0; n--)
    bytes[Math.floor(bytes.length * random.next())] = Math.floor(256 * random.next());
  return bytes;
}
