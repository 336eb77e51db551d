import type pg from 'pg';
import type { BallisticText } from '../model/ballistic-text.ts';
import { loadCitySettings } from './load-city-settings.ts';

/** What the city signed of error rates and inconclusive results, to stand beside comparisons and leads. */
export async function loadBallisticText(client: pg.ClientBase, agencyId: number): Promise<BallisticText> {
  const { settings, version, signedBy, signedAt } = await loadCitySettings(client, agencyId);
  const { errorRates, inconclusives } = settings.ballistics;
  return {
    errorRates: errorRates.trim() || null,
    inconclusives: inconclusives.trim() || null,
    version,
    signedBy,
    signedAt,
  };
}
