import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate/browser';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared-data.ts';
import { Failure } from '../../model/errors.ts';
import { Random } from '../../stats/random.ts';
import { readX3p } from './read-x3p.ts';
import { writeX3p } from './write-x3p.ts';
import { x3pHeightMap } from './x3p-height-map.ts';
import { numberTypes, pointsOf, type X3pAxis, type X3pDocument, type X3pNumberType } from './x3p-document.ts';
import { x3pTools } from '../../jobs/open-scan.ts';

const { md5 } = x3pTools;
const steps = (increment: number): X3pAxis => ({ type: 'incremental', numbers: 'D', increment, offset: 0 });
const heightsOf = (numbers: X3pNumberType, increment = 1, offset = 0): X3pAxis => ({
  type: 'absolute',
  numbers,
  increment,
  offset,
});

function surface(change: Partial<X3pDocument> = {}): X3pDocument {
  return {
    revision: 'ISO5436 - 2000',
    featureType: 'SUR',
    axes: { x: steps(6.25e-6), y: steps(6.25e-6), z: heightsOf('D') },
    rotation: null,
    about: null,
    size: { kind: 'matrix', x: 3, y: 2, z: 1 },
    heights: Float64Array.of(1e-6, 2e-6, NaN, -1e-6, 0, 5e-7),
    xs: null,
    ys: null,
    valid: null,
    otherParts: new Map(),
    ...change,
  };
}

/** The parts of a file with one of them replaced, or the header changed. */
function changed(parts: Record<string, Uint8Array | null>, header: (xml: string) => string = (xml) => xml): Uint8Array {
  const all: Record<string, Uint8Array> = unzipSync(writeX3p(surface(), md5));
  all['main.xml'] = strToU8(header(Buffer.from(all['main.xml']!).toString()));
  for (const [name, content] of Object.entries(parts))
    if (content === null) delete all[name];
    else all[name] = content;
  return zipSync(all);
}

