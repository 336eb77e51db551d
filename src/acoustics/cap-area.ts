/**
 * Places of an incident as shapes of the Common Alerting Protocol: a circle about a place that can be searched, a polygon where there is none.
 *
 * **Source.** OASIS, Common Alerting Protocol Version 1.2 (2010), 3.2.4: latitude before longitude, a radius in kilometres, a ring that closes.
 * **Input.** A place with its 95 % ellipse. **Output.** The text of `circle` or `polygon`, each of which holds the whole ellipse, rounding included.
 * **Limits.** A polygon across the antimeridian is not cut.
 */
import { localPlane } from '../geo/local-plane.ts';
import type { GunshotSummary } from '../model/gunshots.ts';

type Place = Pick<GunshotSummary['places'][number], 'lon' | 'lat' | 'ellipse95'>;

/** A hundred-thousandth of a degree is rounded by up to .8 m; axes so much longer add less across a thin ellipse. */
const roundedMeters = 1.5;
const corners = 16;

const degrees = ({ lon, lat }: { lon: number; lat: number }, digits: number) =>
  `${lat.toFixed(digits)},${lon.toFixed(digits)}`;

export function capCircle(place: Place): string {
  return `${degrees(place, 5)} ${(Math.ceil(place.ellipse95.majorMeters + roundedMeters) / 1000).toFixed(3)}`;
}

/** Sides that touch the ellipse from outside, counter-clockwise. */
export function capPolygon(place: Place): string {
  const { majorMeters, minorMeters, bearingDegrees } = place.ellipse95;
  const plane = localPlane(place);
  const outside = 1 / Math.cos(Math.PI / corners);
  const bearing = (bearingDegrees * Math.PI) / 180;
  const ring = Array.from({ length: corners }, (_, at) => {
    const angle = (2 * Math.PI * at) / corners;
    const along = outside * (majorMeters + roundedMeters) * Math.cos(angle);
    const across = outside * (minorMeters + roundedMeters) * Math.sin(angle);
    const [sin, cos] = [Math.sin(bearing), Math.cos(bearing)];
    // Finer, or short sides would turn and the ring would be dented.
    return degrees(plane.toLonLat(along * sin - across * cos, along * cos + across * sin), 6);
  });
  return [...ring, ring[0]!].join(' ');
}
