import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askSentences } from '../identity/asked-pairs.ts';
import type { ComparedKind } from '../model/identity.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { explainRows } from './explain-rows.ts';
import { forgetIndexes } from './identity-index.ts';
import { learnIdentity } from './learn-identity.ts';
import { loadCluster } from './load-cluster.ts';
import { loadEntityPage } from './load-entity-page.ts';
import { loadReviewQueue } from './review-queue.ts';
import { signIdentityModel } from './sign-identity-model.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const recoveriesHeader =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Zip,' +
  'Possessor Last Name,Possessor First Name,Possessor DOB,Possessor Address,Possessor City,Possessor State,Possessor Zip';
const requestsHeader =
  'Request Number,Date of Request,Agency Case Number,Serial Number,Manufacturer,Type,Caliber,Model,Possessor Name,Possessor DOB,Recovery Date';

interface Given {
  serial?: string;
  case?: string;
  address?: string;
  home?: string;
}

const recovery = (at: number, { serial, case: of, address, home }: Given = {}) =>
  [
    `P${at}`,
    of ?? `25-${String(100_000 + at)}`,
    '01/05/2025 10:00',
    'PISTOL,GLOCK,19,9MM',
    serial ?? `AAA${at * 7919}`,
    address ?? `${at * 37} W MOORING ST`,
    'Harbor City,MD,21204',
    `DOE${String.fromCharCode(65 + (at % 26))}`,
    `JO${at}`,
    '01/02/1980',
    home ?? '',
    home ? 'Harbor City,MD,21204' : ',,',
  ].join(',');
/** Enough to learn from. */
const filler = Array.from({ length: 60 }, (_, at) => recovery(100 + at));

async function putInForce(kind: ComparedKind): Promise<void> {
  const model = await learnIdentity(store.database, store.agency.agencyId, { kind, learntBy: 'analyst' });
  await signIdentityModel(store.database, store.agency.agencyId, { model, signedBy: 'detective' });
}

async function reading<Answer>(
  read: (client: Awaited<ReturnType<typeof connect>>) => Promise<Answer>,
): Promise<Answer> {
  const client = await connect();
  try {
    return await read(client);
  } finally {
    client.release();
  }
}
const connect = () => store.database.pool('read').connect();

const asked = (kind: ComparedKind) =>
  reading(async (client) => {
    const { items } = await loadReviewQueue(store.database, client, store.agency.agencyId, {
      kind,
      state: 'open',
      after: null,
      limit: 100,
    });
    return items.map(({ a, b, for: reasons }) => ({
      labels: [a.label, b.label].sort(),
      rows: [a.row, b.row],
      reasons,
    }));
  });

describe('serial numbers one slip of a key apart', () => {
  test('are asked about where records tie both to one case and no register lists both', async () => {
    await receiveRows(store, 'recoveries', [
      recoveriesHeader,
      ...filler,
      recovery(1, { serial: 'BKX1234', case: '25-000001' }),
      // Two that follow one another, both in the property room: what a straw purchaser bought.
      recovery(2, { serial: 'CDE5550', case: '25-000002' }),
      recovery(3, { serial: 'CDE5551', case: '25-000002' }),
      recovery(4, { serial: 'FGH7770', case: '25-000004' }),
    ]);
    await putInForce('firearm');
    expect(await asked('firearm')).toEqual([]);
    const request = (number: string, of: string, serial: string) =>
      `${number},01/06/2025,${of},${serial},GLOCK,PISTOL,9MM,19,"ROE, JANE",03/04/1975,01/05/2025`;
    await receiveRows(store, 'etrace', [
      requestsHeader,
      request('R1', '25-000001', 'BKX1284'),
      request('R2', '25-000099', 'FGH7771'),
    ]);
    expect(await asked('firearm')).toMatchObject([
      {
        labels: ['Glock 19 BKX1234', 'Glock 19 BKX1284'],
        reasons: expect.arrayContaining([askSentences.tier3]) as string[],
      },
    ]);
  });
});

test('a number a laboratory restored is asked about where it is sure, and joins nothing', async () => {
  const restoredHeader = `${recoveriesHeader},Obliteration Method,Restored Serial,Restored Confidence`;
  const restored = (at: number, serial: string, grades: string) =>
    `${recovery(at, { serial: 'OBLITERATED' })},GROUND,${serial},${grades}`;
  await receiveRows(store, 'recoveries', [
    restoredHeader,
    ...[...filler, recovery(1, { serial: 'BKX1234' }), recovery(2, { serial: 'CDE5550' })].map((row) => `${row},,,`),
    restored(3, 'BKX1239', 'HHHHHHL'),
    restored(4, 'CDE5550', 'HLLLLLL'),
  ]);
  await putInForce('firearm');
  expect(await asked('firearm')).toMatchObject([
    {
      labels: ['Glock 19 BKX1234', 'Glock 19 no serial'],
      reasons: expect.arrayContaining([askSentences.tier4Restored]) as string[],
    },
  ]);
  // One that comes later is asked about as well.
  await receiveRows(store, 'recoveries', [restoredHeader, restored(5, 'CDE5550', 'HHHHHHH')]);
  expect((await asked('firearm')).map(({ labels }) => labels[0]).sort()).toEqual([
    'Glock 19 BKX1234',
    'Glock 19 CDE5550',
  ]);
});

