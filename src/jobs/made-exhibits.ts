import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createBreechFaces, type BreechFaceOrder } from '../ballistics/make-breech-face.ts';
import type { ExhibitFactsWritten } from '../model/exhibit-orders.ts';
import type { ApertureShape, BreechFaceType } from '../model/exhibits.ts';
import { Failure } from '../model/errors.ts';
import { findTiedEntries } from '../store/ballistic-entries.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { countMade, findExhibits } from '../store/exhibits.ts';
import { enrolExhibit } from './enrol-exhibit.ts';
import type { ExhibitTurn } from './held-exhibit.ts';
import { receiveScan } from './receive-scan.ts';
import { stepExhibit, takeStep } from './step-exhibit.ts';
import { surfaceX3p } from './surface-x3p.ts';

export interface MadeExhibitsOptions {
  readonly agencyId: number;
  readonly dataDir: string;
  readonly now: () => Date;
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

const leadsShown = 5;
const actor = 'demonstration';
const hour = 3_600_000;

/** Classes of the firearms that are made up, by turns. */
const classes: readonly (readonly [string, ApertureShape | null, BreechFaceType | null])[] = [
  ['parallel', 'RECTANGULAR', 'PARALLEL'],
  ['arched', 'CIRCULAR', 'ARCHED'],
  ['granular', 'CIRCULAR', null],
];

const blank: ExhibitFactsWritten = {
  item: '',
  labItem: null,
  ibis: null,
  case: null,
  kind: 'CASING',
  origin: 'SCENE',
  calibre: null,
  finish: null,
  headstamp: null,
  marker: null,
  pieces: 1,
  collectedAt: null,
  collectedBy: null,
  aperture: null,
  breechFace: null,
  recovery: null,
  testFire: null,
};

/**
 * Enrols a handful of exhibits in the demonstration, with made breech faces: cartridge cases of entries that leads of the town tie, and some
 * of the last day that are on their way. Once, beside the answers; what is searched and found is the program's own doing.
 */
export function enrolMadeExhibits(database: Database, options: MadeExhibitsOptions): { close(): Promise<void> } {
  const stop = new AbortController();
  const running = enrolAll(database, options, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) options.onNews('the made exhibits of the demonstration broke off', { err: error });
  });
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

