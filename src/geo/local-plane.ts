import type { LonLat } from './meters-between.ts';

/** A plane that touches the earth (WGS84) at one place: metres east, north and up, both ways. */
export interface LocalPlane {
  toPlane(place: LonLat, elevationMeters?: number): { readonly x: number; readonly y: number; readonly z: number };
  /** Of a point of the plane on the ground below it. */
  toLonLat(x: number, y: number): LonLat;
}

/** WGS84: semi-major axis and flattening (NIMA TR8350.2). */
const semiMajorMeters = 6_378_137;
const flattening = 1 / 298.257223563;
const eccentricitySquared = flattening * (2 - flattening);
const radians = Math.PI / 180;

/** The plane at a place. Exact to rounding: by way of earth-centred coordinates, and back by Newton's steps on the map itself. */
export function localPlane(origin: LonLat): LocalPlane {
  const [lon0, lat0] = [origin.lon * radians, origin.lat * radians];
  const [sinLon, cosLon, sinLat, cosLat] = [Math.sin(lon0), Math.cos(lon0), Math.sin(lat0), Math.cos(lat0)];
  const centre = earthCentred(lon0, lat0, 0);

  const toPlane: LocalPlane['toPlane'] = ({ lon, lat }, elevationMeters = 0) => {
    const at = earthCentred(lon * radians, lat * radians, elevationMeters);
    const [dx, dy, dz] = [at[0] - centre[0], at[1] - centre[1], at[2] - centre[2]];
    return {
      x: -sinLon * dx + cosLon * dy,
      y: -sinLat * cosLon * dx - sinLat * sinLon * dy + cosLat * dz,
      z: cosLat * cosLon * dx + cosLat * sinLon * dy + sinLat * dz,
    };
  };

  // At the origin the map's slopes are the radii of curvature: close enough everywhere for steps that each gain four digits.
  const bend = 1 - eccentricitySquared * sinLat * sinLat;
  const eastPerRadian = (semiMajorMeters / Math.sqrt(bend)) * cosLat;
  const northPerRadian = (semiMajorMeters * (1 - eccentricitySquared)) / bend ** 1.5;
  const toLonLat: LocalPlane['toLonLat'] = (x, y) => {
    let place = origin;
    for (let step = 0; step < 8; step++) {
      const at = toPlane(place);
      place = {
        lon: place.lon + (x - at.x) / eastPerRadian / radians,
        lat: place.lat + (y - at.y) / northPerRadian / radians,
      };
    }
    return place;
  };
  return { toPlane, toLonLat };
}

function earthCentred(lon: number, lat: number, height: number): readonly [number, number, number] {
  const across = semiMajorMeters / Math.sqrt(1 - eccentricitySquared * Math.sin(lat) ** 2);
  return [
    (across + height) * Math.cos(lat) * Math.cos(lon),
    (across + height) * Math.cos(lat) * Math.sin(lon),
    (across * (1 - eccentricitySquared) + height) * Math.sin(lat),
  ];
}
