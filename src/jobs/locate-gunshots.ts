import { setTimeout as pause } from 'node:timers/promises';
import { createSceneLocator } from '../acoustics/locate-scene.ts';
import { isTimedWell, slotMicroseconds, slotOf, slotSpan, slotsOf } from '../acoustics/shots-of-slot.ts';
import { cellsAbout } from '../geo/grid-cell.ts';
import { earlySecondsMax, lateHoursMax } from '../model/sensor-packet.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findShotsOfSlot, lockGunshots } from '../store/gunshots.ts';
import { deletePulsesBefore } from '../store/sensor-pulses.ts';
import { stampOfSensors } from '../store/sensors.ts';
import { closeGunshots } from './close-gunshots.ts';
import { findSlot, readSlot } from './find-slot.ts';
import { LocatorTurn } from './locator-turn.ts';
import { RecentPulses } from './recent-pulses.ts';
import { saveGunshots, type FoundSlot } from './save-gunshots.ts';
import { SensorNetwork } from './sensor-network.ts';
import type { PulseBatch, PulseConsumer, PulseStream } from './pulse-stream.ts';

export interface GunshotLocator {
  close(): Promise<void>;
}

export interface GunshotLocatorOptions {
  readonly agencyId: number;
  readonly stream: PulseStream;
  readonly now: () => Date;
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

const waitMilliseconds = 500;
const againMilliseconds = 1_000;
/** Pulses are kept in the log for as long as they may come: what waits longer nobody takes. */
const keptHours = lateHoursMax + 2;
const tidyMilliseconds = 600_000;
const tidyMillisecondsMost = 3_600_000;
const tickMilliseconds = 1_000;
/** Where the oldest pulse that was just given is older, this is behind: nothing is let go that it has not seen. */
const behindHours = lateHoursMax + 1;
const standByMilliseconds = 500;
/** What was heard since is told of at once; what comes later of earlier waits for it. */
const liveSeconds = 60;
/** So many slots of earlier are saved together. */
const slotsAtOnce = 8;
/** So long at once slots of earlier are located, before what is live is looked for again. */
const catchUpMilliseconds = 300;

/**
 * Locates shots as pulses come, and keeps the incidents they make. What is saved depends on the pulses alone: a slot of time is found anew,
 * whole, whenever one more is known of it, and pulses are confirmed once what came of them is saved. A kill at any moment loses nothing and
 * tells nothing twice. Where several of them run, one locates and the others stand by.
 */
export function locateGunshots(database: Database, options: GunshotLocatorOptions): GunshotLocator {
  const { agencyId, stream, now, onNews } = options;
  const turn = new LocatorTurn(database, agencyId);
  const work = new LocatorWork(database, options, turn);
  let closing = false;
  let consumer: PulseConsumer | null = null;
  const running = (async () => {
    while (!closing) {
      try {
        if (!turn.held) {
          // What was held is of an earlier turn, and no longer known to be all.
          await consumer?.close();
          consumer = null;
          if (!(await turn.take())) {
            await pause(standByMilliseconds);
            continue;
          }
          work.forget(now());
        }
        consumer ??= await stream.consume('locator');
        await work.once(consumer);
      } catch (error) {
        onNews('gunshots could not be located, which is tried again', { err: error, agencyId });
        await consumer?.close().catch(() => undefined);
        consumer = null;
        await turn.end();
        work.forget(now());
        if (!closing) await pause(againMilliseconds);
      }
    }
    await consumer?.close();
    await turn.end();
  })();
  return {
    async close() {
      closing = true;
      await running;
    },
  };
}

interface CellSlot {
  readonly cell: string;
  readonly slot: number;
}

/** What is told of a batch; not its pulses, of which a night that comes late has more than memory. */
type Told = Pick<PulseBatch, 'working' | 'confirm'>;

const keyOf = ({ cell, slot }: CellSlot) => `${slot}/${cell}`;

class LocatorWork {
  readonly #database: Database;
  readonly #options: GunshotLocatorOptions;
  readonly #turn: LocatorTurn;
  readonly #locate = createSceneLocator();
  #recent: RecentPulses;
  #network: SensorNetwork | null = null;
  /** Given, and not confirmed yet: with the slots of earlier that are still to be located. Confirmed in the order in which they were given. */
  #pending: { readonly batch: Told; slots: CellSlot[] }[] = [];
  #stamp = '';
  #ticked = 0;
  #tidied = 0;

  constructor(database: Database, options: GunshotLocatorOptions, turn: LocatorTurn) {
    this.#database = database;
    this.#options = options;
    this.#turn = turn;
    this.#recent = new RecentPulses(options.now().getTime() * 1000 + earlySecondsMax * 1e6);
  }

  /** After a fault: what is held is no longer known to be all. */
  forget(now: Date): void {
    this.#recent = new RecentPulses(now.getTime() * 1000 + earlySecondsMax * 1e6);
    this.#network = null;
    this.#pending = [];
  }

