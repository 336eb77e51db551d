import { expect, test } from 'vitest';
import { exhibitStates, type ExhibitKind, type ExhibitState, type ExhibitStep } from '../model/exhibits.ts';
import { stateAfter, stepsFrom, undoable, type StepTaken } from './exhibit-states.ts';

let id = 0;
const took = (
  step: ExhibitStep,
  from: ExhibitState | null,
  to: ExhibitState,
  more: Partial<StepTaken> = {},
): StepTaken => ({
  id: ++id,
  step,
  from,
  to,
  undoes: null,
  byProgram: false,
  by: 'technician',
  ...more,
});

function walk(kind: ExhibitKind, steps: readonly ExhibitStep[]): ExhibitState {
  const history = [took('enrol', null, 'COLLECTED')];
  for (const step of steps) {
    const from = history.at(-1)!.to;
    const to = stateAfter({ state: from, kind }, step, history);
    if (to === null) throw new Error(`${step} from ${from}`);
    history.push(took(step, from, to));
  }
  return history.at(-1)!.to;
}

test('a cartridge case goes from collection to a lead, or to none and to a lead after all', () => {
  expect(walk('CASING', ['receive', 'triage', 'image', 'correlate', 'lead'])).toBe('LEAD');
  expect(walk('CASING', ['receive', 'triage', 'image', 'correlate', 'no-lead', 'lead'])).toBe('LEAD');
});

test('a firearm is fired to test it before it is imaged, and a cartridge case is not', () => {
  expect(walk('FIREARM', ['receive', 'triage', 'test-fire', 'image', 'correlate'])).toBe('CORRELATED');
  expect(() => walk('CASING', ['receive', 'triage', 'test-fire'])).toThrow('test-fire from TRIAGED');
});

test('no step is skipped', () => {
  for (const skipped of ['triage', 'image', 'correlate', 'no-lead', 'lead', 'resume'] as const)
    expect(() => walk('CASING', [skipped])).toThrow(`${skipped} from COLLECTED`);
  expect(() => walk('CASING', ['receive', 'triage', 'image', 'lead'])).toThrow('lead from IMAGED');
  // The national centre is asked of what is imaged, and its answer is a step of its own.
  expect(() => walk('CASING', ['receive', 'triage', 'ask-nnctc'])).toThrow('ask-nnctc from TRIAGED');
  expect(walk('CASING', ['receive', 'triage', 'image', 'ask-nnctc'])).toBe('IMAGED');
  expect(walk('CASING', ['receive', 'triage', 'image', 'ask-nnctc', 'correlate', 'ask-nnctc', 'lead'])).toBe('LEAD');
});

test('what stands aside goes on from where it stood, and only from before it was imaged', () => {
  expect(walk('CASING', ['receive', 'triage', 'defer', 'resume'])).toBe('TRIAGED');
  expect(walk('CASING', ['receive', 'not-eligible', 'hand-over', 'resume', 'triage'])).toBe('TRIAGED');
  expect(() => walk('CASING', ['receive', 'triage', 'image', 'defer'])).toThrow('defer from IMAGED');
});

test('from every state there is a step, and what may be taken is what is listed', () => {
  for (const state of exhibitStates) {
    const listed = stepsFrom({ state, kind: 'FIREARM' }, [took('enrol', null, 'COLLECTED')], { mayConclude: false });
    expect(listed).toContain('hand-over');
    for (const step of listed)
      expect(stateAfter({ state, kind: 'FIREARM' }, step, [took('enrol', null, 'COLLECTED')])).not.toBeNull();
  }
});

test('the last step is taken back by whoever took it, once, and never one of the program', () => {
  const enrolled = took('enrol', null, 'COLLECTED');
  const received = took('receive', 'COLLECTED', 'RECEIVED');
  const triaged = took('triage', 'RECEIVED', 'TRIAGED');
  const history = [enrolled, received, triaged];
  expect(undoable(history, 'technician')).toBe(triaged);
  expect(undoable(history, 'another')).toBeNull();
  const undone = [...history, took('undo', 'TRIAGED', 'RECEIVED', { undoes: triaged.id })];
  expect(undoable(undone, 'technician')).toBe(received);
  expect(undoable([enrolled], 'technician')).toBeNull();
  const correlated = took('correlate', 'IMAGED', 'CORRELATED', { byProgram: true });
  expect(undoable([...history, correlated], 'technician')).toBeNull();
});
