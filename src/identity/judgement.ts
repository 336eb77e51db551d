/**
 * What a person may decide about two observations. Of two decisions in force about the same two, "different" stands over
 * "same" whatever their order, and "unsure" neither joins nor parts (`joinObservations`): to change a decision, withdraw it.
 */
export type Verdict = 'same' | 'different' | 'unsure';

export interface Judgement {
  readonly a: number;
  readonly b: number;
  readonly verdict: Verdict;
  /** Number of the decision it is of; none where it is one by itself. */
  readonly decision?: number | undefined;
  /**
   * Of a decision "same": `b` is of the entity that `a`, one of the two rows looked at, was of when it was decided. A person judges two
   * entities by two of their rows; what they held goes with them.
   */
  readonly held?: boolean | undefined;
}
