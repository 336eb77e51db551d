/**
 * Joins observations that share an exact key, within what people have judged: "different" keeps two apart whatever they
 * share, "same" joins them whatever they do not, each with all that its entity held when that was decided. A key joins no
 * observations that contradict each other.
 *
 * **Source.** Union by keys with cannot-link and must-link constraints (Wagstaff et al., ICML 2001, the constraint sets).
 * **Input.** Observations by number with their keys and marks, judgements between them. **Output.** For each observation
 * its entity: the number of the oldest (lowest) observation of its cluster, and why it joined.
 * **Limits.** The result depends on the observations and judgements alone, not on their order. Keys join by strength. Where
 * those that keys of one strength tie together contradict each other, only those are joined that contradict the same others:
 * what fits both sides is given to neither. Where "different" cuts a group that shares keys, an observation tied to both
 * sides goes to the side of the older one. An observation of a superseded version ties nothing together: it goes where its
 * newer version went, else to what carries its keys now.
 */
import { Clusters } from './clusters.ts';
import {
  contradict,
  differ,
  markSetsOf,
  marksAskedBy,
  type MarkName,
  type Marks,
  type MarkSets,
} from './contradictions.ts';
import { keyRank, type IdentityKey } from './identity-keys.ts';
import { partsExclude, type IncidentPart } from './incident-part.ts';
import { joinJudged } from './join-judged.ts';
import { joinTied, type ModelTies } from './join-tied.ts';
import type { Judgement } from './judgement.ts';

export interface KeyedObservation {
  readonly number: number;
  readonly keys: readonly IdentityKey[];
  readonly marks?: Marks;
  /** A newer version of its record speaks in its place. */
  readonly superseded?: boolean;
  /** The observation of the newest version that says the same of the same thing. */
  readonly follows?: number | undefined;
  /** What its compared fields say, by number; none where no model compares it. */
  readonly content?: number | undefined;
  /** The part played in an incident: two parts in one record are two people, as far as a model may say. */
  readonly part?: IncidentPart | undefined;
}

/** What a model holds for one, and what it must not join over. */
export interface ModelEvidence extends ModelTies {
  readonly marks: readonly MarkName[];
}

export interface Joined {
  readonly entity: number;
  /** Null for the oldest observation of the entity. */
  readonly joinedBy: string | null;
  /** Mean bits of the join, where a model made it. */
  readonly bits?: number | undefined;
}

/** Why a row stays in its entity whatever keys and a model say: its entity was judged the same as another while it held the row. */
export const heldReason = 'its entity was judged the same as another when it held this row';

/** Why a model joined something; its bits stand beside it. */
export const modelReason = 'the model holds them for one: their fields agree far beyond chance';

/** Entity and reason for each observation number. */
export function joinObservations(
  observations: readonly KeyedObservation[],
  judgements: readonly Judgement[],
  evidence?: ModelEvidence,
): Map<number, Joined> {
  const clusters = new Clusters(observations.map((each) => each.number));
  const reasons = new Map<number, string>();
  const sorted = [...judgements].sort(
    (x, y) => Math.min(x.a, x.b) - Math.min(y.a, y.b) || Math.max(x.a, x.b) - Math.max(y.a, y.b),
  );
  for (const { a, b, verdict } of sorted) if (verdict === 'different') clusters.forbid(a, b);
  const held = joinJudged(sorted, clusters, (number) => reasons.set(number, 'a person judged them the same'));
  const speaking = observations.filter((each) => !each.superseded);
  const keys = sharedKeys(speaking);
  for (const [, ofStrength] of Map.groupBy(keys, ({ rank }) => rank)) {
    const sides = sidesOf(speaking, ofStrength, clusters);
    for (const { members } of ofStrength) {
      const anchor: number[] = [];
      for (const { number, reason } of members) {
        const with_ = anchor.find((other) => sides.get(other) === sides.get(number) && clusters.join(other, number));
        if (with_ === undefined) anchor.push(number);
        else if (!reasons.has(number)) reasons.set(number, reason);
      }
    }
  }
  const bits = new Map<number, number>();
  if (evidence) joinByModel(speaking, clusters, evidence, (number, of) => bits.set(number, of));
  for (const number of bits.keys()) reasons.set(number, modelReason);
  placeSuperseded(observations, keys, clusters, reasons);
  const joined = new Map<number, Joined>();
  for (const { number } of observations) {
    const entity = clusters.oldest(number);
    joined.set(number, {
      entity,
      joinedBy:
        number === entity
          ? null
          : (reasons.get(number) ?? (held.has(number) ? heldReason : 'joined through another observation')),
      ...(bits.has(number) ? { bits: bits.get(number) } : {}),
    });
  }
  return joined;
}

