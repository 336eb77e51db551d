/**
 * The shots of one slot of time in one cell of the city: what a stream that never ends is cut into, so that what is found depends on the
 * pulses and on nothing else, whenever and in whatever order they came.
 *
 * **Source.** `locate-scene.ts`. A shot is heard over 2.5 km, for 8 s at most: pulses from so long before and after a slot are looked at with it.
 * **Input.** Pulses of the cell and those beside it from `slotSpan`, sensors with their places, the slot. **Output.** Located shots fired in the slot
 * and the cell, or just beyond their edges, with who heard each and the air it was located in.
 * **Limits.** Air that is not known (`noted-air.ts`). Pulses of a clock known worse than 5 ms are set aside. Two shots at one place and less than 45 ms
 * apart, one on each side of an edge, are told as one.
 */
import { cellBounds, gridCell, metersOutside } from '../geo/grid-cell.ts';
import { localPlane } from '../geo/local-plane.ts';
import { metersBetween, type LonLat } from '../geo/meters-between.ts';
import type { Gunshot, GunshotAir } from '../model/gunshots.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import type { Scene } from './scene.ts';
import type { LocatedShot, SceneAnswer } from './scene-answer.ts';
import { ordinaryAir } from './speed-of-sound.ts';
import type { LocalPlane } from '../geo/local-plane.ts';

export const slotMicroseconds = 10_000_000;
const aboutMicroseconds = 8_000_000;
/** Sensors farther from a cell hear nothing of it. */
export const hearingMeters = 2_600;
/** A shot on an edge is found on both sides of it, and told once. */
const edgeMicroseconds = 100_000;
const edgeMeters = 75;
const sameMicroseconds = 45_000;
const sameMeters = 75;
const clockMicrosecondsMax = 5_000;

/** Whether the clock of who heard it is known well enough to locate by. */
export const isTimedWell = ({ clockMicroseconds }: StreamPulse): boolean => clockMicroseconds <= clockMicrosecondsMax;

export const slotOf = (microseconds: number): number => Math.floor(microseconds / slotMicroseconds);

/** The pulses that a slot's shots may be heard in. */
export function slotSpan(slot: number): { readonly from: number; readonly until: number } {
  return {
    from: slot * slotMicroseconds - aboutMicroseconds,
    until: (slot + 1) * slotMicroseconds + aboutMicroseconds,
  };
}

/** The slots whose shots a pulse may be of, or stand beside. */
export function slotsOf(microseconds: number): number[] {
  const slots: number[] = [];
  for (let slot = slotOf(microseconds - aboutMicroseconds); slot <= slotOf(microseconds + aboutMicroseconds); slot++)
    slots.push(slot);
  return slots;
}

export interface SlotSensor {
  readonly sensor: string;
  readonly lon: number;
  readonly lat: number;
  readonly elevationMeters: number | null;
}

export interface Slot {
  readonly cell: string;
  readonly slot: number;
  /** The cells in which sensors stand: a shot fired outside them all is told by the nearest. */
  readonly solving: readonly string[];
  readonly sensors: readonly SlotSensor[];
  /** Null where nobody measured it. */
  readonly weather: {
    readonly temperatureC: number;
    readonly windEastMps: number;
    readonly windNorthMps: number;
    /** How long before the slot. */
    readonly hours: number;
  } | null;
  readonly pulses: readonly StreamPulse[];
}

