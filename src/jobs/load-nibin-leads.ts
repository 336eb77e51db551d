import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { NibinConclusion, NibinLeadPage, NibinLeads, NibinStepDone } from '../model/nibin.ts';
import { nibinStepsFrom } from '../nibin/nibin-lead-states.ts';
import { refutations } from '../nibin/refutations.ts';
import { findPairFigures } from '../store/candidate-pairs.ts';
import { findConsensus, findReviews } from '../store/candidate-reviews.ts';
import { findPeople } from '../store/lead-work.ts';
import { findOwnLeadRecords } from '../store/nibin-facts.ts';
import {
  countNibinLeads,
  findConclusions,
  findNibinLeads,
  findNibinLeadsByNumber,
  findNibinRecipients,
  findNibinSteps,
  type LeadPlace,
  type NibinFilter,
  type StoredConclusion,
} from '../store/nibin-leads.ts';
import { findNoticesOfLead, findRecalls } from '../store/nibin-notices.ts';
import { figuresOf } from './comparison-figures.ts';
import { describeNibinLeads, leadsWithdrawnElsewhere, type NibinLook } from './describe-nibin-leads.ts';
import { loadBallisticText } from './load-ballistic-text.ts';
import { loadNibinGets } from './load-nibin-gets.ts';
import { noticeOf } from './load-nibin-notices.ts';
import type { LoadedEnd } from './nibin-ends.ts';
import { consensusOf, reviewOf } from './review-candidates.ts';

/** A page of leads of our own, each once, with what others say of the same; where the next begins, null after the last. */
export async function loadNibinLeads(
  client: pg.ClientBase,
  look: NibinLook,
  filter: Omit<NibinFilter, 'undisseminated' | 'withdrawnElsewhere'>,
): Promise<Omit<NibinLeads, 'next'> & { readonly next: LeadPlace | null }> {
  const { agencyId, undisseminated } = look;
  const { limit, states, standing } = filter;
  const withdrawnElsewhere = await leadsWithdrawnElsewhere(client, look);
  const seen = { undisseminated, withdrawnElsewhere };
  const found = await findNibinLeads(client, agencyId, { ...filter, ...seen, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const described = await describeNibinLeads(client, look, page);
  const gets = await loadNibinGets(client, look, described);
  const counts = await countNibinLeads(client, agencyId, seen);
  const sum = (of: (each: (typeof counts)[number]) => boolean) => counts.filter(of).reduce((all, { n }) => all + n, 0);
  return {
    items: described.map(({ line }) => ({ ...line, gets: gets.get(line.lead) ?? null })),
    next: found.length > limit && last !== undefined ? { at: last.stateMicroseconds, lead: last.lead } : null,
    total: sum(
      (each) => (states === null || states.includes(each.state)) && (standing === null || each.standing === standing),
    ),
    counts: Object.fromEntries(
      [...Map.groupBy(counts, ({ state }) => state)].map(([state, of]) => [
        state,
        of.reduce((all, { n }) => all + n, 0),
      ]),
    ),
    unconfirmed: sum((each) => each.standing === 'LEAD'),
    hits: sum((each) => each.standing === 'HIT'),
    withdrawn: sum((each) => each.standing === 'WITHDRAWN'),
  };
}

/** A lead with all that is on record of it. */
export async function loadNibinLeadPage(
  client: pg.ClientBase,
  look: NibinLook,
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
  const steps = (await findNibinSteps(client, agencyId, [number])).map(stepOf);
  const position = { state: lead.state, standing: lead.standing };
  return {
    ...line,
    gets: (await loadNibinGets(client, look, [described])).get(number) ?? null,
    scans: { a: figures?.scanA ?? 0, b: figures?.scanB ?? 0 },
    figures: figures === undefined ? null : figuresOf(figures),
    otherNumber: lead.otherNumber,
    confidence: confidenceOf(steps),
    suspected: lead.suspected,
    record: (await findOwnLeadRecords(client, agencyId, [lead.number])).get(lead.number) ?? null,
    written: lead.disseminatedAt === null || lead.writtenRevision === lead.revision,
    reviews: (await findReviews(client, agencyId, [lead])).map(reviewOf),
    consensus: consensusOf(consensus),
    steps,
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
    text: await loadBallisticText(client, agencyId),
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

/** What was written of it where it was given out. */
function confidenceOf(steps: readonly NibinStepDone[]): NibinLeadPage['confidence'] {
  const given = steps.findLast(({ step, detail }) => step === 'disseminate' && detail['confidence'] !== undefined);
  return given === undefined ? null : { text: given.detail['confidence']!, by: given.by, at: given.at };
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
