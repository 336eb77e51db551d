import { expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import type { EntityId } from '../model/ids.ts';
import type { FrozenLead } from '../model/lead-evidence.ts';
import type { FirearmFacts } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { MergedLead } from './find-leads.ts';
import { freezeLead, type FreezingWorld } from './freeze-lead.ts';
import { changeOf, lossBetween, type Since } from './lead-change.ts';
import { noticesOf, type ChangedLead, type Delivery } from './lead-notices.ts';

type Tie = readonly [incident: number, tie: 'hit' | 'lead'];

/** What is recorded: traces by number, and the ties of firearms. */
function worldOf(traces: readonly TraceFacts[], ties: Readonly<Record<number, readonly Tie[]>> = {}): FreezingWorld {
  const facts = (firearm: EntityId): FirearmFacts => ({
    firearm,
    make: 'GLOCK',
    model: '19',
    obliterated: null,
    noSerialReason: null,
    recoveredOn: null,
    recoveredIn: null,
    theft: null,
    shootings: (ties[Number(firearm.split(':')[1])] ?? []).map(([incident, tie]) => ({
      incident: `incident:${incident}`,
      on: null,
      tie,
    })),
  });
  return {
    traceOf: (number) => traces.find(({ traceNumber }) => traceNumber === number),
    indexOf: () => undefined,
    firearmOf: facts,
  };
}
const trace = (number: number, more: Partial<TraceFacts> = {}): TraceFacts =>
  madeTrace(`T${number}`, {
    ...soldAndRecovered('2024-01-01', 30),
    firearm: `firearm:${number}`,
    purchaser: madePerson(1),
    dealer: madeDealer(1),
    ...more,
  });
const lead = (numbers: readonly number[], world: FreezingWorld, more: Partial<MergedLead> = {}): FrozenLead =>
  freezeLead(
    {
      kind: 'purchaser-several-traces',
      subject: 'person:1',
      strength: 50,
      reason: `${numbers.length} firearms`,
      also: [],
      traces: numbers.map((number) => `T${number}`),
      persons: ['person:1'],
      firearms: numbers.map((number): EntityId => `firearm:${number}`).sort(),
      dealers: ['dealer:1'],
      incidents: [],
      from: null,
      to: null,
      ...more,
    },
    world,
  );
const since = (world: FreezingWorld, onlySettings = false): Since => ({ world, into: (id) => id, onlySettings });
const kept = (frozen: FrozenLead) => ({ ...frozen, lead: 1, version: 1, standing: 'STANDING' as const });

test('a cause is said only where it is established: what is recorded otherwise, the settings alone, or none', () => {
  const both = [trace(1), trace(2)];
  const world = worldOf(both, { 1: [[7, 'hit']] });
  const before = lead([1, 2], world);
  const reasons = (now: FreezingWorld, onlySettings = false) =>
    lossBetween(before, lead([1], now), since(now, onlySettings)).reasons;
  // Nothing is recorded otherwise of the trace that is gone.
  expect(reasons(world)).toEqual(['not-established']);
  expect(reasons(world, true)).toEqual(['settings-changed']);
  expect(lossBetween(before, undefined, since(world, true)).reasons).toEqual(['settings-changed']);
  expect(reasons(worldOf([trace(1)], { 1: [[7, 'hit']] }))).toEqual(['trace-corrected']);
  const sold = worldOf([trace(1), trace(2, { soldOn: '2015-01-01' })], { 1: [[7, 'hit']] });
  expect(reasons(sold)).toEqual(['trace-corrected']);
  const other = worldOf([trace(1), trace(2, { purchaser: madePerson(2) })], { 1: [[7, 'hit']] });
  expect(reasons(other)).toEqual(['names-others']);
  expect(reasons(worldOf(both, { 1: [[7, 'lead']] }))).toEqual(['fewer-hits']);
  expect(reasons(worldOf(both, {}))).toEqual(['tie-withdrawn']);
  // An arrest is no ballistic tie.
  const arrested = { ...before, evidence: { ...before.evidence, incidents: ['incident:9' as EntityId] } };
  const loss = lossBetween(arrested, before, since(world));
  expect(loss).toEqual({ traces: [], entities: ['incident:9'], reasons: ['not-established'] });
});

test('of a lead of more than two hundred firearms every tie is kept, and a list that was cut before loses none', () => {
  const numbers = Array.from({ length: 250 }, (_, at) => at + 1);
  const traces = numbers.map((number) => trace(number));
  const ties = Object.fromEntries(numbers.map((number) => [number, [[number, 'lead'] as const]]));
  const world = worldOf(traces, ties);
  const whole = lead(numbers, world);
  expect(whole.evidence.shootings).toHaveLength(250);
  // As versions were kept before: the ties of the first two hundred, to which a firearm came that stands before them.
  const cut = (frozen: FrozenLead): FrozenLead => ({
    ...frozen,
    evidence: { ...frozen.evidence, shootings: frozen.evidence.shootings.slice(0, 200) },
  });
  const more = worldOf([...traces, trace(1000)], ties);
  const grown = cut(lead([...numbers, 1000], more));
  expect(changeOf(kept(cut(whole)), grown, since(more))?.change).toBe('GREW');
  expect(lossBetween(whole, grown, since(more)).reasons).toEqual([]);
});

test('who received a lead is told what is gone of the version they have, once, whatever the last version was', () => {
  const world = worldOf([trace(1), trace(2), trace(3)]);
  const [small, large] = [lead([1, 2], world), lead([1, 2, 3], world)];
  const delivery = (given: FrozenLead, more: Partial<Delivery> = {}): Delivery => ({
    lead: 5,
    recipient: 1,
    side: 'inside',
    name: 'a',
    givenLead: 5,
    given,
    isJoined: false,
    told: null,
    ...more,
  });
  const now = worldOf([trace(1), trace(2)]);
  const changed = (more: Partial<ChangedLead> = {}): ChangedLead => ({
    lead: 5,
    version: 3,
    change: 'WEAKENED',
    now: small,
    joinedInto: null,
    ...more,
  });
  const told = (of: Delivery, change = changed()) => noticesOf([change], [of], since(now));
  // T3 came after they received it, and went: of theirs nothing is gone.
  expect(told(delivery(small))).toEqual([]);
  const lost = { traces: ['T3'], entities: ['firearm:3'], reasons: ['trace-corrected'] };
  expect(told(delivery(large))).toMatchObject([{ change: 'WEAKENED', lost }]);
  expect(told(delivery(large, { told: lost as never }))).toEqual([]);
  // Ten points went in two steps of five, each of which is no less to the version before.
  const strong = { ...small, strength: 60 };
  expect(told(delivery(strong), changed({ change: 'CHANGED' }))).toMatchObject([
    { change: 'WEAKENED', lost: { reasons: ['weaker'] } },
  ]);
  expect(told(delivery(large), changed({ change: 'WITHDRAWN', now: undefined }))).toMatchObject([
    { change: 'WITHDRAWN', lost: { traces: ['T1', 'T2', 'T3'], reasons: ['trace-corrected'] } },
  ]);
  // One that goes on in another: told at once, with its number, and of what becomes of the heir for as long as it does.
  const joined = changed({ lead: 4, change: 'JOINED', joinedInto: 5 });
  expect(told(delivery(small, { lead: 4, givenLead: 4 }), joined)).toMatchObject([{ change: 'JOINED', joinedInto: 5 }]);
  const heir = delivery(large, { givenLead: 4, isJoined: true });
  expect(told(heir)).toMatchObject([{ lead: 5, change: 'WEAKENED', lost }]);
  expect(noticesOf([joined, changed()], [heir], since(now))).toEqual([]);
  expect(told({ ...heir, isJoined: false })).toEqual([]);
});
