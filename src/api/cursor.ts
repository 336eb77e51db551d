import { Failure } from '../model/errors.ts';

/** Where a page ended, as text a caller only hands back. */
export function writeCursor(at: readonly number[]): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

/** The numbers of a cursor that was given out here, each whole and up to what it can be (`Infinity`: any number, of bits), or the failure that says it was not. */
export function readCursor(cursor: string, most: readonly number[]): number[] {
  try {
    const at: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(at) && at.length === most.length && most.every((max, n) => isUpTo(max, at[n])))
      return at as number[];
  } catch {
    // Said below.
  }
  throw new Failure(
    'api.invalid-request',
    'Expected as cursor the `next` of the page before; got something else. Leave it out to begin again.',
    {
      detail: { what: 'query cursor', expected: 'the `next` of the page before', got: cursor },
    },
  );
}

const isUpTo = (max: number, value: unknown) =>
  max === Infinity
    ? Number.isFinite(value)
    : Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max;
