/**
 * The shortest chains of links between two entities that visit none twice, the next longer ones included.
 *
 * **Source.** Yen, Finding the K Shortest Loopless Paths in a Network, _Management Science_ 17(11), 1971; each detour found
 * by bidirectional breadth-first search.
 * **Input.** Two ids, how many paths, hub policy, bounds, filter. **Output.** Paths by length, then by their ids in order;
 * whether there are more; hubs met, which are never bridges; and whether the search was ended by its bound. Null where one
 * of the two does not exist. O(paths · length) searches over neighbours asked for once.
 * **Limits.** Links beside each other between the same two are one step. Once `searchedMax` entities were opened the paths
 * found so far are given and `gaveUp` says that others of the same length or shorter may be missing.
 */
import { entityId } from '../model/ids.ts';
import type { Chains, Cut } from '../model/links.ts';
import { describeEntity, describeLink } from './expand-hops.ts';
import type { LinkFilter, LinkSource, StoredEntity } from './neighbors.ts';

export interface LooplessOrder {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly hubDegree: number;
  readonly lengthMax?: number;
  readonly searchedMax?: number;
  readonly filter?: LinkFilter;
}

/** Beyond six steps a chain says nothing anybody could follow up. */
const lengthMaxDefault = 6;
const searchedMaxDefault = 20_000;

/** Where a detour begins, what it may not touch, and which first steps were taken already. */
interface Detour {
  readonly from: number;
  readonly to: number;
  readonly closed: ReadonlySet<number>;
  readonly taken: ReadonlySet<number>;
  readonly lengthMax: number;
}

export async function looplessPaths(source: LinkSource, order: LooplessOrder): Promise<Chains | null> {
  const { from, to, count, hubDegree, filter = {}, lengthMax = lengthMaxDefault } = order;
  const ends = await source.describe([from, to]);
  const start = ends.find(({ id }) => id === from);
  const goal = ends.find(({ id }) => id === to);
  if (!start || !goal) return null;
  const search = new DetourSearch(source, order);
  const paths: number[][] = [];
  const candidates: number[][] = [];
  const known = new Set<string>();
  const consider = (path: number[] | null) => {
    if (path === null || known.has(path.join())) return;
    known.add(path.join());
    candidates.push(path);
  };
  consider(from === to ? [from] : await search.shortest({ from, to, closed: new Set(), taken: new Set(), lengthMax }));
  // One more than asked for, to know whether there are more.
  while (paths.length <= count && candidates.length > 0) {
    candidates.sort((x, y) => x.length - y.length || compareIds(x, y));
    const path = candidates.shift()!;
    paths.push(path);
    for (let at = 0; at < path.length - 1 && paths.length <= count && !search.gaveUp; at++) {
      const root = path.slice(0, at + 1);
      const alike = paths.filter((each) => root.every((id, place) => each[place] === id));
      const detour = await search.shortest({
        from: path[at]!,
        to,
        closed: new Set(root.slice(0, -1)),
        taken: new Set(alike.map((each) => each[at + 1]!)),
        lengthMax: lengthMax - at,
      });
      consider(detour && [...root.slice(0, -1), ...detour]);
    }
  }
  const shown = paths.slice(0, count);
  const hops = new Map<number, number>();
  for (const path of shown) for (const [at, id] of path.entries()) hops.set(id, Math.min(at, hops.get(id) ?? Infinity));
  const onPaths = await source.describe([...hops.keys()]);
  const nameOf = new Map(onPaths.map(({ id, kind }) => [id, entityId(kind, id)]));
  const steps = new Set(shown.flatMap((path) => path.slice(1).map((id, at) => pairKey(path[at]!, id))));
  const links = hops.size > 1 ? await source.among([...hops.keys()], filter) : [];
  return {
    from: entityId(start.kind, from),
    to: entityId(goal.kind, to),
    paths: shown.map((path) => path.map((id) => nameOf.get(id)!)),
    entities: onPaths.map((entity) => describeEntity(entity, hops.get(entity.id)!)),
    links: links.filter(({ subject, object }) => steps.has(pairKey(subject, object))).map(describeLink),
    cut: [...search.hubs.values()]
      .sort((x, y) => y.links - x.links || x.id - y.id)
      .slice(0, hubsNamed)
      .map(({ id, kind, label, links: total }): Cut => ({
        id: entityId(kind, id),
        reason: 'hub',
        total,
        shown: 0,
        byPredicate: {},
        label,
      })),
    lengthMax,
    more: paths.length > count,
    gaveUp: search.gaveUp,
    hubDegree,
  };
}

