import type pg from 'pg';
import { ballisticStanding } from '../links/ballistic-standing.ts';
import { Failure } from '../model/errors.ts';
import type {
  NibinConclusion,
  NibinLeadLine,
  NibinLeadPage,
  NibinLeads,
  NibinStepDone,
  OtherSource,
} from '../model/nibin.ts';
import type { NibinStanding } from '../model/nibin-states.ts';
import { nibinStepsFrom } from '../nibin/nibin-lead-states.ts';
import { refutations } from '../nibin/refutations.ts';
import { contradicts, sameLead, standingBeside, type ComparedLead } from '../nibin/same-lead.ts';
import { findConsensus, findPairFigures, findReviews } from '../store/candidate-reviews.ts';
import { findPeople } from '../store/lead-work.ts';
import { findImportedLeads, findOwnLeadRecords, type ImportedLead } from '../store/nibin-facts.ts';
import {
  countNibinLeads,
  findConclusions,
  findNibinLeads,
  findNibinLeadsByNumber,
  findNibinRecipients,
  findNibinSteps,
  type NibinFilter,
  type StoredConclusion,
  type StoredNibinLead,
} from '../store/nibin-leads.ts';
import { findNoticesOfLead, findRecalls } from '../store/nibin-notices.ts';
import { figuresOf } from './comparison-figures.ts';
import { loadCitySettings } from './load-city-settings.ts';
import { noticeOf } from './load-nibin-notices.ts';
import { loadNibinEnds, type LoadedEnd } from './nibin-ends.ts';
import { consensusOf, reviewOf } from './review-candidates.ts';

/** Who looks, and when. `undisseminated`: they may see leads that nobody outside the laboratory was given. */
export interface NibinLook {
  readonly agencyId: number;
  /** ISO 8601. */
  readonly now: string;
  readonly undisseminated: boolean;
}

/** Leads of our own, each once, with what others say of the same. */
export async function loadNibinLeads(
  client: pg.ClientBase,
  look: NibinLook,
  filter: Omit<NibinFilter, 'undisseminated'>,
): Promise<NibinLeads> {
  const { agencyId, undisseminated } = look;
  const { limit } = filter;
  const found = await findNibinLeads(client, agencyId, { ...filter, undisseminated, limit: limit + 1 });
  const counts = await countNibinLeads(client, agencyId, { undisseminated });
  const sum = (of: (each: (typeof counts)[number]) => boolean) => counts.filter(of).reduce((all, { n }) => all + n, 0);
  return {
    items: (await describeNibinLeads(client, look, found.slice(0, limit))).map(({ line }) => line),
    more: found.length > limit,
    counts: Object.fromEntries(
      [...Map.groupBy(counts, ({ state }) => state)].map(([state, of]) => [
        state,
        of.reduce((all, { n }) => all + n, 0),
      ]),
    ),
    unconfirmed: sum(({ standing }) => standing === 'LEAD'),
    hits: sum(({ standing }) => standing === 'HIT'),
    withdrawn: sum(({ standing }) => standing === 'WITHDRAWN'),
  };
}

interface Described {
  readonly line: NibinLeadLine;
  readonly a: LoadedEnd;
  readonly b: LoadedEnd;
}

export async function describeNibinLeads(
  client: pg.ClientBase,
  { agencyId, now }: Pick<NibinLook, 'agencyId' | 'now'>,
  leads: readonly StoredNibinLead[],
): Promise<Described[]> {
  const ends = await loadNibinEnds(
    client,
    agencyId,
    leads.flatMap(({ a, b }) => [a, b]),
  );
  const whole = leads.flatMap((lead) => {
    const [a, b] = [ends.get(lead.a), ends.get(lead.b)];
    return a === undefined || b === undefined ? [] : [{ lead, a, b, compared: comparedOf(lead, a, b) }];
  });
  const imported = await findImportedLeads(client, agencyId, {
    numbers: whole.flatMap(({ compared }) => compared.numbers),
    cases: whole.flatMap(({ a, b }) => [a.caseKey, b.caseKey]).filter((each) => each !== null),
    ibis: whole.flatMap(({ a, b }) => [a.ibisKey, b.ibisKey]).filter((each) => each !== null),
  });
  const { settings } = await loadCitySettings(client, agencyId);
  return whole.map(({ lead, a, b, compared }) => {
    const otherSources = imported.flatMap((each) => otherSourceOf(lead, compared, each));
    const { lead: number, number: out, revision, state, standing, generatedAt, disseminatedAt } = lead;
    return {
      a,
      b,
      line: {
        lead: number,
        number: out,
        revision,
        state,
        standing,
        holds: standingBeside(
          standing,
          otherSources.map((each) => each.standing),
        ),
        a: a.end,
        b: b.end,
        generatedAt,
        disseminatedAt,
        stateAt: lead.stateAt,
        stateBy: lead.stateBy,
        assignee: lead.assignee,
        lateHours: lateHours(lead, now, settings.ballistics.disseminationTargetHours),
        otherSources,
      },
    };
  });
}

