import type { FieldValues } from './feed.ts';
import { type BlockPart, blockFieldNames, type FieldBlock, fieldBlock } from './field-block.ts';
import type { ObservedPlace } from './observe-place.ts';
import { headerList } from './header-list.ts';
import { pointDegrees } from './point-degrees.ts';

const parts = {
  address: {
    kind: 'address',
    about: 'Address or intersection',
    aliases: headerList(`
      Address, Street, Street Address, Location, Addr, Block Address, Address 1, Address Line 1, Full Address, Loc`),
  },
  city: { kind: 'city', about: 'City', aliases: headerList('City, Municipality, Town, Location City, Address City') },
  county: { kind: 'text', about: 'County', aliases: ['County', 'County Name', 'Parish'] },
  state: { kind: 'state', about: 'State', aliases: headerList('State, State Code, St, Location State, Address State') },
  zip: {
    kind: 'zip',
    about: 'ZIP code',
    aliases: headerList('Zip, Zip Code, Zipcode, Postal Code, Zip 5, Location Zip'),
  },
  longitude: {
    kind: 'longitude',
    about: 'Longitude, WGS84',
    aliases: headerList('Longitude, Long, Lon, Lng, X, Point X, Geo Lon'),
  },
  latitude: { kind: 'latitude', about: 'Latitude, WGS84', aliases: headerList('Latitude, Lat, Y, Point Y, Geo Lat') },
  point: {
    kind: 'point',
    about: 'Latitude and longitude in one column',
    aliases: headerList(`
      Point, Coordinates, Lat Long, Lat Lon, LatLng, Lat/Long, Latitude Longitude, GPS Coordinates, GeoLocation,
      Geocoded Column, Geo Point, Location Point, Location 1`),
  },
  district: {
    kind: 'category',
    about: 'Police district',
    aliases: headerList('District, Police District, Precinct, Division, Sector, New District'),
  },
  neighborhood: {
    kind: 'category',
    about: 'Neighbourhood',
    aliases: headerList('Neighborhood, Neighbourhood, Community Area, Nbhd'),
  },
} as const satisfies Record<string, BlockPart>;

export type PlacePart = keyof typeof parts;

/** Columns that tell of one place, e.g. `recovery_city`. */
export const placeFields = <P extends string>(block: FieldBlock<P, PlacePart>) => fieldBlock(block, parts);

export const placeFieldNames = <P extends string>(prefix: P) => blockFieldNames(prefix, parts);

/** What a row says of the place whose fields are named. */
export function placeCells<F extends string>(
  row: FieldValues<F>,
  names: Readonly<Record<PlacePart, NoInfer<F>>>,
  role: string,
  seenOn: string | null,
): ObservedPlace {
  const degrees =
    row.has(names.longitude) || row.has(names.latitude)
      ? { longitude: row.text(names.longitude), latitude: row.text(names.latitude) }
      : pointDegrees(row.text(names.point));
  return {
    role,
    seenOn,
    address: row.text(names.address),
    city: row.text(names.city),
    state: row.text(names.state),
    zip: row.text(names.zip),
    ...degrees,
    district: row.text(names.district),
    neighborhood: row.text(names.neighborhood),
  };
}
