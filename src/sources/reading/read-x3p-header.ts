import { Failure } from '../../model/errors.ts';
import { scanXml } from './scan-xml.ts';
import type { X3pAbout, X3pAxis, X3pDocument, X3pNumberType, X3pSize } from './x3p-document.ts';

/** main.xml of an X3P file, before its points are read. */
export interface X3pHeader extends Pick<X3pDocument, 'revision' | 'featureType' | 'axes' | 'rotation' | 'about'> {
  readonly size: X3pSize;
  /** Where the points are: parts of the archive, or their text. */
  readonly points:
    | { readonly kind: 'part'; readonly name: string; readonly md5: string | null; readonly valid: X3pValidPart | null }
    | { readonly kind: 'text'; readonly datums: readonly string[] };
  readonly checksumPart: string | null;
}

export interface X3pValidPart {
  readonly name: string;
  readonly md5: string | null;
}

/** More points than any scan that is read: 64 million are 8,000 by 8,000. */
export const pointsMax = 64_000_000;
const datumsMax = 500_000;
const textMax = 4096;

/**
 * Reads main.xml of an X3P file. Names of elements are told without their prefix, for writers differ there.
 *
 * Fails with `scan.header` where something the standard asks for is missing or cannot be true, with `scan.too-large` for
 * more points than are read, and with `file.bomb` for a document that defines entities.
 */
export function readX3pHeader(xml: string, most = pointsMax): X3pHeader {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml))
    throw new Failure('file.bomb', 'Expected an X3P file, got a header that defines its own entities: export it anew.');
  const values = new Map<string, string>();
  const datums: string[] = [];
  const path: string[] = [];
  let text = '';
  const scanner = scanXml({
    open(name) {
      path.push(name);
      text = '';
      if (path.length > 32) throw broken('elements at most 32 deep', 'more');
    },
    text(more) {
      if (text.length < textMax) text += more;
    },
    close(name) {
      const at = path.slice(1).join('/');
      if (path.at(-1) !== name) throw broken(`</${path.at(-1) ?? 'nothing'}>`, `</${name.slice(0, 40)}>`);
      if (at === 'Record3/DataList/Datum') {
        datums.push(text.trim());
        if (datums.length > datumsMax) throw tooLarge(`${datums.length} points written as text`, datumsMax);
      } else if (text.trim() !== '' && !values.has(at)) values.set(at, text.trim());
      path.pop();
      text = '';
    },
  });
  scanner.push(xml);
  scanner.end();
  if (path.length > 0) throw broken('a header that ends', `one that ends inside <${path.at(-1)}>`);
  const value = (at: string): string | null => values.get(at) ?? null;
  const featureType = value('Record1/FeatureType');
  if (featureType !== 'SUR' && featureType !== 'PRF' && featureType !== 'PCL')
    throw broken('the feature type SUR, PRF or PCL', featureType ?? 'none');
  const axis = (name: 'CX' | 'CY' | 'CZ') => readAxis(name, value);
  const axes = { x: axis('CX'), y: axis('CY'), z: axis('CZ') };
  const size = readSize(value, most);
  const link = value('Record3/DataLink/PointDataLink');
  if (link === null && datums.length === 0) throw broken('a link to its points, or their list', 'neither');
  const valid = value('Record3/DataLink/ValidPointsLink');
  return {
    revision: value('Record1/Revision') ?? '',
    featureType,
    axes,
    rotation: readRotation(value),
    about: readAbout(value),
    size,
    points:
      link === null
        ? { kind: 'text', datums }
        : {
            kind: 'part',
            name: link,
            md5: value('Record3/DataLink/MD5ChecksumPointData'),
            valid: valid === null ? null : { name: valid, md5: value('Record3/DataLink/MD5ChecksumValidPoints') },
          },
    checksumPart: value('Record4/ChecksumFile'),
  };
}

type Lookup = (at: string) => string | null;

function readAxis(name: 'CX' | 'CY' | 'CZ', value: Lookup): X3pAxis {
  const at = `Record1/Axes/${name}`;
  const type = value(`${at}/AxisType`);
  if (type !== 'I' && type !== 'A') throw broken(`the axis ${name} to be I (in steps) or A (absolute)`, type ?? 'none');
  const written = value(`${at}/DataType`);
  // Optional where an axis goes in steps.
  const numbers = (written ?? (type === 'I' ? 'D' : '')).toUpperCase();
  if (!['I', 'L', 'F', 'D'].includes(numbers))
    throw broken(`the numbers of ${name} to be I, L, F or D`, written ?? 'none');
  const increment = number(`${name} Increment`, value(`${at}/Increment`) ?? (type === 'I' ? null : '1'));
  if (type === 'I' && !(increment > 0)) throw broken(`steps of ${name} above nothing`, String(increment));
  if (increment === 0) throw broken(`an increment of ${name}`, '0');
  return {
    type: type === 'I' ? 'incremental' : 'absolute',
    numbers: numbers as X3pNumberType,
    increment,
    offset: number(`${name} Offset`, value(`${at}/Offset`) ?? '0'),
  };
}

function readSize(value: Lookup, most: number): X3pSize {
  const list = value('Record3/ListDimension');
  if (list !== null) {
    const points = count('ListDimension', list);
    if (points > most) throw tooLarge(`${points}`, most);
    return { kind: 'list', points };
  }
  const of = (name: string) => count(name, value(`Record3/MatrixDimension/${name}`));
  const size = { kind: 'matrix' as const, x: of('SizeX'), y: of('SizeY'), z: of('SizeZ') };
  if (size.x * size.y * size.z > most) throw tooLarge(`${size.x} × ${size.y} × ${size.z}`, most);
  return size;
}

function readRotation(value: Lookup): number[] | null {
  const names = ['r11', 'r12', 'r13', 'r21', 'r22', 'r23', 'r31', 'r32', 'r33'];
  const written = names.map((name) => value(`Record1/Axes/Rotation/${name}`));
  if (written.every((one) => one === null)) return null;
  return written.map((one, at) => number(`rotation ${names[at]}`, one));
}

function readAbout(value: Lookup): X3pAbout | null {
  const of = (at: string) => value(`Record2/${at}`);
  const about = {
    date: of('Date'),
    creator: of('Creator'),
    manufacturer: of('Instrument/Manufacturer'),
    model: of('Instrument/Model'),
    serial: of('Instrument/Serial'),
    version: of('Instrument/Version'),
    calibrationDate: of('CalibrationDate'),
    probeType: of('ProbingSystem/Type'),
    probe: of('ProbingSystem/Identification'),
    comment: of('Comment'),
  };
  return Object.values(about).every((one) => one === null) ? null : about;
}

function number(what: string, text: string | null): number {
  const read = text === null || text === '' ? NaN : Number(text);
  if (!Number.isFinite(read)) throw broken(`a number for ${what}`, text === null ? 'none' : text.slice(0, 40));
  return read;
}

function count(what: string, text: string | null): number {
  const read = number(what, text);
  if (!Number.isInteger(read) || read < 1) throw broken(`${what} to be 1 or more`, String(read));
  return read;
}

export function broken(expected: string, got: string): Failure {
  return new Failure(
    'scan.header',
    `Expected the header of the scan to give ${expected}, got ${got}: export it anew from the instrument.`,
    { detail: { expected, got } },
  );
}

function tooLarge(got: string, most: number): Failure {
  return new Failure(
    'scan.too-large',
    `Expected a scan of at most ${most} points, got ${got}: export it with a coarser step.`,
    { detail: { points: got, pointsMax: most } },
  );
}
