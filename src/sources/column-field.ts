import type { Mapping } from './feed.ts';

/** The field a column is read as; undefined where none is. A header may be any word, `constructor` too. */
export const fieldOf = ({ columns }: Pick<Mapping, 'columns'>, column: string): string | undefined =>
  Object.hasOwn(columns, column) ? columns[column] : undefined;
