import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Picture } from '../../../src/ballistics/paint-surfaces.ts';
import { besideOf } from '../../../src/ballistics/surface-figures.ts';
import { at, backOf, micronsOf, placingOf } from '../../../src/ballistics/surface-placing.ts';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { act, amend, redo, startUndo, undo } from '../links/undo-stack.ts';
import { plainView } from './comparison-view.ts';
import { HeightLegend } from './height-legend.tsx';
import { keepStrokes, keptStrokes } from './kept-strokes.ts';
import { LightDial } from './light-dial.tsx';
import { maskAfter, maskedArea, strokeOver, type Stroke } from './mask-strokes.ts';
import { movedByKey } from './moved-by-key.ts';
import { PictureBox, type BoxPointer } from './picture-box.tsx';
import { LookChoice, wholeOf } from './surface-picture.tsx';
import { keepMask, surfaceQuery, type LoadedSurface } from './surface-queries.ts';
import { panned, turnedBy, viewIn, zoomed, type Size } from './surface-view.ts';
import { useGround, useScales } from './use-looks.ts';
import './ballistics.css';

const route = getRouteApi('/signed-in/exhibits/$exhibit/mask/$scan');
const radii = { least: 15, most: 600, first: 90 };

/** What of a scan is breech face, drawn by a person: kept as another preparation, nothing is overwritten. */
export function MaskPage() {
  const { exhibit, scan } = route.useParams();
  const { say } = useWords();
  const surface = useQuery(surfaceQuery(Number(exhibit), Number(scan)));
  return (
    <PageFrame title={say('mask.title')} className="mask-page">
      <div className="page-head">
        <div>
          <h1>{say('mask.title')}</h1>
          <p>{say('mask.lead')}</p>
        </div>
      </div>
      {surface.data !== undefined ? (
        <MaskEditor key={scan} exhibit={Number(exhibit)} scan={Number(scan)} surface={surface.data} />
      ) : surface.error === null ? (
        <Loading>
          <Skeleton height={480} />
        </Loading>
      ) : (
        <Failed error={surface.error} retry={() => void surface.refetch()} />
      )}
    </PageFrame>
  );
}

type Brush = 'move' | 'draw' | 'erase';

