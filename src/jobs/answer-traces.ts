import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DealersAnswer, DealerStanding } from '../model/dealer-standing.ts';
import { parseEntityId, type EntityId } from '../model/ids.ts';
import type { PublishedSources } from '../model/published-sources.ts';
import type { PurchasePattern } from '../model/purchase-pattern.ts';
import type { FlowsQuery, SourceFlows } from '../model/source-flows.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { FlagCode, TraceFilter, TraceListQuery } from '../model/trace-filter.ts';
import { indexModes, type IndexMode, type TraceIndex } from '../model/trace-index.ts';
import type { TraceOverview } from '../model/trace-overview.ts';
import type { TraceFlag, TraceList, TracePage } from '../model/trace-page.ts';
import { traceCaution } from '../model/trace-report.ts';
import { lifeRecords } from '../store/firearm-life.ts';
import { findPublishedFlows } from '../store/trace-flows.ts';
import { comparePublished } from '../trafficking/compare-published.ts';
import { dealerStanding } from '../trafficking/dealer-standing.ts';
import { listedTrace } from '../trafficking/listed-trace.ts';
import { purchasePattern } from '../trafficking/purchase-pattern.ts';
import { purchaserIsPossessor } from '../model/purchaser-is-possessor.ts';
import { likelyTraffickedFrom } from '../trafficking/reference-index.ts';
import { sourceFlows } from '../trafficking/source-flows.ts';
import { listTraces, selectTraces } from '../trafficking/select-traces.ts';
import { firearmLabel, personName } from '../trafficking/trace-names.ts';
import { findEarlierScores } from './keep-scores.ts';
import { isTraceProper } from '../model/trace-completion.ts';
import { traceOverview } from '../trafficking/trace-overview.ts';
import type { FactsStanding } from './trace-standing.ts';

/** Answers from the facts of an agency: wherever these come from. */

const listedMost = 500;

export function answerOverview(held: FactsStanding, filter: TraceFilter): TraceOverview {
  const { mode = held.defaultMode } = filter;
  const { home } = held.settings;
  return held.once(`overview ${JSON.stringify({ ...filter, mode })}`, () =>
    traceOverview({
      ...held.facts,
      ...held.standing(mode),
      filter,
      mode,
      version: held.version(mode),
      homeState: home.state,
    }),
  );
}

/** Where firearms were first sold against when or where they were recovered. */
export function answerFlows(held: FactsStanding, { by = 'quarter', ...filter }: FlowsQuery): SourceFlows {
  return held.once(`flows ${JSON.stringify({ ...filter, by })}`, () =>
    sourceFlows(selectTraces(held.proper, filter), by),
  );
}

/** Own sources of a year beside ATF's table for the agency's state. */
export async function answerPublished(
  client: pg.ClientBase,
  agencyId: number,
  held: FactsStanding,
  year?: number,
): Promise<PublishedSources> {
  const { state } = held.settings.home;
  const published = state === null ? [] : await findPublishedFlows(client, agencyId, state);
  return comparePublished({ traces: held.proper, state, published, year });
}

export function answerTraceList(held: FactsStanding, asked: TraceListQuery): TraceList {
  const standing = held.standing(asked.mode);
  const found = listTraces(held.facts.traces, asked, standing);
  const scoreOf = ({ traceNumber }: TraceFacts) => standing.index.get(traceNumber)?.score ?? -1;
  return {
    total: found.length,
    firearms: new Set(found.map(({ firearm }) => firearm)).size,
    rows: found
      .toSorted((a, b) => scoreOf(b) - scoreOf(a) || (a.traceNumber < b.traceNumber ? -1 : 1))
      .slice(0, asked.limit ?? listedMost)
      .map((trace) => listedTrace(trace, standing)),
    caution: traceCaution,
  };
}

/** The index of every trace, the highest first; those without one last, each with why. */
export function answerIndexes(held: FactsStanding, mode: IndexMode): TraceIndex[] {
  const rank = ({ score }: TraceIndex) => score ?? -1;
  return [...held.index(mode).values()].sort((a, b) => rank(b) - rank(a) || (a.traceNumber < b.traceNumber ? -1 : 1));
}

