/**
 * How well the air of a scene is known before anything is heard in it, and whether what was heard contradicts it.
 *
 * **Source.** A forecast errs by 1.5 °C and 1.2 m/s (`shot-likelihood.ts`); what was noted wanders on by as much again in each hour (variances add, as
 * of a random walk). What the arrivals move an estimate by has, if what was believed is right, the variance believed before less that left after
 * (Bar-Shalom, Li and Kirubarajan, Estimation with Applications to Tracking and Navigation, 2001, 5.4: consistency of innovations).
 * **Input.** What a scene says of its weather; an estimate. **Output.** Air, standard deviations, yes or no.
 * **Limits.** Fewer than eight arrivals that agree contradict nothing. How fast weather changes differs by place and hour; no station is read.
 */
import type { SourceLocator } from './locate-source.ts';
import type { Scene } from './scene.ts';
import { forecastPrior } from './shot-likelihood.ts';
import { ordinaryAir, speedOfSound } from './speed-of-sound.ts';

/** Anywhere, any season: ten degrees and four metres a second either way. */
const unknownSpeedMps = 6;
const unknownWindMps = 4;
/** Three standard deviations of a number, and what two (east, north) exceed as seldom. */
const speedSigmas = 3;
const windSigmas = 3.44;
const agreeMin = 8;
/** How well a shot some sensors heard tells the air: of the speed and of each part of the wind. */
const heardSigmaMps = 2;

/** An estimate is taken to have moved at least by so much of what it is off. */
const gainLeast = 0.2;

/** What a shot says of the air. */
export interface MovedAir {
  /** How many arrivals agree on it. */
  readonly agree: number;
  readonly speed: number;
  readonly wind: number;
  readonly air: NonNullable<Scene['heardAir']>;
}

export type SceneWeather = Pick<Scene, 'temperatureC' | 'windMps' | 'weatherHours' | 'weatherDoubted'>;

/** How well the air is known beforehand: one standard deviation of the speed of sound and of each part of the wind, in m/s. */
export function sigmasOf({ temperatureC, windMps, weatherHours = 0, weatherDoubted = false }: SceneWeather): {
  readonly speedSigmaMps: number;
  readonly windSigmaMps: number;
} {
  const aged = Math.sqrt(1 + Math.max(0, weatherHours));
  const known = (given: unknown, sigma: number, unknown: number) =>
    given === undefined || weatherDoubted ? unknown : Math.min(unknown, sigma * aged);
  return {
    speedSigmaMps: known(temperatureC, forecastPrior.speedMps, unknownSpeedMps),
    windSigmaMps: known(windMps, forecastPrior.windMps, unknownWindMps),
  };
}

/** Sets what a locator believes of the air beforehand. */
export function setWeather({ weather, prior }: Pick<SourceLocator, 'weather' | 'prior'>, said: SceneWeather): void {
  const { temperatureC = ordinaryAir.temperatureC, windMps } = said;
  weather.stillMps = speedOfSound({ ...ordinaryAir, temperatureC });
  weather.windEast = windMps?.east ?? 0;
  weather.windNorth = windMps?.north ?? 0;
  const { speedSigmaMps, windSigmaMps } = sigmasOf(said);
  prior.speedMps = speedSigmaMps;
  prior.windMps = windSigmaMps;
}

/** Sets the air pulses are grouped in: that a shot was heard in before, where one was. */
export function setGroupingAir({ weather, prior }: SourceLocator, scene: SceneWeather & Pick<Scene, 'heardAir'>): void {
  setWeather({ weather, prior }, scene);
  if (scene.heardAir === undefined) return;
  const { stillMps, windMps } = scene.heardAir;
  [weather.stillMps, weather.windEast, weather.windNorth] = [stillMps, windMps.east, windMps.north];
  [prior.speedMps, prior.windMps] = [heardSigmaMps, heardSigmaMps];
}

/** How far the last estimate of a locator lies off the air it was told of, in standard deviations of what it moves by if that was right. */
export function movedAir({ weather, prior, estimate }: SourceLocator): MovedAir {
  const moved = (by: number, before: number, after: number) => by / Math.sqrt(Math.max(before ** 2 - after ** 2, 1e-9));
  // Without what was believed beforehand, which pulls an estimate towards itself: by how much follows from both variances.
  const unpulled = (by: number, before: number, after: number) => by / Math.max(1 - (after / before) ** 2, gainLeast);
  const speedBy = estimate.stillMps - weather.stillMps;
  const [eastBy, northBy] = [estimate.windEast - weather.windEast, estimate.windNorth - weather.windNorth];
  const windOf = (by: number) => unpulled(by, prior.windMps, estimate.windSigma);
  return {
    agree: estimate.explained,
    speed: moved(Math.abs(speedBy), prior.speedMps, estimate.speedSigma),
    wind: moved(Math.hypot(eastBy, northBy), prior.windMps, estimate.windSigma),
    air: {
      stillMps: weather.stillMps + unpulled(speedBy, prior.speedMps, estimate.speedSigma),
      windMps: { east: weather.windEast + windOf(eastBy), north: weather.windNorth + windOf(northBy) },
    },
  };
}

/** Whether a shot contradicts what was noted; or may, so that it is worth while to group again in the air it was heard in. */
export const contradicts = ({ agree, speed, wind }: MovedAir): boolean =>
  agree >= agreeMin && (speed > speedSigmas || wind > windSigmas);
export const mayContradict = ({ speed, wind }: MovedAir): boolean => speed > speedSigmas / 2 || wind > windSigmas / 2;
