import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { blankFacts, exhibitDesk } from '../../test/exhibit-desk.ts';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { findPairFigures } from '../store/candidate-pairs.ts';
import { findCorrelationsOf, takeCorrelation } from '../store/correlation-requests.ts';
import { inTransaction } from '../store/database.ts';
import { askForSearch } from './ask-for-search.ts';
import { collectScans } from './collect-scans.ts';
import { editExhibit } from './enrol-exhibit.ts';
import { triesMost } from './prepare-exhibit-scan.ts';
import { calibrationPath, scanPath } from './scan-files.ts';

const desk = exhibitDesk();
const { turn, asPerson, work, enrol, handed, scan, workAll, one } = desk;

const ofClass = { calibre: '40 S&W', calibreSource: 'EXAMINED', aperture: 'CIRCULAR', breechFace: 'ARCHED' } as const;

function keepSet(high: number): void {
  const fit = { same: { a: 6, b: 0.9 }, different: { a: 0.3, b: 12 } };
  mkdirSync(dirname(calibrationPath(desk.dataDir)), { recursive: true });
  writeFileSync(
    calibrationPath(desk.dataDir),
    JSON.stringify({
      format: 'flashlight-calibration-1',
      method: fastMethod,
      class: `made surfaces, up to ${high}`,
      firearmClass: { calibre: '40SW', aperture: 'CIRCULAR', breechFace: 'ARCHED' },
      ...fit,
      drawn: [fit],
      bounds: { low: -2, high },
      firearms: 20,
      pairsOfOne: 20,
      pairsOfTwo: 190,
      cost: 0.1,
      leastCost: 0.1,
      misleadingOfOne: 0,
      misleadingOfTwo: 0,
      byFirearm: [],
    }),
  );
}

const edit = async (exhibit: number, facts: object) =>
  asPerson(async (client) =>
    editExhibit(client, turn(), {
      exhibit,
      version: (await one(exhibit)).version,
      facts: { ...blankFacts, ...facts },
    }),
  );

test('kept ratios go by the set in force and by what is sure of the classes now', async () => {
  keepSet(1.5);
  const facts = { item: 'CC-2', case: '26-2', ...ofClass };
  const first = await enrol({ item: 'CC-1', case: '26-1', ...ofClass });
  const second = await enrol(facts);
  await scan(first, handed('ratio', '1'));
  await scan(second, handed('ratio', '22'));
  await workAll();
  const ratio = async () => {
    const [pair] = await asPerson((client) =>
      findPairFigures(client, desk.store.agency.agencyId, [{ a: first, b: second }]),
    );
    return [pair!.log10, pair!.undetermined, pair!.expectedByChance === null];
  };
  expect(await ratio()).toEqual([1.5, null, false]);

  // Another set takes its place: what was kept by the one before is reckoned anew.
  keepSet(2.25);
  await workAll();
  expect(await ratio()).toEqual([2.25, null, false]);
  const requests = () => asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, [first, second]));
  expect(new Set((await requests()).map(({ calibration }) => calibration))).toEqual(
    new Set(['made surfaces, up to 2.25']),
  );

  // A class that is corrected takes its ratios at once; then they say why there is none.
  await edit(second, { ...facts, calibre: '9mm Luger' });
  expect(await ratio()).toEqual([null, 'class-unknown', true]);
  await workAll();
  expect(await ratio()).toEqual([null, 'other-class', true]);
  await edit(second, facts);
  await workAll();
  expect(await ratio()).toEqual([2.25, null, false]);

  rmSync(calibrationPath(desk.dataDir));
  await workAll();
  expect(await ratio()).toEqual([null, 'no-calibration-set', true]);

  // A set that cannot be read leaves them, and is told of.
  keepSet(1.5);
  await workAll();
  writeFileSync(calibrationPath(desk.dataDir), 'no set');
  await workAll();
  expect(await ratio()).toEqual([1.5, null, false]);
  rmSync(calibrationPath(desk.dataDir));
});

test('a class that is corrected while a scan waits that then fails is searched by with the scan in force', async () => {
  const facts = { item: 'CC-11', case: '26-11', calibre: '45 Auto', calibreSource: 'EXAMINED' } as const;
  const exhibit = await enrol(facts);
  await scan(exhibit, handed('kept', '1'));
  await workAll();
  const broken = handed('broken', '1');
  const second = await scan(exhibit, broken);
  await edit(exhibit, { ...facts, calibre: '10mm Auto' });
  rmSync(scanPath(desk.dataDir, broken.sha256));
  // The last of the tries it has.
  await desk.store.database
    .pool('migrate')
    .query('update flashlight.exhibit_scan set tries = $2 where scan_id = $1', [second, triesMost - 1]);
  await workAll();
  const requests = await asPerson((client) => findCorrelationsOf(client, desk.store.agency.agencyId, [exhibit]));
  expect(requests.map(({ scan: of, state, only }) => [of === second, state, only.calibre])).toEqual([
    [false, 'DONE', '10AUTO'],
    [true, 'FAILED', '10AUTO'],
    [false, 'DONE', '45AUTO'],
  ]);
});

test('nothing is searched for in a collection of which a part is not made yet', async () => {
  const { agencyId } = desk.store.agency;
  const exhibit = await enrol({ item: 'CC-21', case: '26-21' });
  const own = await scan(exhibit, handed('whole', '1'));
  const other = await enrol({ item: 'CC-22', case: '26-22' });
  const waiting = await scan(other, handed('whole', '2'));
  await workAll();
  const pool = desk.store.database.pool('migrate');
  await pool.query('update flashlight.exhibit_scan set indexed_at = null where scan_id = $1', [waiting]);
  const request = await asPerson((client) =>
    askForSearch(
      client,
      { ...turn(), now: new Date().toISOString() },
      { exhibit, scan: own, only: {}, exhaustive: false },
    ),
  );
  const take = () =>
    inTransaction(desk.store.database.pool('import'), (client) =>
      takeCorrelation(client, agencyId, { worker: 'a', seconds: 60 }),
    );
  expect(await take()).toBeNull();
  await collectScans(desk.store.database, work());
  expect((await take())?.request).toBe(request);
});
