import type { UndeterminedCode } from './locate-source.ts';

/** What `flashlight acoustics locate` says of one scene. */
export interface Ellipse {
  /** Half the longer and half the shorter axis. */
  readonly majorMeters: number;
  readonly minorMeters: number;
  /** Of the longer axis, clockwise from north, from 0 to 180. */
  readonly bearingDegrees: number;
}

export interface Spot {
  readonly x?: number;
  readonly y?: number;
  readonly lon?: number;
  readonly lat?: number;
}

/** The air as it was estimated with the place of a shot. */
export interface ShotAir {
  /** Of sound in still air. */
  readonly stillMps: number;
  readonly windEastMps: number;
  readonly windNorthMps: number;
  /** One standard deviation; of each part of the wind. */
  readonly speedSigmaMps: number;
  readonly windSigmaMps: number;
  /** Whether what was measured was held to, contradicts what was heard (and was then known no better than none), or is none. */
  readonly noted: 'held' | 'doubted' | 'none';
  /** How well it was taken to be known beforehand. */
  readonly before: { readonly speedSigmaMps: number; readonly windSigmaMps: number };
}

export interface LocatedShot extends Spot {
  readonly kind: 'located';
  readonly timeSeconds: number;
  readonly ellipse95: Ellipse;
  readonly covariance: readonly [readonly [number, number], readonly [number, number]];
  readonly sensors: number;
  /** Ids of the pulses, or their places in the scene from 0 where they have none. */
  readonly pulses: readonly (string | number)[];
  /** How much later each came than this place, time and air explain. */
  readonly residualSeconds: readonly number[];
  readonly air: ShotAir;
  /** Of the source, where sensors have heights. */
  readonly heightMeters?: number;
  /** Where pulses were grouped here: those of its sensors that came after it and are no shot's own. */
  readonly echoes?: readonly (string | number)[];
}

export interface UndeterminedShot {
  readonly kind: 'undetermined';
  readonly code: UndeterminedCode;
  readonly detail: string;
}

export interface SceneIncident extends Spot {
  readonly shots: readonly number[];
  readonly rounds: number;
  readonly pattern: 'single' | 'multiple' | 'automatic';
  readonly shooters: number;
  readonly moving: boolean;
  readonly ellipse95: Ellipse;
}

export interface SceneAnswer {
  readonly id: string;
  readonly shots: readonly (LocatedShot | UndeterminedShot)[];
  readonly incidents: readonly SceneIncident[];
}

export const undeterminedDetails: Readonly<Record<UndeterminedCode, string>> = {
  'too-few': 'Expected arrivals at four sensors that stand apart or more; a place has no proof with fewer.',
  collinear: 'The sensors that heard it stand on a line: its mirror image would fit as well.',
  contradictory: 'No place explains four of the arrivals: they are of different sounds, or clocks are wrong.',
  unbounded: 'The arrivals leave the place open by more than a sensor hears.',
};
