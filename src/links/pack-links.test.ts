import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocateShared, columnsOf, splitInTwo } from '../../test/conformance/memory-drivers.ts';
import { factsOf, makeGraph } from '../../test/conformance/made-links.ts';
import { dayNumber, undated } from './link-codes.ts';
import { LinkOverlay } from './link-overlay.ts';
import { orderById, packLinks } from './pack-links.ts';
import { endWidth, type LinkFacts, type PackedLinks } from './packed-links.ts';
import { rebuildLinks } from './rebuild-links.ts';

const facts = (changed: Partial<LinkFacts> = {}): LinkFacts => ({
  id: 1,
  subject: 64,
  object: 128,
  predicate: 0,
  from: undated,
  to: undated,
  status: 0,
  handling: 0,
  ...changed,
});

/** Rows by ids, so that how nodes are numbered does not show; nodes without links are as good as none. */
function rowsOf({ nodes, offsets, ends, linkIds, lastDays, places }: PackedLinks) {
  const rows = new Map<number, unknown[]>();
  for (let node = 0; node < nodes.count; node++) {
    const row = [];
    for (let end = offsets[node]!; end < offsets[node + 1]!; end++) {
      const [other, link, tag, day] = ends.subarray(endWidth * end, endWidth * (end + 1));
      const ofSubject = (tag! & 1) === 0;
      expect(places[link!] === end).toBe(ofSubject);
      row.push([nodes.ids[other!], linkIds[link!], lastDays[link!], tag, day]);
    }
    if (row.length > 0) rows.set(nodes.ids[node]!, row);
  }
  return rows;
}

test('a graph rebuilt with its changes is the one packed anew, whatever order its links come in', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const graph = makeGraph(seed, { entities: 8 + seed, links: 30 + 4 * seed });
    const whole = graph.links.map(factsOf);
    const packed = packLinks(columnsOf(whole));
    expect(rowsOf(packLinks(columnsOf(whole.toReversed())))).toEqual(rowsOf(packed));
    const { base, changes } = splitInTwo(graph, seed);
    const before = packLinks(columnsOf(base), allocateShared);
    const rows = rowsOf(before);
    const rebuilt = rebuildLinks(before, changes, allocateShared);
    expect(rowsOf(rebuilt)).toEqual(rowsOf(packed));
    expect(rowsOf(before)).toEqual(rows);
    // Only new links, with higher ids: numbers of links stay, and rows are copied as they lie.
    const byId = whole.toSorted((a, b) => a.id - b.id);
    const first = packLinks(columnsOf(byId.slice(0, 20)));
    expect(
      rowsOf(
        rebuildLinks(
          first,
          byId.slice(20).map((put) => ({ put })),
        ),
      ),
    ).toEqual(rowsOf(packed));
  }
});

test('everything lies in shared memory where that is asked for', () => {
  const { nodes, ...arrays } = packLinks(columnsOf([facts()]), allocateShared);
  for (const array of [nodes.ids, nodes.slots, ...Object.values(arrays)])
    expect(array.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('ids are put in order sixteen bits at a time', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(fc.maxSafeInteger(), fc.integer()), { maxLength: 60 }), (ids) => {
      const order = orderById(ids, ids.length);
      const sorted = order === null ? ids : Array.from(order, (at) => ids[at]!);
      expect(sorted).toEqual(ids.toSorted((a, b) => a - b));
    }),
  );
});

test.each<[string, LinkFacts[]]>([
  ['an id twice', [facts(), facts()]],
  ['an id that is no safe integer', [facts({ id: 2 ** 53 })]],
  ['an entity below 0', [facts({ subject: -1 })]],
  ['a predicate beyond what a tag holds', [facts({ predicate: 256 })]],
  ['a status that is none', [facts({ status: 3 })]],
  ['a handling beyond what a tag holds', [facts({ handling: 2 ** 20 })]],
  ['days further apart than can be', [facts({ from: 0 }), facts({ id: 2, from: 2 ** 25 })]],
])('%s is refused', (_, links) => {
  expect(() => packLinks(columnsOf(links))).toThrow(RangeError);
});

test('nothing at all is a graph, and grows', () => {
  const none = packLinks(columnsOf([]));
  expect(rowsOf(none).size).toBe(0);
  const overlay = new LinkOverlay(none);
  overlay.remove(5);
  overlay.put(facts({ object: 64 }));
  expect(overlay.added(overlay.find(64))).toHaveLength(2);
  expect(rowsOf(rebuildLinks(none, [{ put: facts() }])).size).toBe(2);
});

test('days are numbered as the calendar has them', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      const text = date.toISOString().slice(0, 10);
      expect(dayNumber(text)).toBe(Date.parse(text) / 86_400_000);
    }),
  );
  for (const wrong of ['2024-13-01', '2024-1-1', '', '2024-01-00']) expect(() => dayNumber(wrong)).toThrow(RangeError);
});
