/**
 * What a file that is said to be a picture is, by its bytes.
 *
 * **Source.** PNG: W3C Recommendation, third edition, section 5; JPEG: ITU-T T.81, annex B; WebP: RFC 9649, section 2.
 * **Input.** The whole file. **Output.** Its type, its size in pixels, and which parts carry what a camera or an editor
 * wrote beside the picture (place, time, owner, text); or that it is no picture of the three kinds.
 * **Limits.** It reads how the file is built, not the picture: whether that can be drawn the browser says. What is hidden in
 * the colours of pixels it does not see. A part it does not know counts as metadata.
 */
import type { PictureType } from './boards.ts';

export type Picture =
  | {
      readonly kind: 'picture';
      readonly type: PictureType;
      readonly width: number;
      readonly height: number;
      /** Names of parts that do not serve to draw it. */
      readonly metadata: readonly string[];
    }
  | { readonly kind: 'none'; readonly why: 'unknown-type' | 'broken' };

const unknownType: Picture = { kind: 'none', why: 'unknown-type' };
const broken: Picture = { kind: 'none', why: 'broken' };

export function readPicture(bytes: Uint8Array): Picture {
  try {
    if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return readPng(bytes);
    if (startsWith(bytes, [0xff, 0xd8, 0xff])) return readJpeg(bytes);
    if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return readWebp(bytes);
  } catch (error) {
    // A read beyond the end: the file says it is longer than it is.
    if (error instanceof RangeError) return broken;
    throw error;
  }
  return unknownType;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Chunks of a PNG that serve to draw it. */
const pngChunks = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs'.split(' '));

function readPng(bytes: Uint8Array): Picture {
  const view = viewOf(bytes);
  const metadata: string[] = [];
  let size: { width: number; height: number } | null = null;
  for (let at = 8; ;) {
    const length = view.getUint32(at);
    const name = text(bytes, at + 4, 4);
    if (name === 'IHDR') size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!pngChunks.has(name)) metadata.push(name);
    at += 12 + length;
    if (at > bytes.length) return broken;
    if (name !== 'IEND') continue;
    if (at < bytes.length) metadata.push('after the end');
    return size === null || size.width === 0 || size.height === 0
      ? broken
      : { kind: 'picture', type: 'image/png', ...size, metadata };
  }
}

/** Segments before the scan: JFIF, the colour profile, and Adobe's note on how colours are coded serve to draw it. */
function isDrawing(bytes: Uint8Array, marker: number, at: number): boolean {
  if (marker === 0xe0) return ['JFIF\0', 'JFXX\0'].includes(text(bytes, at, 5));
  if (marker === 0xe2) return text(bytes, at, 12) === 'ICC_PROFILE\0';
  if (marker === 0xee) return text(bytes, at, 5) === 'Adobe';
  return !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe;
}

function readJpeg(bytes: Uint8Array): Picture {
  const view = viewOf(bytes);
  const metadata: string[] = [];
  let size: { width: number; height: number } | null = null;
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    const length = view.getUint16(at + 2);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (!isDrawing(bytes, marker, at + 4)) metadata.push(marker === 0xfe ? 'COM' : `APP${marker - 0xe0}`);
    at += 2 + length;
    // Of a scan the end is the next marker that is neither stuffed nor a restart.
    if (marker === 0xda)
      while (view.getUint8(at) !== 0xff || view.getUint8(at + 1) === 0 || (view.getUint8(at + 1) & 0xf8) === 0xd0) at++;
  }
  if (view.getUint8(at) !== 0xff || view.getUint8(at + 1) !== 0xd9) return broken;
  if (at + 2 < bytes.length) metadata.push('after the end');
  return size === null || size.width === 0 || size.height === 0
    ? broken
    : { kind: 'picture', type: 'image/jpeg', ...size, metadata };
}

const webpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP']);

function readWebp(bytes: Uint8Array): Picture {
  const view = viewOf(bytes);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return broken;
  const metadata: string[] = end < bytes.length ? ['after the end'] : [];
  let size: { width: number; height: number } | null = null;
  for (let at = 12; at < end;) {
    const name = text(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    const body = at + 8;
    if (!webpChunks.has(name)) metadata.push(name.trim());
    if (name === 'VP8X') {
      const three = (from: number) => view.getUint16(from, true) + (view.getUint8(from + 2) << 16);
      size = { width: 1 + three(body + 4), height: 1 + three(body + 7) };
    } else if (name === 'VP8 ' && size === null) {
      size = { width: view.getUint16(body + 6, true) & 0x3fff, height: view.getUint16(body + 8, true) & 0x3fff };
    } else if (name === 'VP8L' && size === null) {
      const bits = view.getUint32(body + 1, true);
      size = { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
    }
    at = body + length + (length % 2);
    if (at > end + 1) return broken;
  }
  return size === null || size.width === 0 || size.height === 0
    ? broken
    : { kind: 'picture', type: 'image/webp', ...size, metadata };
}