const failure = (bytes: Uint8Array): string => {
  try {
    readX3p(bytes, x3pTools);
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
  return 'read';
};

describe('a document', () => {
  const type = fc.constantFrom<X3pNumberType>('I', 'L', 'F', 'D');
  const axis = fc
    .record({ absolute: fc.boolean(), numbers: type, increment: fc.double({ min: 1e-9, max: 1e-3, noNaN: true }) })
    .map(({ absolute, numbers, increment }): X3pAxis => ({
      type: absolute ? 'absolute' : 'incremental',
      numbers,
      increment,
      offset: increment / 3,
    }));
  const documents = fc
    .record({
      x: axis,
      y: axis,
      z: axis,
      width: fc.integer({ min: 1, max: 9 }),
      rows: fc.integer({ min: 1, max: 7 }),
      layers: fc.integer({ min: 1, max: 2 }),
      list: fc.boolean(),
      seed: fc.integer(),
      valid: fc.boolean(),
      turned: fc.boolean(),
      words: fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: null }),
    })
    .map(({ x, y, z, width, rows, layers, list, seed, valid, turned, words }): X3pDocument => {
      const random = new Random(`x3p/${seed}`);
      const points = width * rows * layers;
      const numbersOf = (of: X3pAxis) =>
        of.type === 'absolute'
          ? new numberTypes[of.numbers].array(
              Array.from({ length: points }, () =>
                of.numbers === 'F' || of.numbers === 'D' ? random.normal(0, 1e-6) : Math.round(random.normal(0, 9000)),
              ),
            )
          : null;
      const height: X3pAxis = { ...z, type: 'absolute' };
      // What XML and its readers do to blanks at the ends is theirs.
      const word = words?.replaceAll(/[^\x21-\x7e]/g, '') || null;
      return surface({
        featureType: list ? 'PCL' : 'SUR',
        axes: { x, y, z: height },
        size: list ? { kind: 'list', points } : { kind: 'matrix', x: width, y: rows, z: layers },
        heights: numbersOf(height)!,
        xs: numbersOf(x),
        ys: numbersOf(y),
        valid: valid ? Uint8Array.from({ length: points }, () => (random.chance(0.8) ? 1 : 0)) : null,
        rotation: turned ? [1, 0, 0, 0, 0, -1, 0, 1, 0] : null,
        about:
          word === null
            ? null
            : {
                date: null,
                creator: word,
                manufacturer: word,
                model: null,
                serial: null,
                version: null,
                calibrationDate: null,
                probeType: 'NonContacting',
                probe: null,
                comment: word,
              },
        otherParts: new Map(valid ? [['bindata/mask.png', strToU8('mask')]] : []),
      });
    });

  test('is read as it was written, in all four kinds of numbers, and written the same again', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const bytes = writeX3p(document, md5);
        const { document: read, checksums, warnings } = readX3p(bytes, x3pTools);
        expect(read).toEqual(document);
        expect(checksums.every(({ outcome }) => outcome === 'right')).toBe(true);
        expect(warnings).toEqual([]);
        expect(Buffer.compare(writeX3p(read, md5), bytes)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test('whose bytes were changed anywhere is read or refused, never else', () => {
    const random = new Random('mutated');
    const whole = writeX3p(surface({ valid: Uint8Array.of(1, 1, 0, 1, 1, 1) }), md5);
    for (let times = 0; times < 1500; times++) {
      const bytes = whole.slice(0, random.chance(0.2) ? Math.floor(whole.length * random.next()) : whole.length);
      for (let n = random.poisson(3); n >= 0; n--)
        bytes[Math.floor(bytes.length * random.next())] = Math.floor(256 * random.next());
      failure(bytes);
    }
  });
});

describe('a file', () => {
  const points = strToU8('x'.repeat(48));
  test.each<[string, Uint8Array, string]>([
    ['that is no archive', strToU8('P6 3 2 255'), 'scan.not-x3p'],
    ['that is empty', new Uint8Array(0), 'scan.not-x3p'],
    ['without a header', changed({ 'main.xml': null }), 'scan.not-x3p'],
    ['without its points', changed({ 'bindata/data.bin': null }), 'scan.header'],
    ['with too few points', changed({ 'bindata/data.bin': points.subarray(0, 40) }), 'file.truncated'],
    [
      'whose points unpack to far more than it says',
      changed({ 'bindata/data.bin': new Uint8Array(1 << 20) }),
      'file.bomb',
    ],
    ['whose header unpacks to 20 MB', changed({ 'main.xml': new Uint8Array(20 << 20) }), 'file.bomb'],
    [
      'that defines entities',
      changed({}, (xml) => xml.replace('<p:', '<!DOCTYPE a [<!ENTITY b "c">]><p:')),
      'file.bomb',
    ],
    ['of no points', changed({}, (xml) => xml.replace('<SizeX>3', '<SizeX>0')), 'scan.header'],
    ['of half a point', changed({}, (xml) => xml.replace('<SizeX>3', '<SizeX>1.5')), 'scan.header'],
    [
      'of 20,000 by 20,000 points',
      changed({}, (xml) => xml.replace('<SizeX>3', '<SizeX>20000').replace('<SizeY>2', '<SizeY>20000')),
      'scan.too-large',
    ],
    [
      'of more points than there are numbers',
      changed({}, (xml) => xml.replace('<SizeX>3', '<SizeX>1e300')),
      'scan.too-large',
    ],
    [
      'with steps of nothing',
      changed({}, (xml) => xml.replaceAll('<Increment>0.00000625', '<Increment>0')),
      'scan.header',
    ],
    [
      'with steps that are no number',
      changed({}, (xml) => xml.replaceAll('<Increment>0.00000625', '<Increment>NaN')),
      'scan.header',
    ],
    [
      'of numbers nobody knows',
      changed({}, (xml) =>
        xml.replace('<DataType>D</DataType>\n        <Increment>1<', '<DataType>Q</DataType>\n        <Increment>1<'),
      ),
      'scan.header',
    ],
    ['whose header ends early', changed({}, (xml) => xml.slice(0, 400)), 'scan.header'],
    ['whose elements end as others', changed({}, (xml) => xml.replace('</Axes>', '</Axis>')), 'scan.header'],
  ])('%s is refused with a code', (_, bytes, code) => {
    expect(failure(bytes)).toBe(code);
  });

  test('with a wrong checksum, or all of it in a folder of its own, is read and told of', () => {
    const wrong = readX3p(changed({ 'bindata/data.bin': points }), x3pTools);
    expect(wrong.checksums).toContainEqual({ part: 'points', outcome: 'wrong' });
    const nested = Object.fromEntries(
      Object.entries(unzipSync(writeX3p(surface(), md5))).map(([name, content]) => [`scan/${name}`, content]),
    );
    const { document, warnings } = readX3p(zipSync({ ...nested, '__MACOSX/scan/main.xml': points }), x3pTools);
    expect(document.heights).toEqual(surface().heights);
    expect(warnings.map(({ code }) => code)).toEqual(['nested-folder']);
  });

  test('with its points as text has those that say nothing as not measured', () => {
    const text = (xml: string) =>
      xml.replace(
        /<DataLink>[^]*<\/DataLink>/,
        '<DataList><Datum>0;0;1e-6</Datum><Datum>2e-6</Datum><Datum/><Datum>-1e-6</Datum><Datum>0</Datum><Datum>5e-7</Datum></DataList>',
      );
    const { document } = readX3p(changed({}, text), x3pTools);
    expect([...document.heights]).toEqual([...surface().heights]);
    expect([...document.valid!]).toEqual([1, 1, 0, 1, 1, 1]);
  });
});

describe('heights', () => {
  test('of whole numbers are scaled and moved, and taken out where they are said not to be valid', () => {
    const { map, notes } = x3pHeightMap(
      surface({
        axes: { x: steps(6.25e-6), y: steps(6.25e-6), z: heightsOf('I', 1e-8, 2e-6) },
        heights: Int16Array.of(0, 100, -100, 32767, -32768, 1),
        valid: Uint8Array.of(1, 1, 1, 1, 0, 1),
      }),
    );
    expect([...map.heights].map((value) => Number(value.toFixed(3)))).toEqual([2, 3, 1, 329.67, NaN, 2.01]);
    expect(map.pitchMicrons).toBeCloseTo(6.25, 9);
    expect(notes).toEqual([]);
  });

  test('of a file that counts in micrometres, against the standard, are read as such and told of', () => {
    const { map, notes } = x3pHeightMap(
      surface({
        axes: { x: steps(7.37468), y: steps(7.37468), z: heightsOf('F') },
        heights: Float32Array.of(1, 2, 3, 4, 5, 6),
      }),
    );
    expect([...map.heights]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(map.pitchMicrons).toBe(7.37468);
    expect(notes.map(({ code }) => code)).toEqual(['units-micrometres']);
  });

  test.each([
    [[1, 0, 0, 0, 1, 0, 0, 0, 1], false],
    [[0, -1, 0, 1, 0, 0, 0, 0, 1], false],
    [[1, 0, 0, 0, 0, -1, 0, 1, 0], false],
    [[1, 0, 0, 0, 1, 0, 0, 0, -1], true],
    [[-1, 0, 0, 0, 1, 0, 0, 0, 1], true],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0], true],
    [[2, 0, 0, 0, 0.5, 0, 0, 0, 1], true],
  ])('are told of where the rotation %j of the header is none: %s', (rotation, told) => {
    const { notes } = x3pHeightMap(surface({ rotation }));
    expect(notes.map(({ code }) => code)).toEqual(told ? ['rotation-impossible'] : []);
  });

  test('in steps that differ are drawn at the step across', () => {
    const { map, notes } = x3pHeightMap(
      surface({
        axes: { x: steps(1e-6), y: steps(2e-6), z: heightsOf('D') },
        size: { kind: 'matrix', x: 1, y: 3, z: 1 },
        heights: Float64Array.of(0, 4e-6, 8e-6),
      }),
    );
    expect([...map.heights]).toEqual([0, 2, 4, 6, 8]);
    expect(notes.map(({ code }) => code)).toEqual(['pitch-differs']);
  });

  test('of a profile or a cloud are no surface', () => {
    expect(() => x3pHeightMap(surface({ featureType: 'PCL', size: { kind: 'list', points: 6 } }))).toThrow(Failure);
  });
});

