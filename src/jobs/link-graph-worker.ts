import { parentPort } from 'node:worker_threads';
import { packLinks } from '../links/pack-links.ts';
import { rebuildLinks } from '../links/rebuild-links.ts';
import { StoredLinkColumns } from '../store/stored-link-columns.ts';
import { allocateShared, type LinkGraphAnswer, type LinkGraphOrder } from './link-graph-orders.ts';

/**
 * Packs the links of an agency, or a graph and what changed since, in a thread of its own: requests are answered meanwhile,
 * and the memory it took ends with it. The graph lies in memory both threads see.
 */

const port = parentPort!;
const answer = (message: LinkGraphAnswer) => port.postMessage(message);
let columns: StoredLinkColumns | null = null;

port.on('message', (order: LinkGraphOrder) => {
  switch (order.kind) {
    case 'links':
      columns = new StoredLinkColumns(order.count);
      return;
    case 'piece':
      columns!.read(order.bytes);
      return answer({ kind: 'read' });
    case 'pack': {
      const { handlings } = columns!;
      const graph = packLinks(columns!.finish(), allocateShared);
      columns = null;
      return answer({ kind: 'graph', graph, handlings });
    }
    case 'rebuild':
      return answer({ kind: 'graph', graph: rebuildLinks(order.graph, order.changes, allocateShared), handlings: [] });
  }
});