/** Joins clusters that a model holds for one; of each that was joined to another `onJoined` hears its oldest observation. */
function joinByModel(
  speaking: readonly KeyedObservation[],
  clusters: Clusters,
  evidence: ModelEvidence,
  onJoined: (number: number, bits: number) => void,
): void {
  const members = Map.groupBy(
    speaking.filter((each) => each.content !== undefined),
    ({ number }) => clusters.oldest(number),
  );
  const said = new Map([...members].map(([group, of]) => [group, markSetsOf(of.map((each) => each.marks ?? {}))]));
  const parts = new Map([...members].map(([group, of]) => [group, of.flatMap(({ part }) => (part ? [part] : []))]));
  joinTied(
    [...members]
      .map(([group, of]) => ({ group, contents: new Set(of.map((each) => each.content!)) }))
      .sort((x, y) => x.group - y.group),
    evidence,
    {
      mayJoin: (x, y) =>
        !clusters.mustStayApart(x, y) &&
        !contradict(said.get(x)!, said.get(y)!, evidence.marks) &&
        !parts.get(x)!.some((one) => parts.get(y)!.some((other) => partsExclude(one, other))),
      onJoin({ into, group, bits }) {
        const [oldest, younger] = [clusters.oldest(into), clusters.oldest(group)].sort((a, b) => a - b);
        if (!clusters.join(oldest!, younger!)) throw new Error(`${younger} may not be joined to ${oldest}`);
        onJoined(younger!, bits);
        const both = markSetsOf([]);
        for (const sets of [said.get(into)!, said.get(group)!])
          for (const [name, values] of sets) both.set(name, new Set([...(both.get(name) ?? []), ...values]));
        said.set(into, both);
        parts.get(into)!.push(...parts.get(group)!);
      },
    },
  );
}

interface SharedKey {
  readonly key: string;
  readonly rank: number;
  readonly members: { number: number; reason: string }[];
}

/** Members of each key in order of age, keys in order of their strength and text. */
function sharedKeys(observations: readonly KeyedObservation[]): SharedKey[] {
  const found = new Map<string, SharedKey>();
  for (const { number, keys } of observations) {
    for (const { key, reason } of keys) {
      const of = found.get(key);
      if (of) of.members.push({ number, reason });
      else found.set(key, { key, rank: keyRank(key), members: [{ number, reason }] });
    }
  }
  for (const { members } of found.values()) members.sort((x, y) => x.number - y.number);
  return [...found.values()].sort((x, y) => x.rank - y.rank || (x.key < y.key ? -1 : 1));
}

const nothing: MarkSets = new Map();

/**
 * The side each observation stands on among all that keys of one strength tie together: two stand on the same side where
 * their clusters contradict the same others. Without contradictions all stand on one side.
 */
