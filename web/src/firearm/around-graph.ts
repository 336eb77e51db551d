import type { LinkGraph } from '../../../src/model/links.ts';

/** How far and how much the small chart shows; the links board shows the rest. */
export const aroundQuestion = { hops: 2, limit: 60, hub: 40 } as const;
const shownMax = 36;

/** Days YYYY-MM-DD between which links are shown; those without a date stay. */
export type TimeShown = { readonly from: string; readonly to: string } | null;

/** The nearest first: entities of the answer up to what a small chart can bear. */
export function nearest(graph: LinkGraph, time: TimeShown): LinkGraph {
  const links = graph.links.filter(
    (link) => time === null || link.from === null || (link.from <= time.to && (link.to ?? link.from) >= time.from),
  );
  const tied = new Set([...graph.from, ...links.flatMap((link) => [link.subject, link.object])]);
  const entities = graph.entities
    .filter((entity) => tied.has(entity.id))
    .toSorted((a, b) => a.hop - b.hop || b.links - a.links)
    .slice(0, shownMax);
  const kept = new Set(entities.map((entity) => entity.id));
  return { ...graph, entities, links: links.filter((link) => kept.has(link.subject) && kept.has(link.object)) };
}
