import { covarianceOf, ellipse95 } from '../acoustics/ellipse.ts';
import { shotIncidents } from '../acoustics/incidents.ts';
import { fitOfShots, fitOfWay } from '../acoustics/place-of-shots.ts';
import { localPlane } from '../geo/local-plane.ts';
import type { GunshotReckoning } from '../model/gunshot-desk.ts';
import type { GunshotSummary } from '../model/gunshots.ts';

/**
 * How the place that is told was made of the shots that were fired where one of them was: the same arithmetic on the shots as they are kept, by their places and
 * ellipses. Null where it is the only one there.
 */
export function explainTogether(summary: GunshotSummary, number: number): GunshotReckoning['together'] {
  const plane = localPlane(summary.shots[0]!);
  const placed = summary.shots.map((shot) => {
    const { x, y } = plane.toPlane(shot);
    return { x, y, seconds: shot.timeMicroseconds / 1e6, covariance: covarianceOf(shot.ellipse95) };
  });
  const incident = shotIncidents(placed).find(({ shots }) => shots.includes(number))!;
  const string = incident.strings.find((each) => each.includes(number))!;
  if (string.length === 1) return null;
  const shots = string.map((at) => placed[at]!);
  const way = incident.moving && incident.strings.length === 1;
  const fit = way ? fitOfWay(shots) : fitOfShots(shots);
  const [first, last] = [fit.places[0]!, fit.places.at(-1)!];
  const [from, until] = [shots[0]!.seconds, shots.at(-1)!.seconds];
  return {
    way,
    places: fit.places.map(({ x, y, covariance: [[xx, xy], [, yy]] }) => ({
      ...plane.toLonLat(x, y),
      ellipse95: ellipse95(xx, xy, yy),
    })),
    wider: rounded(fit.wider, 2),
    shots: string.map((shot, at) => {
      const { x, y, seconds } = shots[at]!;
      const share = way && until > from ? (seconds - from) / (until - from) : 0;
      const [dx, dy] = [x - first.x - share * (last.x - first.x), y - first.y - share * (last.y - first.y)];
      const { sigmas, weight } = fit.shots[at]!;
      return {
        shot,
        metersAway: rounded(Math.hypot(dx, dy), 1),
        sigmas: rounded(sigmas, 2),
        weight: rounded(weight, 2),
      };
    }),
  };
}

const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
