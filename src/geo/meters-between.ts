const earthRadiusMeters = 6_371_008.8;

export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/** Great-circle distance in metres by the haversine formula (Sinnott, Sky and Telescope 68:159, 1984), mean earth radius; degrees in. */
export function metersBetween(a: LonLat, b: LonLat): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (x: number) => Math.sin(x / 2) ** 2;
  const chord =
    half(radians(b.lat - a.lat)) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(radians(b.lon - a.lon));
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}
