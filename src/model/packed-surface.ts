/**
 * A surface as the server hands it to whoever draws it: heights as whole steps, and which of them are of the breech face.
 *
 * Layout, little endian: eight letters `FLSURF1\n`; the length of the head in bytes (32 bits); the head as JSON in UTF-8, filled with blanks so that
 * what follows begins at an even byte; `width` × `height` heights as signed 16-bit steps, a row after the other, {@link notMeasured} where nothing
 * was; then the mask, a bit a point, each row filled to whole bytes, the first point in the highest bit, 1 where the point is of the breech face.
 * A height in micrometres is `steps × scaleMicrons`: it is what lies over `form`.
 */
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { strFromU8, strToU8 } from 'fflate';

export const surfaceHeadSchema = Type.Object({
  width: Type.Integer({ minimum: 1, description: 'Points across' }),
  height: Type.Integer({ minimum: 1, description: 'Points down' }),
  pitchMicrons: Type.Number({ exclusiveMinimum: 0, description: 'Micrometres from one point to the next, both ways' }),
  scaleMicrons: Type.Number({ exclusiveMinimum: 0, description: 'Micrometres of a step of height' }),
  form: Type.Array(Type.Number(), {
    minItems: 6,
    maxItems: 6,
    description:
      'The surface taken off: 1, x, y, x², xy, y² in millimetres from the middle of the scan, giving micrometres',
  }),
  step: Type.Integer({ minimum: 1, description: 'Points of the scan, both ways, that are one point here' }),
  scan: Type.String({ description: 'SHA-256 of the file of the scan' }),
  masked: Type.Union([Type.Literal('found'), Type.Literal('drawn'), Type.Literal('given')], {
    description: 'Whether the mask was found by the engine, drawn by a person, or came with the scan',
  }),
});

export type SurfaceHead = Static<typeof surfaceHeadSchema>;

export interface PackedSurface extends SurfaceHead {
  /** Micrometres over the form; no number where nothing was measured. */
  readonly heights: Float32Array;
  /** 1 where the point is of the breech face. */
  readonly mask: Uint8Array;
}

export const notMeasured = -32768;
const stepsMost = 32767;
const letters = strToU8('FLSURF1\n');

/** The step that holds the greatest of these heights. */
export function scaleFor(heights: Float32Array): number {
  let most = 0;
  for (const value of heights) if (Math.abs(value) > most) most = Math.abs(value);
  return most === 0 ? 0.001 : most / stepsMost;
}

export function packSurface(surface: Omit<PackedSurface, 'scaleMicrons'>): Uint8Array {
  const { heights, mask, ...about } = surface;
  const scaleMicrons = scaleFor(heights);
  const head = strToU8(JSON.stringify({ ...about, scaleMicrons } satisfies SurfaceHead));
  const headBytes = head.length + (head.length % 2);
  const bits = packBits(mask, about.width);
  const bytes = new Uint8Array(letters.length + 4 + headBytes + 2 * heights.length + bits.length);
  const view = new DataView(bytes.buffer);
  bytes.set(letters);
  view.setUint32(letters.length, headBytes, true);
  let at = letters.length + 4;
  bytes.fill(0x20, at, at + headBytes);
  bytes.set(head, at);
  at += headBytes;
  for (const value of heights) {
    view.setInt16(at, value === value ? Math.round(value / scaleMicrons) : notMeasured, true);
    at += 2;
  }
  bytes.set(bits, at);
  return bytes;
}

/** Null where the bytes are no such surface. */
export function unpackSurface(bytes: Uint8Array): PackedSurface | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < letters.length + 4 || letters.some((letter, at) => bytes[at] !== letter)) return null;
  const headBytes = view.getUint32(letters.length, true);
  let at = letters.length + 4;
  if (at + headBytes > bytes.length) return null;
  const head = headOf(bytes.subarray(at, at + headBytes));
  at += headBytes;
  if (head === null) return null;
  const points = head.width * head.height;
  const rowBytes = Math.ceil(head.width / 8);
  if (bytes.length !== at + 2 * points + rowBytes * head.height) return null;
  const heights = new Float32Array(points);
  for (let n = 0; n < points; n++, at += 2) {
    const steps = view.getInt16(at, true);
    heights[n] = steps === notMeasured ? NaN : steps * head.scaleMicrons;
  }
  return { ...head, heights, mask: unpackBits(bytes.subarray(at), head.width, head.height) };
}

function headOf(bytes: Uint8Array): SurfaceHead | null {
  try {
    const head: unknown = JSON.parse(strFromU8(bytes));
    return Value.Check(surfaceHeadSchema, head) ? head : null;
  } catch {
    return null;
  }
}

/** A bit a point, each row filled to whole bytes, the first point in the highest bit: the rows of a portable bitmap. */
export function packBits(mask: Uint8Array, width: number): Uint8Array {
  const rowBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(rowBytes * (mask.length / width));
  for (let at = 0; at < mask.length; at++)
    if (mask[at] !== 0) bits[Math.floor(at / width) * rowBytes + ((at % width) >> 3)]! |= 0x80 >> ((at % width) % 8);
  return bits;
}

export function unpackBits(bits: Uint8Array, width: number, height: number): Uint8Array {
  const rowBytes = Math.ceil(width / 8);
  const mask = new Uint8Array(width * height);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at++)
      mask[at] = (bits[row * rowBytes + (column >> 3)]! >> (7 - (column % 8))) & 1;
  return mask;
}
