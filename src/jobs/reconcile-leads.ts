import type { MergedLead } from '../leads/find-leads.ts';
import { freezeLead, type FreezingWorld } from '../leads/freeze-lead.ts';
import { changeOf } from '../leads/lead-change.ts';
import type { EntityId } from '../model/ids.ts';
import { parseEntityId } from '../model/ids.ts';
import { nothingLost, type FrozenLead } from '../model/lead-evidence.ts';
import type { KeptLead, LeadWrites } from '../store/save-leads.ts';

export interface Reconciling {
  /** Kept leads of what was looked at. */
  readonly kept: readonly KeptLead[];
  /** What is found of it now, by topic and subject. */
  readonly found: ReadonlyMap<string, MergedLead>;
  readonly world: FreezingWorld;
  /** What entities are today that were joined with others. */
  readonly into: (entity: EntityId) => EntityId;
  /** Nothing but the settings of the city changed. */
  readonly onlySettings: boolean;
  /** The last number a lead has. */
  readonly lastLead: number;
}

/** What is to be written, the last number a lead has then, and every lead that is found as it is now. */
export interface Reconciled extends LeadWrites {
  readonly lastLead: number;
  readonly now: ReadonlyMap<number, FrozenLead>;
}

type Changed = LeadWrites['changed'][number];
const keyOf = ({ topic, subject }: Pick<FrozenLead, 'topic' | 'subject'>) => `${topic} ${subject}`;

/**
 * What is to be written so that the kept leads are those that are found. A lead keeps its number where its subject was joined with another, or
 * its group has another oldest member; where a lead of that subject is there already, it goes on in that one.
 */
export function reconcileLeads({ kept, found, lastLead, ...since }: Reconciling): Reconciled {
  const { world, into } = since;
  const now = new Map<number, FrozenLead>();
  const fresh: { lead: number; found: FrozenLead }[] = [];
  const changed: Changed[] = [];
  const strengths: { lead: number; strength: number }[] = [];
  const holder = new Map(kept.map((each) => [keyOf(each), each]));
  const gone = kept.filter((each) => each.standing === 'STANDING' && !found.has(keyOf(each)));
  const heirs = heirsOf(gone, found, into);
  const moved = new Map<number, KeptLead>();
  for (const lead of gone) {
    const heir = heirs.get(lead.lead);
    if (heir === undefined || holder.has(heir) || !heir.startsWith(`${lead.topic} `)) continue;
    holder.set(heir, lead);
    moved.set(lead.lead, lead);
  }
  const numberAt = new Map<string, number>();
  for (const [key, each] of found) {
    const frozen = freezeLead(each, world);
    const before = holder.get(key);
    numberAt.set(key, before?.lead ?? lastLead + 1);
    if (before === undefined) {
      fresh.push({ lead: ++lastLead, found: frozen });
      now.set(lastLead, frozen);
      continue;
    }
    now.set(before.lead, frozen);
    const update = changeOf(before, frozen, since);
    const change = update?.change ?? (moved.has(before.lead) ? 'CHANGED' : null);
    if (change !== null)
      changed.push({
        lead: before.lead,
        version: before.version + 1,
        change,
        found: frozen,
        loss: update?.loss ?? nothingLost,
        joinedInto: null,
      });
    else if (before.exact !== frozen.strength) strengths.push({ lead: before.lead, strength: frozen.strength });
  }
  for (const lead of gone) {
    if (moved.has(lead.lead)) continue;
    const heir = heirs.get(lead.lead);
    const update = changeOf(lead, undefined, since)!;
    const next = { lead: lead.lead, version: lead.version + 1, found: lead };
    if (heir === undefined) changed.push({ ...next, change: 'WITHDRAWN', loss: update.loss, joinedInto: null });
    else changed.push({ ...next, change: 'JOINED', loss: nothingLost, joinedInto: numberAt.get(heir)! });
  }
  return { fresh, changed, strengths, lastLead, now };
}

/** Where each lead that is no longer found goes on, by topic and subject. */
function heirsOf(
  gone: readonly KeptLead[],
  found: Reconciling['found'],
  into: Reconciling['into'],
): Map<number, string> {
  const ringOf = new Map<EntityId, string>();
  for (const [key, { kind, persons }] of found)
    if (kind === 'purchaser-ring') for (const person of persons) ringOf.set(person, key);
  const heirs = new Map<number, string>();
  for (const lead of gone) {
    const subject = parseEntityId(lead.subject) === null ? lead.subject : into(lead.subject as EntityId);
    const same = `${lead.topic} ${subject}`;
    const heir =
      subject !== lead.subject && found.has(same)
        ? same
        : lead.topic === 'purchaser'
          ? ringOf.get(subject as EntityId)
          : lead.topic === 'purchaser-ring'
            ? mostOf(lead.evidence.persons.map(into).flatMap((person) => ringOf.get(person) ?? []))
            : undefined;
    if (heir !== undefined) heirs.set(lead.lead, heir);
  }
  return heirs;
}

/** What comes most often, of those that come as often the first by its letters. */
function mostOf(keys: readonly string[]): string | undefined {
  const counts = [...Map.groupBy(keys, (key) => key)].map(([key, of]) => ({ key, count: of.length }));
  return counts.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))[0]?.key;
}
