import type pg from 'pg';
import type { Database } from '../store/database.ts';
import { holdLocatorTurn, lockLocator, saveLocatorTurn } from '../store/locator-turns.ts';

/** A server notices so that a machine is gone without a word: within some twenty seconds. */
const keepalives = { tcp_keepalives_idle: 5, tcp_keepalives_interval: 5, tcp_keepalives_count: 3 };

/**
 * One at a time locates the shots of an agency, whichever machine it is: what is found of a slot depends on all its pulses, and who sees half
 * of them finds something else. The turn ends with the connection it was taken on; what was found in an earlier turn cannot be saved in a later.
 */
export class LocatorTurn {
  readonly #database: Database;
  readonly #agencyId: number;
  #client: pg.Client | null = null;
  #turn: number | null = null;

  constructor(database: Database, agencyId: number) {
    this.#database = database;
    this.#agencyId = agencyId;
  }

  get held(): boolean {
    return this.#turn !== null;
  }

  /** Whether it is this one's turn, now or since before; false while another locates. */
  async take(): Promise<boolean> {
    if (this.#turn !== null) return true;
    if (this.#client === null) {
      const client = await this.#database.connect('import');
      client.once('end', () => void this.#gone(client));
      client.once('error', () => void this.#gone(client));
      this.#client = client;
      for (const [setting, value] of Object.entries(keepalives))
        await client.query('select set_config($1, $2, false)', [setting, String(value)]);
    }
    if (!(await lockLocator(this.#client, this.#agencyId))) return false;
    this.#turn = await saveLocatorTurn(this.#client, this.#agencyId);
    return true;
  }

  /** Within a transaction that saves what was found: throws where another's turn has begun meanwhile. */
  async hold(client: pg.ClientBase): Promise<void> {
    if (this.#turn !== null && (await holdLocatorTurn(client, this.#agencyId, this.#turn))) return;
    throw new Error('another machine locates the gunshots of this agency since; what was found here is not saved');
  }

  /** Lets another have it. */
  async end(): Promise<void> {
    const client = this.#client;
    [this.#client, this.#turn] = [null, null];
    await client?.end().catch(() => undefined);
  }

  #gone(client: pg.Client): void {
    if (this.#client === client) [this.#client, this.#turn] = [null, null];
  }
}
