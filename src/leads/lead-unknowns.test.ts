import { expect, test } from 'vitest';
import type { FrozenTrace } from '../model/lead-evidence.ts';
import { leadUnknowns } from './lead-unknowns.ts';

const trace = (traceNumber: string, flags?: FrozenTrace['flags']): FrozenTrace => ({
  traceNumber,
  firearm: 'firearm:1',
  purchaser: 'person:1',
  possessor: 'person:2',
  dealer: 'dealer:1',
  soldOn: null,
  recoveredOn: null,
  days: 1,
  score: null,
  low: null,
  high: null,
  parts: [],
  ...(flags && { flags }),
});

test('what a lead leaves out is named with its trace, and doubts of what it counts beside', () => {
  const evidence = {
    numbers: ['T1', 'T2'],
    traces: [trace('T1', ['theft-after-recovery']), trace('T2')],
    leftOut: [
      { traceNumber: 'T3', flags: ['sources-differ', 'purchasers-differ'] as const },
      { traceNumber: 'T4', flags: ['sale-after-recovery'] as const },
    ],
    persons: [],
    firearms: [],
    dealers: [],
    incidents: [],
    shootings: [],
    from: null,
    to: null,
  };
  expect(leadUnknowns(evidence, 0)).toEqual([
    { what: 'left-out', count: 2, of: 4, traces: ['T3', 'T4'] },
    { what: 'sale-after-recovery', count: 1, of: 4, traces: ['T4'] },
    { what: 'sources-differ', count: 1, of: 4, traces: ['T3'] },
    { what: 'purchasers-differ', count: 1, of: 4, traces: ['T3'] },
    { what: 'theft-after-recovery', count: 1, of: 4, traces: ['T1'] },
  ]);
  // As kept before any of it was.
  const { leftOut: _, ...before } = evidence;
  expect(leadUnknowns({ ...before, traces: [trace('T1')] }, 2)).toEqual([
    { what: 'recovery-place', count: 2, of: 2, traces: [] },
  ]);
});
