import { createSceneLocator } from '../acoustics/locate-scene.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findShotsOfSlot } from '../store/gunshots.ts';
import { findSlot, slotsBetween } from './locate-gunshots.ts';
import type { PulseStream } from './pulse-stream.ts';
import { sameShots, saveGunshots } from './save-gunshots.ts';
import { SensorNetwork } from './sensor-network.ts';

export interface Replayed {
  readonly slots: number;
  readonly shots: number;
  /** Slots that hold other shots than the store says, to the last digit. */
  readonly differing: number;
}

/** Locates a span of time anew from its pulses, and says where that is not what was found when they came; `save` puts it in place. */
export async function replayGunshots(
  database: Database,
  options: { agencyId: number; stream: PulseStream; from: number; until: number; save: boolean },
): Promise<Replayed> {
  const { agencyId, stream, from, until, save } = options;
  const pool = database.pool('import');
  const network = await SensorNetwork.load(pool, agencyId);
  const finder = { network, locate: createSceneLocator(), read: stream.read.bind(stream) };
  let [slots, shots, differing] = [0, 0, 0];
  for (const slot of slotsBetween(from, until))
    for (const cell of network.cellsAt(slot)) {
      const found = await findSlot(finder, cell, slot);
      const same = await inTransaction(pool, async (client) => {
        const kept = await findShotsOfSlot(client, agencyId, found);
        if (save) await saveGunshots(client, agencyId, { found: [found], keyOf: network.keyOf, now: null });
        return sameShots(kept, found.shots);
      });
      slots++;
      shots += found.shots.length;
      if (!same) differing++;
    }
  return { slots, shots, differing };
}
