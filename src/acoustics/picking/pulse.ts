/** An impulse as one sensor heard it. */
export interface Pulse {
  /** When it began, from the first sample of the sound. */
  readonly timeSeconds: number;
  /** Standard deviation of that time: of what is heard, not of the sensor's clock or of the path. */
  readonly onsetSigmaSeconds: number;
  /** Largest sample in the 30 ms after it began; 1 is full scale. */
  readonly peak: number;
  /** That peak, above 150 Hz, over the root mean square of what was heard before. */
  readonly snrDb: number;
  readonly features: PulseFeatures;
}

export interface PulseFeatures {
  /** From the onset to nine tenths of the peak. */
  readonly riseSeconds: number;
  /** From the loudest millisecond until it is this much quieter for three; null where it is not within 100 ms. */
  readonly decay6dbSeconds: number | null;
  readonly decay12dbSeconds: number | null;
  readonly decay20dbSeconds: number | null;
  /** Changes of sign a second, in the 25 ms after the onset. */
  readonly zeroCrossingsHz: number;
  /** Mean frequency by power, 100 to 5,000 Hz, of 43 ms. */
  readonly centroidHz: number;
  /** How the power of a hertz changes from octave to octave, 125 Hz to 4 kHz. */
  readonly slopeDbPerOctave: number;
  /** Samples in flat tops of three or more: the loudness and shape of a clipped pulse are not the true ones. */
  readonly clippedSamples: number;
}
