import type pg from 'pg';
import type { NibinStatistics, NibinStepDone } from '../model/nibin.ts';
import type { NibinStep } from '../model/nibin-states.ts';
import { shareOf } from '../model/share.ts';
import { ballisticPredicates } from '../links/ballistic-predicates.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import { attributableArrest } from '../nibin/attributable-arrest.ts';
import { countHits, type ConfirmedTie } from '../nibin/count-hits.ts';
import { shootingLinks } from '../nibin/shooting-links.ts';
import { stageTimes, type StageSpan } from '../nibin/stage-times.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findShootings } from '../store/shootings.ts';
import { countReviewAgreement, findReviewTimes } from '../store/review-figures.ts';
import { countSearchedExhibits, findImportedHits, instantsOfDays } from '../store/nibin-facts.ts';
import { findConclusions, findNibinLeads, findNibinSteps, type StoredNibinLead } from '../store/nibin-leads.ts';
import { loadCitySettings } from './load-city-settings.ts';
import { describeNibinLeads, standingOf } from './describe-nibin-leads.ts';

/** Leads counted at most: a city has thousands in a year. */
const leadsMost = 50_000;

/** What came of candidates and leads that were found between two days; each lead counts once, whatever files tell of it. */
export async function loadNibinStatistics(
  client: pg.ClientBase,
  {
    agencyId,
    now,
    agency,
  }: {
    readonly agencyId: number;
    readonly now: string;
    readonly agency: { readonly code: string; readonly timeZone: string };
  },
  span: { readonly from: string | null; readonly to: string | null },
): Promise<NibinStatistics> {
  const { settings } = await loadCitySettings(client, agencyId);
  const period = await instantsOfDays(client, agency.timeZone, span);
  const all = await findNibinLeads(client, agencyId, {
    states: null,
    standing: null,
    undisseminated: true,
    withdrawnElsewhere: [],
    limit: leadsMost,
  });
  const within = ({ generatedAt }: StoredNibinLead) =>
    (period.from === null || generatedAt >= period.from) && (period.to === null || generatedAt < period.to);
  const leads = all.filter(within);
  const stepsOf = Map.groupBy(
    await findNibinSteps(
      client,
      agencyId,
      all.map(({ lead }) => lead),
    ),
    ({ lead }) => lead,
  );
  const described = await describeNibinLeads(client, { agencyId, now }, all);
  const holds = new Map(described.map(({ line }) => [line.lead, line.holds]));
  const holdsOf = ({ lead, standing }: StoredNibinLead) => holds.get(lead) ?? standing;
  const entries = await countSearchedExhibits(client, agencyId, period);
  const agreement = await countReviewAgreement(client, agencyId, period);
  const hits = await hitsOf(client, agencyId, {
    described,
    suspected: new Set(all.flatMap((lead) => (lead.suspected ? lead.lead : []))),
    agency: agency.code,
  });
  const inSpan = new Set(leads.map(({ lead }) => lead));
  const counted = hits.filter(({ lead }) => inSpan.has(lead));
  const lines = described.flatMap(({ line }) => (inSpan.has(line.lead) ? line : []));
  const took = (lead: StoredNibinLead, step: NibinStep) =>
    stepsOf.get(lead.lead)?.some((each) => each.step === step) ?? false;
  const given = leads.filter(({ disseminatedAt }) => disseminatedAt !== null);
  return {
    from: span.from,
    to: span.to,
    leads: leads.length,
    entries,
    leadsPer100Entries: entries === 0 ? null : (leads.length * 100) / entries,
    confirmed: shareOf(
      leads.filter((lead) => took(lead, 'request-confirmation')),
      (lead) =>
        lead.state === 'CONFIRMATION_REQUESTED'
          ? null
          : // A hit that was taken back, here or elsewhere, is none.
            holdsOf(lead) === 'HIT',
    ),
    arrests: shareOf(given, (lead) =>
      attributableArrest(
        holdsOf(lead),
        (stepsOf.get(lead.lead) ?? []).flatMap(({ step, detail }) =>
          step === 'record-outcome' ? (detail['outcome'] ?? []) : [],
        ),
      ),
    ),
    shootings: await shootingsOf(client, agencyId, period),
    acted: shareOf(given, (lead) => actions.some((step) => took(lead, step))),
    missed: { numerator: agreement.missed, denominator: agreement.drawn, unknown: 0 },
    agreed: { numerator: agreement.same, denominator: agreement.both, unknown: 0 },
    hits: counted.filter((each) => each.counted).length,
    notCounted: countBy(counted.flatMap(({ why }) => why ?? [])),
    credited: countBy(counted.flatMap((each) => (each.counted ? each.agency : []))),
    notConfirmed: leads.filter((lead) => stepsOf.get(lead.lead)?.some(({ to }) => to === 'NOT_CONFIRMED')).length,
    retracted: leads.filter((lead) => took(lead, 'retract')).length,
    withSeveralSources: lines.filter(({ otherSources }) => otherSources.length > 0).length,
    differing: lines.filter(({ otherSources }) => otherSources.some(({ differs }) => differs)).length,
    stages: stagesOf(await findReviewTimes(client, agencyId, period), leads, stepsOf, {
      disseminationTargetHours: settings.ballistics.disseminationTargetHours,
      now,
    }),
  };
}

/** Links read of one shooting at most. */
const linksMost = 1000;

