import type { createSceneLocator } from '../acoustics/locate-scene.ts';
import { shotsOfSlot, slotSpan } from '../acoustics/shots-of-slot.ts';
import { cellsAbout } from '../geo/grid-cell.ts';
import type { Gunshot } from '../model/gunshots.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import type { PulseStream } from './pulse-stream.ts';
import type { FoundSlot } from './save-gunshots.ts';
import type { SensorNetwork } from './sensor-network.ts';

/** The shots of a slot, from all its pulses. */
export function findSlot(
  { network, locate }: { network: SensorNetwork; locate: ReturnType<typeof createSceneLocator> },
  { cell, slot, pulses }: { cell: string; slot: number; pulses: readonly StreamPulse[] },
): FoundSlot {
  const sensors = network.sensorsAt(cell, slot);
  const [weather, solving] = [network.weatherAt(slot), network.cellsAt(slot)];
  return { cell, slot, pulses, shots: shotsOfSlot(locate, { cell, slot, sensors, weather, pulses, solving }) };
}

/**
 * All pulses a slot is located from; null where the stream does not hold all of them any more, by what it says of itself or because a pulse is
 * missing that shots on record were heard in. From what is left, shots that were there would not be found.
 */
export async function readSlot(
  stream: Pick<PulseStream, 'read' | 'keptFrom'>,
  { cell, slot, shots }: { cell: string; slot: number; shots: readonly Gunshot[] },
): Promise<StreamPulse[] | null> {
  const { from, until } = slotSpan(slot);
  if ((await stream.keptFrom()) > from) return null;
  const pulses = await stream.read(cellsAbout(cell), from, until);
  // Asked again: what was let go meanwhile may not have been read.
  if ((await stream.keptFrom()) > from) return null;
  const read = new Set(pulses.map(({ sensor, sequence }) => `${sensor}/${sequence}`));
  const whole = shots.every((shot) => shot.arrivals.every(({ sensor, sequence }) => read.has(`${sensor}/${sequence}`)));
  return whole ? pulses : null;
}
