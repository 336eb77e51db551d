/**
 * What sensors that are only planned would hear, how well they would locate, and what each of them adds.
 *
 * **Source.** Hearing as in `simulate-scene.ts` (levels of Tech Note 098, spreading and ISO 9613-1, shade, noise, blocked ways); error by the
 * Cramér–Rao bound of `location-bound.ts`, widened by number of arrivals as the engine's own ellipse is (`coverage-scale.ts`); a trial of shots
 * located by the engine itself.
 * **Input.** Places of sensors and a rectangle in metres of one plane, a text the draws follow from. **Output.** By squares how many of the shots
 * drawn there would be located and how well; what would be lost without each sensor; the trial.
 * **Limits.** Flat ground, one kind of firearm and of night. Pulses are taken as grouped into shots: where few sensors hear, grouping fails
 * oftener than is seen here (docs/methods/acoustics.md). It says what to expect of a layout beside another, not what a street will hear.
 */
import { Random } from '../stats/random.ts';
import { shareOf, type Share } from '../model/share.ts';
import { blastLossDb } from './air-absorption.ts';
import { blastDelay } from './arrivals.ts';
import { coverageScale } from './coverage-scale.ts';
import { ellipse95 } from './ellipse.ts';
import { cityExcess, excessInformation, excessTable } from './excess-model.ts';
import { isInside } from './explain-location.ts';
import { createSceneLocator } from './locate-scene.ts';
import { locationBound } from './location-bound.ts';
import { layoutFault } from './sensor-layout.ts';
import { forecastPrior } from './shot-likelihood.ts';
import { blockedLossDb, sensorHearing, shotLoudDb, wayExcess } from './simulate-scene.ts';
import { ordinaryAir, speedOfSound } from './speed-of-sound.ts';

interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface PlannedNetwork {
  readonly sensors: readonly Spot[];
  /** South-western corner at 0, 0. */
  readonly widthMeters: number;
  readonly heightMeters: number;
  readonly seed: string;
}

export interface NetworkForecast {
  readonly columns: number;
  readonly rows: number;
  readonly squareMeters: number;
  readonly draws: number;
  readonly located: readonly number[];
  readonly corrected: readonly number[];
  readonly errorMeters: readonly (number | null)[];
  readonly coveredSquares: Share;
  readonly sensors: readonly { readonly lostSquareMeters: number; readonly growthMeters: number | null }[];
  readonly trial: {
    readonly shots: number;
    readonly located: Share;
    readonly within25: Share;
    readonly inEllipse: Share;
    readonly medianMeters: number | null;
    readonly nineInTenMeters: number | null;
  };
}

const squaresMost = 28;
const squareSideMin = 50;
const draws = 16;
/** What a sensor adds where five or more hear is asked of so many of them: a bound for each sensor that heard is dear. */
const drawsOfGrowth = 3;
const locatedBy = 4;
/** A place counts as covered where nine in ten shots would be located. */
const coveredShare = 0.9;
const hearingMeters = 2_600;
const trialShots = 300;
/** A pulse is told from the noise beside it from so much on, give or take (`simulate-scene.ts`). */
const pickedDb = 6;

