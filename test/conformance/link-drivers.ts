import { expect } from 'vitest';
import { askNeighbors } from '../../src/links/ask-neighbors.ts';
import { commonNeighbors } from '../../src/links/common-neighbors.ts';
import { expandHops } from '../../src/links/expand-hops.ts';
import { looplessPaths } from '../../src/links/loopless-paths.ts';
import type { EntityCut, LinkSource, NeighborsOrder } from '../../src/links/neighbors.ts';
import { shortestPaths } from '../../src/links/shortest-paths.ts';
import { makeQuestion, seededChance, type MadeGraph, type Question } from './made-links.ts';
import { plainLinkSource, plainNeighbors } from './plain-links.ts';

// One suite for all drivers of the link graph: asked the same, they answer the same, to the order and the cuts.

export interface LinkDriver {
  readonly name: string;
  readonly source: LinkSource;
  /** The driver's own way to answer the primitive, where it has one. */
  readonly neighbors?: (order: NeighborsOrder) => { links: readonly { id: number }[]; cuts: EntityCut[] };
}

export const plainDriver = (graph: MadeGraph): LinkDriver => ({
  name: 'lists',
  source: plainLinkSource(graph.seen),
  neighbors: (order) => plainNeighbors(graph.seen, order),
});

export async function answer(driver: LinkDriver, question: Question): Promise<unknown> {
  const { source } = driver;
  switch (question.ask) {
    case 'neighbors': {
      const { links, cuts } = driver.neighbors?.(question) ?? (await askNeighbors(source, question));
      return { links: links.map((link) => link.id), cuts };
    }
    case 'source': {
      const { ids, filter, degree, limit } = question;
      const known = (await source.describe([...new Set(ids)])).map(({ id, links }) => ({ id, links }));
      const adjacent = (await source.adjacent(ids, filter))
        .map(([id, others]) => [id, others.toSorted((a, b) => a - b)] as const)
        .filter(([, others]) => others.length > 0);
      return {
        known,
        adjacent: Object.fromEntries(adjacent),
        neighbors: (await source.neighbors(ids, filter, limit)).map((link) => link.id),
        hubs: (await source.hubs(ids, degree)).map(({ id, links }) => ({ id, links })),
        among: (await source.among(ids, filter)).map((link) => link.id),
        counts: await Promise.all(ids.slice(0, 2).map((id) => source.countByPredicate(id, filter))),
      };
    }
    case 'hops': {
      const { entities, links, cut } = await expandHops(source, question);
      return {
        entities: entities.map(({ id, hop, links: degree }) => [id, hop, degree]),
        links: links.map(({ id, predicate, subject, object, from, status }) => [
          id,
          predicate,
          subject,
          object,
          from,
          status,
        ]),
        cut,
      };
    }
    case 'paths': {
      const found = await shortestPaths(source, question);
      return found && { ...found, links: found.links.map((link) => link.id) };
    }
    case 'loopless': {
      const found = await looplessPaths(source, question);
      return found && { ...found, links: found.links.map((link) => link.id) };
    }
    case 'common': {
      const { links, ...found } = await commonNeighbors(source, question);
      return { ...found, links: links.map((link) => link.id) };
    }
  }
}

/** Asks every driver the same random questions; the first one's answer is the right one. Says how many were of use. */
export async function expectSameAnswers(
  drivers: readonly LinkDriver[],
  { seed, questions, ids }: { seed: number; questions: number; ids: readonly number[] },
): Promise<{ asked: number; telling: number }> {
  const chance = seededChance(seed);
  const [right, ...others] = drivers;
  let asked = 0;
  let telling = 0;
  for (; asked < questions; asked++) {
    const question = makeQuestion(chance, ids);
    const expected = await answer(right!, question);
    if (JSON.stringify(expected).length > 120) telling++;
    for (const driver of others) {
      const label = `${driver.name} asked ${JSON.stringify({ seed, ...question })}`;
      expect(await answer(driver, question), label).toEqual(expected);
    }
  }
  return { asked, telling };
}
