/**
 * The highest point of a function with one peak between two bounds.
 *
 * **Source.** Golden-section search, Kiefer 1953. **Input.** The function, its bounds. **Output.** Where it is highest, to a hundred-thousandth.
 * **Limits.** Of several peaks it finds one.
 */
export function goldenMaximum(of: (at: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [atA, atB] = [of(a), of(b)];
  while (high - low > 1e-5) {
    if (atA > atB) {
      high = b;
      [b, atB] = [a, atA];
      a = high - golden * (high - low);
      atA = of(a);
    } else {
      low = a;
      [a, atA] = [b, atB];
      b = low + golden * (high - low);
      atB = of(b);
    }
  }
  return (low + high) / 2;
}
