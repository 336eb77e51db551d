import { cleanCoordinates } from '../model/values/coordinates.ts';
import { cleanState } from '../model/values/us-state.ts';
import { asWritten } from './as-written.ts';
import type { RecordBuilder, RowContext } from './feed.ts';

/** What a record says of one place. Texts are cells as they stand in the file. */
export interface ObservedPlace {
  /** `recovery`, `scene`, `theft`, `occurrence`, `call`, `alert`, … */
  readonly role: string;
  /** `YYYY-MM-DD`, local to the agency; null where the record does not say. */
  readonly seenOn: string | null;
  readonly address?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly longitude?: string;
  readonly latitude?: string;
  readonly district?: string;
  readonly neighborhood?: string;
  /** Where the feed says how exact its coordinates are; otherwise it is told from the address and the digits. */
  readonly precision?: string;
}

/**
 * Adds one `place_observation` and returns its ordinal; null, and nothing added, where address, ZIP, coordinates,
 * district and neighbourhood are all blank. City and state that are left out are the agency's own. Codes of what was odd join `warnings`.
 */
export function observePlace(
  record: RecordBuilder,
  place: ObservedPlace,
  context: RowContext,
  warnings: string[] = [],
): number | null {
  const addressRaw = asWritten(place.address);
  const zip = asWritten(place.zip);
  const district = asWritten(place.district);
  const neighborhood = asWritten(place.neighborhood);
  const longitude = asWritten(place.longitude);
  const latitude = asWritten(place.latitude);
  if (!addressRaw && !zip && !district && !neighborhood && !(longitude && latitude)) return null;
  const point = longitude && latitude ? cleanCoordinates(longitude, latitude) : null;
  if (point?.kind === 'undetermined' && point.code !== 'blank') warnings.push(`coordinates.${point.code}`);
  return record.add('place_observation', {
    role: place.role,
    seen_on: place.seenOn,
    address_raw: addressRaw,
    city: asWritten(place.city) ?? context.city,
    state: place.state ? (cleanState(place.state)?.code ?? null) : context.state,
    zip,
    lon: point?.kind === 'located' ? point.lon : null,
    lat: point?.kind === 'located' ? point.lat : null,
    precision: place.precision ?? null,
    district,
    neighborhood,
  });
}
