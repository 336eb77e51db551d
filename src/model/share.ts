/** A part of a whole, never shown as a percentage without what it is made of. */
export interface Share {
  /** Of those known, how many are. */
  readonly numerator: number;
  /** How many are known to be or not to be. */
  readonly denominator: number;
  /** How many of those asked about are not known, and in neither figure. */
  readonly unknown: number;
}

/** Counts one thing that is, is not, or is not known of each. */
export function shareOf<T>(all: Iterable<T>, is: (each: T) => boolean | null): Share {
  let [numerator, denominator, unknown] = [0, 0, 0];
  for (const each of all) {
    const answer = is(each);
    if (answer === null) unknown++;
    else {
      denominator++;
      if (answer) numerator++;
    }
  }
  return { numerator, denominator, unknown };
}
