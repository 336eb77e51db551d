/**
 * Where and when a shot was fired, from its first arrivals, with the region that holds the place 95 times in a hundred.
 *
 * **Source.** Maximum of the posterior of `shot-likelihood.ts` by Gauss–Newton from several closed-form places (`seed-places.ts`), wide models before
 * narrow. Modes weighed by Laplace's approximation (Tierney and Kadane, Journal of the American Statistical Association 81, 1986).
 * **Input.** Arrivals of one shot in typed arrays, weather, what is known beforehand. **Output.** Place, time, covariance in m², residuals; or why not.
 * **Limits.** `too-few` below four sensors at places of their own, `collinear` on a line (a mirror image fits as well), `contradictory` where fewer
 * than four arrivals agree, `unbounded` where the region is wider than the network hears. Height is never told from a flat network.
 */
import { coverageScale } from './coverage-scale.ts';
import { excessTable, type ExcessModel, type ExcessTable } from './excess-model.ts';
import { createSampler, type Top } from './posterior-sample.ts';
import { holdPlace, writeResiduals } from './place-held.ts';
import { layoutFault } from './sensor-layout.ts';
import { seedFromAll, seedFromThree } from './seed-places.ts';
import {
  factorise,
  forecastPrior,
  parametersFlat,
  parametersMax,
  shotLikelihood,
  shotLog,
  solveFactorised,
  type Curvature,
  type ShotArrivals,
  type ShotPrior,
  type Weather,
} from './shot-likelihood.ts';
import { emptyEstimate, type SourceEstimate } from './source-estimate.ts';
import { createFrame } from './turned-frame.ts';

export type UndeterminedCode = 'too-few' | 'collinear' | 'contradictory' | 'unbounded';

export interface SourceLocator {
  readonly arrivals: ShotArrivals;
  readonly weather: Weather;
  /** How well the weather is known; set before `locate` where it is not a forecast. */
  readonly prior: ShotPrior;
  /** Whether heights of the sensors are to be used. */
  tall: boolean;
  readonly estimate: SourceEstimate;
  /** Null once `estimate` is written. */
  locate(): UndeterminedCode | null;
}

const seedsMax = 160;
/** Steps of each width of the model, wide to narrow. */
const blurs = [2, 1] as const;
/** Of so few, each late arrival makes a hill of its own, which a wide model would level. */
const fewArrivals = 11;
const stepsMax = 14;
/** Draws worth fewer than so many equal ones say nothing of an ellipse. */
const drawsWorth = 20;
const widerMost = 4;
/** Steps shorter than this change nothing that matters. */
const enoughMeters = 0.05;
const enoughMps = 1e-7;
const airStepsMax = 40;
/** From so many on one hill is round, and nothing is learnt by drawing from it. */
const roundFrom = 16;
const sameMeters = 8;
/** A seed so much less likely than the best is not climbed from. */
const hopelessLog = 10;
/** ln p of an arrival is 2.4 on average; a hill below this has most likely another beside it. */
const poorLog = 2.2;
const triesMost = 14;
/** Every climb may end on a hill of its own. */
const modesMax = triesMost + widerMost;
/** Roofs stand about so much above the ground a shooter stands on. */
const roofMeters = 8;

