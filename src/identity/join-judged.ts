/**
 * Joins what people judged the same: what each of the two entities held when that was decided, whole, and then the two.
 *
 * **Source.** Must-link and cannot-link constraints (Wagstaff et al., ICML 2001): the closure of must-links within the cannot-links.
 * **Input.** Judgements, of a decision "same" the two rows looked at and those their entities held; clusters in which "different" is known.
 * **Output.** The clusters joined; the observations that a decision holds.
 * **Limits.** The answer depends on which decisions there are and what each held, not on their order; what one held hangs on when it came into force. Where a later "different" cuts what one entity held, a row
 * tied to both parts stays with the older; where it parts a row that was looked at from the rest of its side, the rest of the two sides stay one.
 */
import type { Clusters } from './clusters.ts';
import type { Judgement } from './judgement.ts';

interface Decision {
  /** The rows looked at. */
  readonly pair: readonly [number, number];
  /** What the entity of each held, its own row among them; oldest first. */
  readonly sides: readonly [readonly number[], readonly number[]];
}

/** Judgements in an order of their own; of each pair that was joined `onJoined` hears the younger row. */
export function joinJudged(
  judgements: readonly Judgement[],
  clusters: Clusters,
  onJoined: (number: number) => void,
): ReadonlySet<number> {
  const held = new Set<number>();
  // What a decision found may be what others had made of less: these first, so that a "different" parts it along their seams.
  for (const { pair, sides } of decisionsOf(judgements, clusters)) {
    const [a, b] = pair;
    const [ours, theirs] = sides;
    for (const side of sides.filter((rows) => rows.length > 1)) {
      const oldest: number[] = [];
      for (const row of side) {
        held.add(row);
        if (!oldest.some((other) => clusters.join(other, row))) oldest.push(row);
      }
    }
    if (clusters.join(a, b)) onJoined(Math.max(a, b));
    else for (const x of onePerCluster(ours)) for (const y of onePerCluster(theirs)) clusters.join(x, y);
  }
  return held;

  function onePerCluster(side: readonly number[]): number[] {
    return [...new Map(side.toReversed().map((row) => [clusters.oldest(row), row])).values()].sort((x, y) => x - y);
  }
}

/** Those of fewer rows first, else in an order of their own. */
function decisionsOf(judgements: readonly Judgement[], clusters: Clusters): Decision[] {
  const known = judgements.filter(({ a, b, verdict }) => verdict === 'same' && clusters.has(a) && clusters.has(b));
  const heldBy = Map.groupBy(
    known.filter((each) => each.held),
    (each) => each.decision,
  );
  return known
    .filter((each) => !each.held)
    .map(({ a, b, decision }) => {
      const held = decision === undefined ? [] : (heldBy.get(decision) ?? []);
      const sideOf = (looked: number) => {
        const rows = held.flatMap((each) => (each.a === looked ? [each.b] : []));
        return [...new Set([looked, ...rows])].sort((x, y) => x - y);
      };
      return { pair: [a, b] as const, sides: [sideOf(a), sideOf(b)] as const };
    })
    .sort(
      (x, y) =>
        x.sides.flat().length - y.sides.flat().length ||
        byRows(x.pair.toSorted(ascending), y.pair.toSorted(ascending)) ||
        byRows(x.sides.flat(), y.sides.flat()),
    );
}

const ascending = (x: number, y: number) => x - y;

/** Order of lists by their first numbers that differ. */
function byRows(x: readonly number[], y: readonly number[]): number {
  for (const [at, row] of x.entries()) {
    if (at >= y.length) return 1;
    if (row !== y[at]) return row - y[at]!;
  }
  return x.length - y.length;
}
