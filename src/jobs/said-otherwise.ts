import type { FileWarning } from '../sources/file-warning.ts';
import type { SaidOtherwise } from '../store/save-import.ts';

/** What is told of a file whose rows say otherwise of a number than earlier rows of it. */
export const saidOtherwise = ({ rows, line, key }: SaidOtherwise): FileWarning => ({
  code: 'key.said-otherwise',
  rows,
  message: `Rows that say otherwise of a number that an earlier row of the file bears: ${rows} (the first: line ${line}, ${key.slice(0, 40)}). The last row of each number is in force, those before it are its earlier versions. Which is right, the file does not say: correct it and import it again.`,
});
