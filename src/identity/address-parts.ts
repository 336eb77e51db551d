import { streetParts } from './street-parts.ts';
import { TextArena } from './text-arena.ts';
import { TextNumbers } from './text-numbers.ts';

/** Words of an address shorter than this are in too many to say anything. */
const wordLettersMin = 3;

/** Of each address: 1 + its street, the number of its building (0 for none), its direction (0 for none), its figures, where its words begin, and how many they are. */
const rowLength = 6;

/** Number, street and words of each address of an arena, worked out when it is first asked for and kept as numbers: a million addresses make no objects. */
export class AddressParts {
  /** Words of streets. */
  readonly streets = new TextArena();
  private readonly values: TextArena;
  private readonly streetNumbers = new TextNumbers();
  private readonly words = new TextNumbers();
  private rows = new Int32Array(0);
  private wordsOf = new Int32Array(1024);
  private used = 0;

  constructor(values: TextArena) {
    this.values = values;
  }

  streetOf(value: number): number {
    const place = this.placeOf(value); // may make the rows anew
    return this.rows[place]! - 1;
  }

  sameNumber(a: number, b: number): boolean {
    const [x, y] = [this.placeOf(a), this.placeOf(b)];
    const number = this.rows[x + 1]!;
    return number !== 0 && number === this.rows[y + 1]!;
  }

  /** Whether both have a number, and not the same. */
  otherNumber(a: number, b: number): boolean {
    const [x, y] = [this.placeOf(a), this.placeOf(b)];
    const [one, other] = [this.rows[x + 1]!, this.rows[y + 1]!];
    return one !== 0 && other !== 0 && one !== other;
  }

  /** Whether figures and direction of the streets let them be one: a direction that one of them leaves out does. */
  mayBeOneStreet(a: number, b: number): boolean {
    const [x, y] = [this.placeOf(a), this.placeOf(b)];
    const { rows } = this;
    const [one, other] = [rows[x + 2]!, rows[y + 2]!];
    return rows[x + 3] === rows[y + 3] && (one === 0 || other === 0 || one === other);
  }

  shareWord(a: number, b: number): boolean {
    const [x, y] = [this.placeOf(a), this.placeOf(b)];
    const { rows, wordsOf } = this;
    for (let i = rows[x + 4]!, end = i + rows[x + 5]!; i < end; i++)
      for (let j = rows[y + 4]!, last = j + rows[y + 5]!; j < last; j++) if (wordsOf[i] === wordsOf[j]) return true;
    return false;
  }

  private placeOf(value: number): number {
    const place = value * rowLength;
    if (place >= this.rows.length) {
      // Half as long again at least: records that come one by one bring a new address each, and the rows of a million are not copied for each.
      const enough = Math.max(this.values.size, value + 1, Math.ceil((1.5 * this.rows.length) / rowLength));
      this.rows = longer(this.rows, enough * rowLength);
    }
    if (this.rows[place] === 0) this.read(value, place);
    return place;
  }

  private read(value: number, place: number): void {
    const text = this.values.text(value);
    const all = text.split(' ');
    const number = all.find((word) => /^\d/.test(word));
    const { direction, figures, words } = streetParts(text);
    const known = this.streetNumbers.size;
    const street = this.streetNumbers.of(words);
    if (street === known) this.streets.add(words);
    const { rows } = this;
    rows[place] = street + 1;
    rows[place + 1] = number === undefined ? 0 : this.words.of(number) + 1;
    rows[place + 2] = direction === '' ? 0 : this.words.of(direction) + 1;
    rows[place + 3] = this.words.of(figures);
    rows[place + 4] = this.used;
    for (const word of all) {
      if (word.length < wordLettersMin) continue;
      if (this.used === this.wordsOf.length) this.wordsOf = longer(this.wordsOf, this.used * 2);
      this.wordsOf[this.used++] = this.words.of(word);
    }
    rows[place + 5] = this.used - rows[place + 4]!;
  }
}

function longer(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}
