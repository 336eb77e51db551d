/**
 * How much of what comes from other states comes through the first few corridors, over time or place, and what chance alone would make of it.
 *
 * **Source.** Shares of the states firearms most often come from, as ATF's matrices and the New York State Attorney General give them; the
 * hypergeometric distribution (`stats/drawn-counts.ts`): the firearms of a column as drawn from all, whatever their source. Since that is given how many
 * came from each state, it does not matter that the states were chosen by their counts. False discoveries held by Benjamini and Hochberg 1995.
 * **Input.** Firearms sold at retail, each once, with their columns. **Output.** For the first one, three and five states one
 * {@link TopCorridors}.
 * **Limits.** Only sources other than the state of the recovery are corridors. Firearms count as independent: some bought and recovered together are
 * told as different oftener than is said. The states are those of all columns together, and may not be the first of each.
 */
import type { Share } from '../model/share.ts';
import type { TopCorridors } from '../model/source-flows.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { drawnCount } from '../stats/drawn-counts.ts';
import { falseDiscoveryRates } from '../stats/false-discovery.ts';
import { isOutOfState } from './trace-measures.ts';

/** Differences are told where at most one of ten is expected to be false. */
export const falseMost = 0.1;

const sizes = [1, 3, 5] as const;

interface Sold {
  readonly trace: TraceFacts;
  readonly columns: readonly string[];
}

export function topCorridors(sold: readonly Sold[], keys: readonly string[]): TopCorridors[] {
  const others = sold.filter(({ trace }) => isOutOfState(trace) === true);
  const counts = [...Map.groupBy(others, stateOf)]
    .map(([state, of]) => ({ state, firearms: of.length }))
    .sort((a, b) => b.firearms - a.firearms || (a.state < b.state ? -1 : 1));
  const known = sold.filter(({ trace }) => trace.dealer?.state != null).length;
  const undecided = sold.filter(({ trace }) => isOutOfState(trace) === null);
  const [othersIn, undecidedIn] = [byColumn(others), byColumn(undecided)];
  return sizes
    .filter((top) => top <= counts.length)
    .map((top) => {
      const states = counts.slice(0, top).map(({ state }) => state);
      const fromTop = (of: readonly Sold[]) => of.filter((each) => states.includes(stateOf(each))).length;
      const numerator = fromTop(others);
      return {
        top,
        states,
        ofOthers: { numerator, denominator: others.length, unknown: undecided.length },
        ofAll: { numerator, denominator: known, unknown: sold.length - known },
        columns: againstChance(
          keys.map((key) => {
            const here = othersIn.get(key) ?? [];
            const share = {
              numerator: fromTop(here),
              denominator: here.length,
              unknown: undecidedIn.get(key)?.length ?? 0,
            };
            return { key, share };
          }),
          { all: others.length, marked: numerator },
        ),
      };
    });
}

const stateOf = ({ trace }: Sold) => trace.dealer!.state!;

function byColumn(of: readonly Sold[]): Map<string, Sold[]> {
  const held = new Map<string, Sold[]>();
  for (const each of of)
    for (const key of each.columns) {
      const there = held.get(key);
      if (there === undefined) held.set(key, [each]);
      else there.push(each);
    }
  return held;
}

/** Each share with what its count would be were its firearms drawn from all. */
export function againstChance<T extends { readonly share: Share }>(
  rows: readonly T[],
  of: { readonly all: number; readonly marked: number },
) {
  return told(
    rows.map((row) => ({
      row,
      count: row.share.numerator,
      drawn: drawnCount({ ...of, drawn: row.share.denominator }, row.share.numerator),
    })),
  );
}

/** Which of several counts differ from what chance makes of them, false discoveries held. */
export function told<T>(
  rows: readonly { readonly row: T; readonly count: number; readonly drawn: ReturnType<typeof drawnCount> }[],
) {
  const rates = falseDiscoveryRates(rows.map(({ drawn }) => drawn.probability));
  return rows.map(({ row, count, drawn: { probability: _, ...drawn } }, at) => ({
    ...row,
    ...drawn,
    falseDiscoveryRate: rates[at]!,
    direction: count >= drawn.expected ? ('more' as const) : ('fewer' as const),
    told: rates[at]! <= falseMost,
  }));
}
