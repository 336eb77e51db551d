import { plainName } from '../frame/event-text.ts';
import type { MessageKey, Words } from '../frame/words.tsx';

const owners = [
  'victim',
  'suspect',
  'possessor',
  'purchaser',
  'associate',
  'distributor',
  'dealer',
  'premise',
  'mail',
  'ffl',
  'recovery',
  'theft',
  'scene',
  'transferee',
  'denied',
] as const;

/** A field of a layout, or a column of what was read, in the reader's language: by its own name, else as a part of whose it is. */
export function fieldName(name: string, { say, sayIfKnown }: Pick<Words, 'say' | 'sayIfKnown'>): string {
  const own = sayIfKnown(`field.${name}` satisfies `field.${string}`);
  if (own !== null) return own;
  const owner = owners.find((each) => name.startsWith(`${each}_`));
  if (owner === undefined) return plainName(name);
  const what = sayIfKnown(`fieldPart.${name.slice(owner.length + 1)}`);
  return what === null ? plainName(name) : say(`fieldOf.${owner}` as MessageKey & `fieldOf.${typeof owner}`, { what });
}
