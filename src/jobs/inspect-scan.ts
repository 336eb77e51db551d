import { pointsOf, type X3pAbout, type X3pChecksum } from '../sources/reading/x3p-document.ts';
import { openScan, surfaceOf } from './open-scan.ts';

export interface InspectedScan {
  readonly file: string;
  readonly sha256: string;
  readonly featureType: 'SUR' | 'PRF' | 'PCL';
  readonly revision: string;
  readonly points: number;
  /** Of a surface. */
  readonly width: number | null;
  readonly height: number | null;
  readonly pitchMicrons: number | null;
  readonly widthMicrons: number | null;
  readonly heightMicrons: number | null;
  /** Micrometres between the lowest and the highest point measured. */
  readonly heightRangeMicrons: number | null;
  readonly units: 'metres' | 'micrometres';
  readonly numbers: 'I' | 'L' | 'F' | 'D';
  /** How many points were not measured, of all. */
  readonly missing: number;
  readonly rotation: readonly number[] | null;
  readonly instrument: X3pAbout | null;
  readonly checksums: readonly X3pChecksum[];
  readonly otherParts: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** What an X3P file says of itself, and what is odd about it. */
export async function inspectScan(file: string): Promise<InspectedScan> {
  const scan = await openScan(file);
  const { document, checksums, warnings, sha256 } = scan;
  const points = pointsOf(document.size);
  const surface = document.featureType === 'SUR' && document.size.kind === 'matrix' ? await surfaceOf(scan) : null;
  let [low, high, missing] = [Infinity, -Infinity, 0];
  for (const value of surface === null ? document.heights : surface.map.heights) {
    if (value !== value) missing++;
    else if (surface !== null) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  const map = surface?.map ?? null;
  return {
    file,
    sha256,
    featureType: document.featureType,
    revision: document.revision,
    points,
    width: map?.width ?? null,
    height: map?.height ?? null,
    pitchMicrons: map?.pitchMicrons ?? null,
    widthMicrons: map === null ? null : map.width * map.pitchMicrons,
    heightMicrons: map === null ? null : map.height * map.pitchMicrons,
    heightRangeMicrons: high >= low ? high - low : null,
    units: surface?.notes.some(({ code }) => code === 'units-micrometres') ? 'micrometres' : 'metres',
    numbers: document.axes.z.numbers,
    missing,
    rotation: document.rotation,
    instrument: document.about,
    checksums,
    otherParts: [...document.otherParts.keys()],
    warnings: [...warnings, ...(surface?.notes ?? [])],
  };
}
