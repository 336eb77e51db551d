/** A locator's answer lies in its own fields until the next call: nothing is allocated for it. */
export interface SourceEstimate {
  x: number;
  y: number;
  seconds: number;
  xx: number;
  xy: number;
  yy: number;
  /** Arrivals that agree, late ones among them. */
  explained: number;
  /** The air that explains them best at that place and time. */
  stillMps: number;
  windEast: number;
  windNorth: number;
  /** How well the air is known after all, one standard deviation: of its speed, and of each part of the wind. */
  speedSigma: number;
  windSigma: number;
  /** Where heights are used, of the source. */
  z: number;
  /** Of each arrival what that place, time and air leave over. */
  readonly residuals: Float64Array;
}

/** Room for so many arrivals. */
export const emptyEstimate = (capacity: number): SourceEstimate => ({
  x: 0,
  y: 0,
  seconds: 0,
  xx: 0,
  xy: 0,
  yy: 0,
  explained: 0,
  stillMps: 0,
  windEast: 0,
  windNorth: 0,
  speedSigma: 0,
  windSigma: 0,
  z: 0,
  residuals: new Float64Array(capacity),
});