/** Hubs that may have hidden a path, the largest. */
const hubsNamed = 20;

const pairKey = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Of two paths as long as one another, that with the smaller id where they first differ. */
function compareIds(x: readonly number[], y: readonly number[]): number {
  const at = x.findIndex((id, place) => id !== y[place]);
  return at < 0 ? 0 : x[at]! - y[at]!;
}

class DetourSearch {
  readonly hubs = new Map<number, StoredEntity>();
  gaveUp = false;
  readonly #source: LinkSource;
  readonly #order: LooplessOrder;
  readonly #neighbors = new Map<number, readonly number[]>();

  constructor(source: LinkSource, order: LooplessOrder) {
    this.#source = source;
    this.#order = order;
  }

  /** Of the shortest ways round, that with the smallest ids. */
  async shortest(detour: Detour): Promise<number[] | null> {
    const { from, to } = detour;
    const sides = [new Map([[from, 0]]), new Map([[to, 0]])] as const;
    const frontiers: [number[], number[]] = [[from], [to]];
    const depths: [number, number] = [0, 0];
    let meeting: number[] = [];
    while (meeting.length === 0) {
      if (depths[0] + depths[1] >= detour.lengthMax || frontiers.some((frontier) => frontier.length === 0)) return null;
      const side = frontiers[0].length <= frontiers[1].length ? 0 : 1;
      await this.#open(frontiers[side]);
      if (this.gaveUp) return null;
      depths[side]++;
      const fresh = new Set<number>();
      for (const id of frontiers[side])
        for (const other of this.#steps(id, detour)) if (!sides[side].has(other)) fresh.add(other);
      for (const id of fresh) sides[side].set(id, depths[side]);
      frontiers[side] = [...fresh];
      meeting = frontiers[side].filter((id) => sides[1 - side]!.has(id));
    }
    return this.#smallest(detour, sides, depths, meeting);
  }

  #smallest(
    detour: Detour,
    [ahead, back]: readonly [ReadonlyMap<number, number>, ReadonlyMap<number, number>],
    [depth, backDepth]: readonly [number, number],
    meeting: readonly number[],
  ): number[] {
    // From where the sides met, back to the start: what leads there.
    const leading: Set<number>[] = [];
    leading[depth] = new Set(meeting);
    for (let at = depth - 1; at > 0; at--) {
      leading[at] = new Set(
        [...ahead].flatMap(([id, of]) =>
          of === at && this.#steps(id, detour).some((other) => leading[at + 1]!.has(other)) ? [id] : [],
        ),
      );
    }
    const path = [detour.from];
    const least = (ids: readonly number[]) => ids.reduce((x, y) => Math.min(x, y), Infinity);
    for (let at = 1; at <= depth; at++)
      path.push(least(this.#steps(path.at(-1)!, detour).filter((other) => leading[at]!.has(other))));
    for (let at = backDepth - 1; at >= 0; at--) {
      const before = path.at(-1)!;
      path.push(
        least([...back].flatMap(([id, of]) => (of === at && this.#steps(id, detour).includes(before) ? [id] : []))),
      );
    }
    return path;
  }

  /** Where a step leads from an entity that was opened; the same seen from either side. */
  #steps(id: number, { from, to, closed, taken }: Detour): number[] {
    return this.#neighbors.get(id)!.filter((other) => {
      if (closed.has(other) || (this.hubs.has(other) && other !== from && other !== to)) return false;
      return !((id === from && taken.has(other)) || (other === from && taken.has(id)));
    });
  }

  /** Asks for neighbours not known yet, and which of them are hubs. */
  async #open(ids: readonly number[]): Promise<void> {
    const { hubDegree, filter = {}, from, to, searchedMax = searchedMaxDefault } = this.#order;
    const unknown = ids.filter((id) => !this.#neighbors.has(id));
    if (unknown.length === 0) return;
    if (this.#neighbors.size + unknown.length > searchedMax) {
      this.gaveUp = true;
      return;
    }
    const fresh = new Set<number>();
    for (const id of unknown) this.#neighbors.set(id, []);
    for (const [id, others] of await this.#source.adjacent(unknown, filter)) {
      this.#neighbors.set(id, others);
      for (const other of others) fresh.add(other);
    }
    for (const hub of await this.#source.hubs([...fresh], hubDegree))
      if (hub.id !== from && hub.id !== to) this.hubs.set(hub.id, hub);
  }
}
