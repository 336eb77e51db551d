import { describe, expect, test } from 'vitest';
import {
  leadStates,
  leadSteps,
  stepsOf,
  takeStep,
  untouchedWork,
  type LeadState,
  type LeadStep,
  type LeadWork,
  type StepAsked,
} from './lead-workflow.ts';

const asked = (step: LeadStep, more: Partial<StepAsked> = {}): StepAsked => ({
  step,
  reason: 'because',
  detail: { assignee: 'ann', outcome: 'arrest', duplicateOf: 2, recipient: 'ATF' },
  aboutDealer: false,
  consented: true,
  last: null,
  ...more,
});
const at = (state: LeadState, more: Partial<LeadWork> = {}): LeadWork => ({ ...untouchedWork, state, ...more });

/** Of each state the steps that lead on from it, and where to (docs/methods/leads.md). */
const table: Record<LeadState, Partial<Record<LeadStep, LeadState>>> = {
  GENERATED: {
    assign: 'ASSIGNED',
    hold: 'TRIAGED',
    reject: 'TRIAGED',
    'close-no-capacity': 'CLOSED_NO_CAPACITY',
    'close-duplicate': 'CLOSED_DUPLICATE',
  },
  TRIAGED: {
    assign: 'ASSIGNED',
    hold: 'TRIAGED',
    reject: 'TRIAGED',
    'close-no-capacity': 'CLOSED_NO_CAPACITY',
    'close-duplicate': 'CLOSED_DUPLICATE',
    reopen: 'GENERATED',
  },
  ASSIGNED: {
    assign: 'ASSIGNED',
    hold: 'TRIAGED',
    reject: 'TRIAGED',
    begin: 'IN_PROGRESS',
    'refer-atf': 'REFERRED_ATF',
    'refer-other-agency': 'REFERRED_OTHER_AGENCY',
    'open-case': 'CASE_OPENED',
    'close-unfounded': 'CLOSED_UNFOUNDED',
    'close-no-capacity': 'CLOSED_NO_CAPACITY',
    'close-duplicate': 'CLOSED_DUPLICATE',
  },
  IN_PROGRESS: {
    assign: 'ASSIGNED',
    'refer-atf': 'REFERRED_ATF',
    'refer-other-agency': 'REFERRED_OTHER_AGENCY',
    'open-case': 'CASE_OPENED',
    'close-unfounded': 'CLOSED_UNFOUNDED',
    'close-no-capacity': 'CLOSED_NO_CAPACITY',
    'close-duplicate': 'CLOSED_DUPLICATE',
  },
  REFERRED_ATF: { 'record-outcome': 'OUTCOME_RECORDED' },
  REFERRED_OTHER_AGENCY: { 'record-outcome': 'OUTCOME_RECORDED' },
  CASE_OPENED: { 'record-outcome': 'OUTCOME_RECORDED' },
  CLOSED_UNFOUNDED: { 'record-outcome': 'OUTCOME_RECORDED', reopen: 'GENERATED' },
  CLOSED_NO_CAPACITY: { 'record-outcome': 'OUTCOME_RECORDED', reopen: 'GENERATED' },
  CLOSED_DUPLICATE: { 'record-outcome': 'OUTCOME_RECORDED', reopen: 'GENERATED' },
  OUTCOME_RECORDED: { 'record-outcome': 'OUTCOME_RECORDED', 'send-feedback': 'FEEDBACK_SENT' },
  FEEDBACK_SENT: { 'record-outcome': 'OUTCOME_RECORDED' },
};

describe('a step', () => {
  test.each(leadStates)('from %s leads where the table says, and nowhere else', (state) => {
    const taken = Object.fromEntries(
      leadSteps.flatMap((step) => {
        const outcome = takeStep(at(state), asked(step));
        return outcome.kind === 'done' && step !== 'mark-officer' ? [[step, outcome.work.state]] : [];
      }),
    );
    expect(taken).toEqual(table[state]);
    expect(stepsOf(at(state), null).filter((step) => step !== 'mark-officer')).toEqual(
      leadSteps.filter((step) => step in table[state]),
    );
  });

  test('that needs a reason or a name is refused without', () => {
    expect(takeStep(at('GENERATED'), asked('reject', { reason: ' ' }))).toEqual({ kind: 'refused', why: 'reason' });
    expect(takeStep(at('GENERATED'), asked('assign', { detail: {} }))).toEqual({ kind: 'refused', why: 'detail' });
    expect(takeStep(at('CASE_OPENED'), asked('record-outcome', { detail: {} }))).toEqual({
      kind: 'refused',
      why: 'detail',
    });
  });

  test('that leaves the agency takes two people, and so does one that ends a lead about a dealer or an officer', () => {
    const alone = (step: LeadStep, work: LeadWork, aboutDealer = false) =>
      takeStep(work, asked(step, { consented: false, aboutDealer })).kind;
    expect(alone('refer-atf', at('IN_PROGRESS'))).toBe('second-person');
    expect(alone('close-unfounded', at('IN_PROGRESS'))).toBe('done');
    expect(alone('close-unfounded', at('IN_PROGRESS'), true)).toBe('second-person');
    expect(alone('reject', at('GENERATED'), true)).toBe('second-person');
    expect(alone('hold', at('GENERATED'), true)).toBe('done');
    expect(alone('close-duplicate', at('IN_PROGRESS', { aboutOfficer: true }))).toBe('second-person');
  });

  test('of triage is taken back to what was before it; one that went out of the house is not', () => {
    const before = at('ASSIGNED', { assignee: 'ann' });
    const undone = (step: LeadStep) => takeStep(at('TRIAGED'), asked('undo', { last: { step, before } }));
    expect(undone('reject')).toEqual({ kind: 'done', work: before });
    expect(undone('refer-atf')).toEqual({ kind: 'refused', why: 'nothing-to-undo' });
    expect(takeStep(at('GENERATED'), asked('undo'))).toEqual({ kind: 'refused', why: 'nothing-to-undo' });
  });
});
