import { parentPort } from 'node:worker_threads';
import { Failure } from '../model/errors.ts';
import { allFeeds } from '../sources/all-feeds.ts';
import { openTable } from '../sources/reading/open-table.ts';
import type { FileWarning } from '../sources/file-warning.ts';
import type { FeedBatch, Section } from '../sources/feed-batch.ts';
import { readFeed } from '../sources/read-feed.ts';
import { BatchEncoder, rowsAtOnce } from './batch-encoder.ts';
import { ContentCounts } from './content-counts.ts';
import { openSourceFile } from './open-source-file.ts';
import type { PreparationCredit, PreparationMessage, PreparationOrder, PreparationSource } from './prepared-batch.ts';

/**
 * Reads, parses and encodes files in a thread of its own, a few batches ahead of the thread that saves. One file at a
 * time; the thread lives on for the next, since loading the feeds costs more than reading a small file.
 */

const port = parentPort!;

const credits: PreparationCredit[] = [];
let source: PreparationSource | undefined;
let wake: (() => void) | undefined;
port.on('message', (message: PreparationCredit | PreparationOrder | PreparationSource) => {
  if (message.kind === 'order') {
    void prepareFile(message);
    return;
  }
  if (message.kind === 'source') source = message;
  else credits.push(message);
  wake?.();
});

async function takeCredit(): Promise<PreparationCredit> {
  while (credits.length === 0) await new Promise<void>((resolve) => (wake = resolve));
  return credits.shift()!;
}

/** Tells the saving thread of a section, and waits until it has a source. */
async function openSection(section: Section): Promise<PreparationSource> {
  source = undefined;
  post({ kind: 'section', section });
  for (;;) {
    if (source !== undefined) return source;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}

function post(message: PreparationMessage, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

/** A sheet is read as one batch, however long: in parts that an encoder has room for. */
function* partsOf(batch: FeedBatch): Generator<FeedBatch> {
  const { section, rows, rejects, skipped } = batch;
  yield { section, rows: rows.slice(0, rowsAtOnce), rejects, skipped };
  for (let at = rowsAtOnce; at < rows.length; at += rowsAtOnce)
    yield { section, rows: rows.slice(at, at + rowsAtOnce), rejects: [], skipped: [] };
}

async function prepareFile(order: PreparationOrder): Promise<void> {
  credits.length = 0;
  const { agencyId, runId, receivedAt } = order;
  const contents = new ContentCounts();
  try {
    const file = await openSourceFile(order.path);
    const table = await openTable(file.bytes);
    let opened: { section: Section; columns: number; source: PreparationSource } | undefined;
    let encoder: BatchEncoder | undefined;
    const warnings: FileWarning[] = [];
    const flush = () => {
      if (!encoder) return;
      const { batch, memory } = encoder.finish();
      encoder = undefined;
      post(batch, memory);
    };
    for await (const batch of readFeed(table, {
      feed: allFeeds[order.feed],
      mapping: order.mapping,
      context: order.context,
      otherFeeds: Object.values(allFeeds).filter((feed) => feed.name !== order.feed),
    })) {
      if (batch.warnings) {
        warnings.push(...batch.warnings);
        continue;
      }
      const { section } = batch;
      // A section's columns may still grow: JSON keys met later.
      if (opened?.section !== section || opened.columns !== section.columns.length) {
        flush();
        opened = { section, columns: section.columns.length, source: await openSection(section) };
      }
      for (const part of partsOf(batch)) {
        if (!encoder) {
          const { sourceId, handling } = opened.source;
          const of = { agencyId, sourceId, runId, section: section.section, handling, receivedAt };
          encoder = new BatchEncoder(of, { contents, ...(await takeCredit()) });
        }
        encoder.add(part);
        if (encoder.isFull) flush();
      }
    }
    flush();
    post({ kind: 'end', encoding: table.encoding, format: table.format, sha256: file.sha256(), warnings });
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