function MaskEditor({ exhibit, scan, surface }: { exhibit: number; scan: number; surface: LoadedSurface }) {
  const { say } = useWords();
  const ground = useGround();
  const navigate = useNavigate();
  const { with: other, side } = route.useSearch();
  const scales = useScales([surface]);
  const [strokes, setStrokes] = useState(() => startUndo<readonly Stroke[]>(keptStrokes(scan)));
  const [brush, setBrush] = useState<Brush>('erase');
  const [radius, setRadius] = useState(radii.first);
  const [view, setView] = useState(() => wholeOf(surface));
  const [look, setLook] = useState<Picture['look']>('light');
  const [light, setLight] = useState({ ...plainView.light, relief: scales.relief });
  /** Where the brush is, micrometres: moved by pointer and arrows. */
  const [spot, setSpot] = useState<readonly [number, number]>(() => [view.x, view.y]);
  useEffect(() => keepStrokes(scan, strokes.present), [scan, strokes.present]);

  const mask = useStrokedMask(surface, strokes.present);
  const drawn = useMemo(() => ({ ...surface, mask }), [surface, mask]);
  const area = useMemo(() => maskedArea(surface, mask, surface.points), [surface, mask]);
  const pictureOf = useCallback(
    (size: Size): Picture => ({
      first: drawn,
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
      rangeMicrons: scales.range,
      offsetMicrons: 0,
      maskShown: true,
      ...ground,
    }),
    [drawn, surface, view, look, light, scales, ground],
  );

  const begin = (place: readonly [number, number]) =>
    setStrokes((before) =>
      act(before, [...before.present, { value: brush === 'draw' ? 1 : 0, radius, points: [place] }]),
    );
  const goOn = (place: readonly [number, number]) =>
    setStrokes((before) => {
      const last = before.present.at(-1);
      if (last === undefined) return before;
      return amend(before, [...before.present.slice(0, -1), { ...last, points: [...last.points, place] }]);
    });
  const onPointer = ({ x, y, movedX, movedY, phase, shift, size }: BoxPointer) => {
    const place = at(micronsOf(viewIn(view, size), size.width, size.height), x, y);
    setSpot(place);
    if (brush === 'move' || shift) {
      if (phase === 'move') setView((before) => panned(before, movedX, movedY, size));
    } else if (phase === 'down') begin(place);
    else if (phase === 'move') goOn(place);
  };
  const onKey = (event: KeyboardEvent, size: Size) => {
    if (brush !== 'move' && !event.shiftKey && event.key.startsWith('Arrow')) {
      event.preventDefault();
      const moved = panned({ ...view, x: spot[0], y: spot[1] }, ...(stepOf[event.key] ?? [0, 0]), size);
      setSpot([moved.x, moved.y]);
      return;
    }
    if (brush !== 'move' && (event.key === ' ' || event.key === 'Enter')) {
      event.preventDefault();
      begin(spot);
      return;
    }
    const moved = movedByKey(event, { view, light }, size);
    if (moved === null) return;
    event.preventDefault();
    setView(moved.view);
    setLight({ ...light, ...moved.light });
  };
  const back = strokes.past.length === 0 ? null : () => setStrokes(undo);
  const again = strokes.future.length === 0 ? null : () => setStrokes(redo);
  const wider = (by: number) =>
    setRadius((before) => Math.round(Math.min(radii.most, Math.max(radii.least, before * by))));
  useKeys([
    { key: 'd', label: 'mask.key.draw', run: () => setBrush('draw') },
    { key: 'e', label: 'mask.key.erase', run: () => setBrush('erase') },
    { key: 'm', label: 'mask.key.move', run: () => setBrush('move') },
    { key: 'z', label: 'mask.undo', run: () => back?.() },
    { key: 'y', label: 'mask.redo', run: () => again?.() },
    { key: ',', label: 'mask.key.narrower', run: () => wider(1 / 1.25) },
    { key: '.', label: 'mask.key.wider', run: () => wider(1.25) },
    { key: 'f', label: 'surface.key.whole', run: () => setView(wholeOf(surface)) },
  ]);
  const save = useMutation({
    mutationFn: () => keepMask(exhibit, scan, drawn),
    onSuccess: ({ scan: kept }) => {
      keepStrokes(scan, []);
      if (other === undefined) return;
      const [first, second] = side === 'second' ? [other, String(exhibit)] : [String(exhibit), other];
      void navigate({
        to: '/exhibits/$first/with/$second',
        params: { first, second },
        search: side === 'second' ? { otherScan: String(kept) } : { scan: String(kept) },
      });
    },
  });
  const changed = strokes.present.length > 0;
  return (
    <section className="panel" aria-label={say('mask.title')}>
      <div className="comparison-tools">
        <div className="segmented" role="group" aria-label={say('mask.brush')}>
          {(['erase', 'draw', 'move'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={brush === each} onClick={() => setBrush(each)}>
              {say(`mask.brush.${each}`)} <kbd aria-hidden="true">{each === 'move' ? 'm' : each[0]}</kbd>
            </button>
          ))}
        </div>
        <label className="mask-radius small">
          {say('mask.radius', { microns: radius })}
          <input
            type="range"
            min={radii.least}
            max={radii.most}
            value={radius}
            onChange={(event) => setRadius(Number(event.currentTarget.value))}
          />
        </label>
        <button type="button" className="button compact" disabled={back === null} onClick={() => back?.()}>
          <Icon name="undo" size={16} /> {say('mask.undo')} <kbd aria-hidden="true">z</kbd>
        </button>
        <button type="button" className="button compact" disabled={again === null} onClick={() => again?.()}>
          <Icon name="redo" size={16} /> {say('mask.redo')} <kbd aria-hidden="true">y</kbd>
        </button>
        <LookChoice look={look} choose={setLook} />
      </div>
      <div className="mask-picture">
        <PictureBox
          label={say('mask.picture')}
          pictureOf={pictureOf}
          cursor={brush === 'move' ? 'grab' : 'crosshair'}
          onPointer={onPointer}
          onZoom={(factor, place, size) => setView((before) => zoomed(before, factor, place, size))}
          onKey={onKey}
          overlay={(size) => {
            const looked = viewIn(view, size);
            const [x, y] = at(backOf(micronsOf(looked, size.width, size.height)), ...spot);
            return brush === 'move' ? null : (
              <g className={`brush ${brush}`}>
                <circle cx={x} cy={y} r={radius / looked.micronsPerPixel} />
                <path d={`M${x - 4} ${y}h8M${x} ${y - 4}v8`} />
              </g>
            );
          }}
        />
      </div>
      <div className="comparison-foot">
        <HeightLegend kind={look} range={scales.range} masked />
        <LightDial light={light} change={setLight} />
        <button type="button" className="button compact" onClick={() => setView(turnedBy(wholeOf(surface), 0))}>
          <Icon name="fit" size={16} /> {say('surface.whole')} <kbd aria-hidden="true">f</kbd>
        </button>
      </div>
      <p role="status">{say('mask.area', { area: area.inMask.toFixed(2), of: area.measured.toFixed(2) })}</p>
      <p className="muted small">{say('mask.keys')}</p>
      {save.isError ? <Failed error={save.error} /> : null}
      {save.data !== undefined && other === undefined ? (
        <p role="status">
          {say('mask.kept')}{' '}
          <Link to="/exhibits/$exhibit/mask/$scan" params={{ exhibit: String(exhibit), scan: String(save.data.scan) }}>
            {say('mask.open')}
          </Link>
        </p>
      ) : null}
      <div className="buttons">
        <button
          type="button"
          className="button first"
          disabled={!changed || save.isPending || save.isSuccess}
          onClick={() => save.mutate()}
        >
          <Icon name="save" size={16} /> {say('mask.save')}
        </button>
        <span className="muted small">{say(changed ? 'mask.saveHelp' : 'mask.unchanged')}</span>
      </div>
    </section>
  );
}

const step = 12;
/** As `panned` takes them: the place goes against what is pulled. */
const stepOf: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [-step, 0],
  ArrowLeft: [step, 0],
  ArrowDown: [0, -step],
  ArrowUp: [0, step],
};

/** The mask after all strokes: while one goes on, only what is new of it is drawn. */
function useStrokedMask(surface: LoadedSurface, strokes: readonly Stroke[]): Uint8Array {
  const done = useRef<{ readonly strokes: readonly Stroke[]; readonly mask: Uint8Array } | null>(null);
  return useMemo(() => {
    const before = done.current;
    const last = strokes.at(-1);
    const held = before?.strokes.at(-1);
    const goesOn =
      before !== null &&
      last !== undefined &&
      held !== undefined &&
      strokes.length === before.strokes.length &&
      strokes.slice(0, -1).every((stroke, n) => stroke === before.strokes[n]) &&
      held.points.every((point, n) => point === last.points[n]);
    const mask = goesOn ? before.mask.slice() : maskAfter(surface, strokes);
    if (goesOn) strokeOver(surface, mask, last, held.points.length);
    done.current = { strokes, mask };
    return mask;
  }, [surface, strokes]);
}
