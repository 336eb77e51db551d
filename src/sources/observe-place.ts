import { type Address, cleanAddress, cleanZip } from '../model/values/address.ts';
import { cleanCoordinates } from '../model/values/coordinates.ts';
import { asWritten } from './as-written.ts';
import { mayBeUnitedStates } from '../model/values/united-states-area.ts';
import type { RecordBuilder, RowContext } from './feed.ts';
import { noteUnread } from './note-unread.ts';
import { remember } from './remember.ts';
import { stateCode } from './state-code.ts';

// Corners and blocks recur.
const addressOf = remember((raw) => cleanAddress(raw), 16_384);

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
 * district and neighbourhood are all blank. City and state that are left out are the agency's own, unless the state given
 * is another. Codes of what was odd join `warnings`: `coordinates.format`, `coordinates.zero`, `coordinates.range`
 * (off the earth, or far from the United States and its territories: no point), `coordinates.swapped` (longitude and
 * latitude exchanged, and set right).
 */
export function observePlace(
  record: RecordBuilder,
  place: ObservedPlace,
  context: RowContext,
  warnings: string[] = [],
): number | null {
  const addressRaw = asWritten(place.address);
  const zip = place.zip ? cleanZip(place.zip) : null;
  const district = asWritten(place.district);
  const neighborhood = asWritten(place.neighborhood);
  const point = locate(place, warnings);
  if (!addressRaw && !zip && !district && !neighborhood && !point) return null;
  // What the feed says of its coordinates is not said of a place whose coordinates are none.
  const stated = point || !place.longitude ? asWritten(place.precision) : null;
  const address = addressRaw === null ? null : addressOf(addressRaw);
  const state = (place.state ? stateCode(place.state) : address?.state) ?? null;
  if (place.state) noteUnread(place.state, state, 'address.state-unread', warnings);
  noteUnread(place.zip, zip, 'address.zip-unread', warnings);
  const atHome = state === null ? !place.state : state === context.state;
  return record.add('place_observation', {
    role: place.role,
    seen_on: place.seenOn,
    address_raw: addressRaw,
    address: address?.canonical ?? null,
    city: asWritten(place.city) ?? address?.city ?? (atHome ? context.city : null),
    state: state ?? (atHome ? context.state : null),
    zip: zip ?? address?.zip ?? null,
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    precision: stated?.toLowerCase() ?? precisionOf(address, point, district ?? neighborhood),
    district,
    neighborhood,
  });
}

interface Point {
  lon: number;
  lat: number;
  decimals: number;
}

function locate({ longitude, latitude }: ObservedPlace, warnings: string[]): Point | null {
  if (!longitude || !latitude) return null;
  const point = cleanCoordinates(longitude, latitude);
  if (point.kind === 'undetermined') {
    if (point.code !== 'blank') warnings.push(`coordinates.${point.code}`);
    return null;
  }
  let { lon, lat } = point;
  let swapped = point.repaired === 'swapped';
  if (!mayBeUnitedStates(lon, lat)) {
    // -76 is a latitude too, of the Antarctic: the earth alone does not tell that the two were exchanged.
    [lon, lat, swapped] = [lat, lon, !swapped];
    if (!mayBeUnitedStates(lon, lat)) {
      warnings.push('coordinates.range');
      return null;
    }
  }
  if (swapped) warnings.push('coordinates.swapped');
  return { lon, lat, decimals: point.decimals };
}

/** What the record itself tells of how exact the place is; a block stays a block however many decimals it was given. */
function precisionOf(address: Address | null, point: Point | null, district: string | null): string {
  if (address?.kind === 'block' || address?.kind === 'intersection') return address.kind;
  if (point && point.decimals >= 4) return 'exact';
  if (point && point.decimals === 3) return '100m';
  if (!point && address?.kind === 'building') return 'exact';
  return !point && !address && district !== null ? 'district' : 'unknown';
}
