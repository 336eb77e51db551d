/** What a map shows: the middle and how many pixels a metre there takes. */
export interface MapView {
  readonly lon: number;
  readonly lat: number;
  readonly pixelsPerMeter: number;
}

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const earthMeters = 40_075_016.686;
const radians = Math.PI / 180;
export const pixelsPerMeterMin = 0.004;
export const pixelsPerMeterMax = 4;

const across = (lon: number) => (lon + 180) / 360;
const down = (lat: number) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * radians) / 2)) / (2 * Math.PI);

/** Pixels around the whole earth (Mercator) in a view. */
export const worldPixels = ({ lat, pixelsPerMeter }: MapView): number =>
  pixelsPerMeter * earthMeters * Math.cos(lat * radians);

export function toPixels(view: MapView, { width, height }: Size, place: { lon: number; lat: number }) {
  const world = worldPixels(view);
  return {
    x: width / 2 + (across(place.lon) - across(view.lon)) * world,
    y: height / 2 + (down(place.lat) - down(view.lat)) * world,
  };
}

export function toPlace(view: MapView, { width, height }: Size, at: { x: number; y: number }) {
  const world = worldPixels(view);
  const lon = (across(view.lon) + (at.x - width / 2) / world) * 360 - 180;
  const y = down(view.lat) + (at.y - height / 2) / world;
  const lat = (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) / radians;
  return { lon, lat };
}

const clamped = (scale: number) => Math.min(pixelsPerMeterMax, Math.max(pixelsPerMeterMin, scale));

/** The view that holds a box, with room about it. */
export function fitBox({ west, south, east, north }: Box, { width, height }: Size, room = 1.15): MapView {
  const lat = (south + north) / 2;
  const metersAcross = Math.max(1, ((east - west) / 360) * earthMeters * Math.cos(lat * radians));
  const metersUp = Math.max(1, ((north - south) / 360) * earthMeters);
  return {
    lon: (west + east) / 2,
    lat,
    pixelsPerMeter: clamped(Math.min(width / metersAcross, height / metersUp) / room),
  };
}

/** Nearer or farther, with the place under a pixel staying where it is. */
export function zoomAt(view: MapView, size: Size, at: { x: number; y: number }, factor: number): MapView {
  const held = toPlace(view, size, at);
  const pixelsPerMeter = clamped(view.pixelsPerMeter * factor);
  const moved = { ...view, pixelsPerMeter };
  const now = toPixels(moved, size, held);
  return panBy(moved, size, { x: at.x - now.x, y: at.y - now.y });
}

export function panBy(view: MapView, size: Size, by: { x: number; y: number }): MapView {
  const middle = toPlace(view, size, { x: size.width / 2 - by.x, y: size.height / 2 - by.y });
  // A metre takes more of the drawing the farther from the equator: the drawing itself stays as large.
  const pixelsPerMeter = worldPixels(view) / (earthMeters * Math.cos(middle.lat * radians));
  return { ...middle, pixelsPerMeter };
}

/** A box about points that is at least so wide. */
export function boxAbout(points: readonly { lon: number; lat: number }[], metersMin: number): Box | null {
  if (points.length === 0) return null;
  const lons = points.map(({ lon }) => lon);
  const lats = points.map(({ lat }) => lat);
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2;
  const [up, aside] = [metersMin / 111_195 / 2, metersMin / (111_195 * Math.cos(lat * radians)) / 2];
  const lon = (Math.min(...lons) + Math.max(...lons)) / 2;
  return {
    west: Math.min(lon - aside, ...lons),
    east: Math.max(lon + aside, ...lons),
    south: Math.min(lat - up, ...lats),
    north: Math.max(lat + up, ...lats),
  };
}

/** A view as the address holds it, and back; null for a text that is none. */
export const writeView = ({ lon, lat, pixelsPerMeter }: MapView): string =>
  `${lon.toFixed(5)},${lat.toFixed(5)},${pixelsPerMeter.toPrecision(3)}`;

export function readView(text: string | undefined): MapView | null {
  const [lon = NaN, lat = NaN, scale = NaN] = (text ?? '').split(',').map(Number);
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && scale > 0)) return null;
  return { lon, lat, pixelsPerMeter: clamped(scale) };
}
