const YES = new Set(['Y', 'YES', 'TRUE', 'T', '1', 'X', 'CHECKED', 'POSITIVE']);
const NO = new Set(['N', 'NO', 'FALSE', 'F', '0', 'NONE', 'UNCHECKED', 'NEGATIVE']);

/** Yes or no as exports write it; null where the cell is blank or says neither (`U`, `UNKNOWN`). */
export function readFlag(cell: string): boolean | null {
  if (cell === '') return null;
  if (cell === 'N') return false;
  const word = cell.trim().toUpperCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : null;
}
