import { findFirearms } from '../src/jobs/find-firearm.ts';
import { findLinks, findPaths } from '../src/jobs/find-links.ts';
import type { ImportResult } from '../src/jobs/import-file.ts';
import { loadEntityPage } from '../src/jobs/load-entity-page.ts';
import { loadLife } from '../src/jobs/load-life.ts';
import { loadLive } from '../src/jobs/load-live.ts';
import { parseEntityId } from '../src/model/ids.ts';
import type { TestStore } from './open-test-store.ts';
import { receiveRows } from './receive-rows.ts';
import { lifeOf } from './stored-lives.ts';

/** A firearm recovered in a case of its own, and another. */
export const recoveredFirearms = [
  'Property Number,Case Number,Recovery Date,Serial Number,Manufacturer,Model,Caliber,Type',
  'P1,24-0001,03/01/2024 10:00,ABC12345,GLOCK,17,9MM,P',
  'P2,24-0002,03/01/2024 10:00,XYZ98765,TAURUS,G2C,9MM,P',
];

/** A lead from a scene to the test fire of the first of them, cell by cell. */
export const plainLead = {
  'Lead Number': 'L-1',
  'Hit Number': '',
  Kind: 'LEAD',
  Status: 'DISSEMINATED',
  Issued: '03/10/2024',
  'Case A': '23-0500',
  'Item A': 'CC-1',
  'IBIS A': 'IB100',
  'Event Date A': '11/11/2023',
  'Case B': '24-0001',
  'Item B': 'TF-1',
  'IBIS B': 'IB200',
  'Event Date B': '03/05/2024',
  'Serial Number': 'ABC12345',
  Manufacturer: 'GLOCK',
  Model: '17',
  Caliber: '9MM',
  Conclusion: '',
  'Confirmed On': '',
  Retracted: '',
};
export type Lead = Partial<typeof plainLead>;

/** What makes it a hit. */
export const hit: Lead = {
  Kind: 'HIT',
  Status: 'CONFIRMED_HIT',
  Conclusion: 'IDENTIFICATION',
  'Confirmed On': '04/01/2024',
};

export const receiveLeads = (store: TestStore, ...leads: Lead[]): Promise<ImportResult> =>
  receiveRows(store, 'nibin', [
    Object.keys(plainLead).join(','),
    ...leads.map((lead) => Object.values({ ...plainLead, ...lead }).join(',')),
  ]);

/** The shootings in the life of a firearm: each with its standing, what contradicts it, and its rows. */
export const shootingsOf = async (store: TestStore, serial: string) =>
  (await lifeOf(store, serial)).events
    .filter((event) => event.kind === 'shooting')
    .map(({ tie, status, conflict, sources, detail }) => ({
      told: `${tie} ${status}`,
      conflict,
      rows: sources.length,
      says: detail['laboratoryStatus'],
    }));

/** What every answer says of the tie between the firearm and the scene: its links, the paths, both pages, the live board. */
export async function answersOf(store: TestStore, serial: string) {
  const client = await store.database.pool('read').connect();
  const { agencyId } = store.agency;
  try {
    const [found] = await findFirearms(client, agencyId, serial);
    const firearm = parseEntityId(found!.id)!.number;
    const { events } = (await loadLife(client, agencyId, firearm))!;
    const { id } = events.find((event) => event.kind === 'shooting')!.people[0]!;
    const incident = parseEntityId(id)!.number;
    const tells = (each: { predicate: string; status: string; conflict?: string | undefined }) =>
      `${each.predicate} ${each.status}${each.conflict ? ' against' : ''}`;
    const graph = await findLinks(client, agencyId, { from: [firearm], hops: 1 });
    const paths = (await findPaths(client, agencyId, { from: firearm, to: incident }))!;
    const page = (await loadEntityPage(client, agencyId, { kind: 'incident', number: incident }))!;
    const live = await loadLive(client, agencyId, {
      since: null,
      parts: { alerts: true, entities: true, imports: true },
    });
    const linked = (of: typeof live.events) =>
      of
        .filter((event) => event.kind === 'linked')
        .map((event) => `${event.tie} ${event.status}${event.conflict ? ' against' : ''}`)
        .toSorted();
    return {
      links: graph.links.filter((link) => link.object === id).map(tells),
      paths: paths.links.map(tells),
      relations: page.relations
        .flatMap(({ predicate, shown }) => shown.map((each) => tells({ predicate, ...each })))
        .filter((each) => each.includes('FIRED_IN')),
      counted: page.ballistics,
      totals: page.relations.map(({ predicate, total, withdrawn }) => `${predicate} ${total} ${withdrawn}`).toSorted(),
      page: linked(page.events),
      live: linked(live.events),
    };
  } finally {
    client.release();
  }
}
