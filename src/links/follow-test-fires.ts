/**
 * Which firearms a lead or hit ties to a scene, by what other records say of its ends.
 *
 * **Source.** The IBIS number of a test fire is that of the firearm that was fired; a firearm recovered in the case of one
 * end was test fired for that case.
 * **Input.** One lead, the entities of its ends, entries with their IBIS numbers, recoveries of the firearm it names.
 * **Output.** The ties that the lead does not assert by itself, each with the second record it rests on and words for it,
 * which end is the test fire, and whether the tie the lead asserts stands beside them.
 * **Limits.** Entries of one number that name different firearms tie none. Nothing is said of a lead whose ends are known
 * by no source. What a lead writes of a firearm without a serial number is taken to speak of the firearm of the entry, unless
 * they contradict each other or a person judged them to be two.
 */
import { ballisticStanding, type BallisticStanding } from './ballistic-standing.ts';
import { leadDay } from './assert-links.ts';
import { leadDescription, type FirearmSaid } from './lead-description.ts';
import { agreedKind, endKindOfEvent, leadSides, recordedEnds, type EndName, type LeadEnd } from './test-fire-end.ts';

export const testFireRule = 'rule:test-fire-of-a-lead@1';

export interface EntryOfEnd {
  readonly record: number;
  readonly ibis: string;
  readonly eventType: string | null;
  /** The firearm it was fired from, as the entity it is now. */
  readonly firearm: number | null;
  /** That firearm as the entry describes it. */
  readonly said: FirearmSaid | null;
}

export interface RecoveryOfFirearm {
  readonly record: number;
  readonly firearm: number;
  readonly incident: number;
}

export interface LeadToFollow {
  readonly values: Readonly<Record<string, unknown>>;
  readonly incidents: Readonly<Record<EndName, number | null>>;
  /** The firearm the lead itself names. */
  readonly named: number | null;
  /** That firearm as the lead describes it. */
  readonly said: FirearmSaid | null;
  /** Firearms that a person judged to be another than the one the lead names. */
  readonly judgedOther: readonly number[];
  readonly entries: Readonly<Record<EndName, readonly EntryOfEnd[]>>;
  readonly recoveries: readonly RecoveryOfFirearm[];
}

export interface TestFireTie {
  readonly firearm: number;
  readonly incident: number;
  readonly predicate: 'FIRED_IN' | 'POSSIBLY_FIRED_IN';
  readonly status: BallisticStanding['status'];
  readonly from: string | null;
  readonly otherRecord: number;
  readonly description: string;
}

export interface FollowedLead {
  readonly testFire: EndName | 'both' | null;
  readonly ties: readonly TestFireTie[];
  /** What the lead writes of a firearm speaks of one tied here: the tie it asserts itself is of no other. */
  readonly speaksOfTied: boolean;
}

export function followTestFires(lead: LeadToFollow): FollowedLead {
  const { values, incidents, named, entries, recoveries } = lead;
  const followed = (testFire: FollowedLead['testFire'], ties: readonly TestFireTie[] = []) => ({
    testFire,
    ties,
    speaksOfTied: false,
  });
  const recorded = recordedEnds(values);
  const recoveryIn = (name: EndName) =>
    recoveries.find((each) => each.firearm === named && each.incident === incidents[name]);
  const endOf = (name: EndName): LeadEnd => ({
    given: recorded[name].given,
    kind: agreedKind([recorded[name].kind, ...entries[name].map((entry) => endKindOfEvent(entry.eventType))]),
    recoveredIn: recoveryIn(name) !== undefined,
  });
  const { testFire, scene } = leadSides({ a: endOf('a'), b: endOf('b') }, named !== null);
  const incident = scene === null ? null : incidents[scene];
  if (scene === null || incident === null) return followed(testFire);
  const end = scene === 'a' ? 'b' : 'a';
  const { tie, status } = ballisticStanding(values);
  const tieOf = (firearm: number, otherRecord: number, description: string): TestFireTie => ({
    firearm,
    incident,
    predicate: tie === 'hit' ? 'FIRED_IN' : 'POSSIBLY_FIRED_IN',
    status,
    from: leadDay(values, scene),
    otherRecord,
    description: `${tie === 'hit' ? 'Hit' : 'Lead'} ${String(values['lead_number'] ?? '')}: ${description}`,
  });
  const asserted = leadSides(recorded, named !== null).scene === scene ? named : null;
  const [fired] = entries[end].filter((entry) => entry.firearm !== null);
  const one = new Set(entries[end].flatMap((entry) => entry.firearm ?? [])).size === 1;
  if (fired && one && fired.firearm !== asserted) {
    const { speaksOfTied, words } = describedBeside(lead, fired);
    const tie = tieOf(
      fired.firearm!,
      fired.record,
      `its end ${end.toUpperCase()}, IBIS ${fired.ibis}, is a test fire of this firearm${words}.`,
    );
    return { testFire, ties: [tie], speaksOfTied };
  }
  if (named === null || asserted !== null) return followed(testFire);
  const recovery = recoveryIn(end);
  const told = entries[end][0] ?? entries[scene][0];
  if (recovery)
    return followed(testFire, [
      tieOf(named, recovery.record, `this firearm was recovered in the case of its end ${end.toUpperCase()}.`),
    ]);
  if (!told) return followed(testFire);
  return followed(testFire, [
    tieOf(
      named,
      told.record,
      told === entries[end][0]
        ? `its end ${end.toUpperCase()}, IBIS ${told.ibis}, is a test fire, and the lead names this firearm.`
        : `its end ${scene.toUpperCase()}, IBIS ${told.ibis}, is from a scene, and the lead names this firearm.`,
    ),
  ]);
}

/** What a lead says of a firearm beside the one of its entry, in words that complete a sentence on the latter. */
function describedBeside(lead: LeadToFollow, fired: EntryOfEnd): { speaksOfTied: boolean; words: string } {
  if (lead.named === null || lead.named === fired.firearm) return { speaksOfTied: false, words: '' };
  if (lead.judgedOther.includes(fired.firearm!))
    return { speaksOfTied: false, words: '; what the lead describes was judged to be another firearm' };
  const description = leadDescription(lead.said ?? {}, fired.said ?? {});
  switch (description.kind) {
    case 'the-same':
      return { speaksOfTied: true, words: ', which the lead describes without a full serial number' };
    case 'another':
      return {
        speaksOfTied: false,
        words: `; the lead describes another firearm: ${description.atOdds.join(', ')}`,
      };
    case 'named-by-serial':
      return {
        speaksOfTied: false,
        words: '; the lead gives a serial number by which it is not known to be the same firearm',
      };
  }
}
