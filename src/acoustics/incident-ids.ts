/**
 * Which id each incident goes under that is located now: the one it was first opened with, for as long as it shares pulses with what was opened.
 *
 * **Input.** Incidents as they are held, with when they were opened and their pulses, and incidents as located now. **Output.** For each located one
 * the held id it goes under, or that it is new; for each held one that stood and goes under none, the located one it is told further as.
 * **Limits.** What comes of it depends on what was held, so on when pulses came: what was told stays true, and another history may name otherwise.
 */
import type { GunshotDecision } from '../model/gunshots.ts';

export interface HeldIncident {
  readonly incident: string;
  readonly openedAt: string;
  /** Open or closed; else withdrawn, or one with another. */
  readonly stands: boolean;
  readonly pulses: readonly string[];
}

export interface KeptIds {
  /** Of each located incident its id; null where it is new. */
  readonly ids: readonly (string | null)[];
  /** Of held incidents that stood and whose id no located one bears: which of them, by its place in the list, has its pulses; null where none has. */
  readonly ended: ReadonlyMap<string, number | null>;
}

/**
 * The oldest chooses first, and takes the incident it shares most pulses with. Where that one is taken, the two became one, under the older id. What
 * was withdrawn or joined comes back where nothing that stands has its pulses.
 */
export function keepIds(
  held: readonly HeldIncident[],
  located: readonly { readonly pulses: readonly string[] }[],
): KeptIds {
  const pulses = located.map((each) => new Set(each.pulses));
  const ids: (string | null)[] = located.map(() => null);
  const ended = new Map<string, number | null>();
  const order = held.toSorted(
    (a, b) =>
      Number(b.stands) - Number(a.stands) ||
      Date.parse(a.openedAt) - Date.parse(b.openedAt) ||
      (a.incident < b.incident ? -1 : 1),
  );
  for (const { incident, stands, pulses: own } of order) {
    const shared = pulses
      .map((of, at) => ({ at, count: own.reduce((sum, pulse) => sum + Number(of.has(pulse)), 0) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || a.at - b.at);
    const free = shared.find(({ at }) => ids[at] === null);
    if (free !== undefined) ids[free.at] = incident;
    else if (stands) ended.set(incident, shared[0]?.at ?? null);
  }
  return { ids, ended };
}

/**
 * What is decided of an incident that several became: gunfire where anybody decided so, else that somebody is unsure. That it was no gunfire only
 * where it was decided of every one of them: shots nobody decided on are not stood down with others.
 */
export function decisionOfJoined(decisions: readonly (GunshotDecision | null)[]): GunshotDecision | null {
  if (decisions.includes('gunfire')) return 'gunfire';
  if (decisions.includes('unsure')) return 'unsure';
  return decisions.length > 0 && decisions.every((each) => each === 'not-gunfire') ? 'not-gunfire' : null;
}
