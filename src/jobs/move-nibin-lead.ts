import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { NibinNotice } from '../model/nibin.ts';
import type { ExaminerConclusion, NibinOutcome, NibinStep, personalNibinSteps } from '../model/nibin-states.ts';
import { localDay } from '../model/values/local-time.ts';
import { plainText } from '../model/values/plain-text.ts';
import { afterConclusion, afterNibinStep, nibinStepsFrom, type NibinPosition } from '../nibin/nibin-lead-states.ts';
import { wordsOfCertainty } from '../nibin/words-of-certainty.ts';
import { findPairFigures, type Pair } from '../store/candidate-pairs.ts';
import { endSettlement, holdPair } from '../store/candidate-reviews.ts';
import {
  findConclusions,
  findNibinLeadsByNumber,
  insertConclusion,
  insertNibinLead,
  keepNibinStep,
  saveNibinRecipient,
  verifyConclusion as saveVerification,
  type StoredNibinLead,
} from '../store/nibin-leads.ts';
import { listForRecall, tellRecipients } from '../store/nibin-notices.ts';
import { describeNibinLeads } from './describe-nibin-leads.ts';
import { strangerIn } from './take-lead-steps.ts';
import { nibinSubjects, pairSubjects } from './nibin-subjects.ts';
import type { NibinTurn } from './review-candidates.ts';
import { settleExhibits } from './settle-exhibits.ts';

/** Opens the lead that two people found, with both of their steps. */
export async function openNibinLead(
  client: pg.ClientBase,
  { agencyId, now }: NibinTurn,
  found: Pair & { issuedBy: string; issuedAt: string; reviewer: string },
): Promise<void> {
  const { a, b, issuedBy, reviewer } = found;
  const lead = await insertNibinLead(client, agencyId, { a, b, issuedBy, reviewer, at: now });
  if (lead === null) return;
  const step = { lead, standing: 'LEAD', note: null, detail: {}, second: null } as const;
  await keepNibinStep(
    client,
    agencyId,
    { ...step, revision: 1, step: 'generate', from: null, to: 'GENERATED', by: issuedBy, at: found.issuedAt },
    {},
  );
  await keepNibinStep(
    client,
    agencyId,
    { ...step, revision: 2, step: 'peer-review', from: 'GENERATED', to: 'PEER_REVIEWED', by: reviewer, at: now },
    {},
  );
}

export interface NibinWork {
  readonly lead: number;
  /** Of the lead that was looked at. */
  readonly revision: number;
}

export interface NibinGift {
  readonly side: 'inside' | 'outside';
  readonly name: string;
  readonly purpose: string;
}

/** Gives a reviewed lead out; from then on the records tell of it. */
export async function disseminateLead(
  client: pg.ClientBase,
  turn: NibinTurn,
  {
    recipients,
    otherNumber,
    confidence,
    ...work
  }: NibinWork & { recipients: readonly NibinGift[]; otherNumber: string | null; confidence: string | null },
): Promise<void> {
  const lead = await hold(client, turn, work);
  const to = next(lead, 'disseminate');
  await refuseWithdrawnElsewhere(client, turn, lead);
  const certainty = confidence === null ? null : wordsOfCertainty(confidence);
  if (certainty !== null)
    throw new Failure(
      'nibin.detail',
      `Expected how strong what was seen is, as “strong: aperture shear agrees at two places”; got “${certainty}”, which says more than a screen bears out. Nothing was changed. Say what was seen.`,
    );
  for (const { side, name } of recipients) if (side === 'inside') await refuseStranger(client, turn.agencyId, name);
  const revision = await keep(client, turn, lead, {
    step: 'disseminate',
    to,
    note: null,
    detail: {
      to: recipients.map(({ name }) => name).join(', '),
      ...(confidence === null ? {} : { confidence: confidence.trim() }),
    },
    // As files write it, by which it is found again.
    changed: { disseminatedAt: turn.now, otherNumber: otherNumber === null ? null : plainText(otherNumber) },
  });
  for (const gift of recipients) await give(client, turn, { lead: work.lead, revision, ...gift });
}

