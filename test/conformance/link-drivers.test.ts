import { expect, test } from 'vitest';
import { expectSameAnswers, plainDriver } from './link-drivers.ts';
import { makeGraph } from './made-links.ts';
import { memoryDrivers } from './memory-drivers.ts';
import { plainDetails } from './plain-links.ts';

test('drivers in memory answer as plain lists do, to the order and the cuts, on 1,000 random questions', async () => {
  let asked = 0;
  let telling = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const graph = makeGraph(seed, { entities: 10 + seed * 2, links: 20 + seed * 9, hiding: seed % 5 !== 0 });
    const drivers = [plainDriver(graph), ...memoryDrivers(graph, plainDetails(graph.seen), seed)];
    const done = await expectSameAnswers(drivers, { seed, questions: 40, ids: graph.ids });
    asked += done.asked;
    telling += done.telling;
  }
  expect(asked).toBe(1000);
  // Most say something, or the suite would hold of anything.
  expect(telling).toBeGreaterThan(400);
});
