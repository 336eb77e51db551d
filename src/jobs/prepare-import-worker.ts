import { hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { TableName } from '../model/tables.ts';
import { Failure } from '../model/errors.ts';
import { allFeeds } from '../sources/all-feeds.ts';
import { openTable } from '../sources/reading/open-table.ts';
import { readFeed, type FeedBatch } from '../sources/read-feed.ts';
import { copyLine, copyText } from '../store/copy-encoding.ts';
import { openSourceFile } from './open-source-file.ts';
import {
  idsPerBatch,
  type PreparationCredit,
  type PreparationMessage,
  type PreparationOrder,
  type PreparedBatch,
  type PreparedTable,
} from './prepared-batch.ts';

/**
 * Reads, parses and encodes files in a thread of its own, a few batches ahead of the thread that saves. One file at a
 * time; the thread lives on for the next, since loading the feeds costs more than reading a small file.
 */

const port = parentPort!;

const credits: PreparationCredit[] = [];
let wake: (() => void) | undefined;
port.on('message', (message: PreparationCredit | PreparationOrder) => {
  if (message.kind === 'order') {
    void prepareFile(message);
    return;
  }
  credits.push(message);
  wake?.();
});

async function takeCredit(): Promise<PreparationCredit> {
  while (credits.length === 0) await new Promise<void>((resolve) => (wake = resolve));
  return credits.shift()!;
}

function post(message: PreparationMessage, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

/** How often each content was seen in this file, for publishers that give no key: two identical rows may be two events. */
type Occurrences = Map<string, number>;

function keyOf(key: string | null, contentHash: string, occurrences: Occurrences): string {
  if (key !== null) return key;
  const n = (occurrences.get(contentHash) ?? 0) + 1;
  occurrences.set(contentHash, n);
  return `sha256:${contentHash}#${n}`;
}

function prepare(batch: FeedBatch, firstRecordId: number, agencyId: number, occurrences: Occurrences): PreparedBatch {
  const count = batch.rows.length;
  const lines = new Float64Array(count);
  const hashes = new Uint8Array(count * 32);
  const keys: string[] = new Array<string>(count);
  const payloads: string[] = new Array<string>(count);
  const encoded = new Map<TableName, { lines: string[]; rowOf: number[] }>();
  batch.rows.forEach((row, at) => {
    const recordId = firstRecordId + at;
    const digest = hash('sha256', row.content, 'buffer');
    hashes.set(digest, at * 32);
    lines[at] = row.line;
    keys[at] = keyOf(row.key, row.key === null ? digest.toString('hex') : '', occurrences);
    payloads[at] = copyText(JSON.stringify(row.cells));
    for (const { table, ordinal, values } of row.typed) {
      let of = encoded.get(table);
      if (!of) encoded.set(table, (of = { lines: [], rowOf: [] }));
      of.lines.push(copyLine(table, { agencyId, recordId, ordinal }, values));
      of.rowOf.push(at);
    }
  });
  return {
    kind: 'batch',
    section: batch.section,
    firstRecordId,
    lines,
    keys,
    hashes,
    payloads,
    tables: [...encoded].map(([table, of]) => packTable(table, of.lines, of.rowOf)),
    rejects: batch.rejects,
    skipped: batch.skipped,
  };
}

function packTable(table: TableName, lines: readonly string[], rowOf: readonly number[]): PreparedTable {
  const text = lines.join('');
  // A buffer of its own: a pooled one shares its memory with others and cannot be handed over.
  const bytes = new TextEncoder().encode(text);
  const allAscii = bytes.byteLength === text.length;
  const ends = new Int32Array(lines.length);
  let end = 0;
  for (let at = 0; at < lines.length; at++) {
    end += allAscii ? lines[at]!.length : Buffer.byteLength(lines[at]!, 'utf8');
    ends[at] = end;
  }
  return { table, bytes, rowOf: Int32Array.from(rowOf), ends };
}

async function prepareFile(order: PreparationOrder): Promise<void> {
  credits.length = 0;
  const occurrences: Occurrences = new Map();
  try {
    const file = await openSourceFile(order.path);
    const table = await openTable(file.bytes);
    for await (const batch of readFeed(table, {
      feed: allFeeds[order.feed],
      mapping: order.mapping,
      context: order.context,
      otherFeeds: Object.values(allFeeds).filter((feed) => feed.name !== order.feed),
    })) {
      if (batch.rows.length > idsPerBatch)
        throw new Error(`batch of ${batch.rows.length} rows has only ${idsPerBatch} ids`);
      const prepared = prepare(batch, (await takeCredit()).firstRecordId, order.agencyId, occurrences);
      post(prepared, [
        prepared.lines.buffer as ArrayBuffer,
        prepared.hashes.buffer as ArrayBuffer,
        ...prepared.tables.flatMap((each) => [each.bytes.buffer, each.rowOf.buffer, each.ends.buffer] as ArrayBuffer[]),
      ]);
    }
    post({ kind: 'end', encoding: table.encoding, format: table.format, sha256: file.sha256() });
  } catch (error) {
    const failure = error as Error;
    post({
      kind: 'failure',
      name: failure.name,
      code: failure instanceof Failure ? failure.code : null,
      message: failure.message,
      detail: failure instanceof Failure ? failure.detail : {},
      stack: failure.stack,
    });
  }
}
