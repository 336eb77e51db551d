import { dayNumber, predicateCode, statusCode, undated, type LinkStatus } from '../links/link-codes.ts';
import { LinkOverlay, type LinkChange } from '../links/link-overlay.ts';
import { LinkReader } from '../links/link-reader.ts';
import type { PackedLinks } from '../links/packed-links.ts';
import { handlingSeparator, type ChangedLink } from '../store/link-changes.ts';
import type { LoadedGraph } from './load-link-graph.ts';

/** Changes put into the graph in one go: some milliseconds, in which nothing else is answered. */
const changesAtOnce = 4_000;

/**
 * The links of an agency in memory: a packed graph and what changed since. Answers hold it as it is while they are made;
 * changes wait for them, and new answers for the changes.
 */
export class LiveLinkGraph {
  /** The last change it knows of. */
  seq: number;
  #base: PackedLinks;
  #overlay: LinkOverlay;
  readonly #tags: string[][] = [];
  readonly #codes = new Map<string, number>();
  readonly #readers = new Map<string, LinkReader>();
  #held = 0;
  #changing = false;
  #released: (() => void) | undefined;
  /** What changed while a graph was made of those before. */
  #meanwhile: LinkChange[] | null = null;

  constructor({ graph, handlings, seq }: LoadedGraph) {
    this.seq = seq;
    this.#base = graph;
    this.#overlay = new LinkOverlay(graph);
    for (const handling of handlings) this.#codeOf(handling);
  }

  get base(): PackedLinks {
    return this.#base;
  }

  /** What lies beside the packed graph. */
  get overlaySize(): number {
    return this.#overlay.size;
  }

  /** Whether an answer may begin now. */
  get open(): boolean {
    return !this.#changing;
  }

  /** Keeps the graph as it is until what it gives is called. */
  hold(): () => void {
    if (this.#changing) throw new Error('a graph that is changing cannot be held');
    this.#held++;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      if (--this.#held === 0) this.#released?.();
    };
  }

  /** What a reader may see who may see no link with any of some tags. */
  reader(hidden: readonly string[]): LinkReader {
    const key = [...hidden].sort().join(handlingSeparator);
    let reader = this.#readers.get(key);
    if (reader === undefined) {
      const tags = new Set(hidden);
      reader = new LinkReader(this.#base, this.#overlay, {
        visible: (code) => !this.#tags[code]!.some((tag) => tags.has(tag)),
      });
      this.#readers.set(key, reader);
    }
    return reader;
  }

  /** Puts changes in, once no answer holds the graph; says false where that took longer than `milliseconds`. */
  async change(links: readonly ChangedLink[], seq: number, milliseconds: number): Promise<boolean> {
    const changes = links.map((link) => this.#changeOf(link));
    this.#changing = true;
    try {
      if (this.#held > 0 && !(await this.#untilReleased(milliseconds))) return false;
      for (let at = 0; at < changes.length; at += changesAtOnce) {
        if (at > 0) await new Promise((resolve) => setImmediate(resolve));
        for (const change of changes.slice(at, at + changesAtOnce)) this.#overlay.apply(change);
      }
      this.#meanwhile?.push(...changes);
      this.seq = seq;
      return true;
    } finally {
      this.#changing = false;
    }
  }

  /** Makes one graph of all that is known, by `pack`, while answers and changes go on. */
  async rebuild(pack: (base: PackedLinks, changes: readonly LinkChange[]) => Promise<PackedLinks>): Promise<void> {
    this.#meanwhile = [];
    try {
      const base = await pack(this.#base, this.#overlay.changes());
      while (this.#changing) await new Promise((resolve) => setImmediate(resolve));
      // Who holds the graph goes on with the old one, which no longer changes.
      const overlay = new LinkOverlay(base);
      for (const change of this.#meanwhile) overlay.apply(change);
      this.#base = base;
      this.#overlay = overlay;
      this.#readers.clear();
    } finally {
      this.#meanwhile = null;
    }
  }

  async #untilReleased(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#released = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.#released = undefined;
    return this.#held === 0;
  }

  #changeOf(link: ChangedLink): LinkChange {
    if (link.subject === null) return { remove: link.id };
    const predicate = predicateCode(link.predicate);
    if (predicate === null) throw new RangeError('a link has a predicate that is known');
    return {
      put: {
        id: link.id,
        subject: link.subject,
        object: link.object,
        predicate,
        from: link.from === null ? undated : dayNumber(link.from),
        to: link.to === null ? undated : dayNumber(link.to),
        status: statusCode(link.status as LinkStatus),
        handling: this.#codeOf(link.handling),
      },
    };
  }

  #codeOf(handling: string): number {
    let code = this.#codes.get(handling);
    if (code === undefined) {
      code = this.#tags.push(handling === '' ? [] : handling.split(handlingSeparator)) - 1;
      this.#codes.set(handling, code);
    }
    return code;
  }
}
