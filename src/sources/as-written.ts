/** A cell as the agency wrote it, without the white space around it; null where it is blank. */
export function asWritten(cell: string | undefined): string | null {
  if (cell === undefined || cell === '') return null;
  const text = cell.trim();
  return text === '' ? null : text;
}
