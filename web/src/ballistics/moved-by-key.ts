import { panned, turnedBy, zoomed, type Size, type SurfaceView } from './surface-view.ts';

interface Looked {
  readonly view: SurfaceView;
  readonly light: { readonly azimuth: number; readonly elevation: number };
}

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const stepPixels = 24;
const stepDegrees = 5;
const nearer = 1.2;

/** Arrows move, with shift they move the light; plus and minus bring nearer and further, brackets turn. Null for any other key. */
export function movedByKey(event: Pressed, { view, light }: Looked, size: Size): Looked | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const middle = [size.width / 2, size.height / 2] as const;
  const arrow = arrows[event.key];
  if (arrow !== undefined) {
    const [right, down] = arrow;
    if (!event.shiftKey) return { view: panned(view, -right * stepPixels, -down * stepPixels, size), light };
    const azimuth = (light.azimuth - right * stepDegrees + 360) % 360;
    return { view, light: { azimuth, elevation: Math.min(90, Math.max(5, light.elevation - down * stepDegrees)) } };
  }
  switch (event.key) {
    case '+':
    case '=':
      return { view: zoomed(view, nearer, middle, size), light };
    case '-':
      return { view: zoomed(view, 1 / nearer, middle, size), light };
    case '[':
      return { view: turnedBy(view, -stepDegrees), light };
    case ']':
      return { view: turnedBy(view, stepDegrees), light };
    default:
      return null;
  }
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};
