import type { LinkChange } from '../links/link-overlay.ts';
import type { Allocate, PackedLinks } from '../links/packed-links.ts';

/** What the thread that packs links is told, in this order: links, pieces, pack; or rebuild alone. */
export type LinkGraphOrder =
  | { readonly kind: 'links'; readonly count: number }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  | { readonly kind: 'pack' }
  | { readonly kind: 'rebuild'; readonly graph: PackedLinks; readonly changes: readonly LinkChange[] };

/** What it says: that a piece was read, or the graph with the sets of handling tags its codes stand for. */
export type LinkGraphAnswer =
  | { readonly kind: 'read' }
  | { readonly kind: 'graph'; readonly graph: PackedLinks; readonly handlings: readonly string[] };

export const allocateShared: Allocate = (bytes) => new SharedArrayBuffer(bytes);