export function shotsOfSlot(
  locate: (scene: Scene, plane: LocalPlane | null) => SceneAnswer,
  { cell, slot, solving, sensors, weather, pulses }: Slot,
): Gunshot[] {
  const known = new Set(sensors.map((each) => each.sensor));
  const heard = inOrder(pulses).filter((pulse) => known.has(pulse.sensor) && isTimedWell(pulse));
  const began = slot * slotMicroseconds;
  if (
    new Set(heard.filter((each) => each.timeMicroseconds >= began - edgeMicroseconds).map((each) => each.sensor)).size <
    4
  )
    return [];
  const bounds = cellBounds(cell);
  const plane = localPlane({ lon: (bounds.west + bounds.east) / 2, lat: (bounds.south + bounds.north) / 2 });
  const heights = sensors.every((each) => each.elevationMeters !== null);
  const scene: Scene = {
    id: `${cell}/${slot}`,
    ...(weather && {
      temperatureC: weather.temperatureC,
      windMps: { east: weather.windEastMps, north: weather.windNorthMps },
      weatherHours: weather.hours,
    }),
    sensors: sensors
      .toSorted((a, b) => (a.sensor < b.sensor ? -1 : 1))
      .map(({ sensor, elevationMeters, ...place }) => {
        const { x, y } = plane.toPlane(place);
        return { id: sensor, x, y, ...(heights ? { z: elevationMeters! } : {}) };
      }),
    listenedFromSeconds: (slotSpan(slot).from - began) / 1e6,
    pulses: heard.map(({ sensor, timeMicroseconds, snrDb }, at) => ({
      id: String(at),
      sensor,
      timeSeconds: (timeMicroseconds - began) / 1e6,
      snrDb,
    })),
  };
  return locate(scene, plane).shots.flatMap((shot): Gunshot[] => {
    if (shot.kind !== 'located') return [];
    const timeMicroseconds = began + Math.round(shot.timeSeconds * 1e6);
    const [lon, lat] = [shot.lon!, shot.lat!];
    const inTime =
      timeMicroseconds >= began - edgeMicroseconds && timeMicroseconds < began + slotMicroseconds + edgeMicroseconds;
    if (!inTime || (metersOutside(cell, { lon, lat }) > edgeMeters && ownerOf(solving, { lon, lat }) !== cell))
      return [];
    return [
      {
        cell,
        slot,
        timeMicroseconds,
        lon,
        lat,
        ellipse95: shot.ellipse95,
        covariance: shot.covariance,
        air: airOf(shot, weather),
        arrivals: shot.pulses.map((name, at) => {
          const pulse = heard[Number(name)]!;
          return {
            sensor: pulse.sensor,
            sequence: pulse.sequence,
            timeMicroseconds: pulse.timeMicroseconds,
            residualSeconds: shot.residualSeconds[at]!,
          };
        }),
      },
    ];
  });
}

function airOf({ air: { noted, before, ...air }, heightMeters }: LocatedShot, weather: Slot['weather']): GunshotAir {
  const { temperatureC = ordinaryAir.temperatureC, windEastMps = 0, windNorthMps = 0, hours = null } = weather ?? {};
  return {
    noted,
    before: { temperatureC, windEastMps, windNorthMps, hours, ...before },
    ...air,
    heightMeters: heightMeters ?? null,
  };
}

/** The cell a shot lies in, where sensors stand there, or the nearest in which they do. */
function ownerOf(solving: readonly string[], place: LonLat): string {
  const own = gridCell(place);
  if (solving.includes(own)) return own;
  return solving.reduce((nearest, each) =>
    metersOutside(each, place) < metersOutside(nearest, place) ? each : nearest,
  );
}

/** By time, each once. */
function inOrder(pulses: readonly StreamPulse[]): StreamPulse[] {
  return pulses
    .toSorted(
      (a, b) =>
        a.timeMicroseconds - b.timeMicroseconds ||
        (a.sensor < b.sensor ? -1 : a.sensor > b.sensor ? 1 : a.sequence - b.sequence),
    )
    .filter((pulse, at, all) => {
      const before = all[at - 1];
      return before === undefined || before.sensor !== pulse.sensor || before.sequence !== pulse.sequence;
    });
}

/** How far a shot lies outside the slot and cell that found it: nothing where it is in both. */
function outside({ cell, slot, timeMicroseconds, lon, lat }: Gunshot): number {
  return (gridCell({ lon, lat }) === cell ? 0 : 1) + (slotOf(timeMicroseconds) === slot ? 0 : 1);
}

/** Shots in the order of time, each once where two slots or cells found it: as the one it lies in did. */
export function shotsOnce(shots: readonly Gunshot[]): Gunshot[] {
  const order = shots.toSorted(
    (a, b) =>
      outside(a) - outside(b) ||
      a.timeMicroseconds - b.timeMicroseconds ||
      a.slot - b.slot ||
      (a.cell < b.cell ? -1 : 1),
  );
  const kept: Gunshot[] = [];
  for (const shot of order) {
    const twice = kept.some(
      (other) =>
        (other.slot !== shot.slot || other.cell !== shot.cell) &&
        Math.abs(other.timeMicroseconds - shot.timeMicroseconds) < sameMicroseconds &&
        metersBetween(other, shot) < sameMeters,
    );
    if (!twice) kept.push(shot);
  }
  return kept.sort((a, b) => a.timeMicroseconds - b.timeMicroseconds || a.lon - b.lon || a.lat - b.lat);
}
