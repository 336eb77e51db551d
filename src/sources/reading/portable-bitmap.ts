import { strToU8 } from 'fflate';
import { Failure } from '../../model/errors.ts';
import { packBits, unpackBits } from '../../model/packed-surface.ts';

/** A picture of black and white, as programs that draw write it: P4 of the Netpbm formats. */
export interface PortableBitmap {
  readonly width: number;
  readonly height: number;
  /** 1 where it is black, `width` to a row. */
  readonly black: Uint8Array;
}

/** Points of the largest scan that is read. */
const pointsMost = 64 * 1024 * 1024;
const headMost = 4096;

/** Reads a portable bitmap (P4). Fails with `scan.mask`. */
export function readPortableBitmap(bytes: Uint8Array): PortableBitmap {
  const [kind, width, height, at] = headOf(bytes);
  if (kind !== 'P4') throw noMask(`one that begins with ${JSON.stringify(kind.slice(0, 8))}`);
  if (!(width >= 1 && height >= 1 && width * height <= pointsMost)) throw noMask(`one of ${width} × ${height} points`);
  const expected = at + Math.ceil(width / 8) * height;
  if (bytes.length < expected) throw noMask(`${bytes.length} bytes where ${expected} are needed`);
  return { width, height, black: unpackBits(bytes.subarray(at), width, height) };
}

export function writePortableBitmap({ width, height, black }: PortableBitmap): Uint8Array {
  const head = strToU8(`P4\n${width} ${height}\n`);
  const bits = packBits(black, width);
  const bytes = new Uint8Array(head.length + bits.length);
  bytes.set(head);
  bytes.set(bits, head.length);
  return bytes;
}

/** Three words with blanks and comments between them, and one blank after. */
function headOf(bytes: Uint8Array): [kind: string, width: number, height: number, at: number] {
  const words: string[] = [];
  let at = 0;
  while (words.length < 3) {
    let word = '';
    for (; at < Math.min(bytes.length, headMost); at++) {
      const letter = String.fromCharCode(bytes[at]!);
      if (letter === '#') while (at < bytes.length && bytes[at] !== 0x0a) at++;
      else if (!/\s/.test(letter)) word += letter;
      else if (word !== '') break;
    }
    if (word === '') throw noMask('a file without width and height');
    words.push(word);
    // What is no number ends it, however long the file is.
    if (words.length > 1 && !/^\d{1,9}$/.test(word)) throw noMask('a file without width and height');
  }
  return [words[0]!, Number(words[1]), Number(words[2]), at + 1];
}

function noMask(got: string): Failure {
  return new Failure(
    'scan.mask',
    `Expected a mask as a portable bitmap (P4: black where the breech face is); got ${got}. Export it anew.`,
  );
}
