/**
 * Longitude and latitude as agencies write them, checked against the agency's own area.
 *
 * **Source.** WGS 84 degrees (ISO 6709). A degree of latitude is 111.2 km (mean earth radius 6,371.0088 km, IUGG), from
 * which the precision that the written decimals allow.
 * **Input.** Text of each, and the agency's bounding box where it is known. **Output.** {@link Coordinates}: located with
 * what was repaired, or undetermined with a code.
 * **Limits.** State-plane feet and metres are not degrees and come back as out of range: projecting them is the
 * business of `geo`. A repair is made only where the box proves it.
 */

export interface BoundingBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

export type CoordinateProblem = 'blank' | 'format' | 'zero' | 'range';

export type Coordinates =
  | {
      kind: 'located';
      lon: number;
      lat: number;
      /** Fewest decimals written of the two. */
      decimals: number;
      /** Half the last written decimal, as a distance along the meridian. */
      precisionMeters: number;
      /** What had to be set right: the two were exchanged, or the minus of the west was missing. */
      repaired: 'none' | 'swapped' | 'west-sign';
      /** Outside the box given. */
      outside: boolean;
    }
  | { kind: 'undetermined'; code: CoordinateProblem };

const METERS_PER_DEGREE = (Math.PI / 180) * 6_371_008.8;
const DECIMAL = /^([+-]?\d{1,9}(?:\.(\d*))?)\s*°?\s*([NSEW])?$/i;
const HEMISPHERE_FIRST = /^([NSEW])\s*(\d{1,3}(?:\.\d*)?)\s*°?$/i;
const SEXAGESIMAL = /^(\d{1,3})\s*[°\s]\s*(\d{1,2})\s*['′\s]\s*(\d{1,2}(?:\.(\d*))?)\s*(?:"|″|'')?\s*([NSEW])$/i;
const BLANK = /^\s*(?:NULL|NA|N\/A|NONE|NAN|UNKNOWN)?\s*$/i;
const PAIR = /^\s*(?:POINT\s*)?[([]?\s*([^,\s()[\]]+)[\s,;]+([^,\s()[\]]+)\s*[)\]]?\s*$/i;

interface Degrees {
  value: number;
  decimals: number;
}

/** Reads a longitude and a latitude from two columns. Never throws. */
export function cleanCoordinates(lonText: string, latText: string, box?: BoundingBox): Coordinates {
  if (BLANK.test(lonText) || BLANK.test(latText)) return { kind: 'undetermined', code: 'blank' };
  const lon = readDegrees(lonText.trim());
  const lat = readDegrees(latText.trim());
  if (lon === null || lat === null) return { kind: 'undetermined', code: 'format' };
  // A point in the Gulf of Guinea is how many systems write "not geocoded"; a single zero is as little a place here.
  if (lon.value === 0 || lat.value === 0) return { kind: 'undetermined', code: 'zero' };
  const decimals = Math.min(lon.decimals, lat.decimals);
  const precisionMeters = 0.5 * 10 ** -decimals * METERS_PER_DEGREE;
  const repair = repairOf(lon.value, lat.value, box);
  if (repair === null) return { kind: 'undetermined', code: 'range' };
  const place = { lon: repair.lon, lat: repair.lat };
  const outside = box !== undefined && !isInside(place.lon, place.lat, box);
  return { kind: 'located', ...place, decimals, precisionMeters, repaired: repair.repaired, outside };
}

/** Reads a pair from one column: `POINT (-76.6 39.3)` is longitude first, a bare pair as the caller says. */
export function cleanCoordinatePair(text: string, order: 'lon-lat' | 'lat-lon', box?: BoundingBox): Coordinates {
  if (BLANK.test(text)) return { kind: 'undetermined', code: 'blank' };
  const match = PAIR.exec(text);
  if (!match) return { kind: 'undetermined', code: 'format' };
  const lonFirst = order === 'lon-lat' || /POINT/i.test(text);
  return lonFirst ? cleanCoordinates(match[1]!, match[2]!, box) : cleanCoordinates(match[2]!, match[1]!, box);
}

function repairOf(
  lon: number,
  lat: number,
  box: BoundingBox | undefined,
): { lon: number; lat: number; repaired: 'none' | 'swapped' | 'west-sign' } | null {
  if (box !== undefined && !isInside(lon, lat, box)) {
    if (isInside(lat, lon, box)) return { lon: lat, lat: lon, repaired: 'swapped' };
    if (isInside(-lon, lat, box)) return { lon: -lon, lat, repaired: 'west-sign' };
  }
  if (isOnEarth(lon, lat)) return { lon, lat, repaired: 'none' };
  return isOnEarth(lat, lon) ? { lon: lat, lat: lon, repaired: 'swapped' } : null;
}

function isInside(lon: number, lat: number, box: BoundingBox): boolean {
  return lon >= box.west && lon <= box.east && lat >= box.south && lat <= box.north;
}

function isOnEarth(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function readDegrees(text: string): Degrees | null {
  const decimal = DECIMAL.exec(text);
  if (decimal) return { value: signed(Number(decimal[1]), decimal[3]), decimals: decimal[2]?.length ?? 0 };
  const letterFirst = HEMISPHERE_FIRST.exec(text);
  if (letterFirst) {
    const [, letter, figures] = letterFirst;
    return { value: signed(Number(figures), letter), decimals: figures!.split('.')[1]?.length ?? 0 };
  }
  const parts = SEXAGESIMAL.exec(text);
  if (!parts) return null;
  const [, degrees, minutes, seconds, fraction, letter] = parts;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
  const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  // A second of arc is about 31 m, which three to four decimals of a degree express.
  return { value: signed(value, letter), decimals: 3 + (fraction?.length ?? 0) };
}

function signed(value: number, letter: string | undefined): number {
  return letter !== undefined && 'SWsw'.includes(letter) ? -Math.abs(value) : value;
}
