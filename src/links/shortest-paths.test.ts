import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandHops } from './expand-hops.ts';
import type { LinkSource, StoredLink } from './neighbors.ts';
import { shortestPaths } from './shortest-paths.ts';

/** A link source over a list: the plainest driver there can be, and the oracle of the others. */
export function listLinkSource(edges: readonly (readonly [number, number])[]): LinkSource {
  const links: StoredLink[] = edges.map(([subject, object], id) => ({
    id,
    subject,
    subjectKind: 'person',
    predicate: 'PURCHASED',
    object,
    objectKind: 'firearm',
    from: null,
    to: null,
    basis: 'RECORDED',
    status: 'ACTIVE',
    assertedBy: 'test',
    handling: [],
    source: {
      record: id,
      version: 1,
      feed: 'etrace',
      layout: 'results',
      file: 'f',
      line: id,
      receivedAt: '2026-01-01T00:00:00.000Z',
    },
  }));
  const touching = (id: number) => links.filter((link) => link.subject === id || link.object === id);
  const known = new Set(edges.flat());
  const described = (ids: readonly number[]) =>
    ids
      .filter((id) => known.has(id))
      .map((id) => ({
        id,
        kind: 'person' as const,
        label: `n${id}`,
        links: touching(id).length,
        firstSeen: null,
        lastSeen: null,
      }));
  const first = async (ids: readonly number[], limit: number) => [
    ...new Set(ids.flatMap((id) => touching(id).slice(0, limit))),
  ];
  return {
    neighbors: (ids, _filter, limit) => first(ids, limit),
    nearest: (ids, _filter, limit) => first(ids, limit),
    links: async (ids) => links.filter((link) => ids.includes(link.id)),
    adjacent: async (ids) =>
      ids.map((id) => [
        id,
        [...new Set(touching(id).map((link) => (link.subject === id ? link.object : link.subject)))],
      ]),
    hubs: async (ids, degree) => described(ids).filter((entity) => entity.links > degree),
    among: async (ids) => links.filter((link) => ids.includes(link.subject) && ids.includes(link.object)),
    describe: async (ids) => described(ids),
    entries: async () => [],
    countByPredicate: async (id) => ({ PURCHASED: touching(id).length }),
  };
}

/** All shortest paths by trying every simple path that runs through nothing closed. */
function bruteForce(
  edges: readonly (readonly [number, number])[],
  from: number,
  to: number,
  closed: ReadonlySet<number> = new Set(),
): string[] {
  const next = (id: number) => [...new Set(edges.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : [])))];
  let level: number[][] = [[from]];
  const seen = new Set([from]);
  while (level.length > 0) {
    const done = level.filter((path) => path.at(-1) === to);
    if (done.length > 0) return done.map((path) => path.join('-')).sort();
    for (const path of level) seen.add(path.at(-1)!);
    level = level
      .filter((path) => path.length === 1 || !closed.has(path.at(-1)!))
      .flatMap((path) =>
        next(path.at(-1)!)
          .filter((id) => !seen.has(id))
          .map((id) => [...path, id]),
      );
  }
  return [];
}

const graph = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).filter(([a, b]) => a !== b),
  { minLength: 1, maxLength: 18 },
);

test('all shortest paths are found, and none that is longer', async () => {
  await fc.assert(
    fc.asyncProperty(graph, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), async (edges, from, to) => {
      const known = new Set(edges.flat());
      const found = await shortestPaths(listLinkSource(edges), { from, to, limit: 1000, hubDegree: 1000 });
      if (!known.has(from) || !known.has(to)) {
        expect(found).toBeNull();
        return;
      }
      const numbers = found!.paths.map((path) => path.map((id) => id.split(':')[1]).join('-')).sort();
      expect(numbers).toEqual(bruteForce(edges, from, to));
      expect(found!.length).toBe(numbers[0] === undefined ? null : numbers[0].split('-').length - 1);
    }),
    { numRuns: 300 },
  );
});

test('no path runs through a hub, whatever the two sides of the search meet at, and the cut names a hub that hid one', async () => {
  const node = fc.integer({ min: 1, max: 9 });
  let hidden = 0;
  await fc.assert(
    fc.asyncProperty(graph, node, node, fc.integer({ min: 1, max: 6 }), async (edges, from, to, hubDegree) => {
      const known = new Set(edges.flat());
      fc.pre(known.has(from) && known.has(to));
      const hubs = new Set(
        [...known].filter(
          (id) => id !== from && id !== to && edges.filter(([a, b]) => a === id || b === id).length > hubDegree,
        ),
      );
      const found = (await shortestPaths(listLinkSource(edges), { from, to, limit: 1000, hubDegree }))!;
      const numbers = found.paths.map((path) => path.map((id) => id.split(':')[1]).join('-')).sort();
      expect(numbers).toEqual(bruteForce(edges, from, to, hubs));
      const cut = found.cut.map((each) => Number(each.id.split(':')[1]));
      expect(cut.filter((id) => !hubs.has(id))).toEqual([]);
      if (bruteForce(edges, from, to).join() !== numbers.join()) {
        hidden++;
        expect(cut).not.toEqual([]);
      }
    }),
    { numRuns: 1000 },
  );
  expect(hidden).toBeGreaterThan(20);
});