describe.skipIf(sharedData('x3p-samples') === null)('samples of other programs', () => {
  test('are all read, their points right by their checksums', () => {
    const folder = sharedData('x3p-samples')!;
    const files = readdirSync(folder).filter((file) => file.endsWith('.x3p'));
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) {
      const { document, checksums } = readX3p(readFileSync(`${folder}/${file}`), x3pTools);
      expect(document.heights.length, file).toBe(pointsOf(document.size));
      expect(checksums, file).toContainEqual({ part: 'points', outcome: 'right' });
      const again = writeX3p(document, md5);
      expect(Buffer.compare(writeX3p(readX3p(again, x3pTools).document, md5), again), file).toBe(0);
    }
  });
});

test('a part that is none of the surface’s and too large is left out with a warning, and the surface is read', () => {
  const file = changed({ 'vendor/movie.bin': new Uint8Array(70 << 20), 'vendor/note.txt': strToU8('a note') });
  const { document, warnings } = readX3p(file, x3pTools);
  expect(document.heights).toHaveLength(6);
  expect([...document.otherParts.keys()]).toContain('vendor/note.txt');
  expect([...document.otherParts.keys()]).not.toContain('vendor/movie.bin');
  expect(warnings.map(({ code }) => code)).toContain('part-left-out');
});
