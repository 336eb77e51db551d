import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { createBreechFaces } from '../ballistics/make-breech-face.ts';
import { surfaceX3p } from './surface-x3p.ts';
import { x3pOf } from '../../test/x3p-of.ts';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { exhibitDesk, blankFacts } from '../../test/exhibit-desk.ts';
import { inTransaction } from '../store/database.ts';
import { findCorrelationsOf, takeCorrelation } from '../store/correlation-requests.ts';
import { listExhibits } from '../store/exhibit-lists.ts';
import { findScansOf } from '../store/exhibit-scans.ts';
import { findExhibitSteps } from '../store/exhibits.ts';
import { findTestFires } from '../store/test-fires.ts';
import { editExhibit, enrolExhibit } from './enrol-exhibit.ts';
import { searchAgain } from './ask-for-search.ts';
import { expectSurface } from './receive-scan.ts';
import { stepExhibit } from './step-exhibit.ts';
import { workOnce } from './work-on-scans.ts';
import { mendCollection } from './collect-scans.ts';

const desk = exhibitDesk();
const { turn, asPerson, work, enrol, handed, scan, workAll, one, candidatesOf } = desk;

test('scans of one firearm find one another, whichever came first, and what is of another class is left out by count', async () => {
  const first = await enrol({ item: 'CC-1', case: '26-1001' });
  const other = await enrol({ item: 'CC-1', case: '26-1002', calibre: null });
  const forty = await enrol({ item: 'CC-1', case: '26-1003', calibre: '40 S&W' });
  const file = handed('a', '1');
  const number = await scan(first, file);
  expect(await scan(first, file)).toBe(number);
  await scan(other, handed('b', '1'));
  await scan(forty, handed('c', '1'));
  await workAll();
  expect((await one(first)).state).toBe('CORRELATED');
  expect(await candidatesOf(first)).toMatchObject([{ exhibit: other, sought: false, rank: 1 }]);

  const later = await enrol({ item: 'CC-1', case: '26-1004' });
  await scan(later, handed('a', '22'));
  await workAll();
  const [request] = await asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, [later]));
  expect(request).toMatchObject({ state: 'DONE', compared: 2, otherClass: 1, unknownClass: 1, indexed: 4 });
  const found = await candidatesOf(later);
  expect(found.map(({ exhibit }) => exhibit)).toEqual([first, other]);
  expect(found[0]).toMatchObject({ sought: true, undetermined: 'no-calibration-set', logRatio: null });
  // The older one has it in its list without having been searched for again.
  expect((await candidatesOf(first))[0]).toMatchObject({ exhibit: later, sought: false, score: found[0]!.score });
  const steps = await asPerson((client) => findExhibitSteps(client, desk.store.agency.agencyId, [later]));
  expect(steps.map(({ step }) => step)).toEqual(['enrol', 'receive', 'triage', 'image', 'correlate']);
  await expect(scan(other, file)).rejects.toMatchObject({ code: 'exhibit.scan-elsewhere' });
});

test('a search that a worker left is taken up by another, and what the first brings later does not count', async () => {
  const exhibit = await enrol({ item: 'CC-2', case: '26-1001' });
  await scan(exhibit, handed('a', '333'));
  const asked = async () =>
    (await asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, [exhibit])))[0]!;
  while ((await asked()).state === 'WAITING' && (await findOne(exhibit)).indexedAt === null)
    await workOnce(desk.store.database, work());
  const taken = await inTransaction(desk.store.database.pool('import'), (client) =>
    takeCorrelation(client, desk.store.agency.agencyId, { worker: 'that was killed', seconds: 0.01 }),
  );
  expect(taken).toMatchObject({ exhibit, state: 'RUNNING' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await workAll('two');
  expect(await asked()).toMatchObject({ state: 'DONE', tries: 2 });
});

const findOne = async (exhibit: number) =>
  (await asPerson((client) => findScansOf(client, desk.store.agency.agencyId, [exhibit])))[0]!;

