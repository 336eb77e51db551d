/**
 * Whether the one who bought the firearm is the one it was recovered from.
 *
 * **Source.** Published: the New York State Attorney General's rule, _Target on Trafficking_, 2016: any of family and given name, date of
 * birth, or street address agrees, a filler such as 1 January too and the street alone, wherever it is; for the reference index alone. Strict: the
 * two were joined into one person, or name and date of birth agree and no suffix says otherwise (JR beside SR). Loose: name and date of birth
 * agree or they were joined, or any of name, date of birth and home agrees; fillers agree in nothing.
 * **Input.** What the trace says of both. **Output.** True, false, or null where too little is recorded to say.
 * **Limits.** Loose takes two who share a roof for one; strict misses one who gave another date of birth. Both are shown; of strict ones none is not a loose one.
 */
import type { TraceFacts, TracePerson } from './trace-facts.ts';
import { homeKeys, isSameHome } from './values/same-home.ts';

export type PossessorRule = 'published' | 'loose' | 'strict';

export function purchaserIsPossessor(
  purchaser: TracePerson | null,
  possessor: TracePerson | null,
  rule: PossessorRule,
): boolean | null {
  if (purchaser === null || possessor === null) return null;
  const name = agree(nameOf(purchaser), nameOf(possessor));
  const born = agree(purchaser.bornOn, possessor.bornOn);
  if (rule === 'published')
    return anyOf(
      name,
      agree(purchaser.bornWritten, possessor.bornWritten),
      agree(purchaser.address, possessor.address),
    );
  if (purchaser.id === possessor.id) return true;
  if (rule === 'loose') return anyOf(name, born, atOneAddress(purchaser, possessor));
  if (agree(purchaser.suffix, possessor.suffix) === false) return false;
  if (name === true && born === true) return true;
  return name === false || born === false ? false : null;
}

/** Whether a firearm was recovered from somebody who is not known, strictly, to be its purchaser; nobody named is nobody known. */
export const isPassedOn = ({ purchaser, possessor }: Pick<TraceFacts, 'purchaser' | 'possessor'>): boolean =>
  purchaserIsPossessor(purchaser, possessor, 'strict') !== true;

/** True where one is, null where nothing is known. */
function anyOf(...answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.every((answer) => answer === null) ? null : false;
}

function agree(a: string | null, b: string | null): boolean | null {
  return a === null || b === null ? null : a === b;
}

function nameOf({ familyName, givenName }: TracePerson): string | null {
  return familyName === null || givenName === null ? null : `${familyName}, ${givenName}`;
}

/** By the street alone where nothing says of either where the street is. */
function atOneAddress(a: TracePerson, b: TracePerson): boolean | null {
  return homeKeys(a).length + homeKeys(b).length === 0 ? agree(a.address, b.address) : isSameHome(a, b);
}
