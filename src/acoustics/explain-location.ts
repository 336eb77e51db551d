/**
 * How the place of a shot follows from its arrivals: the same computation again, once without each sensor, and how well every place about explains
 * what was heard.
 *
 * **Source.** `locate-scene.ts` for the places; leaving one out (Efron, The Jackknife, 1982) for what hangs on a single sensor; the profile of
 * the mixture likelihood (`shot-likelihood.ts`) over time for the fit, at the air as it was estimated.
 * **Input.** First arrivals of one shot with sensors in metres of a plane, the air if somebody measured it, and as it was estimated. **Output.** The place again, the place
 * without each sensor, ln likelihood on a square grid.
 * **Limits.** The fit holds the air fixed, where the ellipse has it vary: it is a little narrower. At each place time is tried at every arrival's own.
 */
import { cityExcess, excessTable } from './excess-model.ts';
import { createSceneLocator } from './locate-scene.ts';
import type { Scene } from './scene.ts';
import type { LocatedShot, ShotAir, UndeterminedShot } from './scene-answer.ts';
import { ordinaryAir, speedAlong, speedOfSound } from './speed-of-sound.ts';

export interface HeardShot {
  readonly temperatureC?: number;
  readonly windMps?: { readonly east: number; readonly north: number };
  readonly weatherHours?: number;
  /** Whether it was held to: so it is again, whatever single arrivals say. */
  readonly weatherDoubted: boolean;
  /** As it was estimated with the place; where that is not known, as it is estimated again. */
  readonly estimated: Pick<ShotAir, 'stillMps' | 'windEastMps' | 'windNorthMps'> | null;
  /** Of each sensor its first arrival of the shot. */
  readonly arrivals: readonly {
    readonly sensor: string;
    readonly x: number;
    readonly y: number;
    readonly z?: number;
    readonly seconds: number;
  }[];
  /** Where it was placed. */
  readonly x: number;
  readonly y: number;
  /** Half the width of the square to look at. */
  readonly aboutMeters: number;
}

export interface ExplainedShot {
  readonly again: LocatedShot | UndeterminedShot;
  readonly without: readonly (LocatedShot | UndeterminedShot)[];
  readonly side: number;
  /** By rows from the south, tenths of ln likelihood below the best; -100 at least. */
  readonly tenths: readonly number[];
}

const side = 49;
const tenthsMin = -100;

export function explainLocation(shot: HeardShot): ExplainedShot {
  const locate = createSceneLocator();
  const found = (left: number | null) => {
    const arrivals = shot.arrivals.filter((_, at) => at !== left);
    const scene: Scene = {
      id: 'explained',
      ...(shot.temperatureC === undefined ? {} : { temperatureC: shot.temperatureC }),
      ...(shot.windMps === undefined ? {} : { windMps: shot.windMps }),
      ...(shot.weatherHours === undefined ? {} : { weatherHours: shot.weatherHours }),
      weatherDoubted: shot.weatherDoubted,
      sensors: arrivals.map(({ sensor: id, x, y, z }) => ({ id, x, y, ...(z === undefined ? {} : { z }) })),
      pulses: arrivals.map(({ sensor, seconds }) => ({ id: sensor, sensor, timeSeconds: seconds })),
      grouped: true,
    };
    return locate(scene, null).shots[0]!;
  };
  const again = found(null);
  const air = shot.estimated ?? (again.kind === 'located' ? again.air : takenAir(shot));
  return { again, without: shot.arrivals.map((_, at) => found(at)), side, tenths: fitAbout(shot, air) };
}

const takenAir = ({ temperatureC, windMps }: HeardShot) => ({
  stillMps: speedOfSound({ ...ordinaryAir, temperatureC: temperatureC ?? ordinaryAir.temperatureC }),
  windEastMps: windMps?.east ?? 0,
  windNorthMps: windMps?.north ?? 0,
});

/** How far sound went from a shot until it was heard, in the wind along its way: (east, north) is where it was heard from there, in metres. */
export function soundMeters(
  { speedMps, windEastMps, windNorthMps }: { speedMps: number; windEastMps: number; windNorthMps: number },
  { east, north, up, seconds }: { east: number; north: number; up: number; seconds: number },
): number {
  const meters = Math.hypot(east, north, up) || 1;
  const speed = speedAlong(
    speedMps,
    { east: windEastMps, north: windNorthMps },
    { east: east / meters, north: north / meters },
  );
  return speed * seconds;
}

function fitAbout(
  { arrivals, x, y, aboutMeters }: HeardShot,
  { stillMps: still, windEastMps: east, windNorthMps: north }: ReturnType<typeof takenAir>,
): number[] {
  const { entries, firstSeconds, perSecond, floorLog } = excessTable(cityExcess);
  const last = entries.length / 4 - 1;
  const fired = new Float64Array(arrivals.length);
  const logOf = (excess: number) => {
    const at = Math.floor((excess - firstSeconds) * perSecond);
    return at >= 0 && at < last ? entries[4 * at]! : floorLog;
  };
  const logs = Array.from({ length: side * side }, (_, at) => {
    const [column, row] = [at % side, Math.floor(at / side)];
    const px = x + ((column + 0.5) / side - 0.5) * 2 * aboutMeters;
    const py = y + ((row + 0.5) / side - 0.5) * 2 * aboutMeters;
    arrivals.forEach((arrival, i) => {
      const [rx, ry] = [arrival.x - px, arrival.y - py];
      const squared = rx * rx + ry * ry + 1e-6;
      fired[i] = arrival.seconds - squared / (still * Math.sqrt(squared) + rx * east + ry * north);
    });
    let best = -Infinity;
    for (const time of fired) {
      let log = 0;
      for (const each of fired) log += logOf(each - time);
      best = Math.max(best, log);
    }
    return best;
  });
  const top = Math.max(...logs);
  return logs.map((log) => Math.max(tenthsMin, Math.round(10 * (log - top))));
}

/** How an arrival is read: by the straight way, round something, or as none of the shot. */
export function readingOf(residualSeconds: number): 'direct' | 'late' | 'stray' {
  const { openSeconds, lateSecondsMax } = cityExcess;
  if (Math.abs(residualSeconds) <= 3 * openSeconds) return 'direct';
  return residualSeconds > 0 && residualSeconds <= lateSecondsMax + 3 * openSeconds ? 'late' : 'stray';
}

/** Whether a place lies in an ellipse about another, in metres of one plane. */
export function isInside(
  ellipse: { readonly majorMeters: number; readonly minorMeters: number; readonly bearingDegrees: number },
  east: number,
  north: number,
): boolean {
  const bearing = (ellipse.bearingDegrees * Math.PI) / 180;
  const along = east * Math.sin(bearing) + north * Math.cos(bearing);
  const across = east * Math.cos(bearing) - north * Math.sin(bearing);
  return (along / ellipse.majorMeters) ** 2 + (across / ellipse.minorMeters) ** 2 <= 1;
}
