/**
 * How far apart the records of a group are: the most ties that lie between any two of them.
 *
 * **Source.** The diameter of a graph, by a walk from each record (breadth first; Moore 1959).
 * **Input.** Records of a group, the pairs among them that are ties. **Output.** The diameter; Infinity where no ties join them all.
 * **Limits.** The walk from each record costs as many steps as there are ties: groups are small.
 */
export function groupDiameter(records: readonly number[], ties: Iterable<readonly [a: number, b: number]>): number {
  const beside = new Map(records.map((record) => [record, [] as number[]]));
  for (const [a, b] of ties) {
    beside.get(a)!.push(b);
    beside.get(b)!.push(a);
  }
  let widest = 0;
  for (const from of records) {
    const seen = new Set([from]);
    let steps = 0;
    for (let edge = [from]; edge.length > 0;) {
      const next: number[] = [];
      for (const record of edge)
        for (const other of beside.get(record)!)
          if (!seen.has(other)) {
            seen.add(other);
            next.push(other);
          }
      if (next.length > 0) steps++;
      edge = next;
    }
    if (seen.size < records.length) return Infinity;
    widest = Math.max(widest, steps);
  }
  return widest;
}
