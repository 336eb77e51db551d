import type { Cluster } from '../../../src/model/identity.ts';
import { tieWidth } from './cluster-layout.ts';

type Ties = Cluster['ties'];

/** So many of each row's ties are drawn where all would be a tangle. */
const perRow = 3;
/** So many are no tangle, however few the rows. */
const fewTies = 60;

/**
 * The ties a picture can show: all while they are few; of many the strongest of each row and what people judged, so that no row that is
 * tied stands alone.
 */
export function drawnTies(ties: Ties, rows: number): Ties {
  if (ties.length <= Math.max(fewTies, rows * perRow)) return ties;
  const kept = new Map<string, number>();
  const drawn = new Set<Ties[number]>();
  const strength = (tie: Ties[number]) =>
    (tie.judged === null ? 0 : 1_000) + (tie.key === null ? 0 : 100) + tieWidth(tie);
  for (const tie of ties.toSorted((x, y) => strength(y) - strength(x))) {
    const [a, b] = [kept.get(tie.a) ?? 0, kept.get(tie.b) ?? 0];
    if (tie.judged === null && a >= perRow && b >= perRow) continue;
    drawn.add(tie);
    kept.set(tie.a, a + 1);
    kept.set(tie.b, b + 1);
  }
  return ties.filter((tie) => drawn.has(tie));
}
