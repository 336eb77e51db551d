/**
 * What finding leads anew changes of a lead that is kept, and what of it is gone.
 *
 * **Source.** None: two states of one lead held beside each other, and beside what is recorded now. **Input.** The lead as it is kept or was
 * given, as it is found now or not, and the facts it is found in. **Output.** What changed, and what the earlier state rested on and the later
 * one does not, with what became of it as far as the facts tell; null where a reader would see nothing new.
 * **Limits.** A strength that moved by less than half a point is the same to a reader: it is kept, and makes no version. Of a lead of more than
 * two hundred traces the others are known by number: that one of them says otherwise is not seen.
 */
import type { EntityId } from '../model/ids.ts';
import {
  nothingLost,
  type FrozenLead,
  type FrozenTrace,
  type LeadLoss,
  type LeadUpdate,
  type LossReason,
  type LostTie,
} from '../model/lead-evidence.ts';
import type { FreezingWorld } from './freeze-lead.ts';

export interface KeptLead extends FrozenLead {
  readonly lead: number;
  readonly version: number;
  readonly standing: 'STANDING' | 'WITHDRAWN' | 'JOINED';
}

/** What an earlier state is held against beside the later one. */
export interface Since {
  readonly world: Pick<FreezingWorld, 'traceOf' | 'firearmOf'>;
  /** What entities became that are joined with others now. */
  readonly into: (entity: EntityId) => EntityId;
  /** Nothing but the settings of the city changed: whatever else a lead is now, it is by them. */
  readonly onlySettings: boolean;
}

/** A lead that loses this many points is weaker to whoever received it, and weaker again with as many more. */
export const weakerPoints = 10;

export function changeOf(kept: KeptLead | undefined, found: FrozenLead | undefined, since: Since): LeadUpdate | null {
  if (found === undefined)
    return kept?.standing === 'STANDING'
      ? { change: 'WITHDRAWN', lead: kept, loss: lossBetween(kept, undefined, since) }
      : null;
  if (kept === undefined) return { change: 'FOUND', lead: found, loss: nothingLost };
  if (kept.standing !== 'STANDING')
    return {
      change: 'RESTORED',
      lead: found,
      loss: kept.standing === 'WITHDRAWN' ? nothingLost : lossBetween(kept, found, since),
    };
  const loss = lossBetween(kept, found, since);
  if (loss.reasons.length > 0) return { change: 'WEAKENED', lead: found, loss };
  if (restsOnMore(kept, found, since)) return { change: 'GREW', lead: found, loss };
  const same =
    kept.kind === found.kind &&
    kept.reason === found.reason &&
    JSON.stringify(kept.also) === JSON.stringify(found.also) &&
    JSON.stringify(doubtsIn(kept)) === JSON.stringify(doubtsIn(found)) &&
    Math.abs(kept.strength - found.strength) < 0.5;
  return same ? null : { change: 'CHANGED', lead: found, loss };
}

/** What is in doubt of its traces and of those it leaves out. */
function doubtsIn({ evidence }: FrozenLead): unknown[] {
  const said = evidence.traces.flatMap(({ traceNumber, flags = [] }) =>
    flags.length === 0 ? [] : [[traceNumber, flags]],
  );
  return [said.sort(), (evidence.leftOut ?? []).map(({ traceNumber, flags }) => [traceNumber, flags])];
}

/** What one state rests on and another does not. */
export function lossBetween(before: FrozenLead, after: FrozenLead | undefined, since: Since): LeadLoss {
  const { into } = since;
  const [old, now] = [before.evidence, after?.evidence];
  const traces = missing(old.numbers, now?.numbers ?? []);
  const entities = (of: readonly EntityId[], still: readonly EntityId[] | undefined) =>
    missing([...new Set(of.map(into))], still ?? []);
  const ties = lostTies(before, since);
  // A tie goes with its trace where the firearm is no longer of the lead: that is said once.
  const ofLead = new Set(now?.firearms ?? old.firearms.map(into));
  const untied = ties.filter((tie) => tie.now !== 'lead' && ofLead.has(tie.firearm)).map(({ incident }) => incident);
  // Another of its firearms may be tied to it still, or be by now.
  const rests = new Set(after?.evidence.incidents);
  for (const firearm of ofLead)
    for (const { incident } of since.world.firearmOf(firearm)?.shootings ?? []) rests.add(incident);
  const incidents = [
    ...new Set([...entities(old.incidents, now?.incidents), ...untied.filter((incident) => !rests.has(incident))]),
  ].sort();
  const gone = [
    ...entities(old.persons, now?.persons),
    ...entities(old.firearms, now?.firearms),
    ...entities(old.dealers, now?.dealers),
    ...incidents,
  ];
  const facts: LossReason[] = [
    ...(ties.some((tie) => tie.now === 'none') ? (['tie-withdrawn'] as const) : []),
    ...(ties.some((tie) => tie.now === 'lead') ? (['fewer-hits'] as const) : []),
    ...(ties.some((tie) => tie.now === 'elsewhere') ? (['incident-renumbered'] as const) : []),
    ...traceReasons(
      traces,
      old.traces.filter(({ traceNumber }) => traces.includes(traceNumber)),
      since,
    ),
  ];
  const isWeaker = after !== undefined && before.strength - after.strength >= weakerPoints;
  if (after !== undefined && traces.length + gone.length + ties.length === 0 && !isWeaker) return nothingLost;
  const reasons: LossReason[] = [
    ...facts,
    ...(isWeaker ? (['weaker'] as const) : []),
    ...(since.onlySettings ? (['settings-changed'] as const) : []),
  ];
  return {
    traces,
    entities: gone,
    reasons: reasons.length > 0 ? reasons : ['not-established'],
    ties,
    ...(isWeaker ? { strength: after.strength } : {}),
  };
}

