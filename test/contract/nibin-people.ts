import { createSignInLink } from '../../src/jobs/sign-in.ts';
import { enrolExhibit } from '../../src/jobs/enrol-exhibit.ts';
import type { Role } from '../../src/model/roles.ts';
import { inTransaction } from '../../src/store/database.ts';
import { receiveRows } from '../receive-rows.ts';
import type { TestServer } from './open-test-server.ts';

/** Lets somebody in by name, and gives their Cookie header. */
export async function signInAs(server: TestServer, actor: string, role: Role): Promise<string> {
  const token = await createSignInLink(server.store.database, {
    agencyId: server.store.agency.agencyId,
    actor,
    role,
    madeBy: 'tests',
    now: server.clock.now(),
  });
  const answer = await server.api.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { token, language: 'en' },
  });
  return String(answer.headers['set-cookie']).split(';', 1)[0]!;
}

/** Three shootings and a firearm recovered in a fourth case; everything is made up. */
export async function receiveShootings({ store }: Pick<TestServer, 'store'>): Promise<void> {
  await receiveRows(store, 'incidents', [
    'Incident Number,Occurred From,Address,City,State,Latitude,Longitude,District,Narrative Class',
    '24-0001,03/01/2024 22:10,100 N HARBOR ST,HARBOR CITY,MD,39.2901,-76.6122,Central,FATAL SHOOTING',
    '24-0003,03/09/2024 02:00,7 QUAY LN,HARBOR CITY,MD,39.2811,-76.6001,Southern,NON-FATAL SHOOTING',
    '24-0004,03/20/2024 02:00,9 PIER AVE,HARBOR CITY,MD,39.2850,-76.6050,Southern,SHOTS FIRED',
  ]);
  await receiveRows(store, 'recoveries', [
    'Property Number,Case Number,Recovery Date,Serial Number,Manufacturer,Model,Caliber,Type',
    'P1,24-0002,04/01/2024 10:00,ABC12345,GLOCK,17,9MM,P',
  ]);
}

/** Exhibits of these cases, searched for: the test fire is of the recovered firearm. Gives their numbers by name. */
export async function enrolSearched(
  { store }: Pick<TestServer, 'store'>,
  pairs: readonly { readonly a: string; readonly b: string; readonly cells: number }[],
): Promise<Record<string, number>> {
  const { agencyId } = store.agency;
  const pool = store.database.pool('read');
  const { rows } = await pool.query<{ record: number }>(
    'select record_id as record from flashlight.recovery where agency_id = $1',
    [agencyId],
  );
  const turn = { agencyId, actor: 'enroller', now: '2026-11-20T12:00:00.000Z' };
  const facts = { labItem: null, ibis: null, calibre: '9MM', finish: null, headstamp: null, marker: null, pieces: 1 };
  const of: Record<string, number> = {};
  for (const [name, caseNumber, origin] of [
    ['first', '24-0001', 'SCENE'],
    ['fired', '24-0002', 'TEST_FIRE'],
    ['second', '24-0003', 'SCENE'],
    ['third', '24-0004', 'SCENE'],
  ] as const)
    of[name] = await inTransaction(pool, (client) =>
      enrolExhibit(client, turn, {
        facts: {
          ...facts,
          item: `${name}-1`,
          case: caseNumber,
          kind: 'CASING',
          origin,
          collectedAt: null,
          collectedBy: null,
          aperture: null,
          breechFace: null,
          recovery: origin === 'TEST_FIRE' ? rows[0]!.record : null,
          testFire: null,
        },
        receivedAt: null,
        receivedBy: null,
        triaged: false,
      }),
    );
  const owner = await store.database.connect('migrate');
  await owner.query(`update flashlight.exhibit set state = 'CORRELATED'`);
  for (const [at, { a, b, cells }] of pairs.entries()) {
    const request = await owner.query<{ id: number }>(
      `insert into flashlight.correlation_request (agency_id, exhibit_id, scan_id, asked_of, requested_by, requested_at, state, started_at, finished_at)
       values ($1, $2, $3, 'LOCAL', 'enroller', $4, 'DONE', $4, $4) returning request_id as id`,
      [agencyId, of[a], 1000 + of[a]!, '2026-11-20T13:00:00Z'],
    );
    await owner.query(
      `insert into flashlight.correlation_candidate (agency_id, request_id, rank, exhibit_id, scan_id, score, congruent_cells, congruent_cells_reverse,
         cells_compared, cells_compared_reverse, whole_scan_correlation, undetermined)
       values ($1, $2, $3, $4, $5, $6, $7, $7, 40, 40, .5, 'no-calibration-set')`,
      [agencyId, request.rows[0]!.id, at + 1, of[b], 1000 + of[b]!, cells / 40, cells],
    );
  }
  await owner.end();
  return of;
}
