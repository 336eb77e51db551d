/**
 * An X3P file: a scan of a surface with what it says of itself.
 *
 * **Source.** ISO 25178-72, ISO 5436-2; their schema as published by the openGPS consortium. Faults met in the wild are listed in docs/methods/ballistics.md.
 * **Input.** The bytes of the file. **Output.** The document as written, three checksums held against it, and what is odd about it.
 * **Limits.** 64 million points; nothing is unpacked beyond what the header promises; a vendor's own parts are kept, not read.
 */
import { Failure } from '../../model/errors.ts';
import { decodeText, detectEncoding } from './decode-text.ts';
import { notUnpacked, packedEntry, readZipDirectory, wrongChecksum, type ZipEntry, type ZipKind } from './read-zip.ts';
import { broken, readX3pHeader, type X3pHeader } from './read-x3p-header.ts';
import { numberTypes, pointsOf, type X3pChecksum, type X3pDocument, type X3pNumbers } from './x3p-document.ts';

export interface X3pWarning {
  readonly code:
    | 'checksum-wrong'
    | 'nested-folder'
    | 'bytes-after-points'
    | 'valid-of-other-length'
    | 'infinite-heights'
    | 'datum-of-other-length'
    | 'part-left-out';
  readonly message: string;
}

export interface ReadX3p {
  readonly document: X3pDocument;
  readonly checksums: readonly X3pChecksum[];
  readonly warnings: readonly X3pWarning[];
}

/** MD5 of bytes in lower-case hexadecimal figures. */
export type Md5 = (bytes: Uint8Array) => string;

/** What the machine does to bytes for the reader. */
export interface X3pTools {
  readonly md5: Md5;
  readonly crc32: (bytes: Uint8Array) => number;
  /** What deflated bytes were; null where that is more than `most` bytes, which are never unpacked. Throws where they cannot be unpacked. */
  readonly inflate: (packed: Uint8Array, most: number) => Uint8Array | null;
}

const kind: ZipKind = {
  name: 'X3P file',
  bomb: 'Expected an X3P file whose parts are as long as its header says, got one that unpacks to more: export it anew.',
};
const headerBytesMax = 16 * 1024 * 1024;
const otherBytesMax = 64 * 1024 * 1024;