  async once(consumer: PulseConsumer): Promise<void> {
    const { agencyId, now } = this.#options;
    const pool = this.#database.pool('import');
    const batch = await consumer.next(this.#pending.length === 0 ? waitMilliseconds : 0);
    const tick = performance.now() - this.#ticked >= tickMilliseconds;
    if (this.#network === null || tick || batch.pulses.some(({ sensor }) => !this.#network!.knows(sensor))) {
      const stamp = await stampOfSensors(pool, agencyId);
      if (this.#network === null || stamp !== this.#stamp) this.#network = await SensorNetwork.load(pool, agencyId);
      this.#stamp = stamp;
    }
    const network = this.#network;
    if (batch.pulses.length > 0) await this.#take(batch, network);
    await this.#catchUp(network);
    if (!tick) return;
    this.#ticked = performance.now();
    this.#recent.trim(now().getTime() * 1000);
    await closeGunshots(pool, { agencyId, network, stream: this.#options.stream, now: now() });
    if (performance.now() - this.#tidied < tidyMilliseconds) return;
    const hoursAgo = (hours: number) => (now().getTime() - hours * 3600_000) * 1000;
    // What waits is not lost meanwhile; but nobody who sends late pulses for ever keeps what is to go.
    const isOverdue = performance.now() - this.#tidied >= tidyMillisecondsMost;
    if (
      !isOverdue &&
      (this.#pending.length > 0 || batch.pulses.some((pulse) => pulse.timeMicroseconds < hoursAgo(behindHours)))
    )
      return;
    this.#tidied = performance.now();
    await inTransaction(pool, async (client) => {
      await lockGunshots(client, agencyId);
      await this.#turn.hold(client);
      await deletePulsesBefore(client, agencyId, hoursAgo(keptHours));
    });
  }

  /** Locates what is live, the newest first; what comes of earlier waits. */
  async #take(batch: PulseBatch, network: SensorNetwork): Promise<void> {
    const touched = slotsTouched(network, this.#recent.add(batch.pulses));
    const liveFrom = slotOf(this.#options.now().getTime() * 1000 - liveSeconds * 1e6);
    const [live, earlier] = [
      touched.filter(({ slot }) => slot >= liveFrom).reverse(),
      touched.filter(({ slot }) => slot < liveFrom),
    ];
    // What waits already is located with these pulses, once.
    const again = new Set(earlier.map(keyOf));
    for (const each of this.#pending) each.slots = each.slots.filter((slot) => !again.has(keyOf(slot)));
    this.#pending.push({ batch: { working: batch.working, confirm: batch.confirm }, slots: earlier });
    await this.#locateSlots(live, network, batch);
  }

  /** Locates what waits, for a moment, and confirms what was located whole. */
  async #catchUp(network: SensorNetwork): Promise<void> {
    const until = performance.now() + catchUpMilliseconds;
    for (let first = this.#pending[0]; first !== undefined; first = this.#pending[0]) {
      while (first.slots.length > 0) {
        if (performance.now() > until) return;
        const slots = first.slots.slice(0, slotsAtOnce);
        await this.#locateSlots(slots, network, first.batch);
        first.slots = first.slots.slice(slots.length);
      }
      await first.batch.confirm();
      this.#pending.shift();
    }
  }

  async #locateSlots(slots: readonly CellSlot[], network: SensorNetwork, batch: Told): Promise<void> {
    if (slots.length === 0) return;
    const { agencyId, now } = this.#options;
    const found: FoundSlot[] = [];
    let left = 0;
    for (const { cell, slot } of slots) {
      const pulses = await this.#pulsesOf(cell, slot);
      if (pulses === null) left++;
      else found.push(findSlot({ network, locate: this.#locate }, { cell, slot, pulses }));
      await batch.working();
    }
    await inTransaction(this.#database.pool('import'), async (client) => {
      await this.#turn.hold(client);
      await saveGunshots(client, agencyId, { found, keyOf: network.keyOf, now: now() });
    });
    if (left > 0)
      this.#options.onNews('pulses came of a time whose other pulses are no longer kept; what was located then stays', {
        agencyId,
        slots: left,
      });
  }

  async #pulsesOf(cell: string, slot: number): Promise<readonly StreamPulse[] | null> {
    const { from, until } = slotSpan(slot);
    const recent = this.#recent.of(cellsAbout(cell), from, until);
    if (recent !== null) return recent;
    const { agencyId, stream } = this.#options;
    const shots = await findShotsOfSlot(this.#database.pool('import'), agencyId, { cell, slot });
    return readSlot(stream, { cell, slot, shots });
  }
}

/** The slots that are located from any of these pulses: what others hold is not another for them. */
export function slotsTouched(
  network: Pick<SensorNetwork, 'cellsAt' | 'sensorsAt'>,
  pulses: readonly StreamPulse[],
): CellSlot[] {
  const heard = new Map<number, Set<string>>();
  for (const pulse of pulses) {
    if (!isTimedWell(pulse)) continue;
    for (const slot of slotsOf(pulse.timeMicroseconds)) {
      const sensors = heard.get(slot);
      if (sensors) sensors.add(pulse.sensor);
      else heard.set(slot, new Set([pulse.sensor]));
    }
  }
  return [...heard]
    .sort(([a], [b]) => a - b)
    .flatMap(([slot, sensors]) =>
      network
        .cellsAt(slot)
        .filter((cell) => network.sensorsAt(cell, slot).some(({ sensor }) => sensors.has(sensor)))
        .map((cell) => ({ cell, slot })),
    );
}

export const slotsBetween = (from: number, until: number): number[] => {
  const slots: number[] = [];
  for (let slot = Math.floor(from / slotMicroseconds); slot * slotMicroseconds < until; slot++) slots.push(slot);
  return slots;
};
