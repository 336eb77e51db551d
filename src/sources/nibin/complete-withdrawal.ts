/**
 * What a row that withdraws a lead leaves out of it, taken from the version it withdraws.
 *
 * **Source.** The laboratory's rows of one lead number: a withdrawal often gives the number and little else, and what it
 * withdraws stays in history as it stood.
 * **Input.** The values of two versions of a `ballistic_link`. **Output.** The columns to fill, which incident of the older
 * one stands for which end, and whether its firearm is meant; null where the newer one names no less.
 * **Limits.** Ends are told by case and IBIS number, whichever of them is called the first. Where what the row names is
 * neither end, or cannot be told to be one, nothing is taken.
 */
type Values = Readonly<Record<string, unknown>>;
type EndName = 'a' | 'b';

export interface Completion {
  readonly columns: Readonly<Record<string, unknown>>;
  /** Ends whose case the row does not give, with the end of the older version it is. */
  readonly incidents: readonly { readonly end: EndName; readonly from: EndName }[];
  readonly firearm: boolean;
}

const parts = ['case_?', 'item_?', 'ibis_?', 'event_?_on'] as const;
const column = (part: string, end: EndName) => part.replace('?', end);
const naming = ['case_?', 'ibis_?'] as const;
const ends: readonly EndName[] = ['a', 'b'];
const other: Readonly<Record<EndName, EndName>> = { a: 'b', b: 'a' };

export const endsLeftOut = 'ballistic.ends-of-the-withdrawn';

/** Whether a row names both ends of its pair, by case or by IBIS number. */
export const namesPair = (values: Values): boolean =>
  naming.some((part) => ends.every((end) => (values[column(part, end)] ?? null) !== null));

/** Whether a row that names a pair names the one of another row. */
export const samePair = (row: Values, pair: Values): boolean => endsOf(row, pair) !== null;

export function completeWithdrawal(row: Values, before: Values): Completion | null {
  const from = endsOf(row, before);
  if (from === null) return null;
  const missing = (name: string) => (row[name] ?? null) === null;
  const filled = ends.flatMap((end) =>
    parts.flatMap((part): [string, unknown][] => {
      const value = before[column(part, from[end])] ?? null;
      return missing(column(part, end)) && value !== null ? [[column(part, end), value]] : [];
    }),
  );
  const firearm = missing('firearm_ordinal') && (before['firearm_ordinal'] ?? null) !== null;
  if (filled.length === 0 && !firearm) return null;
  const columns = Object.fromEntries(filled);
  return {
    columns: {
      ...columns,
      ...(wasHit(row, before) ? { kind: 'HIT' } : {}),
      warnings: [...new Set([...((row['warnings'] as string[] | null) ?? []), endsLeftOut])].sort(),
    },
    incidents: ends.flatMap((end) => (`case_${end}` in columns ? [{ end, from: from[end] }] : [])),
    firearm,
  };
}

/** Which end of the older version each end of the row is. */
function endsOf(row: Values, before: Values): Record<EndName, EndName> | null {
  const straight = agreement(row, before, (end) => end);
  const swapped = agreement(row, before, (end) => other[end]);
  const best = Math.max(straight, swapped);
  const named = naming.some((part) => ends.some((end) => (row[column(part, end)] ?? null) !== null));
  if (best < 0 || (best === 0 && named)) return null;
  return straight === best ? { a: 'a', b: 'b' } : { a: 'b', b: 'a' };
}

/** How many numbers agree; below zero where one contradicts. */
function agreement(row: Values, before: Values, of: (end: EndName) => EndName): number {
  let agree = 0;
  for (const end of ends)
    for (const part of naming) {
      const [said, was] = [row[column(part, end)] ?? null, before[column(part, of(end))] ?? null];
      if (said !== null && was !== null && said !== was) return -1;
      if (said !== null && said === was) agree++;
    }
  return agree;
}

/** What is withdrawn without a word on its kind is withdrawn as what it was. */
const wasHit = (row: Values, before: Values) =>
  before['kind'] === 'HIT' &&
  row['kind'] === 'LEAD' &&
  (row['conclusion'] ?? null) === null &&
  (row['status'] === 'RETRACTED' || (row['status'] ?? null) === null);
