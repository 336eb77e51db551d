import { useQuery } from '@tanstack/react-query';
import { useCallback, useState, type KeyboardEvent } from 'react';
import type { Light, Look, Picture } from '../../../src/ballistics/paint-surfaces.ts';
import { besideOf, faceBox } from '../../../src/ballistics/surface-figures.ts';
import { placingOf } from '../../../src/ballistics/surface-placing.ts';
import { Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { HeightLegend } from './height-legend.tsx';
import { LightDial } from './light-dial.tsx';
import { PictureBox } from './picture-box.tsx';
import { plainView } from './comparison-view.ts';
import { movedByKey } from './moved-by-key.ts';
import { surfaceQuery, type LoadedSurface } from './surface-queries.ts';
import { panned, turnedBy, viewIn, zoomed, type Size, type SurfaceView } from './surface-view.ts';
import { useGround, useScales } from './use-looks.ts';
import './ballistics.css';

const edge = 1.06;

/** All of the breech face. */
export function wholeOf(surface: LoadedSurface): SurfaceView {
  const { left, right, top, bottom } = faceBox(surface);
  return { x: (left + right) / 2, y: (top + bottom) / 2, span: Math.max(right - left, bottom - top) * edge, turn: 0 };
}

interface Scan {
  readonly exhibit: number;
  readonly scan: number;
}

/**
 * The surface of one scan of an exhibit, to be lit from any side, moved, turned and coloured by height. `pair`: it stands beside another, and both
 * are drawn equally steep and in the same colours of heights, or a look at them would compare what drawing made of them.
 */
export function SurfacePicture(props: Scan & { label: string; pair?: readonly [Scan, Scan] }) {
  const [first, second] = props.pair ?? [props, props];
  const surfaces = [
    useQuery(surfaceQuery(first.exhibit, first.scan)),
    useQuery(surfaceQuery(second.exhibit, second.scan)),
  ];
  const surface = surfaces[first.exhibit === props.exhibit && first.scan === props.scan ? 0 : 1]!;
  const { relief, range } = useScales(surfaces.map(({ data }) => data ?? null));
  // How steep is known once both are there: one that cannot be had keeps the other from nothing.
  if (surface.data !== undefined && surfaces.every(({ data, error }) => data !== undefined || error !== null))
    return <OneSurface surface={surface.data} label={props.label} usual={relief} range={range} />;
  if (surface.error !== null) return <Failed error={surface.error} retry={() => void surface.refetch()} />;
  return (
    <Loading>
      <Skeleton height={360} />
    </Loading>
  );
}

function OneSurface(props: { surface: LoadedSurface; label: string; usual: number; range: number }) {
  const { surface, label, usual, range } = props;
  const { say } = useWords();
  const ground = useGround();
  const [view, setView] = useState<SurfaceView>(() => wholeOf(surface));
  const [look, setLook] = useState<Look>('light');
  const [light, setLight] = useState<Light>({ ...plainView.light, relief: usual });
  const pictureOf = useCallback(
    (size: Size): Picture => ({
      first: surface,
      second: null,
      placing: placingOf(viewIn(view, size), size, besideOf(surface, surface), {
        first: surface.pitchMicrons,
        second: surface.pitchMicrons,
      }),
      shown: 'first',
      beside: 'first',
      split: 1,
      look,
      light,
      rangeMicrons: range,
      offsetMicrons: 0,
      maskShown: true,
      ...ground,
    }),
    [surface, view, look, light, range, ground],
  );
  const onKey = (event: KeyboardEvent, size: Size) => {
    const moved = movedByKey(event, { view, light }, size);
    if (moved === null) return;
    event.preventDefault();
    setView(moved.view);
    setLight({ ...light, ...moved.light });
  };
  return (
    <div className="surface-picture">
      <PictureBox
        label={label}
        pictureOf={pictureOf}
        onPointer={({ movedX, movedY, phase, shift, size }) => {
          if (phase !== 'move') return;
          setView((before) => (shift ? turnedBy(before, movedX / 2) : panned(before, movedX, movedY, size)));
        }}
        onZoom={(factor, place, size) => setView((before) => zoomed(before, factor, place, size))}
        onKey={onKey}
      />
      <div className="surface-tools screen-only">
        <LookChoice look={look} choose={setLook} />
        <LightDial light={light} change={setLight} />
        <button type="button" className="button compact" onClick={() => setView(wholeOf(surface))}>
          {say('surface.whole')}
        </button>
      </div>
      <HeightLegend kind={look} range={range} masked={surface.mask.includes(0)} />
      <p className="muted small screen-only">{say('surface.keys')}</p>
    </div>
  );
}

export function LookChoice({ look, choose }: { look: Look; choose: (look: Look) => void }) {
  const { say } = useWords();
  return (
    <div className="segmented" role="group" aria-label={say('surface.look')}>
      {(['light', 'height'] as const).map((each) => (
        <button key={each} type="button" aria-pressed={look === each} onClick={() => choose(each)}>
          {say(`surface.look.${each}`)}
        </button>
      ))}
    </div>
  );
}
