import { dayNumber, predicateCode, statusCode, undated } from '../../src/links/link-codes.ts';
import type { LinkFilter, StoredEntity, StoredLink } from '../../src/links/neighbors.ts';
import type { LinkFacts } from '../../src/links/packed-links.ts';
import type { EntityKind } from '../../src/model/tables.ts';

// Small graphs with everything in them that trips a driver up, and questions about them. All from a seed.

/** mulberry32: enough chance for a test, and the same on every machine. */
export function seededChance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

export interface MadeLink extends StoredLink {
  /** Code of its handling tags. */
  readonly code: number;
}

export interface MadeGraph {
  /** All links, hidden ones too. */
  readonly links: readonly MadeLink[];
  /** Those the reader may see: what a driver is told that never had the others. */
  readonly seen: readonly MadeLink[];
  readonly visible: (code: number) => boolean;
  readonly hiddenEntities: ReadonlySet<number>;
  /** Every id of the graph, and some that are none. */
  readonly ids: readonly number[];
}

const kinds: readonly EntityKind[] = ['person', 'firearm', 'incident', 'place', 'dealer'];
export const kindOf = (id: number): EntityKind => kinds[id % kinds.length]!;
const usedPredicates = ['PURCHASED', 'SOLD', 'RECOVERED_AT', 'LINKED_BY_LEAD'] as const;
const days = [null, '2024-01-31', '2024-02-29', '2024-03-01', '2024-03-01', '1999-12-31', '2025-06-15'];
export const handlingTags = (code: number): string[] => (code === 0 ? [] : [`TAG-${code}`]);

export interface MakeOptions {
  readonly entities: number;
  readonly links: number;
  readonly firstId?: number;
  /** Whether some links and entities are hidden from the reader. */
  readonly hiding?: boolean;
}

export function makeGraph(seed: number, options: MakeOptions): MadeGraph {
  const { entities, links: count, firstId = 1, hiding = true } = options;
  const chance = seededChance(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(chance() * from.length)]!;
  // Far apart and beyond 32 bits, as ids of the store are.
  const ids = Array.from({ length: entities }, (_, at) => firstId + at * 64 * (1 + (at % 3)) * 1_000_003);
  const hiddenEntities = new Set(hiding ? ids.filter(() => chance() < 0.05) : []);
  // Squared, so that a few have many links.
  const end = () => ids[Math.floor(chance() ** 2 * ids.length)]!;
  const links: MadeLink[] = [];
  const linkIds = new Set<number>();
  // Links that take two records to see have ids below 0.
  while (linkIds.size < count) linkIds.add((firstId + Math.floor(chance() * count * 1e9)) * (chance() < 0.15 ? -1 : 1));
  for (const id of linkIds) {
    const subject = end();
    const beside = links.length > 0 && chance() < 0.1 ? pick(links) : null;
    const object = beside?.object ?? (chance() < 0.04 ? subject : end());
    const from = pick(days);
    const code = hiding && chance() < 0.3 ? 2 + Math.floor(chance() * 2) * 70_000 : chance() < 0.2 ? 1 : 0;
    links.push(
      makeLink({
        id,
        subject: beside?.subject ?? subject,
        object,
        from,
        to: from !== null && chance() < 0.3 ? '2025-12-31' : null,
        predicate: pick(usedPredicates),
        status: chance() < 0.8 ? 'ACTIVE' : chance() < 0.5 ? 'RETRACTED' : 'SUPERSEDED',
        code,
      }),
    );
  }
  const visible = (code: number) => code < 2;
  const seen = links.filter(
    (link) => visible(link.code) && !hiddenEntities.has(link.subject) && !hiddenEntities.has(link.object),
  );
  return { links, seen, visible, hiddenEntities, ids: [...ids, firstId + 7, firstId + 64] };
}

type Chosen = Pick<MadeLink, 'id' | 'subject' | 'object' | 'from' | 'to' | 'predicate' | 'status' | 'code'>;

export function makeLink(chosen: Chosen): MadeLink {
  return {
    ...chosen,
    subjectKind: kindOf(chosen.subject),
    objectKind: kindOf(chosen.object),
    basis: 'RECORDED',
    assertedBy: 'made',
    handling: handlingTags(chosen.code),
    source: {
      record: 1,
      version: 1,
      feed: 'etrace',
      layout: 'results',
      file: 'made.csv',
      line: 2,
      receivedAt: '2026-01-01T00:00:00.000Z',
    },
  };
}

