/**
 * Hits, counted as the network counts them.
 *
 * **Source.** NIBIN operating standards: a hit links two different crime investigations, was not known before, and was confirmed by an
 * examiner on the specimens; it is counted per case linkage, not per item, and credited to whoever initiated it. **Input.** Confirmed ties
 * of two cases, with the day each was confirmed. **Output.** Each, counted or not, with why. **Limits.** Cases that earlier hits tie already,
 * if by way of others, are known to be tied: of n cases of one firearm n − 1 hits are counted, whatever the order on one day.
 */
export interface ConfirmedTie {
  readonly tie: string;
  readonly caseA: string | null;
  readonly caseB: string | null;
  /** Day of the confirmation, YYYY-MM-DD. */
  readonly on: string | null;
  /** The cases were suspected to be tied before anybody compared them: a warm hit. */
  readonly suspected: boolean;
  /** A file says that it was withdrawn. */
  readonly withdrawnElsewhere: boolean;
  /** Who is credited. */
  readonly agency: string;
}

export type NotCounted =
  'case-unknown' | 'one-case' | 'suspected' | 'tied-already' | 'day-unknown' | 'withdrawn-elsewhere';

export interface CountedTie {
  readonly tie: string;
  readonly counted: boolean;
  readonly why: NotCounted | null;
  readonly agency: string;
}

export function countHits(ties: readonly ConfirmedTie[]): CountedTie[] {
  const root = new Map<string, string>();
  const rootOf = (name: string): string => {
    let at = name;
    for (let next = root.get(at); next !== undefined; next = root.get(at)) at = next;
    return at;
  };
  const inOrder = ties.toSorted((x, y) => compare(x.on ?? '9999', y.on ?? '9999') || compare(x.tie, y.tie));
  const answers = new Map<string, CountedTie>();
  for (const tie of inOrder) {
    const why = notCounted(tie, rootOf);
    answers.set(tie.tie, { tie: tie.tie, counted: why === null, why, agency: tie.agency });
    // Confirmed is confirmed: a warm hit ties its cases for those that follow.
    if (tie.caseA === null || tie.caseB === null || tie.on === null || tie.withdrawnElsewhere) continue;
    const [a, b] = [rootOf(tie.caseA), rootOf(tie.caseB)];
    if (a !== b) root.set(b, a);
  }
  return ties.map(({ tie }) => answers.get(tie)!);
}

function notCounted(
  { caseA, caseB, on, suspected, withdrawnElsewhere }: ConfirmedTie,
  rootOf: (name: string) => string,
): NotCounted | null {
  if (withdrawnElsewhere) return 'withdrawn-elsewhere';
  if (caseA === null || caseB === null) return 'case-unknown';
  if (caseA === caseB) return 'one-case';
  // Without its day nobody can say what was known before it.
  if (on === null) return 'day-unknown';
  if (suspected) return 'suspected';
  return rootOf(caseA) === rootOf(caseB) ? 'tied-already' : null;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
