import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeLink } from '../../test/conformance/made-links.ts';
import { plainLinkSource } from '../../test/conformance/plain-links.ts';
import { commonNeighbors } from './common-neighbors.ts';
import { looplessPaths } from './loopless-paths.ts';

type Edges = readonly (readonly [number, number])[];

const source = (edges: Edges) =>
  plainLinkSource(
    edges.map(([subject, object], at) =>
      makeLink({ id: at, subject, object, from: null, to: null, predicate: 'SOLD', status: 'ACTIVE', code: 0 }),
    ),
  );
const node = fc.integer({ min: 1, max: 7 });
const edgesOf = fc.array(fc.tuple(node, node), { minLength: 1, maxLength: 16 });
const numbers = (ids: readonly string[]) => ids.map((id) => Number(id.split(':')[1]));
const degree = (edges: Edges, id: number) => edges.flat().filter((end) => end === id).length;
const neighborsOf = (edges: Edges, id: number) =>
  new Set(edges.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : [])));

/** Every chain that visits none twice, by length and then by its ids. */
function everyPath(edges: Edges, from: number, to: number, hubDegree: number): number[][] {
  const done: number[][] = [];
  const walk = (path: number[]): void => {
    const last = path.at(-1)!;
    if (last === to) done.push(path);
    else if (path.length === 1 || degree(edges, last) <= hubDegree)
      for (const id of neighborsOf(edges, last)) if (!path.includes(id)) walk([...path, id]);
  };
  walk([from]);
  return done
    .filter((path) => path.length <= 7)
    .sort((x, y) => {
      const at = x.findIndex((id, place) => id !== y[place]);
      return x.length - y.length || x[at]! - y[at]!;
    });
}

test('the paths are the first of all there are, in order, and hubs are no bridges', async () => {
  await fc.assert(
    fc.asyncProperty(
      edgesOf,
      node,
      node,
      fc.constantFrom(1, 3, 1000),
      fc.integer({ min: 1, max: 9 }),
      async (edges, from, to, hubDegree, count) => {
        const found = await looplessPaths(source(edges), { from, to, count, hubDegree });
        const known = new Set(edges.flat());
        if (!known.has(from) || !known.has(to)) {
          expect(found).toBeNull();
          return;
        }
        const all = everyPath(edges, from, to, hubDegree);
        expect(found!.paths.map(numbers)).toEqual(all.slice(0, count));
        expect([found!.more, found!.gaveUp]).toEqual([all.length > count, false]);
        expect(found!.cut.filter((hub) => degree(edges, numbers([hub.id])[0]!) !== hub.total)).toEqual([]);
      },
    ),
    { numRuns: 600 },
  );
});

test('a search that its bound ends says so', async () => {
  const chain: Edges = Array.from({ length: 6 }, (_, at) => [at, at + 1] as const);
  const order = { from: 0, to: 6, count: 1, hubDegree: 1000 };
  expect(await looplessPaths(source(chain), { ...order, searchedMax: 3 })).toMatchObject({ paths: [], gaveUp: true });
  expect((await looplessPaths(source(chain), order))!.paths).toHaveLength(1);
});

test('common neighbours are those tied to as many as asked, hubs apart', async () => {
  await fc.assert(
    fc.asyncProperty(
      edgesOf,
      fc.uniqueArray(node, { minLength: 2, maxLength: 4 }),
      fc.constantFrom(2, 4, 1000),
      async (edges, ids, hubDegree) => {
        const found = await commonNeighbors(source(edges), { ids, limit: 100, hubDegree });
        const known = [...new Set(edges.flat())];
        const asked = ids.filter((id) => known.includes(id));
        const tied = known.filter(
          (id) => !asked.includes(id) && asked.length > 1 && asked.every((each) => neighborsOf(edges, each).has(id)),
        );
        const open = tied.filter((id) => degree(edges, id) <= hubDegree);
        expect(found.entities.flatMap(({ entity }) => numbers([entity.id])).sort()).toEqual(open.sort());
        expect(found.cut.flatMap((cut) => numbers([cut.id])).sort()).toEqual(
          tied.filter((id) => !open.includes(id)).sort(),
        );
        expect(found.links).toHaveLength(
          edges.filter(([a, b]) => (asked.includes(a) && open.includes(b)) || (asked.includes(b) && open.includes(a)))
            .length,
        );
      },
    ),
    { numRuns: 300 },
  );
});
