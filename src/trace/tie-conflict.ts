import { boresContradict } from '../model/values/bores-contradict.ts';

const calibreDiffers =
  'the calibre of the cartridge case entered is not that of the firearm: the tie, an entry or a description is wrong';

/**
 * What is odd about a ballistic tie: what other leads say against it, a bore that is none of those the sources give the
 * firearm, and days of the shooting that differ.
 */
export function tieConflict(
  tie: {
    readonly conflict?: string | null;
    readonly dayConflict?: string | null;
    readonly calibres?: readonly string[];
  },
  firearm: readonly string[],
): string | null {
  const odd =
    firearm.length > 0 &&
    (tie.calibres ?? []).some((entered) => firearm.every((calibre) => boresContradict(entered, calibre)));
  return (
    [tie.conflict ?? null, odd ? calibreDiffers : null, tie.dayConflict ?? null]
      .filter((each) => each !== null)
      .join('; ') || null
  );
}
