/**
 * Where firearms were first sold against when, or where, they were recovered: a matrix of sources with time or place.
 *
 * **Source.** ATF, Firearms Trace Data, source and recovery matrices, here with the county of the dealer's licence. **Input.** Facts of traces that
 * fit the filters; each firearm counts once, by its first trace with a source. **Output.** {@link SourceFlows}: counts by source and column, with
 * firearms of unknown source and of governments beside them, and what the first corridors have (`top-corridors.ts`).
 * **Limits.** Where a firearm was first sold is not the way it came. A firearm tied to shootings in several districts stands in each of them. Counts
 * this small may tell whose firearms they are: the matrix does not leave the agency.
 */
import type { SourceFlows } from '../model/source-flows.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { FlowColumn } from '../model/trace-filter.ts';
import { traceCaution } from '../model/trace-report.ts';
import { columnsOf, quarterOf } from './flow-columns.ts';
import { oneOfEachFirearm } from './one-of-each.ts';
import { falseMost, topCorridors } from './top-corridors.ts';
import { hadRetailSale } from './trace-measures.ts';

interface Counted {
  readonly trace: TraceFacts;
  readonly columns: readonly string[];
}

export function sourceFlows(traces: readonly TraceFacts[], by: FlowColumn): SourceFlows {
  const traced: Counted[] = oneOfEachFirearm(traces).map((trace) => ({ trace, columns: columnsOf(by, trace) }));
  const sold = traced.filter(({ trace }) => hadRetailSale(trace));
  const known = sold.filter(({ trace }) => trace.dealer?.state != null);
  const unknown = sold.length - known.length;
  const keys = keysOf(traced, by);
  const countIn = (of: readonly Counted[]) => {
    const held = new Map(keys.map((key) => [key, 0]));
    for (const { columns } of of) for (const key of columns) held.set(key, held.get(key)! + 1);
    return keys.map((key) => held.get(key)!);
  };
  const [inKnown, inSold, inAll] = [countIn(known), countIn(sold), countIn(traced)];
  return {
    by,
    columns: keys.map((key, at) => ({
      key,
      firearms: inKnown[at]!,
      unknown: inSold[at]! - inKnown[at]!,
      governments: inAll[at]! - inSold[at]!,
    })),
    rows: grouped(known, ({ trace }) => trace.dealer!.state!).map(([state, of]) => ({
      state,
      share: { numerator: of.length, denominator: known.length, unknown },
      counts: countIn(of),
      counties: grouped(of, ({ trace }) => trace.dealer!.county ?? '').map(([county, inCounty]) => ({
        county: county === '' ? null : county,
        firearms: inCounty.length,
        counts: countIn(inCounty),
      })),
    })),
    sourceKnown: { numerator: known.length, denominator: sold.length, unknown: 0 },
    governments: traced.length - sold.length,
    several: traced.filter(({ columns }) => columns.length > 1).length,
    falseMost,
    corridors: topCorridors(sold, keys),
    caution: traceCaution,
  };
}

/** The most firearms first, of equals by name; what has no name last. */
function grouped(of: readonly Counted[], name: (each: Counted) => string): [string, Counted[]][] {
  return [...Map.groupBy(of, name)].sort(
    ([a, x], [b, y]) => Number(a === '') - Number(b === '') || y.length - x.length || (a < b ? -1 : 1),
  );
}

/** Not recorded, and not tied: beside what the columns are. */
const beside = ['untied', 'none'];

function keysOf(traced: readonly Counted[], by: FlowColumn): string[] {
  const counts = new Map<string, number>();
  for (const { columns } of traced) for (const key of columns) counts.set(key, (counts.get(key) ?? 0) + 1);
  const named = [...counts.keys()].filter((key) => !beside.includes(key));
  const ordered =
    by === 'year' || by === 'quarter'
      ? withoutGap(named.sort(), by)
      : named.sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  return [...ordered, ...beside.filter((key) => counts.has(key))];
}

/** Every year or quarter from the first to the last. */
function withoutGap(keys: readonly string[], by: 'year' | 'quarter'): string[] {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return [];
  const years = Array.from(
    { length: Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1 },
    (_, at) => Number(first.slice(0, 4)) + at,
  );
  if (by === 'year') return years.map(String);
  return years
    .flatMap((year) => ['01', '04', '07', '10'].map((month) => quarterOf(`${year}-${month}`)))
    .filter((quarter) => quarter >= first && quarter <= last);
}
