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
 * lead joins, end it. Where records contradict each other the weaker reading holds, as `weigh-links.ts` says. What was
 * withdrawn stands beside what ties the firearm to the same incident still.
 */
import type { EntryOfLead, LinkSource, StoredLink } from './neighbors.ts';
import { ballisticPredicates } from './ballistic-predicates.ts';
import { otherEnd } from './neighbors.ts';
import { sameEntry } from './same-entry.ts';
import { sidesAt, weighLinks, type EntriesOfRecords, type WeighedLink } from './weigh-links.ts';

export interface BallisticTie {
  readonly incident: number;
  readonly tie: 'lead' | 'hit';
  readonly status: 'ACTIVE' | 'RETRACTED';
  readonly sources: readonly StoredLink['source'][];
  readonly handling: readonly string[];
  /** Incidents between the firearm and this one. */
  readonly through: readonly number[];
  /** What runs through another incident is put together by a rule, not written in one row. */
  readonly basis: StoredLink['basis'];
  /** Day the last of the leads and hits it rests on was told: a hit when it was concluded. Null where one bears no day. */
  readonly toldOn: string | null;
  /** What contradicts it, in words; null where nothing does. */
  readonly conflict: string | null;
  /** States of the leads and hits it rests on, in the words of the laboratory where they could not be read. */
  readonly statuses: readonly string[];
  /** Bores of what was entered at the incident. */
  readonly calibres: readonly string[];
}

/** Each further link rests on all before it: past four, what is said of the firearm is mostly said of other firearms. */
export const chainMax = 4;

/** Links read of one entity at most. */
const perEntityMax = 200;

/** The ties of some firearms, in as many questions to the source as for one. */
export async function ballisticTies(
  source: LinkSource,
  firearms: readonly number[],
): Promise<Map<number, BallisticTie[]>> {
  const links = await readChains(source, firearms);
  const records = new Set(links.map((link) => link.source.record));
  const entries = Map.groupBy(await source.entries([...records]), (entry) => entry.record);
  const linksOf = new Map<number, WeighedLink[]>();
  // One order, whatever the source gave them in.
  for (const link of weighLinks(links, entries).toSorted((a, b) => a.id - b.id))
    for (const id of [link.subject, link.object]) {
      const of = linksOf.get(id);
      if (of) of.push(link);
      else linksOf.set(id, [link]);
    }
  return new Map(firearms.map((firearm) => [firearm, tiesOf(firearm, linksOf, entries)]));
}

/** Every ballistic link within reach of the firearms. */
async function readChains(source: LinkSource, firearms: readonly number[]): Promise<StoredLink[]> {
  const known = new Map<number, StoredLink>();
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
        if (link.status === 'ACTIVE' && kind === 'incident' && !asked.has(id)) next.add(id);
      }
    }
    frontier = [...next];
  }
  return [...known.values()];
}

/** A tie, and the sides of leads at its incident by which it was reached. */
interface Reached {
  readonly tie: BallisticTie;
  readonly sides: readonly EntryOfLead[];
}

function tiesOf(
  firearm: number,
  linksOf: ReadonlyMap<number, readonly WeighedLink[]>,
  entries: EntriesOfRecords,
): BallisticTie[] {
  const ties = new Map<string, BallisticTie>();
  const reached = new Map<string, Reached>();
  // The strongest first, so that a lead never hides a hit and what was withdrawn hides neither.
  walk((link) => link.status === 'ACTIVE' && link.tie === 'hit');
  walk((link) => link.status === 'ACTIVE');
  walk((link) => link.status === 'RETRACTED');
  return [...ties.values()];

  function statusesOf(link: WeighedLink): string[] {
    const records = [link.source, ...link.against].map((each) => each.record);
    return [...new Set(records.flatMap((record) => entries.get(record)?.[0]?.status ?? []))];
  }

  function toldOn(link: WeighedLink): string | null {
    const lead = entries.get(link.source.record)?.[0];
    return (link.tie === 'hit' ? lead?.confirmedOn : null) ?? lead?.issuedOn ?? null;
  }

  /** A tie that another link of the firearm tells as well. */
  function withSource(tie: BallisticTie, link: WeighedLink): BallisticTie {
    if (tie.through.length > 0) return tie;
    const more = [link.source, ...(link.other ? [link.other] : []), ...link.against].filter(
      (source) => !tie.sources.some((each) => each.record === source.record),
    );
    return {
      ...tie,
      sources: [...tie.sources, ...more],
      handling: [...new Set([...tie.handling, ...link.handling])],
      toldOn: firstOf(tie.toldOn, toldOn(link)),
      conflict: tie.conflict ?? link.conflict,
      statuses: [...new Set([...tie.statuses, ...statusesOf(link)])].toSorted(),
      calibres: [
        ...new Set([...tie.calibres, ...sidesAt(link, tie.incident, entries).flatMap((side) => side.calibres)]),
      ],
    };
  }

  function walk(follows: (link: WeighedLink) => boolean): void {
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
          if (via && !sidesAt(link, from, entries).some((side) => via.sides.some((other) => sameEntry(side, other))))
            continue;
          const sides = sidesAt(link, incident, entries);
          const status = link.status === 'ACTIVE' ? 'ACTIVE' : 'RETRACTED';
          const key = `${incident} ${status}`;
          const way = JSON.stringify([key, sides.map(({ ibis, item }) => [ibis, item])]);
          const told = ties.get(key);
          if (reached.has(way)) {
            if (told && !via) ties.set(key, withSource(told, link));
            continue;
          }
          const tie: BallisticTie = {
            incident,
            tie: link.tie === 'hit' && via?.tie.tie !== 'lead' ? 'hit' : 'lead',
            status,
            sources: [...(via?.tie.sources ?? []), link.source, ...(link.other ? [link.other] : []), ...link.against],
            handling: [...new Set([...(via?.tie.handling ?? []), ...link.handling])],
            through: via ? [...via.tie.through, via.tie.incident] : [],
            basis: via ? 'DERIVED_RULE' : link.basis,
            toldOn: via ? lastOf(via.tie.toldOn, toldOn(link)) : toldOn(link),
            conflict: link.conflict ?? via?.tie.conflict ?? null,
            statuses: [...new Set([...(via?.tie.statuses ?? []), ...statusesOf(link)])].toSorted(),
            calibres: [...new Set(sides.flatMap((side) => side.calibres))],
          };
          reached.set(way, { tie, sides });
          if (!told) {
            // A withdrawn chain to what is tied by another way still says nothing new; a withdrawn lead of the firearm does.
            if (!via || status === 'ACTIVE' || !ties.has(`${incident} ACTIVE`)) ties.set(key, tie);
          } else if (!via) ties.set(key, withSource(told, link));
        }
      }
    }
  }
}

const firstOf = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a);

/** Null where either is not known. */
const lastOf = (a: string | null, b: string | null) => (a === null || b === null ? null : a > b ? a : b);
