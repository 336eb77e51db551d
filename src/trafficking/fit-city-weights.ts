/**
 * Weights of the city's index from what its own cases came to, and whether they win over simpler scores on later traces.
 *
 * **Source.** Penalised logistic regression with signs held (`stats/logistic-fit.ts`), each weight drawn towards the declared one by a ridge
 * penalty: the prior of a hierarchy in which a city is one of many. Recalibration of slope and intercept (Cox 1958) on traces between those
 * fitted on and those reported on. Discrimination by the area under the curve, its difference by bootstrap (Efron 1979) over groups of
 * traces that share a lead, a purchaser or a firearm (Davison and Hinkley 1997, §3.8): what came of a lead came of all its traces at once.
 * **Input.** Traces as they were known when each could first be scored (`traces-as-known.ts`), with a declared outcome.
 * **Output.** Weights, and a report on the latest fifth.
 * **Limits.** Outcomes come from traces somebody chose to work on; what was never opened is not known to be nothing. It is on only where it
 * wins out of time over the reference formula and over time to crime alone. Traces of one dealer that are in no lead together count as independent.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import { componentNames } from '../model/trace-index.ts';
import {
  areaUnderCurve,
  brierScore,
  recalibration,
  reliabilityTable,
  type ReliabilityBin,
} from '../stats/discrimination.ts';
import { logisticFit } from '../stats/logistic-fit.ts';
import type { Random } from '../stats/random.ts';
import { coefficientsOf, outcomeRate, regressionRow, timeHinges, weightsFrom, type CityWeights } from './city-index.ts';
import { rankStability, usualStability } from './rank-stability.ts';
import { referenceIndex } from './reference-index.ts';
import { scoredFrom, type TraceContext } from './trace-context.ts';

export interface KnownTrace {
  readonly trace: TraceFacts;
  readonly context: TraceContext;
  readonly outcome: boolean;
  /** What else its outcome is the outcome of, such as the leads it is in; traces with one in common are one group. */
  readonly ties?: readonly string[];
}

export interface FitOrder {
  readonly known: readonly KnownTrace[];
  readonly declared: CityWeights;
  readonly homeState: string;
  readonly version: string;
  readonly random: Random;
}

export type CityFit =
  | { readonly kind: 'fitted'; readonly weights: CityWeights; readonly report: FitReport }
  | { readonly kind: 'undetermined'; readonly why: string };

export interface FitReport {
  /** Traces fitted on, calibrated on and reported on, in the order of the days they could first be scored, with those that had the outcome. */
  readonly fitted: Counted;
  readonly calibrated: Counted;
  readonly reported: Counted & { readonly from: string; readonly to: string; readonly groups: number };
  /** Earlier traces of groups that go on in a later part, in none: what is judged there would be fitted on. */
  readonly leftOut: number;
  readonly area: { readonly city: number; readonly reference: number; readonly timeAlone: number };
  /** 95 % interval of how much the city's area is above the better of the two. */
  readonly gain: { readonly low: number; readonly high: number };
  readonly brier: number;
  readonly calibration: { readonly intercept: number; readonly slope: number } | null;
  readonly reliability: readonly ReliabilityBin[];
  /** Of the first so many of the traces reported on, how many stay on the average when each weight is drawn anew within `spread` of itself. */
  readonly stability: { readonly top: number; readonly draws: number; readonly spread: number; readonly kept: number };
  /** Whether the interval of the gain lies above nothing. */
  readonly wins: boolean;
}

interface Counted {
  readonly traces: number;
  readonly outcomes: number;
}

/** Fewer outcomes in a part than this say nothing of ten weights. */
const outcomesLeast = 25;
/** One outcome is worth about this much doubt of a declared weight. */
const penalty = 1;
const bootstrapDraws = 200;

export function fitCityWeights({ known, declared, homeState, version, random }: FitOrder): CityFit {
  const inOrder = known
    .flatMap((each) => {
      const day = scoredFrom(each.trace);
      return day === null ? [] : [{ ...each, day }];
    })
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const [first, second] = [0.6, 0.8].map((share) => Math.floor(share * inOrder.length)) as [number, number];
  const groups = groupsOf(inOrder);
  const partOf = (at: number): 0 | 1 | 2 => (at < first ? 0 : at < second ? 1 : 2);
  const lastOf = new Map(groups.map((group, at) => [group, partOf(at)]));
  const parts = [[], [], []] as [Dated[], Dated[], Dated[]];
  inOrder.forEach((each, at) => {
    const part = partOf(at);
    const group = groups[at]!;
    if (lastOf.get(group) === part) parts[part].push({ ...each, group });
  });
  const counted = parts.map(countOf) as [Counted, Counted, Counted];
  const short = counted.find(({ traces, outcomes }) => Math.min(outcomes, traces - outcomes) < outcomesLeast);
  if (short)
    return {
      kind: 'undetermined',
      why: `each part in time needs at least ${outcomesLeast} traces with the outcome and as many without; one has ${short.outcomes} of ${short.traces}`,
    };
  const raw = fitOn(parts[0], declared, version);
  if (raw === null)
    return { kind: 'undetermined', why: 'no weights were found at which the fit to these outcomes comes to rest' };
  const weights = calibrateOn(parts[1], raw);
  if (weights === null)
    return {
      kind: 'undetermined',
      why: 'the weights tell the traces they are to be calibrated on apart without an error, so that no slope can be told: more outcomes are needed',
    };
  return {
    kind: 'fitted',
    weights,
    report: {
      ...reportOn(parts[2], weights, counted, homeState, random),
      leftOut: inOrder.length - parts[0].length - parts[1].length - parts[2].length,
    },
  };
}

