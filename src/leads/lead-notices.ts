/**
 * Who is told of what changed of leads, each against what they received.
 *
 * **Source.** None: our own rule. **Input.** What changed, and every delivery of the leads it changed. **Output.** A notice for each delivery
 * that no longer stands as it was given. **Limits.** What was gone before, and told, is not told again as long as nothing more is:
 * no other trace, entity or tie, and not ten points beneath the strength that was said.
 */
import type { EntityId } from '../model/ids.ts';
import type { LeadChange } from '../model/lead-answers.ts';
import { nothingLost, type FrozenLead, type LeadLoss, type LostTie } from '../model/lead-evidence.ts';
import { lossBetween, weakerPoints, type Since } from './lead-change.ts';

/** A version of a lead somebody has. */
export interface Delivery {
  /** The lead it is told of: the one that was given, or the one that goes on in. */
  readonly lead: number;
  readonly recipient: number;
  readonly side: 'inside' | 'outside';
  readonly name: string;
  readonly given: FrozenLead;
  /** The lead that was given, the one it goes on in, and so on to the one that goes on in no other. */
  readonly path: readonly number[];
  /** What they were last told is gone, of whichever lead of these; null where they were told nothing. */
  readonly told: LeadLoss | null;
}

export interface ChangedLead {
  readonly lead: number;
  readonly version: number;
  readonly change: LeadChange;
  /** As it is now; of a lead that goes on in another one that other one. */
  readonly now: FrozenLead | undefined;
  readonly joinedInto: number | null;
}

export interface NoticeToWrite {
  readonly lead: number;
  readonly version: number;
  readonly recipient: number;
  readonly side: 'inside' | 'outside';
  readonly name: string;
  readonly change: LeadChange;
  readonly lost: LeadLoss;
  readonly joinedInto: number | null;
}

/** What is told whatever it rests on. */
const always: ReadonlySet<LeadChange> = new Set(['WITHDRAWN', 'RESTORED', 'JOINED']);

export function noticesOf(
  changed: readonly ChangedLead[],
  deliveries: readonly Delivery[],
  since: Since,
): NoticeToWrite[] {
  const of = new Map(changed.map((each) => [each.lead, each]));
  return deliveries.flatMap(({ lead, recipient, side, name, given, path, told }) => {
    const { version, change, now, joinedInto } = of.get(lead)!;
    // What was given does not go on in this one any more, or came here just now, which is told of the lead it came from.
    const at = path.indexOf(lead);
    if (at < 0 || path.slice(0, at).some((each) => of.get(each)?.change === 'JOINED')) return [];
    const lost = lossBetween(given, now, since);
    const tell = always.has(change) || isNews(lost, told ?? nothingLost, since.into);
    if (!tell) return [];
    return [
      { lead, version, recipient, side, name, change: always.has(change) ? change : 'WEAKENED', lost, joinedInto },
    ];
  });
}

/** Whether more is gone than they were told. What was told before ties and strengths were kept with it counts as nothing told of these. */
function isNews(lost: LeadLoss, told: LeadLoss, into: (entity: EntityId) => EntityId): boolean {
  const entities = new Set(told.entities.map(into));
  const ties = (told.ties ?? []).map(({ firearm, incident, now }) => ({
    firearm: into(firearm),
    incident: into(incident),
    now,
  }));
  const isTold = (tie: LostTie) =>
    ties.some(
      (each) =>
        each.firearm === tie.firearm && each.incident === tie.incident && (each.now === tie.now || each.now === 'none'),
    );
  return (
    lost.traces.some((trace) => !told.traces.includes(trace)) ||
    lost.entities.some((entity) => !entities.has(entity)) ||
    (lost.ties ?? []).some((tie) => !isTold(tie)) ||
    (lost.strength !== undefined && (told.strength ?? Infinity) - lost.strength >= weakerPoints)
  );
}
