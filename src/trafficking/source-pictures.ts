/**
 * Sources of traced firearms as a picture takes them: by quarter, by year, by state, and which of them change.
 *
 * **Source.** ATF, Firearms Trace Data, source and recovery matrices: of firearms traced to a dealer in a known state, without those of
 * governments and police, which had no first retail sale; `changing-corridors.ts`. **Input.** Facts of traces; each firearm counts once, by its first trace with a
 * source. **Output.** Flows by quarter, shares of states, changes with their false discovery rate.
 * **Limits.** Where a firearm was first sold is not the way it came. Changes end with the records (`recordsEnd`), what is after is counted as left
 * out; the last two months before that are left out too: traces of late recoveries are still to come.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import type { Corridors, TraceOverview } from '../model/trace-overview.ts';
import { changingCorridors, recentMonths as lateMonths } from './changing-corridors.ts';
import { quarterOf } from './flow-columns.ts';
import { oneOfEachFirearm } from './one-of-each.ts';
import { fillingMonths, recordsEnd } from './sale-cohorts.ts';
import { falseMost } from './top-corridors.ts';
import { soldAtRetail } from './trace-measures.ts';

type Sources = Pick<TraceOverview, 'sourceKnown' | 'governments' | 'flows' | 'states'>;

const byCount =
  <T extends { readonly state: string }>(count: (each: T) => number) =>
  (a: T, b: T) =>
    count(b) - count(a) || (a.state < b.state ? -1 : 1);

export function sourcePictures(traces: readonly TraceFacts[]): Sources {
  const traced = oneOfEachFirearm(traces);
  const firearms = soldAtRetail(traced);
  const known = firearms.flatMap(({ dealer, recoveredOn }) =>
    dealer?.state == null ? [] : [{ state: dealer.state, county: dealer.county, on: recoveredOn }],
  );
  const unknown = firearms.length - known.length;
  const flows = new Map<string, { state: string; county: string | null; quarter: string | null; firearms: number }>();
  for (const { state, county, on } of known) {
    const quarter = on === null ? null : quarterOf(on);
    const key = `${state} ${county ?? ''} ${quarter ?? ''}`;
    const held = flows.get(key);
    if (held) held.firearms++;
    else flows.set(key, { state, county, quarter, firearms: 1 });
  }
  const ofState = Map.groupBy(known, ({ state }) => state);
  return {
    governments: traced.length - firearms.length,
    sourceKnown: { numerator: known.length, denominator: firearms.length, unknown: 0 },
    flows: [...flows.values()].sort(
      (a, b) =>
        (a.quarter ?? '').localeCompare(b.quarter ?? '', 'en') ||
        `${a.state}${a.county ?? ''}`.localeCompare(`${b.state}${b.county ?? ''}`, 'en'),
    ),
    states: [...ofState]
      .map(([state, of]) => ({ state, share: { numerator: of.length, denominator: known.length, unknown } }))
      .sort(byCount(({ share }) => share.numerator)),
  };
}

/** Every month from one to another, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  let [year, month] = first.split('-').map(Number) as [number, number];
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    if (text > last) return months;
    months.push(text);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}

export function corridorChanges(traces: readonly TraceFacts[]): Corridors {
  const dated = soldAtRetail(oneOfEachFirearm(traces)).filter(({ recoveredOn }) => recoveredOn !== null);
  const days = dated.map(({ recoveredOn }) => recoveredOn!).sort();
  const end = recordsEnd(days);
  const all = end === null ? [] : monthsBetween(days[0]!.slice(0, 7), end.slice(0, 7));
  const months = all.slice(0, Math.max(0, all.length - fillingMonths));
  const after = end === null ? 0 : days.filter((day) => day > end).length;
  if (months.length <= lateMonths)
    return { from: null, lateFrom: null, to: null, falseMost, rows: [], unknown: 0, after };
  const at = new Map(months.map((month, index) => [month, index]));
  const corridors = new Map<string, number[]>();
  let unknown = 0;
  for (const { dealer, recoveredOn } of dated) {
    const index = at.get(recoveredOn!.slice(0, 7));
    if (index === undefined) continue;
    if (dealer?.state == null) {
      unknown++;
      continue;
    }
    const counts = corridors.get(dealer.state) ?? new Array<number>(months.length).fill(0);
    counts[index]!++;
    corridors.set(dealer.state, counts);
  }
  const late = months.length - lateMonths;
  return {
    from: months[0]!,
    lateFrom: months[late]!,
    to: months.at(-1)!,
    falseMost,
    rows: changingCorridors([...corridors].map(([id, counts]) => ({ id, months: counts }))).map((change) => ({
      ...change,
      before: corridors
        .get(change.id)!
        .slice(0, late)
        .reduce((sum, each) => sum + each, 0),
      // Told by months that weigh unequally, shown by plain counts: where these say the contrary, nothing is.
      told:
        change.falseDiscoveryRate <= falseMost && change.observed > change.expected === (change.direction === 'more'),
    })),
    unknown,
    after,
  };
}
