import { dayNumber, predicateCode, predicateNames, statusCode, statusNames } from './link-codes.ts';
import type { LinkFilter } from './neighbors.ts';
import { kindMask, predicateOf, statusOf } from './packed-links.ts';

export interface EndCounts {
  readonly total: number;
  readonly byPredicate: Readonly<Record<string, number>>;
}

/** A filter made ready for the arrays of a packed graph. */
export interface LinkSieve {
  /** By the low bits of a tag: 1 where status and predicate are asked for. */
  readonly kinds: Uint8Array;
  /** Whether days are asked for at all; undated links stay. */
  readonly dated: boolean;
  readonly since: number;
  readonly until: number;
  /** Ends within the filter by predicate, of nodes that took long to count. */
  readonly counts: Map<number, EndCounts>;
}

export function linkSieve(filter: LinkFilter): LinkSieve {
  const asked = new Set((filter.predicates ?? predicateNames).map(predicateCode));
  const active = statusCode('ACTIVE');
  const kinds = new Uint8Array(kindMask + 1);
  for (let kind = 0; kind <= kindMask; kind++) {
    const status = statusOf(kind);
    const within = status < statusNames.length && (filter.history === true || status === active);
    kinds[kind] = within && asked.has(predicateOf(kind)) ? 1 : 0;
  }
  return {
    kinds,
    dated: filter.since !== undefined || filter.until !== undefined,
    since: filter.since === undefined ? -Infinity : dayNumber(filter.since),
    until: filter.until === undefined ? Infinity : dayNumber(filter.until),
    counts: new Map(),
  };
}
