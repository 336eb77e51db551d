import type pg from 'pg';
import { leadSettingsDefault } from '../leads/lead-settings.ts';
import { gunshotSettingsDefault } from '../model/gunshots.ts';
import { hubDegreeDefault } from '../model/links.ts';
import type { CitySettings, SettingsVersion } from '../model/city-settings.ts';
import { ballisticSettingsDefault, destructionDaysOfLaw, tracingSettingsDefault } from '../model/tracing-settings.ts';
import { settingsInForce } from '../store/city-settings.ts';
import { demandLetterTracesDefault } from '../trafficking/demand-letter.ts';
import { declaredWeights } from '../trafficking/declared-weights.ts';

/** What stands until a city signs its own. */
export function declaredSettings(state: string | null): CitySettings {
  return {
    home: { state, counties: [] },
    outcome: 'charged',
    weights: { ...declaredWeights, time: [...declaredWeights.time], other: { ...declaredWeights.other } },
    leads: { ...leadSettingsDefault },
    dealers: { demandLetterTraces: demandLetterTracesDefault, first: 10 },
    districts: [],
    holidays: [],
    tracing: structuredClone(tracingSettingsDefault),
    ballistics: { ...ballisticSettingsDefault },
    multipleSales: { days: destructionDaysOfLaw },
    gunshots: { ...gunshotSettingsDefault },
    denials: { inLeads: false },
    links: { hubDegree: hubDegreeDefault },
  };
}

/** What stands for an agency until it signs its own. */
export async function loadDeclaredSettings(client: pg.ClientBase, agencyId: number): Promise<CitySettings> {
  const { rows } = await client.query<{ state: string | null }>(
    'select state from flashlight.agency where agency_id = $1',
    [agencyId],
  );
  return declaredSettings(rows[0]?.state ?? null);
}

/** The settings an agency's traces are read by: those somebody signed, else the declared ones. An excerpt is read by its agency's. */
export async function loadCitySettings(client: pg.ClientBase, agencyId: number): Promise<SettingsVersion> {
  const signed = await settingsInForce(client, agencyId);
  if (signed !== null) return signed;
  return {
    version: 0,
    state: 'IN_FORCE',
    settings: await loadDeclaredSettings(client, agencyId),
    fit: null,
    reason: 'Declared before the city signed its own',
    proposedBy: null,
    proposedAt: null,
    signedBy: null,
    signedAt: null,
  };
}
