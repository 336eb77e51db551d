import type pg from 'pg';
import { findFactsPosition } from '../store/facts-position.ts';
import type { Home } from '../trace/trace-facts.ts';
import { loadFacts } from './load-trace-facts.ts';
import { FactsStanding } from './trace-standing.ts';

/** Agencies and excerpts whose facts are held at once. */
const heldMost = 4;

interface Held {
  readonly position: string;
  readonly standing: FactsStanding;
}

/**
 * Facts of the agencies asked about, held between answers: an overview of thousands of traces is not read anew each time.
 * Never stale: whether they are those of the store is asked in the transaction of every answer, and they are read in it
 * where they are not.
 */
export class HeldFacts {
  readonly #held = new Map<string, Held>();

  async of(client: pg.ClientBase, agencyId: number, home: Home): Promise<FactsStanding> {
    const key = `${agencyId} ${home.state ?? ''} ${home.counties.join(' ')}`;
    const position = await findFactsPosition(client, agencyId);
    const held = this.#held.get(key);
    this.#held.delete(key);
    const standing =
      held?.position === position
        ? held.standing
        : new FactsStanding(await loadFacts(client, agencyId, home), home.state);
    this.#held.set(key, { position, standing });
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= heldMost) break;
      this.#held.delete(oldest);
    }
    return standing;
  }
}
