import type { NibinStanding, NibinState, NibinStep } from '../model/nibin-states.ts';

/**
 * Where a NIBIN lead may go from where it stands, and what it then stands for.
 *
 * **Source.** NIBIN minimum required operating standards: a lead is reviewed by a second person, disseminated, followed up, and becomes a
 * hit where an examiner confirms it on the specimens. **Input.** A lead's state and standing, and a step. **Output.** The next ones, or null.
 * **Limits.** A conclusion is no step of a person: it follows from what an examiner wrote and another verified.
 */
export interface NibinPosition {
  readonly state: NibinState;
  readonly standing: NibinStanding;
}

type Next = Partial<Record<NibinState, NibinState>>;

const from = (states: readonly NibinState[], to: NibinState): Next =>
  Object.fromEntries(states.map((state) => [state, to]));

const given: readonly NibinState[] = ['DISSEMINATED', 'ACKNOWLEDGED', 'ASSIGNED', 'INVESTIGATED'];
const ended: readonly NibinState[] = ['OUTCOME', 'FEEDBACK'];
const concluded: readonly NibinState[] = ['CONFIRMED_HIT', 'NOT_CONFIRMED', 'INCONCLUSIVE'];

const steps: Readonly<Record<NibinStep, Next>> = {
  generate: {},
  'peer-review': { GENERATED: 'PEER_REVIEWED' },
  disseminate: { PEER_REVIEWED: 'DISSEMINATED' },
  acknowledge: { DISSEMINATED: 'ACKNOWLEDGED' },
  assign: from(['DISSEMINATED', 'ACKNOWLEDGED', 'ASSIGNED', 'INVESTIGATED'], 'ASSIGNED'),
  investigate: from(['ACKNOWLEDGED', 'ASSIGNED'], 'INVESTIGATED'),
  'request-confirmation': from([...given, 'INCONCLUSIVE', ...ended], 'CONFIRMATION_REQUESTED'),
  // Of those three, which one the conclusion says.
  conclude: {},
  'record-outcome': from(['INVESTIGATED', ...concluded, ...ended], 'OUTCOME'),
  'send-feedback': { OUTCOME: 'FEEDBACK' },
  retract: from(
    ['PEER_REVIEWED', ...given, 'CONFIRMATION_REQUESTED', 'CONFIRMED_HIT', 'INCONCLUSIVE', ...ended],
    'RETRACTED',
  ),
};

/** Where a step leads; null where it cannot be taken. What is withdrawn is neither confirmed nor withdrawn again. */
export function afterNibinStep({ state, standing }: NibinPosition, step: NibinStep): NibinPosition | null {
  const to = steps[step][state];
  if (to === undefined) return null;
  if (standing !== 'LEAD' && step === 'request-confirmation') return null;
  if (standing === 'WITHDRAWN' && step === 'retract') return null;
  return { state: to, standing: step === 'retract' ? 'WITHDRAWN' : standing };
}

/** Steps that may be taken from where a lead stands. */
export function nibinStepsFrom(position: NibinPosition): NibinStep[] {
  return (Object.keys(steps) as NibinStep[]).filter((step) => afterNibinStep(position, step) !== null);
}

/** What a verified conclusion makes of a lead whose confirmation was asked for. Only an identification makes a hit, and only an elimination withdraws. */
export function afterConclusion(
  conclusion: 'IDENTIFICATION' | 'INCONCLUSIVE' | 'ELIMINATION' | 'UNSUITABLE',
): NibinPosition {
  if (conclusion === 'IDENTIFICATION') return { state: 'CONFIRMED_HIT', standing: 'HIT' };
  if (conclusion === 'ELIMINATION') return { state: 'NOT_CONFIRMED', standing: 'WITHDRAWN' };
  return { state: 'INCONCLUSIVE', standing: 'LEAD' };
}
