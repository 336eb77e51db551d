/**
 * Which end of a lead or hit is the test fire of a firearm, and so which is the scene it may have been fired in.
 *
 * **Source.** Item numbers as laboratories write them (`TF-1` for a test fire, `CC-1` for a cartridge case), the IBIS
 * entries of the two ends, and the case the firearm was recovered in.
 * **Input.** What is known of each end. **Output.** The end that is the test fire, and the scene; null where not known.
 * **Limits.** Nothing is read from which end is called A. Ends whose sources contradict each other are not known.
 */
export type EndName = 'a' | 'b';
export type EndKind = 'scene' | 'test-fire';

export interface LeadEnd {
  /** A case, item or IBIS number of it is given. */
  readonly given: boolean;
  readonly kind: EndKind | null;
  /** Its case is one the firearm that the lead names was recovered in. */
  readonly recoveredIn?: boolean;
}

export interface LeadSides {
  readonly testFire: EndName | 'both' | null;
  readonly scene: EndName | null;
}

/** Prefixes that say what an item is; any other number, `1` or `A-2`, says nothing. */
const testFireItem = /^(?:TF|TEST[ -]?FIRE[DS]?)(?![A-Z])/;
const sceneItem = /^(?:CC|FCC|CASINGS?|CARTRIDGE[ -]CASES?|CARTRIDGE[ -]CASINGS?)(?![A-Z])/;

export function endKindOfItem(item: unknown): EndKind | null {
  if (typeof item !== 'string') return null;
  const text = item.trim().toUpperCase();
  return testFireItem.test(text) ? 'test-fire' : sceneItem.test(text) ? 'scene' : null;
}

const eventKinds: Readonly<Record<string, EndKind>> = { SCENE: 'scene', TEST_FIRE: 'test-fire' };

export const endKindOfEvent = (eventType: string | null): EndKind | null =>
  eventType === null ? null : (eventKinds[eventType] ?? null);

/** One kind of all that sources say of an end; null where they say nothing or differ. */
export function agreedKind(kinds: readonly (EndKind | null)[]): EndKind | null {
  const said = new Set(kinds.filter((kind) => kind !== null));
  return said.size === 1 ? [...said][0]! : null;
}

/** `named`: the lead itself names the firearm. */
export function leadSides(ends: Readonly<Record<EndName, LeadEnd>>, named: boolean): LeadSides {
  const { a, b } = ends;
  if (a.kind === 'test-fire' && b.kind === 'test-fire') return { testFire: 'both', scene: null };
  if (a.kind === 'test-fire') return { testFire: 'a', scene: b.given ? 'b' : null };
  if (b.kind === 'test-fire') return { testFire: 'b', scene: a.given ? 'a' : null };
  if (!named) return { testFire: null, scene: null };
  // Its own end is the one left blank, where the other is said to be a scene.
  if (a.given !== b.given) {
    const only = a.given ? 'a' : 'b';
    return { testFire: null, scene: ends[only].kind === 'scene' ? only : null };
  }
  const recovered = (end: LeadEnd) => end.recoveredIn === true && end.kind === null;
  if (recovered(a) === recovered(b)) return { testFire: null, scene: null };
  return recovered(a) ? { testFire: 'a', scene: 'b' } : { testFire: 'b', scene: 'a' };
}

/** The two ends as the lead alone tells of them. */
export function recordedEnds(values: Readonly<Record<string, unknown>>): Record<EndName, LeadEnd> {
  const end = (name: EndName): LeadEnd => ({
    given: ['case', 'item', 'ibis'].some((part) => Boolean(values[`${part}_${name}`])),
    kind: endKindOfItem(values[`item_${name}`]),
  });
  return { a: end('a'), b: end('b') };
}
