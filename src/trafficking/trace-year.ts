/**
 * Firearms recovered and traced in a year, as ATF reports them for a state, and in the seven sections of its national report.
 *
 * **Source.** ATF, Firearms Trace Data; ATF, Crime Gun Trace Reports 1999. **Input.** Facts of traces and of firearms, the year, ATF's own
 * table of source states where it was imported. **Output.** One {@link TraceYear}: sections of shares with what is not known.
 * **Limits.** A firearm counts once, in the year of its first recovery, or of its first request where no recovery is dated; of several traces
 * of one firearm that with a dealer's state is read, of equals the first. As for {@link traceCaution}, it is printed on every report.
 */
import type { FirearmFacts } from '../model/leads.ts';
import { shareOf } from '../model/share.ts';
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
import { withinOnly, withoutSmallCounts } from './small-counts.ts';
import { tracesProper } from './trace-measures.ts';
import { yearSection } from './year-sections.ts';

/** A row of ATF's table of source and recovery states. */
export interface PublishedFlow {
  readonly year: number;
  readonly source: string;
  readonly firearms: number;
}

export interface YearOrder {
  readonly report: YearReportKind;
  readonly year: number;
  readonly audience: Audience;
  readonly place: TraceYear['place'];
  readonly traces: readonly TraceFacts[];
  readonly firearms: readonly Pick<FirearmFacts, 'firearm' | 'recoveredOn'>[];
  /** Into the agency's own state, of every year there is. */
  readonly published: readonly PublishedFlow[];
}

export function traceYear({ report, year, audience, place, traces, firearms, published }: YearOrder): TraceYear {
  const byFirearm = tracedFirearms(traces);
  const ofYear = [...byFirearm.values()].filter((trace) => yearOf(trace) === year);
  const recovered = firearms.filter(({ recoveredOn }) => recoveredOn?.startsWith(`${year}-`));
  const of = {
    year,
    traces: ofYear,
    tracedOfRecovered: shareOf(recovered, ({ firearm }) => byFirearm.has(firearm)),
  };
  const sections = (report === 'annual' ? annualSections : nationalSections)
    .filter((id) => audience === 'internal' || !withinOnly.has(id))
    .map((id) => yearSection(id, of));
  return {
    report,
    year,
    place,
    audience,
    firearms: audience === 'outside' && ofYear.length > 0 && ofYear.length < smallCount ? null : ofYear.length,
    undated: undatedOf(byFirearm),
    sections: audience === 'internal' ? sections : withoutSmallCounts(sections, place.state),
    published: place.state === null ? null : nearest(published, year, place.state),
    caution: traceCaution,
  };
}

/** Years of which there is a report. */
export function traceYears(traces: readonly TraceFacts[]): TraceYears {
  const byFirearm = tracedFirearms(traces);
  const counts = new Map<number, number>();
  for (const trace of byFirearm.values()) {
    const year = yearOf(trace);
    if (year !== null) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return {
    years: [...counts].sort(([a], [b]) => b - a).map(([year, firearms]) => ({ year, firearms })),
    undated: undatedOf(byFirearm),
  };
}

function tracedFirearms(traces: readonly TraceFacts[]): Map<string, TraceFacts> {
  const byFirearm = new Map<string, TraceFacts>();
  for (const trace of tracesProper(traces)) {
    const held = byFirearm.get(trace.firearm);
    if (held === undefined || (held.dealer?.state == null && trace.dealer?.state != null))
      byFirearm.set(trace.firearm, trace);
  }
  return byFirearm;
}

function yearOf({ recoveredOn, requestedOn }: TraceFacts): number | null {
  const day = recoveredOn ?? requestedOn;
  return day === null ? null : Number(day.slice(0, 4));
}

function undatedOf(byFirearm: ReadonlyMap<string, TraceFacts>): number {
  return [...byFirearm.values()].filter((trace) => yearOf(trace) === null).length;
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