type Dated = KnownTrace & { readonly day: string; readonly group: number };

/** For each trace its group: traces that share a tie, a purchaser or a firearm, directly or by others. */
function groupsOf(known: readonly KnownTrace[]): number[] {
  const first = known.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (first[root] !== root) root = first[root]!;
    for (let next = at; next !== root;) {
      const after = first[next]!;
      first[next] = root;
      next = after;
    }
    return root;
  };
  const seen = new Map<string, number>();
  known.forEach(({ trace, ties = [] }, at) => {
    const shared = [
      ...ties.map((tie) => `tie ${tie}`),
      trace.firearm,
      ...(trace.purchaser ? [trace.purchaser.id] : []),
    ];
    for (const tie of shared) {
      const other = seen.get(tie);
      if (other === undefined) seen.set(tie, at);
      else first[rootOf(at)] = rootOf(other);
    }
  });
  return known.map((_, at) => rootOf(at));
}

function countOf(of: readonly KnownTrace[]): Counted {
  return { traces: of.length, outcomes: of.filter(({ outcome }) => outcome).length };
}

function fitOn(of: readonly KnownTrace[], declared: CityWeights, version: string): CityWeights | null {
  const nonNegative = [
    ...timeHinges.map(() => true),
    ...componentNames.slice(1).map((name) => name !== 'reported-stolen'),
  ];
  const fit = logisticFit({
    rows: of.map(({ trace, context }) => regressionRow(trace, context)),
    outcomes: of.map(({ outcome }) => outcome),
    penalties: nonNegative.map(() => penalty),
    towards: coefficientsOf(declared),
    nonNegative,
  });
  return fit.settled ? weightsFrom(version, fit.intercept, fit.coefficients) : null;
}

/** All weights times one slope, and the intercept: the order of traces stays. */
function calibrateOn(of: readonly KnownTrace[], raw: CityWeights): CityWeights | null {
  const found = recalibration(saidBy(raw, of));
  if (found === null) return null;
  if (found.slope <= 0) return raw;
  const { slope, intercept } = found;
  return weightsFrom(
    raw.version,
    intercept + slope * raw.intercept,
    coefficientsOf(raw).map((each) => slope * each),
  );
}

function saidBy(weights: CityWeights, of: readonly KnownTrace[]) {
  return of.map(({ trace, context, outcome }) => ({
    score: outcomeRate(trace, context, weights),
    isTrue: outcome,
  }));
}

function reportOn(
  of: readonly Dated[],
  weights: CityWeights,
  [fitted, calibrated, reported]: readonly [Counted, Counted, Counted],
  homeState: string,
  random: Random,
): Omit<FitReport, 'leftOut'> {
  const city = saidBy(weights, of);
  const scores = of.map(({ trace, outcome, group }, at) => {
    const reference = referenceIndex(trace, homeState);
    const { timeToCrime } = trace;
    return {
      group,
      isTrue: outcome,
      city: city[at]!.score,
      // Where a score is not computed it puts the trace last.
      reference: reference.kind === 'scored' ? reference.score : -1,
      timeAlone: timeToCrime.kind === 'computed' && timeToCrime.days >= 0 ? -timeToCrime.days : -Infinity,
    };
  });
  type Scored = (typeof scores)[number];
  const areaOf = (rows: readonly Scored[], by: 'city' | 'reference' | 'timeAlone') =>
    areaUnderCurve(rows.map((row) => ({ score: row[by], isTrue: row.isTrue })));
  const gainOf = (rows: readonly Scored[]) => {
    const areas = (['city', 'reference', 'timeAlone'] as const).map((by) => areaOf(rows, by));
    return areas.includes(null) ? null : areas[0]! - Math.max(areas[1]!, areas[2]!);
  };
  const groups = [...Map.groupBy(scores, ({ group }) => group).values()];
  const gains: number[] = [];
  for (let draw = 0; draw < bootstrapDraws; draw++) {
    const gain = gainOf(groups.flatMap(() => random.pick(groups)));
    if (gain !== null) gains.push(gain);
  }
  gains.sort((a, b) => a - b);
  const low = gains[Math.floor(0.025 * gains.length)]!;
  const { top, draws, kept } = rankStability(of, weights, { ...usualStability, random });
  return {
    fitted,
    calibrated,
    reported: { ...reported, from: of[0]!.day, to: of.at(-1)!.day, groups: groups.length },
    area: {
      city: areaOf(scores, 'city')!,
      reference: areaOf(scores, 'reference')!,
      timeAlone: areaOf(scores, 'timeAlone')!,
    },
    gain: { low, high: gains[Math.ceil(0.975 * gains.length) - 1]! },
    brier: brierScore(city),
    calibration: recalibration(city),
    reliability: reliabilityTable(city),
    stability: { top, draws, spread: usualStability.spread, kept: kept * top },
    wins: low > 0,
  };
}
