/**
 * Reads one header and one block repeated to so many megabytes as a table, in a process of its own so that nothing else
 * is measured, and prints what came of it. Run: node test/long/read-long-stream.ts MEGABYTES HEADER BLOCK
 */
import { openTable } from '../../src/sources/reading/open-table.ts';

const megabytes = Number(process.argv[2]);
const header = new TextEncoder().encode(process.argv[3]);
const block = process.argv[4]!;
const repeated = new TextEncoder().encode(block.repeat(Math.ceil((256 * 1024) / block.length)));

async function* source(): AsyncGenerator<Uint8Array> {
  yield header;
  for (let sent = 0; sent < megabytes * 1e6; sent += repeated.length) yield repeated.slice();
}

const before = process.memoryUsage().rss;
let most = before;
let rows = 0;
let problems = 0;
const reader = await openTable(source());
for await (const batch of reader.batches()) {
  rows += batch.rows.length;
  problems += batch.problems.length;
  most = Math.max(most, process.memoryUsage().rss);
}
most = Math.max(most, process.memoryUsage().rss);
console.log(JSON.stringify({ rows, problems, growthMegabytes: Math.round((most - before) / 1e6) }));
