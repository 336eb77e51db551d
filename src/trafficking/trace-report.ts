/**
 * Traces counted by dealer, purchaser, source state, make and model, or how they ended.
 *
 * **Source.** The tables of ATF's Firearms Trace Data. **Input.** Facts of traces. **Output.** One row for each group, the most traces first.
 * **Limits.** Traces that name no such group are in no row; the shares at the top say how many. Those of governments and police had no
 * first retail sale: they are in no source state and in no share by state, and their number is given.
 */
import type { EntityId } from '../model/ids.ts';
import { shareOf } from '../model/share.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { traceCaution, type ReportGroup, type TraceReport } from '../model/trace-report.ts';
import { timeToCrimeTable } from './time-to-crime-bins.ts';
import { hadRetailSale, isOutOfState, soldAtRetail, traceMeasures, tracesProper } from './trace-measures.ts';

type Group = { readonly id: EntityId | null; readonly label: string };

const groupOf: Readonly<Record<ReportGroup, (trace: TraceFacts) => Group | null>> = {
  dealer: ({ dealer }) => dealer && { id: dealer.id, label: dealer.name ?? dealer.licenceKey ?? dealer.id },
  purchaser: ({ purchaser }) =>
    purchaser && {
      id: purchaser.id,
      label: [purchaser.familyName, purchaser.givenName].filter(Boolean).join(', ') || purchaser.id,
    },
  source: (trace) => (trace.dealer?.state && hadRetailSale(trace) ? { id: null, label: trace.dealer.state } : null),
  completion: ({ completion }) => (completion === null ? null : { id: null, label: completion }),
  model: ({ make, model }) => (make === null ? null : { id: null, label: [make, model].filter(Boolean).join(' ') }),
};

export function traceReport(all: readonly TraceFacts[], by: ReportGroup): TraceReport {
  const traces = tracesProper(all);
  const groups = new Map<string, { group: Group; of: TraceFacts[] }>();
  for (const trace of traces) {
    const group = groupOf[by](trace);
    if (group === null) continue;
    const key = group.id ?? group.label;
    const held = groups.get(key);
    if (held) held.of.push(trace);
    else groups.set(key, { group, of: [trace] });
  }
  const { dealerKnown, purchaserKnown, timeKnown } = traceMeasures(traces);
  return {
    by,
    traces: traces.length,
    dealerKnown,
    purchaserKnown,
    timeKnown,
    governments: traces.length - soldAtRetail(traces).length,
    rows: [...groups.values()]
      .map(({ group, of }) => {
        const { short, medianDays } = timeToCrimeTable(of);
        const firearms = new Set(of.map(({ firearm }) => firearm)).size;
        return {
          ...group,
          traces: of.length,
          firearms,
          short,
          outOfState: shareOf(soldAtRetail(of), isOutOfState),
          medianDays,
        };
      })
      .sort(
        (a, b) =>
          b.traces - a.traces ||
          (a.label < b.label ? -1 : a.label > b.label ? 1 : (a.id ?? '') < (b.id ?? '') ? -1 : 1),
      ),
    caution: traceCaution,
  };
}
