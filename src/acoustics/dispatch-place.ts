/**
 * How dispatch is told where an incident was: as a place that can be searched, as an area that says no more than is known, or not yet.
 *
 * **Source.** What a patrol car searches, as a city sets it; docs/adr/0044.
 * **Input.** The 95 % ellipse an incident is told with, what people know of it, the city's lengths. **Output.** One of three.
 * **Limits.** The ellipse holds the place in 95 of 100 cases, of few sensors on average alone.
 */
import type { CitySettings } from '../model/city-settings.ts';
import type { GunshotIncident } from '../model/gunshot-answers.ts';

export type DispatchRule = CitySettings['gunshots'];

/** `place`: a point with the circle about it; `area`: a polygon and no point; `held`: the desk alone has it, until its ellipse narrows or a person knows of gunfire. */
export type DispatchPlace = GunshotIncident['dispatch'];

export function dispatchPlace(
  { summary: { ellipse95 }, decision, found }: Pick<GunshotIncident, 'summary' | 'decision' | 'found'>,
  { placeMeters, areaMeters }: DispatchRule,
): DispatchPlace {
  if (ellipse95.majorMeters <= placeMeters) return 'place';
  return ellipse95.majorMeters <= areaMeters || decision === 'gunfire' || found ? 'area' : 'held';
}