test('a collection that was lost is made anew, and no search is answered without it', async () => {
  rmSync(join(desk.dataDir, 'scans', `index-${fastMethod}-${desk.store.agency.agencyId}`), { recursive: true });
  await mendCollection(desk.store.database, work());
  const exhibit = await enrol({ item: 'CC-3', case: '26-1001' });
  await scan(exhibit, handed('b', '22'));
  await workAll();
  const [request] = await asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, [exhibit]));
  expect(request).toMatchObject({ state: 'DONE', indexed: 6 });
});

test('two workers share what waits, each thing is done once, and every pair is found', async () => {
  const exhibits: number[] = [];
  for (const shot of ['1', '22', '333', '4444']) {
    const exhibit = await enrol({ item: `CC-${shot}`, case: '26-1005', aperture: 'TEARDROP' });
    exhibits.push(exhibit);
    await scan(exhibit, handed('d', shot));
  }
  await Promise.all([workAll('one'), workAll('two')]);
  await workAll('three');
  const requests = await asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, exhibits));
  expect(requests.map(({ state, tries }) => [state, tries])).toEqual(exhibits.map(() => ['DONE', 1]));
  for (const exhibit of exhibits) {
    const found = (await candidatesOf(exhibit)).slice(0, 3).map((each) => each.exhibit);
    expect(found.toSorted()).toEqual(exhibits.filter((each) => each !== exhibit).toSorted());
  }
});

test('what cannot be prepared fails by name, with its search, and leaves the collection as it is', async () => {
  const exhibit = await enrol({ item: 'CC-4', case: '26-1001' });
  const flat = x3pOf({ width: 9, height: 9, pitchMicrons: 12.5, heights: new Float32Array(81) });
  const path = join(desk.dataDir, 'small.x3p');
  writeFileSync(path, flat);
  const file = {
    path,
    fileName: 'small.x3p',
    sha256: createHash('sha256').update(flat).digest('hex'),
    bytes: flat.length,
    maskedBefore: false,
  };
  await scan(exhibit, file);
  await workAll();
  expect(await findOne(exhibit)).toMatchObject({ state: 'FAILED', failure: { code: 'scan.no-breech-face' } });
  expect((await findOne(exhibit)).failure!.message).not.toContain(desk.dataDir);
  // What cannot be compared enters nothing: the clock of its entry goes on.
  expect((await one(exhibit)).state).toBe('TRIAGED');
  await expect(
    asPerson((client) => searchAgain(client, turn(), { exhibit, only: null, exhaustive: true })),
  ).rejects.toMatchObject({ code: 'exhibit.no-scan' });
  writeFileSync(path, 'no scan');
  await expect(expectSurface(file)).rejects.toMatchObject({
    code: 'scan.not-x3p',
    message: expect.stringContaining('small.x3p'),
  });
});

const make = createBreechFaces();
const nobody = {
  date: null,
  creator: null,
  manufacturer: null,
  model: null,
  serial: null,
  version: null,
  calibrationDate: null,
  probeType: null,
  probe: null,
  comment: null,
};

