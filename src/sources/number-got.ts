/**
 * What stood where a number has to: nothing, a number whose last digits a spreadsheet has lost, or something that numbers no
 * record, such as zeros throughout or words. The first filled cell is told: saying "blank" of it would send the reader to the
 * wrong column.
 */
export function numberGot(...cells: readonly string[]): string {
  const text = cells.find((cell) => cell.trim() !== '') ?? '';
  if (text === '') return 'blank';
  return scientific.test(text) ? text : `a placeholder or words, which number no record: ${text}`;
}

/** The field of the first filled cell, or the one that should have been filled. */
export function fieldGot<F extends string>(row: { text(field: F): string }, fields: readonly [F, ...F[]]): F {
  return fields.find((field) => row.text(field).trim() !== '') ?? fields[0];
}

const scientific = /^\d(?:\.\d+)?E\+?\d+$/i;
