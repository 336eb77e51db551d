/**
 * How frequent a value is held to be, of which so many rows bear it.
 *
 * **Source.** The chance that the next one drawn bears a value seen n times among N, where values are as varied as Ewens' sampling formula with
 * θ has it: n ÷ (N + θ) (Ewens, Theor. Popul. Biol. 3:87, 1972; Hoppe, J. Math. Biol. 20:91, 1984). θ is told by u, the chance that two different
 * things share a value, which under the formula is 1 ÷ (1 + θ).
 * **Input.** Rows that bear the value, rows that bear any, u of the field. **Output.** A frequency: u itself where one row is all that was
 * seen, n ÷ N where very many were. A value that few rows share is not held for frequent because the rows are few.
 * **Limits.** Of the rows of one thing each counts, unless people are counted in their place (`names-together.ts`, `whole-names.ts`).
 */

/** No value is taken for rarer than this, however seldom it was seen. */
export const frequencyMin = 1e-5;

/** The least frequency that so many rows can show. */
export const leastFrequency = (filled: number): number => Math.max(frequencyMin, 1 / Math.max(1, filled));

/** Rows in thought that each bear another value. */
export const rowsInThought = (u: number): number => 1 / u - 1;

/** The frequency by how many bear a value, among `filled` that bear any; none is rarer than what these, or those the model was learnt from, can show. */
export function frequencyOf(u: number, filled: number, least: number): (count: number) => number {
  const all = filled + rowsInThought(u);
  const rarest = Math.min(least, leastFrequency(filled));
  // Whoever asks bears it.
  return (count) => Math.max(Math.max(1, count) / all, rarest);
}
