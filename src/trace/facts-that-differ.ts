/**
 * On which facts the observations of one firearm contradict each other.
 *
 * **Source.** NCIC Code Manual, gun data codes: the first character of a type is the general one of all that begin with it;
 * NCIC Operating Manual, Gun File: the letter O of a serial number is read as zero.
 * **Input.** The observations of a firearm. **Output.** Names of facts, in the order they are shown.
 * **Limits.** A value that says nothing (`UNKNOWN`, `N/A`, a make that names no maker) and one that says less (`19` beside
 * `19 GEN 4`, a pistol beside a semi-automatic one) contradict nothing. Makers whose records are confused with one another
 * count as one. All values stay among the facts, whatever they contradict.
 */
import { makesContradict } from '../model/values/makes-contradict.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import { plainText } from '../model/values/plain-text.ts';

type Said = Readonly<Record<string, unknown>>;

/** Letters and digits alone, in which spellings of one value are the same. */
export const comparable = (value: string) => value.toUpperCase().replace(/[^A-Z0-9?]/g, '');

const text = (said: Said, column: string) => (said[column] as string | null | undefined) ?? '';

/** What is written where a value is not known. */
const saysNothing =
  /^(?:UNK|UNKN|UNKWN|UNKNOWN|NONE|NA|NULL|OTHER|MISC|NOTAPPLICABLE|NOTAVAILABLE|NOTGIVEN|NOTLISTED|UNLISTED|UNMARKED)?$/;

/** What each fact is compared by, empty where nothing is said, and whether two of them are at odds. */
const facts: readonly (readonly [
  name: string,
  said: (firearm: Said) => string,
  differ: (a: string, b: string) => boolean,
])[] = [
  ['serial', serialOf, serialsDiffer],
  ['make', (firearm) => text(firearm, 'make_family') || text(firearm, 'make_name'), makesContradict],
  ['model', modelOf, modelsDiffer],
  ['calibre', (firearm) => text(firearm, 'calibre_code'), (a, b) => a !== b],
  ['type', (firearm) => text(firearm, 'type_code'), typesDiffer],
];

export function factsThatDiffer(firearms: readonly Said[]): string[] {
  return facts.flatMap(([name, said, differ]) => {
    const values = [...new Set(firearms.map(said))].filter((value) => !saysNothing.test(comparable(value)));
    return values.some((a, at) => values.slice(at + 1).some((b) => differ(a, b))) ? name : [];
  });
}

/** The number as NCIC compares it, or why there is none, as far as something stands where the number should. */
function serialOf(firearm: Said): string {
  const number = text(firearm, 'serial_ncic') || text(firearm, 'serial_clean');
  return number || (text(firearm, 'serial_raw') && text(firearm, 'no_serial_reason'));
}

/** A number of which characters cannot be read agrees with those it may be, and with one that was removed. */
function serialsDiffer(a: string, b: string): boolean {
  const [partial, other] = a.includes('?') ? [a, b] : [b, a];
  if (!partial.includes('?')) return a !== b;
  if (other === 'REMOVED') return false;
  return (
    a.length !== b.length || [...a].some((character, at) => character !== b[at] && ![character, b[at]].includes('?'))
  );
}

/** The model as written, without the name of the make before it. */
function modelOf(firearm: Said): string {
  const [model, make] = [plainText(text(firearm, 'model')), text(firearm, 'make_name')];
  return make !== '' && model.startsWith(`${make} `) ? model.slice(make.length + 1) : model;
}

/**
 * Neither has all words of the other, nor are they alike but for spaces and marks. One letter before a number stands for the
 * make or for the word model: G19 is a 19.
 */
function modelsDiffer(a: string, b: string): boolean {
  if (comparable(a) === comparable(b)) return false;
  const wordsOf = (model: string) => model.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const same = (x: string, y: string) =>
    x === y || [x, y].some((word) => /^\p{L}\d+$/u.test(word) && [x, y].includes(word.slice(1)));
  const [shorter, longer] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length) as [string[], string[]];
  return !shorter.every((word) => longer.some((other) => same(word, other)));
}

function typesDiffer(a: string, b: string): boolean {
  if (a === b) return false;
  return cleanFirearmType(a)?.family !== cleanFirearmType(b)?.family || (a.length > 1 && b.length > 1);
}
