import fc from 'fast-check';
import { expect, test } from 'vitest';
import { karateClub } from '../../test/karate-club.ts';
import { betweenness } from './betweenness.ts';
import type { BoardLinks } from './board-graph.ts';

const board = (edges: readonly (readonly [number, number])[]): BoardLinks => ({
  entities: edges.flat(),
  links: edges.map(([subject, object]) => ({ subject, object })),
});

function scoresOf(links: BoardLinks) {
  const found = betweenness(links);
  if (found.kind === 'undetermined') throw new Error(found.why);
  return new Map(found.scores.map((each) => [each.id, each]));
}

test('the karate club is scored as NetworkX scores it', () => {
  expect(karateClub).toHaveLength(78);
  const scores = scoresOf(board(karateClub));
  // betweenness_centrality of networkx.karate_club_graph(), members counted from 1.
  for (const [id, share] of [
    [1, 0.4376352813852815],
    [34, 0.304074975949976],
    [33, 0.145247113997114],
    [3, 0.1436568061568062],
    [32, 0.1382756132756133],
    [2, 0.0539366883116883],
    [8, 0],
  ] as const)
    expect(scores.get(id)!.shareOfPairs).toBeCloseTo(share, 12);
});

/** For every pair all shortest chains by trying, and the share of them that runs through each. */
function byTrying(edges: readonly (readonly [number, number])[]): Map<number, number> {
  const ids = [...new Set(edges.flat())];
  const next = (id: number) => new Set(edges.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : [])));
  const scores = new Map(ids.map((id) => [id, 0]));
  for (const from of ids) {
    for (const to of ids.filter((id) => id > from)) {
      let paths = [[from]];
      while (paths.length > 0 && !paths.some((path) => path.at(-1) === to))
        paths = paths.flatMap((path) =>
          [...next(path.at(-1)!)].filter((id) => !path.includes(id)).map((id) => [...path, id]),
        );
      const shortest = paths.filter((path) => path.at(-1) === to);
      for (const path of shortest)
        for (const id of path.slice(1, -1)) scores.set(id, scores.get(id)! + 1 / shortest.length);
    }
  }
  return scores;
}

const edge = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }));

test('scores are what trying every chain gives, parallel links and links to oneself included', () => {
  fc.assert(
    fc.property(fc.array(edge, { minLength: 1, maxLength: 16 }), (edges) => {
      const scores = scoresOf(board(edges));
      for (const [id, score] of byTrying(edges)) expect(scores.get(id)!.score).toBeCloseTo(score, 9);
    }),
    { numRuns: 300 },
  );
});

test('a board that is too large is said to be', () => {
  const entities = Array.from({ length: 5001 }, (_, id) => id);
  expect(betweenness({ entities, links: [] })).toMatchObject({ kind: 'undetermined' });
});
