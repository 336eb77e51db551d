/** Codes of what was odd, each once and in order of the alphabet, so that equal records are equal; null where there are none. */
export function sortedCodes(codes: readonly string[]): readonly string[] | null {
  return codes.length === 0 ? null : [...new Set(codes)].sort();
}