/** One trace; null where there is none of this number. */
export async function answerTrace(
  client: pg.ClientBase,
  agencyId: number,
  held: FactsStanding,
  traceNumber: string,
): Promise<TracePage | null> {
  const facts = held.facts.traces.find((trace) => trace.traceNumber === traceNumber);
  if (facts === undefined) return null;
  const { number } = parseEntityId(facts.firearm)!;
  const { records } = await lifeRecords(client, agencyId, number);
  const others = indexModes.filter((mode) => mode !== held.defaultMode);
  const indexes = [held.defaultMode, ...others].flatMap((mode) => held.index(mode).get(traceNumber) ?? []);
  const earlier = await findEarlierScores(client, agencyId, { held, traceNumber, modes: indexModes });
  const context = held.contexts.get(traceNumber) ?? null;
  const reference = indexes.find(({ mode }) => mode === 'reference')?.score ?? null;
  const { purchaser, possessor } = facts;
  return {
    facts: {
      ...facts,
      recoveries: [...facts.recoveries],
      warnings: [...facts.warnings],
      incidentDistricts: [...facts.incidentDistricts],
    },
    label: firearmLabel(facts),
    counted: isTraceProper(facts),
    context: context && { ...context },
    indexes,
    earlier: earlier.scores,
    earlierTotal: earlier.total,
    likelyTrafficked: reference === null ? null : reference >= likelyTraffickedFrom,
    possessorRules: {
      strict: purchaserIsPossessor(purchaser, possessor, 'strict'),
      loose: purchaserIsPossessor(purchaser, possessor, 'loose'),
      published: purchaserIsPossessor(purchaser, possessor, 'published'),
    },
    flags: [...(held.flags.get(traceNumber) ?? [])],
    others: held.proper.flatMap((other) =>
      other.firearm === facts.firearm && other.traceNumber !== traceNumber ? [other.traceNumber] : [],
    ),
    sources: records
      .filter(({ rows }) =>
        rows.some(
          ({ table, values }) =>
            (table === 'trace_result' || table === 'trace_request') && values['trace_number'] === traceNumber,
        ),
      )
      .map(({ source }) => source),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([facts, context, indexes.map(({ version }) => version)]))
      .digest('hex'),
    caution: traceCaution,
  };
}

export function answerDealers(held: FactsStanding, top = held.settings.dealers.first): DealersAnswer {
  return held.dealers(top);
}

export function answerDealerStanding(
  held: FactsStanding,
  dealer: EntityId,
  asked: { readonly top?: number | undefined; readonly threshold?: number | undefined },
): DealerStanding {
  const { first, demandLetterTraces } = held.settings.dealers;
  const { top = first, threshold = demandLetterTraces } = asked;
  return dealerStanding(dealer, {
    ...held.facts,
    ...held.standing(),
    dealers: held.dealers(top),
    calendars: held.calendars,
    threshold,
  });
}

export function answerPurchases(held: FactsStanding, person: EntityId): PurchasePattern {
  const named = held.proper.find(({ purchaser }) => purchaser?.id === person)?.purchaser;
  return purchasePattern(person, named ? personName(named) : person, {
    ...held.facts,
    ...held.standing(),
    calendars: held.calendars,
    householdMost: held.settings.leads.homesAtAddressMost,
  });
}

/** Every oddity of every trace, by code in their order. */
export function answerFlags(held: FactsStanding): { readonly traceNumber: string; readonly flag: TraceFlag }[] {
  const found = [...held.flags].flatMap(([traceNumber, flags]) => flags.map((flag) => ({ traceNumber, flag })));
  const order = [...new Set(found.map(({ flag }) => flag.code))].sort() as FlagCode[];
  return found.sort((a, b) => order.indexOf(a.flag.code) - order.indexOf(b.flag.code));
}
