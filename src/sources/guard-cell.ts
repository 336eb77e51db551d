/**
 * Cells a spreadsheet would run as a formula (OWASP, "CSV Injection"), made text by an apostrophe in front. A cell that
 * has apostrophes there already gets one more, so that taking one away always gives back what was received.
 */

const runs = /^'*[=+\-@\t\r＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r＝＋－＠]/;
const plainNumber = /^[-+]?\d+(\.\d+)?$/;

/** The cell as a file for people holds it. */
export function guardCell(cell: string): string {
  return runs.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was received. */
export function unguardCell(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}