/** Shootings of the days, by what was entered of them and whether records tie them to something else. */
async function shootingsOf(
  client: pg.ClientBase,
  agencyId: number,
  period: { readonly from: string | null; readonly to: string | null },
): Promise<NibinStatistics['shootings']> {
  const found = await findShootings(client, agencyId, period);
  const source = weighedLinks(postgresLinkSource(client, agencyId));
  const links = await source.neighbors(
    found.map(({ incident }) => incident),
    { predicates: ballisticPredicates },
    linksMost,
  );
  const tied = new Set(
    links.flatMap(({ status, subject, object }) =>
      status === 'ACTIVE' && subject !== object ? [subject, object] : [],
    ),
  );
  return {
    counted: found.length,
    ...shootingLinks(found.map((each) => ({ ...each, tied: tied.has(each.incident) }))),
  };
}

/** Steps that somebody who received a lead takes to act on it. */
const actions: readonly NibinStep[] = ['assign', 'investigate', 'request-confirmation', 'record-outcome'];

const countBy = (names: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, of]) => [name, of.length]));

/** Own hits, counted with what others confirmed: a linkage that is known from them is none of ours. */
async function hitsOf(
  client: pg.ClientBase,
  agencyId: number,
  {
    described,
    suspected,
    agency,
  }: {
    readonly described: Awaited<ReturnType<typeof describeNibinLeads>>;
    readonly suspected: ReadonlySet<number>;
    readonly agency: string;
  },
) {
  const own = described.filter(({ line }) => line.standing === 'HIT');
  const conclusions = Map.groupBy(
    await findConclusions(
      client,
      agencyId,
      own.map(({ line }) => line.lead),
    ),
    ({ lead }) => lead,
  );
  // The same confirmation told by a file is the same, and no knowledge from before.
  const told = new Set(own.flatMap(({ line }) => line.otherSources.map(({ source }) => source.record)));
  const ties: ConfirmedTie[] = [
    ...own.map(({ line, a, b }) => ({
      tie: `own ${line.lead}`,
      caseA: a.caseKey,
      caseB: b.caseKey,
      on: conclusions.get(line.lead)?.findLast(({ agrees }) => agrees === true)?.on ?? null,
      suspected: suspected.has(line.lead),
      withdrawnElsewhere: line.holds === 'WITHDRAWN',
      agency,
    })),
    ...(await findImportedHits(client, agencyId)).flatMap(({ source, values }) =>
      told.has(source.record) || standingOf(values) !== 'HIT'
        ? []
        : {
            tie: `file ${source.record}`,
            caseA: (values['case_a'] as string | null) ?? null,
            caseB: (values['case_b'] as string | null) ?? null,
            on: ((values['confirmed_on'] ?? values['issued_on']) as string | null | undefined) ?? null,
            suspected: false,
            withdrawnElsewhere: false,
            agency: 'file',
          },
    ),
  ];
  return countHits(ties).flatMap((each) =>
    each.tie.startsWith('own ') ? { ...each, lead: Number(each.tie.slice(4)) } : [],
  );
}

const isWithin = (from: string, to: string, hours: number) => Date.parse(to) - Date.parse(from) <= hours * 3_600_000;

function stagesOf(
  pairs: readonly { foundAt: string; first: string | null; second: string | null; needsSecond: boolean }[],
  leads: readonly StoredNibinLead[],
  stepsOf: ReadonlyMap<number, readonly NibinStepDone[]>,
  { disseminationTargetHours, now }: { readonly disseminationTargetHours: number; readonly now: string },
): NibinStatistics['stages'] {
  const at = (lead: StoredNibinLead, step: NibinStep) =>
    stepsOf.get(lead.lead)?.find((each) => each.step === step)?.at ?? null;
  const between = (of: readonly StoredNibinLead[], from: NibinStep, to: NibinStep): StageSpan[] =>
    of.flatMap((lead) => {
      const begun = at(lead, from);
      return begun === null ? [] : [{ from: begun, to: at(lead, to), waits: lead.standing === 'LEAD' }];
    });
  const spans: [NibinStatistics['stages'][number]['stage'], StageSpan[], number | null][] = [
    ['review', pairs.map(({ foundAt, first }) => ({ from: foundAt, to: first, waits: true })), null],
    [
      'second-review',
      pairs.flatMap(({ first, second, needsSecond }) =>
        first === null || (second === null && !needsSecond) ? [] : [{ from: first, to: second, waits: true }],
      ),
      null,
    ],
    ['dissemination', between(leads, 'peer-review', 'disseminate'), disseminationTargetHours],
    ['acknowledgement', between(leads, 'disseminate', 'acknowledge'), null],
    ['assignment', between(leads, 'disseminate', 'assign'), null],
    ['investigation', between(leads, 'assign', 'investigate'), null],
    ['confirmation', between(leads, 'request-confirmation', 'conclude'), null],
  ];
  return spans.map(([stage, of, targetHours]) => ({
    stage,
    ...stageTimes(of),
    targetHours,
    within:
      targetHours === null
        ? null
        : shareOf(
            // What waits and still has time is in no share, nor what was withdrawn before; what waits beyond the target is not within it.
            of.filter(
              ({ from, to, waits }) => from === null || to !== null || (waits && !isWithin(from, now, targetHours)),
            ),
            ({ from, to }) => (from === null ? null : to !== null && isWithin(from, to, targetHours)),
          ),
  }));
}
