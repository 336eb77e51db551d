import type pg from 'pg';
import { findLeads } from '../leads/find-leads.ts';
import type { CitySettings, SettingsEffect } from '../model/city-settings.ts';
import { Failure } from '../model/errors.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { leadKinds } from '../model/leads.ts';
import { Random } from '../stats/random.ts';
import { findSettings } from '../store/city-settings.ts';
import { countHubs } from '../store/search.ts';
import { countDueSooner } from '../store/multiple-sales.ts';
import { rankStability, usualStability } from '../trafficking/rank-stability.ts';
import { traceContexts } from '../trafficking/trace-context.ts';
import { tracesProper } from '../trafficking/trace-measures.ts';
import { findArrests } from '../store/arrests.ts';
import { findDenials } from '../store/denials.ts';
import { findVehicleTies } from '../store/vehicle-ties.ts';
import { byCity } from './index-traces.ts';
import { loadCitySettings } from './load-city-settings.ts';
import { loadFacts } from './load-trace-facts.ts';

const { top, draws, spread } = usualStability;

/** What would change in the first traces and in the leads, were a version in force instead of the one that is. */
export async function weighSettings(client: pg.ClientBase, agencyId: number, version: number): Promise<SettingsEffect> {
  const asked = await findSettings(client, agencyId, version);
  if (!asked) throw new Failure('city.no-version', `Expected the version of settings; ${version} is none.`);
  const inForce = await loadCitySettings(client, agencyId);
  const [before, after] = [
    await seenBy(client, agencyId, inForce.settings),
    await seenBy(client, agencyId, asked.settings),
  ];
  const first = new Set(before.first);
  const kinds = Object.keys(leadKinds) as (keyof typeof leadKinds)[];
  return {
    version,
    against: inForce.version,
    traces: after.traces,
    top: Math.min(top, after.traces),
    kept: after.first.filter((each) => first.has(each)).length,
    leads: kinds.flatMap((kind) => {
      const [was, is] = [before.leads.get(kind) ?? 0, after.leads.get(kind) ?? 0];
      return was === 0 && is === 0 ? [] : [{ kind, title: leadKinds[kind].title, before: was, after: is }];
    }),
    hubs: {
      before: await countHubs(client, agencyId, inForce.settings.links.hubDegree),
      after: await countHubs(client, agencyId, asked.settings.links.hubDegree),
    },
    reportsSooner: await countDueSooner(client, agencyId, asked.settings.multipleSales.days),
    stability: { draws, spread, kept: after.staying },
  };
}

async function seenBy(client: pg.ClientBase, agencyId: number, settings: CitySettings) {
  const facts = await loadFacts(client, agencyId, settings.home);
  const traces = tracesProper(facts.traces);
  const scored = byCity(traces, settings.weights).map(({ traceNumber, score }) => [traceNumber, score ?? 0] as const);
  const arrests = [...(await findArrests(client, agencyId, null)).values()].flat();
  const vehicles = [...(await findVehicleTies(client, agencyId, null)).values()].flat();
  const denials = settings.denials.inLeads ? [...(await findDenials(client, agencyId, null)).values()].flat() : [];
  const given = {
    ...facts,
    traces,
    scores: new Map(scored),
    arrests,
    denials,
    vehicles,
  };
  const leads = new Map<string, number>();
  for (const { kind } of findLeads(given, settings.leads, stateCalendars(settings.holidays)))
    leads.set(kind, (leads.get(kind) ?? 0) + 1);
  const contexts = traceContexts(traces);
  const stability = rankStability(
    traces.map((trace, at) => ({ trace, context: contexts[at]! })),
    settings.weights,
    { top, draws, spread, random: new Random(`settings ${settings.weights.version}`) },
  );
  return {
    traces: traces.length,
    first: stability.stays.map(({ traceNumber }) => traceNumber),
    staying: stability.kept * stability.top,
    leads,
  };
}
