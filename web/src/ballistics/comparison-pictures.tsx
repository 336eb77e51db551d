import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Light, Picture, Shown } from '../../../src/ballistics/paint-surfaces.ts';
import { besideOf, meanOver } from '../../../src/ballistics/surface-figures.ts';
import { at, backOf, micronsOf, placingOf, secondOf, type Laid } from '../../../src/ballistics/surface-placing.ts';
import type { ComparedSurfaces } from '../../../src/model/surface-comparison.ts';
import { useWords } from '../frame/words.tsx';
import { CellMarks } from './cell-marks.tsx';
import type { ComparisonView } from './comparison-view.ts';
import { cellName, laidOf } from './laid-of.ts';
import { lightAt } from './light-dial.tsx';
import { movedByKey } from './moved-by-key.ts';
import { PictureBox, type BoxPointer } from './picture-box.tsx';
import { wholeOf } from './surface-picture.tsx';
import type { LoadedSurface } from './surface-queries.ts';
import { panned, turnedBy, viewIn, zoomed, type Size, type SurfaceView } from './surface-view.ts';
import { useGround } from './use-looks.ts';

export const tools = ['move', 'light', 'line'] as const;
export type Tool = (typeof tools)[number];
type Change = (change: Partial<ComparisonView> | ((before: ComparisonView) => Partial<ComparisonView>)) => void;

/** A press that moves no further chooses the cell under it. */
const pressPixels = 4;

/** How the second lies over the first: as the program laid it, else middle on middle as both were scanned. */
export function useLaid(compared: ComparedSurfaces | null, first: LoadedSurface, second: LoadedSurface): Laid {
  return useMemo(() => laidOf(compared) ?? besideOf(first, second), [compared, first, second]);
}

/** Both surfaces: beside each other, one over the other, in turns, or what one lies over the other by. */
export function ComparisonPictures(props: {
  first: LoadedSurface;
  second: LoadedSurface;
  compared: ComparedSurfaces | null;
  laid: Laid;
  view: ComparisonView;
  change: Change;
  tool: Tool;
  light: Light;
  range: number;
  /** Item numbers. */
  names: readonly [string, string];
  /** Which of the two a blinking picture shows now. */
  blinked: Shown;
}) {
  const { say } = useWords();
  const { first, second, compared, laid, view, change, tool, light, range, blinked, names } = props;
  const ground = useGround();
  const pitches = useMemo(() => ({ first: first.pitchMicrons, second: second.pitchMicrons }), [first, second]);
  const offset = useMemo(() => meanOver(first, second, secondOf(laid)), [first, second, laid]);
  const own = view.view ?? wholeOf(first);
  const other = view.second ?? own;
  const boxes: readonly { readonly shown: Shown; readonly beside: Shown; readonly looked: 'view' | 'second' }[] =
    view.mode === 'side'
      ? [
          { shown: 'first', beside: 'first', looked: 'view' },
          { shown: 'second', beside: 'second', looked: 'second' },
        ]
      : view.mode === 'swipe'
        ? [{ shown: 'first', beside: 'second', looked: 'view' }]
        : [
            {
              shown: view.mode === 'blink' ? blinked : 'difference',
              beside: view.mode === 'blink' ? blinked : 'difference',
              looked: 'view',
            },
          ];
  return (
    <div className={`comparison-pictures ${view.mode}`}>
      {boxes.map(({ shown, beside, looked }) => (
        <OnePicture
          key={looked}
          {...{
            first,
            second,
            compared,
            laid,
            view,
            change,
            tool,
            light,
            range,
            ground,
            pitches,
            offset,
            shown,
            beside,
          }}
          looked={looked}
          at={looked === 'view' ? own : other}
          label={labelOf(shown, beside)}
        />
      ))}
    </div>
  );

  function labelOf(shown: Shown, beside: Shown): string {
    if (shown !== beside) return say('surface.swiped');
    if (shown === 'difference') return say('surface.difference');
    return shown === 'first'
      ? say('surface.named', { which: say('compare.first'), item: names[0] })
      : say('surface.named', { which: say('compare.second'), item: names[1] });
  }
}

interface OnePictureProps {
  readonly first: LoadedSurface;
  readonly second: LoadedSurface;
  readonly compared: ComparedSurfaces | null;
  readonly laid: Laid;
  readonly view: ComparisonView;
  readonly change: Change;
  readonly tool: Tool;
  readonly light: Light;
  readonly range: number;
  readonly ground: ReturnType<typeof useGround>;
  readonly pitches: { readonly first: number; readonly second: number };
  readonly offset: number;
  readonly shown: Shown;
  readonly beside: Shown;
  readonly looked: 'view' | 'second';
  readonly at: SurfaceView;
  readonly label: string;
}