export function planNetwork({ sensors, widthMeters, heightMeters, seed }: PlannedNetwork): NetworkForecast {
  const side = Math.max(squareSideMin, Math.max(widthMeters, heightMeters) / squaresMost);
  const [columns, rows] = [Math.max(1, Math.round(widthMeters / side)), Math.max(1, Math.round(heightMeters / side))];
  const [cellWidth, cellHeight] = [widthMeters / columns, heightMeters / rows];
  const squareMeters = cellWidth * cellHeight;
  const located: number[] = [];
  const corrected: number[] = [];
  const errorMeters: (number | null)[] = [];
  const lost = sensors.map(() => 0);
  const growth = sensors.map(() => ({ sum: 0, count: 0 }));
  const random = new Random(seed);
  for (let square = 0; square < columns * rows; square++) {
    const middle = {
      x: ((square % columns) + 0.5) * cellWidth,
      y: (Math.floor(square / columns) + 0.5) * cellHeight,
    };
    const own = random.fork(square);
    const errors: number[] = [];
    const lostOfFive: number[] = [];
    let five = 0;
    for (let draw = 0; draw < draws; draw++) {
      const heard = hearers(own, sensors, middle).map(({ sensor }) => sensor);
      const error = heard.length < locatedBy ? null : boundMeters(sensors, heard, middle);
      if (error === null) continue;
      errors.push(error);
      if (heard.length === locatedBy) {
        for (const one of heard) lost[one]! += squareMeters / draws;
        continue;
      }
      five++;
      if (five > drawsOfGrowth) continue;
      for (const one of heard) {
        const without = boundMeters(
          sensors,
          heard.filter((each) => each !== one),
          middle,
        );
        if (without === null) lostOfFive.push(one);
        else {
          growth[one]!.sum += without - error;
          growth[one]!.count++;
        }
      }
    }
    // The draws that were asked stand for all of five and more.
    for (const one of lostOfFive) lost[one]! += (squareMeters / draws) * (five / Math.min(five, drawsOfGrowth));
    located.push(errors.length);
    corrected.push(five);
    errorMeters.push(errors.length === 0 ? null : round(ranked(errors, 0.5)));
  }
  return {
    columns,
    rows,
    squareMeters,
    draws,
    located,
    corrected,
    errorMeters,
    coveredSquares: shareOf(located, (count) => count >= coveredShare * draws),
    sensors: sensors.map((_, at) => ({
      lostSquareMeters: Math.round(lost[at]!),
      growthMeters: growth[at]!.count === 0 ? null : round(growth[at]!.sum / growth[at]!.count),
    })),
    trial: tryOut(random.fork('trial'), { sensors, widthMeters, heightMeters }),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
const ranked = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!;

const information = excessInformation(excessTable(cityExcess));
const stillMps = speedOfSound(ordinaryAir);

/** Half the longer axis of the ellipse that no method beats, as wide as the engine makes its own; null where they stand on a line. */
function boundMeters(sensors: readonly Spot[], heard: readonly number[], place: Spot): number | null {
  if (standsOnLine(heard.map((at) => sensors[at]!))) return null;
  const bound = locationBound(
    heard.map((at) => sensors[at]!),
    place,
    stillMps,
    forecastPrior,
    information,
  );
  if (bound === null) return null;
  const scale = coverageScale(heard.length);
  const { majorMeters } = ellipse95(bound.xx * scale, bound.xy * scale, bound.yy * scale);
  return majorMeters <= hearingMeters ? majorMeters : null;
}

/** Whether the engine would refuse them: the bound looks at one place alone, and does not see that its mirror image is as good. */
function standsOnLine(spots: readonly Spot[]): boolean {
  const [x, y] = [Float64Array.from(spots, (each) => each.x), Float64Array.from(spots, (each) => each.y)];
  const middle = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0) / values.length;
  return layoutFault({ x, y, count: spots.length }, middle(x), middle(y)) !== null;
}

/** Which sensors tell a shot from what else they hear, and how much later than straight it comes to each. */
function hearers(random: Random, sensors: readonly Spot[], shot: Spot): { sensor: number; lateSeconds: number }[] {
  const loudDb = shotLoudDb(random);
  return sensors.flatMap(({ x, y }, sensor) => {
    const meters = Math.hypot(x - shot.x, y - shot.y);
    if (meters > hearingMeters) return [];
    const { noiseDb, shadeDb } = sensorHearing(random);
    const { seconds, blocked } = wayExcess(random);
    const levelDb =
      loudDb - blastLossDb(meters, ordinaryAir) - shadeDb - (blocked ? blockedLossDb : 0) + random.normal(0, 2);
    return levelDb - noiseDb > pickedDb + random.normal(0, 2) ? [{ sensor, lateSeconds: seconds }] : [];
  });
}

/** Shots anywhere in the area, in air that is known as a forecast knows it, located as the service locates them. */
function tryOut(
  random: Random,
  { sensors, widthMeters, heightMeters }: Omit<PlannedNetwork, 'seed'>,
): NetworkForecast['trial'] {
  const locate = createSceneLocator();
  const found = Array.from({ length: trialShots }, (_, at) => {
    const own = random.fork(at);
    const shot = { x: own.next() * widthMeters, y: own.next() * heightMeters, z: 0 };
    const air = { ...ordinaryAir, temperatureC: own.normal(12, 9) };
    const wind = { east: own.normal(0, 2.5), north: own.normal(0, 2.5) };
    const still = speedOfSound(air);
    const heard = hearers(own, sensors, shot);
    const located = locate(
      {
        id: String(at),
        temperatureC: air.temperatureC + own.normal(0, 1.5),
        windMps: { east: wind.east + own.normal(0, 1.2), north: wind.north + own.normal(0, 1.2) },
        sensors: heard.map(({ sensor }) => ({ id: String(sensor), ...sensors[sensor]! })),
        pulses: heard.map(({ sensor, lateSeconds }) => ({
          sensor: String(sensor),
          timeSeconds: blastDelay(shot, { ...sensors[sensor]!, z: 0 }, still, wind) + lateSeconds,
        })),
        grouped: true,
      },
      null,
    ).shots[0]!;
    if (located.kind === 'undetermined') return null;
    const [east, north] = [shot.x - located.x!, shot.y - located.y!];
    return { meters: Math.hypot(east, north), inside: isInside(located.ellipse95, east, north) };
  });
  const known = found.filter((each) => each !== null);
  const errors = known.map(({ meters }) => meters);
  return {
    shots: trialShots,
    located: shareOf(found, (each) => each !== null),
    within25: shareOf(known, ({ meters }) => meters <= 25),
    inEllipse: shareOf(known, ({ inside }) => inside),
    medianMeters: errors.length === 0 ? null : round(ranked(errors, 0.5)),
    nineInTenMeters: errors.length === 0 ? null : round(ranked(errors, 0.9)),
  };
}
