import type pg from 'pg';
import { predicateNames, statusNames, undated } from '../links/link-codes.ts';
import { packLinks } from '../links/pack-links.ts';
import { copyLinks, countStoredLinks } from '../store/copy-links.ts';
import type { Database } from '../store/database.ts';
import { findLinkPosition } from '../store/link-changes.ts';
import { StoredLinkColumns } from '../store/stored-link-columns.ts';
import { allocateShared } from './link-graph-orders.ts';
import { LinkGraphThread, type PackedGraph } from './link-graph-thread.ts';

export interface LoadedGraph extends PackedGraph {
  /** Where the list of changes ended when it was read. */
  readonly seq: number;
  readonly links: number;
}

export interface LoadOrder {
  readonly agencyId: number;
  /** More than this is not loaded. */
  readonly linksMax: number;
  readonly signal: AbortSignal;
}

/** So few are packed here: a thread takes longer to begin. */
const fewLinks = 20_000;

/**
 * Reads the links of an agency as they are at one moment and packs them. Gives their number alone where there are too many.
 * Of what is read some megabytes lie in memory at once; beside the graph (some 60 bytes for each link) packing takes 100 for
 * each, until it is done.
 */
export async function loadLinkGraph(
  database: Database,
  order: LoadOrder,
): Promise<LoadedGraph | { readonly tooMany: number }> {
  const { agencyId, linksMax, signal } = order;
  const client = await database.connect('read');
  // A connection that is cut ends the COPY wherever it is.
  const cut = () => (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  signal.addEventListener('abort', cut, { once: true });
  try {
    signal.throwIfAborted();
    await client.query('begin isolation level repeatable read read only');
    const { seq } = await findLinkPosition(client, agencyId);
    const links = await countStoredLinks(client, agencyId);
    if (links > linksMax) return { tooMany: links };
    const packed = await packStored(client, agencyId, links, signal);
    await client.query('commit');
    return { ...packed, seq, links };
  } finally {
    signal.removeEventListener('abort', cut);
    await client.end().catch(() => undefined);
  }
}

async function packStored(
  client: pg.Client,
  agencyId: number,
  links: number,
  signal: AbortSignal,
): Promise<PackedGraph> {
  const pieces = copyLinks(client, agencyId, { predicates: predicateNames, statuses: statusNames, undated });
  if (links <= fewLinks) {
    const columns = new StoredLinkColumns(links);
    for await (const piece of pieces) columns.read(piece as Uint8Array);
    return { graph: packLinks(columns.finish(), allocateShared), handlings: columns.handlings };
  }
  const thread = new LinkGraphThread();
  const end = () => void thread.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    return await thread.pack(links, pieces);
  } finally {
    signal.removeEventListener('abort', end);
    await thread.end();
  }
}
