import { textHashes } from '../model/text-hash.ts';
import type { FileWarning } from './file-warning.ts';

/**
 * What a row's key stands for: what names it, then up to two things that describe it; null where the row does not say. Two
 * rows of one key speak of two things where both name it and differently, or, where one does not, describe it differently.
 */
export type Subject = readonly [string | null, (string | null)?, (string | null)?];

const wordsPerSlot = 5;
const slotsAtFirst = 2 ** 10;

/**
 * Keys of one layout of a file, and what each first stood for. A number that should name one thing may stand for several
 * in what an agency sends, such as a property number of a whole case: taken as one, each row would replace the one before.
 *
 * **Memory.** 30 to 60 bytes a key, whatever its length: keys and descriptions are kept as hashes, 64 and 32 bits. Two keys
 * of a million share their hashes with a chance of one in forty million.
 */
export class KeySubjects {
  private slots = new Uint32Array(slotsAtFirst * wordsPerSlot);
  private used = 0;
  private shared = 0;
  private first: { key: string; line: number } | null = null;

  /** The key of a row: its own, or, where it stood for another thing before in this file, with what it stands for now. */
  keyOf(key: string, subject: Subject, line: number): string {
    const said = [wordOf(subject[0]), wordOf(subject[1]), wordOf(subject[2])];
    if (said.every((word) => word === 0)) return key;
    if (this.used * 3 > (this.slots.length / wordsPerSlot) * 2) this.grow();
    const [a, b] = keyWords(key);
    const at = slotOf(this.slots, a, b);
    if (this.slots[at + 1] === 0) {
      this.slots.set([a, b, ...said], at);
      this.used++;
      return key;
    }
    const before = this.slots.subarray(at + 2, at + wordsPerSlot);
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

  private grow(): void {
    const before = this.slots;
    const larger = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += wordsPerSlot) {
      if (before[at + 1] === 0) continue;
      larger.set(before.subarray(at, at + wordsPerSlot), slotOf(larger, before[at]!, before[at + 1]!));
    }
    this.slots = larger;
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

/** Where a key stands, or the free place it would take: linear probing. */
function slotOf(slots: Uint32Array, a: number, b: number): number {
  const mask = slots.length / wordsPerSlot - 1;
  for (let slot = a & mask; ; slot = (slot + 1) & mask) {
    const at = slot * wordsPerSlot;
    if (slots[at + 1] === 0 || (slots[at] === a && slots[at + 1] === b)) return at;
  }
}
