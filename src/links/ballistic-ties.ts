/**
 * Which incidents firearms are tied to by ballistics, directly or through other incidents.
 *
 * **Source.** Leads and hits as the laboratory reports them: a hit is concluded by an examiner, a lead by nobody yet.
 * **Input.** A link source and firearms. **Output.** For each firearm its ties, each with the links it rests on.
 * **Limits.** A chain is no stronger than its weakest link: one lead in it makes it a lead. An incident reached in several
 * ways is told by the strongest, and of these by the shortest. Beyond `chainMax` links nothing is followed, and a withdrawn
 * link leads nowhere further. The case of a test fire is no scene: a link that ends in one leads from no scene to another.
 * In an incident where several firearms were fired, a lead speaks of one: a chain goes on only by a lead that names the
 * same entry there (its IBIS number or its item number). Leads that give no number, and two entries of one firearm that no
 * lead joins, end it.
 */
import type { EntryOfLead, LinkSource, StoredLink } from './neighbors.ts';
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
  /** What runs through another incident is put together by a rule, not written in one row. */
  readonly basis: StoredLink['basis'];
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
  const records = new Set([...linksOf.values()].flatMap((links) => links.map((link) => link.source.record)));
  const entries = Map.groupBy(await source.entries([...records]), (entry) => entry.record);
  return new Map(firearms.map((firearm) => [firearm, tiesOf(firearm, linksOf, entries)]));
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

/** A tie, and the sides of leads at its incident by which it was reached. */
interface Reached {
  readonly tie: BallisticTie;
  readonly sides: readonly EntryOfLead[];
}

/** Two entries are one where their IBIS numbers agree, or, where one of them has none, their item numbers. */
function sameEntry(a: EntryOfLead, b: EntryOfLead): boolean {
  return a.ibis !== null && b.ibis !== null ? a.ibis === b.ibis : a.item !== null && a.item === b.item;
}

function tiesOf(
  firearm: number,
  linksOf: ReadonlyMap<number, readonly StoredLink[]>,
  entries: ReadonlyMap<number, readonly EntryOfLead[]>,
): BallisticTie[] {
  const ties = new Map<number, BallisticTie>();
  const reached = new Map<string, Reached>();
  // The strongest first, so that a lead never hides a hit and what was withdrawn hides neither.
  walk((link) => link.status === 'ACTIVE' && hitPredicates.has(link.predicate));
  walk((link) => link.status === 'ACTIVE');
  walk((link) => link.status === 'RETRACTED');
  return [...ties.values()];

  function sidesAt(link: StoredLink, incident: number): readonly EntryOfLead[] {
    return (entries.get(link.source.record) ?? []).filter((each) => each.incident === incident);
  }

  function walk(follows: (link: StoredLink) => boolean): void {
    for (let depth = 0; depth < chainMax; depth++) {
      const starts = [...reached.values()].filter(
        ({ tie }) => tie.status === 'ACTIVE' && tie.through.length === depth - 1,
      );
      for (const via of depth === 0 ? [null] : starts) {
        const from = via?.tie.incident ?? firearm;
        for (const link of linksOf.get(from) ?? []) {
          const incident = otherEnd(link, from);
          const kind = incident === link.subject ? link.subjectKind : link.objectKind;
          if (!follows(link) || kind !== 'incident' || via?.tie.through.includes(incident)) continue;
          if (via && !sidesAt(link, from).some((side) => via.sides.some((other) => sameEntry(side, other)))) continue;
          const sides = sidesAt(link, incident);
          const way = JSON.stringify([incident, sides.map(({ ibis, item }) => [ibis, item])]);
          if (reached.has(way)) continue;
          const tie: BallisticTie = {
            incident,
            tie: hitPredicates.has(link.predicate) && via?.tie.tie !== 'lead' ? 'hit' : 'lead',
            status: link.status === 'ACTIVE' ? 'ACTIVE' : 'RETRACTED',
            on: link.from,
            sources: [...(via?.tie.sources ?? []), link.source, ...(link.other ? [link.other] : [])],
            handling: [...new Set([...(via?.tie.handling ?? []), ...link.handling])],
            through: via ? [...via.tie.through, via.tie.incident] : [],
            basis: via ? 'DERIVED_RULE' : link.basis,
          };
          reached.set(way, { tie, sides });
          if (!ties.has(incident)) ties.set(incident, tie);
        }
      }
    }
  }
}
