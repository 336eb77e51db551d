/**
 * Which firearms a lead or hit ties to a scene, by what other records say of its ends.
 *
 * **Source.** The IBIS number of a test fire is that of the firearm that was fired; a firearm recovered in the case of one
 * end was test fired for that case.
 * **Input.** One lead, the entities of its ends, entries with their IBIS numbers, recoveries of the firearm it names.
 * **Output.** The ties that the lead does not assert by itself, each with the second record it rests on and words for it,
 * which end is the test fire, and whether the tie the lead asserts stands beside them.
 * **Limits.** Entries of one number that name different firearms, or different cases, tie none. Nothing is said of a lead whose ends are known
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
  /** The incident it is of, and the day of that. */
  readonly incident: number | null;
  readonly on: string | null;
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
  readonly subject: number;
  readonly subjectKind: 'firearm' | 'incident';
  readonly incident: number;
  readonly predicate: 'FIRED_IN' | 'POSSIBLY_FIRED_IN' | 'LINKED_BY_HIT' | 'LINKED_BY_LEAD';
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
  /** Days of the links it asserts itself: from a firearm to its scene, and between its two incidents. */
  readonly firedOn: string | null;
  readonly linkedOn: string | null;
}

export function followTestFires(lead: LeadToFollow): FollowedLead {
  const { values, incidents, named, entries, recoveries } = lead;
  const recorded = recordedEnds(values);
  const { tie, status } = ballisticStanding(values);
  const hit = tie === 'hit';
  const only = <Value>(name: EndName, value: (entry: EntryOfEnd) => Value | null) => {
    const said = new Set(entries[name].map(value).filter((each) => each !== null));
    return said.size === 1 ? [...said][0]! : null;
  };
  const incidentOf = (name: EndName) => incidents[name] ?? only(name, (entry) => entry.incident);
  /** The entry by which the incident of an end is known that the lead gives no case of. */
  const entryOfCase = (name: EndName) =>
    incidents[name] === null && incidentOf(name) !== null
      ? entries[name].find((entry) => entry.incident !== null)
      : undefined;
  const dayOf = (name: EndName) =>
    (values[`event_${name}_on`] as string | null | undefined) ??
    only(name, (entry) => entry.on) ??
    leadDay(values, name);
  const recoveryIn = (name: EndName) =>
    recoveries.find((each) => each.firearm === named && each.incident === incidentOf(name));
  const endOf = (name: EndName): LeadEnd => ({
    given: recorded[name].given,
    kind: agreedKind([recorded[name].kind, ...entries[name].map((entry) => endKindOfEvent(entry.eventType))]),
    recoveredIn: recoveryIn(name) !== undefined,
  });
  const { testFire, scene } = leadSides({ a: endOf('a'), b: endOf('b') }, named !== null);
  const assertedScene = named === null ? null : leadSides(recorded, true).scene;
  const words = (description: string, ends: readonly EndName[]) => {
    const cases = ends.flatMap((name) => {
      const entry = entryOfCase(name);
      return entry ? [` The case of its end ${name.toUpperCase()} is that of IBIS ${entry.ibis}.`] : [];
    });
    return `${hit ? 'Hit' : 'Lead'} ${String(values['lead_number'] ?? '')}: ${description}${cases.join('')}`;
  };
  const followed = (ties: readonly TestFireTie[] = [], speaksOfTied = false): FollowedLead => ({
    testFire,
    ties: [...ties, ...linkedByNumber()],
    speaksOfTied,
    firedOn: assertedScene === null ? null : dayOf(assertedScene),
    linkedOn: dayOf('a'),
  });
  const incident = scene === null ? null : incidentOf(scene);
  if (scene === null || incident === null) return followed();
  const end = scene === 'a' ? 'b' : 'a';
  const tieOf = (firearm: number, otherRecord: number, description: string): TestFireTie => ({
    subject: firearm,
    subjectKind: 'firearm',
    incident,
    predicate: hit ? 'FIRED_IN' : 'POSSIBLY_FIRED_IN',
    status,
    from: dayOf(scene),
    otherRecord,
    description: words(description, [scene]),
  });
  const asserted = assertedScene === scene && incidents[scene] !== null ? named : null;
  const [fired] = entries[end].filter((entry) => entry.firearm !== null);
  const one = only(end, (entry) => entry.firearm) !== null;
  if (fired && one && fired.firearm !== asserted) {
    const beside = describedBeside(lead, fired);
    const tied = tieOf(
      fired.firearm!,
      fired.record,
      `its end ${end.toUpperCase()}, IBIS ${fired.ibis}, is a test fire of this firearm${beside.words}.`,
    );
    return followed([tied], beside.speaksOfTied);
  }
  if (named === null || asserted !== null) return followed();
  const recovery = recoveryIn(end);
  const told = entries[end][0] ?? entries[scene][0];
  if (recovery)
    return followed([
      tieOf(named, recovery.record, `this firearm was recovered in the case of its end ${end.toUpperCase()}.`),
    ]);
  if (!told) return followed();
  return followed([
    tieOf(
      named,
      told.record,
      told === entries[end][0]
        ? `its end ${end.toUpperCase()}, IBIS ${told.ibis}, is a test fire, and the lead names this firearm.`
        : `its end ${scene.toUpperCase()}, IBIS ${told.ibis}, is from a scene, and the lead names this firearm.`,
    ),
  ]);

  /** Two incidents of which the lead gives a case of one at most: it asserts no link between them itself. */
  function linkedByNumber(): TestFireTie[] {
    const [a, b] = [incidentOf('a'), incidentOf('b')];
    const entry = entryOfCase('a') ?? entryOfCase('b');
    if (!entry || a === null || b === null || a === b || assertedScene !== null) return [];
    return [
      {
        subject: a,
        subjectKind: 'incident',
        incident: b,
        predicate: hit ? 'LINKED_BY_HIT' : 'LINKED_BY_LEAD',
        status,
        from: dayOf('a'),
        otherRecord: entry.record,
        description: words('it gives IBIS numbers.', ['a', 'b']),
      },
    ];
  }
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
