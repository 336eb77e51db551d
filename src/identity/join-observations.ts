/**
 * Joins observations that share an exact key, within what people have judged: "different" keeps two apart whatever they
 * share, "same" joins them whatever they do not.
 *
 * **Source.** Union by keys with cannot-link and must-link constraints (Wagstaff et al., ICML 2001, the constraint sets).
 * **Input.** Observations by number with their keys, judgements between them. **Output.** For each observation its
 * entity: the number of the oldest (lowest) observation of its cluster, and why it joined.
 * **Limits.** The result depends on the observations and judgements alone, not on their order. Where "different" cuts a
 * group that shares keys, an observation tied to both sides goes to the side of the older one.
 */
import type { IdentityKey } from './identity-keys.ts';
import type { Judgement } from './judgement.ts';

export interface KeyedObservation {
  readonly number: number;
  readonly keys: readonly IdentityKey[];
}

export interface Joined {
  readonly entity: number;
  /** Null for the oldest observation of the entity. */
  readonly joinedBy: string | null;
}

/** Entity and reason for each observation number. */
export function joinObservations(
  observations: readonly KeyedObservation[],
  judgements: readonly Judgement[],
): Map<number, Joined> {
  const clusters = new Clusters(observations.map((each) => each.number));
  const reasons = new Map<number, string>();
  const sorted = [...judgements].sort(
    (x, y) => Math.min(x.a, x.b) - Math.min(y.a, y.b) || Math.max(x.a, x.b) - Math.max(y.a, y.b),
  );
  for (const { a, b, verdict } of sorted) if (verdict === 'different') clusters.forbid(a, b);
  for (const { a, b, verdict } of sorted) {
    if (verdict !== 'same' || !clusters.join(a, b)) continue;
    reasons.set(Math.max(a, b), 'a person judged them the same');
  }
  for (const members of sharedKeys(observations)) {
    const anchor: number[] = [];
    for (const member of members) {
      const with_ = anchor.find((other) => clusters.join(other, member.number));
      if (with_ === undefined) anchor.push(member.number);
      else if (!reasons.has(member.number)) reasons.set(member.number, member.reason);
    }
  }
  const joined = new Map<number, Joined>();
  for (const { number } of observations) {
    const entity = clusters.oldest(number);
    joined.set(number, {
      entity,
      joinedBy: number === entity ? null : (reasons.get(number) ?? 'joined through another observation'),
    });
  }
  return joined;
}

/** Members of each key in order of age, keys in order of their strength and text. */
function sharedKeys(observations: readonly KeyedObservation[]): { number: number; reason: string }[][] {
  const members = new Map<string, { rank: number; list: { number: number; reason: string }[] }>();
  for (const { number, keys } of observations) {
    keys.forEach(({ key, reason }, rank) => {
      const of = members.get(key);
      if (of) {
        of.list.push({ number, reason });
        of.rank = Math.min(of.rank, rank);
      } else members.set(key, { rank, list: [{ number, reason }] });
    });
  }
  return [...members]
    .sort(([a, x], [b, y]) => x.rank - y.rank || (a < b ? -1 : 1))
    .map(([, { list }]) => list.sort((x, y) => x.number - y.number));
}

/** Disjoint sets that remember their oldest member and refuse a union that would put two forbidden ones together. */
class Clusters {
  private readonly parent: Map<number, number>;
  private readonly forbidden = new Map<number, Set<number>>();

  constructor(numbers: readonly number[]) {
    this.parent = new Map(numbers.map((number) => [number, number]));
  }

  oldest(number: number): number {
    let root = number;
    for (let up = this.parent.get(root); up !== undefined && up !== root; up = this.parent.get(root)) root = up;
    for (let at = number; at !== root;) {
      const next = this.parent.get(at)!;
      this.parent.set(at, root);
      at = next;
    }
    return root;
  }

  forbid(a: number, b: number): void {
    if (!this.parent.has(a) || !this.parent.has(b) || a === b) return;
    this.forbiddenOf(a).add(b);
    this.forbiddenOf(b).add(a);
  }

  /** Joins the clusters of a and b unless they must stay apart; true when they are one afterwards. */
  join(a: number, b: number): boolean {
    if (!this.parent.has(a) || !this.parent.has(b)) return false;
    const x = this.oldest(a);
    const y = this.oldest(b);
    if (x === y) return true;
    const apart = this.forbidden.get(x);
    if (apart && [...apart].some((other) => this.oldest(other) === y)) return false;
    const [root, child] = x < y ? [x, y] : [y, x];
    this.parent.set(child, root);
    const inherited = this.forbidden.get(child);
    if (inherited) {
      for (const other of inherited) {
        this.forbiddenOf(root).add(other);
        this.forbiddenOf(this.oldest(other)).add(root);
      }
    }
    return true;
  }

  private forbiddenOf(number: number): Set<number> {
    let set = this.forbidden.get(number);
    if (!set) this.forbidden.set(number, (set = new Set()));
    return set;
  }
}
