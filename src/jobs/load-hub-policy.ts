import type pg from 'pg';
import type { HubPolicy } from '../model/links.ts';
import { loadCitySettings } from './load-city-settings.ts';

/** From how many links on a thing is not walked through, and by which settings; none where the question says it itself. */
export interface HubRule {
  readonly hubDegree: number;
  readonly hubPolicy?: HubPolicy;
}

/** The rule of the question, else that of the agency's settings in force. */
export async function loadHubPolicy(client: pg.ClientBase, agencyId: number, asked?: number): Promise<HubRule> {
  if (asked !== undefined) return { hubDegree: asked };
  const { version, signedBy, signedAt, settings } = await loadCitySettings(client, agencyId);
  return { hubDegree: settings.links.hubDegree, hubPolicy: { version, signedBy, signedAt } };
}
