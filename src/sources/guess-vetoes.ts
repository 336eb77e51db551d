import { nameOrder } from '../model/values/name-order.ts';
import type { ValueKind } from './feed.ts';
import type { HeaderLikeness } from './guess-header.ts';
import type { GuessedColumn } from './guess-layout.ts';
import type { ColumnValues } from './guess-column-values.ts';

/**
 * What speaks against a field whatever its header is like and however well the values fit its kind: a column read as what
 * it is not is worse than one that is left out. `own` is what the values say of the field among those of its kind.
 */
export function vetoOf(
  field: string,
  kind: ValueKind,
  { words, fits }: GuessedColumn,
  about: { readonly header: HeaderLikeness; readonly own: number; readonly meanings: ReadonlySet<string> },
): number {
  const { header, own } = about;
  if (header.exact) return 0;
  const says = (meaning: string) => words.tokens.some(({ meanings, sure }) => sure >= 0.95 && meanings[0] === meaning);
  // What a call was at its close is not what it was when it came in, whatever its values.
  if (staged.has(kind) && atOtherStage(says, about.meanings)) return veto;
  // Last and first name in one column are neither.
  if ((kind === 'family-name' || kind === 'given-name') && nameOrder(words.header) !== null) return veto;
  // Names of people are no kind of anything: `Off Name` is who did it.
  if (sorts(field, kind) && !about.meanings.has('officer') && areNames(fits)) return veto * 2;
  // A day nobody says a firearm was made on is another day.
  if (field === 'manufactured_on' && !says('make')) return veto * 2;
  if (own >= plain) return 0;
  // Yes and no are no text, and fit every question: the header must ask that of the field, all of it and nothing else.
  const answers = own < 1 && isYesOrNo(fits.column);
  if (kind === 'text' && answers) return veto;
  if ((kind === 'flag' || (kind === 'category' && answers)) && (header.more || header.likeness < 0.7)) return veto;
  // Words and small numbers fit nearly every field of words and numbers.
  if (loose.has(kind) && own < 1 && header.likeness < (header.more ? 0.65 : 0.4)) return veto / 2;
  // One day is not another: what both say beyond `date` decides.
  if (days.has(kind) && header.more && header.likeness < 0.6) return veto / 2;
  const means = (meanings: ReadonlySet<string>) =>
    words.tokens.some(({ meanings: [first] }) => first !== undefined && meanings.has(first));
  // Where something was found or taken is where it happened; where somebody lives is said so.
  if (homes.test(field) && means(happenings) && !means(people)) return veto;
  // One of two is told by its number, its letter or a word for it.
  if (sides.test(field) && !words.side) return veto;
  return 0;
}

const sorts = (field: string, kind: ValueKind) =>
  kind === 'category' ||
  kind === 'crime-code' ||
  (kind === 'text' && /^(?:offense|classification|description)/.test(field));

const nameWithComma = /^\p{L}[\p{L}'’ -]*,\s*\p{L}[\p{L}'’. -]*$/u;

/** Most are written as names of people are, the family name first. */
const areNames = (fits: GuessedColumn['fits']) => {
  const { values, distinct } = fits.column;
  return (
    distinct > 8 &&
    (fits.of('full-name') ?? 0) >= 0.8 &&
    values.filter((value) => nameWithComma.test(value)).length >= values.length * 0.8
  );
};

const staged: ReadonlySet<ValueKind> = new Set(['category', 'text', 'flag', 'crime-code']);
const ends = ['final', 'cleared'] as const;

/** A code at receipt may be the code of the type; what is said of the close only a field of the close takes. */
function atOtherStage(says: (meaning: string) => boolean, meanings: ReadonlySet<string>): boolean {
  const ofEnd = ends.some((end) => meanings.has(end));
  return ends.some(says) ? !ofEnd : says('initial') && ofEnd && !meanings.has('initial');
}

export const veto = 6;
/** Values that are the field's own tell it without a header. */
const plain = 3;

const yesOrNo = /^(?:Y|N|YES|NO|T|F|TRUE|FALSE)$/i;
const isYesOrNo = ({ values }: ColumnValues) => values.length > 0 && values.every((value) => yesOrNo.test(value));
const loose: ReadonlySet<ValueKind> = new Set(['category', 'text', 'number', 'crime-code']);
const days: ReadonlySet<ValueKind> = new Set(['date', 'date-time']);
const homes = /^(?:possessor|purchaser|victim|suspect|associate)_(?:street|city|county|state|zip)$/;
const sides = /^(?:case|item|ibis|event)_[ab](?:_on)?$/;

const happenings: ReadonlySet<string> = new Set(['recovery', 'occurred', 'incident', 'theft', 'stolen', 'sold']);
const people: ReadonlySet<string> = new Set(
  'victim suspect arrested possessor purchaser associate owner person residence'.split(' '),
);