test('one surface is of one exhibit: under another file it is refused by name, and its exhibit waits to be entered', async () => {
  const first = await enrol({ item: 'CC-20', case: '26-1020' });
  const second = await enrol({ item: 'CC-21', case: '26-1021' });
  const file = handed('same', '1');
  await scan(first, file);
  await workAll();
  // The same bytes of the surface in an archive of another hash: a comment is added to the end of the ZIP.
  const bytes = readFileSync(file.path);
  bytes.writeUInt16LE(1, bytes.length - 2);
  const copied = Buffer.concat([bytes, Buffer.from('x')]);
  const path = join(desk.dataDir, 'same-copied.x3p');
  writeFileSync(path, copied);
  const sha256 = createHash('sha256').update(copied).digest('hex');
  await scan(second, { ...file, path, fileName: 'same-copied.x3p', sha256, bytes: copied.length });
  expect((await one(second)).state).toBe('IMAGED');
  await workAll();
  const [kept] = await asPerson((client) => findScansOf(client, desk.store.agency.agencyId, [second]));
  expect(kept).toMatchObject({
    state: 'FAILED',
    failure: { code: 'scan.same-surface', message: expect.stringContaining('exhibit CC-20') },
  });
  expect((await one(second)).state).toBe('TRIAGED');
  const steps = await asPerson((client) => findExhibitSteps(client, desk.store.agency.agencyId, [second]));
  expect(steps.at(-1)).toMatchObject({ step: 'undo', note: 'image', from: 'IMAGED', to: 'TRIAGED', byProgram: true });
  const [listed] = await asPerson((client) =>
    listExhibits(client, desk.store.agency.agencyId, { exhibits: [second] }, 1),
  );
  expect(listed!.imagedAt).toBeNull();
  // Nor as another file of it, with another date in its header.
  const dated = surfaceX3p(make({ classSeed: 'c', firearmSeed: 'same', shotSeed: 'same/1', turn: 1, offX: 60 }), {
    rotation: null,
    about: { ...nobody, date: '2026-02-02T10:00:00' },
  });
  const dateHash = createHash('sha256').update(dated).digest('hex');
  writeFileSync(path, dated);
  await scan(second, { ...file, path, fileName: 'dated.x3p', sha256: dateHash, bytes: dated.length });
  await workAll();
  const [again] = await asPerson((client) => findScansOf(client, desk.store.agency.agencyId, [second]));
  expect(again).toMatchObject({ file: 'dated.x3p', state: 'FAILED', failure: { code: 'scan.same-surface' } });
  // The first is still found by others.
  await scan(second, handed('same', '2'));
  await workAll();
  expect((await candidatesOf(second)).map(({ exhibit }) => exhibit)).toContain(first);
});

test('a scan that could not be prepared is tried again, and one wrongly said to be masked is prepared as it is', async () => {
  const exhibit = await enrol({ item: 'CC-40', case: '26-1040' });
  const file = handed('again', '1');
  const first = await scan(exhibit, { ...file, maskedBefore: true });
  await workAll();
  const scans = () => asPerson((client) => findScansOf(client, desk.store.agency.agencyId, [exhibit]));
  const second = await scan(exhibit, file);
  expect(second).not.toBe(first);
  await workAll();
  expect((await scans()).map((each) => [each.scan, each.maskedBefore, each.state, each.supersededBy])).toEqual([
    [second, false, 'PREPARED', null],
    [first, true, 'PREPARED', second],
  ]);
  // Said once more to be masked before: that preparation stands again, and is searched for.
  expect(await scan(exhibit, { ...file, maskedBefore: true })).toBe(first);
  expect((await scans()).map((each) => [each.scan, each.supersededBy])).toEqual([
    [second, first],
    [first, null],
  ]);
  const [request] = await asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, [exhibit]));
  expect(request).toMatchObject({ scan: first, state: 'WAITING' });
  await workAll();
  expect((await scans())[1]).toMatchObject({ scan: first, supersededBy: null });

  const failed = await enrol({ item: 'CC-41', case: '26-1041' });
  const other = handed('again', '2');
  const number = await scan(failed, other);
  const owner = await desk.store.database.connect('migrate');
  await owner.query(
    `update flashlight.exhibit_scan set state = 'FAILED', failure = '{"code": "scan.broke-off", "message": "x"}' where scan_id = $1`,
    [number],
  );
  await owner.query(`update flashlight.correlation_request set state = 'FAILED' where scan_id = $1`, [number]);
  await owner.end();
  expect(await scan(failed, other)).toBe(number);
  await workAll();
  expect((await one(failed)).state).toBe('CORRELATED');
});

test('a scan of more points than are taken is told of by its header, before anything is unpacked', async () => {
  const file = handed('large', '1');
  const parts = unzipSync(readFileSync(file.path));
  const header = strFromU8(parts['main.xml']!)
    .replace(/<SizeX>\d+</, '<SizeX>6000<')
    .replace(/<SizeY>\d+</, '<SizeY>6000<');
  writeFileSync(file.path, zipSync({ ...parts, 'main.xml': strToU8(header) }));
  await expect(expectSurface(file)).rejects.toMatchObject({
    code: 'scan.too-large',
    message: expect.stringContaining('25000000 points, got 6000 × 6000'),
  });
});