/** `most`: points it may have at most; a header that says more is refused before anything else is unpacked. */
export function readX3p(bytes: Uint8Array, tools: X3pTools, most?: number): ReadX3p {
  const { md5 } = tools;
  if (bytes.length < 4 || bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw new Failure(
      'scan.not-x3p',
      'Expected an X3P file (ISO 25178-72), got something else: export the scan as X3P.',
    );
  const entries = readZipDirectory(bytes, kind);
  const root = findRoot(entries);
  const unpack = (entry: ZipEntry, limit: number) => unpackEntry(bytes, entry, limit, tools);
  const named = (name: string) => entries.get(root + name.replace(/^\.?\/+/, ''));
  const xml = unpack(entries.get(`${root}main.xml`)!, headerBytesMax);
  const header = readX3pHeader(decodeXml(xml), most);
  const warnings: X3pWarning[] = [];
  const warn = (code: X3pWarning['code'], message: string) => void warnings.push({ code, message });
  if (root !== '') warn('nested-folder', `The parts lie in a folder of their own (${root.slice(0, 80)}).`);
  const checksums: X3pChecksum[] = [];
  const sum = (part: X3pChecksum['part'], given: string | null, content: Uint8Array) => {
    const written = given === null ? null : (/[0-9a-f]{32}/i.exec(given)?.[0].toLowerCase() ?? null);
    const outcome = written === null ? 'not-given' : written === md5(content) ? 'right' : 'wrong';
    checksums.push({ part, outcome });
    if (outcome === 'wrong') warn('checksum-wrong', `The checksum of the ${part} is not that of what is there.`);
  };
  const sumEntry = named(header.checksumPart ?? 'md5checksum.hex');
  sum('header', sumEntry === undefined ? null : decodeXml(unpack(sumEntry, 4096)), xml);
  const used = new Set(['main.xml', header.checksumPart ?? 'md5checksum.hex']);
  const points = pointsOf(header.size);
  let read: Pick<X3pDocument, 'heights' | 'xs' | 'ys'>;
  let valid: Uint8Array | null = null;
  if (header.points.kind === 'text') {
    const { datumsValid, ...numbers } = readDatums(header, header.points.datums, warn);
    read = numbers;
    valid = datumsValid;
  } else {
    const entry = named(header.points.name);
    if (entry === undefined) throw broken(`a part ${header.points.name.slice(0, 80)} in the file`, 'none');
    const expected = points * pointBytes(header);
    const content = unpack(entry, expected + 4096);
    used.add(header.points.name);
    if (content.length < expected) throw shortPoints(expected, content.length);
    if (content.length > expected)
      warn('bytes-after-points', `${content.length - expected} bytes stand after the last point.`);
    sum('points', header.points.md5, content);
    read = splitPoints(header, content, points, content.buffer !== bytes.buffer);
    if (header.points.valid !== null) {
      const { name, md5: given } = header.points.valid;
      const part = named(name);
      used.add(name);
      if (part === undefined) throw broken(`a part ${name.slice(0, 80)} in the file`, 'none');
      const bits = unpack(part, Math.ceil(points / 8) + 4096);
      sum('valid', given, bits);
      if (bits.length < Math.ceil(points / 8)) throw shortPoints(Math.ceil(points / 8), bits.length);
      if (bits.length > Math.ceil(points / 8))
        warn('valid-of-other-length', 'More points are said to be valid or not than there are.');
      // The first point is the lowest bit of the first byte.
      valid = Uint8Array.from({ length: points }, (_, at) => (bits[at >> 3]! >> (at & 7)) & 1);
    }
  }
  if (read.heights instanceof Float32Array || read.heights instanceof Float64Array) {
    const infinite = takeOutInfinite(read.heights);
    if (infinite > 0) warn('infinite-heights', `${infinite} heights are infinite and are read as not measured.`);
  }
  const otherParts = new Map<string, Uint8Array>();
  let left = otherBytesMax;
  for (const [name, entry] of entries) {
    const own = name.startsWith(root) ? name.slice(root.length) : null;
    if (own === null || own === '' || own.endsWith('/') || used.has(own) || /(^|\/)(\.|__MACOSX)/.test(own)) continue;
    // What others put beside the surface is no reason to refuse the surface.
    try {
      const content = unpack(entry, left);
      left -= content.length;
      otherParts.set(own, content);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      warn('part-left-out', `The part ${own.slice(0, 80)} is left out: ${error.message}`);
    }
  }
  const { revision, featureType, axes, rotation, about, size } = header;
  return {
    document: { revision, featureType, axes, rotation, about, size, ...read, valid, otherParts },
    checksums,
    warnings,
  };
}

/** Where main.xml is: at the top, or all of it one folder down. */
function findRoot(entries: ReadonlyMap<string, ZipEntry>): string {
  if (entries.has('main.xml')) return '';
  const found = [...entries.keys()].filter((name) => /^[^/]+\/main\.xml$/.test(name) && !name.startsWith('__MACOSX'));
  if (found.length !== 1)
    throw new Failure(
      'scan.not-x3p',
      `Expected an X3P file with its main.xml, got an archive with ${found.length === 0 ? 'none' : 'several'}: export the scan as X3P.`,
    );
  return found[0]!.slice(0, -'main.xml'.length);
}

/** The whole of an entry, in memory once; fails where it unpacks to more than the limit, before it does. */
function unpackEntry(bytes: Uint8Array, entry: ZipEntry, limit: number, { crc32, inflate }: X3pTools): Uint8Array {
  const packed = packedEntry(bytes, entry, kind);
  let content: Uint8Array | null;
  try {
    content = entry.method === 0 ? packed : inflate(packed, limit);
  } catch (error) {
    throw notUnpacked(kind, error);
  }
  if (content === null || content.length > limit) throw new Failure('file.bomb', kind.bomb);
  if (crc32(content) !== entry.crc32) throw wrongChecksum(kind);
  return content;
}

function decodeXml(bytes: Uint8Array): string {
  const { encoding, markLength } = detectEncoding(bytes.subarray(0, 4096));
  const decoder = decodeText(encoding);
  return decoder.decode(bytes.subarray(markLength)).text + decoder.end().text;
}

function pointBytes({ axes: { x, y, z } }: X3pHeader): number {
  return [x, y, z].reduce((sum, { type, numbers }) => sum + (type === 'absolute' ? numberTypes[numbers].bytes : 0), 0);
}

/** Of each point the coordinates whose axes are absolute, one after the other; in the same memory where the content is the reader's own. */
function splitPoints(
  { axes }: X3pHeader,
  content: Uint8Array,
  points: number,
  own: boolean,
): Pick<X3pDocument, 'heights' | 'xs' | 'ys'> {
  if (axes.z.type !== 'absolute') throw broken('heights (CZ) that are absolute', 'steps');
  const { array, bytes } = numberTypes[axes.z.numbers];
  const only = axes.x.type !== 'absolute' && axes.y.type !== 'absolute';
  if (only && littleEndian && own && content.byteOffset % bytes === 0)
    return { xs: null, ys: null, heights: new array(content.buffer as ArrayBuffer, content.byteOffset, points) };
  const held = [axes.x, axes.y, axes.z].map(({ type, numbers }) =>
    type === 'absolute' ? new numberTypes[numbers].array(points) : null,
  );
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (only) {
    // The array's own memory, where bytes stand in this machine's order.
    const into = held[2]!;
    if (littleEndian) new Uint8Array(into.buffer).set(content.subarray(0, points * bytes));
    else for (let n = 0; n < points; n++) into[n] = readNumber(view, n * bytes, axes.z.numbers);
  } else {
    let at = 0;
    for (let n = 0; n < points; n++)
      for (const [k, axis] of [axes.x, axes.y, axes.z].entries()) {
        const into = held[k];
        if (!into) continue;
        into[n] = readNumber(view, at, axis.numbers);
        at += numberTypes[axis.numbers].bytes;
      }
  }
  return { xs: held[0] ?? null, ys: held[1] ?? null, heights: held[2]! };
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function readNumber(view: DataView, at: number, type: 'I' | 'L' | 'F' | 'D'): number {
  if (type === 'I') return view.getInt16(at, true);
  if (type === 'L') return view.getInt32(at, true);
  return type === 'F' ? view.getFloat32(at, true) : view.getFloat64(at, true);
}

/** Points written as text: `x;y;z`, or those coordinates alone whose axes are absolute; nothing where not measured. */
function readDatums(
  header: X3pHeader,
  datums: readonly string[],
  warn: (code: X3pWarning['code'], message: string) => void,
): Pick<X3pDocument, 'heights' | 'xs' | 'ys'> & { datumsValid: Uint8Array } {
  const points = pointsOf(header.size);
  if (datums.length < points) throw shortPoints(points, datums.length);
  if (datums.length > points) warn('bytes-after-points', `${datums.length - points} points stand after the last one.`);
  const axes = [header.axes.x, header.axes.y, header.axes.z];
  const absolute = axes.filter(({ type }) => type === 'absolute').length;
  const held = axes.map(({ type, numbers }) => (type === 'absolute' ? new numberTypes[numbers].array(points) : null));
  if (held[2] === null) throw broken('heights (CZ) that are absolute', 'steps');
  const datumsValid = new Uint8Array(points);
  let odd = 0;
  for (let n = 0; n < points; n++) {
    if (datums[n] === '') {
      if (held[2] instanceof Float32Array || held[2] instanceof Float64Array) held[2][n] = NaN;
      continue;
    }
    const parts = datums[n]!.split(';').map((part) => (part.trim() === '' ? NaN : Number(part)));
    if (parts.length !== absolute && parts.length !== 3) odd++;
    const given = parts.length === 3 ? held : held.filter((one) => one !== null);
    for (const [k, into] of given.entries()) if (into) into[n] = parts[k] ?? NaN;
    datumsValid[n] = Number.isNaN(parts.at(-1)!) || parts.length < absolute ? 0 : 1;
  }
  if (odd > 0) warn('datum-of-other-length', `${odd} points have neither ${absolute} nor 3 coordinates.`);
  return { xs: held[0] ?? null, ys: held[1] ?? null, heights: held[2]!, datumsValid };
}

function takeOutInfinite(heights: X3pNumbers): number {
  let infinite = 0;
  for (let n = 0; n < heights.length; n++)
    if (Math.abs(heights[n]!) === Infinity) {
      heights[n] = NaN;
      infinite++;
    }
  return infinite;
}

function shortPoints(expected: number, got: number): Failure {
  return new Failure(
    'file.truncated',
    `Expected as many points as the header of the scan says (${expected}), got ${got}: copy or export it again.`,
    { detail: { expected, got } },
  );
}
