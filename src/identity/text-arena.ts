import { sharedInts } from './shared-ints.ts';

export interface TextArrays {
  readonly codes: Uint16Array;
  readonly heads: Int32Array;
  readonly size: number;
}

/** Words of a text's head: where it starts, its length, its letters, its hash; a head lies in one line of the processor's memory. */
const headWords = 4;

/**
 * Distinct texts end to end in one array of character codes: comparing two makes no object, and a million of them are two arrays.
 */
export class TextArena {
  codes = new Uint16Array(new SharedArrayBuffer(2048));
  private heads = sharedInts(256 * headWords);
  size = 0;
  private used = 0;

  static of(texts: Iterable<string>): TextArena {
    const arena = new TextArena();
    for (const text of texts) arena.add(text);
    return arena;
  }

  /** The arena whose arrays these are, as another thread gives them. */
  static over({ codes, heads, size }: TextArrays): TextArena {
    const arena = new TextArena();
    Object.assign(arena, { codes, heads, size });
    arena.used = size === 0 ? 0 : arena.start(size - 1) + arena.length(size - 1);
    return arena;
  }

  arrays(): TextArrays {
    const { codes, heads, size } = this;
    return { codes, heads, size };
  }

  /** Where the codes of a text start. It holds until texts are added. */
  start(number: number): number {
    return this.heads[number * headWords]!;
  }

  length(number: number): number {
    return this.heads[number * headWords + 1]!;
  }

  /** A bit for each letter or figure a text holds, several to a bit: what two texts cannot share is seen without reading them. */
  letters(number: number): number {
    return this.heads[number * headWords + 2]!;
  }

  /** 32 bits that hang on the text alone and not on its number: FNV-1a, mixed once more. */
  hash(number: number): number {
    return this.heads[number * headWords + 3]!;
  }

  /** Adds a text; gives its number. */
  add(text: string): number {
    const { length } = text;
    if (this.used + length > this.codes.length) {
      const larger = new Uint16Array(new SharedArrayBuffer(2 * Math.max(this.codes.length * 2, this.used + length)));
      larger.set(this.codes);
      this.codes = larger;
    }
    const head = this.size * headWords;
    if (head === this.heads.length) this.heads = doubled(this.heads);
    let mask = 0;
    let hash = 0x811c9dc5;
    const { codes, heads } = this;
    heads[head] = this.used;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      codes[this.used++] = code;
      mask |= 1 << (code & 31);
      hash = Math.imul(hash ^ code, 0x01000193);
    }
    heads[head + 1] = length;
    heads[head + 2] = mask;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    heads[head + 3] = hash ^ (hash >>> 13);
    return this.size++;
  }

  /** The text of a number. */
  text(number: number): string {
    const start = this.start(number);
    return String.fromCharCode.apply(
      null,
      this.codes.subarray(start, start + this.length(number)) as unknown as number[],
    );
  }
}

function doubled(from: Int32Array): Int32Array {
  const larger = sharedInts(from.length * 2);
  larger.set(from);
  return larger;
}

/** Something worked out of each text when it is first asked for. */
export function ofEachText<T extends object | string | number>(
  arena: TextArena,
  make: (text: string) => T,
): (number: number) => T {
  const made: (T | undefined)[] = [];
  return (number) => (made[number] ??= make(arena.text(number)));
}

/** Set bits of a word (Warren, Hacker's Delight, fig. 5-2). */
export function bitCount(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
