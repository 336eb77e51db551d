/**
 * How much longer is a row of links read in memory where some of its ends are hidden from the reader?
 *
 *   node bench/hidden-ends.ts
 *
 * Things with ten links that are seen, and none, 100, 1,000, 10,000 or 100,000 that are hidden among them, are asked for what a
 * board asks of one: its first 150 links. Many of each, in turns, so that all meet the same machine.
 */
import { LinkReader, type Sight } from '../src/links/link-reader.ts';
import { packLinks } from '../src/links/pack-links.ts';
import type { LinkFacts } from '../src/links/packed-links.ts';
import { readNeighbors } from '../src/links/read-neighbors.ts';

const seen = 10;
const hiddenCounts = [0, 100, 1_000, 10_000, 100_000];
const copies = 5;
const rounds = 400;
const secret = 1;
const print = (text: string) => process.stdout.write(`${text}\n`);

const facts: LinkFacts[] = [];
for (const [kind, hidden] of hiddenCounts.entries())
  for (let copy = 0; copy < copies; copy++)
    for (let at = 0; at < seen + hidden; at++)
      facts.push({
        id: facts.length + 1,
        subject: 1 + kind * copies + copy,
        object: 1_000_000 + facts.length,
        predicate: at % 20,
        from: 15_000 + ((at * 7919) % 5_000),
        to: 20_000,
        status: 0,
        handling: at < seen ? 0 : secret,
      });
const column = (name: keyof LinkFacts) => facts.map((each) => each[name]);
const graph = packLinks({
  count: facts.length,
  id: column('id'),
  subject: column('subject'),
  object: column('object'),
  predicate: column('predicate'),
  from: column('from'),
  to: column('to'),
  status: column('status'),
  handling: column('handling'),
});

const narrow: Sight = { visible: (handling) => handling !== secret };
const times = hiddenCounts.map((): number[] => []);
const firstTimes = hiddenCounts.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
  // A reader that has counted nothing yet: what rows of more than 1,024 ends have is kept from then on.
  const reader = new LinkReader(graph, null, narrow);
  readNeighbors(reader, { ids: [facts.at(-1)!.object], perEntityLimit: 150, hubDegree: 1000 });
  for (const kind of hiddenCounts.keys()) {
    const id = 1 + kind * copies + (round % copies);
    for (const into of [firstTimes, times]) {
      const before = process.hrtime.bigint();
      const { links } = readNeighbors(reader, { ids: [id], perEntityLimit: 150, hubDegree: 1000 });
      into[kind]!.push(Number(process.hrtime.bigint() - before) / 1000);
      if (links.length !== seen) throw new Error(`expected ${seen} links that are seen; got ${links.length}`);
    }
  }
}

const at = (all: readonly number[], share: number) => all.toSorted((a, b) => a - b)[Math.floor(share * all.length)]!;
const words = (all: readonly number[]) => `median ${at(all, 0.5).toFixed(1)}, 95th ${at(all, 0.95).toFixed(1)}`;
print(`${facts.length} links; each asked ${rounds} times, microseconds`);
for (const [kind, hidden] of hiddenCounts.entries())
  print(`${hidden} hidden: first asked ${words(firstTimes[kind]!)}; again ${words(times[kind]!)}`);
