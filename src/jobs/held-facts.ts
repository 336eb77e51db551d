import type pg from 'pg';
import { findChangePositions } from '../store/fact-changes.ts';
import { loadCitySettings } from './load-city-settings.ts';
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
 * Never stale: whether they are those of the store, by the settings in force, is asked in the transaction of every answer, and
 * they are read in it where they are not.
 */
export class HeldFacts {
  readonly #held = new Map<number, Held>();

  async of(client: pg.ClientBase, agencyId: number): Promise<FactsStanding> {
    const { version, settings } = await loadCitySettings(client, agencyId);
    const { seq, linkSeq } = await findChangePositions(client, agencyId);
    const position = `${version} ${seq} ${linkSeq}`;
    const held = this.#held.get(agencyId);
    this.#held.delete(agencyId);
    const standing =
      held?.position === position
        ? held.standing
        : new FactsStanding(await loadFacts(client, agencyId, settings.home), settings);
    this.#held.set(agencyId, { position, standing });
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= heldMost) break;
      this.#held.delete(oldest);
    }
    return standing;
  }
}
