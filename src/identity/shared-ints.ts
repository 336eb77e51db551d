/** Whole numbers in memory that threads may share. */
export const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));
