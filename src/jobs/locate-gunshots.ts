import { setTimeout as pause } from 'node:timers/promises';
import { createSceneLocator } from '../acoustics/locate-scene.ts';
import { shotsOfSlot, slotMicroseconds, slotSpan, slotsOf } from '../acoustics/shots-of-slot.ts';
import { cellsAbout } from '../geo/grid-cell.ts';
import { earlySecondsMax, lateHoursMax } from '../model/sensor-packet.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { deletePulsesBefore } from '../store/sensor-pulses.ts';
import { stampOfSensors } from '../store/sensors.ts';
import { closeGunshots } from './close-gunshots.ts';
import { RecentPulses } from './recent-pulses.ts';
import { saveGunshots, type FoundSlot } from './save-gunshots.ts';
import { SensorNetwork } from './sensor-network.ts';
import type { PulseConsumer, PulseStream } from './pulse-stream.ts';

export interface GunshotLocator {
  close(): Promise<void>;
}

export interface GunshotLocatorOptions {
  readonly agencyId: number;
  readonly stream: PulseStream;
  readonly now: () => Date;
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
  /** Whoever bears the same name shares the work and goes on after one another. */
  readonly consumer?: string;
}

const waitMilliseconds = 500;
const againMilliseconds = 1_000;
/** Pulses are kept in the log for as long as they may come: what waits longer nobody takes. */
const keptHours = lateHoursMax + 2;
const tidyMilliseconds = 600_000;
const tickMilliseconds = 1_000;

/**
 * Locates shots as pulses come, and keeps the incidents they make. What is saved depends on the pulses alone: a slot of time is found anew,
 * whole, whenever one more is known of it, and pulses are confirmed once what came of them is saved. A kill at any moment loses nothing and
 * tells nothing twice.
 */
export function locateGunshots(database: Database, options: GunshotLocatorOptions): GunshotLocator {
  const { agencyId, stream, now, onNews, consumer: name = 'locator' } = options;
  const work = new LocatorWork(database, options);
  let closing = false;
  let consumer: PulseConsumer | null = null;
  const running = (async () => {
    while (!closing) {
      try {
        consumer ??= await stream.consume(name);
        await work.once(consumer);
      } catch (error) {
        onNews('gunshots could not be located, which is tried again', { err: error, agencyId });
        await consumer?.close().catch(() => undefined);
        consumer = null;
        work.forget(now());
        if (!closing) await pause(againMilliseconds);
      }
    }
    await consumer?.close();
  })();
  return {
    async close() {
      closing = true;
      await running;
    },
  };
}

class LocatorWork {
  readonly #database: Database;
  readonly #options: GunshotLocatorOptions;
  readonly #locate = createSceneLocator();
  #recent: RecentPulses;
  #network: SensorNetwork | null = null;
  #stamp = '';
  #ticked = 0;
  #tidied = 0;

  constructor(database: Database, options: GunshotLocatorOptions) {
    this.#database = database;
    this.#options = options;
    this.#recent = new RecentPulses(options.now().getTime() * 1000 + earlySecondsMax * 1e6);
  }

  /** After a fault: what is held is no longer known to be all. */
  forget(now: Date): void {
    this.#recent = new RecentPulses(now.getTime() * 1000 + earlySecondsMax * 1e6);
    this.#network = null;
  }

  async once(consumer: PulseConsumer): Promise<void> {
    const { agencyId, now } = this.#options;
    const pool = this.#database.pool('import');
    const batch = await consumer.next(waitMilliseconds);
    const tick = performance.now() - this.#ticked >= tickMilliseconds;
    if (this.#network === null || tick || batch.pulses.some(({ sensor }) => !this.#network!.knows(sensor))) {
      const stamp = await stampOfSensors(pool, agencyId);
      if (this.#network === null || stamp !== this.#stamp) this.#network = await SensorNetwork.load(pool, agencyId);
      this.#stamp = stamp;
    }
    const network = this.#network;
    if (batch.pulses.length > 0) {
      this.#recent.add(batch.pulses);
      const found: FoundSlot[] = [];
      for (const { cell, slot } of slotsTouched(network, batch.pulses))
        found.push(await this.#find(network, cell, slot));
      await inTransaction(pool, (client) =>
        saveGunshots(client, agencyId, { found, keyOf: network.keyOf, now: now() }),
      );
      await batch.confirm();
    }
    if (!tick) return;
    this.#ticked = performance.now();
    this.#recent.trim(now().getTime() * 1000);
    await closeGunshots(pool, { agencyId, network, stream: this.#options.stream, now: now() });
    if (performance.now() - this.#tidied < tidyMilliseconds) return;
    this.#tidied = performance.now();
    await deletePulsesBefore(pool, agencyId, (now().getTime() - keptHours * 3600_000) * 1000);
  }

  async #find(network: SensorNetwork, cell: string, slot: number): Promise<FoundSlot> {
    return findSlot({ network, locate: this.#locate, read: (...span) => this.#read(...span) }, cell, slot);
  }

  async #read(cells: readonly string[], from: number, until: number): Promise<readonly StreamPulse[]> {
    return this.#recent.of(cells, from, until) ?? this.#options.stream.read(cells, from, until);
  }
}

interface SlotFinder {
  readonly network: SensorNetwork;
  readonly locate: ReturnType<typeof createSceneLocator>;
  readonly read: (cells: readonly string[], from: number, until: number) => Promise<readonly StreamPulse[]>;
}

/** The shots of a slot, from all its pulses. */
export async function findSlot({ network, locate, read }: SlotFinder, cell: string, slot: number): Promise<FoundSlot> {
  const { from, until } = slotSpan(slot);
  const pulses = await read(cellsAbout(cell), from, until);
  const sensors = network.sensorsAt(cell, slot);
  const [weather, solving] = [network.weatherAt(slot), network.cellsAt(slot)];
  return { cell, slot, shots: shotsOfSlot(locate, { cell, slot, sensors, weather, pulses, solving }) };
}

function slotsTouched(network: SensorNetwork, pulses: readonly StreamPulse[]): { cell: string; slot: number }[] {
  const touched = new Map<string, { cell: string; slot: number }>();
  const heard = new Set(
    pulses.flatMap(({ cell, timeMicroseconds }) => slotsOf(timeMicroseconds).map((slot) => `${slot}/${cell}`)),
  );
  for (const each of heard) {
    const [slot = '', cell = ''] = each.split('/');
    for (const solving of network.cellsHearing(cell, Number(slot)))
      touched.set(`${slot}/${solving}`, { cell: solving, slot: Number(slot) });
  }
  return [...touched.values()].sort((a, b) => a.slot - b.slot || (a.cell < b.cell ? -1 : 1));
}

export const slotsBetween = (from: number, until: number): number[] => {
  const slots: number[] = [];
  for (let slot = Math.floor(from / slotMicroseconds); slot * slotMicroseconds < until; slot++) slots.push(slot);
  return slots;
};
