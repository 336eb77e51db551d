/**
 * How large the sum of scores is of some drawn out of many, none twice.
 *
 * **Source.** The exact permutation test of a sum of scores (Fisher 1935; Lehmann 1975, §1), here by the multivariate hypergeometric distribution of
 * how many of each score are drawn. With one score above none it is Fisher's exact test.
 * **Input.** How many there are with each of three scores, and with none; how many are drawn. **Output.** Both tails of the sum.
 * **Limits.** Each is as likely drawn as any other, whoever is drawn with it: what comes in lots varies more.
 */
export interface Scored {
  readonly score: number;
  readonly of: number;
}

/** Terms farther from the likeliest have no part in a tail that is read. */
const standardDeviations = 8;
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

interface Tails {
  atLeast(count: number): number;
  atMost(count: number): number;
}

function tailsOf({ least, chances }: Chances): Tails {
  const above = [...chances];
  const below = [...chances];
  for (let at = chances.length - 2; at >= 0; at--) above[at]! += above[at + 1]!;
  for (let at = 1; at < chances.length; at++) below[at]! += below[at - 1]!;
  const last = least + chances.length - 1;
  return {
    atLeast: (count) => (count <= least ? 1 : count > last ? 0 : above[count - least]!),
    atMost: (count) => (count >= last ? 1 : count < least ? 0 : below[count - least]!),
  };
}

/** Probabilities of counts, from the least on that is not next to impossible. */
interface Chances {
  readonly least: number;
  readonly chances: readonly number[];
}

/** How many of `marked` among `all` are in `drawn`. */
function hypergeometric(all: number, marked: number, drawn: number): Chances {
  const [least, most] = [Math.max(0, drawn + marked - all), Math.min(drawn, marked)];
  if (least === most) return { least, chances: [1] };
  const deviation = Math.sqrt((((drawn * marked) / all) * (1 - marked / all) * (all - drawn)) / (all - 1));
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (all + 2))));
  const reach = standardDeviations * (deviation + 1);
  const low = Math.max(least, Math.floor(mode - reach));
  const high = Math.min(most, Math.ceil(mode + reach));
  // Ratios from the likeliest outwards, then the whole is made 1: no factorial is needed.
  const up = (count: number) =>
    ((marked - count) * (drawn - count)) / ((count + 1) * (all - marked - drawn + count + 1));
  const terms = new Array<number>(high - low + 1);
  terms[mode - low] = 1;
  for (let count = mode; count < high; count++) terms[count + 1 - low] = terms[count - low]! * up(count);
  for (let count = mode; count > low; count--) terms[count - 1 - low] = terms[count - low]! / up(count - 1);
  const sum = terms.reduce((total, term) => total + term, 0);
  return { least: low, chances: terms.map((term) => term / sum) };
}
