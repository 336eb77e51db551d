import { TextArena } from './text-arena.ts';
import { TextNumbers } from './text-numbers.ts';

/** Words of an address shorter than this are in too many to say anything. */
const wordLettersMin = 3;

/** Number, street and words of each address of an arena, worked out when it is first asked for and kept as numbers: a million addresses make no objects. */
export class AddressParts {
  readonly streets = new TextArena();
  private readonly values: TextArena;
  private readonly streetNumbers = new TextNumbers();
  private readonly words = new TextNumbers();
  /** Of each address: 1 + its street, the number of its building (0 for none), where its words begin, and how many they are. */
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

  shareWord(a: number, b: number): boolean {
    const [x, y] = [this.placeOf(a), this.placeOf(b)];
    const { rows, wordsOf } = this;
    for (let i = rows[x + 2]!, end = i + rows[x + 3]!; i < end; i++)
      for (let j = rows[y + 2]!, last = j + rows[y + 3]!; j < last; j++) if (wordsOf[i] === wordsOf[j]) return true;
    return false;
  }

  private placeOf(value: number): number {
    const place = value * 4;
    if (place >= this.rows.length) this.rows = longer(this.rows, Math.max(this.values.size * 4, place + 4));
    if (this.rows[place] === 0) this.read(value, place);
    return place;
  }

  private read(value: number, place: number): void {
    const all = this.values.text(value).split(' ');
    const first = all.findIndex((word) => /^\d/.test(word));
    const name = (first < 0 ? all : all.slice(first + 1)).slice(0, 2).join(' ');
    const known = this.streetNumbers.size;
    const street = this.streetNumbers.of(name);
    if (street === known) this.streets.add(name);
    const { rows } = this;
    rows[place] = street + 1;
    rows[place + 1] = first < 0 ? 0 : this.words.of(all[first]!) + 1;
    rows[place + 2] = this.used;
    for (const word of all) {
      if (word.length < wordLettersMin) continue;
      if (this.used === this.wordsOf.length) this.wordsOf = longer(this.wordsOf, this.used * 2);
      this.wordsOf[this.used++] = this.words.of(word);
    }
    rows[place + 3] = this.used - rows[place + 2]!;
  }
}

function longer(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}
