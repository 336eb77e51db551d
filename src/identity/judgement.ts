/**
 * What a person may decide about two observations. Of two decisions in force about the same two, "different" stands over
 * "same" whatever their order, and "unsure" neither joins nor parts (`joinObservations`): to change a decision, withdraw it.
 */
export type Verdict = 'same' | 'different' | 'unsure';

export interface Judgement {
  readonly a: number;
  readonly b: number;
  readonly verdict: Verdict;
}
