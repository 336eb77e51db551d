import { expect, test } from 'vitest';
import { exhibitDesk } from '../../test/exhibit-desk.ts';
import { countCandidatePairs, findPairFigures } from '../store/candidate-pairs.ts';
import { findExhibitSteps } from '../store/exhibits.ts';
import { prepareNextScan } from './prepare-exhibit-scan.ts';

const desk = exhibitDesk();
const { asPerson, work, enrol, handed, scan, workAll, one } = desk;

test('who is searched for and has no candidate is looked through, until one comes in; one found by a replaced scan is asked by it until the new one was searched for', async () => {
  const alone = await enrol({ item: 'CC-70', case: '26-1070', calibre: '45 ACP' });
  await scan(alone, handed('forty-five', '1'));
  await workAll();
  expect((await one(alone)).state).toBe('NO_LEAD');
  const second = await enrol({ item: 'CC-71', case: '26-1070', calibre: '45 ACP' });
  await scan(second, handed('forty-five', '2'));
  await workAll();
  expect([(await one(alone)).state, (await one(second)).state]).toEqual(['CORRELATED', 'CORRELATED']);
  const steps = await asPerson((client) => findExhibitSteps(client, desk.store.agency.agencyId, [alone]));
  expect(steps.slice(-3).map(({ step, byProgram }) => [step, byProgram])).toEqual([
    ['correlate', true],
    ['no-lead', true],
    ['reopen', true],
  ]);

  const asked = async () =>
    (await asPerson((client) => countCandidatePairs(client, desk.store.agency.agencyId, 'a technician'))).review;
  const before = await asked();
  await scan(second, handed('another forty-five', '2'));
  while (await prepareNextScan(desk.store.database, work()));
  // Until the new scan is searched for, what the old one found is all there is.
  const scans = async () => {
    const [pair] = await asPerson((client) =>
      findPairFigures(client, desk.store.agency.agencyId, [{ a: Math.min(alone, second), b: Math.max(alone, second) }]),
    );
    return [pair!.scanA, pair!.scanB];
  };
  const byOld = await scans();
  expect(await asked()).toBe(before);
  await workAll();
  expect(await asked()).toBe(before);
  expect(await scans()).not.toEqual(byOld);
});
