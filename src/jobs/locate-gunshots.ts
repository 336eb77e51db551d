import { setImmediate as others, setTimeout as pause } from 'node:timers/promises';
import { createSceneLocator } from '../acoustics/locate-scene.ts';
import { isTimedWell, slotMicroseconds, slotSpan, slotsOf } from '../acoustics/shots-of-slot.ts';
import { cellsAbout } from '../geo/grid-cell.ts';
import { earlySecondsMax, lateHoursMax } from '../model/sensor-packet.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findShotsOfSlot, lockGunshots } from '../store/gunshots.ts';
import { deletePulsesBefore } from '../store/sensor-pulses.ts';
import { stampOfSensors } from '../store/sensors.ts';
import { closeGunshots } from './close-gunshots.ts';
import { findSlot, readSlot } from './find-slot.ts';
import { LateSlots } from './late-slots.ts';
import { LocatorTurn } from './locator-turn.ts';
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
}

const waitMilliseconds = 500;
const againMilliseconds = 1_000;
/** Pulses are kept in the log for as long as they may come: what waits longer nobody takes. */
const keptHours = lateHoursMax + 2;
const tidyMilliseconds = 600_000;
const tickMilliseconds = 1_000;
/** Where the oldest pulse that was just given is older, this is behind: nothing is let go that it has not seen. */
const behindHours = lateHoursMax + 1;
const standByMilliseconds = 500;
/** What ended before is late: it is located beside what is live, which does not wait for it. */
const lateMicroseconds = 180_000_000;
/** While something late waits, the stream is asked as often. */
const lateWaitMilliseconds = 25;
/** Late slots are located for so long at a time, where no more than so many pulses came, but at least every so often. */
const lateTurnMilliseconds = 250;
const fewPulses = 1_000;
const lateEveryMilliseconds = 5_000;

