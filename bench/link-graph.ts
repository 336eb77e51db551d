/**
 * How fast is the link graph in memory, and how large?
 *
 * Makes graphs with power-law degrees from a seed, packs them, asks random nodes for two hops, three hops and shortest paths with
 * a hub policy of 1,000 and without, puts 200,000 links into an overlay and asks again, and rebuilds. What is asked is
 * everything within the hops: no limit on links of an entity or on entities.
 *
 * `small` has 1 million nodes and 5 million links, each from any node (a firearm, a person) to one drawn by a power law (a
 * dealer, an address); `hub` is the same with a node of degree 889,000; `large` has 10 million nodes, 50 million links and
 * such a hub; of `dense` both ends are drawn by the power law, so that what is busy is tied to what is busy.
 *
 *   node --max-old-space-size=2000 bench/link-graph.ts [small] [hub] [large] [dense]
 */
import { LinkOverlay, type LinkChange } from '../src/links/link-overlay.ts';
import { LinkReader, wholeSight } from '../src/links/link-reader.ts';
import { packLinks } from '../src/links/pack-links.ts';
import type { LinkFacts, PackedLinks } from '../src/links/packed-links.ts';
import { rebuildLinks } from '../src/links/rebuild-links.ts';
import { nameWalk, walkHops } from '../src/links/walk-hops.ts';
import { walkPaths } from '../src/links/walk-paths.ts';

const shared = (bytes: number) => new SharedArrayBuffer(bytes);
const graphs = {
  small: { nodes: 1_000_000, links: 5_000_000, hub: 0, even: true },
  hub: { nodes: 1_000_000, links: 5_000_000, hub: 889_000, even: true },
  large: { nodes: 10_000_000, links: 50_000_000, hub: 889_000, even: true },
  dense: { nodes: 10_000_000, links: 50_000_000, hub: 0, even: false },
} as const;
const added = 200_000;
/** Share of a power law P(degree) ~ degree^-2.5: how much more often the first nodes are drawn than the last. */
const skew = 3;
const print = (text: string) => process.stdout.write(`${text}\n`);

let state = 20_261_129;
/** xorshift32: fast, and the same on every machine. */
function chance(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 0x1_0000_0000;
}

/** Ids lie apart as those of the store do, where an entity has the number of its oldest observation. */
const idOf = (node: number) => 64 * (node + 1) + (node % 5);

const anyNode = (nodes: number) => Math.floor(nodes * chance());

function drawNode(nodes: number): number {
  // Ranks drawn so that the node of rank r is met in proportion to r^(-2/3): degrees then follow a power law of 2.5.
  const rank = Math.floor(nodes * chance() ** skew);
  // Spread over all ids, or the busiest nodes would lie side by side in memory.
  return (rank * 7919) % nodes;
}

function makeFacts(id: number, subject: number, object: number): LinkFacts {
  return {
    id,
    subject: idOf(subject),
    object: idOf(object),
    predicate: Math.floor(chance() * 20),
    from: 12_000 + Math.floor(chance() * 8000),
    to: -0x8000_0000,
    status: chance() < 0.02 ? 1 : 0,
    handling: Math.floor(chance() * 4),
  };
}

function makeColumns({ nodes, links, hub, even }: (typeof graphs)[keyof typeof graphs]) {
  const columns = {
    count: links,
    id: new Float64Array(links),
    subject: new Float64Array(links),
    object: new Float64Array(links),
    predicate: new Uint8Array(links),
    from: new Int32Array(links),
    to: new Int32Array(links),
    status: new Uint8Array(links),
    handling: new Uint16Array(links),
  };
  for (let link = 0; link < links; link++) {
    const facts = makeFacts(
      link + 1,
      even ? anyNode(nodes) : drawNode(nodes),
      link < hub ? nodes - 1 : drawNode(nodes),
    );
    for (const name of ['id', 'subject', 'object', 'predicate', 'from', 'to', 'status', 'handling'] as const)
      columns[name][link] = facts[name];
  }
  return columns;
}

function bytesOf({ nodes, offsets, ends, linkIds, lastDays, places, busy }: PackedLinks): number {
  return [nodes.ids, nodes.slots, offsets, ends, linkIds, lastDays, places, busy].reduce(
    (sum, each) => sum + each.byteLength,
    0,
  );
}