test('a hub where the two sides of the search meet is no bridge, also at the last level; an end that is a hub is an end', async () => {
  // The side of 1 has more to look at, so that 2 is the one to come upon the hub.
  const links: [number, number][] = [
    [1, 3],
    [2, 3],
    [1, 50],
    [1, 51],
    ...Array.from({ length: 20 }, (_, at): [number, number] => [3, at + 100]),
  ];
  const hub = { id: 'person:3', reason: 'hub', total: 22 };
  for (const lengthMax of [2, 8]) {
    const order = { from: 1, to: 2, limit: 10, hubDegree: 5, lengthMax };
    expect(await shortestPaths(listLinkSource(links), order)).toMatchObject({ length: null, paths: [], cut: [hub] });
    expect(await shortestPaths(listLinkSource(links), { ...order, to: 3 })).toMatchObject({ length: 1, cut: [] });
  }
});

test('a path between neighbours of a hub does not run through it, and the cut names it', async () => {
  const spokes = Array.from({ length: 20 }, (_, at): [number, number] => [100, at + 1]);
  const found = await shortestPaths(listLinkSource(spokes), { from: 1, to: 2, limit: 10, hubDegree: 5 });
  expect(found).toMatchObject({ length: null, paths: [], cut: [{ id: 'person:100', reason: 'hub', total: 20 }] });
  const opened = await shortestPaths(listLinkSource(spokes), { from: 1, to: 2, limit: 10, hubDegree: 50 });
  expect(opened!.paths).toEqual([['person:1', 'person:100', 'person:2']]);
});

test('more paths than asked for are said to be there', async () => {
  const diamond: [number, number][] = [1, 2, 3, 4].flatMap((middle): [number, number][] => [
    [10, middle],
    [middle, 20],
  ]);
  const found = await shortestPaths(listLinkSource(diamond), { from: 10, to: 20, limit: 3, hubDegree: 100 });
  expect(found!.paths).toHaveLength(3);
  expect(found!.more).toBe(true);
});

test('hops reach exactly what is within them, at its distance', async () => {
  await fc.assert(
    fc.asyncProperty(graph, fc.integer({ min: 1, max: 3 }), async (edges, hops) => {
      const from = edges[0]![0];
      const answer = await expandHops(listLinkSource(edges), { from: [from], hops, limit: 1000, hubDegree: 1000 });
      const distance = new Map([[from, 0]]);
      for (let hop = 1; hop <= hops; hop++) {
        for (const [a, b] of edges) {
          for (const [x, y] of [
            [a, b],
            [b, a],
          ] as const) {
            if (distance.get(x) === hop - 1 && !distance.has(y)) distance.set(y, hop);
          }
        }
      }
      expect(Object.fromEntries(answer.entities.map((each) => [each.id.split(':')[1], each.hop]))).toEqual(
        Object.fromEntries(distance),
      );
      expect(answer.cut).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('whatever a limit leaves out is in the cuts: shown and left out make the total', async () => {
  const spokes = Array.from({ length: 30 }, (_, at): [number, number] => [100, at + 1]);
  const answer = await expandHops(listLinkSource(spokes), { from: [100], hops: 1, limit: 12, hubDegree: 1000 });
  expect(answer.entities).toHaveLength(12);
  expect(answer.cut).toEqual([
    { id: 'person:100', reason: 'limit', total: 30, shown: 11, byPredicate: { PURCHASED: 30 } },
  ]);
});

test('a hub met on the way is shown, summarised and not walked through', async () => {
  const edges: [number, number][] = [
    [1, 100],
    ...Array.from({ length: 20 }, (_, at): [number, number] => [100, at + 200]),
  ];
  const answer = await expandHops(listLinkSource(edges), { from: [1], hops: 3, limit: 1000, hubDegree: 10 });
  expect(answer.entities.map((each) => each.id)).toEqual(['person:1', 'person:100']);
  expect(answer.cut).toEqual([
    { id: 'person:100', reason: 'hub', total: 21, shown: 1, byPredicate: { PURCHASED: 21 } },
  ]);
});
