import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import { fastMethod } from '../../src/ballistics/compare-exhibits.ts';
import type { ExhibitPage } from '../../src/model/exhibit-page.ts';
import { packBits, unpackSurface } from '../../src/model/packed-surface.ts';
import type { SurfaceComparison } from '../../src/model/surface-comparison.ts';
import { enrolScan, prepareScans } from '../enrolled-scans.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let cookie: string;
let a: { exhibit: number; scan: number };
let b: { exhibit: number; scan: number };
let other: { exhibit: number; scan: number };
let empty: number;
const make = createBreechFaces();
const turn = 1.1;

beforeAll(async () => {
  server = await openTestServer();
  cookie = await server.signIn('analyst');
  const scanned = async (item: string, firearmSeed: string, shotSeed: string, turned = 0) => {
    const enrolled = await enrolScan(server, {
      item,
      map: make({ classSeed: 'c', firearmSeed, shotSeed, turn: turned, tilt: 4 }),
    });
    return { exhibit: enrolled.exhibit, scan: enrolled.scan! };
  };
  a = await scanned('E-1', 'f', 's1');
  b = await scanned('E-2', 'f', 's2', turn);
  other = await scanned('E-3', 'g', 's3');
  ({ exhibit: empty } = await enrolScan(server, { item: 'E-4', map: null }));
  await prepareScans(server);
}, 120_000);
afterAll(() => server.close());

const ask = (url: string, headers: Record<string, string> = {}, as = cookie) =>
  server.api.inject({ url: `/api/v1${url}`, headers: { cookie: as, ...headers } });
const audited = async () =>
  (
    await server.store.database
      .pool('migrate')
      .query<{ action: string; subject: Record<string, unknown>; purpose: string | null }>(
        `select action, subject, purpose from flashlight.audit_event where action like 'exhibits.%' order by event_id desc`,
      )
  ).rows;

test('the surface of a scan comes level, with its mask, and the look at it is on record', async () => {
  const answer = await ask(`/exhibits/${a.exhibit}/scans/${a.scan}/surface`);
  expect(answer.statusCode).toBe(200);
  const surface = unpackSurface(answer.rawPayload)!;
  expect(surface).toMatchObject({ width: 288, height: 288, step: 1, masked: 'found' });
  expect(surface.pitchMicrons).toBeCloseTo(12.5, 6);
  const face = [...surface.heights].filter((value, at) => surface.mask[at] === 1 && value === value);
  // A tilt of 4 µm to the millimetre and a bow of 2.7 µm are gone; what is left are marks of a micrometre.
  expect(Math.abs(face.reduce((sum, value) => sum + value, 0) / face.length)).toBeLessThan(0.3);
  expect(Math.sqrt(face.reduce((sum, value) => sum + value ** 2, 0) / face.length)).toBeLessThan(1.6);
  expect((await audited())[0]).toMatchObject({
    action: 'exhibits.read',
    subject: { exhibit: a.exhibit, scan: a.scan, read: 'surface' },
  });
});

test('two exhibits of one firearm are compared with everything the command says, and where each cell lies', async () => {
  const answer = await ask(`/exhibits/${a.exhibit}/with/${b.exhibit}`);
  expect(answer.statusCode).toBe(200);
  const { compared, first, second } = answer.json<SurfaceComparison>();
  expect([first.scan, second.scan]).toEqual([a.scan, b.scan]);
  expect(compared!.engine).toBe(fastMethod);
  expect(compared!.score).toBeGreaterThan(0.5);
  expect(Math.abs(compared!.rotationDegrees!)).toBeCloseTo((turn * 180) / Math.PI, -0.5);
  expect(compared!.logLikelihoodRatio).toEqual({ kind: 'undetermined', code: 'no-calibration-set' });
  expect(compared!.cells).toHaveLength(compared!.cellsCompared);
  expect(compared!.cells.filter(({ reason }) => reason === 'congruent')).toHaveLength(compared!.congruentCells);
  // The lattice is even, and lies about the middle.
  const [one] = compared!.cells;
  for (const cell of [...compared!.cells, ...compared!.cellsNotCompared]) {
    expect(cell.leftMicrons - one!.leftMicrons).toBeCloseTo((cell.column - one!.column) * 450, 6);
    expect(cell.topMicrons - one!.topMicrons).toBeCloseTo((cell.row - one!.row) * 450, 6);
  }
  // Turned the other way round it is the same comparison.
  const back = (await ask(`/exhibits/${b.exhibit}/with/${a.exhibit}`)).json<SurfaceComparison>();
  expect(back.compared!.score).toBe(compared!.score);
  expect((await audited())[0]).toMatchObject({
    action: 'exhibits.read',
    subject: { compared: [b.exhibit, a.exhibit], format: 'json' },
  });

  const apart = (await ask(`/exhibits/${a.exhibit}/with/${other.exhibit}`)).json<SurfaceComparison>();
  expect(apart.compared!.score).toBeLessThan(0.3);
  expect(new Set(apart.compared!.cells.map(({ reason }) => reason)).has('unlike')).toBe(true);
  const none = (await ask(`/exhibits/${a.exhibit}/with/${empty}`)).json<SurfaceComparison>();
  expect(none).toMatchObject({ compared: null, second: { scan: null, scans: [] } });
});