function measure(name: string, runs: number, work: () => number): void {
  const began = performance.now();
  for (let run = 0; run < 50 && performance.now() - began < 1000; run++) work();
  const took: number[] = [];
  let size = 0;
  while (took.length < runs && (took.length < 100 || performance.now() - began < 4000)) {
    const started = performance.now();
    size += work();
    took.push(performance.now() - started);
    if (performance.now() - began > 15_000) break;
  }
  took.sort((a, b) => a - b);
  const at = (share: number) =>
    took[Math.min(took.length - 1, Math.floor(took.length * share))]!.toFixed(3).padStart(9);
  print(
    `  ${name.padEnd(40)} p50 ${at(0.5)}  p99 ${at(0.99)}  most ${at(1)} ms; ${Math.round(size / took.length)} met on average, ${took.length} asked`,
  );
}

function measureQuestions(reader: LinkReader, nodes: number, runs: number): void {
  const anyone = () => {
    for (;;) {
      const id = idOf(Math.floor(chance() * nodes));
      if (reader.find(id) >= 0) return id;
    }
  };
  for (const hubDegree of [1000, Infinity]) {
    const policy = hubDegree === Infinity ? 'no hub policy' : `hubs above ${hubDegree}`;
    for (const hops of [2, 3]) {
      const order = { hops, limit: Infinity, perEntityLimit: Infinity, hubDegree };
      measure(`${hops} hops, ${policy}`, runs, () => {
        const walk = walkHops(reader, { from: [anyone()], ...order });
        return walk.nodes.length;
      });
    }
    measure(`shortest path, ${policy}`, runs, () => {
      const walk = walkPaths(reader, { from: anyone(), to: anyone(), limit: 10, hubDegree })!;
      return walk.searched;
    });
  }
  measure('2 hops with ids, hubs above 1000', runs, () => {
    const order = { hops: 2, limit: Infinity, perEntityLimit: Infinity, hubDegree: 1000 };
    return nameWalk(reader, walkHops(reader, { from: [anyone()], ...order })).entities.length;
  });
  measure('2 hops as the portal asks, with ids', runs, () => {
    const walk = walkHops(reader, { from: [anyone()], hops: 2, limit: 200, hubDegree: 1000 });
    return nameWalk(reader, walk).entities.length;
  });
}

interface Begun {
  readonly at: number;
  readonly cpu: NodeJS.CpuUsage;
}
const begin = (): Begun => ({ at: performance.now(), cpu: process.threadCpuUsage() });
/** On the clock, and of its own thread: on a machine that others use the two differ. */
function seconds({ at, cpu }: Begun): string {
  const { user, system } = process.threadCpuUsage(cpu);
  return `${((performance.now() - at) / 1000).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of its own thread)`;
}
const asked = process.argv.slice(2);
for (const name of Object.keys(graphs) as (keyof typeof graphs)[]) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { nodes, links, even } = graphs[name];
  let columns: ReturnType<typeof makeColumns> | null = makeColumns(graphs[name]);
  let started = begin();
  const packed = packLinks(columns, shared);
  columns = null;
  let longest = 0;
  for (let node = 0; node < packed.nodes.count; node++)
    longest = Math.max(longest, packed.offsets[node + 1]! - packed.offsets[node]!);
  print(
    `${name}: ${packed.nodes.count} nodes with links, ${links} links, longest row ${longest}; packed in ${seconds(started)}, ${(bytesOf(packed) / links).toFixed(1)} bytes a link, resident ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
  const runs = 3000;
  measureQuestions(new LinkReader(packed, null, wholeSight), nodes, runs);
  const changes: LinkChange[] = [];
  for (let at = 0; at < added; at++)
    changes.push({ put: makeFacts(2 * (links + at) + 1, even ? anyNode(nodes) : drawNode(nodes), drawNode(nodes)) });
  started = begin();
  const overlay = new LinkOverlay(packed);
  for (const change of changes) overlay.apply(change);
  print(`  an overlay of ${added} links in ${seconds(started)}`);
  measureQuestions(new LinkReader(packed, overlay, wholeSight), nodes, runs);
  started = begin();
  const rebuilt = rebuildLinks(packed, changes, shared);
  print(`  rebuilt with them in ${seconds(started)}: ${rebuilt.linkIds.length} links`);
  // An id between those there gives every link another number.
  changes.push({ put: makeFacts(2, anyNode(nodes), drawNode(nodes)) });
  started = begin();
  rebuildLinks(packed, changes, shared);
  print(
    `  rebuilt with a late id as well in ${seconds(started)}; resident ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
}