const missing = <T>(of: readonly T[], still: readonly T[]): T[] => {
  const kept = new Set(still);
  return of.filter((each) => !kept.has(each));
};

/** Ties that are less by what is recorded now, not by what a lead lists; none is of a firearm of which nothing is recorded. */
function lostTies({ evidence }: FrozenLead, { world, into }: Since): LostTie[] {
  const before = evidence.shootings.map((each) => ({
    ...each,
    firearm: into(each.firearm),
    incident: into(each.incident),
  }));
  return before.flatMap(({ firearm, incident, on, tie }): LostTie[] => {
    const facts = world.firearmOf(firearm);
    if (facts === undefined) return [];
    const stands = (of: readonly { readonly tie: string }[]) => of.some((each) => tie === 'lead' || each.tie === 'hit');
    const same = facts.shootings.filter((each) => each.incident === incident);
    if (stands(same)) return [];
    if (same.length > 0) return [{ firearm, incident, now: 'lead' }];
    // A split gives an incident another number, and so may a correction: the firearm was fired on that day all the same.
    const others = facts.shootings.filter(
      (each) =>
        on !== null &&
        each.on === on &&
        !before.some((was) => was.firearm === firearm && was.incident === each.incident),
    );
    return [{ firearm, incident, now: stands(others) ? 'elsewhere' : 'none' }];
  });
}

/** What is recorded otherwise of traces a lead no longer rests on. */
function traceReasons(
  numbers: readonly string[],
  traces: readonly FrozenTrace[],
  { world, into }: Since,
): LossReason[] {
  const same = (then: EntityId | null, now: EntityId | null) => (then === null ? null : into(then)) === now;
  const held = traces.flatMap((was) => {
    const now = world.traceOf(was.traceNumber);
    return now === undefined ? [] : [{ was, now }];
  });
  const isOther = held.some(({ was, now }) => {
    const days = now.timeToCrime.kind === 'computed' ? now.timeToCrime.days : null;
    return was.soldOn !== now.soldOn || was.recoveredOn !== now.recoveredOn || was.days !== days;
  });
  const namesOthers = held.some(
    ({ was, now }) =>
      !same(was.firearm, now.firearm) ||
      !same(was.purchaser, now.purchaser?.id ?? null) ||
      !same(was.possessor, now.possessor?.id ?? null) ||
      !same(was.dealer, now.dealer?.id ?? null),
  );
  return [
    ...(isOther || numbers.some((number) => world.traceOf(number) === undefined) ? (['trace-corrected'] as const) : []),
    ...(namesOthers ? (['names-others'] as const) : []),
  ];
}

/** Whether a lead rests on what it did not, or on a hit where there was a lead of the laboratory. */
function restsOnMore(kept: FrozenLead, found: FrozenLead, { into }: Since): boolean {
  const [old, now] = [kept.evidence, found.evidence];
  const more = (then: readonly EntityId[], today: readonly EntityId[]) => missing(today, then.map(into)).length > 0;
  const ties = (of: readonly { readonly firearm: EntityId; readonly incident: EntityId; readonly tie: string }[]) =>
    of.flatMap(({ firearm, incident, tie }) => {
      const pair = `${into(firearm)} ${into(incident)}`;
      return tie === 'hit' ? [pair, `${pair} hit`] : [pair];
    });
  return (
    missing(now.numbers, old.numbers).length > 0 ||
    more(old.persons, now.persons) ||
    more(old.firearms, now.firearms) ||
    more(old.dealers, now.dealers) ||
    more(old.incidents, now.incidents) ||
    missing(ties(now.shootings), ties(old.shootings)).length > 0
  );
}