function comparedOf({ number, otherNumber }: StoredNibinLead, a: LoadedEnd, b: LoadedEnd): ComparedLead {
  const endOf = ({ caseKey, end, ibisKey }: LoadedEnd) => ({
    caseKey,
    item: end.item.trim().toUpperCase(),
    ibis: ibisKey,
  });
  return { numbers: [number, ...(otherNumber === null ? [] : [otherNumber])], a: endOf(a), b: endOf(b) };
}

export function standingOf(values: Readonly<Record<string, unknown>>): NibinStanding {
  const { tie, status } = ballisticStanding(values);
  return status === 'RETRACTED' ? 'WITHDRAWN' : tie === 'hit' ? 'HIT' : 'LEAD';
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

function otherSourceOf(lead: StoredNibinLead, own: ComparedLead, { source, values }: ImportedLead): OtherSource[] {
  const endOf = (end: 'a' | 'b') => ({
    caseKey: textOf(values[`case_${end}`]),
    item: textOf(values[`item_${end}`]),
    ibis: textOf(values[`ibis_${end}`]),
  });
  const number = textOf(values['lead_number']);
  const by = sameLead(own, { numbers: number === null ? [] : [number], a: endOf('a'), b: endOf('b') });
  if (by === null) return [];
  const standing = standingOf(values);
  return [
    { source, number, by, standing, status: textOf(values['status']), differs: contradicts(lead.standing, standing) },
  ];
}

/** What is late is what waits to be given out; the rest has no target anybody set. */
function lateHours({ state, stateAt }: StoredNibinLead, now: string, targetHours: number): number | null {
  if (state !== 'PEER_REVIEWED') return null;
  const over = (Date.parse(now) - Date.parse(stateAt)) / 3_600_000 - targetHours;
  return over > 0 ? over : null;
}

/** A lead with all that is on record of it. */
export async function loadNibinLeadPage(
  client: pg.ClientBase,
  look: NibinLook & { readonly timeZone: string },
  number: number,
): Promise<NibinLeadPage> {
  const { agencyId } = look;
  const [lead] = await findNibinLeadsByNumber(client, agencyId, [number]);
  if (lead === undefined || (lead.disseminatedAt === null && !look.undisseminated)) throw unknownLead(number);
  const [described] = await describeNibinLeads(client, look, [lead]);
  if (described === undefined) throw unknownLead(number);
  const { line, a, b } = described;
  const [figures] = await findPairFigures(client, agencyId, [lead]);
  const [consensus] = await findConsensus(client, agencyId, [lead]);
  const conclusions = (await findConclusions(client, agencyId, [number])).map(conclusionOf);
  const position = { state: lead.state, standing: lead.standing };
  return {
    ...line,
    scans: { a: figures?.scanA ?? 0, b: figures?.scanB ?? 0 },
    figures: figures === undefined ? null : figuresOf(figures),
    otherNumber: lead.otherNumber,
    suspected: lead.suspected,
    record: (await findOwnLeadRecords(client, agencyId, [lead.number])).get(lead.number) ?? null,
    written: lead.disseminatedAt === null || lead.writtenRevision === lead.revision,
    reviews: (await findReviews(client, agencyId, [lead])).map(reviewOf),
    consensus: consensusOf(consensus),
    steps: (await findNibinSteps(client, agencyId, [number])).map(stepOf),
    may: nibinStepsFrom(position),
    conclusions,
    recipients: await findNibinRecipients(client, agencyId, number),
    notices: (await findNoticesOfLead(client, agencyId, number)).map((each) => noticeOf(each, look.timeZone)),
    recalls: (await findRecalls(client, agencyId, number)).map(({ subject, ...recall }) => ({
      ...recall,
      about: aboutOf(subject),
    })),
    refutes: refutations({
      a: endFacts(a),
      b: endFacts(b),
      standing: lead.standing,
      othersDiffer: line.otherSources.length === 0 ? null : line.otherSources.some(({ differs }) => differs),
      eliminated:
        lead.state === 'NOT_CONFIRMED' ||
        conclusions.some((each) => each.agrees === true && each.conclusion === 'ELIMINATION'),
    }),
    people: await findPeople(client, agencyId),
  };
}

const endFacts = ({ end, firearm, class: ofClass }: LoadedEnd) => ({
  origin: end.origin,
  class: ofClass,
  on: end.on,
  recoveredOn: firearm?.recoveredOn ?? null,
});

function conclusionOf({ lead: _, ...conclusion }: StoredConclusion): NibinConclusion {
  return conclusion;
}

function stepOf({ lead: _, ...step }: NibinStepDone & { readonly lead: number }): NibinStepDone {
  return step;
}

/** What an event of the audit was about, in as many words as it has. */
function aboutOf(subject: Readonly<Record<string, unknown>>): string {
  return Object.entries(subject)
    .map(
      ([name, value]) =>
        `${name} ${typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}`,
    )
    .join(', ')
    .slice(0, 300);
}

export function unknownLead(number: number): Failure {
  return new Failure('nibin.unknown', `Expected the number of a NIBIN lead; there is none of number ${number}.`);
}
