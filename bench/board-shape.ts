/**
 * How long do groups, and what lies between others, of a board take?
 *
 *   node bench/board-shape.ts
 *
 * Boards from a seed: links from any thing to one drawn by a power law. In the browser they are computed in a worker.
 */
import { betweenness } from '../src/links/betweenness.ts';
import { communities } from '../src/links/communities.ts';

let state = 20_261_129;
/** xorshift32: the same on every machine. */
function chance(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 0x1_0000_0000;
}
/** Share of a power law P(degree) ~ degree^-2.5. */
const skew = 3;

function seconds(work: () => unknown): string {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return `${((user + system) / 1e6).toFixed(2)} s`;
}

for (const [things, ties] of [
  [500, 2000],
  [2000, 8000],
  [5000, 20_000],
  [5000, 40_000],
] as const) {
  const entities = Array.from({ length: things }, (_, at) => at + 1);
  const links = Array.from({ length: ties }, () => ({
    subject: 1 + Math.floor(things * chance()),
    object: 1 + Math.floor(things * chance() ** skew),
  }));
  const board = { entities, links };
  process.stdout.write(
    `${things} things, ${ties} links: groups ${seconds(() => communities(board))}, between others ${seconds(() => betweenness(board))} of processor time\n`,
  );
}
