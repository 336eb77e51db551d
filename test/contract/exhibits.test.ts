import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import type { ExhibitsPage } from '../../src/api/contract/exhibits.ts';
import { workOnce } from '../../src/jobs/work-on-scans.ts';
import type { BoardRow, ExhibitBoard, ExhibitClocks } from '../../src/model/exhibit-board.ts';
import type { ExhibitPage } from '../../src/model/exhibit-page.ts';
import { tieEntries } from '../../src/store/ballistic-entries.ts';
import { inTransaction } from '../../src/store/database.ts';
import { receiveRows } from '../receive-rows.ts';
import { x3pOf } from '../x3p-of.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { scanForm } from './upload-form.ts';

// Ballistic evidence over HTTP: two firearms and an event of one night, from what is late to a candidate.

const place = '7 QUAY LN,HARBOR CITY,MD,21202,TESTERSON,MARLOWE,04/05/1990,6';
const recoveries = [
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Zip,Possessor Last Name,Possessor First Name,Possessor DOB,Loss Code,Trace Number',
  `P26000001,26-0000202,11/20/2026 23:45,P,RUGER,LCP,380,371234567,${place},`,
  `P26000002,26-0000203,11/20/2026 08:30,P,TAURUS,G2C,9MM,AAB123456,${place},`,
];
const incidents = [
  'Incident Number,Occurred From,Occurred To,Reported,Address,City,State,Zip,Latitude,Longitude,District,Narrative Class,Cases Recovered',
  '26-0000301,11/20/2026 20:10,11/20/2026 20:15,11/20/2026 20:20,100 N HARBOR ST,HARBOR CITY,MD,21202,39.2901,-76.6122,Central,NON-FATAL SHOOTING,4',
];
const entries = [
  'IBIS ID,Site,Entered At,Event Type,Item Number,Lab Number,Agency Case Number,Event Date,Crime Type,Caliber,Evidence Kind,Firearm Make,Firearm Model,Firearm Serial,Collected At,Address,City',
  'IB-26-0001,LAB,11/21/2026 05:00,SCENE,CC-1,L26-1,26-0000301,11/20/2026,SHOOTING,9MM,CASING,,,,11/20/2026 21:00,100 N HARBOR ST,HARBOR CITY',
  'IB-26-0002,LAB,11/19/2026 05:00,SCENE,CC-7,L26-2,26-0000555,11/17/2026,SHOOTING,40,CASING,,,,11/17/2026 05:00,9 DOCK ST,HARBOR CITY',
];

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  cookie = await server.signIn('analyst');
  await receiveRows(server.store, 'recoveries', recoveries, '2026-11-21T11:00:00Z');
  await receiveRows(server.store, 'incidents', incidents, '2026-11-21T11:00:00Z');
  await receiveRows(server.store, 'nibin', entries, '2026-11-21T11:00:00Z');
});
afterAll(() => server.close());

const send = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, as = cookie) =>
  server.api.inject({
    method,
    url: `/api/v1/exhibits${url}`,
    headers: { cookie: as },
    ...(payload === undefined ? {} : { payload }),
  });

