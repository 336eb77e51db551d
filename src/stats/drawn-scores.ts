/**
 * How large the sum of scores is of some drawn out of many, none twice.
 *
 * **Source.** The exact permutation test of a sum of scores (Fisher 1935; Lehmann 1975, §1), here by the multivariate hypergeometric distribution of
 * how many of each score are drawn. With one score above none it is Fisher's exact test.
 * **Input.** How many there are with each of three scores, and with none; how many are drawn. **Output.** Both tails of the sum.
 * **Limits.** Each is as likely drawn as any other, whoever is drawn with it: what comes in lots varies more.
 */
import { hypergeometric, tailsOf, type Tails } from './drawn-counts.ts';

export interface Scored {
  readonly score: number;
  readonly of: number;
}

const nextToNone = 1e-18;

/** Probability that the sum of scores of `drawn` of them is at least, and at most, `sum`. */
export function drawnScores(
  [first, second, third]: readonly [Scored, Scored, Scored],
  { without, drawn, sum }: { readonly without: number; readonly drawn: number; readonly sum: number },
): { readonly atLeast: number; readonly atMost: number } {
  const rest = third.of + without;
  const thirds = new Map<number, Tails>();
  let [atLeast, atMost] = [0, 0];
  const firsts = hypergeometric(first.of + second.of + rest, first.of, drawn);
  firsts.chances.forEach((p, at) => {
    const a = firsts.least + at;
    const seconds = hypergeometric(second.of + rest, second.of, drawn - a);
    seconds.chances.forEach((q, next) => {
      if (p * q < nextToNone) return;
      const b = seconds.least + next;
      const left = drawn - a - b;
      let tails = thirds.get(left);
      if (tails === undefined) thirds.set(left, (tails = tailsOf(hypergeometric(rest, third.of, left))));
      const missing = (sum - a * first.score - b * second.score) / third.score;
      atLeast += p * q * tails.atLeast(Math.ceil(missing));
      atMost += p * q * tails.atMost(Math.floor(missing));
    });
  });
  return { atLeast: Math.min(1, atLeast), atMost: Math.min(1, atMost) };
}
