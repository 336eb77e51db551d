/**
 * All leads the facts give, the strongest first, each once.
 *
 * **Source.** The rules beside this file. **Input.** Facts and settings. **Output.** Leads; of several about one purchaser that rest on the same
 * traces the one that says most, with the others' kinds beside it.
 * **Limits.** A rule sees what is recorded here; what was recovered elsewhere is not here.
 */
import type { FoundLead, LeadFacts, LeadKind, LeadSettings } from '../model/leads.ts';
import type { StateHolidays } from '../model/tracing-settings.ts';
import { dealerFastTraces, showTraces } from './dealer-rules.ts';
import {
  correctableTrace,
  fastFirearm,
  obliteratedCluster,
  stolenRecovered,
  unserialisedCluster,
} from './firearm-rules.ts';
import { aboutPurchaser, topicOf } from './lead-topic.ts';
import { leadWorld, type LeadRule, type LeadWorld } from './lead-world.ts';
import { deniedThenPresent, householdOfPurchaser } from './person-rules.ts';
import { boughtTogether, fastTrace, severalDealers, severalTraces } from './purchaser-rules.ts';
import { purchaserRing } from './ring-rule.ts';

/** Holidays of states, those a city signed among them. */
export type Calendars = Readonly<Record<string, StateHolidays>>;

/** Every rule once, in the order in which one stands for several. */
export function leadRules(settings: LeadSettings, calendars: Calendars): LeadRule[] {
  return [
    purchaserRing(settings),
    severalTraces(settings),
    severalDealers(settings),
    boughtTogether(calendars),
    fastTrace(settings),
    dealerFastTraces(settings),
    showTraces(settings),
    obliteratedCluster(settings),
    stolenRecovered(),
    fastFirearm(settings),
    deniedThenPresent(settings),
    householdOfPurchaser(settings),
    unserialisedCluster(settings),
    correctableTrace(),
  ];
}

export interface MergedLead extends FoundLead {
  /** What else was found of the same subject, in plain words. */
  readonly also: readonly { readonly kind: LeadKind; readonly reason: string }[];
}

export function findLeads(facts: LeadFacts, settings: LeadSettings, calendars: Calendars): MergedLead[] {
  return inOrder(
    findIn(leadWorld(facts), leadRules(settings, calendars), (rule, world) => rule.subjects(world)).values(),
  );
}

/** The strongest first. */
export function inOrder(leads: Iterable<MergedLead>): MergedLead[] {
  return [...leads].sort(
    (a, b) => b.strength - a.strength || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.subject < b.subject ? -1 : 1),
  );
}

/** By what a lead is known: topic and subject. */
export const keyOf = ({ kind, subject }: Pick<FoundLead, 'kind' | 'subject'>) => `${topicOf(kind)} ${subject}`;

/** What rules find about some subjects each, by {@link keyOf}. */
export function findIn(
  world: LeadWorld,
  rules: readonly LeadRule[],
  subjectsOf: (rule: LeadRule, world: LeadWorld) => Iterable<string>,
): Map<string, MergedLead> {
  const merged = new Map<string, MergedLead>();
  const inRing = new Set<string>();
  for (const rule of rules)
    for (const subject of subjectsOf(rule, world)) {
      if (aboutPurchaser.has(rule.kind) && inRing.has(subject)) continue;
      const found = rule.find(world, subject);
      if (found === null) continue;
      if (rule.kind === 'purchaser-ring') for (const person of found.persons) inRing.add(person);
      const key = keyOf(found);
      const held = merged.get(key);
      merged.set(key, held === undefined ? { ...found, also: [] } : withMore(held, found));
    }
  return merged;
}

function withMore(held: MergedLead, found: FoundLead): MergedLead {
  const union = <T>(a: readonly T[], b: readonly T[]) => [...new Set([...a, ...b])].sort();
  const traces = union(held.traces, found.traces);
  return {
    ...held,
    strength: Math.max(held.strength, found.strength),
    traces,
    leftOut: union(held.leftOut, found.leftOut).filter((number) => !traces.includes(number)),
    persons: union(held.persons, found.persons),
    firearms: union(held.firearms, found.firearms),
    dealers: union(held.dealers, found.dealers),
    incidents: union(held.incidents, found.incidents),
    from: [held.from, found.from].filter((day) => day !== null).sort()[0] ?? null,
    to:
      [held.to, found.to]
        .filter((day) => day !== null)
        .sort()
        .at(-1) ?? null,
    also: [...held.also, { kind: found.kind, reason: found.reason }],
  };
}
