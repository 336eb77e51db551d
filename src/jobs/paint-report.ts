import { drawnOf, paintPicture, type DrawnSurface, type Light, type Picture } from '../ballistics/paint-surfaces.ts';
import { besideOf, faceBox, heightWithin, meanOver, usualRelief } from '../ballistics/surface-figures.ts';
import { placingOf, secondOf, type Laid } from '../ballistics/surface-placing.ts';
import { unpackSurface } from '../model/packed-surface.ts';
import { encodePng } from './encode-png.ts';

export interface ReportSurfaces {
  /** As `packSurface` packs them. */
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  /** How the second is laid over the first; as it was scanned where nothing is laid. */
  readonly laid: Laid | null;
}

export interface ReportPictures {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  /** Null where the second is laid nowhere. */
  readonly difference: Uint8Array | null;
  /** What the pictures show of the first: the corner and the side, micrometres. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** Micrometres at which the colours of the difference end. */
  readonly rangeMicrons: number;
}

const pixels = 720;
const azimuth = 135;
const elevation = 40;
const margin = 1.05;
/** Of the breech face, so much lies within the colours of its heights. */
export const heightsShown = 0.98;

/** Both surfaces as they stand in a report: lit from the upper left, the second laid over the first, and what one lies over the other by. */
export function paintReport({ first, second, laid }: ReportSurfaces): ReportPictures {
  const [a, b] = [surfaceFrom(first), surfaceFrom(second)];
  const box = faceBox(a);
  const side = Math.max(box.right - box.left, box.bottom - box.top) * margin;
  const view = {
    x: (box.left + box.right) / 2,
    y: (box.top + box.bottom) / 2,
    micronsPerPixel: side / pixels,
    turn: 0,
  };
  const size = { width: pixels, height: pixels };
  const pitches = { first: a.pitchMicrons, second: b.pitchMicrons };
  const light: Light = { azimuth, elevation, relief: usualRelief(a) };
  const rangeMicrons = Number(Math.max(heightWithin(a, heightsShown), heightWithin(b, heightsShown)).toPrecision(2));
  const paint = (shown: Picture['shown']) =>
    encodePng(
      paintPicture(
        {
          first: a,
          second: b,
          placing: placingOf(view, size, laid ?? besideOf(a, b), pitches),
          shown,
          beside: shown,
          split: 1,
          look: 'light',
          light,
          rangeMicrons,
          offsetMicrons: laid === null || shown !== 'difference' ? 0 : meanOver(a, b, secondOf(laid)),
          maskShown: true,
          ground: [255, 255, 255],
          hatch: [140, 150, 160],
        },
        pixels,
        pixels,
      ),
      pixels,
      pixels,
    );
  return {
    first: paint('first'),
    second: paint('second'),
    difference: laid === null ? null : paint('difference'),
    left: view.x - side / 2,
    top: view.y - side / 2,
    side,
    rangeMicrons,
  };
}

function surfaceFrom(bytes: Uint8Array): DrawnSurface {
  const packed = unpackSurface(bytes);
  if (packed === null) throw new Error('What was packed as a surface is none.');
  return drawnOf(packed);
}
