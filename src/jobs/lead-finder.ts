import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { keyOf } from '../leads/find-leads.ts';
import { noticesOf } from '../leads/lead-notices.ts';
import { entityId, parseEntityId, type EntityId } from '../model/ids.ts';
import type { FrozenLead } from '../model/lead-evidence.ts';
import type { Denial } from '../model/leads.ts';
import { findArrests } from '../store/arrests.ts';
import { findDenials } from '../store/denials.ts';
import { findRecordsOfVehicleLinks, findVehicleTies } from '../store/vehicle-ties.ts';
import { atOneMoment, atOneMomentBeside, inTransaction, type Database } from '../store/database.ts';
import { findChangePositions, type ChangePositions } from '../store/fact-changes.ts';
import { findSettingsMark } from '../store/city-settings.ts';
import { findFirearmsOf } from '../store/fact-records.ts';
import { findBaseline, saveBaseline, type StoredBaseline } from '../store/lead-baselines.ts';
import { announceLeads, announceNotices } from '../store/lead-notices.ts';
import {
  findDeliveries,
  findKeptLeads,
  saveLeads,
  saveNotices,
  type KeptLead,
  type LeadWrites,
} from '../store/save-leads.ts';
import { followMerges } from '../store/search.ts';
import { loadCityRules, type CityRules } from './load-city-rules.ts';
import { HeldWorld, ratesEngine, readRates, writeRates, type Examined, type FactChange } from './held-world.ts';
import { factsInTurn, namingTables, type FactsOfFirearm } from './load-trace-facts.ts';
import { readFactChanges } from './read-fact-changes.ts';
import { reconcileLeads } from './reconcile-leads.ts';

/** What the rules are called that found a lead, beside the settings they were given. */
const engine = 'leads-7';

/** What one round changed. */
export interface Round {
  readonly leads: readonly number[];
  readonly notices: number;
  /** Firearms of which facts were read. */
  readonly firearms: number;
}

/** While the store reads for one, what another was given is put in order here. */
const readers = 2;

/** With so many more traces than were counted the usual rates are counted anew. */
const staleShare = 1.1;
const staleTraces = 50;

/**
 * Finds the leads of an agency or excerpt and keeps them in the store: all of them first, then those that what landed since may have changed.
 * It holds all facts in memory; one of it at a time writes, and whoever finds that another wrote looks at everything again.
 */
export class LeadFinder {
  readonly #database: Database;
  readonly #agencyId: number;
  #rules: CityRules | null = null;
  #signed: { readonly mark: string; readonly rules: CityRules } | null = null;
  #held: HeldWorld | null = null;
  #at: ChangePositions | null = null;
  #baseline: StoredBaseline | null = null;
  #lastLead = 0;
  #writes = 0;

  constructor(database: Database, agencyId: number) {
    this.#database = database;
    this.#agencyId = agencyId;
  }

  get #world(): HeldWorld {
    if (this.#held === null) throw new Error('facts are asked of a finder that has read none');
    return this.#held;
  }

