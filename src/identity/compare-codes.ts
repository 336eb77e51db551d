/**
 * Compares identifying numbers, telephone numbers, addresses of mail, serial and licence numbers, categories, quantities and free text.
 *
 * **Source.** As stated at each; slips of a key after Damerau (1964).
 * **Input.** Texts cleaned by `clean-field.ts`. **Output.** A level.
 * **Limits.** An identifying number that differs speaks against, and is no proof: clerks mistype. Its weight is learned like any other.
 */
import { skeletonOf } from '../model/values/serial-number.ts';
import { level, type Comparison } from './comparison.ts';
import { similarityOf, slipsOf } from './similar-texts.ts';
import { ofEachText, TextArena } from './text-arena.ts';

/** Records that carry a number before it counts as written often: a slip is seldom made three times. */
const often = 3;

export function compareIdentifiers(values: TextArena, counts: Int32Array): Comparison {
  return {
    levels: [
      level('equal', 'the same number', 1),
      level('slip', 'a number one slip of a key apart', 0.5),
      level('two slips', 'a number two slips of a key apart', 0),
      level('other', 'another number', 0),
      level('others', 'another number, and each of the two is written several times', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      // A number that came after the counts was made has been seen once.
      if ((counts[a] ?? 1) >= often && (counts[b] ?? 1) >= often) return 5;
      const slips = slipsOf(values, a, b, 2);
      return slips === 1 ? 2 : slips === 2 ? 3 : 4;
    },
  };
}

const localFigures = 7;

/** Whether two texts have so many characters at least, and the last of them alike. */
function endAlike(values: TextArena, a: number, b: number, characters: number): boolean {
  if (values.length(a) < characters || values.length(b) < characters) return false;
  const { codes } = values;
  const [x, y] = [values.start(a) + values.length(a), values.start(b) + values.length(b)];
  for (let back = 1; back <= characters; back++) if (codes[x - back] !== codes[y - back]) return false;
  return true;
}

export function comparePhones(values: TextArena): Comparison {
  return {
    levels: [
      level('equal', 'the same telephone number', 1),
      level('local', 'the same last seven figures', 0.5),
      level('slip', 'a telephone number one slip of a key apart', 0.5),
      level('other', 'another telephone number', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      if (endAlike(values, a, b, localFigures)) return 2;
      return slipsOf(values, a, b, 1) <= 1 ? 3 : 4;
    },
  };
}

export function compareEmails(values: TextArena): Comparison {
  // Names before the @ get numbers of their own when first asked for.
  const names = new TextArena();
  const numbers = new Map<string, number>();
  const nameOf = ofEachText(values, (text) => {
    const name = text.split('@')[0]!;
    let number = numbers.get(name);
    if (number === undefined) numbers.set(name, (number = names.add(name)));
    return number;
  });
  return {
    levels: [
      level('equal', 'the same mail address', 1),
      level('name', 'the same name before the @', 0.5),
      level('slip', 'a mail address one or two slips of a key apart', 0.5),
      level('near', 'names before the @ written alike', 0),
      level('other', 'another mail address', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      const [x, y] = [nameOf(a), nameOf(b)];
      if (x === y && names.length(x) > 0) return 2;
      if (slipsOf(values, a, b, 2) <= 2) return 3;
      return similarityOf(names, x, y, 0.88) >= 0.88 ? 4 : 5;
    },
  };
}

export function compareSerials(values: TextArena): Comparison {
  const skeleton = ofEachText(values, skeletonOf);
  // Cleaning leaves no number of which fewer characters are read than two must share. What is worn is not known to be the same.
  const sameLevel = ofEachText(values, (text) => (isWorn(text) ? 3 : 1));
  const same = (a: number) => sameLevel(a);
  return {
    levels: [
      level('equal', 'the same serial number', 1),
      level('look-alike', 'the same but for characters easily mistaken for one another', 0.5),
      level('worn', 'the same where both can be read', 0),
      level('slip', 'a serial number one slip of a key apart', 0.5),
      level('other', 'another serial number', 0),
    ],
    compare(a, b) {
      if (a === b) return same(a);
      if (skeleton(a) === skeleton(b)) return 2;
      const [x, y] = [values.text(a), values.text(b)];
      if (x.length === y.length && (isWorn(x) || isWorn(y))) {
        const { read, alike } = whereRead(x, y);
        if (read < readMin) return 0;
        if (alike) return 3;
      }
      return slipsOf(values, a, b, 1) <= 1 ? 4 : 5;
    },
    same,
  };
}

/** Characters of a serial number that must be read on both sides before what is worn away may be anything. */
export const readMin = 4;

/** Whether a serial number has characters that cannot be read. */
export const isWorn = (serial: string) => /[?*]/.test(serial);

/** How many places of two serial numbers of one length are read on both sides, and whether the two are alike in all of these. */
export function whereRead(a: string, b: string): { readonly read: number; readonly alike: boolean } {
  let [read, alike] = [0, true];
  for (let at = 0; at < a.length; at++) {
    if (isWorn(a[at]!) || isWorn(b[at]!)) continue;
    if (a[at] !== b[at]) alike = false;
    read++;
  }
  return { read, alike };
}

/** A handgun or a long gun, as `clean-field.ts` has it. */
export function compareFirearmTypes(): Comparison {
  return {
    levels: [level('equal', 'the same type, handgun or long gun', 1), level('other', 'a handgun and a long gun', 0)],
    compare: (a, b) => (a === b ? 1 : 2),
  };
}

export function compareCategories(): Comparison {
  return {
    levels: [level('equal', 'the same', 1), level('other', 'not the same', 0)],
    compare: (a, b) => (a === b ? 1 : 2),
  };
}

export function compareNumbers(values: TextArena): Comparison {
  const amount = ofEachText(values, Number);
  return {
    levels: [
      level('equal', 'the same number', 1),
      level('near', 'within one in twenty', 0),
      level('other', 'another number', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      const [x, y] = [amount(a), amount(b)];
      return Math.abs(x - y) <= 0.05 * Math.max(Math.abs(x), Math.abs(y)) ? 2 : 3;
    },
  };
}

export function compareWords(values: TextArena): Comparison {
  const words = ofEachText(values, (text) => new Set(text.split(' ')));
  return {
    levels: [
      level('equal', 'the same text', 1),
      level('most', 'at least half of the words shared', 0.5),
      level('some', 'some words shared', 0),
      level('other', 'another text', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      const [x, y] = [words(a), words(b)];
      let shared = 0;
      for (const word of x) if (y.has(word)) shared++;
      if (shared === 0) return 4;
      return shared / (x.size + y.size - shared) >= 0.5 ? 2 : 3;
    },
  };
}
