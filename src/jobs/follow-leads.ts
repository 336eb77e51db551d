import type { Database } from '../store/database.ts';
import { listenToStore, type Listener } from '../store/notifications.ts';
import { LeadFinder } from './lead-finder.ts';
import { tellOtherWithdrawals } from './tell-other-withdrawals.ts';

export interface FollowLeadsOptions {
  readonly agencyId: number;
  /** Told what the operator may want to know, in a sentence. */
  readonly onNews?: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

/** The leads of an agency or excerpt, following its records. */
export interface LeadFollower {
  close(): Promise<void>;
}

/** Announcements may be lost: it looks all the same. */
const lookSeconds = 30;
const retrySeconds = [1, 2, 5, 15, 60];
/** Imports that end together are taken in together. */
const gatherMilliseconds = 20;

export function followLeads(database: Database, options: FollowLeadsOptions): LeadFollower {
  return new Follower(database, options);
}

class Follower implements LeadFollower {
  readonly #database: Database;
  readonly #options: FollowLeadsOptions;
  readonly #listener: Listener;
  readonly #look: NodeJS.Timeout;
  readonly #finder: LeadFinder;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #again = false;
  #failures = 0;
  #wait: NodeJS.Timeout | undefined;
  #closed = false;
  #isLoaded = false;

  constructor(database: Database, options: FollowLeadsOptions) {
    this.#database = database;
    this.#options = options;
    this.#finder = new LeadFinder(database, options.agencyId);
    this.#listener = listenToStore(database, {
      onMessage: ({ kind, agencyId }) => {
        // Settings are the agency's, and its excerpts follow them.
        if (kind === 'settings' || ((kind === 'facts' || kind === 'links') && agencyId === options.agencyId))
          this.#follow(gatherMilliseconds);
      },
      onGap: () => this.#follow(0),
    });
    this.#look = setInterval(() => this.#follow(0), lookSeconds * 1000);
    this.#look.unref();
    this.#follow(0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#look);
    clearTimeout(this.#wait);
    await this.#listener.close();
    await this.#running;
  }

  #follow(milliseconds: number): void {
    this.#again = true;
    if (this.#isRunning || this.#closed || this.#wait !== undefined) return;
    this.#wait = setTimeout(() => {
      this.#wait = undefined;
      if (this.#closed || this.#isRunning) return;
      this.#isRunning = true;
      this.#running = this.#run().finally(() => (this.#isRunning = false));
    }, milliseconds);
  }

  /** What a file withdraws may be a lead that people here gave out. */
  async #tellWithdrawals(): Promise<void> {
    const { agencyId, onNews } = this.#options;
    const told = await tellOtherWithdrawals(this.#database, { agencyId, now: new Date().toISOString() });
    if (told > 0) onNews?.('recipients of NIBIN leads are told that a file withdraws them', { agencyId, told });
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        const began = performance.now();
        const round = await this.#finder.catchUp();
        await this.#tellWithdrawals();
        this.#failures = 0;
        if (round === null) continue;
        const { at, ...held } = this.#finder.describe();
        const milliseconds = Math.round(performance.now() - began);
        const details = { agencyId: this.#options.agencyId, ...held, leads: round.leads.length, milliseconds };
        if (!this.#isLoaded) this.#options.onNews?.('the leads follow the records', details);
        this.#isLoaded = true;
        // What landed while it looked.
        this.#again = true;
      }
    } catch (error) {
      if (this.#closed) return;
      const seconds = retrySeconds[Math.min(this.#failures++, retrySeconds.length - 1)]!;
      this.#options.onNews?.('the leads could not follow the records; it is tried again', { err: error, seconds });
      this.#again = true;
      setTimeout(() => this.#follow(0), seconds * 1000).unref();
    }
  }
}
