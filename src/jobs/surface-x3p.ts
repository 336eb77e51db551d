import type { HeightMap } from '../signal/height-map.ts';
import type { X3pDocument } from '../sources/reading/x3p-document.ts';
import { writeX3p } from '../sources/reading/write-x3p.ts';
import { md5 } from './open-scan.ts';

/** The X3P file of a surface, with what another file says of the scan it comes of. The same surface gives the same bytes. */
export function surfaceX3p(
  { width, height, pitchMicrons, heights }: HeightMap,
  { rotation, about }: Pick<X3pDocument, 'rotation' | 'about'>,
): Uint8Array {
  const step = { type: 'incremental', numbers: 'D', increment: pitchMicrons / 1e6, offset: 0 } as const;
  return writeX3p(
    {
      revision: 'ISO5436 - 2000',
      featureType: 'SUR',
      axes: { x: step, y: step, z: { type: 'absolute', numbers: 'F', increment: 1, offset: 0 } },
      rotation,
      about,
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
