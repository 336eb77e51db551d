/**
 * Firearms recovered and traced in a year, as ATF reports them for a state, and in the seven sections of its national report.
 *
 * **Source.** ATF, Firearms Trace Data; ATF, Crime Gun Trace Reports 1999. **Input.** Facts of traces and of firearms, the year, ATF's own
 * table of source states where it was imported. **Output.** One {@link TraceYear}: sections of shares with what is not known.
 * **Limits.** A firearm counts once in each year in which it was recovered and traced, that of the request where no recovery is dated; of
 * several traces of one firearm in a year that of a retail sale is read, then that with a dealer's state, of equals the first. As for {@link traceCaution}, it is printed on every report.
 */
import type { FirearmFacts } from '../model/leads.ts';
import { shareOf } from '../model/share.ts';
import type { PublishedFlow } from '../model/published-sources.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { traceCaution } from '../model/trace-report.ts';
import {
  annualSections,
  nationalSections,
  smallCount,
  type Audience,
  type TraceYear,
  type TraceYears,
  type YearReportKind,
} from '../model/trace-year.ts';
import { countedYear } from './flow-columns.ts';
import { oneOfEachFirearm } from './one-of-each.ts';
import { withinOnly, withoutSmallCounts } from './small-counts.ts';
import { soldAtRetail, tracesProper } from './trace-measures.ts';
import { yearSection } from './year-sections.ts';

export interface YearOrder {
  readonly report: YearReportKind;
  readonly year: number;
  readonly audience: Audience;
  readonly place: TraceYear['place'];
  readonly traces: readonly TraceFacts[];
  readonly firearms: readonly Pick<FirearmFacts, 'firearm' | 'recoveries'>[];
  /** Into the agency's own state, of every year there is. */
  readonly published: readonly PublishedFlow[];
}

export function traceYear({ report, year, audience, place, traces, firearms, published }: YearOrder): TraceYear {
  const proper = tracesProper(traces);
  const traced = new Set(proper.map(({ firearm }) => firearm));
  const ofYear = oneOfEachFirearm(proper.filter((trace) => countedYear(trace) === year));
  const recovered = firearms.filter(({ recoveries }) => recoveries.some((day) => day.startsWith(`${year}-`)));
  const of = {
    year,
    traces: ofYear,
    tracedOfRecovered: shareOf(recovered, ({ firearm }) => traced.has(firearm)),
  };
  const asked = report === 'annual' ? annualSections : nationalSections;
  // Whoever has one report of a year may have the other: for outside both are made ready together.
  const sections =
    audience === 'internal'
      ? asked.map((id) => yearSection(id, of))
      : withoutSmallCounts(
          [...new Set([...annualSections, ...nationalSections])]
            .filter((id) => !withinOnly.has(id))
            .map((id) => yearSection(id, of)),
          place.state,
        )
          .filter(({ id }) => asked.includes(id))
          .sort((a, b) => asked.indexOf(a.id) - asked.indexOf(b.id));
  const isFew = audience === 'outside' && ofYear.length > 0 && ofYear.length < smallCount;
  return {
    report,
    year,
    place,
    audience,
    firearms: isFew ? null : ofYear.length,
    undated: undatedOf(proper),
    governments: isFew ? null : ofYear.length - soldAtRetail(ofYear).length,
    sections,
    published: place.state === null ? null : nearest(published, year, place.state),
    caution: traceCaution,
  };
}

/** Years of which there is a report. */
export function traceYears(traces: readonly TraceFacts[]): TraceYears {
  const proper = tracesProper(traces);
  const ofYear = new Map<number, Set<string>>();
  for (const trace of proper) {
    const year = countedYear(trace);
    if (year !== null) ofYear.set(year, (ofYear.get(year) ?? new Set()).add(trace.firearm));
  }
  return {
    years: [...ofYear].sort(([a], [b]) => b - a).map(([year, firearms]) => ({ year, firearms: firearms.size })),
    undated: undatedOf(proper),
  };
}

/** Firearms of which no trace has a year. */
function undatedOf(traces: readonly TraceFacts[]): number {
  const ofFirearm = Map.groupBy(traces, ({ firearm }) => firearm);
  return [...ofFirearm.values()].filter((of) => of.every((trace) => countedYear(trace) === null)).length;
}

function nearest(flows: readonly PublishedFlow[], year: number, state: string): TraceYear['published'] {
  const latest = Math.max(...flows.map((flow) => flow.year).filter((each) => each <= year));
  const of = flows.filter((flow) => flow.year === latest && flow.firearms > 0);
  const denominator = of.reduce((sum, { firearms }) => sum + firearms, 0);
  if (denominator === 0) return null;
  return {
    year: latest,
    state,
    rows: of
      .map(({ source, firearms }) => ({ key: source, share: { numerator: firearms, denominator, unknown: 0 } }))
      .sort((a, b) => b.share.numerator - a.share.numerator || (a.key < b.key ? -1 : 1)),
  };
}
