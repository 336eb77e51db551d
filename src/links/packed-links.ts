import type { NodeNumbers } from './node-numbers.ts';

/**
 * Links as compressed sparse rows: for each node the ends of its links, newest first, undated last, then by link id, and of
 * a link from a node to itself the end of the subject before that of the object. Typed arrays alone, so that a worker
 * reads them where they lie. Each end takes four integers side by side, so that reading one costs one line of the cache.
 */
export interface PackedLinks {
  readonly nodes: NodeNumbers;
  /** Where the ends of each node begin, and after the last node where all end. */
  readonly offsets: Int32Array;
  /** For each end: the node at the other end, the link's number, its tag, its day. */
  readonly ends: Int32Array;
  /** By the link's number: its id, ascending. */
  readonly linkIds: Float64Array;
  /** By the link's number: its last day. */
  readonly lastDays: Int32Array;
  /** By the link's number: which end is that of its subject; -1 where the link was removed and its number left. */
  readonly places: Int32Array;
  /** A bit for each node: whether it has more than `busyRow` ends. Small enough to stay in the cache. */
  readonly busy: Uint32Array;
}

/** One link: predicate, status and handling as codes, days as numbers. */
export interface LinkFacts {
  readonly id: number;
  readonly subject: number;
  readonly object: number;
  readonly predicate: number;
  readonly from: number;
  readonly to: number;
  readonly status: number;
  readonly handling: number;
}

/** The same of many links, a column for each. */
export type LinkColumns = { readonly count: number } & {
  readonly [column in keyof LinkFacts]: ArrayLike<number>;
};

/** Where arrays are made: `(bytes) => new SharedArrayBuffer(bytes)` for what several threads read. */
export type Allocate = (bytes: number) => ArrayBufferLike;

export const allocatePrivately: Allocate = (bytes) => new ArrayBuffer(bytes);

/** What is no busier than this is known not to be a hub without looking up how many ends it has. */
export const busyRow = 256;

export function busyNodes(offsets: Int32Array, allocate: Allocate): Uint32Array {
  const busy = new Uint32Array(allocate(4 * (offsets.length >>> 5) + 4));
  for (let node = 0; node + 1 < offsets.length; node++)
    if (offsets[node + 1]! - offsets[node]! > busyRow) busy[node >>> 5]! |= 1 << (node & 31);
  return busy;
}

export const endWidth = 4;
/** So that four times the number of ends stays an integer the engine keeps unboxed. */
export const linksMax = 2 ** 28 - 1;
export const handlingCodesMax = 2 ** 20;

/** Side, status and predicate are the low eleven bits of a tag, handling the rest. */
export const kindBits = 11;
export const kindMask = 2 ** kindBits - 1;
export const sideOf = (tag: number) => tag & 1;
export const statusOf = (tag: number) => (tag >>> 1) & 3;
export const predicateOf = (tag: number) => (tag >>> 3) & 255;
export const handlingOf = (tag: number) => tag >>> kindBits;

/** The tag of the subject's end; that of the object's end is one more. */
export function tagOf(predicate: number, status: number, handling: number): number {
  if (!(predicate >= 0 && predicate < 256 && status >= 0 && status < 3 && handling >= 0 && handling < handlingCodesMax))
    throw new RangeError(
      `a link has a predicate under 256, a status under 3 and a handling under ${handlingCodesMax}; got ${predicate}, ${status}, ${handling}`,
    );
  return (status << 1) | (predicate << 3) | (handling << kindBits);
}

/** The number of a link by its id, or -1. */
export function linkNumber(linkIds: Float64Array, id: number): number {
  let from = 0;
  let to = linkIds.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (linkIds[middle]! < id) from = middle + 1;
    else to = middle;
  }
  return linkIds[from] === id ? from : -1;
}
