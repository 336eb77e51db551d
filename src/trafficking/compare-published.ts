/**
 * An agency's own sources of a year beside those ATF publishes for its state.
 *
 * **Source.** ATF, Firearms Trace Data, source and recovery states, one table a calendar year. Whether a source differs by Fisher's exact test, as
 * the hypergeometric tail of a draw (`stats/drawn-counts.ts`): the agency's firearms are among the state's, so that alike is what a draw of so many from ATF's
 * counts gives; where one of the own counts is larger than ATF's they cannot be, and both together are drawn from. False discoveries held by
 * Benjamini and Hochberg 1995.
 * **Input.** Facts of traces, the state, the rows of ATF's tables for it. **Output.** {@link PublishedSources}.
 * **Limits.** Two populations: ATF's is what all agencies of the state asked for and was traced to a source by the day of its query, of recoveries in
 * the calendar year; the own are what one agency recovered and has results of by now. How many were traced to no source ATF's table does not say.
 * Firearms count as independent.
 */
import type { PublishedFlow, PublishedSources } from '../model/published-sources.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { traceCaution } from '../model/trace-report.ts';
import { drawnCount } from '../stats/drawn-counts.ts';
import { countedYear } from './flow-columns.ts';
import { oneOfEachFirearm } from './one-of-each.ts';
import { falseMost, told } from './top-corridors.ts';
import { hadRetailSale, soldAtRetail, tracesProper } from './trace-measures.ts';

export interface ComparisonOrder {
  readonly traces: readonly TraceFacts[];
  readonly state: string | null;
  /** Into that state, of every year there is. */
  readonly published: readonly PublishedFlow[];
  readonly year?: number | undefined;
}

export function comparePublished({ traces, state, published, year: asked }: ComparisonOrder): PublishedSources {
  const flows = published.filter(({ firearms }) => firearms > 0);
  const ofYear = Map.groupBy(tracesProper(traces), countedYear);
  const latestFirst = (years: Iterable<number>) => [...new Set(years)].sort((a, b) => b - a);
  const there = latestFirst(flows.map(({ year }) => year));
  const own = latestFirst(
    [...ofYear].flatMap(([year, of]) =>
      year !== null && of.some(({ dealer, recovery }) => dealer?.state != null && recovery.state === state)
        ? [year]
        : [],
    ),
  );
  const year = asked ?? there.find((each) => own.includes(each)) ?? null;
  const found = year !== null && state !== null && there.includes(year) && own.includes(year);
  return {
    state,
    published: there,
    own,
    year: found ? year : null,
    comparison: found
      ? compared(
          ofYear.get(year)!,
          flows.filter((flow) => flow.year === year),
          state,
        )
      : null,
    caution: traceCaution,
  };
}

function compared(
  traces: readonly TraceFacts[],
  flows: readonly PublishedFlow[],
  state: string,
): NonNullable<PublishedSources['comparison']> {
  const here = oneOfEachFirearm(traces.filter(({ recovery }) => recovery.state === state));
  const sold = soldAtRetail(here);
  const known = sold.flatMap(({ dealer }) => dealer?.state ?? []);
  const own = new Map([...Map.groupBy(known, (source) => source)].map(([source, of]) => [source, of.length]));
  const theirs = new Map(flows.map(({ source, firearms }) => [source, firearms]));
  const total = flows.reduce((sum, { firearms }) => sum + firearms, 0);
  const ofBoth = (source: string) => [own.get(source) ?? 0, theirs.get(source) ?? 0] as const;
  const sources = [...new Set([...theirs.keys(), ...own.keys()])].sort((a, b) => {
    const [[ownA, theirsA], [ownB, theirsB]] = [ofBoth(a), ofBoth(b)];
    return theirsB - theirsA || ownB - ownA || (a < b ? -1 : 1);
  });
  const within = sources.every((source) => ofBoth(source)[0] <= ofBoth(source)[1]);
  return {
    drawnFrom: within ? 'published' : 'both',
    rows: told(
      sources.map((source) => {
        const [count, published] = ofBoth(source);
        return {
          row: {
            source,
            own: { numerator: count, denominator: known.length, unknown: sold.length - known.length },
            published: { numerator: published, denominator: total, unknown: null },
          },
          count,
          drawn: drawnCount(
            within
              ? { all: total, marked: published, drawn: known.length }
              : { all: total + known.length, marked: published + count, drawn: known.length },
            count,
          ),
        };
      }),
    ),
    falseMost,
    governments: here.filter((trace) => !hadRetailSale(trace)).length,
    elsewhere: new Set(
      traces
        .filter(({ recovery }) => recovery.state !== state && recovery.state !== null)
        .map(({ firearm }) => firearm),
    ).size,
  };
}
