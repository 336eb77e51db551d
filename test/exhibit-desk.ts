import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createBreechFaces } from '../src/ballistics/make-breech-face.ts';
import { enrolExhibit } from '../src/jobs/enrol-exhibit.ts';
import { expectSurface, receiveScan, type HandedScan } from '../src/jobs/receive-scan.ts';
import { workOnce } from '../src/jobs/work-on-scans.ts';
import type { ExhibitFactsWritten } from '../src/model/exhibit-orders.ts';
import { findCandidatesOf } from '../src/store/correlation-requests.ts';
import { inTransaction } from '../src/store/database.ts';
import { findExhibits } from '../src/store/exhibits.ts';
import { openTestStore, type TestStore } from './open-test-store.ts';
import { x3pOf } from './x3p-of.ts';

/** A cartridge case of a scene, of which little else is written down. */
export const blankFacts: ExhibitFactsWritten = {
  item: '1',
  labItem: null,
  ibis: null,
  case: '26-1000',
  kind: 'CASING',
  origin: 'SCENE',
  calibre: '9mm',
  finish: null,
  headstamp: null,
  marker: null,
  pieces: 1,
  collectedAt: '2026-03-01T04:00:00Z',
  collectedBy: 'Crime scene unit',
  aperture: null,
  breechFace: null,
  recovery: null,
  testFire: null,
};

/** A store with a data directory for the tests of a file, and what a laboratory does with exhibits in it; each call is a minute later. */
export function exhibitDesk() {
  let store: TestStore;
  let dataDir: string;
  const make = createBreechFaces();
  let minute = 0;

  beforeAll(async () => {
    store = await openTestStore();
    dataDir = mkdtempSync(join(tmpdir(), 'exhibits-'));
  });
  afterAll(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const now = () => new Date(Date.UTC(2026, 2, 3, 12, minute++)).toISOString();
  const turn = (actor = 'technician') => ({ agencyId: store.agency.agencyId, actor, now: now() });
  const asPerson = <T>(work: Parameters<typeof inTransaction<T>>[1]) =>
    inTransaction(store.database.pool('read'), work);
  const work = (worker = 'one') => ({
    agencyId: store.agency.agencyId,
    dataDir,
    worker,
    onNews: (news: string, { err }: { err?: unknown }) => void (err && console.error(news, err)),
  });

  const enrol = (facts: Partial<ExhibitFactsWritten>) =>
    asPerson((client) =>
      enrolExhibit(client, turn(), {
        facts: { ...blankFacts, ...facts },
        receivedAt: '2026-03-01T09:00:00Z',
        receivedBy: 'Laboratory',
        triaged: true,
      }),
    );

  function handed(firearm: string, shot: string): HandedScan {
    const bytes = x3pOf(
      make({ classSeed: 'c', firearmSeed: firearm, shotSeed: `${firearm}/${shot}`, turn: shot.length, offX: 60 }),
    );
    const path = join(dataDir, `${firearm}-${shot}.x3p`);
    writeFileSync(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, fileName: `${firearm}-${shot}.x3p`, sha256, bytes: bytes.length, maskedBefore: false };
  }

  async function scan(exhibit: number, file: HandedScan): Promise<number> {
    await expectSurface(file);
    return asPerson((client) => receiveScan(client, turn(), dataDir, { exhibit, version: null, scan: file }));
  }

  async function workAll(worker = 'one'): Promise<void> {
    while (await workOnce(store.database, work(worker)));
  }

  const one = async (exhibit: number) =>
    (await asPerson((client) => findExhibits(client, store.agency.agencyId, [exhibit])))[0]!;
  const candidatesOf = (exhibit: number) =>
    asPerson((client) => findCandidatesOf(client, store.agency.agencyId, exhibit, 50));

  return {
    get store() {
      return store;
    },
    get dataDir() {
      return dataDir;
    },
    turn,
    asPerson,
    work,
    enrol,
    handed,
    scan,
    workAll,
    one,
    candidatesOf,
  };
}
