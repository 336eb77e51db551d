/** What an X3P file of ISO 25178-72 (ISO 5436-2) holds, as it is written there: units and types of the file's own. */
export interface X3pDocument {
  readonly revision: string;
  /** A surface, a profile, or a cloud of points. */
  readonly featureType: 'SUR' | 'PRF' | 'PCL';
  readonly axes: { readonly x: X3pAxis; readonly y: X3pAxis; readonly z: X3pAxis };
  /** Rows of the rotation that, with the offsets, leads to the instrument's own axes. */
  readonly rotation: readonly number[] | null;
  readonly about: X3pAbout | null;
  readonly size: X3pSize;
  /** Heights as written: x fastest, then y, then z. */
  readonly heights: X3pNumbers;
  /** Coordinates of each point where an axis is absolute. */
  readonly xs: X3pNumbers | null;
  readonly ys: X3pNumbers | null;
  /** One for each point that was measured, as `valid.bin` says; null where the file has none. */
  readonly valid: Uint8Array | null;
  /** Parts the standard does not know (masks of FiX3P among them), kept as they are. */
  readonly otherParts: ReadonlyMap<string, Uint8Array>;
}

export interface X3pAxis {
  readonly type: 'incremental' | 'absolute';
  readonly numbers: X3pNumberType;
  /** Metres, by the standard. */
  readonly increment: number;
  readonly offset: number;
}

/** Whole numbers of 16 and 32 bits, floating point of 32 and 64. */
export type X3pNumberType = 'I' | 'L' | 'F' | 'D';
export type X3pNumbers = Int16Array | Int32Array | Float32Array | Float64Array;

export type X3pSize =
  | { readonly kind: 'matrix'; readonly x: number; readonly y: number; readonly z: number }
  | { readonly kind: 'list'; readonly points: number };

/** Record 2: who measured, with what. Each as written, or null. */
export interface X3pAbout {
  readonly date: string | null;
  readonly creator: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly version: string | null;
  readonly calibrationDate: string | null;
  readonly probeType: string | null;
  readonly probe: string | null;
  readonly comment: string | null;
}

/** A checksum of the file held against what was computed. */
export interface X3pChecksum {
  readonly part: 'header' | 'points' | 'valid';
  readonly outcome: 'right' | 'wrong' | 'not-given';
}

export const numberTypes = {
  I: { bytes: 2, array: Int16Array },
  L: { bytes: 4, array: Int32Array },
  F: { bytes: 4, array: Float32Array },
  D: { bytes: 8, array: Float64Array },
} as const;

export function pointsOf(size: X3pSize): number {
  return size.kind === 'list' ? size.points : size.x * size.y * size.z;
}
