import type { Light, Look } from '../../../src/ballistics/paint-surfaces.ts';
import type { Line } from '../../../src/ballistics/surface-figures.ts';
import { readNumbers, readView, writeView, type SurfaceView } from './surface-view.ts';

export const modes = ['side', 'swipe', 'blink', 'difference'] as const;
export type Mode = (typeof modes)[number];

/** All that is chosen of a comparison's picture; the address holds it. */
export interface ComparisonView {
  readonly mode: Mode;
  readonly look: Look;
  /** Relief null: as steep as is usual for the first. */
  readonly light: Omit<Light, 'relief'> & { readonly relief: number | null };
  /** Null: all of the first. */
  readonly view: SurfaceView | null;
  /** Where the second is looked at on its own; null while both are locked. */
  readonly second: SurfaceView | null;
  readonly line: Line | null;
  readonly cells: boolean;
  /** Row and column of the cell that is looked at. */
  readonly cell: string | null;
  /** Where swiping parts the two, 0 to 1. */
  readonly split: number;
}

export const searchNames = ['mode', 'look', 'light', 'view', 'second', 'line', 'cells', 'cell', 'split'] as const;
export type ComparisonSearch = { readonly [K in (typeof searchNames)[number]]?: string | undefined };

export const plainView: ComparisonView = {
  mode: 'side',
  look: 'light',
  light: { azimuth: 135, elevation: 40, relief: null },
  view: null,
  second: null,
  line: null,
  cells: true,
  cell: null,
  split: 0.5,
};

/** What the address says; what it does not say, or says wrongly, is plain. */
export function readComparison(search: ComparisonSearch): ComparisonView {
  const line = readNumbers(search.line, 4);
  const split = Number(search.split ?? plainView.split);
  return {
    mode: modes.find((mode) => mode === search.mode) ?? plainView.mode,
    look: search.look === 'height' ? 'height' : 'light',
    light: readLight(search.light),
    view: readView(search.view),
    second: readView(search.second),
    line: line === null ? null : { from: [line[0]!, line[1]!], to: [line[2]!, line[3]!] },
    cells: search.cells !== 'off',
    cell: /^\d{1,2}-\d{1,2}$/.test(search.cell ?? '') ? search.cell! : null,
    split: split >= 0 && split <= 1 ? split : plainView.split,
  };
}

function readLight(text: string | undefined): ComparisonView['light'] {
  const [azimuth, elevation, relief] = readNumbers(text, 3) ?? readNumbers(text, 2) ?? [];
  if (azimuth === undefined || !(elevation! >= 0 && elevation! <= 90)) return plainView.light;
  return {
    azimuth,
    elevation: elevation!,
    relief: relief !== undefined && relief >= 1 && relief <= 400 ? relief : null,
  };
}

/** What differs from the plain view, as text. */
export function writeComparison(view: ComparisonView): Record<(typeof searchNames)[number], string | undefined> {
  const { azimuth, elevation, relief } = view.light;
  const light = [azimuth, elevation, ...(relief === null ? [] : [relief])].map((value) => Math.round(value)).join(',');
  return {
    mode: view.mode === plainView.mode ? undefined : view.mode,
    look: view.look === plainView.look ? undefined : view.look,
    light: light === `${plainView.light.azimuth},${plainView.light.elevation}` ? undefined : light,
    view: view.view === null ? undefined : writeView(view.view),
    second: view.second === null ? undefined : writeView(view.second),
    line:
      view.line === null ? undefined : [...view.line.from, ...view.line.to].map((value) => Math.round(value)).join(','),
    cells: view.cells ? undefined : 'off',
    cell: view.cell ?? undefined,
    split: view.split === plainView.split ? undefined : view.split.toFixed(2),
  };
}
