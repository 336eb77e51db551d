/**
 * All shortest chains of links between two entities.
 *
 * **Source.** Bidirectional breadth-first search by levels (Pohl 1971), the smaller side first; parents of the meeting
 * level kept, so that every shortest path is found, not one of them.
 * **Input.** Two ids, limits. **Output.** The paths, their entities and links, and what was not walked through.
 * **Limits.** Entities above the hub degree are ends, never bridges: no path runs through one, and the cut names them. The search stops after `searchedMax` entities with
 * what it knows: no path found then means none found, and the cut says so.
 */
import { entityId, type EntityId } from '../model/ids.ts';
import type { Cut, Paths } from '../model/links.ts';
import { describeEntity, describeLink } from './expand-hops.ts';
import type { FoundPaths, LinkFilter, LinkSource, StoredEntity } from './neighbors.ts';

export interface PathOrder {
  readonly from: number;
  readonly to: number;
  /** Paths given at most. */
  readonly limit: number;
  readonly hubDegree: number;
  readonly lengthMax?: number;
  readonly searchedMax?: number;
  readonly filter?: LinkFilter;
}

export const lengthMaxDefault = 8;
export const searchedMaxDefault = 50_000;

class Side {
  readonly depthOf: Map<number, number>;
  readonly parents = new Map<number, number[]>();
  frontier: number[];
  depth = 0;

  constructor(start: number) {
    this.depthOf = new Map([[start, 0]]);
    this.frontier = [start];
  }

  /** Takes one level in; gives the ids seen for the first time. */
  advance(adjacent: readonly [number, number[]][]): number[] {
    this.depth++;
    const fresh: number[] = [];
    for (const [id, others] of adjacent) {
      for (const other of others) {
        const depth = this.depthOf.get(other);
        if (depth === undefined) {
          this.depthOf.set(other, this.depth);
          this.parents.set(other, [id]);
          fresh.push(other);
        } else if (depth === this.depth) this.parents.get(other)!.push(id);
      }
    }
    return fresh;
  }
}

export async function shortestPaths(source: LinkSource, order: PathOrder): Promise<Paths | null> {
  const { from, to, hubDegree, filter = {}, lengthMax = lengthMaxDefault } = order;
  const ends = await source.describe([from, to]);
  const start = ends.find((entity) => entity.id === from);
  const goal = ends.find((entity) => entity.id === to);
  if (!start || !goal) return null;
  const { paths, more, hubs, gaveUp, searched } = source.walkPaths?.(order) ?? (await searchByLevels(source, order));
  // Of shortest paths each leads to an entity in the same number of steps.
  const hopOf = new Map(paths.flatMap((path) => path.map((id, hop) => [id, hop] as const)));
  const onPath = [...hopOf.keys()];
  const entities = await source.describe(onPath);
  const kindOf = new Map(entities.map((entity) => [entity.id, entity]));
  const steps = new Set(paths.flatMap((path) => path.slice(1).map((id, at) => pairKey(path[at]!, id))));
  const links = (onPath.length > 1 ? await source.among(onPath, filter) : []).filter((link) =>
    steps.has(pairKey(link.subject, link.object)),
  );
  const name = (id: number): EntityId => entityId(kindOf.get(id)!.kind, id);
  // Hubs matter to the answer only where they may have hidden a path, or a shorter one.
  const named = hubs.slice(0, paths.length > 0 ? 5 : 20).map(({ id }) => id);
  return {
    from: entityId(start.kind, from),
    to: entityId(goal.kind, to),
    length: paths[0] ? paths[0].length - 1 : null,
    paths: paths.map((path) => path.map(name)),
    entities: entities.map((entity) => describeEntity(entity, hopOf.get(entity.id)!)),
    links: links.map(describeLink),
    cut: cutsOf(await source.describe(named), gaveUp ? start : null),
    lengthMax,
    searched,
    more,
    hubDegree,
  };
}

/** Level by level, over the one question every driver answers. */
async function searchByLevels(source: LinkSource, order: PathOrder): Promise<FoundPaths> {
  const { from, to, limit, hubDegree, filter = {} } = order;
  const { lengthMax = lengthMaxDefault, searchedMax = searchedMaxDefault } = order;
  const a = new Side(from);
  const b = new Side(to);
  const hubs = new Map<number, StoredEntity>();
  let gaveUp = false;
  let meeting: number[] = from === to ? [from] : [];
  while (meeting.length === 0 && a.depth + b.depth < lengthMax && a.frontier.length > 0 && b.frontier.length > 0) {
    const [side, other] = a.frontier.length <= b.frontier.length ? [a, b] : [b, a];
    const fresh = side.advance(await source.adjacent(side.frontier, filter));
    const met = fresh.filter((id) => other.depthOf.has(id));
    const last = a.depth + b.depth === lengthMax;
    // The last level is not walked on from: there only where both sides met may a hub be a bridge.
    for (const entity of await source.hubs(last ? met : fresh, hubDegree))
      if (entity.id !== from && entity.id !== to) hubs.set(entity.id, entity);
    meeting = met.filter((id) => !hubs.has(id));
    if (meeting.length > 0 || last) break;
    side.frontier = fresh.filter((id) => !hubs.has(id));
    if (a.depthOf.size + b.depthOf.size > searchedMax) {
      gaveUp = true;
      break;
    }
  }
  return {
    ...joinPaths(a, b, meeting, limit),
    hubs: [...hubs.values()].sort((x, y) => y.links - x.links || x.id - y.id),
    gaveUp,
    searched: a.depthOf.size + b.depthOf.size,
  };
}

const pairKey = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Every way down each side's parents from the meeting points, put end to end. */
function joinPaths(a: Side, b: Side, meeting: readonly number[], limit: number): { paths: number[][]; more: boolean } {
  const paths: number[][] = [];
  for (const id of [...meeting].sort((x, y) => x - y)) {
    for (const left of waysToStart(a, id, limit + 1)) {
      for (const right of waysToStart(b, id, limit + 1)) {
        if (paths.length === limit) return { paths, more: true };
        paths.push([...left.reverse(), ...right.slice(1)]);
        left.reverse();
      }
    }
  }
  return { paths, more: false };
}

function waysToStart(side: Side, id: number, limit: number): number[][] {
  const parents = side.parents.get(id);
  if (!parents) return [[id]];
  const ways: number[][] = [];
  // By id, so that which paths come first does not depend on the order a driver gives neighbours in.
  for (const parent of parents.toSorted((x, y) => x - y)) {
    for (const way of waysToStart(side, parent, limit)) {
      ways.push([id, ...way]);
      if (ways.length >= limit) return ways;
    }
  }
  return ways;
}

/** Hubs no path was led through, and where the search was ended by its bound. */
function cutsOf(hubs: readonly StoredEntity[], gaveUpAt: StoredEntity | null): Cut[] {
  const cutAt = ({ id, kind, links }: StoredEntity, reason: Cut['reason']): Cut => ({
    id: entityId(kind, id),
    reason,
    total: links,
    shown: 0,
    byPredicate: {},
  });
  return [
    ...hubs.map((hub) => ({ ...cutAt(hub, 'hub'), label: hub.label })),
    ...(gaveUpAt === null ? [] : [cutAt(gaveUpAt, 'limit')]),
  ];
}