async function ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<T> {
  const answer = await send(method, url, payload);
  expect([url, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([url, 200, '']);
  return answer.json() as T;
}

const facts = {
  item: 'CC-1',
  labItem: null,
  ibis: null,
  case: '26-0000301',
  kind: 'CASING',
  origin: 'SCENE',
  calibre: null,
  finish: null,
  headstamp: null,
  marker: null,
  pieces: 4,
  collectedAt: null,
  collectedBy: null,
  aperture: null,
  breechFace: null,
  recovery: null,
  testFire: null,
};

const rowOf = (board: ExhibitBoard, is: (row: BoardRow) => boolean) => board.rows.find(is)!;

test('the board tells of each firearm and each event of a day what is late, still in time, not known, and why', async () => {
  const board = await ask<ExhibitBoard>('GET', '/board?hours=48');
  expect(board.rows).toHaveLength(3);
  const ruger = rowOf(board, ({ label }) => label.includes('RUGER'));
  expect(ruger.cells.entered).toMatchObject({ is: 'waiting', why: 'not-entered' });
  const taurus = rowOf(board, ({ label }) => label.includes('TAURUS'));
  expect(taurus.cells.property.is).toBe('done');
  expect(taurus.cells.entered).toMatchObject({ is: 'waiting', why: 'not-entered' });
  expect(taurus.cells.traced).toMatchObject({ is: 'waiting', why: 'not-traced' });
  const event = rowOf(board, ({ kind }) => kind === 'cartridge-cases');
  expect(event.cells).toMatchObject({
    entered: { is: 'done', at: '2026-11-21T10:00:00.000Z' },
    property: { is: 'unknown', why: 'not-in-property-records' },
    correlated: { is: 'unknown', why: 'correlated-elsewhere' },
    'test-fired': { is: 'not-asked' },
  });
  // Numbers as they are written: letters and figures alone are for comparing.
  expect([ruger.case, taurus.case, event.case]).toEqual(['26-0000202', '26-0000203', '26-0000301']);
  expect(board.done.entered).toEqual({ numerator: 1, denominator: 3, unknown: 0 });
  expect(board.done['test-fired']).toEqual({ numerator: 0, denominator: 2, unknown: 0 });

  server.clock.forward({ hours: 6 });
  cookie = await server.signIn('analyst');
  const later = await ask<ExhibitBoard>('GET', '/board?hours=48');
  expect(later.rows[0]!.label).toContain('TAURUS');
  expect(later.rows[0]!.cells.entered).toMatchObject({ is: 'late', why: 'not-entered' });
  expect(later.rows[0]!.cells.traced.is).toBe('late');
  const nothing = await ask<ExhibitBoard>('GET', '/board?until=2030-01-01T00:00:00Z&hours=1');
  expect([nothing.rows, nothing.newest]).toEqual([[], '2026-11-21T04:45:00.000Z']);
});

test('an exhibit is the entry an import tells of, counts once, and shows where the two say otherwise', async () => {
  const before = await ask<ExhibitClocks>('GET', '/clocks?from=2026-11-01&to=2026-11-21');
  expect([before.own, before.imported]).toEqual([0, 2]);
  const toEntry = before.stages.find(({ stage }) => stage === 'collect-entry')!;
  expect(toEntry).toMatchObject({ within: { numerator: 1, denominator: 2, unknown: 0 }, ninetiethHours: 48 });
  const first = await ask<ExhibitPage>('POST', '', { facts, receivedAt: null, receivedBy: null, triaged: false });
  expect(first).toMatchObject({
    ibis: 'IB-26-0001',
    calibre: '9LUGER',
    labItem: 'L26-1',
    calibreSource: 'IMPORT',
    state: 'COLLECTED',
    entry: { differs: [] },
  });
  expect(first.incident).toMatch(/^incident:/);
  expect(first.clocks.find(({ stage }) => stage === 'collect-entry')).toMatchObject({
    is: 'done',
    hours: 8,
    late: false,
  });
  const again = await send('POST', '', {
    facts: { ...facts, item: 'cc1' },
    receivedAt: null,
    receivedBy: null,
    triaged: false,
  });
  expect([again.statusCode, again.json().code]).toEqual([409, 'exhibit.exists']);
  const after = await ask<ExhibitClocks>('GET', '/clocks?from=2026-11-01&to=2026-11-21');
  expect([after.own, after.imported]).toEqual([1, 1]);
  expect(after.stages.find(({ stage }) => stage === 'collect-entry')!.done).toBe(2);

  // One that was enrolled before its entry came in is tied to it then.
  const early = await ask<ExhibitPage>('POST', '', {
    facts: { ...facts, item: 'CC-9', case: '26-0000999', calibre: '.40 S&W', collectedAt: '2026-11-21T01:00:00Z' },
    receivedAt: null,
    receivedBy: null,
    triaged: false,
  });
  expect(early.entry).toBeNull();
  const late = entries[1]!
    .replace('IB-26-0001', 'IB-26-0003')
    .replace('CC-1', 'CC 9')
    .replace('26-0000301', '26-0000999');
  await receiveRows(server.store, 'nibin', [entries[0]!, late], '2026-11-21T12:00:00Z');
  const tied = await inTransaction(server.store.database.pool('import'), (client) =>
    tieEntries(client, server.store.agency.agencyId),
  );
  expect(tied).toBe(1);
  const itsPage = () => ask<ExhibitPage>('GET', `/${early.exhibit}`);
  expect((await itsPage()).entry!.differs).toEqual([{ fact: 'calibre', here: '40SW', there: '9LUGER' }]);

  // Its number was a mistake: the entry is of another. Taken back, it is its own again.
  const other = await ask<ExhibitPage>('PUT', `/${early.exhibit}`, {
    version: (await itsPage()).version,
    facts: { ...facts, item: 'CC-10', case: '26-0000999', calibre: '.40 S&W', collectedAt: '2026-11-21T01:00:00Z' },
  });
  expect(other.entry).toBeNull();
  const back = await ask<ExhibitPage>('POST', `/${early.exhibit}/steps`, { version: other.version, step: 'undo' });
  expect(back.entry).not.toBeNull();
});

test('where it lay, and of its entry site, operator, region and marks, are kept, taken from the import where it has them, and held beside it', async () => {
  const more = {
    point: { lon: -76.6122, lat: 39.2901 },
    place: 'Under the stairs',
    site: 'East laboratory',
    operator: 'B. Example',
    region: 'Mid-Atlantic',
    marks: ['EJECTOR', 'BREECH_FACE'],
  };
  const enrolled = await ask<ExhibitPage>('POST', '', {
    facts: { ...facts, item: 'CC-7', case: '26-0000555', ...more },
    receivedAt: null,
    receivedBy: null,
    triaged: false,
  });
  const { exhibit, version } = enrolled;
  expect(enrolled).toMatchObject({ ...more, marks: ['BREECH_FACE', 'EJECTOR'] });
  expect(enrolled.entry!.differs).toContainEqual({ fact: 'site', here: 'East laboratory', there: 'LAB' });
  const edited = await ask<ExhibitPage>('PUT', `/${exhibit}`, {
    version,
    facts: { ...facts, item: 'CC-7', case: '26-0000555', ...more, marks: [], site: 'lab', point: null },
  });
  expect(edited).toMatchObject({ marks: [], point: null, place: 'Under the stairs' });
  // The name of the site in other letters is no other site.
  expect(edited.entry!.differs.map(({ fact }) => fact)).not.toContain('site');
  expect(edited.history.at(-1)).toMatchObject({
    step: 'edit',
    note: expect.stringMatching(/lat, lon, site, marks$/) as string,
  });
  const half = await send('PUT', `/${exhibit}`, {
    version: edited.version,
    facts: { ...facts, item: 'CC-7', case: '26-0000555', point: { lat: 39 } },
  });
  expect(half.statusCode).toBe(400);
});

test('a day the calendar does not have is refused by name', async () => {
  for (const order of [
    { facts: { ...facts, item: 'CC-30', collectedAt: '2026-02-30T00:00:00Z' }, receivedAt: null },
    { facts: { ...facts, item: 'CC-30' }, receivedAt: '2025-02-29T00:00:00-05:00' },
  ]) {
    const answer = await send('POST', '', { ...order, receivedBy: null, triaged: false });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'exhibit.facts']);
  }
});

