import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import { receiveScan } from '../../src/jobs/receive-scan.ts';
import { prepareScans } from '../enrolled-scans.ts';
import { x3pOf } from '../x3p-of.ts';
import { createSignInLink } from '../../src/jobs/sign-in.ts';
import { enrolExhibit } from '../../src/jobs/enrol-exhibit.ts';
import type { Role } from '../../src/model/roles.ts';
import { keepPairs } from '../../src/store/candidate-pairs.ts';
import { inTransaction } from '../../src/store/database.ts';
import { receiveRows } from '../receive-rows.ts';
import type { TestServer } from './open-test-server.ts';

/** Lets somebody in by name, and gives their Cookie header. */
export async function signInAs(
  server: TestServer,
  actor: string,
  role: Role,
  language: 'en' | 'es' = 'en',
): Promise<string> {
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
    payload: { token, language },
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

const exhibits = [
  ['first', '24-0001', 'SCENE'],
  ['fired', '24-0002', 'TEST_FIRE'],
  ['second', '24-0003', 'SCENE'],
  ['third', '24-0004', 'SCENE'],
] as const;

/** An exhibit of each case, by name: the test fire is of the recovered firearm. */
export async function enrolNamed({ store }: Pick<TestServer, 'store'>): Promise<Record<string, number>> {
  const { agencyId } = store.agency;
  const pool = store.database.pool('read');
  const { rows } = await pool.query<{ record: number }>(
    `select v.record_id as record from flashlight.recovery v join flashlight.firearm_observation f using (agency_id, record_id)
      where v.agency_id = $1 and f.serial_clean = 'ABC12345'`,
    [agencyId],
  );
  const turn = { agencyId, actor: 'enroller', now: '2026-11-20T12:00:00.000Z' };
  const of: Record<string, number> = {};
  for (const [name, caseNumber, origin] of exhibits)
    of[name] = await inTransaction(pool, (client) =>
      enrolExhibit(client, turn, {
        facts: {
          item: `${name}-1`,
          labItem: null,
          ibis: null,
          case: caseNumber,
          kind: 'CASING',
          origin,
          calibre: '9MM',
          finish: null,
          headstamp: null,
          marker: null,
          pieces: 1,
          collectedAt: '2026-11-20T10:00:00Z',
          collectedBy: 'collector',
          aperture: null,
          breechFace: null,
          recovery: origin === 'TEST_FIRE' ? rows[0]!.record : null,
          testFire: null,
        },
        receivedAt: '2026-11-20T11:00:00Z',
        receivedBy: 'laboratory',
        triaged: true,
      }),
    );
  return of;
}

/** They, and what a search found of them: as many candidates as are named. */
export async function enrolSearched(
  server: Pick<TestServer, 'store'>,
  pairs: readonly { readonly a: string; readonly b: string; readonly cells: number }[],
): Promise<Record<string, number>> {
  const { store } = server;
  const { agencyId } = store.agency;
  const of = await enrolNamed(server);
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
    await keepPairs(owner, agencyId, of[a]!);
  }
  await owner.end();
  return of;
}

/** They, each with the scan of a made breech face, prepared and searched for: the first and the fired are of one firearm, the others of another. */
export async function enrolScanned(server: TestServer): Promise<Record<string, number>> {
  const of = await enrolNamed(server);
  const make = createBreechFaces();
  for (const [at, [name]] of exhibits.entries()) {
    const bytes = x3pOf(
      make({ classSeed: 'class', firearmSeed: at < 2 ? 'one' : 'other', shotSeed: name, turn: at / 3, tilt: 2 }),
    );
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = join(server.dataDir, `${name}.x3p`);
    await writeFile(path, bytes);
    await inTransaction(server.store.database.pool('read'), (client) =>
      receiveScan(
        client,
        { agencyId: server.store.agency.agencyId, actor: 'enroller', now: '2026-11-20T12:30:00.000Z' },
        server.dataDir,
        {
          exhibit: of[name]!,
          version: null,
          scan: { path, fileName: `${name}.x3p`, sha256, bytes: bytes.length, maskedBefore: true },
        },
      ),
    );
  }
  await prepareScans(server);
  return of;
}

/** Asks the interface as whoever has the Cookie header; what takes no body is sent none. */
export function sendAs(
  server: TestServer,
  path: string,
  cookie: string,
  method: 'GET' | 'POST' = 'GET',
  payload: object = {},
) {
  return server.api.inject({
    method,
    url: `/api/v1${path}`,
    headers: { cookie },
    ...(method === 'POST' && !/undo$|agreement$/.test(path) ? { payload } : {}),
  });
}

/** The same, where an answer is expected. */
export async function askAs<T>(...order: Parameters<typeof sendAs>): Promise<T> {
  const answer = await sendAs(...order);
  expect([order[1], answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([order[1], 200, '']);
  return answer.json();
}

/** The same, where it is expected to be refused: by which code. */
export async function refusedAs(...order: Parameters<typeof sendAs>): Promise<string> {
  return (await sendAs(...order)).json<{ code: string }>().code;
}