/** Lets one more have a lead that was given out and stands. */
export async function giveLeadTo(
  client: pg.ClientBase,
  turn: NibinTurn,
  { lead: number, ...gift }: { readonly lead: number } & NibinGift,
): Promise<void> {
  const lead = await found(client, turn.agencyId, number);
  if (lead.standing === 'WITHDRAWN' || lead.disseminatedAt === null)
    throw new Failure(
      'nibin.wrong-step',
      'Expected a lead that was given out and stands; this one is withdrawn, or still in review. Nobody was given it.',
    );
  await refuseWithdrawnElsewhere(client, turn, lead);
  if (gift.side === 'inside') await refuseStranger(client, turn.agencyId, gift.name);
  await give(client, turn, { lead: number, revision: lead.revision, ...gift });
}

/** What a file withdraws holds for nothing, whatever it is here: nobody is given it until that is settled. */
async function refuseWithdrawnElsewhere(client: pg.ClientBase, turn: NibinTurn, lead: StoredNibinLead): Promise<void> {
  const [described] = await describeNibinLeads(client, turn, [lead]);
  const by = described?.line.otherSources.filter(({ standing }) => standing === 'WITHDRAWN') ?? [];
  if (by.length > 0)
    throw new Failure(
      'nibin.wrong-step',
      `Expected a lead that nobody withdrew; ${by.map(({ source }) => source.file).join(', ')} withdraws the same tie. Nobody was given it. Settle with whoever sent that file which holds, or take the lead back here.`,
    );
}

export interface NibinStepOrder extends NibinWork {
  readonly step: Exclude<(typeof personalNibinSteps)[number], 'disseminate'>;
  readonly note: string | null;
  readonly assignee: string | null;
  readonly outcome: NibinOutcome | null;
  /** The cases were suspected to be tied before anybody compared them. */
  readonly suspected: boolean | null;
}

/** Takes a step with a lead that was given out. */
export async function stepNibinLead(client: pg.ClientBase, turn: NibinTurn, order: NibinStepOrder): Promise<void> {
  const lead = await hold(client, turn, order);
  if (lead.disseminatedAt === null) throw wrongStep(lead, order.step);
  const to = next(lead, order.step);
  const { step, note, assignee, outcome } = order;
  const lacks =
    step === 'assign' && assignee === null
      ? 'whom it is assigned to'
      : step === 'record-outcome' && outcome === null
        ? 'what came of it'
        : (step === 'send-feedback' || step === 'investigate') && note === null
          ? 'a few words: what was done, or what was told'
          : null;
  if (lacks !== null) throw new Failure('nibin.detail', `Expected ${lacks}; got nothing. Nothing was changed.`);
  if (step === 'assign') await refuseStranger(client, turn.agencyId, assignee!);
  const revision = await keep(client, turn, lead, {
    step,
    to,
    note,
    detail: {
      ...(step === 'assign' && { assignee: assignee! }),
      ...(step === 'record-outcome' && { outcome: outcome! }),
      ...(order.suspected !== null && { suspected: String(order.suspected) }),
    },
    changed: {
      ...(step === 'assign' && { assignee: assignee! }),
      ...(order.suspected !== null && { suspected: order.suspected }),
    },
  });
  if (step === 'assign')
    await give(client, turn, { lead: lead.lead, revision, side: 'inside', name: assignee!, purpose: 'assigned' });
}

/** Takes a lead back for an error that was found: everybody who has it is told. */
export async function retractNibinLead(
  client: pg.ClientBase,
  turn: NibinTurn,
  { reason, ...work }: NibinWork & { reason: string },
): Promise<void> {
  const lead = await hold(client, turn, work);
  const to = next(lead, 'retract');
  const revision = await keep(client, turn, lead, { step: 'retract', to, note: reason, detail: {}, changed: {} });
  await withdraw(client, turn, { lead, revision, change: 'RETRACTED' });
}

