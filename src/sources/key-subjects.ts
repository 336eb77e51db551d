import { HashSlots } from '../model/hash-slots.ts';
import { textHashes } from '../model/text-hash.ts';
import type { FileWarning } from './file-warning.ts';

/**
 * What a row's key stands for: what names it, then up to two things that describe it; null where the row does not say. Two
 * rows of one key speak of two things where both name it and differently, or, where one does not, describe it differently.
 */
export type Subject = readonly [string | null, (string | null)?, (string | null)?];

/** Two words of the key, then one for each part of what it stands for. */
const saidWord = 2;

/**
 * Keys of one layout of a file, and what each first stood for. A number that should name one thing may stand for several
 * in what an agency sends, such as a property number of a whole case: taken as one, each row would replace the one before.
 *
 * **Memory.** 30 to 60 bytes a key, whatever its length: keys and descriptions are kept as hashes, 64 and 32 bits. Two keys
 * of a million share their hashes with a chance of one in forty million.
 */
export class KeySubjects {
  private readonly slots = new HashSlots({ wordsPerSlot: 5, keyWords: 2, usedWord: 1, slotsAtFirst: 2 ** 10 });
  private shared = 0;
  private first: { key: string; line: number } | null = null;

  /** The key of a row: its own, or, where it stood for another thing before in this file, with what it stands for now. */
  keyOf(key: string, subject: Subject, line: number): string {
    const said = [wordOf(subject[0]), wordOf(subject[1]), wordOf(subject[2])];
    if (said.every((word) => word === 0)) return key;
    const at = this.slots.placeOf(...keyWords(key)) + saidWord;
    const before = this.slots.words.subarray(at, at + said.length);
    if (before.every((word) => word === 0)) {
      before.set(said);
      return key;
    }
    const differ = (part: number) => said[part] !== 0 && before[part] !== 0 && said[part] !== before[part];
    const named = said[0] !== 0 && before[0] !== 0;
    if (!(named ? differ(0) : differ(1) || differ(2))) {
      // What a later row of the same thing adds is known from then on.
      said.forEach((word, part) => (before[part] ||= word));
      return key;
    }
    this.shared++;
    this.first ??= { key, line };
    return `${key}/${subject[0] ?? subject.filter((each) => each).join(' ')}`;
  }

  /** What to tell of the file; null where every key stood for one thing. */
  warning(): FileWarning | null {
    if (this.first === null) return null;
    const { key, line } = this.first;
    return {
      code: 'key.shared',
      rows: this.shared,
      message: `${this.shared} rows bear a number that an earlier row of the file bears for another thing (the first: line ${line}, ${key.slice(0, 40)}). All are kept, these under the number with what they name. A number of its own for each is safer: what they name, corrected, would be a further record.`,
    };
  }
}

/** The second is never 0, which marks a free place. */
function keyWords(key: string): readonly [number, number] {
  const [a, b] = textHashes(key);
  return [a, (b | 1) >>> 0];
}

/** 0 says nothing. */
const wordOf = (description: string | null | undefined) =>
  description === null || description === undefined || description === '' ? 0 : (textHashes(description)[0] | 1) >>> 0;