function OnePicture(props: OnePictureProps) {
  const { first, second, compared, laid, view, change, tool, light, range, ground, pitches, offset } = props;
  const { shown, beside, looked, label } = props;
  const { look, split, line, cells, cell } = view;
  const place = props.at;
  const pictureOf = useCallback(
    (size: Size): Picture => ({
      first,
      second,
      placing: placingOf(viewIn(place, size), size, laid, pitches),
      shown,
      beside,
      split: shown === beside ? 1 : split,
      look,
      light,
      rangeMicrons: range,
      offsetMicrons: offset,
      maskShown: true,
      ...ground,
    }),
    [first, second, place, laid, pitches, shown, beside, split, look, light, range, offset, ground],
  );
  /** Both are moved while they are locked, else the one under the pointer. */
  const moveView = (next: (before: SurfaceView) => SurfaceView) =>
    change((before) => {
      const own = before.view ?? wholeOf(first);
      if (before.second === null) return { view: next(own) };
      return looked === 'view' ? { view: next(own) } : { second: next(before.second) };
    });
  const pressed = useRef(0);
  const onPointer = (pointer: BoxPointer) => {
    const { x, y, movedX, movedY, phase, size, shift } = pointer;
    const microns = () => at(micronsOf(viewIn(place, size), size.width, size.height), x, y);
    pressed.current = phase === 'down' ? 0 : pressed.current + Math.hypot(movedX, movedY);
    if (phase === 'up') {
      if (tool === 'move' && pressed.current < pressPixels) change({ cell: cellAt(compared, microns()) });
      return;
    }
    if (tool === 'line') {
      if (phase === 'down') change({ line: { from: microns(), to: microns() } });
      else change((before) => (before.line === null ? {} : { line: { ...before.line, to: microns() } }));
    } else if (tool === 'light')
      change({
        light: {
          ...view.light,
          ...lightAt(x - size.width / 2, y - size.height / 2, Math.min(size.width, size.height) / 2),
        },
      });
    else if (phase === 'move')
      moveView((before) => (shift ? turnedBy(before, movedX / 2) : panned(before, movedX, movedY, size)));
  };
  const onKey = (event: KeyboardEvent, size: Size) => {
    const moved = movedByKey(event, { view: place, light: view.light }, size);
    if (moved === null) return;
    event.preventDefault();
    if (moved.view === place) change({ light: { ...view.light, ...moved.light } });
    else moveView(() => moved.view);
  };
  return (
    <figure className="one-picture">
      <PictureBox
        label={label}
        pictureOf={pictureOf}
        cursor={tool === 'move' ? 'grab' : 'crosshair'}
        onPointer={onPointer}
        onZoom={(factor, where, size) => moveView((before) => zoomed(before, factor, where, size))}
        onKey={onKey}
        overlay={(size) => {
          const toPixels = backOf(micronsOf(viewIn(place, size), size.width, size.height));
          const [from, to] = line === null ? [] : [at(toPixels, ...line.from), at(toPixels, ...line.to)];
          return (
            <>
              {cells && compared !== null && compared.score !== null ? (
                <CellMarks
                  compared={compared}
                  laid={laid}
                  toPixels={toPixels}
                  on={shown === 'second' ? 'second' : 'first'}
                  chosen={cell}
                />
              ) : null}
              {from === undefined || to === undefined ? null : (
                <g className="profile-mark">
                  <path className="profile-under" d={`M${from.join(' ')}L${to.join(' ')}`} />
                  <path d={`M${from.join(' ')}L${to.join(' ')}`} />
                  <circle cx={from[0]} cy={from[1]} r="4" />
                  <rect x={to[0] - 4} y={to[1] - 4} width="8" height="8" />
                </g>
              )}
              {shown === beside ? null : <path className="swipe-edge" d={`M${split * size.width} 0V${size.height}`} />}
            </>
          );
        }}
      />
      <figcaption className="small">{label}</figcaption>
    </figure>
  );
}

function cellAt(compared: ComparedSurfaces | null, [x, y]: readonly [number, number]): string | null {
  if (compared === null) return null;
  const side = compared.cellMicrons;
  const found = [...compared.cells, ...compared.cellsNotCompared].find(
    ({ leftMicrons, topMicrons }) =>
      x >= leftMicrons && x < leftMicrons + side && y >= topMicrons && y < topMicrons + side,
  );
  return found === undefined ? null : cellName(found);
}

const blinkMilliseconds = 700;

/** The first and the second in turns; by hand alone where the reader's system asks for little motion. */
export function useBlink(on: boolean): {
  blinked: Shown;
  flip: () => void;
  running: boolean;
  run: (on: boolean) => void;
} {
  const [blinked, setBlinked] = useState<Shown>('first');
  const [running, run] = useState(() => !window.matchMedia('(prefers-reduced-motion: reduce)').matches);
  const flip = useCallback(() => setBlinked((before) => (before === 'first' ? 'second' : 'first')), []);
  useEffect(() => {
    if (!on || !running) return;
    const timer = window.setInterval(flip, blinkMilliseconds);
    return () => window.clearInterval(timer);
  }, [on, running, flip]);
  return { blinked, flip, running, run };
}