export interface ConclusionOrder extends NibinWork {
  readonly accreditation: string | null;
  readonly method: string;
  readonly conclusion: ExaminerConclusion;
  readonly limitation: string;
  readonly report: string;
  /** Day of the conclusion, YYYY-MM-DD. */
  readonly on: string;
  /** The day it is for the agency. */
  readonly today: string;
  readonly timeZone: string;
}

/** Writes down what an examiner concluded on the specimens; it holds once another examiner verified it. */
export async function concludeOnLead(client: pg.ClientBase, turn: NibinTurn, order: ConclusionOrder): Promise<void> {
  const lead = await hold(client, turn, order);
  if (lead.state !== 'CONFIRMATION_REQUESTED') throw wrongStep(lead, 'conclude');
  const conclusions = await findConclusions(client, turn.agencyId, [lead.lead]);
  if (conclusions.some(({ verifier }) => verifier === null))
    throw new Failure(
      'nibin.changed',
      'Expected a lead without a conclusion that waits; one waits for a second examiner. Nothing was changed.',
    );
  // A day before that of an earlier conclusion would be read as an older state than the records hold, and change nothing there.
  // Nor was a lead examined before it was found.
  const since =
    conclusions.filter(({ agrees }) => agrees === true).at(-1)?.on ?? localDay(lead.generatedAt, order.timeZone);
  if (order.on > order.today || order.on < since)
    throw new Failure(
      'nibin.detail',
      `Expected a day from ${since} until ${order.today}; got ${order.on}. Nothing was changed.`,
    );
  const { accreditation, method, conclusion, limitation, report, on } = order;
  await refusingSameExaminer(() =>
    insertConclusion(client, turn.agencyId, {
      lead: lead.lead,
      examiner: turn.actor,
      accreditation,
      method,
      conclusion,
      limitation,
      report,
      on,
      at: turn.now,
    }),
  );
}

/** What a second examiner says of a conclusion: agreed, it is what the lead stands for. */
export async function verifyConclusion(
  client: pg.ClientBase,
  turn: NibinTurn,
  { id, agrees, note, ...work }: NibinWork & { id: number; agrees: boolean; note: string | null },
): Promise<void> {
  const lead = await hold(client, turn, work);
  const waiting = (await findConclusions(client, turn.agencyId, [lead.lead])).find((each) => each.id === id);
  if (waiting === undefined || waiting.verifier !== null || lead.state !== 'CONFIRMATION_REQUESTED')
    throw new Failure('nibin.changed', 'Expected a conclusion that waits for a second examiner. Nothing was changed.');
  if (!agrees && note === null)
    throw new Failure(
      'nibin.detail',
      'Expected why the conclusion is not agreed to; got nothing. Nothing was changed.',
    );
  await refusingSameExaminer(() =>
    saveVerification(client, turn.agencyId, { id, verifier: turn.actor, agrees, note, at: turn.now }),
  );
  if (!agrees) return;
  const to = afterConclusion(waiting.conclusion);
  const revision = await keep(client, turn, lead, {
    step: 'conclude',
    to,
    note,
    detail: { conclusion: waiting.conclusion, report: waiting.report },
    changed: {},
    by: waiting.examiner,
    second: turn.actor,
  });
  const change = to.state as NibinNotice['change'];
  if (to.standing === 'WITHDRAWN') await withdraw(client, turn, { lead, revision, change });
  else await tellRecipients(client, turn.agencyId, { lead: lead.lead, revision, change, at: turn.now });
}

