import { openedCounts } from '../src/model/opened-counts.ts';
import type { PublishedSources } from '../src/model/published-sources.ts';
import type { SourceFlows } from '../src/model/source-flows.ts';
import type { TraceOverview } from '../src/model/trace-overview.ts';

/** A count of a picture, and what opens behind it. */
export interface OpenedCount {
  readonly name: string;
  readonly count: number;
  readonly what: string;
}

const yearDays = 365;

/** Every count of the overview that opens, as its page opens them. */
export function countsOf(overview: TraceOverview): OpenedCount[] {
  const { time, index, corridors, concentration } = overview;
  const { lateFrom, to } = corridors;
  return [
    { name: 'traces', count: overview.traces, what: openedCounts.all },
    ...overview.measures.flatMap(({ name, share }) =>
      (
        [
          ['yes', share.numerator],
          ['no', share.denominator - share.numerator],
          ['unknown', share.unknown],
        ] as const
      ).map(([answer, count]) => ({ name: `${name} ${answer}`, count, what: openedCounts.measure(name, answer) })),
    ),
    ...time.bins.map(({ id, daysFrom, daysBelow, traces }) => ({
      name: id,
      count: traces,
      what: openedCounts.days(daysFrom, daysBelow),
    })),
    {
      name: 'no time',
      count: time.undetermined.reduce((sum, { traces }) => sum + traces, 0),
      what: openedCounts.noTime,
    },
    ...index.bins.map(({ from, to: below, traces }) => ({
      name: `index ${from}`,
      count: traces,
      what: openedCounts.score(from, below),
    })),
    { name: 'no index', count: index.without, what: openedCounts.noScore },
    ...overview.cohorts.flatMap(({ year, within }) =>
      within.map((count, at) => ({
        name: `sold ${year} within ${at + 1}`,
        count,
        what: openedCounts.soldIn(year, (at + 1) * yearDays),
      })),
    ),
    { name: 'governments', count: overview.governments, what: openedCounts.source('government') },
    {
      name: 'source not known',
      count: overview.sourceKnown.denominator - overview.sourceKnown.numerator,
      what: openedCounts.source('none'),
    },
    ...overview.states.map(({ state, share }) => ({
      name: state,
      count: share.numerator,
      what: openedCounts.source(state),
    })),
    ...overview.flows.map(({ state, county, quarter, firearms }) => {
      const source = `${state}-${county ?? 'none'}`;
      return {
        name: `${source} ${quarter}`,
        count: firearms,
        what:
          quarter === null
            ? openedCounts.cell(source, 'quarter', 'none')
            : openedCounts.quarters(source, quarter, quarter),
      };
    }),
    ...corridors.rows.map(({ id, observed }) => ({
      name: `late ${id}`,
      count: observed,
      what: openedCounts.corridor(id, lateFrom!, to!),
    })),
    ...concentration.most.flatMap(({ dealer, traces, firearms }) => [
      { name: `${dealer.id} traces`, count: traces, what: openedCounts.dealerTraces(dealer.id) },
      { name: `${dealer.id} firearms`, count: firearms, what: openedCounts.dealerFirearms(dealer.id) },
    ]),
    ...overview.flags.map(({ code, traces }) => ({ name: code, count: traces, what: openedCounts.flag(code) })),
  ];
}

/** Every count of the matrix of sources and of the first corridors. */
export function countsOfFlows({ by, columns, rows, sourceKnown, governments, corridors }: SourceFlows): OpenedCount[] {
  const over = (source: string, counts: readonly number[]) =>
    columns.map(({ key }, at) => ({
      name: `${source} ${key}`,
      count: counts[at]!,
      what: openedCounts.cell(source, by, key),
    }));
  return [
    ...rows.flatMap(({ state, share, counts, counties }) => [
      { name: state, count: share.numerator, what: openedCounts.source(state) },
      ...over(state, counts),
      ...counties.flatMap(({ county, firearms, counts: inCounty }) => {
        const source = `${state}-${county ?? 'none'}`;
        return [{ name: source, count: firearms, what: openedCounts.source(source) }, ...over(source, inCounty)];
      }),
    ]),
    ...over(
      'none',
      columns.map(({ unknown }) => unknown),
    ),
    ...over(
      'government',
      columns.map((column) => column.governments),
    ),
    ...over(
      'retail',
      columns.map(({ firearms, unknown }) => firearms + unknown),
    ),
    { name: 'none', count: sourceKnown.denominator - sourceKnown.numerator, what: openedCounts.source('none') },
    { name: 'government', count: governments, what: openedCounts.source('government') },
    ...corridors.flatMap(({ top, states, ofOthers, columns: shares }) => [
      { name: `first ${top}`, count: ofOthers.numerator, what: openedCounts.others(states) },
      ...shares.map(({ key, share }) => ({
        name: `first ${top} ${key}`,
        count: share.numerator,
        what: openedCounts.othersIn(states, by, key),
      })),
    ]),
  ];
}

/** Every own count of the comparison with ATF's table. */
export function countsOfPublished({ comparison, year, state }: PublishedSources): OpenedCount[] {
  return (comparison?.rows ?? []).map(({ source, own }) => ({
    name: `${source} of ${year}`,
    count: own.numerator,
    what: openedCounts.ofYear(source, year!, state!),
  }));
}

/** What the page asks for behind an opened count: its filters, but what the count names and leaves empty. */
export function askedBehind(
  filter: Readonly<Record<string, string | undefined>>,
  what: string,
): Record<string, string> {
  const asked = { ...filter, ...Object.fromEntries(new URLSearchParams(what)) };
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  );
}
