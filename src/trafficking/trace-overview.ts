/**
 * What the traces of a period say together, as one picture takes it.
 *
 * **Source.** The tables of ATF's Firearms Trace Data; concentration by Lorenz and Gini (`stats/concentration.ts`); the index by
 * `city-index.ts` or `reference-index.ts`. **Input.** Facts of an agency, the index and flags of each trace, and filters.
 * **Output.** {@link TraceOverview}: counts and shares, each with what is not known.
 * **Limits.** Traced firearms are no sample. Of sales of late years only the fast can have been recovered, and of early ones those recovered
 * before the records begin are missing: cohorts are counts, and say which of them could be followed.
 */
import type { FirearmFacts } from '../model/leads.ts';
import { shareOf } from '../model/share.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { flagCodes, measureNames, type TraceFilter } from '../model/trace-filter.ts';
import type { IndexMode, TraceIndex } from '../model/trace-index.ts';
import type { TraceOverview } from '../model/trace-overview.ts';
import { traceCaution } from '../model/trace-report.ts';
import { fewestWith, gini, lorenzCurve, shareOfTop } from '../stats/concentration.ts';
import { columnsOf } from './flow-columns.ts';
import { selectTraces, type TraceStanding } from './select-traces.ts';
import { oneOfEachFirearm } from './one-of-each.ts';
import { saleCohorts } from './sale-cohorts.ts';
import { corridorChanges, monthsBetween, sourcePictures } from './source-pictures.ts';
import { timeToCrimeBins, timeToCrimeTable } from './time-to-crime-bins.ts';
import { dealerRef } from './trace-names.ts';
import { soldAtRetail, tellsOfCity, traceMeasures, tracesProper } from './trace-measures.ts';

export interface OverviewInputs extends TraceStanding {
  readonly traces: readonly TraceFacts[];
  readonly firearms: readonly FirearmFacts[];
  readonly filter: TraceFilter;
  readonly mode: IndexMode;
  readonly version: string;
  readonly homeState: string | null;
}

export function traceOverview(inputs: OverviewInputs): TraceOverview {
  const { filter, index, flags, mode, version, homeState } = inputs;
  const proper = tracesProper(inputs.traces);
  const { from: _from, to: _to, ...besidePeriod } = filter;
  const ofAllTime = selectTraces(proper, besidePeriod);
  const traces = selectTraces(proper, filter);
  const { traces: count, ...shares } = traceMeasures(traces);
  const dated = ofAllTime.flatMap(({ recoveredOn }) => recoveredOn?.slice(0, 7) ?? []).sort();
  const ofMonth = Map.groupBy(dated, (month) => month);
  const sources = sourcePictures(traces);
  return {
    mode,
    version,
    homeState,
    all: proper.length,
    traces: count,
    firearms: new Set(traces.map(({ firearm }) => firearm)).size,
    months: (dated.length === 0 ? [] : monthsBetween(dated[0]!, dated.at(-1)!)).map((month) => ({
      month,
      traces: ofMonth.get(month)?.length ?? 0,
    })),
    districts: districtsOf(selectTraces(proper, { ...filter, district: undefined }), 'district'),
    incidentDistricts: districtsOf(
      selectTraces(proper, { ...filter, incidentDistrict: undefined }),
      'incident-district',
    ),
    undated: ofAllTime.length - dated.length,
    coverage: {
      traced: tracedOfRecovered(proper, inputs.firearms, filter),
      sourceKnown: sources.sourceKnown,
      purchaserKnown: shares.purchaserKnown,
      timeKnown: shares.timeKnown,
    },
    measures: measureNames
      .filter((name) => name !== 'outOfCity' || tellsOfCity(soldAtRetail(traces)))
      .map((name) => ({ name, share: shares[name] })),
    recoveredInCity: shareOf(traces, ({ recovery }) => recovery.inCity),
    index: distributionOf(traces, index),
    time: timesOf(traces),
    ...saleCohorts(ofAllTime),
    ...sources,
    corridors: corridorChanges(
      selectTraces(proper, {
        class: filter.class,
        district: filter.district,
        incidentDistrict: filter.incidentDistrict,
      }),
    ),
    concentration: concentrationOf(traces),
    flags: flaggedOf(selectTraces(inputs.traces, filter), flags),
    caution: traceCaution,
  };
}

/** How many traces bear each flag, in the order of codes. */
function flaggedOf(traces: readonly TraceFacts[], flags: OverviewInputs['flags']): TraceOverview['flags'] {
  const counts = new Map<string, number>();
  for (const { traceNumber } of traces)
    for (const code of new Set((flags.get(traceNumber) ?? []).map((flag) => flag.code)))
      counts.set(code, (counts.get(code) ?? 0) + 1);
  return flagCodes.flatMap((code) => (counts.has(code) ? [{ code, traces: counts.get(code)! }] : []));
}