export function factsOf(link: MadeLink): LinkFacts {
  return {
    id: link.id,
    subject: link.subject,
    object: link.object,
    predicate: predicateCode(link.predicate)!,
    from: link.from === null ? undated : dayNumber(link.from),
    to: link.to === null ? undated : dayNumber(link.to),
    status: statusCode(link.status),
    handling: link.code,
  };
}

/** Entities of some links, with their active links in all. */
export function entitiesOf(links: readonly MadeLink[]): Map<number, StoredEntity> {
  const degrees = new Map<number, number>();
  for (const { subject, object, status } of links) {
    for (const id of [subject, object]) degrees.set(id, (degrees.get(id) ?? 0) + (status === 'ACTIVE' ? 1 : 0));
  }
  return new Map(
    [...degrees].map(([id, count]) => [
      id,
      { id, kind: kindOf(id), label: `made ${id}`, links: count, firstSeen: null, lastSeen: null },
    ]),
  );
}

/** A question to a driver. */
export type Question =
  | {
      readonly ask: 'neighbors';
      readonly ids: number[];
      readonly filter: LinkFilter;
      readonly perEntityLimit: number;
      readonly hubDegree: number;
    }
  | {
      readonly ask: 'source';
      readonly ids: number[];
      readonly filter: LinkFilter;
      readonly degree: number;
      readonly limit: number;
    }
  | {
      readonly ask: 'hops';
      readonly from: number[];
      readonly hops: number;
      readonly limit: number;
      readonly perEntityLimit?: number;
      readonly skip?: number;
      readonly hubDegree: number;
      readonly filter: LinkFilter;
    }
  | {
      readonly ask: 'paths';
      readonly from: number;
      readonly to: number;
      readonly limit: number;
      readonly hubDegree: number;
      readonly lengthMax: number;
      readonly searchedMax: number;
      readonly filter: LinkFilter;
    }
  | {
      readonly ask: 'loopless';
      readonly from: number;
      readonly to: number;
      readonly count: number;
      readonly hubDegree: number;
      readonly filter: LinkFilter;
    }
  | {
      readonly ask: 'common';
      readonly ids: number[];
      readonly tiedToMin: number;
      readonly limit: number;
      readonly hubDegree: number;
      readonly filter: LinkFilter;
    };

export function makeQuestion(chance: () => number, ids: readonly number[]): Question {
  const pick = <T>(from: readonly T[]) => from[Math.floor(chance() * from.length)]!;
  const some = (most: number) => Array.from({ length: 1 + Math.floor(chance() * most) }, () => pick(ids));
  const filter: LinkFilter = {
    ...(chance() < 0.3 ? { predicates: [...new Set([pick(usedPredicates), pick(usedPredicates), 'NO SUCH'])] } : {}),
    ...(chance() < 0.25 ? { since: pick(['2000-01-01', '2024-03-01']) } : {}),
    ...(chance() < 0.25 ? { until: pick(['2024-03-01', '2024-12-31']) } : {}),
    ...(chance() < 0.4 ? { history: true } : {}),
  };
  const hubDegree = pick([0, 2, 5, 9, 1000]);
  switch (Math.floor(chance() * 6)) {
    case 0:
      return { ask: 'neighbors', ids: some(4), filter, perEntityLimit: pick([1, 2, 3, 6, 1000]), hubDegree };
    case 1:
      return { ask: 'source', ids: some(8), filter, degree: hubDegree, limit: pick([1, 3, 1000]) };
    case 2: {
      // One hop from one may be asked for in parts.
      if (chance() < 0.2)
        return {
          ask: 'hops',
          from: some(1),
          hops: 1,
          limit: pick([2, 4, 1000]),
          skip: pick([1, 2, 5]),
          hubDegree,
          filter,
        };
      return {
        ask: 'hops',
        from: some(3),
        hops: 1 + Math.floor(chance() * 4),
        limit: pick([2, 7, 20, 1000]),
        ...(chance() < 0.5 ? { perEntityLimit: pick([1, 2, 4]) } : {}),
        hubDegree,
        filter,
      };
    }
    case 3: {
      const bounds = { limit: pick([1, 3, 500]), lengthMax: pick([2, 3, 8]), searchedMax: pick([5, 50_000]) };
      return { ask: 'paths', from: pick(ids), to: pick(ids), hubDegree, ...bounds, filter };
    }
    case 4:
      return { ask: 'loopless', from: pick(ids), to: pick(ids), count: pick([1, 3, 8]), hubDegree, filter };
    default:
      return { ask: 'common', ids: some(4), tiedToMin: pick([2, 3]), limit: pick([2, 50]), hubDegree, filter };
  }
}
