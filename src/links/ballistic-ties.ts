/**
 * Which incidents firearms are tied to by ballistics, directly or through other incidents.
 *
 * **Source.** Leads and hits as the laboratory reports them: a hit is concluded by an examiner, a lead by nobody yet.
 * **Input.** A link source and firearms. **Output.** For each firearm its ties, each with the links it rests on.
 * **Limits.** A chain is no stronger than its weakest link: one lead in it makes it a lead. An incident reached in several
 * ways is told by the strongest, and of these by the shortest. Beyond `chainMax` links nothing is followed, and a withdrawn
 * link leads nowhere further. The case of a test fire is no scene: a link that ends in one leads from no scene to another.
 */
import type { LinkSource, StoredLink } from './neighbors.ts';
import { otherEnd } from './neighbors.ts';

export interface BallisticTie {
  readonly incident: number;
  readonly tie: 'lead' | 'hit';
  readonly status: 'ACTIVE' | 'RETRACTED';
  /** Day of the last link of the chain. */
  readonly on: string | null;
  readonly sources: readonly StoredLink['source'][];
  readonly handling: readonly string[];
  /** Incidents between the firearm and this one. */
  readonly through: readonly number[];
}

/** Each further link rests on all before it: past four, what is said of the firearm is mostly said of other firearms. */
const chainMax = 4;

/** Links read of one entity at most. */
const perEntityMax = 200;

const hitPredicates = new Set<string>(['FIRED_IN', 'LINKED_BY_HIT']);
const ballisticPredicates = ['FIRED_IN', 'POSSIBLY_FIRED_IN', 'LINKED_BY_HIT', 'LINKED_BY_LEAD'];

/** The ties of some firearms, in as many questions to the source as for one. */
export async function ballisticTies(
  source: LinkSource,
  firearms: readonly number[],
): Promise<Map<number, BallisticTie[]>> {
  const linksOf = await readChains(source, firearms);
  return new Map(firearms.map((firearm) => [firearm, tiesOf(firearm, linksOf)]));
}

/** Every ballistic link within reach of the firearms, by each of its ends. */
async function readChains(source: LinkSource, firearms: readonly number[]): Promise<Map<number, StoredLink[]>> {
  const known = new Map<number, StoredLink>();
  const linksOf = new Map<number, StoredLink[]>();
  const asked = new Set<number>();
  let frontier = [...new Set(firearms)];
  for (let depth = 0; depth < chainMax && frontier.length > 0; depth++) {
    for (const id of frontier) asked.add(id);
    const next = new Set<number>();
    for (const link of await source.neighbors(
      frontier,
      { predicates: ballisticPredicates, history: true },
      perEntityMax,
    )) {
      if (link.status === 'SUPERSEDED' || known.has(link.id) || link.detail?.['testFire'] !== undefined) continue;
      known.set(link.id, link);
      for (const [id, kind] of [
        [link.subject, link.subjectKind],
        [link.object, link.objectKind],
      ] as const) {
        const of = linksOf.get(id);
        if (of) of.push(link);
        else linksOf.set(id, [link]);
        if (link.status === 'ACTIVE' && kind === 'incident' && !asked.has(id)) next.add(id);
      }
    }
    frontier = [...next];
  }
  // One order, whatever the source gave them in.
  for (const links of linksOf.values()) links.sort((a, b) => a.id - b.id);
  return linksOf;
}

function tiesOf(firearm: number, linksOf: ReadonlyMap<number, readonly StoredLink[]>): BallisticTie[] {
  const ties = new Map<number, BallisticTie>();
  // The strongest first, so that a lead never hides a hit and what was withdrawn hides neither.
  walk((link) => link.status === 'ACTIVE' && hitPredicates.has(link.predicate));
  walk((link) => link.status === 'ACTIVE');
  walk((link) => link.status === 'RETRACTED');
  return [...ties.values()];

  function walk(follows: (link: StoredLink) => boolean): void {
    for (let depth = 0; depth < chainMax; depth++) {
      const starts = [...ties.values()].filter((tie) => tie.status === 'ACTIVE' && tie.through.length === depth - 1);
      for (const via of depth === 0 ? [null] : starts) {
        const from = via?.incident ?? firearm;
        for (const link of linksOf.get(from) ?? []) {
          const incident = otherEnd(link, from);
          const kind = incident === link.subject ? link.subjectKind : link.objectKind;
          if (!follows(link) || kind !== 'incident' || ties.has(incident)) continue;
          ties.set(incident, {
            incident,
            tie: hitPredicates.has(link.predicate) && via?.tie !== 'lead' ? 'hit' : 'lead',
            status: link.status === 'ACTIVE' ? 'ACTIVE' : 'RETRACTED',
            on: link.from,
            sources: [...(via?.sources ?? []), link.source, ...(link.other ? [link.other] : [])],
            handling: [...new Set([...(via?.handling ?? []), ...link.handling])],
            through: via ? [...via.through, via.incident] : [],
          });
        }
      }
    }
  }
}
