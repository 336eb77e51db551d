/** Disjoint sets that remember their oldest member and refuse a union that would put two forbidden ones together. */
export class Clusters {
  private readonly parent: Map<number, number>;
  private readonly forbidden = new Map<number, Set<number>>();

  constructor(numbers: readonly number[]) {
    this.parent = new Map(numbers.map((number) => [number, number]));
  }

  has(number: number): boolean {
    return this.parent.has(number);
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
    if (this.mustStayApart(x, y)) return false;
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

  mustStayApart(a: number, b: number): boolean {
    const y = this.oldest(b);
    return [...(this.forbidden.get(this.oldest(a)) ?? [])].some((other) => this.oldest(other) === y);
  }

  private forbiddenOf(number: number): Set<number> {
    let set = this.forbidden.get(number);
    if (!set) this.forbidden.set(number, (set = new Set()));
    return set;
  }
}
