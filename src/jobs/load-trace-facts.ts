import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { findTracedFirearms, recordsOfFirearms } from '../store/firearm-life.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { traceFactsOf, type Home } from '../trace/trace-facts.ts';
import { shootingsOf, withDealerPlaces } from './load-life.ts';

/** Firearms read at a time: some thousands of rows. */
const firearmsAtOnce = 500;

/** Facts of every trace an agency has results of, by trace number. */
export async function loadTraceFacts(client: pg.ClientBase, agencyId: number, home: Home): Promise<TraceFacts[]> {
  const facts: TraceFacts[] = [];
  for (let after = 0; ;) {
    const firearms = await findTracedFirearms(client, agencyId, { after, limit: firearmsAtOnce });
    if (firearms.length === 0) break;
    facts.push(...(await factsOfFirearms(client, agencyId, firearms, home)));
    after = firearms.at(-1)!;
  }
  return facts.sort((a, b) => (a.traceNumber < b.traceNumber ? -1 : 1));
}

async function factsOfFirearms(
  client: pg.ClientBase,
  agencyId: number,
  firearms: readonly number[],
  home: Home,
): Promise<TraceFacts[]> {
  const records = await recordsOfFirearms(client, agencyId, firearms);
  const shootings = await shootingsOf(client, agencyId, postgresLinkSource(client, agencyId), firearms);
  const facts: TraceFacts[] = [];
  for (const firearm of firearms)
    facts.push(
      ...traceFactsOf(
        {
          firearm: entityId('firearm', firearm),
          records: await withDealerPlaces(records.get(firearm)!),
          shootings: shootings.get(firearm)!,
          cut: null,
        },
        home,
      ),
    );
  return facts;
}