test('a file that is no scan is told of by the name it was handed in under', async () => {
  const path = join(desk.dataDir, 'upload-7f3a');
  writeFileSync(path, 'no scan');
  const error = await expectSurface({ path, fileName: 'case.x3p', sha256: '', bytes: 7, maskedBefore: false }).catch(
    (each: Error) => each,
  );
  expect(error).toMatchObject({ code: 'scan.not-x3p', message: expect.stringContaining('case.x3p') });
  expect((error as Error).message).not.toContain(desk.dataDir);
});

test('steps go one after another at the version that was looked at, and the last is taken back by whoever took it', async () => {
  const exhibit = await asPerson((client) =>
    enrolExhibit(client, turn(), {
      facts: { ...blankFacts, item: 'FA-1', kind: 'FIREARM' },
      receivedAt: null,
      receivedBy: null,
      triaged: false,
    }),
  );
  const step = async (step: Parameters<typeof stepExhibit>[2]['step'], more: object = {}, actor = 'technician') =>
    asPerson(async (client) =>
      stepExhibit(client, turn(actor), { exhibit, version: (await one(exhibit)).version, step, ...more }),
    );
  await expect(step('triage')).rejects.toMatchObject({
    code: 'exhibit.wrong-step',
    detail: { allowed: expect.arrayContaining(['receive']) },
  });
  await step('receive', { custodyTo: 'Laboratory', at: '2026-03-01T10:00:00Z' });
  expect(await one(exhibit)).toMatchObject({ state: 'RECEIVED', holder: 'Laboratory' });
  await expect(step('triage', { at: '2026-03-01T09:00:00Z' })).rejects.toMatchObject({ code: 'exhibit.facts' });
  await step('triage');
  await expect(step('defer')).rejects.toMatchObject({ code: 'exhibit.no-reason' });
  await step('defer', { note: 'Waits for latent prints' });
  expect(await one(exhibit)).toMatchObject({ state: 'DEFERRED', notEnteredReason: 'Waits for latent prints' });
  await step('resume');
  await expect(step('undo', {}, 'another')).rejects.toMatchObject({ code: 'exhibit.no-undo' });
  await step('undo');
  expect(await one(exhibit)).toMatchObject({ state: 'DEFERRED', notEnteredReason: 'Waits for latent prints' });
  await step('resume');
  await step('test-fire', {
    testFire: { technician: 'R. Ortiz', rounds: 2, ammunition: 'PMC', trap: 'WATER_TANK', refused: null },
  });
  const [fire] = await asPerson((client) => findTestFires(client, desk.store.agency.agencyId, { firearm: exhibit }));
  expect(fire).toMatchObject({ rounds: 2, exhibits: [] });
  const shot = await enrol({ item: 'FA-1-TF1', origin: 'TEST_FIRE', testFire: fire!.id });
  await expect(step('undo')).rejects.toMatchObject({ code: 'exhibit.no-undo' });
  await expect(
    asPerson((client) => stepExhibit(client, turn(), { exhibit, version: 1, step: 'hand-over', custodyTo: 'Court' })),
  ).rejects.toMatchObject({ code: 'exhibit.changed' });
  expect((await one(shot)).testFire).toBe(fire!.id);
});

test('an exhibit is enrolled once, and what is changed of it can be taken back', async () => {
  const exhibit = await enrol({ item: 'CC-9', case: '26-2000' });
  await expect(enrol({ item: 'cc 9', case: '26 2000' })).rejects.toMatchObject({ code: 'exhibit.exists' });
  const second = await enrol({ item: 'CC-10', case: '26-2000' });
  await expect(
    asPerson(async (client) =>
      editExhibit(client, turn(), {
        exhibit: second,
        version: (await one(second)).version,
        facts: { ...blankFacts, item: 'CC-9', case: '26-2000' },
      }),
    ),
  ).rejects.toMatchObject({ code: 'exhibit.exists' });
  await asPerson(async (client) =>
    editExhibit(client, turn(), {
      exhibit,
      version: (await one(exhibit)).version,
      facts: { ...blankFacts, item: 'CC-9', case: '26-2000', headstamp: 'WIN' },
    }),
  );
  expect((await one(exhibit)).headstamp).toBe('WIN');
  await asPerson(async (client) =>
    stepExhibit(client, turn(), { exhibit, version: (await one(exhibit)).version, step: 'undo' }),
  );
  expect((await one(exhibit)).headstamp).toBeNull();
});
