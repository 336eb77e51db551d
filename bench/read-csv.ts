/**
 * How many rows a second does the CSV reader give? Rows of 60 columns, about 700 bytes, as a wide trace export has.
 * Run: node bench/read-csv.ts [megabytes]
 */
import { openTable } from '../src/sources/reading/open-table.ts';

const megabytes = Number(process.argv[2] ?? 140);
const columns = 60;

function row(n: number, quoted: boolean, accent: boolean): string {
  const cells: string[] = [];
  for (let c = 0; c < columns; c++) {
    const value = `${accent && c === 7 ? 'José ' : 'value'} ${(n * 31 + c * 17) % 100000}`;
    cells.push(quoted ? `"${value}, x"` : c % 10 === 3 ? '' : value);
  }
  return cells.join(',') + '\r\n';
}

async function* pieces(text: Uint8Array, total: number): AsyncGenerator<Uint8Array> {
  const size = 256 * 1024;
  for (let sent = 0; sent < total; sent += text.length) {
    for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
  }
}

async function measure(name: string, quoted: boolean, encoding: 'ascii' | 'utf8' | 'latin1'): Promise<void> {
  const lines: string[] = [];
  for (let n = 0; n < 20_000; n++) lines.push(row(n, quoted, encoding !== 'ascii'));
  const block = Buffer.from(lines.join(''), encoding === 'latin1' ? 'latin1' : 'utf8');
  const reader = await openTable(pieces(block, megabytes * 1e6));
  let rows = 0;
  let cells = 0;
  const start = process.cpuUsage();
  for await (const batch of reader.batches()) {
    rows += batch.rows.length;
    for (const each of batch.rows) cells += each.cells.length;
  }
  const used = process.cpuUsage(start); // of the processor, so that other work on the machine does not count
  const seconds = (used.user + used.system) / 1e6;
  const bytes = Math.ceil((megabytes * 1e6) / block.length) * block.length;
  console.log(
    `${name.padEnd(28)} ${Math.round(rows / seconds).toLocaleString('en')} rows/s, ` +
      `${((seconds / rows) * 1e6).toFixed(2)} µs a row of ${Math.round(bytes / rows)} bytes and ${cells / rows} cells, ` +
      `${Math.round(bytes / seconds / 1e6)} MB/s, ${reader.encoding}`,
  );
}

for (let pass = 0; pass < 2; pass++) {
  if (pass === 1) console.log('second pass, compiled:');
  await measure('plain ASCII', false, 'ascii');
  await measure('accents in every row', false, 'utf8');
  await measure('windows-1252', false, 'latin1');
  await measure('every cell quoted', true, 'ascii');
}
