import { totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { LinkReader } from '../links/link-reader.ts';
import { atOneMoment, type Database } from '../store/database.ts';
import { countLinkChanges, findChangedLinks, findLinkPosition } from '../store/link-changes.ts';
import { listenToStore, type Listener } from '../store/notifications.ts';
import { LinkGraphThread } from './link-graph-thread.ts';
import { LiveLinkGraph } from './live-link-graph.ts';
import { loadLinkGraph } from './load-link-graph.ts';
import { Turns } from './turns.ts';

export interface FollowOptions {
  readonly agencyId: number;
  /** Told what the operator may want to know, in a sentence. */
  readonly onNews?: (news: string, details: Readonly<Record<string, unknown>>) => void;
  /** More links than this stay in the store. */
  readonly linksMax?: number;
  /** Changes beside the packed graph before it is packed anew. */
  readonly overlayMax?: number;
}

/** The graph as it was for one transaction. Until it is released nothing of it changes. */
export interface HeldGraph {
  reader(hidden: readonly string[]): LinkReader;
  release(): void;
}

/** The links of an agency in memory, following the store. */
export interface LinkFollower {
  /**
   * The graph exactly as a transaction sees the links: not one change older or newer. Null where that cannot be had at
   * once, or where the transaction sees every question at another moment: the store answers then.
   */
  hold(client: pg.ClientBase): Promise<HeldGraph | null>;
  /** Once it has loaded the graph, or found that it is not to. */
  readonly loaded: Promise<void>;
  /** Links in the graph, how many changes lie beside it, and what it has done so far. */
  describe(): FollowerState;
  close(): Promise<void>;
}

export interface FollowerState {
  readonly links: number | null;
  readonly seq: number | null;
  readonly overlay: number;
  readonly loads: number;
  readonly rebuilds: number;
  readonly megabytes: number;
}

/** What an answer reads of changes at most before it asks the store instead: a few milliseconds. */
const changesOfAnswerMax = 2_000;
/** How long a change waits for the answers that hold the graph, and with it the answers after it. */
const waitMilliseconds = 100;
/** How long what runs beside answers leaves them the graph once it could not have it. */
const pauseMilliseconds = 250;
/** Two hops over an overlay of so many take as long as over none (docs/benchmarks.md); it takes some 60 MB. */
const overlayMaxDefault = 100_000;
/** While links are packed, each takes this many bytes; a quarter of the machine's memory may go into that. */
const bytesPerLink = 165;
const shareOfMemory = 0.25;
/** Notifications may be lost: it looks all the same. */
const lookSeconds = 30;
const retrySeconds = [1, 2, 5, 15, 60];

export function followLinks(database: Database, options: FollowOptions): LinkFollower {
  return new Follower(database, options);
}

class Follower implements LinkFollower {
  readonly loaded: Promise<void>;
  readonly #database: Database;
  readonly #options: Required<FollowOptions>;
  readonly #turns = new Turns();
  readonly #stopping = new AbortController();
  readonly #listener: Listener;
  readonly #look: NodeJS.Timeout;
  #tellLoaded: () => void = () => undefined;
  #live: LiveLinkGraph | null = null;
  #thread: LinkGraphThread | null = null;
  #rebuilding: Promise<void> = Promise.resolve();
  #isRebuilding = false;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #again = false;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #off = false;
  #loads = 0;
  #rebuilds = 0;
  #rebuildAbove = 0;

  constructor(database: Database, options: FollowOptions) {
    this.#database = database;
    this.#options = {
      onNews: () => undefined,
      linksMax: Math.floor((totalmem() * shareOfMemory) / bytesPerLink),
      overlayMax: overlayMaxDefault,
      ...options,
    };
    this.loaded = new Promise((resolve) => (this.#tellLoaded = resolve));
    this.#listener = listenToStore(database, {
      onMessage: ({ kind, agencyId }) => {
        if (kind === 'links' && agencyId === options.agencyId) this.#follow();
      },
      onGap: () => this.#follow(),
    });
    this.#look = setInterval(() => this.#follow(), lookSeconds * 1000);
    this.#look.unref();
    this.#follow();
  }

  async hold(client: pg.ClientBase): Promise<HeldGraph | null> {
    if (this.#live === null) return null;
    const { seq, fixed } = await findLinkPosition(client, this.#options.agencyId);
    if (!fixed) return null;
    // Nothing lies between this and holding it: no other answer can change it.
    if (this.#live?.open && this.#live.seq === seq) return held(this.#live);
    return this.#turns.takeWithin(waitMilliseconds, async () => {
      const live = this.#live;
      if (live === null || seq < live.seq) return null;
      const most = { changes: changesOfAnswerMax, milliseconds: waitMilliseconds };
      if (seq === live.seq || (await this.#advance(client, seq, most)) === 'done')
        return this.#live === live && live.open ? held(live) : null;
      this.#follow();
      return null;
    });
  }

  describe(): FollowerState {
    const live = this.#live;
    return {
      links: live?.base.linkIds.length ?? null,
      seq: live?.seq ?? null,
      overlay: live?.overlaySize ?? 0,
      loads: this.#loads,
      rebuilds: this.#rebuilds,
      megabytes: live === null ? 0 : Math.round(bytesOf(live) / 1e6),
    };
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#look);
    clearTimeout(this.#retry);
    await this.#thread?.end();
    await this.#listener.close();
    await this.#running;
    await this.#rebuilding;
    this.#tellLoaded();
  }

  /** Brings the graph to where a transaction sees the links. To be called in turn. */
  async #advance(
    client: pg.ClientBase,
    to: number,
    most: { readonly changes: number; readonly milliseconds: number },
  ): Promise<'done' | 'busy' | 'too-far'> {
    const live = this.#live;
    if (live === null) return 'too-far';
    const { agencyId } = this.#options;
    const range = { after: live.seq, to };
    const changes = await countLinkChanges(client, agencyId, range);
    if (changes === null || changes > most.changes) return 'too-far';
    const links = await findChangedLinks(client, agencyId, range);
    if (this.#live !== live) return 'busy';
    try {
      return (await live.change(links, to, most.milliseconds)) ? 'done' : 'busy';
    } catch (error) {
      // Half of the changes may be in it.
      this.#live = null;
      this.#options.onNews('the links in memory could not follow the store and are loaded anew', { err: error });
      return 'too-far';
    }
  }

  /** Loads, catches up and packs anew beside the answers, one after another, for as long as there is something to do. */
  #follow(): void {
    this.#again = true;
    if (this.#isRunning || this.#off || this.#stopping.signal.aborted || this.#retry !== undefined) return;
    this.#isRunning = true;
    this.#running = this.#run().finally(() => (this.#isRunning = false));
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#off && !this.#stopping.signal.aborted) {
        this.#again = false;
        if (this.#live === null) await this.#load();
        else await this.#catchUp();
        this.#failures = 0;
      }
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      const seconds = retrySeconds[Math.min(this.#failures++, retrySeconds.length - 1)]!;
      this.#options.onNews('the links in memory could not follow the store, which answers meanwhile', {
        err: error,
        seconds,
      });
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        this.#follow();
      }, seconds * 1000);
      this.#retry.unref();
    }
  }

  async #load(): Promise<void> {
    const { agencyId, linksMax, onNews } = this.#options;
    const began = performance.now();
    const loaded = await loadLinkGraph(this.#database, { agencyId, linksMax, signal: this.#stopping.signal });
    if ('tooMany' in loaded) {
      this.#off = true;
      onNews('there are more links than fit into memory beside the rest; the store answers', {
        links: loaded.tooMany,
        linksMax,
      });
    } else {
      this.#live = new LiveLinkGraph(loaded);
      this.#loads++;
      onNews('the links are in memory', {
        links: loaded.links,
        megabytes: this.describe().megabytes,
        milliseconds: Math.round(performance.now() - began),
      });
      // What was saved meanwhile.
      this.#again = true;
    }
    this.#tellLoaded();
  }

  async #catchUp(): Promise<void> {
    const { agencyId, overlayMax } = this.#options;
    const outcome = await atOneMoment(this.#database.pool('read'), (client) =>
      this.#turns.take(async () => {
        const live = this.#live;
        const { seq } = await findLinkPosition(client, agencyId);
        if (live === null || seq <= live.seq) return 'done' as const;
        return this.#advance(client, seq, { changes: 2 * overlayMax, milliseconds: waitMilliseconds });
      }),
    );
    if (outcome === 'busy') {
      await sleep(pauseMilliseconds, undefined, { ref: false });
      this.#again = true;
    } else if (outcome === 'too-far' || (this.#live?.overlaySize ?? 0) > 4 * overlayMax) {
      this.#live = null;
      this.#again = true;
    } else if ((this.#live?.overlaySize ?? 0) > Math.max(overlayMax, this.#rebuildAbove)) this.#rebuild();
  }

  #rebuild(): void {
    const live = this.#live;
    if (live === null || this.#isRebuilding) return;
    this.#isRebuilding = true;
    this.#rebuilding = this.#rebuildOf(live).finally(() => {
      this.#isRebuilding = false;
      // It may have grown beyond its bound meanwhile.
      this.#follow();
    });
  }

  async #rebuildOf(live: LiveLinkGraph): Promise<void> {
    const began = performance.now();
    try {
      this.#thread = new LinkGraphThread();
      await live.rebuild((base, changes) => this.#thread!.rebuild(base, changes));
      this.#rebuilds++;
      this.#rebuildAbove = 0;
      this.#options.onNews('the links in memory were packed anew', {
        links: live.base.linkIds.length,
        milliseconds: Math.round(performance.now() - began),
      });
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      // The overlay holds what it held: it is tried again once much more has changed.
      this.#rebuildAbove = 1.5 * live.overlaySize;
      this.#options.onNews('the links in memory could not be packed anew', { err: error });
    } finally {
      await this.#thread?.end();
      this.#thread = null;
    }
  }
}

function held(live: LiveLinkGraph): HeldGraph {
  const release = live.hold();
  return { reader: (hidden) => live.reader(hidden), release };
}

function bytesOf({ base }: LiveLinkGraph): number {
  const { nodes, offsets, ends, linkIds, lastDays, places, busy } = base;
  return [nodes.ids, nodes.slots, offsets, ends, linkIds, lastDays, places, busy].reduce(
    (sum, each) => sum + each.byteLength,
    0,
  );
}
