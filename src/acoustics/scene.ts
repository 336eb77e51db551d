/** What the commands of acoustics read and write: places in metres of one plane, times in seconds of one clock. */

export interface SceneSensor {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly z?: number;
}

export interface ScenePulse {
  readonly id?: string;
  readonly sensor: string;
  readonly timeSeconds: number;
  readonly snrDb?: number;
  readonly levelDb?: number;
}

export interface Scene {
  readonly id: string;
  readonly temperatureC?: number;
  /** Towards where it blows. */
  readonly windMps?: { readonly east: number; readonly north: number };
  /** How long before they were measured: the longer, the less surely known. */
  readonly weatherHours?: number;
  /** Speed and wind are known no better than where nobody measured them: what was measured contradicts what was heard. */
  readonly weatherDoubted?: boolean;
  /** The air a shot of it was heard in: its pulses are grouped in that. */
  readonly heardAir?: {
    readonly stillMps: number;
    readonly windMps: { readonly east: number; readonly north: number };
  };
  readonly sensors: readonly SceneSensor[];
  readonly pulses: readonly ScenePulse[];
  /** Since when its sensors listened, where that is known: silence says how seldom they hear something by chance. */
  readonly listenedFromSeconds?: number;
  /** The pulses are the first arrivals of one shot. */
  readonly grouped?: boolean;
}

export const sceneKinds = ['single', 'semi-automatic', 'automatic', 'two-shooters', 'moving', 'clutter'] as const;
export type SceneKind = (typeof sceneKinds)[number];

export interface SceneTruth {
  readonly id: string;
  readonly kind: SceneKind;
  readonly rounds: number;
  readonly shooters: number;
  readonly moving: boolean;
  readonly shots: readonly { readonly x: number; readonly y: number; readonly timeSeconds: number }[];
  readonly temperatureC: number;
  readonly windMps: { readonly east: number; readonly north: number };
}
