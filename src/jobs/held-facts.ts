import type pg from 'pg';
import { entityId, parseEntityId, type EntityId } from '../model/ids.ts';
import { findChangePositions, type ChangePositions } from '../store/fact-changes.ts';
import { findPremisesPoints } from '../store/premises-points.ts';
import { withPremises } from '../trafficking/with-premises.ts';
import { loadCitySettings } from './load-city-settings.ts';
import { factsOf, loadEachFirearm, type FactsOfFirearm } from './load-trace-facts.ts';
import { readFactChanges } from './read-fact-changes.ts';
import { FactsStanding } from './trace-standing.ts';

/** Agencies and excerpts whose facts are held at once. */
const heldMost = 4;

interface Held {
  /** Version of the settings they were read by. */
  readonly settings: number;
  readonly at: ChangePositions;
  readonly firearms: ReadonlyMap<EntityId, FactsOfFirearm>;
  readonly standing: FactsStanding;
}

/**
 * Facts of the agencies asked about, held between answers: an overview of thousands of traces is not read anew each time.
 * Never stale: whether they are those of the store, by the settings in force, is asked in the transaction of every answer. Where they are
 * not, what changed is read in it, and the rest is kept. Of several that ask at once one reads and the others wait for it.
 */
export class HeldFacts {
  readonly #held = new Map<number, Held>();
  readonly #turns = new Map<number, Promise<unknown>>();

  of(client: pg.ClientBase, agencyId: number): Promise<FactsStanding> {
    const before = this.#turns.get(agencyId) ?? Promise.resolve();
    const turn = before.then(() => this.#look(client, agencyId));
    // Whoever waits is not failed by what failed another.
    const done = turn.catch(() => undefined);
    this.#turns.set(agencyId, done);
    void done.then(() => this.#turns.get(agencyId) === done && this.#turns.delete(agencyId));
    return turn;
  }

  async #look(client: pg.ClientBase, agencyId: number): Promise<FactsStanding> {
    const version = await loadCitySettings(client, agencyId);
    const to = await findChangePositions(client, agencyId);
    const held = this.#held.get(agencyId);
    this.#held.delete(agencyId);
    const now = await this.#bring(client, agencyId, { held, version, to });
    this.#held.set(agencyId, now);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= heldMost) break;
      this.#held.delete(oldest);
    }
    return now.standing;
  }

  async #bring(
    client: pg.ClientBase,
    agencyId: number,
    {
      held,
      version,
      to,
    }: {
      readonly held: Held | undefined;
      readonly version: Awaited<ReturnType<typeof loadCitySettings>>;
      readonly to: ChangePositions;
    },
  ): Promise<Held> {
    const { home } = version.settings;
    const of = async (firearms: ReadonlyMap<EntityId, FactsOfFirearm>): Promise<Held> => {
      const facts = factsOf(firearms.values());
      const points = (await findPremisesPoints(client, agencyId)).map(
        ({ dealer, lon, lat }) => [entityId('dealer', dealer), { lon, lat }] as const,
      );
      const names = new Map(version.settings.districts.map(({ written, name }) => [written, name]));
      const traces = withPremises(facts.traces, new Map(points)).map((trace) => {
        const { recoveryDistrict, incidentDistricts } = trace;
        if (names.size === 0 || (recoveryDistrict === null && incidentDistricts.length === 0)) return trace;
        const nameOf = (written: string) => names.get(written) ?? written;
        return {
          ...trace,
          recoveryDistrict: recoveryDistrict === null ? null : nameOf(recoveryDistrict),
          incidentDistricts: [...new Set(incidentDistricts.map(nameOf))].sort(),
        };
      });
      return {
        settings: version.version,
        at: to,
        firearms,
        standing: new FactsStanding({ ...facts, traces }, version),
      };
    };
    if (held?.settings === version.version) {
      const { at } = held;
      // Somebody whose transaction began later may have been first: what is held is newer than this one, and older than nothing.
      if (at.seq >= to.seq && at.linkSeq >= to.linkSeq) return held;
      const changes = await readFactChanges(client, agencyId, home, { at, to });
      if (changes !== null) return of(withChanges(held.firearms, changes.firearms));
    }
    return of(await loadEachFirearm(client, agencyId, home));
  }
}

const numberOf = (id: EntityId) => parseEntityId(id)!.number;

/** Firearms as they are now, in the order of their numbers. */
function withChanges(
  before: ReadonlyMap<EntityId, FactsOfFirearm>,
  changes: ReadonlyMap<EntityId, FactsOfFirearm | null>,
): Map<EntityId, FactsOfFirearm> {
  const after = new Map(before);
  for (const [id, each] of changes)
    if (each?.isNamed) after.set(id, each);
    else after.delete(id);
  const isNew = [...changes].some(([id, each]) => each?.isNamed && !before.has(id));
  return isNew ? new Map([...after].sort(([a], [b]) => numberOf(a) - numberOf(b))) : after;
}
