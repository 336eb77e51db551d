/**
 * The pairs of columns and fields that together are worth most, each column and each field at most once: the
 * Hungarian method with potentials (Kuhn 1955, Munkres 1957). `worth` above 0 is worth having; a column whose every
 * pair is worth 0 or less is left alone. Returns the field's index of each column, or -1.
 */
export function assignPairs(worth: readonly (readonly number[])[]): number[] {
  // Rows and fields with no pair worth having take no part: in a wide file they are nearly all.
  const rowsIn = worth.flatMap((row, at) => (row.some((each) => each > 0) ? [at] : []));
  const fieldsIn = (worth[0] ?? []).flatMap((_, at) => (rowsIn.some((row) => worth[row]![at]! > 0) ? [at] : []));
  const found = Array.from({ length: worth.length }, () => -1);
  const chosen = assignAll(rowsIn.map((row) => fieldsIn.map((field) => worth[row]![field]!)));
  chosen.forEach((field, at) => {
    if (field >= 0) found[rowsIn[at]!] = fieldsIn[field]!;
  });
  return found;
}

function assignAll(worth: readonly (readonly number[])[]): number[] {
  const rows = worth.length;
  if (rows === 0) return [];
  const fields = worth[0]!.length;
  // Every column may stay alone at no worth: one empty place each.
  const columns = fields + rows;
  const cost = (row: number, column: number) => (column < fields ? -Math.max(0, worth[row]![column]!) : 0);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const way = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let at = 0;
    const least = new Float64Array(columns + 1).fill(Infinity);
    const used = new Uint8Array(columns + 1);
    do {
      used[at] = 1;
      const current = rowOf[at]!;
      let delta = Infinity;
      let next = 0;
      for (let column = 1; column <= columns; column++) {
        if (used[column]) continue;
        const reduced = cost(current - 1, column - 1) - rowPotential[current]! - columnPotential[column]!;
        if (reduced < least[column]!) {
          least[column] = reduced;
          way[column] = at;
        }
        if (least[column]! < delta) {
          delta = least[column]!;
          next = column;
        }
      }
      for (let column = 0; column <= columns; column++) {
        if (used[column]) {
          rowPotential[rowOf[column]!]! += delta;
          columnPotential[column]! -= delta;
        } else least[column]! -= delta;
      }
      at = next;
    } while (rowOf[at] !== 0);
    do {
      const before = way[at]!;
      rowOf[at] = rowOf[before]!;
      at = before;
    } while (at !== 0);
  }
  const found = Array.from({ length: rows }, () => -1);
  for (let column = 1; column <= fields; column++) {
    const row = rowOf[column]!;
    if (row > 0 && worth[row - 1]![column - 1]! > 0) found[row - 1] = column - 1;
  }
  return found;
}
