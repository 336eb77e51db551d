import type { Random } from '../stats/random.ts';
import { WeightedChoice } from './weighted-choice.ts';

/**
 * Harbor City: a street grid that exists nowhere, on the real outline box of Baltimore, with Baltimore's manner of naming
 * ("1800 N CALDER ST"). Nine districts in three rows; larger scales lay more precincts over the same box (denser, not wider).
 */
export const cityBounds = { west: -76.711, south: 39.197, east: -76.529, north: 39.372 } as const;
const margin = 0.0015;
/** Where numbering starts: N and S of it, E and W of it. */
const centre = { lon: -76.62, lat: 39.2845 };
/** One hundred house numbers, about 122 m north–south and east–west. */
const blockLat = 0.0011;
const blockLon = 0.00142;

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** North–south streets, west to east. */
const northSouth = words(
  'ALDERSHOT BASIN BELLOWS BRIGANTINE CALDER CANNERY CASKET CHANDLERY CINDER CLIPPER COBBLE COPPER CORDAGE CRANBERRY CROSSTREE DERRICK DRUMLIN EBBTIDE FATHOM FERRY FLAGSTONE FOUNDRY FREIGHT GALLEON GASLIGHT GRANARY HALYARD HARBORVIEW HAWSER HEMLOCK IRONWOOD JETTY KEELSON LANTERN LIMEKILN MAINSAIL MARINER MASTHEAD MILLRACE MOORING OAKUM OYSTER PACKET PINNACE PLUMB QUARRY QUAY RAILYARD RIVET ROPEWALK SAILMAKER SEXTANT SHIPLAP SLATE SPINNAKER TARPAPER TIDEWATER TILLER TIMBER TOPMAST VINEGAR WATERWHEEL WHARF WINDLASS',
);
/** East–west streets, south to north. */
const eastWest = words(
  'ANCHORAGE ASHLAR BALLAST BARLEY BAYBERRY BEACON BOXWOOD BRIARWOOD BRICKYARD BULKHEAD CANDLE CAPSTAN CEDARBROOK CHESTNUT CISTERN CLOVER COMPASS CORMORANT DOGWOOD EGRET ELDERBERRY FAIRHAVEN FIDDLERS FOXGLOVE GANGWAY GREENSWARD HALFMOON HAWTHORN HERON HOLLYBUSH JUNIPER KINGFISHER LARKSPUR LINDENWOOD LOCUST MAGNOLIA MARSHLAND MEADOWLARK MULBERRY NIGHTINGALE ORCHARD OSPREY PARTRIDGE PERSIMMON PLOVER POPLAR PRIMROSE QUINCE REDSTART ROOKERY SANDPIPER SASSAFRAS SPARROW SPICEBUSH STARLING SUMAC SWALLOW SYCAMORE TANAGER THISTLE TULIPTREE VIREO WARBLER WAXWING WILLOWBROOK WOODBINE WRENFIELD YARROW',
);
const suffixes = ['ST', 'ST', 'ST', 'AVE', 'AVE', 'RD'];

interface Street {
  readonly name: string;
  readonly northSouth: boolean;
  /** Longitude of a north–south street, latitude of an east–west one. */
  readonly at: number;
}

function layStreets(names: readonly string[], northSouthward: boolean, from: number, to: number): Street[] {
  return names.map((name, i) => ({
    name: `${name} ${suffixes[(i * 7 + name.length) % suffixes.length]}`,
    northSouth: northSouthward,
    at: from + ((i + 0.5) * (to - from)) / names.length,
  }));
}

const verticals = layStreets(northSouth, true, cityBounds.west, cityBounds.east);
const horizontals = layStreets(eastWest, false, cityBounds.south, cityBounds.north);

export interface District {
  readonly index: number;
  /** As the police write it. */
  readonly name: string;
  /** Index of column (west to east) and row (south to north) of the three-by-three layout. */
  readonly column: number;
  readonly row: number;
}

const districtNames = [
  'Southwest',
  'Southern',
  'Southeast',
  'Western',
  'Central',
  'Eastern',
  'Northwest',
  'Northern',
  'Northeast',
];

export const districts: readonly District[] = districtNames.map((name, index) => ({
  index,
  name,
  column: index % 3,
  row: Math.floor(index / 3),
}));

export interface Place {
  /** House number and street, e.g. "1834 N CALDER ST". */
  readonly street: string;
  /** The hundred block, as open data and dispatch write it, e.g. "1800 N CALDER ST". */
  readonly block: string;
  readonly lon: number;
  readonly lat: number;
  readonly zip: string;
  readonly district: string;
  readonly beat: string;
  readonly neighborhood: string;
}

