import type { ShotArrivals } from './shot-likelihood.ts';

/** Where sensors stand, of an array as far as it is counted. */
type Places = Pick<ShotArrivals, 'x' | 'y' | 'count'>;

/** Sensors within a metre of each other are at one place. */
const samePlaceMeters = 1;
/** Squared: within two hundredths of a line its mirror image is as good. */
const lineRatio = 4e-4;

/** Why sensors laid out so can locate nothing, if they cannot; the middle of them is given. */
export function layoutFault(arrivals: Places, middleX: number, middleY: number): 'too-few' | 'collinear' | null {
  let xx = 0;
  let xy = 0;
  let yy = 0;
  let places = 0;
  for (let i = 0; i < arrivals.count; i++) {
    const x = arrivals.x[i]! - middleX;
    const y = arrivals.y[i]! - middleY;
    xx += x * x;
    xy += x * y;
    yy += y * y;
    let own = true;
    for (let j = 0; j < i && own; j++)
      own = Math.abs(arrivals.x[i]! - arrivals.x[j]!) + Math.abs(arrivals.y[i]! - arrivals.y[j]!) > samePlaceMeters;
    if (own) places++;
  }
  if (places < 4) return 'too-few';
  const half = (xx + yy) / 2;
  const root = Math.sqrt(Math.max(0, half * half - xx * yy + xy * xy));
  return half - root < lineRatio * (half + root) ? 'collinear' : null;
}
