/**
 * What of an address names its street: direction, figures, words.
 *
 * **Source.** Directions and kinds of street of US addresses (USPS Publication 28).
 * **Input.** An address cleaned by `clean-field.ts`. **Output.** Three texts, each empty where there is none.
 * **Limits.** A street is the first two words after the number of its building, a direction before or after them; where nothing follows the
 * number, the words before it (PO BOX 12). Numbers written as words stay words.
 */
export interface StreetParts {
  /** N, S, E, W or two of them, however written. */
  readonly direction: string;
  /** Figures that must be the same: those of 7TH with the first letter of the word that follows (7S for 7TH ST), of HIGHWAY 40, of PO BOX 12. */
  readonly figures: string;
  /** Words compared by likeness. */
  readonly words: string;
}

const direction = '(?:NORTHEAST|NORTHWEST|SOUTHEAST|SOUTHWEST|NORTH|SOUTH|EAST|WEST|NE|NW|SE|SW|N|S|E|W)';
const kind =
  '(?:STREET|ST|AVENUE|AVE|AV|ROAD|RD|BOULEVARD|BLVD|DRIVE|DR|LANE|LN|COURT|CT|PLACE|PL|WAY|PARKWAY|PKWY|TERRACE|TER|CIRCLE|CIR|SQUARE|SQ|HIGHWAY|HWY)';

/** As SQL reads them too (`prepare-sql.ts`), in this order; the first group is what is taken. */
export const streetPatterns = {
  /** What follows the number of the building. */
  after: '(?:^| )[0-9][^ ]* (.*)$',
  /** What stands before it where nothing follows. */
  before: '^(.*) [0-9][^ ]*$',
  /** NORTH AVE is a street, not the north of one. */
  namedByDirection: `^${direction} ${kind}( |$)`,
  directionBefore: `^(${direction}) [^ ]`,
  directionAfter: `^[^ ]+ [^ ]+ (${direction})( |$)`,
  directionLetters: 'ORTH|OUTH|AST|EST',
  name: '^([^ ]+(?: [^ ]+)?)',
  nameAfterDirection: `^${direction} ([^ ]+(?: [^ ]+)?)`,
  figuresFirst: '^([0-9]+)',
  letterAfter: '^[^ ]+ (.)',
  figuresSecond: ' ([0-9]+)',
  wordFirst: '^([^ ]+) [0-9]',
} as const;

const read = Object.fromEntries(
  Object.entries(streetPatterns).map(([name, pattern]) => [name, new RegExp(pattern)]),
) as Record<keyof typeof streetPatterns, RegExp>;
const LETTERS = new RegExp(streetPatterns.directionLetters, 'g');
const NUMBER = /(?:^| )([0-9][^ ]*)/;

export function streetParts(address: string): StreetParts {
  const first = (pattern: RegExp, text: string) => pattern.exec(text)?.[1] ?? '';
  const number = first(NUMBER, address);
  const head = number === '' ? address : first(read.after, address);
  if (head === '') return { direction: '', figures: `#${number}`, words: first(read.before, address) };
  const named = read.namedByDirection.test(head);
  const before = named ? '' : first(read.directionBefore, head);
  const name = first(before === '' ? read.name : read.nameAfterDirection, head);
  const side = before === '' ? first(read.directionAfter, head) : before;
  const numbered = first(read.figuresFirst, name);
  return {
    direction: side.replace(LETTERS, ''),
    figures: numbered === '' ? first(read.figuresSecond, name) : numbered + first(read.letterAfter, name),
    words: numbered === '' ? first(read.wordFirst, name) || name : '',
  };
}
