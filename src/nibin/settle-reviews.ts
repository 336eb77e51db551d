import type { ReviewConclusion } from '../model/nibin-states.ts';

/**
 * What people said of a pair of exhibits on a screen, taken together.
 *
 * **Source.** NIBIN minimum required operating standards: no lead without a second trained person. **Input.** Conclusions in force, in order,
 * each by another person, none of whom saw the others'; and what reviewers agreed on afterwards. **Output.** What is still needed, or what
 * they came to. **Limits.** A pair that one person found no lead in is drawn for a second look by its numbers alone (`isDrawn`): so who looks
 * second does not learn from being asked what was said first, and how often a lead is missed can be counted.
 */
export type ReviewState =
  | { readonly kind: 'open' }
  | { readonly kind: 'second' }
  | { readonly kind: 'third' }
  | { readonly kind: 'consensus' }
  | { readonly kind: 'settled'; readonly conclusion: ReviewConclusion; readonly how: ReviewBasis };

export type ReviewBasis = 'one-of-one' | 'both' | 'two-of-three' | 'consensus';

export function settleReviews(
  conclusions: readonly ReviewConclusion[],
  { drawn, agreed }: { readonly drawn: boolean; readonly agreed: ReviewConclusion | null },
): ReviewState {
  const [first, second, third] = conclusions;
  if (first === undefined) return { kind: 'open' };
  if (second === undefined)
    return first === 'NO_LEAD' && !drawn
      ? { kind: 'settled', conclusion: first, how: 'one-of-one' }
      : { kind: 'second' };
  if (first === second) return { kind: 'settled', conclusion: first, how: 'both' };
  if (agreed !== null) return { kind: 'settled', conclusion: agreed, how: 'consensus' };
  if (third === undefined) return { kind: 'third' };
  if (third === first || third === second) return { kind: 'settled', conclusion: third, how: 'two-of-three' };
  return { kind: 'consensus' };
}

/** One pair in four, by its numbers: nobody chooses which, and each is drawn however often it is asked. Knuth's multiplicative hash. */
export function isDrawn(exhibitA: number, exhibitB: number): boolean {
  const mixed = Math.imul(exhibitA ^ Math.imul(exhibitB, 0x9e3779b1), 0x85ebca6b) >>> 0;
  return mixed >>> 30 === 0;
}
