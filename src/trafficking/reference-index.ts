/**
 * The trafficking index the New York State Attorney General published.
 *
 * **Source.** Office of the New York State Attorney General, _Target on Trafficking: New York Crime Gun Analysis_, 2016, and its published
 * code: months m = days / 365 · 12; T = (600 − m) / 600, 0 from 600 months; U = 1 unless purchaser and possessor agree in name, date of
 * birth or street address; O = 1 where the dealer's state is known and another; index = 100 · (.80 T + .10 U + .10 O).
 * **Input.** The facts of a trace, and the state whose index it is. **Output.** The index with its parts, or why there is none: it is
 * computed only where the dealer's state is known and the time to crime is not negative.
 * **Limits.** Who is not recorded counts as another than the possessor, as the formula has it. "Likely trafficked", at 90 or more, says no
 * more than out of state, by an unrecorded transfer and within 75 months; or one of the two and within a few days of the sale.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import { purchaserIsPossessor } from '../model/purchaser-is-possessor.ts';

export const referenceVersion = 'reference-2016';

export const referenceWeights = { timeToCrime: 80, unrecordedTransfer: 10, outOfState: 10 } as const;
const monthsMost = 600;
export const likelyTraffickedFrom = 90;

export type ReferenceIndex =
  | {
      readonly kind: 'scored';
      readonly score: number;
      readonly months: number;
      readonly unrecordedTransfer: boolean;
      readonly outOfState: boolean;
      readonly likelyTrafficked: boolean;
    }
  | { readonly kind: 'undetermined'; readonly why: string };

export function referenceIndex(trace: TraceFacts, homeState: string): ReferenceIndex {
  const { dealer, timeToCrime, purchaser, possessor } = trace;
  if (timeToCrime.kind === 'undetermined') return timeToCrime;
  if (timeToCrime.days < 0)
    return { kind: 'undetermined', why: 'the recovery is dated before the sale: one of the dates is wrong' };
  if (dealer?.state == null) return { kind: 'undetermined', why: 'the state of the dealer is not recorded' };
  const months = (timeToCrime.days / 365) * 12;
  return {
    kind: 'scored',
    months,
    ...scoreOfMonths(
      months,
      purchaserIsPossessor(purchaser, possessor, 'published') !== true,
      dealer.state !== homeState,
    ),
  };
}

/** The published formula by itself. */
export function scoreOfMonths(
  months: number,
  unrecordedTransfer: boolean,
  outOfState: boolean,
): {
  readonly score: number;
  readonly unrecordedTransfer: boolean;
  readonly outOfState: boolean;
  readonly likelyTrafficked: boolean;
} {
  const speed = Math.max(0, (monthsMost - months) / monthsMost);
  const { timeToCrime, unrecordedTransfer: transfer, outOfState: out } = referenceWeights;
  const score = timeToCrime * speed + transfer * Number(unrecordedTransfer) + out * Number(outOfState);
  return { score, unrecordedTransfer, outOfState, likelyTrafficked: score >= likelyTraffickedFrom };
}
