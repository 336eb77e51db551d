/** What is odd about a file as a whole, or about some of its rows, though they are kept. */
export interface FileWarning {
  readonly code: string;
  readonly message: string;
  /** The column it is about, where it is about one. */
  readonly column?: string;
  /** How many rows of the file carry it, where it is about rows; those already known count as well. */
  readonly rows?: number;
  /** The first cell it is about, where one can be told and nothing of a person stands in it. */
  readonly first?: { readonly line: number; readonly column: string; readonly value: string };
}
