import { postgresLinkSource } from '../../src/store/link-source.ts';
import { openTestStore } from '../open-test-store.ts';
import { receiveRows } from '../receive-rows.ts';
import { expectSameAnswers, plainDriver } from './link-drivers.ts';
import { entitiesOf, makeGraph, makeLink, type MadeGraph } from './made-links.ts';
import { memoryDrivers } from './memory-drivers.ts';

/**
 * The suite on a real store, which never had the links that are hidden from the reader in memory: PostgreSQL, and the graph
 * in memory with PostgreSQL to describe what it finds.
 */
export async function expectStoredAnswers(order: { seed: number; questions: number }) {
  const { seed, questions } = order;
  const store = await openTestStore();
  try {
    const { agencyId } = store.agency;
    await receiveRows(store, 'etrace', [
      'Request Number,Date of Request,Agency Case Number,Serial Number,Manufacturer,Type,Caliber,Model',
      'RQ1,01/02/2025,24-10001,NUL00001,GLOCK,P,9MM,19',
    ]);
    const owner = store.database.pool('migrate');
    const { rows } = await owner.query<{ record_id: number }>('select record_id from flashlight.record limit 1');
    // Numbers above those of the record that was imported.
    const made = makeGraph(seed, { entities: 40, links: 260, firstId: 2 ** 41 });
    const record = rows[0]!.record_id;
    const graph: MadeGraph = { ...made, links: made.links.map(restedOn), seen: made.seen.map(restedOn) };
    function restedOn(link: MadeGraph['links'][number]) {
      return { ...makeLink(link), source: { ...link.source, record } };
    }
    for (const link of graph.seen) {
      await owner.query(
        `insert into flashlight.link (agency_id, link_id, subject_id, subject_kind, predicate, object_id, object_kind, valid_from,
           valid_to, record_id, basis, status, asserted_by, handling) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          agencyId,
          link.id,
          link.subject,
          link.subjectKind,
          link.predicate,
          link.object,
          link.objectKind,
          link.from,
          link.to,
          record,
          link.basis,
          link.status,
          link.assertedBy,
          link.handling,
        ],
      );
    }
    for (const entity of entitiesOf(graph.seen).values()) {
      await owner.query(
        'insert into flashlight.entity (agency_id, entity_id, kind, label, links) values ($1, $2, $3, $4, $5)',
        [agencyId, entity.id, entity.kind, entity.label, entity.links],
      );
    }
    const client = await store.database.pool('read').connect();
    try {
      const stored = postgresLinkSource(client, agencyId);
      const drivers = [
        plainDriver(graph),
        { name: 'PostgreSQL', source: stored },
        ...memoryDrivers(graph, stored, seed).slice(0, 2),
      ];
      return await expectSameAnswers(drivers, {
        seed,
        questions,
        ids: graph.ids,
      });
    } finally {
      client.release();
    }
  } finally {
    await store.close();
  }
}
