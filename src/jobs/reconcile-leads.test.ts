import { expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { freezeLead, type FreezingWorld } from '../leads/freeze-lead.ts';
import type { MergedLead } from '../leads/find-leads.ts';
import type { KeptLead } from '../store/save-leads.ts';
import { reconcileLeads } from './reconcile-leads.ts';

const trace = madeTrace('T1', {
  ...soldAndRecovered('2024-01-01', 30),
  firearm: 'firearm:1',
  purchaser: madePerson(1),
  dealer: madeDealer(1),
});
const world: FreezingWorld = {
  traceOf: (number) => (number === 'T1' ? trace : undefined),
  indexOf: () => undefined,
  doubtsOf: () => [],
  firearmOf: () => undefined,
};
const found = (strength: number): MergedLead => ({
  kind: 'purchaser-fast-trace',
  subject: 'person:1',
  strength,
  reason: 'fast',
  also: [],
  traces: ['T1'],
  leftOut: [],
  persons: ['person:1'],
  firearms: ['firearm:1'],
  dealers: ['dealer:1'],
  incidents: [],
  from: null,
  to: null,
});

test('a strength that falls by less than half a point at a time makes versions all the same', () => {
  let kept: KeptLead = { ...freezeLead(found(80), world), lead: 1, version: 1, standing: 'STANDING', exact: 80 };
  for (let step = 1; step <= 25; step++) {
    const strength = 80 - step * 0.4;
    const { changed, strengths, now } = reconcileLeads({
      kept: [kept],
      found: new Map([['purchaser person:1', found(strength)]]),
      lastLead: 1,
      world,
      into: (id) => id,
      onlySettings: false,
    });
    // Either is written, so that the queue stands in the order of what is true.
    expect(changed.length + strengths.length).toBe(1);
    expect(Math.abs((changed[0]?.found.strength ?? kept.strength) - strength)).toBeLessThan(0.5);
    kept =
      changed.length === 0
        ? { ...kept, exact: strengths[0]!.strength }
        : { ...kept, ...now.get(1)!, version: kept.version + 1, exact: strength };
  }
  expect(kept.version).toBeGreaterThan(10);
  // Nothing is written of one that is to the digit what it was.
  const again = reconcileLeads({
    kept: [kept],
    found: new Map([['purchaser person:1', found(kept.exact)]]),
    lastLead: 1,
    world,
    into: (id) => id,
    onlySettings: false,
  });
  expect([...again.changed, ...again.strengths]).toEqual([]);
});