  describe(): { traces: number; firearms: number; baseline: number; at: ChangePositions | null } {
    const { traces = 0, firearms = 0 } = this.#held ?? {};
    return { traces, firearms, baseline: this.#baseline?.baseline ?? 0, at: this.#at };
  }

  /** Brings the leads to what the records say now; null where nothing landed. What failed half-way is begun anew from all facts. */
  async catchUp(renew: 'stale' | 'always' = 'stale'): Promise<Round | null> {
    try {
      return await this.#catchUp(renew);
    } catch (error) {
      this.#at = null;
      throw error;
    }
  }

  async #catchUp(renew: 'stale' | 'always'): Promise<Round | null> {
    const rules = await this.#read((client) => this.#rulesInForce(client));
    if (this.#at === null || rules.version !== this.#rules?.version) {
      this.#rules = rules;
      await this.#load(rules);
      return this.#findAll(renew);
    }
    const read = await this.#readChanges(this.#at);
    if (read === 'same') return null;
    if (read === 'forgotten') {
      this.#at = null;
      return this.#catchUp(renew);
    }
    const { change, to } = read;
    const touched = this.#world.change(change);
    this.#at = to;
    if (this.#isStale()) return this.#findAll('always');
    const examined = await this.#world.examine(touched, async (purchasers) => {
      const rings = await this.#kept({ keys: [], ringsOf: purchasers });
      return this.#today(rings.flatMap(({ evidence }) => evidence.persons));
    });
    const kept = await this.#kept({ keys: [...examined.keys].map(partsOfKey), ringsOf: [...touched.purchasers] });
    const round = await this.#keep(examined, kept, { firearms: change.firearms.size, onlySettings: false });
    // Somebody else wrote leads meanwhile: what they made of them is held against everything.
    return round ?? this.#findAll('stale');
  }

  /** Those read last, until others are signed: every version that ever was is read to know which find the same. */
  async #rulesInForce(client: pg.ClientBase): Promise<CityRules> {
    const mark = await findSettingsMark(client, this.#agencyId);
    if (this.#signed === null || this.#signed.mark !== mark)
      this.#signed = { mark, rules: await loadCityRules(client, this.#agencyId) };
    return this.#signed.rules;
  }

  async #load(rules: CityRules): Promise<void> {
    const agencyId = this.#agencyId;
    const firearms = new Map<EntityId, FactsOfFirearm | null>();
    const read = (part: number) => async (client: pg.ClientBase) => {
      const numbers = (await findFirearmsOf(client, agencyId, namingTables)).filter((_, at) => at % readers === part);
      for await (const each of factsInTurn(client, agencyId, rules.home, numbers)) firearms.set(each.id, each);
      return part > 0
        ? null
        : {
            at: await findChangePositions(client, agencyId),
            arrests: await findArrests(client, agencyId, null),
            vehicles: await findVehicleTies(client, agencyId, null),
            denials: rules.usesDenials ? await findDenials(client, agencyId, null) : none,
          };
    };
    const parts = Array.from({ length: readers }, (_, part) => read(part));
    const [first] = await atOneMomentBeside(this.#database.pool('read'), parts);
    this.#held = new HeldWorld(rules);
    this.#held.fill({ firearms, ...first! });
    this.#at = first!.at;
  }

  async #readChanges(at: ChangePositions): Promise<'same' | 'forgotten' | { change: FactChange; to: ChangePositions }> {
    const agencyId = this.#agencyId;
    const { home, usesDenials } = this.#rules!;
    return atOneMoment(this.#database.pool('read'), async (client) => {
      const to = await findChangePositions(client, agencyId);
      if (to.seq === at.seq && to.linkSeq === at.linkSeq) return 'same';
      const changes = await readFactChanges(client, agencyId, home, { at, to });
      if (changes === null) return 'forgotten';
      const { records, firearms } = changes;
      const arrests = ofEach(records, await findArrests(client, agencyId, records));
      const denials = usesDenials ? ofEach(records, await findDenials(client, agencyId, records)) : none;
      const driven = await findRecordsOfVehicleLinks(client, agencyId, { after: at.linkSeq, to: to.linkSeq });
      const told = [...new Set([...records, ...driven])];
      const vehicles = ofEach(told, await findVehicleTies(client, agencyId, told));
      return { change: { firearms, arrests, denials, vehicles }, to };
    });
  }

  /** Looks at everything, against the baseline there is, or one counted now. */
  async #findAll(renew: 'stale' | 'always'): Promise<Round> {
    const agencyId = this.#agencyId;
    for (;;) {
      const { baseline, lastLead, writes, seq, linkSeq } = await this.#read((client) => findBaseline(client, agencyId));
      this.#baseline = baseline;
      this.#lastLead = lastLead;
      this.#writes = writes;
      // Nothing but what was signed differs where no record was written since leads last were, and none that usual rates are counted by since
      // these last were: they are counted anew with the settings.
      const onlySettings =
        baseline !== null &&
        !this.#rules!.versions.has(baseline.settings) &&
        seq === this.#at!.seq &&
        linkSeq === this.#at!.linkSeq &&
        isDeepStrictEqual(readRates(baseline.rates), readRates(writeRates(this.#world.countRates())));
      if (renew === 'always' || this.#isStale()) await this.#renew();
      else this.#world.use(readRates(baseline!.rates));
      const found = new Map(this.#world.findAll().map((lead) => [keyOf(lead), lead]));
      const kept = await this.#kept('all');
      const round = await this.#keep({ keys: new Set(), found }, kept, {
        firearms: this.#world.firearms,
        onlySettings,
      });
      if (round !== null) return round;
      // Somebody else wrote meanwhile, and may know more.
      await this.#load(this.#rules!);
    }
  }

  #isStale(): boolean {
    const held = this.#baseline;
    return (
      held === null ||
      !this.#rules!.versions.has(held.settings) ||
      held.engine !== ratesEngine ||
      this.#world.traces > held.traces * staleShare + staleTraces
    );
  }

  async #renew(): Promise<void> {
    const agencyId = this.#agencyId;
    const { weights, version } = this.#rules!;
    const rates = this.#world.countRates();
    const baseline: StoredBaseline = {
      baseline: (this.#baseline?.baseline ?? 0) + 1,
      traces: this.#world.traces,
      weights: weights.version,
      settings: version,
      engine: ratesEngine,
      rates: writeRates(rates),
    };
    const isKept = await this.#write((client) => saveBaseline(client, agencyId, baseline));
    this.#baseline = isKept ? baseline : (await this.#read((client) => findBaseline(client, agencyId))).baseline;
    this.#world.use(isKept ? rates : readRates(this.#baseline!.rates));
  }

  /** Writes what differs; null where somebody else wrote since. */
  async #keep(
    { found }: Examined,
    kept: readonly KeptLead[],
    { firearms, onlySettings }: { readonly firearms: number; readonly onlySettings: boolean },
  ): Promise<Round | null> {
    const agencyId = this.#agencyId;
    const world = this.#world;
    const since = { world, into: await this.#into(kept), onlySettings };
    const { now, ...writes } = reconcileLeads({ kept, found, lastLead: this.#lastLead, ...since });
    const moment = {
      baseline: this.#baseline!.baseline,
      ...this.#at!,
      lastLead: writes.lastLead,
      engine,
      settings: this.#rules!.version,
    };
    const leads = leadsOf(writes);
    const changed = writes.changed.map(({ lead, version, change, joinedInto }) => ({
      lead,
      version,
      change,
      joinedInto,
      now: now.get(joinedInto ?? lead),
    }));
    const notices = await this.#write(async (client) => {
      if (!(await saveLeads(client, agencyId, writes, moment, this.#writes))) return null;
      // Once they are written nobody is given an earlier version: whoever has one is among these.
      const deliveries = await findDeliveries(
        client,
        agencyId,
        changed.map(({ lead }) => lead),
      );
      const told = noticesOf(changed, deliveries, {
        ...since,
        into: await this.#into(
          deliveries.map(({ given }) => given),
          deliveries.flatMap(({ told }) => [
            ...(told?.entities ?? []),
            ...(told?.ties ?? []).flatMap(({ firearm, incident }) => [firearm, incident]),
          ]),
        ),
      });
      await saveNotices(client, agencyId, told);
      await announceLeads(client, agencyId, leads);
      if (told.length > 0) await announceNotices(client, agencyId);
      return told.length;
    });
    if (notices === null) return null;
    this.#writes++;
    this.#lastLead = writes.lastLead;
    return { leads, notices, firearms };
  }

  /** What everything became that some leads are about or rest on, and some more. */
  async #into(
    leads: readonly Pick<FrozenLead, 'subject' | 'evidence'>[],
    more: readonly EntityId[] = [],
  ): Promise<(entity: EntityId) => EntityId> {
    const ids = leads.flatMap(({ subject, evidence }) => [
      ...(parseEntityId(subject) ? [subject as EntityId] : []),
      ...evidence.persons,
      ...evidence.firearms,
      ...evidence.dealers,
      ...evidence.incidents,
      ...evidence.shootings.flatMap(({ firearm, incident }) => [firearm, incident]),
      ...evidence.traces.flatMap(({ firearm, purchaser, possessor, dealer }) =>
        [firearm, purchaser, possessor, dealer].filter((id) => id !== null),
      ),
    ]);
    const unique = [...new Set([...ids, ...more])];
    const today = await this.#today(unique);
    const into = new Map(unique.map((id, at) => [id, today[at]!]));
    return (entity) => into.get(entity) ?? entity;
  }

  #kept(asked: Parameters<typeof findKeptLeads>[2]): Promise<KeptLead[]> {
    return this.#read((client) => findKeptLeads(client, this.#agencyId, asked));
  }

  async #today(ids: readonly EntityId[]): Promise<EntityId[]> {
    const parsed = ids.map((id) => parseEntityId(id)!);
    const numbers = parsed.map(({ number }) => number);
    const into = await this.#read((client) => followMerges(client, this.#agencyId, numbers));
    return parsed.map(({ kind }, at) => entityId(kind, into[at]!));
  }

  #read<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    return inTransaction(this.#database.pool('read'), work);
  }

  #write<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    return inTransaction(this.#database.pool('import'), work);
  }
}

/** Until a city signs that leads use them. */
const none: ReadonlyMap<number, readonly Denial[]> = new Map();

/** What each of some records tells: nothing where it is not among those told. */
function ofEach<T>(records: readonly number[], told: ReadonlyMap<number, readonly T[]>): Map<number, readonly T[]> {
  return new Map(records.map((record) => [record, told.get(record) ?? []]));
}

function leadsOf({ fresh, changed, strengths }: LeadWrites): number[] {
  return [...fresh, ...changed, ...strengths].map(({ lead }) => lead);
}

/** Topics hold no space. */
function partsOfKey(key: string): { topic: string; subject: string } {
  const at = key.indexOf(' ');
  return { topic: key.slice(0, at), subject: key.slice(at + 1) };
}
