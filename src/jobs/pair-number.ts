import { createHash } from 'node:crypto';

/**
 * Links of one record are numbered from 0 up by record and place in it; one of two records has a number below zero, drawn
 * from both. 52 bits: of a million such links, two share one with a chance of 1 in 9,000, and then the import fails aloud.
 */
export function pairNumber(...parts: readonly (number | string)[]): number {
  const digest = createHash('sha256').update(parts.join('/')).digest();
  return -1 - Number(digest.readBigUInt64BE() >> 12n);
}
