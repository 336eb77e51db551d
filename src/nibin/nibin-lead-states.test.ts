import { describe, expect, test } from 'vitest';
import { nibinStates, type NibinStep } from '../model/nibin-states.ts';
import { afterConclusion, afterNibinStep, nibinStepsFrom, type NibinPosition } from './nibin-lead-states.ts';

const walk = (steps: readonly NibinStep[]) =>
  steps.reduce<NibinPosition | null>((at, step) => at && afterNibinStep(at, step), {
    state: 'GENERATED',
    standing: 'LEAD',
  });

describe('a NIBIN lead', () => {
  test('goes from review to feedback', () => {
    expect(
      walk(['peer-review', 'disseminate', 'acknowledge', 'assign', 'investigate', 'record-outcome', 'send-feedback']),
    ).toEqual({ state: 'FEEDBACK', standing: 'LEAD' });
  });

  test('is not given out before a second person reviewed it, nor worked on before it is given out', () => {
    expect(walk(['disseminate'])).toBeNull();
    for (const step of ['acknowledge', 'assign', 'investigate', 'request-confirmation'] as const)
      expect(walk(['peer-review', step])).toBeNull();
  });

  test('becomes a hit by an identification alone, and is withdrawn by an elimination', () => {
    expect(afterConclusion('IDENTIFICATION')).toEqual({ state: 'CONFIRMED_HIT', standing: 'HIT' });
    expect(afterConclusion('ELIMINATION')).toEqual({ state: 'NOT_CONFIRMED', standing: 'WITHDRAWN' });
    for (const weak of ['INCONCLUSIVE', 'UNSUITABLE'] as const)
      expect(afterConclusion(weak)).toEqual({ state: 'INCONCLUSIVE', standing: 'LEAD' });
  });

  test('once withdrawn stays withdrawn, whatever is recorded afterwards', () => {
    for (const state of nibinStates)
      for (const step of nibinStepsFrom({ state, standing: 'WITHDRAWN' }))
        expect(afterNibinStep({ state, standing: 'WITHDRAWN' }, step)!.standing).toBe('WITHDRAWN');
    expect(nibinStepsFrom({ state: 'NOT_CONFIRMED', standing: 'WITHDRAWN' })).toEqual(['record-outcome']);
    expect(nibinStepsFrom({ state: 'RETRACTED', standing: 'WITHDRAWN' })).toEqual([]);
  });

  test('can be taken back from wherever it stands once two have found it, a hit among them', () => {
    for (const state of ['PEER_REVIEWED', 'DISSEMINATED', 'INVESTIGATED', 'CONFIRMATION_REQUESTED', 'OUTCOME'] as const)
      expect(afterNibinStep({ state, standing: 'LEAD' }, 'retract')).toEqual({
        state: 'RETRACTED',
        standing: 'WITHDRAWN',
      });
    expect(afterNibinStep({ state: 'CONFIRMED_HIT', standing: 'HIT' }, 'retract')?.standing).toBe('WITHDRAWN');
  });
});
