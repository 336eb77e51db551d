import { expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import type { EntityId } from '../model/ids.ts';
import type { FrozenLead, LeadLoss } from '../model/lead-evidence.ts';
import type { FirearmFacts } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { MergedLead } from './find-leads.ts';
import { freezeLead, type FreezingWorld } from './freeze-lead.ts';
import { changeOf, lossBetween, type Since } from './lead-change.ts';
import { noticesOf, type ChangedLead, type Delivery } from './lead-notices.ts';

type Tie = readonly [incident: number, tie: 'hit' | 'lead', on?: string];

/** What is recorded: traces by number, and the ties of firearms. */
function worldOf(traces: readonly TraceFacts[], ties: Readonly<Record<number, readonly Tie[]>> = {}): FreezingWorld {
  const facts = (firearm: EntityId): FirearmFacts => ({
    firearm,
    make: 'GLOCK',
    model: '19',
    obliterated: null,
    noSerialReason: null,
    recoveredOn: null,
    recoveries: [],
    recoveredIn: null,
    theft: null,
    shootings: (ties[Number(firearm.split(':')[1])] ?? []).map(([incident, tie, on = null]) => ({
      incident: `incident:${incident}`,
      on,
      tie,
    })),
  });
  return {
    traceOf: (number) => traces.find(({ traceNumber }) => traceNumber === number),
    indexOf: () => undefined,
    doubtsOf: () => [],
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
      leftOut: [],
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
  expect(loss).toEqual({ traces: [], entities: ['incident:9'], reasons: ['not-established'], ties: [] });
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

const delivery = (given: FrozenLead, more: Partial<Delivery> = {}): Delivery => ({
  lead: 5,
  recipient: 1,
  side: 'inside',
  name: 'a',
  given,
  path: [5],
  told: null,
  ...more,
});
const changed = (more: Partial<ChangedLead> = {}): ChangedLead => ({
  lead: 5,
  version: 3,
  change: 'WEAKENED',
  now: undefined,
  joinedInto: null,
  ...more,
});

test('who received a lead is told what is gone of the version they have, once, whatever the last version was', () => {
  const world = worldOf([trace(1), trace(2), trace(3)]);
  const [small, large] = [lead([1, 2], world), lead([1, 2, 3], world)];
  const now = worldOf([trace(1), trace(2)]);
  const less = (more: Partial<ChangedLead> = {}) => changed({ now: small, ...more });
  const told = (of: Delivery, change = less()) => noticesOf([change], [of], since(now));
  // T3 came after they received it, and went: of theirs nothing is gone.
  expect(told(delivery(small))).toEqual([]);
  const lost = { traces: ['T3'], entities: ['firearm:3'], reasons: ['trace-corrected'] };
  expect(told(delivery(large))).toMatchObject([{ change: 'WEAKENED', lost }]);
  expect(told(delivery(large, { told: lost as never }))).toEqual([]);
  // Ten points went in two steps of five, each of which is no less to the version before.
  const strong = { ...small, strength: 60 };
  expect(told(delivery(strong), less({ change: 'CHANGED' }))).toMatchObject([
    { change: 'WEAKENED', lost: { reasons: ['weaker'] } },
  ]);
  expect(told(delivery(large), changed({ change: 'WITHDRAWN' }))).toMatchObject([
    { change: 'WITHDRAWN', lost: { traces: ['T1', 'T2', 'T3'], reasons: ['trace-corrected'] } },
  ]);
  // One that goes on in another: told at once, with its number, and of what becomes of the heir for as long as it does.
  const joined = less({ lead: 4, change: 'JOINED', joinedInto: 5 });
  expect(told(delivery(small, { lead: 4, path: [4, 5] }), joined)).toMatchObject([{ change: 'JOINED', joinedInto: 5 }]);
  const heir = delivery(large, { path: [4, 5] });
  expect(told(heir)).toMatchObject([{ lead: 5, change: 'WEAKENED', lost }]);
  expect(noticesOf([joined, less()], [heir], since(now))).toEqual([]);
  // It stands again: that is told of it, and not of the one it went on in, whatever becomes of that one.
  const restored = less({ lead: 4, change: 'RESTORED' });
  expect(noticesOf([restored, less()], [{ ...heir, path: [4] }], since(now))).toEqual([]);
  // 4 went on in 5 and with it in 6: what came over with 5 just now is told of 5, and once 5 leaves 6 not of 6.
  const further = delivery(large, { lead: 6, path: [4, 5, 6] });
  const into = [less({ change: 'JOINED', joinedInto: 6 }), less({ lead: 6 })];
  expect(noticesOf(into, [{ ...further, lead: 5 }, further], since(now))).toMatchObject([{ lead: 5, joinedInto: 6 }]);
  expect(told(further, less({ lead: 6 }))).toMatchObject([{ lead: 6, lost }]);
  expect(told({ ...further, path: [4, 5] }, less({ lead: 6 }))).toEqual([]);
});

test('each further hit that is none, and each ten points more, are told, also where it had recovered in between', () => {
  const traces = [trace(1)];
  const given = worldOf(traces, {
    1: [
      [7, 'hit'],
      [8, 'hit'],
    ],
  });
  const before = lead([1], given, { strength: 80 });
  const told = (ties: readonly Tie[], strength: number, earlier: LeadLoss | null) => {
    const world = worldOf(traces, { 1: ties });
    const now = { ...lead([1], world), strength };
    return noticesOf([changed({ now })], [delivery(before, { told: earlier })], since(world))[0]?.lost ?? null;
  };
  const one = told(
    [
      [7, 'lead'],
      [8, 'hit'],
    ],
    80,
    null,
  )!;
  expect(one).toMatchObject({ reasons: ['fewer-hits'], ties: [{ incident: 'incident:7', now: 'lead' }] });
  expect(
    told(
      [
        [7, 'lead'],
        [8, 'hit'],
      ],
      75,
      one,
    ),
  ).toBeNull();
  const two = told(
    [
      [7, 'lead'],
      [8, 'lead'],
    ],
    80,
    one,
  )!;
  expect(two.ties).toHaveLength(2);
  expect(
    told(
      [
        [7, 'lead'],
        [8, 'lead'],
      ],
      80,
      two,
    ),
  ).toBeNull();
  expect(told([[7, 'lead']], 80, two)).toMatchObject({
    entities: ['incident:8'],
    reasons: ['tie-withdrawn', 'fewer-hits'],
  });
  expect(
    told([[8, 'hit']], 80, { ...one, ties: [{ ...one.ties![0]!, now: 'none' }], entities: ['incident:7'] }),
  ).toBeNull();

  const both: readonly Tie[] = [
    [7, 'hit'],
    [8, 'hit'],
  ];
  const weaker = told(both, 69, null)!;
  expect(weaker).toMatchObject({ reasons: ['weaker'], strength: 69 });
  expect(told(both, 85, weaker)).toBeNull();
  expect(told(both, 60, weaker)).toBeNull();
  expect(told(both, 20, weaker)).toMatchObject({ strength: 20 });
  // What was told before the strength was kept with it does not say how much.
  expect(told(both, 69, { traces: [], entities: [], reasons: ['weaker'] })).toMatchObject({ strength: 69 });
});

test('an incident is gone only where no firearm of the lead is tied to it any more, and every tie that goes is told', () => {
  const traces = [trace(1), trace(2)];
  const before = lead([1, 2], worldOf(traces, { 1: [[7, 'hit']], 2: [[7, 'hit']] }));
  const lossIn = (world: FreezingWorld) => lossBetween(before, lead([1, 2], world), since(world));
  const second = worldOf(traces, { 2: [[7, 'hit']] });
  const one = lossIn(second);
  expect(one).toEqual({
    traces: [],
    entities: [],
    reasons: ['tie-withdrawn'],
    ties: [{ firearm: 'firearm:1', incident: 'incident:7', now: 'none' }],
  });
  const none = worldOf(traces);
  expect(lossIn(none).entities).toEqual(['incident:7']);
  const told = noticesOf([changed({ now: lead([1, 2], none) })], [delivery(before, { told: one })], since(none));
  expect(told).toMatchObject([{ lost: { entities: ['incident:7'] } }]);
});

test('of an incident that was split the tie is not called withdrawn: it is recorded of another one of its day', () => {
  const of = (...ties: readonly Tie[]) => worldOf([trace(1)], { 1: ties });
  const before = lead([1], of([7, 'hit', '2024-03-01'], [8, 'hit', '2024-03-01']));
  const lossIn = (world: FreezingWorld) => lossBetween(before, lead([1], world), since(world));
  expect(lossIn(of([9, 'hit', '2024-03-01'], [8, 'hit', '2024-03-01']))).toMatchObject({
    entities: ['incident:7'],
    reasons: ['incident-renumbered'],
    ties: [{ incident: 'incident:7', now: 'elsewhere' }],
  });
  // The other shooting of that day was there before, a lead is less than a hit, and another day is another shooting.
  for (const other of [
    [8, 'hit', '2024-03-01'],
    [9, 'lead', '2024-03-01'],
    [9, 'hit', '2024-03-02'],
  ] as const)
    expect(lossIn(of(other, [8, 'hit', '2024-03-01'])).reasons).toEqual(['tie-withdrawn']);
});