/** Tells who has the lead, lists what left with it, and puts the pair and both exhibits back to where they stand without it. */
async function withdraw(
  client: pg.ClientBase,
  turn: NibinTurn,
  { lead, revision, change }: { lead: StoredNibinLead; revision: number; change: NibinNotice['change'] },
): Promise<void> {
  const { agencyId, now } = turn;
  await tellRecipients(client, agencyId, { lead: lead.lead, revision, change, at: now });
  // The comparison of the pair and the page of the lead showed the tie since a search found it, whoever the lead was given to.
  const [pair] = await findPairFigures(client, agencyId, [lead]);
  await listForRecall(client, agencyId, {
    lead: lead.lead,
    since: pair?.firstFoundAt ?? lead.generatedAt,
    subjects: pairSubjects(lead),
    at: now,
  });
  // Records, and what follows them, tell of it since it was given out.
  if (lead.disseminatedAt !== null)
    await listForRecall(client, agencyId, {
      lead: lead.lead,
      since: lead.disseminatedAt,
      subjects: await nibinSubjects(client, agencyId, lead),
      at: now,
    });
  await holdPair(client, agencyId, lead);
  await endSettlement(client, agencyId, {
    a: lead.a,
    b: lead.b,
    lead: lead.lead,
    by: change === 'RETRACTED' ? 'error' : 'examiner',
    at: now,
  });
  await settleExhibits(client, turn, { exhibits: [lead.a, lead.b], note: lead.number });
}

async function give(
  client: pg.ClientBase,
  { agencyId, actor, now }: NibinTurn,
  gift: NibinGift & { lead: number; revision: number },
): Promise<void> {
  await saveNibinRecipient(client, agencyId, { ...gift, givenBy: actor, at: now });
}

async function keep(
  client: pg.ClientBase,
  { agencyId, actor, now }: NibinTurn,
  lead: StoredNibinLead,
  taken: {
    step: NibinStep;
    to: NibinPosition;
    note: string | null;
    detail: Readonly<Record<string, string>>;
    changed: Parameters<typeof keepNibinStep>[3];
    by?: string;
    second?: string;
  },
): Promise<number> {
  const revision = lead.revision + 1;
  const { step, to, note, detail, changed, by = actor, second = null } = taken;
  await keepNibinStep(
    client,
    agencyId,
    {
      lead: lead.lead,
      revision,
      step,
      from: lead.state,
      to: to.state,
      standing: to.standing,
      note,
      detail,
      by,
      second,
      at: now,
    },
    changed,
  );
  return revision;
}

async function found(client: pg.ClientBase, agencyId: number, number: number): Promise<StoredNibinLead> {
  const [lead] = await findNibinLeadsByNumber(client, agencyId, [number], 'change');
  if (lead === undefined)
    throw new Failure('nibin.unknown', `Expected the number of a NIBIN lead; there is none of number ${number}.`);
  return lead;
}

async function hold(client: pg.ClientBase, { agencyId }: NibinTurn, { lead: number, revision }: NibinWork) {
  const lead = await found(client, agencyId, number);
  if (lead.revision !== revision)
    throw new Failure(
      'nibin.changed',
      `Expected revision ${revision} of the lead; it is ${lead.revision}: somebody took a step in between. Open it again, then decide. Nothing was changed.`,
      { detail: { expected: revision, got: lead.revision } },
    );
  return lead;
}

function next(lead: StoredNibinLead, step: NibinStep): NibinPosition {
  const to = afterNibinStep(lead, step);
  if (to === null) throw wrongStep(lead, step);
  return to;
}

function wrongStep(lead: StoredNibinLead, step: NibinStep): Failure {
  const allowed = nibinStepsFrom(lead);
  return new Failure(
    'nibin.wrong-step',
    `Expected a step that can be taken from ${lead.state} (${allowed.join(', ') || 'none'}); got ${step}. Nothing was changed.`,
    { detail: { expected: allowed.join(', '), got: step } },
  );
}

async function refuseStranger(client: pg.ClientBase, agencyId: number, name: string): Promise<void> {
  const stranger = await strangerIn(client, agencyId, name);
  if (stranger !== null) throw new Failure('nibin.detail', stranger);
}

/** The database refuses examiners who verify themselves, or examine what they reviewed on a screen. */
async function refusingSameExaminer(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'another-examiner') throw error;
    throw new Failure(
      'nibin.another-examiner',
      'Expected an examiner who neither reviewed the pair on a screen nor wrote the conclusion. Ask another one. Nothing was changed.',
      { cause: error as Error },
    );
  }
}
