import { Inflate } from 'fflate/browser';
import { Failure } from '../../model/errors.ts';

/** One file inside a zip archive, as its central directory tells it. */
export interface ZipEntry {
  name: string;
  method: number;
  encrypted: 'yes' | 'no';
  crc32: number;
  compressedBytes: number;
  headerAt: number;
}

/** What an archive is to whoever gave it, for what is said to them where it cannot be read. */
export interface ZipKind {
  /** As in "a whole …": `.xlsx file`. */
  readonly name: string;
  /** What one that unpacks beyond its limit should have been, and what to do. */
  readonly bomb: string;
}

/** What may still be unpacked from one archive; shared by all its entries so that they cannot add up past it. */
export interface InflateBudget {
  bytesLeft: number;
}

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const entrySignature = 0x02014b50;
const headerSignature = 0x04034b50;
const entriesMax = 10_000;
/** Packed bytes given to the inflater at once: at 1,032 to 1 they become 8 MB, never more. */
const packedPieceBytes = 8 * 1024;

/** A part that cannot be unpacked, or is not what was packed. */
export function notUnpacked({ name }: ZipKind, cause?: unknown): Failure {
  return new Failure(
    'file.damaged',
    `Expected a whole ${name}, got a part that cannot be unpacked: copy or save it again.`,
    { cause },
  );
}

export function wrongChecksum(kind: ZipKind): Failure {
  return damaged(kind, 'a part whose checksum is wrong');
}

function damaged({ name }: ZipKind, got: string): Failure {
  return new Failure('file.damaged', `Expected a whole ${name}, got ${got}: copy or save it again.`);
}

/**
 * Lists the entries of a zip archive from its central directory (PKWARE APPNOTE 4.3.12, 4.3.14 to 4.3.16, 4.5.3).
 * Written out because the readers at hand either unpack everything at once or trust the sizes that an archive claims.
 */
export function readZipDirectory(bytes: Uint8Array, kind: ZipKind): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - 0xffff);
  while (end >= lowest && view.getUint32(end, true) !== endSignature) end--;
  if (end < lowest) {
    throw new Failure(
      'file.truncated',
      `Expected a whole ${kind.name}, got one without its end: copy or download it again.`,
    );
  }
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if ((count === 0xffff || at === 0xffffffff) && end >= 20 && view.getUint32(end - 20, true) === locator64Signature) {
    const end64 = Number(view.getBigUint64(end - 12, true));
    if (end64 + 56 > bytes.length || view.getUint32(end64, true) !== end64Signature)
      throw damaged(kind, 'a broken directory');
    count = Number(view.getBigUint64(end64 + 32, true));
    at = Number(view.getBigUint64(end64 + 48, true));
  }
  if (count > entriesMax) {
    throw new Failure('file.too-large', `Expected a ${kind.name} of at most ${entriesMax} parts, got ${count}.`);
  }
  const entries = new Map<string, ZipEntry>();
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature)
      throw damaged(kind, 'a broken directory');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    if (at + 46 + nameLength + extraLength > bytes.length) throw damaged(kind, 'a broken directory');
    let name = '';
    for (let k = 0; k < nameLength; k++) name += String.fromCharCode(bytes[at + 46 + k]!);
    const entry: ZipEntry = {
      name,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1 ? 'yes' : 'no',
      crc32: view.getUint32(at + 16, true),
      compressedBytes: view.getUint32(at + 20, true),
      headerAt: view.getUint32(at + 42, true),
    };
    readLongSizes(view, at, { nameLength, extraLength }, entry, kind);
    entries.set(name, entry);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Sizes of 4 GB and more, or written as if they were, stand in an extra field (APPNOTE 4.5.3). */
function readLongSizes(
  view: DataView,
  at: number,
  lengths: { nameLength: number; extraLength: number },
  entry: ZipEntry,
  kind: ZipKind,
): void {
  if (entry.compressedBytes !== 0xffffffff && entry.headerAt !== 0xffffffff) return;
  let field = at + 46 + lengths.nameLength;
  const stop = field + lengths.extraLength;
  while (field + 4 <= stop) {
    const length = view.getUint16(field + 2, true);
    if (view.getUint16(field, true) === 1) {
      let place = field + 4;
      const fieldEnd = Math.min(stop, place + length);
      const next = (): number => {
        if (place + 8 > fieldEnd) throw damaged(kind, 'a broken directory');
        place += 8;
        return Number(view.getBigUint64(place - 8, true));
      };
      if (view.getUint32(at + 24, true) === 0xffffffff) next();
      if (entry.compressedBytes === 0xffffffff) entry.compressedBytes = next();
      if (entry.headerAt === 0xffffffff) entry.headerAt = next();
      return;
    }
    field += 4 + length;
  }
}

/** The bytes of an entry as they are packed; fails where they are not all there, or under a password. */
export function packedEntry(bytes: Uint8Array, entry: ZipEntry, kind: ZipKind): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { headerAt } = entry;
  if (headerAt + 30 > bytes.length || view.getUint32(headerAt, true) !== headerSignature)
    throw damaged(kind, 'a broken part');
  const from = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  const to = from + entry.compressedBytes;
  if (to > bytes.length) throw damaged(kind, 'a part that ends too early');
  if (entry.encrypted === 'yes') {
    throw new Failure(
      'file.binary',
      `Expected a ${kind.name}, got one protected by a password: take the password off.`,
    );
  }
  if (entry.method !== 0 && entry.method !== 8)
    throw damaged(kind, `a part packed in a way that is not read (${entry.method})`);
  return bytes.subarray(from, to);
}

/** Unpacks one entry piece by piece, within the budget, and checks its checksum at the end. */
export function* readZipEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  budget: InflateBudget,
  kind: ZipKind,
): Generator<Uint8Array> {
  const packed = packedEntry(bytes, entry, kind);
  let checksum = 0xffffffff;
  const outputs = entry.method === 0 ? stored(packed) : inflated(packed, kind);
  for (const output of outputs) {
    budget.bytesLeft -= output.length;
    if (budget.bytesLeft < 0) {
      throw new Failure('file.bomb', kind.bomb);
    }
    checksum = updateCrc32(checksum, output);
    yield output;
  }
  if ((checksum ^ 0xffffffff) >>> 0 !== entry.crc32) throw wrongChecksum(kind);
}

function* stored(packed: Uint8Array): Generator<Uint8Array> {
  const piece = 1024 * 1024;
  for (let at = 0; at < packed.length; at += piece) yield packed.subarray(at, at + piece);
}

function* inflated(packed: Uint8Array, kind: ZipKind): Generator<Uint8Array> {
  let outputs: Uint8Array[] = [];
  const inflater = new Inflate((output) => {
    if (output.length > 0) outputs.push(output);
  });
  for (let at = 0; at < packed.length; at += packedPieceBytes) {
    try {
      inflater.push(packed.subarray(at, at + packedPieceBytes), at + packedPieceBytes >= packed.length);
    } catch (error) {
      throw notUnpacked(kind, error);
    }
    yield* outputs;
    outputs = [];
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let k = 0; k < 8; k++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function updateCrc32(checksum: number, bytes: Uint8Array): number {
  let value = checksum;
  for (let i = 0; i < bytes.length; i++) value = crcTable[(value ^ bytes[i]!) & 0xff]! ^ (value >>> 8);
  return value;
}
