/**
 * The city's own trafficking index: a declared sum of what is recorded of a trace, never of a person.
 *
 * **Source.** Indicators of ATF's _Following the Gun_ (2000) and the Youth Crime Gun Interdiction Initiative; Wright, Wintemute and Webster
 * 2010 and Koper 2014 for their direction. Weights are configuration somebody signed.
 * **Input.** Facts and context of a trace, and weights. **Output.** Score = Σ w·x in points, 0 where nothing speaks for it, 100 where
 * everything does; each part with its value and what it adds; an interval where something is not recorded.
 * **Limits.** What is not recorded adds nothing to the score, and widens the interval by what it might add; of a sale on which sources contradict
 * each other neither dealer nor purchaser is. Race, sex, ethnicity and age are
 * no inputs, nor anything that stands for them: no neighbourhood, no place of birth, no name.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import { componentNames, type ComponentName, type TraceIndex } from '../model/trace-index.ts';
import { purchaserIsPossessor } from '../model/purchaser-is-possessor.ts';
import { isSaleContradicted } from '../model/trace-doubts.ts';
import type { TraceContext } from './trace-context.ts';
import { isOutOfCity, isOutOfState } from './trace-measures.ts';

/** Days up to which a time to crime still adds something, each with a weight of its own. */
export const timeHinges = [180, 365, 1095, 3650] as const;

export interface CityWeights {
  readonly version: string;
  /** Natural logarithms of odds; of `time-to-crime` one for each hinge. */
  readonly time: readonly number[];
  readonly other: Readonly<Record<Exclude<ComponentName, 'time-to-crime'>, number>>;
  readonly intercept: number;
}

type IndexComponent = TraceIndex['components'][number];

export interface CityIndex {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly components: IndexComponent[];
}

interface Input {
  readonly value: number | null;
  /** What weights are multiplied with, each 0 to 1; null where not recorded. */
  readonly x: readonly number[] | null;
}

/** Inputs of the sum in the order of {@link componentNames}. */
export function cityInputs(trace: TraceFacts, context: TraceContext): Record<ComponentName, Input> {
  const { timeToCrime, multipleSale, obliterated, stolen, shootings } = trace;
  const days = timeToCrime.kind === 'computed' && timeToCrime.days >= 0 ? timeToCrime.days : null;
  // What a contradicted sale would say of dealer and purchaser is as good as not recorded.
  const ofSale = <T>(answer: T): T | null => (isSaleContradicted(trace) ? null : answer);
  const same = ofSale(purchaserIsPossessor(trace.purchaser, trace.possessor, 'strict'));
  const together = ofSale((context.boughtTogether ?? 0) > 0 ? true : multipleSale);
  const fired = shootings.hits + shootings.leads / 2;
  return {
    'time-to-crime': { value: days, x: days === null ? null : timeHinges.map((most) => Math.max(0, 1 - days / most)) },
    'unrecorded-transfer': yesNo(same === null ? null : !same),
    'out-of-state': yesNo(ofSale(isOutOfState(trace))),
    'out-of-city': yesNo(ofSale(isOutOfCity(trace))),
    'multiple-sale': yesNo(together),
    'obliterated-serial': yesNo(obliterated),
    'dealer-rate': graded(context.dealerRatio, (ratio) => Math.log(Math.max(1, ratio)) / Math.log(ratioMost)),
    'purchaser-other-firearms': graded(context.otherFirearms, (n) => Math.log2(1 + n) / Math.log2(1 + firearmsMost)),
    shootings: { value: fired, x: [Math.min(1, fired / shootingsMost)] },
    'reported-stolen': yesNo(stolen),
  };
}

/** Above these an input says no more than at them. */
const ratioMost = 2;
const firearmsMost = 7;
const shootingsMost = 2;

function yesNo(answer: boolean | null): Input {
  return answer === null ? { value: null, x: null } : { value: Number(answer), x: [Number(answer)] };
}

function graded(value: number | null, grade: (value: number) => number): Input {
  return value === null ? { value, x: null } : { value, x: [Math.min(1, grade(value))] };
}

const weightsOf = ({ time, other }: CityWeights, name: ComponentName): readonly number[] =>
  name === 'time-to-crime' ? time : [other[name]];

const sum = (of: readonly number[]) => of.reduce((all, each) => all + each, 0);

interface Points {
  /** Points before any part. */
  readonly base: number;
  /** Points each part makes of its inputs. */
  readonly of: ReadonlyMap<ComponentName, readonly number[]>;
}

const pointsBy = new WeakMap<CityWeights, Points>();

/** Points that weights make, so that nothing for it is 0 and everything for it 100; counted once for all traces. */
function pointsOf(weights: CityWeights): Points {
  const held = pointsBy.get(weights);
  if (held !== undefined) return held;
  const all = componentNames.flatMap((name) => weightsOf(weights, name));
  const most = sum(all.filter((each) => each > 0));
  const least = sum(all.filter((each) => each < 0));
  const scale = 100 / Math.max(1e-9, most - least);
  const points = {
    base: -least * scale,
    of: new Map(componentNames.map((name) => [name, weightsOf(weights, name).map((each) => each * scale)])),
  };
  pointsBy.set(weights, points);
  return points;
}

export function cityIndex(trace: TraceFacts, context: TraceContext, weights: CityWeights): CityIndex {
  const points = pointsOf(weights);
  const inputs = cityInputs(trace, context);
  const components = componentNames.map((name): IndexComponent => {
    const { value, x } = inputs[name];
    const of = points.of.get(name)!;
    if (x !== null) {
      const contribution = sum(of.map((each, at) => each * x[at]!));
      return { name, value, contribution, low: contribution, high: contribution };
    }
    return { name, value, contribution: 0, low: Math.min(0, sum(of)), high: Math.max(0, sum(of)) };
  });
  return {
    score: points.base + sum(components.map(({ contribution }) => contribution)),
    low: points.base + sum(components.map(({ low }) => low)),
    high: points.base + sum(components.map(({ high }) => high)),
    components,
  };
}

/** One row for the regression the weights are fitted by; what is not recorded adds nothing there either. */
export function regressionRow(trace: TraceFacts, context: TraceContext): number[] {
  const inputs = cityInputs(trace, context);
  return componentNames.flatMap((name) => [
    ...(inputs[name].x ?? new Array<number>(name === 'time-to-crime' ? timeHinges.length : 1).fill(0)),
  ]);
}

/** Weights from the coefficients of such rows. */
export function weightsFrom(version: string, intercept: number, coefficients: readonly number[]): CityWeights {
  const rest = coefficients.slice(timeHinges.length);
  return {
    version,
    intercept,
    time: coefficients.slice(0, timeHinges.length),
    other: Object.fromEntries(componentNames.slice(1).map((name, at) => [name, rest[at]!])) as CityWeights['other'],
  };
}

/** Coefficients of such rows from weights. */
export function coefficientsOf(weights: CityWeights): number[] {
  return componentNames.flatMap((name) => [...weightsOf(weights, name)]);
}

/** The share of traces like this one that had the declared outcome where the weights were fitted. */
export function outcomeRate(trace: TraceFacts, context: TraceContext, weights: CityWeights): number {
  const row = regressionRow(trace, context);
  const z = weights.intercept + sum(coefficientsOf(weights).map((each, at) => each * row[at]!));
  return 1 / (1 + Math.exp(-z));
}
