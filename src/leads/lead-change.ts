/**
 * What finding leads anew changes of a lead that is kept.
 *
 * **Source.** None: two states of one lead held beside each other. **Input.** The lead as it is kept, and as it is found now or not.
 * **Output.** What changed, and what the earlier state rested on and the later one does not; null where a reader would see nothing new.
 * **Limits.** A strength that moved by less than half a point is the same to a reader: it is kept, and makes no version.
 */
import type { EntityId } from '../model/ids.ts';
import type { FrozenLead, LeadLoss, LeadUpdate, LossReason } from '../model/lead-evidence.ts';

export interface KeptLead extends FrozenLead {
  readonly lead: number;
  readonly version: number;
  readonly standing: 'STANDING' | 'WITHDRAWN' | 'JOINED';
}

/** A lead that loses this many points is weaker to whoever received it. */
const weakerPoints = 10;

/** `into`: what entities became that are joined with others now. */
export function changeOf(
  kept: KeptLead | undefined,
  found: FrozenLead | undefined,
  into: (entity: EntityId) => EntityId,
): LeadUpdate | null {
  if (found === undefined)
    return kept?.standing === 'STANDING'
      ? { change: 'WITHDRAWN', lead: kept, loss: lossBetween(kept, undefined, into) }
      : null;
  const none: LeadLoss = { traces: [], entities: [], reasons: [] };
  if (kept === undefined) return { change: 'FOUND', lead: found, loss: none };
  if (kept.standing !== 'STANDING')
    return {
      change: 'RESTORED',
      lead: found,
      loss: kept.standing === 'WITHDRAWN' ? none : lossBetween(kept, found, into),
    };
  const loss = lossBetween(kept, found, into);
  if (loss.reasons.length > 0) return { change: 'WEAKENED', lead: found, loss };
  if (lossBetween(found, kept, (entity) => entity).reasons.some((reason) => reason !== 'weaker'))
    return { change: 'GREW', lead: found, loss };
  const same =
    kept.kind === found.kind &&
    kept.reason === found.reason &&
    JSON.stringify(kept.also) === JSON.stringify(found.also) &&
    Math.abs(kept.strength - found.strength) < 0.5;
  return same ? null : { change: 'CHANGED', lead: found, loss };
}

/** What one state rests on and another does not. */
export function lossBetween(
  before: FrozenLead,
  after: FrozenLead | undefined,
  into: (entity: EntityId) => EntityId,
): LeadLoss {
  const [old, now] = [before.evidence, after?.evidence];
  const gone = <T>(of: readonly T[], still: readonly T[] | undefined) => {
    const kept = new Set(still ?? []);
    return of.filter((each) => !kept.has(each));
  };
  const goneEntities = (of: readonly EntityId[], still: readonly EntityId[] | undefined) =>
    gone([...new Set(of.map(into))], still);
  const traces = gone(old.numbers, now?.numbers);
  const ties = (of: FrozenLead['evidence'], which: (tie: 'hit' | 'lead') => boolean) =>
    of.shootings.flatMap(({ firearm, incident, tie }) => (which(tie) ? [`${into(firearm)} ${into(incident)}`] : []));
  // A tie goes with its trace where the firearm is no longer of the lead: that is said once.
  const ofLead = new Set(now?.firearms ?? old.firearms.map(into));
  const untied = gone(
    ties(old, () => true),
    now && ties(now, () => true),
  ).filter((pair) => ofLead.has(pair.split(' ')[0] as EntityId));
  const incidents = [
    ...new Set([
      ...goneEntities(old.incidents, now?.incidents),
      ...untied.map((pair) => pair.split(' ')[1] as EntityId),
    ]),
  ].sort();
  const others = [
    ...goneEntities(old.persons, now?.persons),
    ...goneEntities(old.firearms, now?.firearms),
    ...goneEntities(old.dealers, now?.dealers),
  ];
  const hits = gone(
    ties(old, (tie) => tie === 'hit'),
    now && ties(now, (tie) => tie === 'hit'),
  ).filter((pair) => !untied.includes(pair) && ofLead.has(pair.split(' ')[0] as EntityId));
  const reasons: LossReason[] = [
    ...(incidents.length > 0 ? (['tie-withdrawn'] as const) : []),
    ...(hits.length > 0 ? (['fewer-hits'] as const) : []),
    ...(traces.length > 0 ? (['trace-corrected'] as const) : []),
    ...(others.length > 0 && traces.length === 0 && incidents.length === 0 ? (['no-longer-one'] as const) : []),
    ...(after !== undefined && before.strength - after.strength >= weakerPoints ? (['weaker'] as const) : []),
  ];
  return { traces, entities: [...others, ...incidents], reasons };
}
