import type { ReactNode } from 'react';

/** A column of a list: what its cells say, and how they are put in order and grouped. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** What is copied, filtered and, without `sort`, sorted by. */
  readonly text: (row: Row) => string;
  readonly sort?: (row: Row) => number | string;
  readonly cell?: (row: Row) => ReactNode;
  readonly className?: string;
  readonly rowHeader?: boolean;
  /** What rows are grouped by where it is not the text; null for a column nobody would group by. */
  readonly group?: ((row: Row) => string) | null;
}
