import { drawnOf, paintPicture, type Picture } from '../../src/ballistics/paint-surfaces.ts';
import { besideOf, usualRelief } from '../../src/ballistics/surface-figures.ts';
import { placingOf } from '../../src/ballistics/surface-placing.ts';
import { openSurfaceGl } from '../../web/src/ballistics/surface-gl.ts';

// What `bench/surface-frames.ts` runs in a browser: a surface of waves, lit anew for each frame.

interface Frames {
  readonly renderer: string;
  /** Milliseconds a frame, drawn to its last pixel: of WebGL2 by what is shown, and painted point by point. */
  readonly drawn: Readonly<Record<string, number>>;
  readonly painted: number;
  readonly uploadMilliseconds: number;
}

export function measureFrames(side: number, pixels: number, frames: number): Frames {
  const pitchMicrons = 6.25;
  const heights = new Float32Array(side * side);
  for (let n = 0; n < heights.length; n++)
    heights[n] = n % 97 === 0 ? NaN : Math.sin((n % side) / 5) + Math.cos(Math.floor(n / side) / 7);
  const surface = drawnOf({
    width: side,
    height: side,
    pitchMicrons,
    heights,
    mask: new Uint8Array(heights.length).fill(1),
  });
  const second = { ...surface, points: surface.points.slice() };
  const relief = usualRelief(surface);
  const pictureOf = (frame: number, size: number, change: Partial<Picture>): Picture => ({
    first: surface,
    second,
    placing: placingOf(
      {
        x: (side * pitchMicrons) / 2,
        y: (side * pitchMicrons) / 2,
        micronsPerPixel: (side * pitchMicrons) / size,
        turn: frame,
      },
      { width: size, height: size },
      besideOf(surface, second),
      { first: pitchMicrons, second: pitchMicrons },
    ),
    shown: 'first',
    beside: 'first',
    split: 1,
    look: 'light',
    light: { azimuth: frame, elevation: 40, relief },
    rangeMicrons: 2,
    offsetMicrons: 0,
    maskShown: true,
    ground: [255, 255, 255],
    hatch: [100, 110, 120],
    ...change,
  });
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: pixels, height: pixels });
  document.body.append(canvas);
  const gl = openSurfaceGl(canvas);
  const context = canvas.getContext('webgl2');
  const one = new Uint8Array(4);
  // A pixel that is read is drawn, and all others with it.
  const draw = (frame: number, change: Partial<Picture>) => {
    gl?.draw(pictureOf(frame, pixels, change), 1);
    context?.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, one);
  };
  const each = (work: (frame: number) => void) => {
    const begun = performance.now();
    for (let frame = 0; frame < frames; frame++) work(frame);
    return (performance.now() - begun) / frames;
  };
  const began = performance.now();
  draw(0, {});
  const uploadMilliseconds = performance.now() - began;
  const kinds: Record<string, Partial<Picture>> = {
    light: {},
    heights: { look: 'height' },
    swipe: { beside: 'second', split: 0.5 },
    difference: { shown: 'difference', beside: 'difference' },
  };
  const named = context?.getExtension('WEBGL_debug_renderer_info');
  return {
    renderer: context === null || named == null ? 'none' : String(context.getParameter(named.UNMASKED_RENDERER_WEBGL)),
    drawn: Object.fromEntries(
      Object.entries(kinds).map(([kind, change]) => [kind, each((frame) => draw(frame, change))]),
    ),
    painted: each((frame) => paintPicture(pictureOf(frame, 320, {}), 320, 320)),
    uploadMilliseconds,
  };
}
