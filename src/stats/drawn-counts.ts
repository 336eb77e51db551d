/**
 * How many marked ones are among some drawn out of many, none twice.
 *
 * **Source.** The hypergeometric distribution; its tails are those of Fisher's exact test (Fisher 1935). **Input.** How many there are, how many of
 * them are marked, how many are drawn. **Output.** Probabilities of counts, both tails, and what chance alone leaves the count in.
 * **Limits.** Each is as likely drawn as any other, whoever is drawn with it: what comes in lots varies more.
 */

/** Terms farther from the likeliest have no part in a tail that is read. */
const standardDeviations = 8;

/** Probabilities of counts, from the least on that is not next to impossible. */
export interface Chances {
  readonly least: number;
  readonly chances: readonly number[];
}

/** How many of `marked` among `all` are in `drawn`. */
export function hypergeometric(all: number, marked: number, drawn: number): Chances {
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

export interface Tails {
  atLeast(count: number): number;
  atMost(count: number): number;
}

export function tailsOf({ least, chances }: Chances): Tails {
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

export interface DrawnCount {
  /** Two-sided: twice the smaller tail of the count that was seen. */
  readonly probability: number;
  /** Chance alone leaves the count from `low` to `high`, both included, in at least 19 of 20 draws. */
  readonly low: number;
  readonly high: number;
  readonly expected: number;
}

/** What is left out on either side. */
const outside = 0.025;

/** A count that was seen among those drawn, and what chance alone would make of it. */
export function drawnCount(
  { all, marked, drawn }: { readonly all: number; readonly marked: number; readonly drawn: number },
  count: number,
): DrawnCount {
  const chances = hypergeometric(all, marked, drawn);
  const tails = tailsOf(chances);
  const last = chances.least + chances.chances.length - 1;
  let [low, high] = [chances.least, last];
  while (low < last && tails.atMost(low) < outside) low++;
  while (high > low && tails.atLeast(high) < outside) high--;
  return {
    probability: Math.min(1, 2 * Math.min(tails.atLeast(count), tails.atMost(count))),
    low,
    high,
    expected: all === 0 ? 0 : (drawn * marked) / all,
  };
}
