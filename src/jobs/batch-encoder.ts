import { hash } from 'node:crypto';
import type { TableName } from '../model/tables.ts';
import type { FeedBatch } from '../sources/feed-batch.ts';
import { copyLine, copyText, recordLines, type SectionKeys } from '../store/copy-encoding.ts';
import type { ContentCounts } from './content-counts.ts';
import { idsPerBatch, type PreparedBatch, type PreparedLines } from './prepared-batch.ts';

/**
 * Rows after which a batch is saved: the server takes ten tables a batch, and each costs it about a sixth of a
 * millisecond whatever it holds.
 */
const rowsEnough = 2_000;
/** Rows that may be added at once: fewer than fill the rest of a batch's ids. */
export const rowsAtOnce = 1_000;
/** Or this many bytes of rows, for files whose rows are long. */
const bytesEnough = 4 * 1024 * 1024;

/** Gathers rows as COPY text, row by row: what a row was parsed into is let go of at once. */
export class BatchEncoder {
  private readonly of: SectionKeys;
  private readonly recordLine: ReturnType<typeof recordLines>;
  private readonly firstRecordId: number;
  private readonly contents: ContentCounts;
  private readonly spare: ArrayBuffer[];
  private readonly keys: string[] = [];
  private readonly hashes: string[] = [];
  private readonly statesOn: (string | null)[] = [];
  private readonly records: Lines;
  private readonly tables = new Map<TableName, Lines>();
  private readonly rejects: PreparedBatch['rejects'] = [];
  private readonly skipped: PreparedBatch['skipped'] = [];

  constructor(of: SectionKeys, from: { firstRecordId: number; contents: ContentCounts; spare: ArrayBuffer[] }) {
    this.of = of;
    this.recordLine = recordLines(of);
    this.firstRecordId = from.firstRecordId;
    this.contents = from.contents;
    this.spare = from.spare;
    this.records = this.lines();
  }

  get isFull(): boolean {
    return this.keys.length + this.rejects.length >= rowsEnough || this.records.bytes >= bytesEnough;
  }

  /** Takes at most `rowsAtOnce` rows, while it is not full. */
  add(batch: FeedBatch): void {
    if (this.keys.length + batch.rows.length > idsPerBatch)
      throw new Error(`no ids for ${batch.rows.length} more rows`);
    this.rejects.push(...batch.rejects);
    this.skipped.push(...batch.skipped);
    for (const row of batch.rows) {
      const at = this.keys.length;
      const recordId = this.firstRecordId + at;
      const cellsHash = hash('sha256', row.content);
      const contentHash = row.reading === '' ? cellsHash : hash('sha256', `${row.content}\x1d${row.reading}`);
      // A publisher that gives no key: two identical rows may be two events. Read in another way they are the same rows.
      const key = row.key ?? `sha256:${cellsHash}#${this.contents.count(cellsHash)}`;
      this.keys.push(key);
      this.hashes.push(contentHash);
      this.statesOn.push(row.stateOn);
      const cells = copyText(JSON.stringify(row.cells));
      this.records.add(
        this.recordLine({ recordId, key, line: row.line, contentHash, cells, stateOn: row.stateOn }),
        at,
      );
      for (const { table, ordinal, values } of row.typed) {
        let lines = this.tables.get(table);
        if (!lines) this.tables.set(table, (lines = this.lines()));
        lines.add(copyLine(table, { agencyId: this.of.agencyId, recordId, ordinal }, values), at);
      }
    }
    // Joined and encoded some hundred rows at a time: one long text costs less than many short ones.
    this.records.encode();
    for (const lines of this.tables.values()) lines.encode();
  }

  /** The batch, and the memory in it that is handed over with it. */
  finish(): { batch: PreparedBatch; memory: ArrayBuffer[] } {
    const records = this.records.finish();
    const tables = [...this.tables].map(([table, lines]) => ({ table, ...lines.finish() }));
    const hashes = Buffer.alloc(this.hashes.length * 32);
    this.hashes.forEach((each, at) => hashes.write(each, at * 32, 'hex'));
    const memory = [records, ...tables].flatMap((each) => [each.bytes.buffer, each.ends.buffer, each.rowOf.buffer]);
    return {
      batch: {
        kind: 'batch',
        section: this.of.section,
        firstRecordId: this.firstRecordId,
        keys: this.keys,
        hashes,
        statesOn: this.statesOn,
        records,
        tables,
        rejects: this.rejects,
        skipped: this.skipped,
      },
      memory: memory as ArrayBuffer[],
    };
  }

  private lines(): Lines {
    return new Lines(this.spare.pop());
  }
}

const utf8 = new TextEncoder();
const smallestBytes = 256 * 1024;

/** Lines of one table, gathered as text and encoded piece by piece into one growing block of memory. */
class Lines {
  private block: Uint8Array<ArrayBuffer>;
  private used = 0;
  private waiting: string[] = [];
  private readonly rowOf: number[] = [];
  private readonly ends: number[] = [];

  constructor(spare: ArrayBuffer | undefined) {
    this.block = new Uint8Array(spare ?? new ArrayBuffer(smallestBytes));
  }

  get bytes(): number {
    return this.used;
  }

  add(line: string, row: number): void {
    this.waiting.push(line);
    this.rowOf.push(row);
  }

  encode(): void {
    if (this.waiting.length === 0) return;
    const text = this.waiting.join('');
    let { read, written } = utf8.encodeInto(text, this.block.subarray(this.used));
    if (read < text.length) {
      // No character takes more than three bytes of UTF-8 for each of its units of UTF-16.
      this.grow(this.used + text.length * 3);
      ({ read, written } = utf8.encodeInto(text, this.block.subarray(this.used)));
    }
    const allAscii = written === text.length;
    for (const line of this.waiting) {
      this.used += allAscii ? line.length : Buffer.byteLength(line, 'utf8');
      this.ends.push(this.used);
    }
    this.waiting = [];
  }

  finish(): PreparedLines & { rowOf: Int32Array } {
    return {
      bytes: this.block.subarray(0, this.used),
      rowOf: Int32Array.from(this.rowOf),
      ends: Int32Array.from(this.ends),
    };
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.block.length * 2));
    larger.set(this.block.subarray(0, this.used));
    this.block = larger;
  }
}
