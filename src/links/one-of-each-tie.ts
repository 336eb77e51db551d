import { isHit } from './ballistic-predicates.ts';
import type { StoredLink } from './neighbors.ts';
import { speakOfOneTie, type EntriesOfRecords } from './weigh-links.ts';

/**
 * Ballistic links with each tie once, though several records tell of it: our own lead and the row of the network about the same two entries are one tie.
 *
 * **Source.** `same-lead.ts`, for links. **Input.** Links as they weigh together (`weigh-links.ts`), and the entries their records join. **Output.** Of each
 * tie the link that says most: a hit before a lead, and what stands before what was withdrawn; in their order. **Limits.** Two records that name no entry
 * both of them know are told apart: they may speak of two firearms at the same two scenes. Where records are at odds each stands: an answer without one would hide it.
 */
export function oneOfEachTie(links: readonly StoredLink[], entries: EntriesOfRecords): StoredLink[] {
  const strength = (link: StoredLink) => (link.status === 'ACTIVE' ? (isHit(link) ? 0 : 1) : 2);
  const kept = new Set<StoredLink>();
  for (const pair of Map.groupBy(links, pairOf).values()) {
    const ofPair: StoredLink[] = [];
    for (const link of pair.toSorted((a, b) => strength(a) - strength(b) || a.id - b.id))
      if (link.conflict || !ofPair.some((other) => !other.conflict && speakOfOneTie(link, other, entries)))
        ofPair.push(link);
    for (const link of ofPair) kept.add(link);
  }
  return links.filter((link) => kept.has(link));
}

const pairOf = ({ subject, object }: StoredLink) => `${Math.min(subject, object)} ${Math.max(subject, object)}`;
