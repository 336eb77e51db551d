/**
 * Whether a point can lie in the United States or one of its territories.
 *
 * **Source.** Extreme points of the states and territories (US Geological Survey, GNIS; US Census Bureau, cartographic
 * boundaries), rounded outwards to a tenth of a degree or more: islands and waters belong to them.
 * **Limits.** Boxes, not borders: places of Canada, Mexico and the sea that lie between are taken for possible. What they
 * tell apart are points that are none, such as a longitude that lost a figure or its sign.
 */
interface Box {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

const boxes: readonly Box[] = [
  // The 48 states and the District of Columbia: Cape Alava, West Quoddy Head, Key West, Northwest Angle.
  { west: -125.5, east: -66.5, south: 24, north: 49.6 },
  { west: -180, east: -129.5, south: 51, north: 71.8 },
  // The Aleutians beyond the meridian of 180°.
  { west: 172, east: 180, south: 51, north: 53.5 },
  // Hawaii with Midway and the islands between.
  { west: -178.8, east: -154.4, south: 18.5, north: 29 },
  // Puerto Rico and the Virgin Islands.
  { west: -68.2, east: -64.2, south: 17.4, north: 18.8 },
  // Guam and the Northern Mariana Islands.
  { west: 144.3, east: 146.4, south: 13, north: 20.8 },
  // American Samoa.
  { west: -171.4, east: -167.8, south: -14.9, north: -10.8 },
];

export function mayBeUnitedStates(lon: number, lat: number): boolean {
  return boxes.some(({ west, east, south, north }) => lon >= west && lon <= east && lat >= south && lat <= north);
}