const quarters = words('Cinder Clipper Foundry Granary Lantern Mooring Orchard Quarry Tidewater');
const quarterKinds = ['Hill', 'Park', 'Heights', 'Point', 'Village', 'Gardens', 'Terrace', 'Bottom', 'Square'];

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The place on the street nearest to a point, so that address and coordinates always agree. */
export function placeNear(lon: number, lat: number, random: Random): Place {
  const x = clamp(lon, cityBounds.west + margin, cityBounds.east - margin);
  const y = clamp(lat, cityBounds.south + margin, cityBounds.north - margin);
  const onVertical = random.chance(0.5);
  const streets = onVertical ? verticals : horizontals;
  const [from, to] = onVertical ? [cityBounds.west, cityBounds.east] : [cityBounds.south, cityBounds.north];
  const index = clamp(
    Math.floor((((onVertical ? x : y) - from) / (to - from)) * streets.length),
    0,
    streets.length - 1,
  );
  const street = streets[index] as Street;
  const along = onVertical ? (y - centre.lat) / blockLat : (x - centre.lon) / blockLon;
  const number = Math.max(1, Math.floor(Math.abs(along) * 100));
  const side = onVertical ? (along >= 0 ? 'N' : 'S') : along >= 0 ? 'E' : 'W';
  const placeLon = onVertical ? street.at : centre.lon + (Math.sign(along || 1) * number * blockLon) / 100;
  const placeLat = onVertical ? centre.lat + (Math.sign(along || 1) * number * blockLat) / 100 : street.at;
  const column = clamp(Math.floor(((placeLon - cityBounds.west) / (cityBounds.east - cityBounds.west)) * 9), 0, 8);
  const row = clamp(Math.floor(((placeLat - cityBounds.south) / (cityBounds.north - cityBounds.south)) * 9), 0, 8);
  const district = Math.floor(row / 3) * 3 + Math.floor(column / 3);
  const post = (row % 3) * 3 + (column % 3);
  return {
    street: `${number} ${side} ${street.name}`,
    block: `${Math.floor(number / 100) * 100} ${side} ${street.name}`,
    lon: Math.round(placeLon * 1e6) / 1e6,
    lat: Math.round(placeLat * 1e6) / 1e6,
    zip: `212${String(1 + district * 3 + (post % 3)).padStart(2, '0')}`,
    district: districtNames[district] as string,
    beat: `${district + 1}${post + 1}${1 + (number % 4)}`,
    neighborhood: `${quarters[district]} ${quarterKinds[post]}`,
  };
}

/** Where in a district things happen: a few corners carry most of it, the rest is spread. */
export class DistrictMap {
  readonly #west: number;
  readonly #south: number;
  readonly hotSpots: readonly { readonly lon: number; readonly lat: number }[];
  readonly #hotChoice: WeightedChoice<{ readonly lon: number; readonly lat: number }>;

  constructor(district: District, random: Random) {
    const width = (cityBounds.east - cityBounds.west) / 3;
    const height = (cityBounds.north - cityBounds.south) / 3;
    this.#west = cityBounds.west + district.column * width;
    this.#south = cityBounds.south + district.row * height;
    this.hotSpots = Array.from({ length: 14 }, () => ({
      lon: this.#west + width * (0.08 + 0.84 * random.next()),
      lat: this.#south + height * (0.08 + 0.84 * random.next()),
    }));
    this.#hotChoice = new WeightedChoice(this.hotSpots, (_, i) => 1 / (i + 1.5));
  }

  /** Anywhere in the district. */
  anywhere(random: Random): Place {
    const width = (cityBounds.east - cityBounds.west) / 3;
    const height = (cityBounds.north - cityBounds.south) / 3;
    return placeNear(this.#west + width * random.next(), this.#south + height * random.next(), random);
  }

  /** Near a hot spot; `spread` in degrees. */
  around(spot: { readonly lon: number; readonly lat: number }, spread: number, random: Random): Place {
    return placeNear(random.normal(spot.lon, spread * 1.25), random.normal(spot.lat, spread), random);
  }

  /** Where violence happens: three in five near a hot spot. */
  violent(random: Random): Place {
    return random.chance(0.62) ? this.around(this.#hotChoice.draw(random), 0.0016, random) : this.anywhere(random);
  }
}

const suburbanStreets = words(
  'Maple Oak Main Church Mill Ridge Park Pine Cedar Lake Hickory Dogwood Spring Forest Meadow Sunset Walnut Locust Liberty Valley Old-Mill Cherry Poplar River Railroad Laurel Holly Airport Chestnut Market',
);
const suburbanKinds = ['Rd', 'St', 'Dr', 'Ave', 'Ln', 'Ct', 'Way', 'Pike'];

/** A street address outside the city: generic names that every county has. */
export function outsideStreet(random: Random): string {
  return `${random.between(1, 9999)} ${random.pick(suburbanStreets).replace('-', ' ')} ${random.pick(suburbanKinds)}`;
}

/** Great-circle distance in statute miles (mean Earth radius 3,958.8 mi). */
export function milesBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * 3958.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}
