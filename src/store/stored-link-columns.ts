/** The 19 bytes every binary COPY begins with: signature, flags, no extension (PostgreSQL documentation, "COPY"). */
const headerBytes = 19;
const fields = 8;
/** Lengths of a row's fields but the last, each with four bytes that say so, and two for their number. */
const fixedBytes = 2 + 3 * 12 + 4 * 8 + 4;

/**
 * Columns of links, filled from the pieces of `copyLinks` as they come. Handling is the place of its set of tags in
 * `handlings`, as one text each.
 */
export class StoredLinkColumns {
  count = 0;
  readonly id: Float64Array;
  readonly subject: Float64Array;
  readonly object: Float64Array;
  readonly predicate: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly status: Uint8Array;
  readonly handling: Int32Array;
  readonly handlings: string[] = [];
  readonly #codes = new Map<string, number>();
  #begun = false;
  #rest = Buffer.alloc(0);

  /** `length`: how many links there are. */
  constructor(length: number) {
    this.id = new Float64Array(length);
    this.subject = new Float64Array(length);
    this.object = new Float64Array(length);
    this.predicate = new Uint8Array(length);
    this.from = new Int32Array(length);
    this.to = new Int32Array(length);
    this.status = new Uint8Array(length);
    this.handling = new Int32Array(length);
  }

  read(piece: Uint8Array): void {
    const fresh = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const bytes = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh]);
    let at = 0;
    if (!this.#begun) {
      if (bytes.length < headerBytes) return this.#keep(bytes, 0);
      this.#begun = true;
      at = headerBytes;
    }
    while (bytes.length - at >= fixedBytes) {
      if (bytes.readInt16BE(at) !== fields) throw new RangeError('a row of links has eight fields');
      const length = bytes.readInt32BE(at + fixedBytes - 4);
      if (bytes.length - at < fixedBytes + length) break;
      this.#readRow(bytes, at, length);
      at += fixedBytes + length;
    }
    this.#keep(bytes, at);
  }

  /** Once all was read: whether it is as many as were counted. */
  finish(): this {
    if (this.count !== this.id.length) throw new RangeError(`expected ${this.id.length} links; got ${this.count}`);
    return this;
  }

  #readRow(bytes: Buffer, start: number, handlingBytes: number): void {
    const link = this.count++;
    if (link >= this.id.length) throw new RangeError('there are more links than were counted');
    let at = start + 2;
    const long = () => {
      at += 12;
      return bytes.readInt32BE(at - 8) * 0x1_0000_0000 + bytes.readUInt32BE(at - 4);
    };
    const int = () => {
      // A code that is none has no value, and its row is shorter: what follows would be read wrongly.
      if (bytes.readInt32BE(at) !== 4) throw new RangeError('a link has a predicate and a status that are known');
      at += 8;
      return bytes.readInt32BE(at - 4);
    };
    this.id[link] = long();
    this.subject[link] = long();
    this.object[link] = long();
    this.predicate[link] = int();
    this.from[link] = int();
    this.to[link] = int();
    this.status[link] = int();
    this.handling[link] = this.#codeOf(bytes.toString('utf8', at + 4, at + 4 + handlingBytes));
  }

  #codeOf(tags: string): number {
    let code = this.#codes.get(tags);
    if (code === undefined) {
      code = this.handlings.push(tags) - 1;
      this.#codes.set(tags, code);
    }
    return code;
  }

  #keep(bytes: Buffer, from: number): void {
    this.#rest = Buffer.from(bytes.subarray(from));
  }
}
