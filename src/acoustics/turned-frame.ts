/**
 * Sensors and wind as seen from the middle of those that heard, with the first to hear straight ahead: what is computed there turns with its sensors,
 * to the digit.
 *
 * **Source.** A turn of the plane. **Input.** Arrivals, weather, the order of arrival. **Output.** The same arrivals and weather turned; places and
 * covariances turned back. **Limits.** Heights and times stay.
 */
import type { ShotArrivals, Weather } from './shot-likelihood.ts';

/** A place in metres with its covariance in m². */
interface SpreadPlace {
  x: number;
  y: number;
  xx: number;
  xy: number;
  yy: number;
}

export interface TurnedFrame {
  readonly seen: ShotArrivals;
  readonly air: Weather;
  /** Writes `seen` and `air`. */
  turn(arrivals: ShotArrivals, weather: Weather, order: Int32Array, middleX: number, middleY: number): void;
  /** Writes into `place` what `from` is on the plane the arrivals came in. */
  back(from: Readonly<SpreadPlace>, place: SpreadPlace): void;
  /** The same of a wind. */
  backWind(east: number, north: number, wind: { windEast: number; windNorth: number }): void;
}

export function createFrame({ x, y, z, seconds }: ShotArrivals): TurnedFrame {
  const seen: ShotArrivals = { x: new Float64Array(x.length), y: new Float64Array(y.length), z, seconds, count: 0 };
  const air: Weather = { stillMps: 340, windEast: 0, windNorth: 0 };
  let [cos, sin, meanX, meanY] = [1, 0, 0, 0];
  return { seen, air, turn, back, backWind };

  function turn(arrivals: ShotArrivals, weather: Weather, order: Int32Array, middleX: number, middleY: number): void {
    [meanX, meanY] = [middleX, middleY];
    seen.count = arrivals.count;
    for (let i = 0, far = 0; i < arrivals.count && !(far > 1); i++) {
      const [dx, dy] = [arrivals.x[order[i]!]! - meanX, arrivals.y[order[i]!]! - meanY];
      far = Math.hypot(dx, dy);
      if (far > 1) [cos, sin] = [dx / far, dy / far];
    }
    for (let i = 0; i < arrivals.count; i++) {
      const [dx, dy] = [arrivals.x[i]! - meanX, arrivals.y[i]! - meanY];
      seen.x[i] = cos * dx + sin * dy;
      seen.y[i] = cos * dy - sin * dx;
    }
    air.stillMps = weather.stillMps;
    air.windEast = cos * weather.windEast + sin * weather.windNorth;
    air.windNorth = cos * weather.windNorth - sin * weather.windEast;
  }

  function back(from: Readonly<SpreadPlace>, place: SpreadPlace): void {
    place.x = meanX + cos * from.x - sin * from.y;
    place.y = meanY + sin * from.x + cos * from.y;
    place.xx = cos * cos * from.xx - 2 * cos * sin * from.xy + sin * sin * from.yy;
    place.xy = cos * sin * (from.xx - from.yy) + (cos * cos - sin * sin) * from.xy;
    place.yy = sin * sin * from.xx + 2 * cos * sin * from.xy + cos * cos * from.yy;
  }

  function backWind(east: number, north: number, wind: { windEast: number; windNorth: number }): void {
    wind.windEast = cos * east - sin * north;
    wind.windNorth = sin * east + cos * north;
  }
}
