/**
 * What people do with a lead: states, steps, and which step leads where.
 *
 * A lead is found (GENERATED), triaged, worked, and referred, opened as a case or closed; then somebody records what became of it and tells
 * whoever brought it. A step that leaves the agency, or that ends a lead about a dealer or an officer, takes a second person.
 */

export const leadStates = [
  'GENERATED',
  'TRIAGED',
  'ASSIGNED',
  'IN_PROGRESS',
  'REFERRED_ATF',
  'REFERRED_OTHER_AGENCY',
  'CASE_OPENED',
  'CLOSED_UNFOUNDED',
  'CLOSED_NO_CAPACITY',
  'CLOSED_DUPLICATE',
  'OUTCOME_RECORDED',
  'FEEDBACK_SENT',
] as const;
export type LeadState = (typeof leadStates)[number];

/** States in which somebody has still to do something about what was found; of a triaged lead only where it was held, not where it was rejected. */
export const openStates: readonly LeadState[] = ['GENERATED', 'TRIAGED', 'ASSIGNED', 'IN_PROGRESS'];

/** Of a triaged lead: kept for later, or refused. */
export type LeadTriage = 'hold' | 'reject';

/** What the queue can be narrowed to beside one state: what is open, everything, and what was triaged one way or the other. */
export const queueStates = ['open', 'all', 'held', 'rejected'] as const;
export type QueueState = (typeof queueStates)[number] | LeadState;

export const leadOutcomes = ['arrest', 'charge', 'indictment', 'conviction', 'firearm-recovered', 'none'] as const;
export type LeadOutcome = (typeof leadOutcomes)[number];

export const leadSteps = [
  'assign',
  'hold',
  'reject',
  'begin',
  'refer-atf',
  'refer-other-agency',
  'open-case',
  'close-unfounded',
  'close-no-capacity',
  'close-duplicate',
  'record-outcome',
  'send-feedback',
  'reopen',
  'undo',
  'mark-officer',
] as const;
export type LeadStep = (typeof leadSteps)[number];

/** What can be done only with a lead that stands: `release` gives it to somebody outside. */
export const stepsOfStanding: ReadonlySet<LeadStep | 'release'> = new Set([
  'refer-atf',
  'refer-other-agency',
  'open-case',
  'release',
]);

/** What a lead is to its workflow. */
export interface LeadWork {
  readonly state: LeadState;
  readonly triage: LeadTriage | null;
  readonly assignee: string | null;
  readonly outcome: LeadOutcome | null;
  readonly aboutOfficer: boolean;
}

export const untouchedWork: LeadWork = {
  state: 'GENERATED',
  triage: null,
  assignee: null,
  outcome: null,
  aboutOfficer: false,
};

/** What a step says beside its name; what it does not need is left out. */
export interface StepDetail {
  readonly assignee?: string | undefined;
  readonly outcome?: LeadOutcome | undefined;
  /** Number of the lead that is worked instead. */
  readonly duplicateOf?: number | undefined;
  /** Whom it is referred to. */
  readonly recipient?: string | undefined;
}

interface StepRule {
  /** States it is taken from. */
  readonly from: readonly LeadState[];
  readonly to: LeadState;
  readonly needsReason?: true;
  readonly needs?: keyof StepDetail;
  /** It ends the lead: of a dealer or an officer that takes two. */
  readonly ends?: true;
  /** It leaves the agency: that takes two, whatever it is about. */
  readonly leaves?: true;
}

const underWay: readonly LeadState[] = ['ASSIGNED', 'IN_PROGRESS'];
const closable: readonly LeadState[] = ['GENERATED', 'TRIAGED', 'ASSIGNED', 'IN_PROGRESS'];
const done: readonly LeadState[] = [
  'REFERRED_ATF',
  'REFERRED_OTHER_AGENCY',
  'CASE_OPENED',
  'CLOSED_UNFOUNDED',
  'CLOSED_NO_CAPACITY',
  'CLOSED_DUPLICATE',
];

