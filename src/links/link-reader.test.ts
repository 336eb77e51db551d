import { expect, test } from 'vitest';
import { columnsOf } from '../../test/conformance/memory-drivers.ts';
import { factsOf, makeGraph, makeQuestion, seededChance } from '../../test/conformance/made-links.ts';
import { undated } from './link-codes.ts';
import { LinkOverlay } from './link-overlay.ts';
import { LinkReader, wholeSight, type Sight } from './link-reader.ts';
import { packLinks } from './pack-links.ts';
import type { LinkFacts } from './packed-links.ts';
import { readNeighbors } from './read-neighbors.ts';
import { rebuildLinks } from './rebuild-links.ts';
import { nameWalk, walkHops } from './walk-hops.ts';
import { walkPaths } from './walk-paths.ts';

/** Two entities tied through one that has `degree` links, of which `hidden` are hidden. */
function hubOf(degree: number, hidden: number): LinkFacts[] {
  const place = 1_000_000;
  return Array.from({ length: degree }, (_, at) => ({
    id: at + 1,
    subject: at + 1,
    object: place,
    predicate: at % 3,
    from: at % 7 === 0 ? undated : 19_000 + (at % 50),
    to: undated,
    status: 0,
    handling: at >= degree - hidden ? 5 : 0,
  }));
}
const narrowSight: Sight = { visible: (handling) => handling !== 5 };
const order = { from: 1, to: 2, limit: 10 };

test('who may see less of a busy place may walk through it, and is told of no link more than there are for them', () => {
  const graph = packLinks(columnsOf(hubOf(1500, 600)));
  const overlay = new LinkOverlay(graph);
  for (const each of [new LinkReader(graph, null, wholeSight), new LinkReader(graph, overlay, wholeSight)]) {
    expect(walkPaths(each, { ...order, hubDegree: 1000 })).toMatchObject({ paths: [], hubs: [{ links: 1500 }] });
    expect(walkPaths(each, { ...order, hubDegree: 1500 })).toMatchObject({ paths: [[1, 1_000_000, 2]], hubs: [] });
  }
  const reader = new LinkReader(graph, null, narrowSight);
  expect(walkPaths(reader, { ...order, hubDegree: 1000 })).toMatchObject({ paths: [[1, 1_000_000, 2]], hubs: [] });
  const { cuts } = readNeighbors(reader, { ids: [1_000_000], perEntityLimit: 10, hubDegree: 899 });
  expect(cuts).toMatchObject([{ reason: 'hub', total: 900, shown: 0 }]);
  const walk = walkHops(reader, { from: [1], hops: 3, limit: 5000, perEntityLimit: 5000, hubDegree: 899 });
  expect(nameWalk(reader, walk).entities).toEqual([1, 1_000_000]);
  expect(walk.cuts).toMatchObject([{ reason: 'hub', total: 900, shown: 1 }]);
});

test('what is counted once is counted anew after a change', () => {
  const graph = packLinks(columnsOf(hubOf(1100, 0)));
  const overlay = new LinkOverlay(graph);
  const reader = new LinkReader(graph, overlay, narrowSight);
  const degree = () => reader.degreeOf(reader.find(1_000_000));
  expect(degree()).toBe(1100);
  overlay.remove(7);
  expect(degree()).toBe(1099);
  overlay.put({ ...hubOf(1, 0)[0]!, id: 5000, subject: 77_777 });
  overlay.put({ ...hubOf(1, 0)[0]!, id: 5001, subject: 77_778, handling: 5 });
  expect([degree(), reader.find(77_777) >= 0, reader.find(77_778)]).toEqual([1100, true, -1]);
  const rebuilt = rebuildLinks(graph, [{ remove: 7 }]);
  const again = new LinkOverlay(rebuilt);
  // A number was left for it: removing it once more changes nothing, and it may come back.
  again.remove(7);
  expect(again.version).toBe(0);
  again.put(hubOf(7, 0)[6]!);
  const later = new LinkReader(rebuilt, again, narrowSight);
  expect(later.degreeOf(later.find(1_000_000))).toBe(1100);
});

test('a hidden link, added or not, changes nothing a reader can be told', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const graph = makeGraph(seed, { entities: 12 + seed, links: 160 });
    const sight: Sight = { visible: graph.visible, hiddenEntities: graph.hiddenEntities };
    const hidden = graph.links.filter((link) => !graph.seen.includes(link)).map(factsOf);
    expect(hidden.length).toBeGreaterThan(10);
    const without = packLinks(columnsOf(graph.seen.map(factsOf)));
    const overlay = new LinkOverlay(without);
    for (const put of hidden) overlay.put(put);
    const whole = packLinks(columnsOf(graph.links.map(factsOf)));
    const [plain, ...others] = [
      new LinkReader(without, null, wholeSight),
      new LinkReader(without, overlay, sight),
      new LinkReader(whole, null, sight),
    ];
    const chance = seededChance(seed);
    for (let at = 0; at < 40; at++) {
      const question = makeQuestion(chance, graph.ids);
      const told = (reader: LinkReader) => {
        if (question.ask === 'neighbors') return readNeighbors(reader, question);
        if (question.ask === 'paths') return walkPaths(reader, question);
        if (question.ask !== 'hops') return null;
        const walk = walkHops(reader, question);
        return { ...nameWalk(reader, walk), hops: walk.hops, cuts: walk.cuts };
      };
      for (const reader of others) expect(told(reader)).toEqual(told(plain!));
    }
  }
});

test('an overlay is read over its own graph alone', () => {
  const [one, two] = [packLinks(columnsOf([])), packLinks(columnsOf([]))];
  expect(() => new LinkReader(one, new LinkOverlay(two), wholeSight)).toThrow(RangeError);
});
