const earthRadiusMeters = 6_371_008.8;
const metersPerMile = 1609.344;

/** Great-circle distance in metres (haversine, mean Earth radius). */
export function distanceMeters(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A distance in the city's units: miles in the United States, kilometres elsewhere. */
export function distanceText(
  a: { lon: number; lat: number },
  b: { lon: number; lat: number },
  options: { language: string; miles: boolean },
): string {
  const meters = distanceMeters(a, b);
  const value = options.miles ? meters / metersPerMile : meters / 1000;
  return new Intl.NumberFormat(options.language, {
    style: 'unit',
    unit: options.miles ? 'mile' : 'kilometer',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