/**
 * Locates shots as pulses come, and keeps the incidents they make. What is saved depends on the pulses alone: a slot of time is found anew,
 * whole, whenever one more is known of it, and pulses are confirmed once what came of them is saved. A kill at any moment loses nothing and
 * tells nothing twice. What is live comes first, the newest before all, and does not wait for what comes hours late; that is located beside it, all of it. Where several of them run, one locates and the others stand by.
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
          await work.forget(now());
        }
        consumer ??= await stream.consume('locator');
        await work.once(consumer);
      } catch (error) {
        onNews('gunshots could not be located, which is tried again', { err: error, agencyId });
        await consumer?.close().catch(() => undefined);
        consumer = null;
        await turn.end();
        await work.forget(now());
        if (!closing) await pause(againMilliseconds);
      }
    }
    await work.forget(now());
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

class LocatorWork {
  readonly #database: Database;
  readonly #options: GunshotLocatorOptions;
  readonly #turn: LocatorTurn;
  readonly #locate = createSceneLocator();
  #recent: RecentPulses;
  #network: SensorNetwork | null = null;
  #stamp = '';
  #late = new LateSlots();
  /** Ends with what went wrong, or null; null where nothing late is worked on. */
  #lateTurn: Promise<void> | null = null;
  #lateFault: unknown = null;
  #lateSince = 0;
  #ticked = 0;
  #tidied = 0;

  constructor(database: Database, options: GunshotLocatorOptions, turn: LocatorTurn) {
    this.#database = database;
    this.#options = options;
    this.#turn = turn;
    this.#recent = new RecentPulses(options.now().getTime() * 1000 + earlySecondsMax * 1e6);
  }

  /** After a fault: what is held is no longer known to be all. What is late and was not saved is given again. */
  async forget(now: Date): Promise<void> {
    this.#late = new LateSlots();
    await this.#lateTurn;
    this.#lateFault = null;
    this.#recent = new RecentPulses(now.getTime() * 1000 + earlySecondsMax * 1e6);
    this.#network = null;
  }

  async once(consumer: PulseConsumer): Promise<void> {
    const { agencyId, now } = this.#options;
    const pool = this.#database.pool('import');
    const batch = await consumer.next(this.#late.waiting ? lateWaitMilliseconds : waitMilliseconds);
    if (this.#lateFault !== null) throw this.#lateFault;
    const tick = performance.now() - this.#ticked >= tickMilliseconds;
    if (this.#network === null || tick || batch.pulses.some(({ sensor }) => !this.#network!.knows(sensor))) {
      const stamp = await stampOfSensors(pool, agencyId);
      if (this.#network === null || stamp !== this.#stamp) this.#network = await SensorNetwork.load(pool, agencyId);
      this.#stamp = stamp;
    }
    const network = this.#network;
    if (batch.pulses.length > 0) {
      const touched = slotsTouched(network, this.#recent.add(batch.pulses));
      const lateBefore = now().getTime() * 1000 - lateMicroseconds;
      const isLate = ({ slot }: { slot: number }) => slotSpan(slot).until < lateBefore;
      const late = touched.filter(isLate);
      await this.#locateSlots(
        touched.filter((each) => !isLate(each)),
        network,
        () => batch.working(),
      );
      if (late.length > 0) this.#late.add(batch, late);
      else await batch.confirm();
    }
    await this.#late.working();
    const isQuiet = batch.pulses.length <= fewPulses || performance.now() - this.#lateSince > lateEveryMilliseconds;
    if (this.#late.waiting && this.#lateTurn === null && isQuiet)
      this.#lateTurn = this.#locateLate(this.#late, network)
        .catch((fault: unknown) => void (this.#lateFault = fault))
        .finally(() => {
          this.#lateTurn = null;
          this.#lateSince = performance.now();
        });
    if (!tick) return;
    this.#ticked = performance.now();
    this.#recent.trim(now().getTime() * 1000);
    await closeGunshots(pool, { agencyId, network, stream: this.#options.stream, now: now() });
    if (this.#late.waiting || performance.now() - this.#tidied < tidyMilliseconds) return;
    const hoursAgo = (hours: number) => (now().getTime() - hours * 3600_000) * 1000;
    if (batch.pulses.some(({ timeMicroseconds }) => timeMicroseconds < hoursAgo(behindHours))) return;
    this.#tidied = performance.now();
    await inTransaction(pool, async (client) => {
      await lockGunshots(client, agencyId);
      await this.#turn.hold(client);
      await deletePulsesBefore(client, agencyId, hoursAgo(keptHours));
    });
  }

  /** Some of what is late, beside what is live: one slot of time after another, each saved by itself. */
  async #locateLate(late: LateSlots, network: SensorNetwork): Promise<void> {
    const until = performance.now() + lateTurnMilliseconds;
    while (late === this.#late && performance.now() < until) {
      const next = late.take();
      if (next === null) return;
      const { slot, cells } = next;
      const slots = [...cells].map((cell) => ({ cell, slot }));
      // What is live has its turn between any two.
      await this.#locateSlots(slots, network, () => others());
      await late.saved(next);
    }
  }

  async #locateSlots(
    slots: readonly { readonly cell: string; readonly slot: number }[],
    network: SensorNetwork,
    between: () => Promise<unknown>,
  ): Promise<void> {
    if (slots.length === 0) return;
    const { agencyId, now, onNews } = this.#options;
    const found: FoundSlot[] = [];
    const left: number[] = [];
    for (const { cell, slot } of slots) {
      const pulses = await this.#pulsesOf(cell, slot);
      if (pulses === null) left.push(slot);
      else found.push(findSlot({ network, locate: this.#locate }, { cell, slot, pulses }));
      await between();
    }
    await inTransaction(this.#database.pool('import'), async (client) => {
      await this.#turn.hold(client);
      await saveGunshots(client, agencyId, { found, keyOf: network.keyOf, now: now() });
    });
    if (left.length > 0)
      onNews('pulses came of a time whose other pulses are no longer kept; what was located then stays', {
        agencyId,
        slots: left.length,
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

/** The slots that are located from any of these pulses, the newest first: what others hold is not another for them. */
export function slotsTouched(
  network: Pick<SensorNetwork, 'cellsAt' | 'sensorsAt'>,
  pulses: readonly StreamPulse[],
): { cell: string; slot: number }[] {
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
    .sort(([a], [b]) => b - a)
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
