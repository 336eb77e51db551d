import {
  classCharacteristics,
  cleanCharacteristic,
  characteristicsDiffer,
  type KnownClass,
} from '../model/firearm-class.ts';
import type { RefutationCode } from '../model/nibin.ts';
import type { NibinStanding } from '../model/nibin-states.ts';

/**
 * What would refute a lead, and whether anything recorded does.
 *
 * **Source.** A lead says that two cartridge cases may have been fired in one firearm; each of these, if true, says that they were not, or that
 * the comparison cannot tell. **Input.** Both ends, what others say. **Output.** Each with whether it holds: false where it was looked at and does
 * not, null where nothing recorded says. **Limits.** Records of custody may themselves be wrong: a person looks.
 */
interface RefutedEnd {
  readonly origin: string;
  readonly class: KnownClass;
  /** Day of the event. */
  readonly on: string | null;
  /** Day the firearm of a test fire came into custody. */
  readonly recoveredOn: string | null;
}

export function refutations({
  a,
  b,
  standing,
  othersDiffer,
  eliminated,
}: {
  readonly a: RefutedEnd;
  readonly b: RefutedEnd;
  readonly standing: NibinStanding;
  /** Null where nobody else tells of it. */
  readonly othersDiffer: boolean | null;
  readonly eliminated: boolean;
}): { code: RefutationCode; holds: boolean | null }[] {
  return [
    { code: 'examination', holds: eliminated ? true : standing === 'HIT' ? false : null },
    { code: 'in-custody', holds: inCustody(a, b) },
    { code: 'class-characteristics', holds: otherClass(a.class, b.class) },
    { code: 'other-source', holds: othersDiffer },
    // Marks of a maker that two firearms share, and an item mixed up, only an examination tells.
    { code: 'same-maker', holds: null },
    { code: 'wrong-item', holds: null },
  ];
}

/** Whether calibre, aperture or breech face are known to differ; false where all are known to be the same, null where one is not known of both. */
function otherClass(a: KnownClass, b: KnownClass): boolean | null {
  const differ = classCharacteristics.map((name) => {
    const [x, y] = [a, b].map((of) => cleanCharacteristic(name, of[name] ?? ''));
    if (x == null || y == null) return null;
    return characteristicsDiffer(name, x, y) || (x.assumed || y.assumed ? null : false);
  });
  if (differ.includes(true)) return true;
  return differ.includes(null) ? null : false;
}

/** Whether the firearm was in custody on the day of the other event; of the very day it came there, days do not say which was first. */
function inCustody(a: RefutedEnd, b: RefutedEnd): boolean | null {
  const days = [
    [a, b],
    [b, a],
  ].flatMap(([fired, scene]) =>
    fired!.origin === 'TEST_FIRE' && scene!.origin === 'SCENE' && fired!.recoveredOn !== null && scene!.on !== null
      ? [scene!.on === fired!.recoveredOn ? null : scene!.on > fired!.recoveredOn]
      : [],
  );
  if (days.includes(true)) return true;
  return days.length === 0 || days.includes(null) ? null : false;
}
