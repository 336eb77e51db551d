import type { ExhibitKind, ExhibitState, ExhibitStep } from '../model/exhibits.ts';

/**
 * Where a ballistic exhibit may go from where it stands.
 *
 * **Source.** ATF's minimum required operating standards for NIBIN sites, as agencies describe them: collected, received, triaged, test fired
 * where it is a firearm, imaged, correlated, and then a lead or none; what is not eligible or is put off says why. **Input.** A state, a step
 * and what the exhibit is. **Output.** The next state, or null. **Limits.** A scan of a firearm is one of its test fires: the firearm
 * itself is called imaged once these are.
 */
const steps: Readonly<Record<ExhibitStep, Partial<Record<ExhibitState, ExhibitState>>>> = {
  enrol: {},
  edit: everywhere(),
  receive: { COLLECTED: 'RECEIVED' },
  triage: { RECEIVED: 'TRIAGED' },
  'test-fire': { TRIAGED: 'TEST_FIRED', TEST_FIRED: 'TEST_FIRED' },
  image: {
    TRIAGED: 'IMAGED',
    TEST_FIRED: 'IMAGED',
    IMAGED: 'IMAGED',
    CORRELATED: 'CORRELATED',
    NO_LEAD: 'NO_LEAD',
    LEAD: 'LEAD',
  },
  // The national centre is asked; what it answers is a correlation elsewhere.
  'ask-nnctc': { IMAGED: 'IMAGED', CORRELATED: 'CORRELATED', NO_LEAD: 'NO_LEAD', LEAD: 'LEAD' },
  correlate: { IMAGED: 'CORRELATED', CORRELATED: 'CORRELATED', NO_LEAD: 'NO_LEAD', LEAD: 'LEAD' },
  'no-lead': { CORRELATED: 'NO_LEAD' },
  // What was looked through without a lead may have one once another exhibit comes in.
  lead: { CORRELATED: 'LEAD', NO_LEAD: 'LEAD' },
  // A lead was withdrawn, or what was said of a candidate taken back: candidates wait again, or all are looked through without it.
  reopen: { LEAD: 'CORRELATED', NO_LEAD: 'CORRELATED' },
  'not-eligible': before('NOT_ELIGIBLE'),
  defer: before('DEFERRED'),
  // Goes back to where it stood: the history knows where.
  resume: {},
  'hand-over': everywhere(),
  note: everywhere(),
  // Not steps by themselves: they go with a scan.
  'withdraw-scan': {},
  mask: {},
  undo: {},
};

function everywhere(): Partial<Record<ExhibitState, ExhibitState>> {
  return {
    COLLECTED: 'COLLECTED',
    RECEIVED: 'RECEIVED',
    TRIAGED: 'TRIAGED',
    TEST_FIRED: 'TEST_FIRED',
    IMAGED: 'IMAGED',
    CORRELATED: 'CORRELATED',
    NO_LEAD: 'NO_LEAD',
    LEAD: 'LEAD',
    NOT_ELIGIBLE: 'NOT_ELIGIBLE',
    DEFERRED: 'DEFERRED',
  };
}

/** Before it is imaged, an exhibit may turn out not to be eligible, or be put off. */
function before(to: ExhibitState): Partial<Record<ExhibitState, ExhibitState>> {
  return { COLLECTED: to, RECEIVED: to, TRIAGED: to, TEST_FIRED: to };
}

/** What a correlation came to: of one here it follows from what was said of the candidates, of one elsewhere whoever may conclude says it. */
const concluding: ReadonlySet<ExhibitStep> = new Set(['correlate', 'no-lead', 'lead']);

/** Whether a step says what a correlation came to. */
export const concludes = (step: ExhibitStep): boolean => concluding.has(step);

const held: ReadonlySet<ExhibitState> = new Set(['NOT_ELIGIBLE', 'DEFERRED']);

/** Whether an exhibit stands aside, with a reason. */
export const standsAside = (state: ExhibitState): boolean => held.has(state);

/** A step with where it came from and went to, as the history has it. */
export interface StepTaken {
  readonly id: number;
  readonly step: ExhibitStep;
  readonly from: ExhibitState | null;
  readonly to: ExhibitState;
  readonly undoes: number | null;
  readonly byProgram: boolean;
  readonly by: string;
}

/** The state a step leads to; null where it cannot be taken. `history`: the steps so far, the oldest first. */
export function stateAfter(
  { state, kind }: { readonly state: ExhibitState; readonly kind: ExhibitKind },
  step: ExhibitStep,
  history: readonly StepTaken[],
): ExhibitState | null {
  if (step === 'resume')
    return standsAside(state) ? (stepsThatStand(history).findLast(({ to }) => !standsAside(to))?.to ?? null) : null;
  if (step === 'test-fire' && kind !== 'FIREARM') return null;
  return steps[step][state] ?? null;
}

/** Steps a person may take from where an exhibit stands; `mayConclude`: they may say what a correlation elsewhere came to. */
export function stepsFrom(
  exhibit: { readonly state: ExhibitState; readonly kind: ExhibitKind },
  history: readonly StepTaken[],
  { mayConclude }: { readonly mayConclude: boolean },
): ExhibitStep[] {
  return (Object.keys(steps) as ExhibitStep[]).filter(
    (step) => step !== 'reopen' && (mayConclude || !concludes(step)) && stateAfter(exhibit, step, history) !== null,
  );
}

/** The steps that were not taken back. */
export function stepsThatStand<Step extends StepTaken>(history: readonly Step[]): Step[] {
  const undone = new Set(history.map(({ undoes }) => undoes));
  return history.filter(({ id, step }) => step !== 'undo' && !undone.has(id));
}

/**
 * The step this person may take back: the last that stands, where it is theirs, and neither the program's nor the one by which the exhibit
 * was enrolled.
 */
export function undoable<Step extends StepTaken>(history: readonly Step[], actor: string): Step | null {
  const last = stepsThatStand(history).at(-1);
  return last === undefined || last.step === 'enrol' || last.byProgram || last.by !== actor ? null : last;
}
