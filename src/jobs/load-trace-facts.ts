import type pg from 'pg';
import { ballisticPredicates } from '../links/ballistic-predicates.ts';
import { entityId, type EntityId } from '../model/ids.ts';
import type { FirearmFacts } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { findFactRecords, findFirearmsOf, withBallisticLinks } from '../store/fact-records.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { firearmFactsOf } from '../trace/firearm-facts.ts';
import { traceFactsOf, type Home } from '../trace/trace-facts.ts';
import type { FactRecord } from '../trace/fact-record.ts';
import { countyFinder } from './county-at.ts';
import { shootingsOf, withDealerPlaces } from './load-life.ts';

/** Firearms read at a time: some thousands of rows. */
const firearmsAtOnce = 1_000;

/** Records that speak of one of these make a firearm one that has facts. */
export const namingTables = ['recovery', 'trace_result', 'theft_report'] as const;

/** One firearm with its traces. */
export interface FactsOfFirearm {
  readonly id: EntityId;
  readonly traces: readonly TraceFacts[];
  readonly firearm: FirearmFacts;
  /** Whether it was recovered, traced or reported stolen. */
  readonly isNamed: boolean;
}

export interface FactsOfFirearms {
  /** By trace number. */
  readonly traces: readonly TraceFacts[];
  readonly firearms: readonly FirearmFacts[];
}

/** Facts of every firearm of an agency that was recovered, traced or stolen, and of every trace. */
export async function loadFacts(client: pg.ClientBase, agencyId: number, home: Home): Promise<FactsOfFirearms> {
  return factsOf((await loadEachFirearm(client, agencyId, home, namingTables)).values());
}

/** As {@link loadFacts}, firearm by firearm. */
export async function loadEachFirearm(
  client: pg.ClientBase,
  agencyId: number,
  home: Home,
  tables: Parameters<typeof findFirearmsOf>[2] = namingTables,
): Promise<Map<EntityId, FactsOfFirearm>> {
  const found = new Map<EntityId, FactsOfFirearm>();
  const numbers = await findFirearmsOf(client, agencyId, tables);
  for await (const each of factsInTurn(client, agencyId, home, numbers)) found.set(each.id, each);
  return found;
}

/** Facts of some firearms together, traces by number. */
export function factsOf(each: Iterable<FactsOfFirearm>): FactsOfFirearms {
  const traces: TraceFacts[] = [];
  const firearms: FirearmFacts[] = [];
  for (const of of each) {
    traces.push(...of.traces);
    firearms.push(of.firearm);
  }
  return { traces: traces.sort((a, b) => (a.traceNumber < b.traceNumber ? -1 : 1)), firearms };
}

/** Facts of every trace an agency has results of, by trace number. */
export async function loadTraceFacts(
  client: pg.ClientBase,
  agencyId: number,
  home: Home,
): Promise<readonly TraceFacts[]> {
  return factsOf((await loadEachFirearm(client, agencyId, home, ['trace_result'])).values()).traces;
}

/** Facts of some firearms, in their order. */
export async function* factsInTurn(
  client: pg.ClientBase,
  agencyId: number,
  home: Home,
  numbers: readonly number[],
): AsyncGenerator<FactsOfFirearm> {
  const countyAt = await countyFinder();
  for (let at = 0; at < numbers.length; at += firearmsAtOnce) {
    const batch = numbers.slice(at, at + firearmsAtOnce);
    const { records, shootings } = await readFacts(client, agencyId, batch);
    for (const number of batch) {
      const of = {
        firearm: entityId('firearm', number),
        records: withCounties(await withDealerPlaces(records.get(number)!), countyAt),
        shootings: shootings.get(number) ?? [],
      };
      yield {
        id: of.firearm,
        traces: traceFactsOf({ ...of, cut: null }, home),
        firearm: firearmFactsOf(of),
        isNamed: of.records.some(({ rows }) =>
          rows.some(({ table }) => (namingTables as readonly string[]).includes(table)),
        ),
      };
    }
  }
}

/** Records with the county in which each place lies. */
export function withCounties<Told extends FactRecord>(
  records: readonly Told[],
  countyAt: Awaited<ReturnType<typeof countyFinder>>,
): Told[] {
  return records.map((record) =>
    record.place?.point ? { ...record, place: { ...record.place, county: countyAt(record.place.point) } } : record,
  );
}

async function readFacts(client: pg.ClientBase, agencyId: number, numbers: readonly number[]) {
  const records = await findFactRecords(client, agencyId, numbers);
  const tied = await withBallisticLinks(client, agencyId, numbers, ballisticPredicates);
  return { records, shootings: await shootingsOf(client, agencyId, postgresLinkSource(client, agencyId), tied) };
}
