/**
 * Traces with where their dealers are, and how far from there the firearm was recovered.
 *
 * **Source.** Great-circle distance (`geo/meters-between.ts`) between premises and recovery, as ATF gives it in miles.
 * **Input.** Facts of traces, and points of premises. **Output.** The same with points and distance; where either point is not recorded the
 * distance is that of the export, if it gives one, and is said to be. **Limits.** The newest premises recorded: of a dealer that moved since
 * the sale, not those of the sale. Nothing is estimated from a ZIP code or a county.
 */
import { metersBetween, type LonLat } from '../geo/meters-between.ts';
import type { EntityId } from '../model/ids.ts';
import type { TraceFacts } from '../model/trace-facts.ts';

export function withPremises(traces: readonly TraceFacts[], premises: ReadonlyMap<EntityId, LonLat>): TraceFacts[] {
  return traces.map((trace) => {
    const { dealer, recovery } = trace;
    const at = dealer === null ? undefined : premises.get(dealer.id);
    if (dealer === null || at === undefined) return trace;
    const { lon, lat } = recovery;
    const measured = lon === null || lat === null ? null : metersBetween(at, { lon, lat }) / 1000;
    return {
      ...trace,
      dealer: { ...dealer, lon: at.lon, lat: at.lat },
      distance: measured === null ? trace.distance : { km: measured, by: 'places' },
    };
  });
}
