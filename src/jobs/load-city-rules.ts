import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { CitySettings } from '../model/city-settings.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { findSignedSettings } from '../store/city-settings.ts';
import type { Home } from '../trace/trace-facts.ts';
import type { LeadRules } from './held-world.ts';
import { loadDeclaredSettings } from './load-city-settings.ts';

/** What leads are found by: the settings of the city in force. */
export interface CityRules extends LeadRules {
  readonly home: Home;
  /** Whether notices of denied purchases are used. */
  readonly usesDenials: boolean;
  /** The version that first found leads as the one in force does, with its weights: under another they are found anew. */
  readonly version: string;
  /** All that did since, and find the same. */
  readonly versions: ReadonlySet<string>;
}

export async function loadCityRules(client: pg.ClientBase, agencyId: number): Promise<CityRules> {
  const declared = { version: 0, settings: await loadDeclaredSettings(client, agencyId) };
  const inTurn = [...(await findSignedSettings(client, agencyId)), declared];
  const { settings } = inTurn[0]!;
  const other = inTurn.findIndex((each) => !isDeepStrictEqual(findingOf(each.settings), findingOf(settings)));
  const names = inTurn
    .slice(0, other < 0 ? undefined : other)
    .map((each) => `${each.settings.weights.version}, settings-${each.version}`);
  const { home, weights, leads, holidays, denials } = settings;
  const calendars = stateCalendars(holidays);
  return {
    home,
    weights,
    settings: leads,
    calendars,
    usesDenials: denials.inLeads,
    version: names.at(-1)!,
    versions: new Set(names),
  };
}

/** Of settings what leads are found by. Weights set by hand have another name in every version; how a holiday is called finds nothing. */
function findingOf({ home, weights: { version: _, ...weights }, leads, holidays, denials }: CitySettings): unknown {
  return {
    home,
    weights,
    leads,
    denials,
    holidays: [...new Set(holidays.map(({ state, on }) => `${state} ${on}`))].sort(),
  };
}
