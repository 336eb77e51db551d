const plain = (value: unknown) =>
  String(value)
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();

/** What the machine compares by, and nobody reads. */
const inner = new Set(['warnings', 'serial_skeleton', 'serial_ncic', 'make_family', 'make_code', 'licence_key']);

/** What a row says to a reader: without what is empty, what only compares or counts, and what repeats another value in other letters. */
export function toldValues(values: Readonly<Record<string, unknown>>): [string, unknown][] {
  const filled = Object.entries(values).filter(
    ([name, value]) =>
      value !== null &&
      value !== '' &&
      !(Array.isArray(value) && value.length === 0) &&
      !inner.has(name) &&
      !name.endsWith('_ordinal'),
  );
  return filled.filter(
    ([name, value], at) =>
      !filled.some(
        ([other, its], index) =>
          index !== at &&
          plain(its) === plain(value) &&
          (name.endsWith('_raw') || (index < at && !other.endsWith('_raw') && typeof value === 'string')),
      ),
  );
}
