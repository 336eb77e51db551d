/**
 * How many shootings left something that was entered, and how many of these ballistics ties to something else.
 *
 * **Source.** Figures of crime-gun intelligence centres. **Input.** Shootings of some days, each once, with what was entered of it and whether a lead or
 * a hit that stands ties it. **Output.** Two shares with their parts. **Limits.** A shooting of which no cartridge case was collected is in neither;
 * one whose entry was made elsewhere alone is not known to be tied to nothing: such systems do not tell what a correlation came to.
 */
import type { ExhibitState } from '../model/exhibits.ts';
import { shareOf, type Share } from '../model/share.ts';

export interface Shooting {
  /** Cartridge cases collected; null where it is not recorded. */
  readonly cases: number | null;
  /** Where its exhibits here stand. */
  readonly states: readonly ExhibitState[];
  /** Entries that files tell of and that are no exhibit here. */
  readonly enteredElsewhere: number;
  /** Records tie it, by a lead or a hit that stands, to a firearm or another event. */
  readonly tied: boolean;
}

const enteredStates: ReadonlySet<ExhibitState> = new Set(['IMAGED', 'CORRELATED', 'NO_LEAD', 'LEAD']);
const asideStates: ReadonlySet<ExhibitState> = new Set(['NOT_ELIGIBLE', 'DEFERRED']);

export function shootingLinks(shootings: readonly Shooting[]): { readonly entered: Share; readonly linked: Share } {
  const collected = shootings.filter((each) => isEntered(each) || each.cases !== 0 || each.states.length > 0);
  return {
    entered: shareOf(collected, (each) =>
      isEntered(each) ? true : each.cases === null && each.states.length === 0 ? null : false,
    ),
    linked: shareOf(shootings.filter(isEntered), isLinked),
  };
}

/** What is tied was entered, whoever tells of it. */
const isEntered = ({ states, enteredElsewhere, tied }: Shooting) =>
  tied || enteredElsewhere > 0 || states.some((state) => enteredStates.has(state));

/** Not before everything that is to be looked at here was, and nothing was entered elsewhere alone. */
function isLinked({ states, enteredElsewhere, tied }: Shooting): boolean | null {
  if (tied || states.includes('LEAD')) return true;
  const toLook = states.filter((state) => !asideStates.has(state));
  return enteredElsewhere === 0 && toLook.every((state) => state === 'NO_LEAD') ? false : null;
}
