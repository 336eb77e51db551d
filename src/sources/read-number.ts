const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|^[+-]?\.\d+$/;

/** A plain number with or without thousands separators; null where the cell is blank or holds anything else. */
export function readNumber(cell: string): number | null {
  if (cell === '') return null;
  const text = cell.trim();
  if (!NUMBER.test(text)) return null;
  const value = Number(text.replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}

/** A whole number that a database integer holds; null otherwise. `3.0` is whole, as spreadsheets write it. */
export function readWholeNumber(cell: string): number | null {
  const value = readNumber(cell);
  return value !== null && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
}
