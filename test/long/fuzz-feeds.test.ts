import { expect, test } from 'vitest';
import { feedNames } from '../../src/model/feeds.ts';
import { readDamagedFeeds } from '../faults/damaged-feeds.ts';

const inputs = 20_000;
const batch = 1_000;

test.each(feedNames)(
  `${inputs} damaged files of %s: no crash, no hang over 2 s, bounded memory`,
  async (feed) => {
    const ends = new Map<string, number>();
    let slowest = 0;
    let rows = 0;
    let rejects = 0;
    const memory: number[] = [];
    for (let seed = 1_000_000; seed < 1_000_000 + inputs; seed += batch) {
      for (const each of await readDamagedFeeds(feed, seed, batch)) {
        slowest = Math.max(slowest, each.milliseconds);
        rows += each.rows;
        rejects += each.rejects;
        const end = each.failure ?? 'read';
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
      memory.push(Math.round(process.memoryUsage().rss / 2 ** 20));
    }
    // After the first thousands what is held on purpose (words, headers, days) is held.
    const growth = memory.at(-1)! - memory[Math.floor(memory.length / 4)]!;
    console.log(feed, Object.fromEntries(ends), {
      rows,
      rejects,
      slowest: Math.round(slowest),
      memory: memory.at(-1),
      growth,
    });
    expect(slowest).toBeLessThan(2_000);
    expect(growth).toBeLessThan(150);
  },
  3_600_000,
);
