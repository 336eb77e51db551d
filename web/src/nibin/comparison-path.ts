interface Ended {
  readonly exhibit: number;
}

/** Where the surfaces of two exhibits are compared closely. */
export const comparisonPath = ({ a, b }: { readonly a: Ended; readonly b: Ended }) =>
  `/exhibits/${a.exhibit}/with/${b.exhibit}`;