test('a calibration set in the data directory gives a ratio with its interval and its class', async () => {
  await mkdir(join(server.dataDir, 'scans'), { recursive: true });
  const fit = { same: { a: 6, b: 0.9 }, different: { a: 0.3, b: 12 } };
  const set = {
    format: 'flashlight-calibration-1',
    method: fastMethod,
    class: 'made surfaces',
    firearmClass: { calibre: '9LUGER', aperture: 'RECTANGULAR', breechFace: 'PARALLEL' },
    ...fit,
    drawn: [fit],
    bounds: { low: -2, high: 1.5 },
    firearms: 20,
    pairsOfOne: 20,
    pairsOfTwo: 190,
    cost: 0.1,
    leastCost: 0.1,
    misleadingOfOne: 0,
    misleadingOfTwo: 0,
    byFirearm: [],
  };
  const path = join(server.dataDir, 'scans', 'calibration.json');
  await writeFile(path, JSON.stringify(set));
  const ratio = async (): Promise<unknown> =>
    (await ask(`/exhibits/${a.exhibit}/with/${b.exhibit}`)).json<SurfaceComparison>().compared!.logLikelihoodRatio;
  const pool = server.store.database.pool('migrate');
  const setClass = (calibre: string, aperture: string | null) =>
    pool.query(
      `update flashlight.exhibit set calibre_code = $1, aperture = $2, breech_face = 'PARALLEL' where exhibit_id = any($3)`,
      [calibre, aperture, [a.exhibit, b.exhibit]],
    );
  // Of neither exhibit more than the calibre is known.
  expect(await ratio()).toEqual({ kind: 'undetermined', code: 'class-unknown' });
  await setClass('45AUTO', null);
  expect(await ratio()).toEqual({ kind: 'undetermined', code: 'other-class' });
  await setClass('9LUGER', 'RECTANGULAR');
  // A calibre that somebody noted and nobody examined is not sure, here as in a search.
  const source = (code: string) =>
    pool.query('update flashlight.exhibit set calibre_source = $1 where exhibit_id = $2', [code, a.exhibit]);
  await source('NOTED');
  expect(await ratio()).toEqual({ kind: 'undetermined', code: 'class-unknown' });
  await source('EXAMINED');
  const { compared } = (await ask(`/exhibits/${a.exhibit}/with/${b.exhibit}`)).json<SurfaceComparison>();
  expect(compared!.logLikelihoodRatio).toMatchObject({
    kind: 'determined',
    log10: 1.5,
    cut: 'high',
    class: 'made surfaces',
    firearms: 20,
  });
  const report = await ask(`/exhibits/${a.exhibit}/with/${b.exhibit}/report.pdf`, {
    'flashlight-purpose': encodeURIComponent('Caso 25-1'),
  });
  expect(report.statusCode).toBe(200);
  expect(report.headers['content-type']).toBe('application/pdf');
  expect(report.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect(report.rawPayload.length).toBeGreaterThan(100_000);
  expect((await audited())[0]).toMatchObject({
    action: 'exhibits.print',
    purpose: 'Caso 25-1',
    subject: { compared: [a.exhibit, b.exhibit], format: 'pdf' },
  });
  expect((await ask(`/exhibits/${a.exhibit}/with/${b.exhibit}/report.pdf`)).json()).toMatchObject({
    status: 400,
    code: 'api.invalid-request',
  });
  // Nothing left: a lead that is withdrawn calls nothing back for it.
  expect((await audited())[0]).toMatchObject({ action: 'exhibits.print', subject: { read: 'report' } });
});

test('a mask that a person draws is another preparation, which is compared; the one before stays', async () => {
  const surface = unpackSurface((await ask(`/exhibits/${a.exhibit}/scans/${a.scan}/surface`)).rawPayload)!;
  const drawn = surface.mask.map((value, at) => (at % surface.width < surface.width / 2 ? value : 0));
  const post = (mask: { width: number; height: number; bits: Uint8Array }, as = cookie, scan = a.scan) =>
    server.api.inject({
      method: 'POST',
      url: `/api/v1/exhibits/${a.exhibit}/scans/${scan}/masks`,
      headers: { cookie: as, origin: 'http://localhost' },
      payload: { ...mask, bits: Buffer.from(mask.bits).toString('base64') },
    });
  const { width, height } = surface;
  const answer = await post({ width, height, bits: packBits(drawn, width) });
  expect(answer.statusCode).toBe(200);
  const { scan } = answer.json<{ scan: number }>();
  expect(scan).not.toBe(a.scan);
  expect((await ask(`/exhibits/${a.exhibit}/scans/${scan}/surface`)).json()).toMatchObject({
    status: 409,
    code: 'scan.not-prepared',
  });
  // The same once more is the same.
  expect((await post({ width, height, bits: packBits(drawn, width) })).json()).toEqual({ exhibit: a.exhibit, scan });
  await prepareScans(server);

  const masked = unpackSurface((await ask(`/exhibits/${a.exhibit}/scans/${scan}/surface`)).rawPayload)!;
  expect(masked.masked).toBe('drawn');
  expect(masked.mask).toEqual(drawn);
  expect([...masked.heights].filter((value) => value === value).length).toBe(
    [...surface.heights].filter((value) => value === value).length,
  );
  const now = (await ask(`/exhibits/${a.exhibit}/with/${b.exhibit}`)).json<SurfaceComparison>();
  expect(now.first).toMatchObject({ scan });
  expect(now.first.scans.map((each) => [each.scan, each.masked, each.maskBy, each.supersededBy])).toEqual([
    [scan, 'drawn', 'test.analyst', null],
    [a.scan, 'found', null, scan],
  ]);
  const before = (await ask(`/exhibits/${a.exhibit}/with/${b.exhibit}?scan=${a.scan}`)).json<SurfaceComparison>();
  expect(before.compared!.cellsCompared).toBeGreaterThan(now.compared!.cellsCompared * 1.5);
  const kept = (await audited()).find(({ action, subject }) => action === 'exhibits.write' && 'mask' in subject)!
    .subject['mask'] as string;
  const file = await readFile(join(server.dataDir, 'scans', `${kept}.mask`));
  expect(createHash('sha256').update(file).digest('hex')).toBe(kept);
  const { rows } = await server.store.database
    .pool('migrate')
    .query('select 1 from flashlight.correlation_request where scan_id = $1', [scan]);
  expect(rows).toHaveLength(1);
  // Who drew it, and on which file, stands in the history of the exhibit.
  const page = (await ask(`/exhibits/${a.exhibit}`)).json<ExhibitPage>();
  const steps = page.history.filter(({ step }) => step === 'mask');
  expect(steps).toMatchObject([{ by: 'test.analyst', note: page.scanList[0]!.file, byProgram: false, undone: false }]);
  expect(page.undo).toBeNull();

  for (const [mask, code] of [
    [{ width: 10, height: 10, bits: new Uint8Array(20) }, 'scan.mask'],
    [{ width, height, bits: new Uint8Array(7) }, 'scan.mask'],
    [{ width, height, bits: packBits(new Uint8Array(width * height), width) }, 'scan.mask'],
  ] as const)
    expect((await post(mask)).json()).toMatchObject({ status: 422, code });
  expect((await post({ width, height, bits: packBits(drawn, width) }, cookie, b.scan)).statusCode).toBe(404);
  expect(
    (await post({ width, height, bits: packBits(drawn, width) }, await server.signIn('supervisor'))).statusCode,
  ).toBe(403);
}, 60_000);

test('what is not there is not there, and whoever may not see surfaces sees none', async () => {
  for (const url of [
    `/exhibits/${a.exhibit}/scans/${b.scan}/surface`,
    `/exhibits/999999/with/${b.exhibit}`,
    `/exhibits/${a.exhibit}/with/${b.exhibit}?otherScan=${a.scan}`,
  ])
    expect((await ask(url)).statusCode).toBe(404);
  expect(
    (await ask(`/exhibits/${a.exhibit}/with/${b.exhibit}`, {}, await server.signIn('commission'))).statusCode,
  ).toBe(403);
});
