import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { FirearmFacts } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { findFirearmNumbers, recordsOfFirearms } from '../store/firearm-life.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { firearmFactsOf } from '../trace/firearm-facts.ts';
import { traceFactsOf, type Home } from '../trace/trace-facts.ts';
import { shootingsOf, withDealerPlaces } from './load-life.ts';

/** Firearms read at a time: some thousands of rows. */
const firearmsAtOnce = 500;

export interface FactsOfFirearms {
  /** By trace number. */
  readonly traces: readonly TraceFacts[];
  readonly firearms: readonly FirearmFacts[];
}

/** Facts of every firearm of an agency that was recovered, traced or stolen, and of every trace. */
export async function loadFacts(client: pg.ClientBase, agencyId: number, home: Home): Promise<FactsOfFirearms> {
  return gather(client, agencyId, home, ['recovery', 'trace_result', 'theft_report']);
}

/** Facts of every trace an agency has results of, by trace number. */
export async function loadTraceFacts(
  client: pg.ClientBase,
  agencyId: number,
  home: Home,
): Promise<readonly TraceFacts[]> {
  return (await gather(client, agencyId, home, ['trace_result'])).traces;
}

async function gather(
  client: pg.ClientBase,
  agencyId: number,
  home: Home,
  tables: Parameters<typeof findFirearmNumbers>[2],
): Promise<FactsOfFirearms> {
  const traces: TraceFacts[] = [];
  const all: FirearmFacts[] = [];
  for (let after = 0; ;) {
    const numbers = await findFirearmNumbers(client, agencyId, tables, { after, limit: firearmsAtOnce });
    if (numbers.length === 0) break;
    const records = await recordsOfFirearms(client, agencyId, numbers);
    const shootings = await shootingsOf(client, agencyId, postgresLinkSource(client, agencyId), numbers);
    for (const number of numbers) {
      const of = {
        firearm: entityId('firearm', number),
        records: await withDealerPlaces(records.get(number)!),
        shootings: shootings.get(number)!,
      };
      traces.push(...traceFactsOf({ ...of, cut: null }, home));
      all.push(firearmFactsOf(of));
    }
    after = numbers.at(-1)!;
  }
  return { traces: traces.sort((a, b) => (a.traceNumber < b.traceNumber ? -1 : 1)), firearms: all };
}
