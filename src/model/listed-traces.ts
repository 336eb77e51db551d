const tracesListed = 10;

/** Trace numbers behind a count, the first of many, in brackets. */
export function listedTraces(numbers: readonly string[]): string {
  if (numbers.length === 0) return '';
  return ` (${numbers.slice(0, tracesListed).join(', ')}${numbers.length > tracesListed ? ', …' : ''})`;
}