test('a model in force of an earlier version compares nothing and says so; the next one signed compares all that came', async () => {
  await receiveRows(store, 'recoveries', [recoveriesHeader, ...filler, recovery(1, { serial: 'BKX1234' })]);
  await putInForce('firearm');
  await store.database
    .pool('migrate')
    .query(`update flashlight.identity_model set settings = jsonb_set(settings, '{flashlight,version}', '1')`);
  forgetIndexes(store.database);
  await receiveRows(store, 'recoveries', [recoveriesHeader, recovery(2, { serial: 'BKXI234' })]);
  const [a, b] = (
    await store.database
      .pool('read')
      .query<{ row: string }>(
        `select record_id || '-' || ordinal as row from flashlight.firearm_observation where serial_clean like 'BKX%234' order by 1`,
      )
  ).rows.map(({ row }) => row);
  const why = () => reading((client) => explainRows(store.database, client, store.agency.agencyId, { a: a!, b: b! }));
  await expect(why()).rejects.toThrow('An analyst has one learnt anew');
  await putInForce('firearm');
  expect(await asked('firearm')).toMatchObject([{ labels: ['Glock 19 BKX1234', 'Glock 19 BKXI234'] }]);
  expect((await why())?.sameEntity).toBe(false);
});

describe('a building written in two ways', () => {
  test('is asked about with the reason, joined by nobody, and explained', async () => {
    await receiveRows(store, 'recoveries', [
      recoveriesHeader,
      ...filler,
      recovery(1, { address: '1834 N CALDER ST' }),
      recovery(2, { address: '1834 North Calder Street' }),
      recovery(3, { address: '1834 CALDER ST' }),
      recovery(4, { address: '1834 S CALDER ST' }),
    ]);
    await putInForce('place');
    const pairs = await asked('place');
    expect(pairs.map(({ labels }) => labels)).toEqual(
      expect.arrayContaining([['1834 Calder St, Harbor City', '1834 N Calder St, Harbor City']]),
    );
    const [pair] = pairs.filter(({ labels }) => labels[1]!.includes(' N '));
    expect(pair!.reasons.slice(0, 2)).toEqual([askSentences.building, askSentences.direction]);
    expect(pairs.some(({ labels }) => labels[0]!.includes(' N ') && labels[1]!.includes(' S '))).toBe(false);
    const why = await reading((client) =>
      explainRows(store.database, client, store.agency.agencyId, { a: pair!.rows[0]!, b: pair!.rows[1]! }),
    );
    expect(why).toMatchObject({ kind: 'place', sameEntity: false, asked: pair!.reasons.slice(0, 2) });
  });

  test('and its flats: people of one flat, and people of one building, are two answers', async () => {
    await receiveRows(store, 'recoveries', [
      recoveriesHeader,
      recovery(1, { home: '1834 N Calder St Apt 3B' }),
      recovery(2, { home: '1834 North Calder Street #3B' }),
      recovery(3, { home: '1834 N CALDER ST UNIT 4' }),
      recovery(4, { home: '1834 N CALDER ST' }),
      recovery(5, { address: '1834 N CALDER ST' }),
    ]);
    const { rows } = await store.database
      .pool('read')
      .query<{ predicate: string; subject: string; object: string; n: number }>(
        `select l.predicate, case s.kind when 'person' then 'person' else s.label end as subject, o.label as object, count(distinct l.subject_id)::int as n
         from flashlight.link l join flashlight.entity s on s.entity_id = l.subject_id join flashlight.entity o on o.entity_id = l.object_id
        where l.predicate in ('RESIDES_AT', 'LOCATED_IN') group by 1, 2, 3 order by 1, 2, 3`,
      );
    const building = '1834 N Calder St, Harbor City';
    expect(rows).toEqual([
      { predicate: 'LOCATED_IN', subject: '1834 N Calder St Unit 3B, Harbor City', object: building, n: 1 },
      { predicate: 'LOCATED_IN', subject: '1834 N Calder St Unit 4, Harbor City', object: building, n: 1 },
      { predicate: 'RESIDES_AT', subject: 'person', object: '1834 N Calder St Unit 3B, Harbor City', n: 2 },
      { predicate: 'RESIDES_AT', subject: 'person', object: '1834 N Calder St Unit 4, Harbor City', n: 1 },
      { predicate: 'RESIDES_AT', subject: 'person', object: building, n: 1 },
    ]);
    const [found] = (
      await store.database
        .pool('read')
        .query<{ number: number }>(
          `select entity_id as number from flashlight.entity where kind = 'place' and label = $1`,
          [building],
        )
    ).rows;
    const wanted = { kind: 'place', number: found!.number } as const;
    const page = await reading((client) => loadEntityPage(client, store.agency.agencyId, wanted));
    expect(page!.observations.map(({ role, values }) => `${role} ${String(values['address'])}`).sort()).toEqual([
      'address 1834 N CALDER ST',
      'building 1834 N CALDER ST',
      'building 1834 N CALDER ST',
      'building 1834 N CALDER ST',
      'recovery 1834 N CALDER ST',
    ]);
    expect(page!.relations.find(({ predicate }) => predicate === 'LOCATED_IN')).toMatchObject({
      direction: 'in',
      total: 3,
    });
    const cluster = await reading((client) => loadCluster(client, store.agency.agencyId, wanted));
    expect(cluster!.rows.every(({ values }) => values['house'] === '1834' && values['street'] === 'CALDER')).toBe(true);
  });
});
