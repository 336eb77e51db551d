/**
 * Breech-face impressions whose truth is known: what a firearm leaves on the primer of a cartridge, as a scan would measure it.
 *
 * **Source.** Made up: machining marks that slides of one class share, a texture of the firearm's own, the ammunition's own, pressed in more here than
 * there, over tilt and curvature, with a hole for the firing pin, worn and noisy as asked. Amplitudes and wavelengths are those of pistol breech
 * faces (some tenths of a micrometre to three, 30 to 500 µm). No real scan was used to set them.
 * **Input.** Seeds of class, firearm and shot; how much of what. **Output.** Heights in micrometres. **Limits.** No shear, no smear, no flow-back.
 */
import { Random } from '../stats/random.ts';
import type { HeightMap } from '../signal/height-map.ts';
import { smoothHeights } from './filter-heights.ts';
import { emptyGrid } from './surface-grid.ts';

export interface BreechFaceOrder {
  readonly classSeed: string;
  readonly firearmSeed: string;
  readonly shotSeed: string;
  /** Standard deviations in micrometres: of the marks of the class, of the firearm, of the ammunition, of the instrument. */
  readonly classMicrons?: number;
  readonly firearmMicrons?: number;
  readonly ammunitionMicrons?: number;
  readonly noiseMicrons?: number;
  /** 0 to 1: how much of the firearm's own texture has become another since. */
  readonly wear?: number;
  /** Radians that the cartridge case lay turned under the instrument. */
  readonly turn?: number;
  /** Micrometres that it lay off the middle. */
  readonly offX?: number;
  readonly offY?: number;
  /** Micrometres of height for each millimetre across. */
  readonly tilt?: number;
  /** 0 to 1: how much of the face was not pressed. */
  readonly missing?: number;
}

/** A face and how far it may lie off the middle. */
const widthMicrons = 3600;
const usualPitch = 12.5;
const radiusMicrons = 1650;
const holeMicrons = 700;

/** What is drawn on. */
interface Frame {
  readonly points: number;
  readonly pitchMicrons: number;
}

type Once = (seed: string, make: (seed: string, frame: Frame) => Float32Array) => Float32Array;

/** Makes impressions; textures that several of them share are made once, and kept unless told otherwise. */
export function createBreechFaces(pitchMicrons = usualPitch, kept = true): (order: BreechFaceOrder) => HeightMap {
  const frame = { points: Math.round(widthMicrons / pitchMicrons), pitchMicrons };
  const made = new Map<string, Float32Array>();
  const once: Once = (seed, make) => {
    const plane = made.get(seed) ?? make(seed, frame);
    if (kept || seed.startsWith('class/')) made.set(seed, plane);
    return plane;
  };
  return (order) => makeBreechFace(order, once, frame);
}

function makeBreechFace(order: BreechFaceOrder, once: Once, { points, pitchMicrons }: Frame): HeightMap {
  const { classMicrons = 0.5, firearmMicrons = 1, ammunitionMicrons = 0.4, noiseMicrons = 0.05 } = order;
  const { wear = 0, turn = 0, offX = 0, offY = 0, tilt = 0, missing = 0 } = order;
  const own = once(`firearm/${order.firearmSeed}`, texture);
  const later = wear > 0 ? once(`wear/${order.firearmSeed}/${order.shotSeed}`, texture) : own;
  const ammunition = once(`ammunition/${order.shotSeed}`, texture);
  const marks = once(`class/${order.classSeed}`, parallelMarks);
  const pressure = once(`pressure/${order.shotSeed}`, broad);
  const random = new Random(`shot/${order.shotSeed}`);
  const heights = new Float32Array(points * points).fill(NaN);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const middle = (points - 1) / 2;
  const [kept, gone] = [Math.sqrt(1 - wear), Math.sqrt(wear)];
  for (let row = 0; row < points; row++)
    for (let column = 0; column < points; column++) {
      const [across, down] = [column - middle - offX / pitchMicrons, row - middle - offY / pitchMicrons];
      const [x, y] = [cos * across - sin * down, sin * across + cos * down];
      const far = Math.hypot(x, y) * pitchMicrons;
      if (far > radiusMicrons || far < holeMicrons) continue;
      const press = at(pressure, points, x + middle, y + middle);
      // The least pressed parts are bare primer: they have the ammunition's texture alone.
      const pressed = press > quantileOf(missing) ? Math.min(1, 0.75 + 0.25 * press) : 0;
      heights[row * points + column] =
        pressed *
          (classMicrons * at(marks, points, x + middle, y + middle) +
            firearmMicrons *
              (kept * at(own, points, x + middle, y + middle) + gone * at(later, points, x + middle, y + middle))) +
        ammunitionMicrons * at(ammunition, points, x + middle, y + middle) +
        noiseMicrons * random.normal(0, 1) +
        (tilt * across * pitchMicrons) / 1000 +
        (far / 1000) ** 2;
    }
  return { width: points, height: points, pitchMicrons, heights };
}

/** Of standard normal heights the one below which such a share lies, near enough (Tocher's logistic). */
function quantileOf(share: number): number {
  return share <= 0 ? -Infinity : Math.log(share / (1 - share)) / 1.702;
}

/** Irregular heights of wavelengths from 50 to 400 µm, standard deviation 1. */
function texture(seed: string, frame: Frame): Float32Array {
  const white = whiteNoise(seed, frame);
  const [short, long] = [smoothHeights(white, 50), smoothHeights(white, 400)];
  return standard(Float32Array.from(short, (value, n) => value - long[n]!));
}

/** Waves of a millimetre and more. */
function broad(seed: string, frame: Frame): Float32Array {
  return standard(smoothHeights(whiteNoise(seed, frame), 1200));
}

/** Straight marks in one direction, of many widths. */
function parallelMarks(seed: string, { points, pitchMicrons }: Frame): Float32Array {
  const random = new Random(seed);
  const angle = random.next() * Math.PI;
  const waves = Array.from({ length: 24 }, () => ({
    perStep: (2 * Math.PI * pitchMicrons) / (50 * 8 ** random.next()),
    phase: 2 * Math.PI * random.next(),
    height: random.normal(0, 1),
  }));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return standard(
    Float32Array.from({ length: points * points }, (_, n) => {
      const along = (n % points) * cos + Math.floor(n / points) * sin;
      return waves.reduce((sum, { perStep, phase, height }) => sum + height * Math.sin(along * perStep + phase), 0);
    }),
  );
}

function whiteNoise(seed: string, { points, pitchMicrons }: Frame) {
  const random = new Random(seed);
  const grid = emptyGrid(points, pitchMicrons);
  for (let n = 0; n < grid.values.length; n++) grid.values[n] = random.normal(0, 1);
  grid.measured.fill(1);
  return grid;
}

function standard(values: Float32Array): Float32Array {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  const deviation = Math.sqrt(squares / values.length - mean * mean);
  return values.map((value) => (value - mean) / deviation);
}

/** Between four points, along both ways; beyond the edge as at it. */
function at(plane: Float32Array, points: number, x: number, y: number): number {
  const left = Math.max(0, Math.min(points - 2, Math.floor(x)));
  const top = Math.max(0, Math.min(points - 2, Math.floor(y)));
  const [across, down] = [Math.max(0, Math.min(1, x - left)), Math.max(0, Math.min(1, y - top))];
  const upper = plane[top * points + left]! * (1 - across) + plane[top * points + left + 1]! * across;
  const lower = plane[(top + 1) * points + left]! * (1 - across) + plane[(top + 1) * points + left + 1]! * across;
  return upper * (1 - down) + lower * down;
}
