import fc from 'fast-check';
import { expect, test } from 'vitest';
import { karateClub } from '../../test/karate-club.ts';
import type { BoardLinks } from './board-graph.ts';
import { communities } from './communities.ts';

type Edges = readonly (readonly [number, number])[];

const board = (edges: Edges): BoardLinks => ({
  entities: edges.flat(),
  links: edges.map(([subject, object]) => ({ subject, object })),
});

function groupsOf(links: BoardLinks, resolution = 1) {
  const found = communities(links, resolution);
  if (found.kind === 'undetermined') throw new Error(found.why);
  return found;
}

/** Newman and Girvan, Physical Review E 69, 026113: for every pair of ends, link by link. */
function modularityOf(edges: Edges, groups: readonly (readonly number[])[], resolution: number): number {
  const degree = (id: number) => edges.flat().filter((end) => end === id).length;
  let sum = 0;
  for (const group of groups) {
    const within = edges.filter(([a, b]) => group.includes(a) && group.includes(b)).length;
    const ends = group.reduce((total, id) => total + degree(id), 0);
    sum += within / edges.length - resolution * (ends / (2 * edges.length)) ** 2;
  }
  return sum;
}

test('the karate club is divided nearly as well as it can be', () => {
  const { modularity, communities: groups } = groupsOf(board(karateClub));
  // Brandes et al., On Modularity Clustering, IEEE TKDE 20(2), 2008: the optimum is .4198.
  expect(modularity).toBeGreaterThan(0.41);
  expect(modularity).toBeLessThan(0.41985);
  expect(modularity).toBeCloseTo(modularityOf(karateClub, groups, 1), 12);
});

/** `count` groups of five in which everybody is tied to everybody, one link from each to the next. */
const ring = (count: number): Edges =>
  Array.from({ length: count }, (_, at) => at * 5).flatMap((first) => [
    ...[0, 1, 2, 3].flatMap((a) => [1, 2, 3, 4].filter((b) => b > a).map((b) => [first + a, first + b] as const)),
    [first + 4, (first + 5) % (count * 5)] as const,
  ]);

test('groups that are whole are found, each', () => {
  expect(groupsOf(board(ring(6))).communities).toEqual(
    Array.from({ length: 6 }, (_, at) => [0, 1, 2, 3, 4].map((each) => at * 5 + each)),
  );
});

test('a higher resolution keeps apart what a low one puts together', () => {
  // Fortunato and Barthélemy, PNAS 104(1), 2007: of thirty such groups modularity prefers pairs.
  const low = groupsOf(board(ring(30)), 0.5).communities.length;
  const high = groupsOf(board(ring(30)), 2).communities.length;
  expect(low).toBeLessThan(30);
  expect(high).toBe(30);
});

const edges = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), {
  minLength: 1,
  maxLength: 24,
});

test('whatever the order of links and entities: the same groups, each of one piece, and their true modularity', () => {
  fc.assert(
    fc.property(edges, fc.constantFrom(0.5, 1, 1.5), (made, resolution) => {
      if (made.every(([a, b]) => a === b)) {
        expect(communities(board(made), resolution)).toMatchObject({ kind: 'undetermined' });
        return;
      }
      const found = groupsOf(board(made), resolution);
      const { entities, links } = board(made);
      expect(groupsOf({ entities: entities.toReversed(), links: links.toReversed() }, resolution)).toEqual(found);
      expect(found.communities.flat().sort((a, b) => a - b)).toEqual([...new Set(made.flat())].sort((a, b) => a - b));
      expect(found.modularity).toBeCloseTo(modularityOf(made, found.communities, resolution), 9);
      const alone = [...new Set(made.flat())].map((id) => [id]);
      expect(found.modularity).toBeGreaterThanOrEqual(modularityOf(made, alone, resolution) - 1e-9);
      for (const group of found.communities) {
        const reached = new Set([group[0]!]);
        for (const _ of group)
          for (const [a, b] of made)
            if (group.includes(a) && group.includes(b) && (reached.has(a) || reached.has(b))) reached.add(a).add(b);
        expect(reached.size).toBe(group.length);
      }
    }),
    { numRuns: 300 },
  );
});
