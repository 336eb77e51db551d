import { createHash } from 'node:crypto';
import type pg from 'pg';
import { outcomes, type CitySettings, type FitReport, type Outcome } from '../model/city-settings.ts';
import { Random } from '../stats/random.ts';
import { declaredWeights } from '../trafficking/declared-weights.ts';
import { fitCityWeights } from '../trafficking/fit-city-weights.ts';
import { scoredFrom } from '../trafficking/trace-context.ts';
import { tracesProper } from '../trafficking/trace-measures.ts';
import { tracesAsKnown } from '../trafficking/traces-as-known.ts';
import { Failure } from '../model/errors.ts';
import { loadCitySettings } from './load-city-settings.ts';
import { loadFacts } from './load-trace-facts.ts';

/** What a trace came to; `none` where somebody looked and nothing came of it. */
export type KnownOutcomes = ReadonlyMap<string, Outcome | 'none'>;

export type FittedSettings =
  | { readonly kind: 'fitted'; readonly settings: CitySettings; readonly report: FitReport }
  | { readonly kind: 'undetermined'; readonly why: string };

/**
 * The settings in force with weights fitted to what traces came to, and how they did on the latest fifth. Nothing is changed. The same
 * records and outcomes give the same weights. Each trace is fitted as it was known when it could first be scored. `ties`: of each trace the leads its
 * outcome came of.
 */
export async function fitCityIndex(
  client: pg.ClientBase,
  agencyId: number,
  known: KnownOutcomes,
  ties: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<FittedSettings> {
  const { settings } = await loadCitySettings(client, agencyId);
  const { outcome: declaredOutcome, home } = settings;
  if (home.state === null)
    return { kind: 'undetermined', why: 'the state of the agency is not set, which the reference formula asks for' };
  const facts = await loadFacts(client, agencyId, home);
  const least = outcomes.indexOf(declaredOutcome);
  const judged = tracesAsKnown(tracesProper(facts.traces), facts.firearms).flatMap((each) => {
    const came = known.get(each.trace.traceNumber);
    if (came === undefined) return [];
    const tied = ties.get(each.trace.traceNumber) ?? [];
    return [{ ...each, outcome: came !== 'none' && outcomes.indexOf(came) >= least, ties: tied }];
  });
  const last = judged
    .flatMap(({ trace }) => scoredFrom(trace) ?? [])
    .sort()
    .at(-1);
  const name = `fitted-${declaredOutcome}-${last ?? 'never'}`;
  const random = new Random(name);
  const fit = fitCityWeights({
    known: judged,
    declared: declaredWeights,
    homeState: home.state,
    version: name,
    random,
  });
  if (fit.kind === 'undetermined') return fit;
  const { reliability, ...report } = fit.report;
  const { time, other, intercept } = fit.weights;
  // Other outcomes of the same traces give other weights: each set has a name of its own, and the same set always the same.
  const digest = createHash('sha256').update(JSON.stringify([intercept, time, Object.entries(other).sort()]));
  const version = `${name}-${digest.digest('hex').slice(0, 12)}`;
  return {
    kind: 'fitted',
    settings: { ...settings, weights: { version, intercept, time: [...time], other: { ...other } } },
    report: {
      ...report,
      outcome: declaredOutcome,
      reliability: reliability.map(({ meanSaid, trues, count }) => ({ said: meanSaid, trues, total: count })),
    },
  };
}

/** Fitted settings, or a failure that says why there are none. */
export function expectFitted(found: FittedSettings): Extract<FittedSettings, { kind: 'fitted' }> {
  if (found.kind === 'undetermined')
    throw new Failure('city.outcomes', `No weights were fitted: ${found.why}. Nothing was changed.`);
  return found;
}