export const stepRules: Readonly<Record<Exclude<LeadStep, 'undo' | 'mark-officer'>, StepRule>> = {
  assign: { from: ['GENERATED', 'TRIAGED', 'ASSIGNED', 'IN_PROGRESS'], to: 'ASSIGNED', needs: 'assignee' },
  hold: { from: ['GENERATED', 'TRIAGED', 'ASSIGNED'], to: 'TRIAGED', needsReason: true },
  reject: { from: ['GENERATED', 'TRIAGED', 'ASSIGNED'], to: 'TRIAGED', needsReason: true, ends: true },
  begin: { from: ['ASSIGNED'], to: 'IN_PROGRESS' },
  'refer-atf': { from: underWay, to: 'REFERRED_ATF', needsReason: true, needs: 'recipient', leaves: true },
  'refer-other-agency': {
    from: underWay,
    to: 'REFERRED_OTHER_AGENCY',
    needsReason: true,
    needs: 'recipient',
    leaves: true,
  },
  'open-case': { from: underWay, to: 'CASE_OPENED' },
  'close-unfounded': { from: underWay, to: 'CLOSED_UNFOUNDED', needsReason: true, ends: true },
  'close-no-capacity': { from: closable, to: 'CLOSED_NO_CAPACITY', needsReason: true, ends: true },
  'close-duplicate': { from: closable, to: 'CLOSED_DUPLICATE', needs: 'duplicateOf', ends: true },
  'record-outcome': { from: [...done, 'OUTCOME_RECORDED', 'FEEDBACK_SENT'], to: 'OUTCOME_RECORDED', needs: 'outcome' },
  'send-feedback': { from: ['OUTCOME_RECORDED'], to: 'FEEDBACK_SENT', needsReason: true },
  reopen: {
    from: ['TRIAGED', 'CLOSED_UNFOUNDED', 'CLOSED_NO_CAPACITY', 'CLOSED_DUPLICATE'],
    to: 'GENERATED',
    needsReason: true,
  },
};

/** Steps somebody may take back, as long as none followed. That a lead is about an officer stays said: closing it takes two from then on. */
const undoable: ReadonlySet<LeadStep> = new Set(['assign', 'hold', 'reject', 'begin', 'reopen']);

export type StepOutcome =
  | { readonly kind: 'done'; readonly work: LeadWork }
  /** A second person has to agree. */
  | { readonly kind: 'second-person' }
  | { readonly kind: 'refused'; readonly why: StepRefusal };

/** Why a step is not taken. */
export const stepRefusals = {
  state: 'The lead is not in a state this step is taken from.',
  reason: 'The step needs a reason.',
  detail: 'The step needs something it was not given: who, which outcome, which lead or to whom.',
  'nothing-to-undo': 'The last step of the lead is none that can be taken back.',
} as const;
export type StepRefusal = keyof typeof stepRefusals;

export interface StepAsked {
  readonly step: LeadStep;
  readonly reason: string | null;
  readonly detail: StepDetail;
  /** The lead is about a dealer, as its subject says. */
  readonly aboutDealer: boolean;
  /** Two people agreed. */
  readonly consented: boolean;
  /** The last step taken, and what the lead was before it; null where none was. */
  readonly last: { readonly step: LeadStep; readonly before: LeadWork } | null;
}

/** What a step makes of a lead. */
export function takeStep(work: LeadWork, asked: StepAsked): StepOutcome {
  const { step, detail, last } = asked;
  if (step === 'undo')
    return last === null || !undoable.has(last.step)
      ? { kind: 'refused', why: 'nothing-to-undo' }
      : { kind: 'done', work: last.before };
  if (step === 'mark-officer')
    return hasReason(asked)
      ? { kind: 'done', work: { ...work, aboutOfficer: true } }
      : { kind: 'refused', why: 'reason' };
  const rule = stepRules[step];
  if (!rule.from.includes(work.state)) return { kind: 'refused', why: 'state' };
  if (rule.needsReason && !hasReason(asked)) return { kind: 'refused', why: 'reason' };
  if (rule.needs !== undefined && (detail[rule.needs] ?? '') === '') return { kind: 'refused', why: 'detail' };
  const takesTwo = rule.leaves === true || (rule.ends === true && (asked.aboutDealer || work.aboutOfficer));
  if (takesTwo && !asked.consented) return { kind: 'second-person' };
  return {
    kind: 'done',
    work: {
      ...work,
      state: rule.to,
      triage: step === 'hold' || step === 'reject' ? step : null,
      assignee: step === 'assign' ? detail.assignee! : step === 'reopen' ? null : work.assignee,
      outcome: step === 'record-outcome' ? detail.outcome! : work.outcome,
    },
  };
}

/** Steps that may be asked for of a lead as it is, in the order they are shown. */
export function stepsOf(work: LeadWork, last: StepAsked['last']): LeadStep[] {
  return leadSteps.filter((step) =>
    step === 'undo'
      ? last !== null && undoable.has(last.step)
      : step === 'mark-officer'
        ? !work.aboutOfficer
        : stepRules[step].from.includes(work.state),
  );
}

const hasReason = ({ reason }: Pick<StepAsked, 'reason'>) => reason !== null && reason.trim() !== '';
