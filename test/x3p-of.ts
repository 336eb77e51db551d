import { md5 } from '../src/jobs/open-scan.ts';
import type { HeightMap } from '../src/signal/height-map.ts';
import { writeX3p } from '../src/sources/reading/write-x3p.ts';

/** The X3P file of a made surface. */
export function x3pOf({ width, height, pitchMicrons, heights }: HeightMap): Uint8Array {
  const step = { type: 'incremental', numbers: 'D', increment: pitchMicrons / 1e6, offset: 0 } as const;
  return writeX3p(
    {
      revision: 'ISO5436 - 2000',
      featureType: 'SUR',
      axes: { x: step, y: step, z: { type: 'absolute', numbers: 'F', increment: 1, offset: 0 } },
      rotation: null,
      about: null,
      size: { kind: 'matrix', x: width, y: height, z: 1 },
      heights: heights.map((value) => value / 1e6),
      xs: null,
      ys: null,
      valid: null,
      otherParts: new Map(),
    },
    md5,
  );
}
