import { expect, test } from 'vitest';
import { requestStates, type RequestState, type RequestStep } from '../model/tracing.ts';
import { stateAfter, stepsFrom, undoable } from './request-states.ts';

const walk = (...steps: RequestStep[]) =>
  steps.reduce<RequestState | null>((state, step) => (state === null ? null : stateAfter(state, step)), 'DRAFT');

test('a request goes from draft to a reviewed and linked result', () => {
  expect(walk('validate', 'export', 'submit', 'acknowledge', 'start', 'complete', 'review', 'link')).toBe('LINKED');
});

test('a returned request is corrected, sent again and completed', () => {
  expect(
    walk(
      'validate',
      'submit',
      'acknowledge',
      'return',
      'edit',
      'correct',
      'resubmit',
      'acknowledge',
      'complete-not-traced',
    ),
  ).toBe('COMPLETED_NOT_TRACED');
});

test('nothing is sent that was not validated, and nothing edited that was sent', () => {
  expect(stateAfter('DRAFT', 'submit')).toBeNull();
  expect(stateAfter('DRAFT', 'export')).toBeNull();
  expect(stateAfter('SUBMITTED', 'edit')).toBeNull();
  expect(stateAfter('RETURNED_FOR_INFO', 'resubmit')).toBeNull();
  expect(stateAfter('VALIDATED', 'edit')).toBe('DRAFT');
});

test('every state but the last can be left, and every state can be reached', () => {
  const left = requestStates.filter((state) => stepsFrom(state).length > 0);
  expect(requestStates.filter((state) => !left.includes(state))).toEqual(['LINKED', 'WITHDRAWN']);
  const reached = new Set<RequestState>(['DRAFT']);
  for (const state of reached) for (const step of stepsFrom(state)) reached.add(stateAfter(state, step)!);
  expect([...reached].sort()).toEqual([...requestStates].sort());
});

test('the last step is undone unless it left the house or came from an import; an undone step is not undone again', () => {
  const did = (...steps: RequestStep[]) => undoable(steps.map((step) => ({ step, byImport: false })))?.step ?? null;
  expect(did('prepare', 'edit', 'validate')).toBe('validate');
  expect(did('prepare', 'edit', 'validate', 'undo')).toBe('edit');
  expect(did('prepare', 'edit', 'validate', 'undo', 'undo')).toBeNull();
  expect(did('prepare', 'validate', 'submit')).toBeNull();
  expect(did('prepare', 'validate', 'submit', 'acknowledge')).toBe('acknowledge');
  expect(undoable([{ step: 'acknowledge', byImport: true }])).toBeNull();
});