test('a scan is handed in as a form, once, by whoever may, and found among the candidates of another', async () => {
  const face = createBreechFaces();
  const handIn = async (exhibit: number, shot: string, as = cookie) => {
    const file = x3pOf(face({ classSeed: 'c', firearmSeed: 'f', shotSeed: shot, turn: shot.length }));
    const { headers, payload } = scanForm(file, `${shot}.x3p`);
    return server.api.inject({
      method: 'POST',
      url: `/api/v1/exhibits/${exhibit}/scans`,
      headers: { cookie: as, ...headers },
      payload,
    });
  };
  const { items } = await ask<ExhibitsPage>('GET', '?number=26-0000301');
  const exhibit = items[0]!.exhibit;
  const early = await handIn(exhibit, 's');
  expect([early.statusCode, early.json().code]).toEqual([409, 'exhibit.wrong-step']);
  const step = async (number: number, name: string, more: object = {}) =>
    ask<ExhibitPage>('POST', `/${number}/steps`, {
      version: (await ask<ExhibitPage>('GET', `/${number}`)).version,
      step: name,
      ...more,
    });
  await step(exhibit, 'receive', { custodyTo: 'Laboratory' });
  await step(exhibit, 'triage');
  expect((await handIn(exhibit, 's')).json()).toMatchObject({ state: 'IMAGED', undo: null });
  expect((await handIn(exhibit, 's')).json().scanList).toHaveLength(1);
  const second = await ask<ExhibitPage>('POST', '', {
    facts: { ...facts, item: 'CC-2', calibre: '9mm', collectedAt: '2026-11-21T01:00:00Z' },
    receivedAt: '2026-11-21T12:00:00Z',
    receivedBy: 'Laboratory',
    triaged: true,
  });
  expect((await handIn(second.exhibit, 'tt')).statusCode).toBe(200);
  const administrator = await server.signIn('administrator');
  expect((await handIn(second.exhibit, 'uuu', administrator)).statusCode).toBe(403);
  const work = {
    agencyId: server.store.agency.agencyId,
    dataDir: server.dataDir,
    worker: 'test',
    onNews: () => undefined,
  };
  while (await workOnce(server.store.database, work));
  const found = await ask<ExhibitPage>('GET', `/${exhibit}`);
  expect(found).toMatchObject({
    state: 'CORRELATED',
    scanList: [{ state: 'PREPARED', indexed: true, measured: { unknown: 0 } }],
    requests: [{ state: 'DONE', only: { calibre: '9LUGER?' } }],
    candidateList: [{ exhibit: second.exhibit, rank: 1, logRatio: null }],
  });
  // Cells of either laid on the other, the same from both sides; the count that stands for both is the lesser.
  const [of] = found.candidateList;
  const [back] = (await ask<ExhibitPage>('GET', `/${second.exhibit}`)).candidateList;
  expect(back).toMatchObject({ exhibit, ownCells: of!.otherCells, otherCells: of!.ownCells });
  expect(of!.congruentCells).toBe(Math.min(of!.ownCells.congruent, of!.otherCells.congruent));
  expect(of!.ownCells.compared).toBeGreaterThan(0);
  expect(found.history.find(({ step }) => step === 'correlate')).toMatchObject({
    byProgram: true,
    note: null,
    compared: found.requests[0]!.compared,
  });
  const audited = await server.store.database
    .pool('migrate')
    .query(
      `select count(*)::int as n from flashlight.audit_event where action in ('exhibits.read', 'exhibits.write') and outcome = 'ALLOWED'`,
    );
  expect(audited.rows[0].n).toBeGreaterThan(15);
});

