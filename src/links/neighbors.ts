import type { Link } from '../model/links.ts';
import type { ExpandOrder } from './expand-hops.ts';
import type { PathOrder } from './shortest-paths.ts';
import type { EntityKind } from '../model/tables.ts';

/**
 * The one primitive all traversal runs over. Drivers answer it from the store level by level, or from memory; hops, paths
 * and the rest are the same on each.
 */
export interface LinkSource {
  /**
   * The links of some entities, newest first and undated last, then by id, each once; of each entity the first
   * `perEntityLimit`. What is left out is said by the entities' own `links` counts.
   */
  neighbors(ids: readonly number[], filter: LinkFilter, perEntityLimit: number): Promise<StoredLink[]>;
  /** The same links, as what they tie alone: what a walk needs of those it may not keep. */
  nearest(ids: readonly number[], filter: LinkFilter, perEntityLimit: number): Promise<LinkEnds[]>;
  /** Links by their ids, in any order. Unknown ids are left out. */
  links(ids: readonly number[]): Promise<StoredLink[]>;
  /** Every neighbour of some entities, each once, by the entity, in any order; the caller keeps hubs out. */
  adjacent(ids: readonly number[], filter: LinkFilter): Promise<[id: number, others: number[]][]>;
  /** Those of some entities that have more links than `degree`, most first. */
  hubs(ids: readonly number[], degree: number): Promise<StoredEntity[]>;
  /** Links that run between the entities of a set, in the order of `neighbors`. */
  among(ids: readonly number[], filter: LinkFilter): Promise<StoredLink[]>;
  /** What entities are, and how many links each has in all. Unknown ids are left out. */
  describe(ids: readonly number[]): Promise<StoredEntity[]>;
  /** The ballistic entries that the leads among some records join, each with the incident it is of. */
  entries(records: readonly number[]): Promise<EntryOfLead[]>;
  /** Links there are within a filter, by predicate. One to itself counts at both ends. */
  countByPredicate(id: number, filter: LinkFilter): Promise<Record<string, number>>;
  /**
   * The driver's own loops, where it has them: what asking level by level finds, to the order and the cuts. Null where the
   * walk begins at what the driver does not know.
   */
  walkHops?(order: ExpandOrder): FoundHops | null;
  walkPaths?(order: PathOrder): FoundPaths | null;
}

/** What lies within some hops, by ids, in the order it was met. */
export interface FoundHops {
  readonly entities: readonly number[];
  /** By entity, how far it is. */
  readonly hops: ArrayLike<number>;
  readonly links: readonly number[];
  readonly cuts: readonly EntityCut[];
}

/** All shortest paths between two, by ids. */
export interface FoundPaths {
  readonly paths: readonly (readonly number[])[];
  readonly more: boolean;
  /** Hubs met that no path was led through, most links first. */
  readonly hubs: readonly { readonly id: number; readonly links: number }[];
  readonly gaveUp: boolean;
  readonly searched: number;
}

/** One side of a lead: what was entered, by the numbers it goes by, and the incident it is of. */
export interface EntryOfLead {
  readonly record: number;
  readonly incident: number;
  readonly ibis: string | null;
  readonly item: string | null;
  /** Bore and kind of event of the entry with that IBIS number, as each entry of it says. */
  readonly calibres: readonly string[];
  readonly eventTypes: readonly string[];
  /** What the lead itself says: its status, the examiner's conclusion, the days it was issued, confirmed and withdrawn. */
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly issuedOn: string | null;
  readonly confirmedOn: string | null;
  readonly retractedOn: string | null;
}

export interface LinkFilter {
  readonly predicates?: readonly string[] | undefined;
  /** Days, `YYYY-MM-DD`: links dated outside are left out, undated ones stay. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Also links that were retracted or superseded. */
  readonly history?: boolean | undefined;
}

export interface LinkEnds {
  readonly id: number;
  readonly subject: number;
  readonly object: number;
}

export interface StoredLink extends LinkEnds {
  readonly subjectKind: EntityKind;
  readonly predicate: Link['predicate'];
  readonly objectKind: EntityKind;
  readonly from: string | null;
  readonly to: string | null;
  readonly basis: Link['basis'];
  readonly status: Link['status'];
  readonly assertedBy: string;
  readonly handling: readonly string[];
  readonly source: Link['source'];
  /** Of a link that takes two records to see: the second, what was seen in plain words, and its figures. */
  readonly other?: Link['source'];
  readonly description?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Of a ballistic link that was weighed: what contradicts it, in words, and the rows that do. */
  readonly conflict?: string | null;
  readonly against?: readonly Link['source'][];
}

export interface StoredEntity {
  readonly id: number;
  readonly kind: EntityKind;
  readonly label: string;
  /** Active links in all. */
  readonly links: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

/** The primitive asked whole: the links of some entities, and what was cut. */
export interface NeighborsOrder {
  readonly ids: readonly number[];
  readonly filter?: LinkFilter;
  /** Ends shown of one entity at most. */
  readonly perEntityLimit: number;
  /** Entities with more active links than this are not opened. */
  readonly hubDegree: number;
}

/** What is not shown of the links of an entity, within what was asked for. A link to itself counts at both ends. */
export interface EntityCut {
  readonly id: number;
  readonly reason: 'hub' | 'limit-per-entity' | 'limit';
  readonly total: number;
  readonly shown: number;
  readonly byPredicate: Readonly<Record<string, number>>;
}

/** What is known of links and entities beside how they hang together, by id: what a driver in memory leaves to the store. */
export type LinkDetails = Pick<LinkSource, 'describe' | 'entries' | 'links'>;

/** Other end of a link, seen from one of its ends. */
export function otherEnd(link: LinkEnds, id: number): number {
  return link.subject === id ? link.object : link.subject;
}
