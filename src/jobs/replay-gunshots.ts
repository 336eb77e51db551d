import { createSceneLocator } from '../acoustics/locate-scene.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findShotsOfSlot, lockGunshots } from '../store/gunshots.ts';
import { findPulsesOfSlot } from '../store/sensor-pulses.ts';
import { findSlot, readSlot } from './find-slot.ts';
import { slotsBetween } from './locate-gunshots.ts';
import type { PulseStream } from './pulse-stream.ts';
import { sameShots, saveGunshots } from './save-gunshots.ts';
import { SensorNetwork } from './sensor-network.ts';

export interface Replayed {
  /** Slots that were located anew. */
  readonly slots: number;
  readonly shots: number;
  /** Of these, slots that hold other shots than the store says, to the last digit. */
  readonly differing: number;
  /** Slots whose pulses are no longer kept: nothing can be found in them, and they are left as they are. */
  readonly notKept: number;
  /** Shots on record in those. */
  readonly notKeptShots: number;
}

/**
 * Locates a span of time anew from its pulses, and says where that is not what was found when they came; `save` puts it in place. A slot is
 * located from the stream where that still holds all of it, else from what was kept with its shots, else not at all.
 */
export async function replayGunshots(
  database: Database,
  options: { agencyId: number; stream: PulseStream; from: number; until: number; save: boolean },
): Promise<Replayed> {
  const { agencyId, stream, from, until, save } = options;
  const pool = database.pool('import');
  const network = await SensorNetwork.load(pool, agencyId);
  const finder = { network, locate: createSceneLocator() };
  let [slots, shots, differing, notKept, notKeptShots] = [0, 0, 0, 0, 0];
  for (const slot of slotsBetween(from, until))
    for (const cell of network.cellsAt(slot))
      await inTransaction(pool, async (client) => {
        // From before its pulses are read: who locates as pulses come must not save more, to be undone here.
        if (save) await lockGunshots(client, agencyId);
        const before = await findShotsOfSlot(client, agencyId, { cell, slot });
        const pulses =
          (await readSlot(stream, { cell, slot, shots: before })) ??
          (await findPulsesOfSlot(client, agencyId, { cell, slot }));
        if (pulses === null) {
          notKept++;
          notKeptShots += before.length;
          return;
        }
        const found = findSlot(finder, { cell, slot, pulses });
        if (save) await saveGunshots(client, agencyId, { found: [found], keyOf: network.keyOf, now: null });
        slots++;
        shots += found.shots.length;
        if (!sameShots(before, found.shots)) differing++;
      });
  return { slots, shots, differing, notKept, notKeptShots };
}
