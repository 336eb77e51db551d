/**
 * A score advocates use, to hold the index against; never a default.
 *
 * **Source.** Brady, published analysis code: n + 2 · interstate + 3 · short, of a dealer's or a purchaser's traces.
 * **Input.** Facts of traces of one dealer or purchaser. **Output.** A count without unit.
 * **Limits.** It grows with how much is sold.
 */
import { isShort, type TraceFacts } from '../model/trace-facts.ts';
import { isOutOfState } from './trace-measures.ts';

export function advocatesScore(traces: readonly TraceFacts[]): number {
  const of = (is: (trace: TraceFacts) => boolean | null) => traces.filter((trace) => is(trace) === true).length;
  return traces.length + 2 * of(isOutOfState) + 3 * of(isShort);
}
