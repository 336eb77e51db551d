/**
 * Ballistic links as all records of their ties weigh together, for every answer that gives links.
 *
 * **Source.** `weigh-links.ts`, the same rule as for the life of a firearm.
 * **Input.** A link source, or links of one. **Output.** The same links: those of records that contradict each other with
 * the standing the weighing gives them, what contradicts in words, and the rows that say otherwise.
 * **Limits.** None is left out. One that a record still calls active stands among the active ones, marked as withdrawn: an
 * answer without it would hide that records are at odds. A hit that is told as a lead has the predicate of a lead. Of an
 * incident two hundred links to firearms are compared.
 */
import { ballisticPredicates } from './ballistic-predicates.ts';
import type { LinkSource, StoredLink } from './neighbors.ts';
import { weighLinks, type WeighedLink } from './weigh-links.ts';

/** The links, each weighed where it is read. */
export function weighedLinks<Source extends LinkSource>(source: Source): Source {
  return {
    ...source,
    neighbors: async (ids, filter, limit) => weighAsRead(source, await source.neighbors(ids, filter, limit)),
    links: async (ids) => weighAsRead(source, await source.links(ids)),
    among: async (ids, filter) => weighAsRead(source, await source.among(ids, filter)),
  };
}

const firearmsMax = 200;
const firedPredicates = ['FIRED_IN', 'POSSIBLY_FIRED_IN'];
const isBallistic = new Set<string>(ballisticPredicates);

/** Some links of a source, in their order. */
export async function weighAsRead(
  source: Pick<LinkSource, 'neighbors' | 'among' | 'entries'>,
  links: readonly StoredLink[],
): Promise<StoredLink[]> {
  const own = links.filter((link) => isBallistic.has(link.predicate) && link.status !== 'SUPERSEDED');
  if (own.length === 0) return [...links];
  const history = { history: true } as const;
  const ends = [...new Set(own.flatMap((link) => [link.subject, link.object]))];
  const scenes = own.filter((link) => link.subjectKind === 'firearm').map((link) => link.object);
  const beside = [
    ...(await source.among(ends, { ...history, predicates: ballisticPredicates })),
    ...(await source.neighbors([...new Set(scenes)], { ...history, predicates: firedPredicates }, firearmsMax)),
  ].filter((link) => link.status !== 'SUPERSEDED');
  const known = new Map([...own, ...beside].map((link) => [link.id, link]));
  // What one record alone tells of nobody contradicts.
  const several = [
    Map.groupBy(known.values(), pairOf),
    Map.groupBy(
      known.values().filter((link) => link.predicate === 'FIRED_IN'),
      (link) => link.object,
    ),
    Map.groupBy(known.values(), (link) => `${link.source.record} ${link.object}`),
  ].flatMap((groups) => [...groups.values()].filter((group) => group.length > 1).flat());
  if (several.length === 0) return [...links];
  const records = [...new Set(several.map((link) => link.source.record))];
  const entries = Map.groupBy(await source.entries(records), (entry) => entry.record);
  const weighed = new Map(weighLinks([...known.values()], entries).map((link) => [link.id, link]));
  return links.map((link) => {
    const read = weighed.get(link.id);
    return read?.conflict ? asTold(read) : link;
  });
}

const pairOf = ({ subject, object }: StoredLink) => `${Math.min(subject, object)} ${Math.max(subject, object)}`;

const asLead: Partial<Record<StoredLink['predicate'], StoredLink['predicate']>> = {
  FIRED_IN: 'POSSIBLY_FIRED_IN',
  LINKED_BY_HIT: 'LINKED_BY_LEAD',
};

function asTold({ tie, ...link }: WeighedLink): StoredLink {
  return { ...link, predicate: tie === 'lead' ? (asLead[link.predicate] ?? link.predicate) : link.predicate };
}