async function enrolAll(database: Database, options: MadeExhibitsOptions, signal: AbortSignal): Promise<void> {
  const pool = database.pool('read');
  const { entries, there } = await inTransaction(pool, async (client) => ({
    entries: await findTiedEntries(client, options.agencyId, leadsShown),
    there: await countMade(client, options.agencyId),
  }));
  if (there > 0) return;
  const folder = await mkdtemp(join(tmpdir(), 'made-exhibits-'));
  try {
    const make = createBreechFaces();
    const seen = new Set<string>();
    for (const [at, entry] of entries.entries()) {
      if (seen.has(entry.ibis!)) continue;
      seen.add(entry.ibis!);
      // Leads are told in pairs: both ends of one are of one made firearm.
      const firearm = entry.lead;
      const [marks, aperture, breechFace] = classes[firearm.charCodeAt(firearm.length - 1) % classes.length]!;
      const entered = Date.parse(entry.enteredAt!);
      const collected = Date.parse(entry.collectedAt!);
      const received = new Date(collected + Math.min(20 * hour, (entered - collected) / 3)).toISOString();
      await enrolOne(database, options, {
        facts: {
          ...blank,
          item: entry.itemNumber,
          ibis: entry.ibis,
          case: entry.case,
          origin: entry.eventType === 'TEST_FIRE' ? 'TEST_FIRE' : 'SCENE',
          calibre: entry.calibre,
          calibreSource: 'EXAMINED',
          collectedAt: entry.collectedAt,
          collectedBy: entry.eventType === 'TEST_FIRE' ? 'Test fire range' : 'Crime scene unit',
          aperture,
          breechFace,
          finish: at % 2 === 0 ? 'Brass' : 'Nickel',
        },
        receivedAt: received,
        at: new Date(entered).toISOString(),
        face: {
          path: join(folder, `${at}.x3p`),
          order: {
            classSeed: marks,
            firearmSeed: firearm,
            shotSeed: entry.ibis!,
            turn: at * 0.7,
            offX: 40 * (at % 3),
            wear: 0.05,
          },
          make,
        },
      });
      await pause(50, undefined, { signal });
    }
    await enrolOfTheDay(database, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface MadeOne {
  readonly facts: ExhibitFactsWritten;
  readonly receivedAt: string | null;
  readonly at: string;
  readonly face?: {
    readonly path: string;
    readonly order: BreechFaceOrder;
    readonly make: ReturnType<typeof createBreechFaces>;
  };
}

async function enrolOne(
  database: Database,
  { agencyId, dataDir }: MadeExhibitsOptions,
  { facts, receivedAt, at, face }: MadeOne,
): Promise<number | null> {
  const scan = face === undefined ? null : await madeScan(face, facts.item);
  const turn: ExhibitTurn = { agencyId, actor, now: at };
  try {
    return await inTransaction(database.pool('read'), async (client) => {
      const exhibit = await enrolExhibit(
        client,
        turn,
        { facts, receivedAt, receivedBy: receivedAt === null ? null : 'Laboratory', triaged: scan !== null },
        true,
      );
      if (scan !== null) {
        await receiveScan(client, turn, dataDir, { exhibit, version: null, scan });
        const [imaged] = await findExhibits(client, agencyId, [exhibit], 'change');
        const searched = new Date(Date.parse(at) + 20 * hour).toISOString();
        await takeStep(client, { ...turn, now: searched }, imaged!, {
          step: 'correlate',
          to: 'CORRELATED',
          at: searched,
          note: null,
        });
      }
      return exhibit;
    });
  } catch (error) {
    // Somebody enrolled it meanwhile.
    if (error instanceof Failure && error.code === 'exhibit.exists') return null;
    throw error;
  }
}

async function madeScan({ path, order, make }: NonNullable<MadeOne['face']>, item: string) {
  const bytes = surfaceX3p(make(order), { rotation: null, about: null });
  await writeFile(path, bytes);
  return {
    path,
    fileName: `${item}.x3p`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    maskedBefore: false,
  };
}

/** Of the last two days: in time, late, put off, and a firearm of which no round could be fired. */
async function enrolOfTheDay(database: Database, options: MadeExhibitsOptions): Promise<void> {
  const now = options.now().getTime();
  const ago = (hours: number) => new Date(now - hours * hour).toISOString();
  const turn: ExhibitTurn = { agencyId: options.agencyId, actor, now: new Date(now).toISOString() };
  const number = `${new Date(now).getUTCFullYear() % 100}-9000`;
  const one = (item: string, hours: number, more: Partial<ExhibitFactsWritten>, received: number | null) =>
    enrolOne(database, options, {
      facts: {
        ...blank,
        item,
        case: `${number}${item.length}`,
        collectedAt: ago(hours),
        collectedBy: 'Crime scene unit',
        calibre: '9LUGER',
        calibreSource: 'NOTED',
        ...more,
      },
      receivedAt: received === null ? null : ago(received),
      at: turn.now,
    });
  await one('CC-1', 5, { marker: 'A', pieces: 4, headstamp: 'WIN 9MM LUGER' }, null);
  await one('CC-12', 23, { marker: 'C', pieces: 1 }, 20);
  await one('CC-123', 43, { marker: 'B', pieces: 7 }, 40);
  const firearm = await one('FA-1', 12, { kind: 'FIREARM', pieces: null }, 9);
  const step = (exhibit: number | null, order: Omit<Parameters<typeof stepExhibit>[2], 'exhibit' | 'version'>) =>
    exhibit === null
      ? Promise.resolve()
      : inTransaction(database.pool('read'), async (client) => {
          const [found] = await findExhibits(client, options.agencyId, [exhibit]);
          await stepExhibit(client, turn, { exhibit, version: found!.version, ...order });
        });
  await step(firearm, { step: 'triage', at: ago(8) });
  await step(firearm, {
    step: 'test-fire',
    at: ago(6),
    testFire: { technician: 'R. Ortiz', rounds: 2, ammunition: 'Winchester 115 gr', trap: 'WATER_TANK', refused: null },
  });
  const bullet = await one('B-1', 30, { kind: 'FRAGMENT', pieces: 2 }, 26);
  await step(bullet, { step: 'not-eligible', at: ago(25), note: 'Lead core without marks' });
}