test('an event is entered and correlated once all its exhibits are, or are set aside', async () => {
  const owner = await server.store.database.connect('migrate');
  const { agencyId } = server.store.agency;
  await receiveRows(
    server.store,
    'incidents',
    [incidents[0]!, incidents[1]!.replace('26-0000301', '26-0000777').replace(/,4$/, ',15')],
    '2026-11-21T13:00:00Z',
  );
  cookie = await server.signIn('analyst');
  const ids: number[] = [];
  for (const item of ['E-1', 'E-2', 'E-3'])
    ids.push(
      (
        await ask<ExhibitPage>('POST', '', {
          facts: { ...facts, item, case: '26-0000777', collectedAt: '2026-11-21T01:30:00Z' },
          receivedAt: '2026-11-21T02:00:00Z',
          receivedBy: 'Laboratory',
          triaged: true,
        })
      ).exhibit,
    );
  const stand = async (exhibit: number, state: string, reason: string | null = null) => {
    await owner.query(
      'update flashlight.exhibit set state = $3, not_entered_reason = $4 where agency_id = $1 and exhibit_id = $2',
      [agencyId, exhibit, state, reason],
    );
    const from = { IMAGED: 'image', CORRELATED: 'correlate' }[state];
    if (from !== undefined)
      await owner.query(
        `insert into flashlight.exhibit_step (agency_id, exhibit_id, step, from_state, to_state, done_at, done_by) values ($1, $2, $3, 'TRIAGED', $4, '2026-11-21T03:00:00Z', 'tests')`,
        [agencyId, exhibit, from, state],
      );
  };
  const cells = async () =>
    rowOf(await ask<ExhibitBoard>('GET', '/board?hours=240'), (row) => row.case === '26-0000777').cells;
  await stand(ids[0]!, 'IMAGED');
  await stand(ids[0]!, 'CORRELATED');
  let now = await cells();
  expect(now.entered).toMatchObject({ why: 'not-entered', parts: { done: 1, of: 3 } });
  expect(['late', 'waiting']).toContain(now.entered.is);
  expect(now.correlated).toMatchObject({ why: 'not-entered-yet', parts: { done: 1, of: 3 } });
  await stand(ids[1]!, 'IMAGED');
  await stand(ids[2]!, 'DEFERRED', 'Waits for latent prints');
  now = await cells();
  expect(now.entered).toMatchObject({ is: 'done', at: '2026-11-21T03:00:00.000Z', parts: null });
  expect(now.correlated).toMatchObject({ why: 'not-correlated', parts: { done: 2, of: 3 } });
  await stand(ids[1]!, 'CORRELATED');
  expect((await cells()).correlated).toMatchObject({ is: 'done', parts: null });
  await owner.end();
});
