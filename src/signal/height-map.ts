/** Heights over a plane in square steps: what a surface scan measured, without anything of whose it is. */
export interface HeightMap {
  readonly width: number;
  readonly height: number;
  /** Micrometres from one point to the next, the same both ways. */
  readonly pitchMicrons: number;
  /** Micrometres, `width` to a row; no number where nothing was measured. */
  readonly heights: Float32Array;
}
