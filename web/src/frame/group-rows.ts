/** A line of a list: the head of a group with what it counts, or a row. */
export type TableLine<Row> =
  | { readonly kind: 'group'; readonly key: string; readonly count: number; readonly open: boolean }
  | { readonly kind: 'row'; readonly row: Row; readonly at: number };

/**
 * The lines of a list whose rows stand in order, parted into groups. Groups come in the order of their first row, so that
 * the order chosen holds for them as well; rows keep theirs. Without groups each row is a line.
 */
export function groupRows<Row>(
  rows: readonly Row[],
  keyOf: ((row: Row) => string) | null,
  closed: ReadonlySet<string>,
): TableLine<Row>[] {
  if (keyOf === null) return rows.map((row, at) => ({ kind: 'row', row, at }));
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  let at = 0;
  return [...groups].flatMap(([key, members]): TableLine<Row>[] => {
    const open = !closed.has(key);
    const head = { kind: 'group', key, count: members.length, open } as const;
    return open ? [head, ...members.map((row) => ({ kind: 'row', row, at: at++ }) as const)] : [head];
  });
}