function sidesOf(
  observations: readonly KeyedObservation[],
  keys: readonly SharedKey[],
  clusters: Clusters,
): Map<number, string> {
  const sides = new Map<number, string>();
  const names = marksAskedBy(keys[0]!.key);
  if (names.length === 0) return sides;
  const tied = new Clusters(observations.map((each) => clusters.oldest(each.number)));
  for (const { members } of keys)
    for (const { number } of members) tied.join(clusters.oldest(members[0]!.number), clusters.oldest(number));
  const components = Map.groupBy(observations, ({ number }) => tied.oldest(clusters.oldest(number)));
  for (const component of components.values()) {
    if (component.length < 2) continue;
    const ofCluster = Map.groupBy(component, ({ number }) => clusters.oldest(number));
    // Clusters that say the same contradict the same: each thing said is compared once.
    const said = new Map<string, MarkSets>();
    const saidBy = new Map<number, string>();
    for (const [cluster, members] of ofCluster) {
      const sets = markSetsOf(members.map((each) => each.marks ?? {}));
      const words = JSON.stringify(names.map((name) => [...(sets.get(name) ?? [])].sort()));
      said.set(words, sets);
      saidBy.set(cluster, words);
    }
    const together = heldTogether([...said.values()], names);
    const order = [...said].sort(([a], [b]) => (a < b ? -1 : 1));
    const sideOf = new Map(
      order.map(([words, sets]) => [
        words,
        order
          .flatMap(([, other], at) => (contradict(sets, other, names, (...pair) => together(...pair)) ? [at] : []))
          .join(),
      ]),
    );
    for (const { number } of component) sides.set(number, sideOf.get(saidBy.get(clusters.oldest(number))!)!);
  }
  return sides;
}

/** Values that contradict each other and yet are of one cluster, joined by more than these keys: they are no contradiction. */
function heldTogether(
  said: readonly MarkSets[],
  names: readonly MarkName[],
): (name: MarkName, a: string, b: string) => boolean {
  const pairs = new Set<string>();
  for (const sets of said)
    for (const name of names)
      for (const a of sets.get(name) ?? [])
        for (const b of sets.get(name)!) if (differ[name](a, b)) pairs.add(JSON.stringify([name, a, b]));
  return (name, a, b) => pairs.has(JSON.stringify([name, a, b]));
}

/**
 * Older versions go where the newest went if it says the same, else to the one entity that carries their strongest key now and
 * contradicts nothing; where several may be meant, to none. Those that nothing in force speaks like stay by themselves, what they say the same of together: one history, not one a version.
 */
function placeSuperseded(
  observations: readonly KeyedObservation[],
  keys: readonly SharedKey[],
  clusters: Clusters,
  reasons: Map<number, string>,
): void {
  const older = observations.filter((each) => each.superseded).sort((x, y) => x.number - y.number);
  if (older.length === 0) return;
  const carriers = new Map(keys.map(({ key, members }) => [key, members]));
  const speaking = Map.groupBy(
    observations.filter((each) => !each.superseded),
    ({ number }) => clusters.oldest(number),
  );
  const saidIn = new Map(
    [...speaking].flatMap(([, members]) => {
      const sets = markSetsOf(members.map((each) => each.marks ?? {}));
      return members.map((each) => [each.number, sets] as const);
    }),
  );
  const alone = new Map<string, number>();
  for (const { number, keys: own, marks, follows } of older) {
    if (speaking.has(clusters.oldest(number))) continue;
    if (follows !== undefined && clusters.join(number, follows)) {
      reasons.set(number, own[0]?.reason ?? '');
      continue;
    }
    const sets = markSetsOf([marks ?? {}]);
    const place = [...own]
      .sort((x, y) => keyRank(x.key) - keyRank(y.key))
      .find(({ key }) => {
        const fitting = (carriers.get(key) ?? []).filter(
          (member) => !contradict(sets, saidIn.get(member.number) ?? nothing, marksAskedBy(key)),
        );
        const [only, ...others] = new Set(fitting.map((member) => clusters.oldest(member.number)));
        return only !== undefined && others.length === 0 && clusters.join(number, only);
      });
    if (place) reasons.set(number, place.reason);
    if (place || own.length === 0) continue;
    const saying = own
      .map((each) => each.key)
      .toSorted()
      .join('\n');
    const like = alone.get(saying);
    if (like === undefined) alone.set(saying, number);
    else if (clusters.join(like, number)) reasons.set(number, own[0]!.reason);
  }
}
