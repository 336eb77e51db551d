import { surfaceX3p } from '../src/jobs/surface-x3p.ts';
import type { HeightMap } from '../src/signal/height-map.ts';

/** The X3P file of a made surface. */
export const x3pOf = (map: HeightMap): Uint8Array => surfaceX3p(map, { rotation: null, about: null });
