/** What a person may decide about two observations, and how two decisions combine. */
export type Verdict = 'same' | 'different' | 'unsure';

export interface Judgement {
  readonly a: number;
  readonly b: number;
  readonly verdict: Verdict;
}

/** The later decision stands, except that "unsure" never undoes one that was sure. */
export function combineVerdicts(earlier: Verdict, later: Verdict): Verdict {
  return later === 'unsure' ? earlier : later;
}