export function createLocator(model: ExcessModel, capacity: number): SourceLocator {
  const table = excessTable(model);
  const wide = blurs.map((blur) => excessTable(model, blur));
  const arrivals: ShotArrivals = {
    x: new Float64Array(capacity),
    y: new Float64Array(capacity),
    z: new Float64Array(capacity),
    seconds: new Float64Array(capacity),
    count: 0,
  };
  const frame = createFrame(arrivals);
  const { seen, air } = frame;
  const shiftedX = new Float64Array(capacity);
  const shiftedY = new Float64Array(capacity);
  const way = new Float64Array(capacity);
  const order = new Int32Array(capacity);
  const weather: Weather = { stillMps: 340, windEast: 0, windNorth: 0 };
  const seeds = {
    x: new Float64Array(seedsMax),
    y: new Float64Array(seedsMax),
    fired: new Float64Array(seedsMax),
  };
  const seedLog = new Float64Array(seedsMax);
  const gradient = new Float64Array(parametersMax);
  const hessian = new Float64Array(parametersMax * parametersMax);
  const theta = new Float64Array(parametersMax);
  const step = new Float64Array(parametersMax);
  const modes = Array.from({ length: modesMax }, () => ({
    theta: new Float64Array(parametersMax),
    factor: new Float64Array(parametersMax * parametersMax),
    mass: 0,
  })) satisfies Top[];
  const prior: ShotPrior = { ...forecastPrior };
  const samplers = [createSampler(parametersFlat), createSampler(parametersMax)] as const;
  const estimate = emptyEstimate(capacity);
  let groundZ = 0;
  let spreadSquare = 1;
  let parameters = parametersFlat;

  const locator: SourceLocator = { arrivals, weather, prior, tall: false, estimate, locate };
  return locator;

  function locate(): UndeterminedCode | null {
    const count = arrivals.count;
    parameters = locator.tall ? parametersMax : parametersFlat;
    if (count < 4) return 'too-few';
    let meanX = 0;
    let meanY = 0;
    let meanZ = 0;
    for (let i = 0; i < count; i++) {
      meanX += arrivals.x[i]! / count;
      meanY += arrivals.y[i]! / count;
      meanZ += arrivals.z[i]! / count;
      order[i] = i;
    }
    groundZ = meanZ - roofMeters;
    const fault = layoutFault(arrivals, meanX, meanY);
    if (fault !== null) return fault;
    sortByTime(count);
    frame.turn(arrivals, weather, order, meanX, meanY);
    const { stillMps, windEast, windNorth } = air;
    spreadSquare = 0;
    for (let i = 0; i < count; i++) spreadSquare += (2 * (seen.x[i]! ** 2 + seen.y[i]! ** 2)) / count;
    // The middle arrival, for a clock may be a day off. Sound that came later was carried further: sensors are moved upwind by what the wind did
    // meanwhile.
    const middle = seen.seconds[order[count >> 1]!]!;
    for (let i = 0; i < count; i++) {
      const late = seen.seconds[i]! - middle;
      shiftedX[i] = seen.x[i]! - late * windEast;
      shiftedY[i] = seen.y[i]! - late * windNorth;
      way[i] = late * stillMps;
    }
    const seedCount = gatherSeeds(count);
    const found = climb(seedCount, count, middle);
    if (found === 0) return 'contradictory';
    return conclude(found, count);
  }

  function sortByTime(count: number): void {
    for (let i = 1; i < count; i++) {
      const moved = order[i]!;
      let at = i - 1;
      while (at >= 0 && arrivals.seconds[order[at]!]! > arrivals.seconds[moved]!) {
        order[at + 1] = order[at]!;
        at--;
      }
      order[at + 1] = moved;
    }
  }

  /** Every three of few arrivals; of many, threes spread over early, middle and late ones. */
  function gatherSeeds(count: number): number {
    let written = seedFromAll(shiftedX, shiftedY, way, count, seeds, 0);
    if (count <= 7) {
      for (let a = 0; a < count; a++)
        for (let b = a + 1; b < count; b++)
          for (let c = b + 1; c < count; c++)
            written += seedFromThree(shiftedX, shiftedY, way, order[a]!, order[b]!, order[c]!, seeds, written);
    } else {
      const third = Math.floor(count / 3);
      for (let a = 0; a < 4; a++)
        for (let b = 0; b < 4; b++) {
          const early = order[a % third]!;
          const middle = order[third + ((a + b) % third)]!;
          const late = order[2 * third + ((2 * a + b) % third)]!;
          written += seedFromThree(shiftedX, shiftedY, way, early, middle, late, seeds, written);
        }
    }
    for (let near = 0; near < 2; near++) {
      const at = order[near]!;
      seeds.x[written] = shiftedX[at]! + 5;
      seeds.y[written] = shiftedY[at]! + 5;
      seeds.fired[written] = way[at]! - 7;
      written++;
    }
    scoreSeeds(written, count, wide[0]!);
    return written;
  }

  function scoreSeeds(
    seedCount: number,
    count: number,
    { entries, firstSeconds, perSecond, floorLog }: ExcessTable,
  ): void {
    const last = entries.length / 4;
    const perMeter = perSecond / air.stillMps;
    const from = firstSeconds * perSecond - 0.5;
    for (let seed = 0; seed < seedCount; seed++) {
      const x = seeds.x[seed]!;
      const y = seeds.y[seed]!;
      const fired = seeds.fired[seed]!;
      let log = 0;
      for (let i = 0; i < count; i++) {
        const dx = shiftedX[i]! - x;
        const dy = shiftedY[i]! - y;
        const at = (way[i]! - fired - Math.sqrt(dx * dx + dy * dy)) * perMeter - from;
        log += at >= 0 && at < last ? entries[4 * Math.floor(at)]! : floorLog;
      }
      seedLog[seed] = Number.isFinite(log) ? log : -Infinity;
    }
  }

  /** Climbs from the best seeds that are apart, and keeps the tops that are: how many. */
  function climb(seedCount: number, count: number, middle: number): number {
    const wanted = count <= 7 ? 10 : count <= fewArrivals ? 6 : 3;
    let found = 0;
    let best = -Infinity;
    let top = 0;
    const poor = poorLog * count;
    for (let tried = 0; tried < (best < poor ? triesMost : wanted); tried++) {
      let pick = -1;
      for (let seed = 0; seed < seedCount; seed++)
        if (seedLog[seed]! > -Infinity && (pick < 0 || seedLog[seed]! > seedLog[pick]!)) pick = seed;
      if (pick < 0) break;
      if (tried === 0) top = seedLog[pick]!;
      else if (seedLog[pick]! < top - hopelessLog && best > poor) break;
      const x = seeds.x[pick]!;
      const y = seeds.y[pick]!;
      for (let seed = 0; seed < seedCount; seed++)
        if (Math.abs(seeds.x[seed]! - x) + Math.abs(seeds.y[seed]! - y) < 2 * sameMeters) seedLog[seed] = -Infinity;
      theta.fill(0);
      theta[0] = x;
      theta[1] = y;
      theta[5] = seeds.fired[pick]! / air.stillMps + middle;
      if (locator.tall) theta[6] = groundZ;
      const log = ascend();
      if (!(log > -Infinity) || log < best - 12) continue;
      let known = false;
      for (let mode = 0; mode < found && !known; mode++)
        known =
          Math.abs(modes[mode]!.theta[0]! - theta[0]!) + Math.abs(modes[mode]!.theta[1]! - theta[1]!) < sameMeters;
      if (known) continue;
      const mode = modes[found]!;
      if (!curve(mode, log)) continue;
      mode.theta.set(theta);
      best = Math.max(best, log);
      found++;
    }
    return found;
  }

  /** Newton's steps from theta to the top of its hill: ln of the posterior there. */
  function ascend(): number {
    if (arrivals.count > fewArrivals)
      for (const blurred of wide) for (let times = 0; times < 2; times++) if (!stepBy(blurred)) return -Infinity;
    let log = -Infinity;
    let reach = 1;
    for (let times = 0; times < stepsMax; times++) {
      const now = evaluate('open');
      if (now < log - 1e-9 && reach > 0.1) {
        // Too far: half the way back.
        reach /= 2;
        for (let k = 0; k < parameters; k++) theta[k]! -= reach * step[k]!;
        continue;
      }
      log = now;
      if (!factorise(hessian, parameters)) return -Infinity;
      step.set(gradient);
      solveFactorised(hessian, parameters, step);
      reach = 1;
      for (let k = 0; k < parameters; k++) theta[k]! += step[k]!;
      if (Math.abs(step[0]!) + Math.abs(step[1]!) < enoughMeters) break;
    }
    return log;
  }

  function evaluate(curvature: Curvature): number {
    return shotLikelihood(seen, air, prior, table, theta, parameters, groundZ, curvature, gradient, hessian);
  }

  function stepBy(blurred: ExcessTable): boolean {
    shotLikelihood(seen, air, prior, blurred, theta, parameters, groundZ, 'open', gradient, hessian);
    if (!factorise(hessian, parameters)) return false;
    step.set(gradient);
    solveFactorised(hessian, parameters, step);
    const far = Math.hypot(step[0]!, step[1]!);
    const reach = far > 300 ? 300 / far : 1;
    for (let k = 0; k < parameters; k++) theta[k]! += reach * step[k]!;
    return true;
  }

  /** Covariance of place about the top, and what the hill weighs. */
  function curve(mode: (typeof modes)[number], log: number): boolean {
    evaluate('observed');
    if (!factorise(hessian, parameters)) {
      evaluate('open');
      if (!factorise(hessian, parameters)) return false;
    }
    let half = 0;
    for (let k = 0; k < parameters; k++) half += Math.log(hessian[k * parameters + k]!);
    mode.mass = log - half + placePrior(theta);
    mode.factor.set(hessian);
    return true;
  }

  /** Tops that weigh a thousandth of the heaviest or more, first: how many. */
  function keepHeavy(found: number, most: number): number {
    let kept = 0;
    for (let at = 0; at < found; at++) {
      if (modes[at]!.mass < most - 7) continue;
      const moved = modes[at]!;
      modes[at] = modes[kept]!;
      modes[kept++] = moved;
    }
    return kept;
  }

  /** Shots are heard about where they are: far outside the sensors that heard one it is seldom. */
  function placePrior(at: Float64Array): number {
    return -1.5 * Math.log(1 + (at[0]! * at[0]! + at[1]! * at[1]!) / spreadSquare);
  }

  function logPosterior(at: Float64Array): number {
    return shotLog(seen, air, prior, table, at, locator.tall, groundZ) + placePrior(at);
  }

  /** Of few arrivals hills are oddly shaped, the more so with a height that is open too. */
  function drawsFor(count: number): number {
    return count > 9 ? 96 : locator.tall ? 480 : 160;
  }

  function conclude(found: number, count: number): UndeterminedCode | null {
    let top = 0;
    for (let mode = 1; mode < found; mode++) if (modes[mode]!.mass > modes[top]!.mass) top = mode;
    const heaviest = modes[top]!;
    let kept = keepHeavy(found, heaviest.mass);
    const sampler = samplers[locator.tall ? 1 : 0];
    const draw = () => sampler.draw(modes, kept, drawsFor(count), logPosterior);
    const round = kept === 1 && count >= roundFrom;
    if (!(round ? sampler.take(heaviest) : draw())) return 'contradictory';
    while (!round && sampler.drawn.worth < drawsWorth && kept < found + widerMost) {
      // One draw stands for much that no other came near: more are drawn about it, wider than about the top.
      const wider = modes[kept++]!;
      wider.theta.set(sampler.drawn.heaviest);
      for (let k = 0; k < parameters * parameters; k++) wider.factor[k] = heaviest.factor[k]! / 1.5;
      wider.mass = heaviest.mass;
      if (!draw()) return 'contradictory';
    }
    const { drawn } = sampler;
    if (residualsAt(heaviest.theta) < 4) return 'contradictory';
    const scale = coverageScale(count);
    frame.back(drawn, estimate);
    estimate.xx *= scale;
    estimate.xy *= scale;
    estimate.yy *= scale;
    estimate.explained = explainFrom(heaviest, drawn);
    return estimate.xx + estimate.yy > unboundedMeters * unboundedMeters ? 'unbounded' : null;
  }

  /** Time, air and residuals at the place that is told, which is no top where several hills count: how many arrivals agree. */
  function explainFrom(heaviest: Top, drawn: { x: number; y: number; seconds: number }): number {
    theta.set(heaviest.theta);
    [theta[0], theta[1], theta[5]] = [drawn.x, drawn.y, drawn.seconds];
    for (let times = 0; times < airStepsMax; times++) {
      evaluate('open');
      holdPlace(hessian, gradient, parameters);
      if (!factorise(hessian, parameters)) break;
      solveFactorised(hessian, parameters, gradient);
      for (let k = 2; k < parameters; k++) theta[k]! += gradient[k]!;
      if (Math.abs(gradient[2]!) + Math.abs(gradient[3]!) + Math.abs(gradient[4]!) < enoughMps) break;
    }
    estimate.seconds = theta[5]!;
    estimate.stillMps = air.stillMps + theta[2]!;
    frame.backWind(air.windEast + theta[3]!, air.windNorth + theta[4]!, estimate);
    estimate.z = locator.tall ? theta[6]! : 0;
    const variance = (k: number) => {
      step.fill(0);
      step[k] = 1;
      solveFactorised(heaviest.factor, parameters, step);
      return step[k]!;
    };
    estimate.speedSigma = Math.sqrt(variance(2));
    estimate.windSigma = Math.sqrt((variance(3) + variance(4)) / 2);
    return residualsAt(theta);
  }

  function residualsAt(at: Float64Array): number {
    const answer = { seen, air, theta: at, tall: locator.tall, excess: table.model };
    return writeResiduals(answer, arrivals.count, estimate.residuals);
  }
}

/** A standard deviation as wide as blasts are heard says nothing. */
const unboundedMeters = 1500;