function districtsOf(traces: readonly TraceFacts[], by: 'district' | 'incident-district'): TraceOverview['districts'] {
  const counts = Map.groupBy(
    traces.flatMap((trace) => columnsOf(by, trace)),
    (district) => district,
  );
  return [...counts]
    .filter(([district]) => district !== 'none' && district !== 'untied')
    .map(([district, of]) => ({ district, traces: of.length }))
    .sort((a, b) => (a.district < b.district ? -1 : 1));
}

/**
 * Of firearms of which any record tells a day of recovery in the period, whether the property room has them or their trace alone; the tracing
 * desk counts rows of the property room. A record of a recovery bears no class the trace need agree with, so no other filter
 * is used.
 */
function tracedOfRecovered(
  proper: readonly TraceFacts[],
  firearms: readonly FirearmFacts[],
  { from, to }: Pick<TraceFilter, 'from' | 'to'>,
) {
  const traced = new Set(proper.map(({ firearm }) => firearm));
  return shareOf(
    firearms.filter(({ recoveries }) =>
      recoveries.some((day) => (from === undefined || day >= from) && (to === undefined || day <= to)),
    ),
    ({ firearm }) => traced.has(firearm),
  );
}

/** Points of the index a bin is wide. */
const binWidth = 10;
const examplesMost = 5;

function distributionOf(
  traces: readonly TraceFacts[],
  indexOf: ReadonlyMap<string, TraceIndex>,
): TraceOverview['index'] {
  const scored = traces.flatMap(({ traceNumber }) => {
    const index = indexOf.get(traceNumber);
    return index?.score == null ? [] : [{ traceNumber, score: index.score, components: index.components }];
  });
  const binOf = ({ score }: { score: number }) =>
    Math.min(100 / binWidth - 1, Math.max(0, Math.floor(score / binWidth)));
  const bins = Array.from({ length: 100 / binWidth }, (): typeof scored => []);
  for (const each of scored) bins[binOf(each)]!.push(each);
  // All are by one formula, which gives its parts in one order.
  const names = scored[0]?.components.map(({ name }) => name) ?? [];
  return {
    bins: bins.map((of, at) => ({
      from: at * binWidth,
      to: (at + 1) * binWidth,
      traces: of.length,
      examples: of
        .toSorted((a, b) => b.score - a.score)
        .slice(0, examplesMost)
        .map(({ traceNumber }) => traceNumber),
    })),
    without: traces.length - scored.length,
    parts: names.map((name, at) => ({
      name,
      known: shareOf(scored, ({ components }) => components[at]!.value !== null),
      points: bins.map((of) =>
        of.length === 0 ? null : of.reduce((sum, { components }) => sum + components[at]!.contribution, 0) / of.length,
      ),
    })),
  };
}

function timesOf(traces: readonly TraceFacts[]): TraceOverview['time'] {
  const { bins, known, undetermined, meanDays, medianDays, short } = timeToCrimeTable(traces);
  return {
    bins: bins.map(({ id, traces: count }, at) => {
      const { daysBelow } = timeToCrimeBins[at]!;
      return {
        id,
        daysFrom: timeToCrimeBins[at - 1]?.daysBelow ?? 0,
        daysBelow: Number.isFinite(daysBelow) ? daysBelow : null,
        traces: count,
      };
    }),
    known,
    undetermined: [...undetermined],
    meanDays,
    medianDays,
    short,
  };
}

const topSizes = [1, 5, 10, 20] as const;
const mostShown = 15;

function concentrationOf(traces: readonly TraceFacts[]): TraceOverview['concentration'] {
  const firearms = soldAtRetail(oneOfEachFirearm(traces));
  const ofDealer = Map.groupBy(
    firearms.filter(({ dealer }) => dealer !== null),
    ({ dealer }) => dealer!.id,
  );
  const counts = [...ofDealer.values()].map((of) => of.length);
  const traced = counts.reduce((all, each) => all + each, 0);
  const unknown = firearms.length - traced;
  const tracesOf = Map.groupBy(soldAtRetail(traces), ({ dealer }) => dealer?.id ?? '');
  return {
    dealers: counts.length,
    firearms: traced,
    unknown,
    gini: gini(counts),
    lorenz: lorenzCurve(counts).map((point) => ({ ...point })),
    top: topSizes
      .filter((top) => top <= counts.length)
      .map((top) => ({ top, share: { ...shareOfTop(counts, top), unknown } })),
    half: fewestWith(counts, 0.5),
    most: [...ofDealer]
      .map(([id, of]) => ({
        dealer: dealerRef(of[0]!.dealer!),
        traces: tracesOf.get(id)!.length,
        firearms: of.length,
      }))
      .sort((a, b) => b.firearms - a.firearms || (a.dealer.id < b.dealer.id ? -1 : 1))
      .slice(0, mostShown),
  };
}
