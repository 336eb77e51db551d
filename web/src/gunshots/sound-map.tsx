import { useQuery } from '@tanstack/react-query';
import type { Feature, Position } from 'geojson';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent as ReactPointerEvent,
  type ReactNode,
} from 'react';
import { Icon } from '../frame/icon.tsx';
import { boundariesQuery, mapConfigQuery } from '../frame/queries.ts';
import { useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { panBy, toPixels, toPlace, worldPixels, zoomAt, type MapView, type Size } from './map-view.ts';

export interface DrawnMap {
  readonly view: MapView;
  readonly size: Size;
  /** Pixels of a place. */
  readonly at: (place: { lon: number; lat: number }) => { x: number; y: number };
  /** Place of a pixel of the drawing. */
  readonly from: (at: { x: number; y: number }) => { lon: number; lat: number };
  readonly pixels: (meters: number) => number;
}

const tilePixels = 256;
const tileZoomMax = 18;
const tilesMost = 60;
const wheelStep = 0.0016;
const keyStep = 60;
const dragFrom = 4;
const scaleLengths = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10];
const metersOfMile = 1609.344;
const feetOfMeter = 3.28084;

/** A map of the agency's ground that is drawn as one picture: moved and brought nearer by pointer, wheel, fingers or keys. */
export function SoundMap(props: {
  label: string;
  view: MapView;
  change: (view: MapView) => void;
  fit: () => void;
  height: number;
  className?: string;
  /** A press that was no drag. */
  press?: (place: { lon: number; lat: number }) => void;
  draw: (map: DrawnMap) => ReactNode;
}) {
  const { view, change } = props;
  const { say } = useWords();
  const miles = useSession().agency.state !== null;
  const boundaries = useQuery(boundariesQuery);
  const config = useQuery(mapConfigQuery);
  const box = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(720);
  const size = { width, height: props.height };
  const latest = useRef({ view, size, change });
  latest.current = { view, size, change };

  useLayoutEffect(() => {
    const holder = box.current!.parentElement!;
    const measure = () => setWidth(Math.max(200, holder.clientWidth));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(holder);
    return () => watch.disconnect();
  }, []);

  const pixelOf = (event: { clientX: number; clientY: number }) => {
    const { left, top } = box.current!.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  useEffect(() => {
    // React listens to wheels without being able to keep the page from scrolling.
    const svg = box.current!;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== svg) return;
      event.preventDefault();
      const now = latest.current;
      now.change(zoomAt(now.view, now.size, pixelOf(event), Math.exp(-event.deltaY * wheelStep)));
    };
    svg.addEventListener('wheel', wheel, { passive: false });
    return () => svg.removeEventListener('wheel', wheel);
  }, []);

  const held = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);
  const down = (event: ReactPointerEvent) => {
    if (event.button !== 0) return;
    held.current.set(event.pointerId, pixelOf(event));
    if (held.current.size === 1) moved.current = 0;
  };
  const move = (event: ReactPointerEvent) => {
    const before = held.current.get(event.pointerId);
    if (before === undefined) return;
    const now = pixelOf(event);
    const other = [...held.current].find(([id]) => id !== event.pointerId)?.[1];
    moved.current += Math.hypot(now.x - before.x, now.y - before.y);
    if (moved.current < dragFrom) return;
    if (!box.current!.hasPointerCapture(event.pointerId)) box.current!.setPointerCapture(event.pointerId);
    held.current.set(event.pointerId, now);
    const middle = other === undefined ? now : { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    const factor =
      other === undefined
        ? 1
        : Math.hypot(now.x - other.x, now.y - other.y) /
          Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    const share = other === undefined ? 1 : 0.5;
    const panned = panBy(view, size, { x: share * (now.x - before.x), y: share * (now.y - before.y) });
    change(factor === 1 ? panned : zoomAt(panned, size, middle, factor));
  };
  const up = (event: ReactPointerEvent) => {
    if (!held.current.delete(event.pointerId) || held.current.size > 0) return;
    if (moved.current < dragFrom && event.type === 'pointerup') props.press?.(toPlace(view, size, pixelOf(event)));
  };
  const key = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const steps: Partial<Record<string, MapView>> = {
      ArrowLeft: panBy(view, size, { x: keyStep, y: 0 }),
      ArrowRight: panBy(view, size, { x: -keyStep, y: 0 }),
      ArrowUp: panBy(view, size, { x: 0, y: keyStep }),
      ArrowDown: panBy(view, size, { x: 0, y: -keyStep }),
      '+': zoomAt(view, size, { x: width / 2, y: props.height / 2 }, 1.5),
      '-': zoomAt(view, size, { x: width / 2, y: props.height / 2 }, 1 / 1.5),
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    change(next);
  };
  const zoom = (factor: number) => change(zoomAt(view, size, { x: width / 2, y: props.height / 2 }, factor));

  const drawn: DrawnMap = {
    view,
    size,
    at: (place) => toPixels(view, size, place),
    from: (at) => toPlace(view, size, at),
    pixels: (meters) => meters * view.pixelsPerMeter,
  };
  const land = useMemo(
    () => (boundaries.data?.features ?? []).map((feature) => landPath(feature, view, size)),
    [boundaries.data, view, width, props.height],
  );
  const tiles = config.data?.tiles ?? null;
  return (
    <div className={`sound-map ${props.className ?? ''}`}>
      <svg
        ref={box}
        width={width}
        height={props.height}
        viewBox={`0 0 ${width} ${props.height}`}
        role="group"
        aria-label={props.label}
        aria-roledescription={say('gunshots.map')}
        tabIndex={0}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onKeyDown={key}
      >
        {tiles === null ? null : <Tiles url={tiles.url} map={drawn} />}
        <g className={tiles === null ? 'sound-land' : 'sound-land over-tiles'} aria-hidden="true">
          {land.map((path, at) => (
            <path key={at} d={path} />
          ))}
        </g>
        {props.draw(drawn)}
        <Scale map={drawn} miles={miles} />
      </svg>
      <div className="sound-map-buttons screen-only" role="group" aria-label={say('gunshots.mapButtons')}>
        <button
          type="button"
          className="button icon compact"
          onClick={() => zoom(1.6)}
          aria-label={say('gunshots.nearer')}
        >
          <Icon name="plus" size={16} />
        </button>
        <button
          type="button"
          className="button icon compact"
          onClick={() => zoom(1 / 1.6)}
          aria-label={say('gunshots.farther')}
        >
          <Icon name="minus" size={16} />
        </button>
        <button type="button" className="button icon compact" onClick={props.fit} aria-label={say('gunshots.fit')}>
          <Icon name="fit" size={16} />
        </button>
      </div>
      {tiles === null ? null : <p className="sound-map-credit small muted">{tiles.attribution}</p>}
    </div>
  );
}

function landPath({ geometry }: Feature, view: MapView, size: Size): string {
  const rings: Position[][] =
    geometry?.type === 'Polygon'
      ? geometry.coordinates
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : [];
  return rings
    .map((ring) => {
      const points = ring.map(([lon, lat]) => {
        const { x, y } = toPixels(view, size, { lon: lon!, lat: lat! });
        return `${x.toFixed(1)} ${y.toFixed(1)}`;
      });
      return `M${points.join('L')}Z`;
    })
    .join('');
}

/** Base map of the agency, where it has one. */
function Tiles({ url, map: { view, size, at } }: { url: string; map: DrawnMap }) {
  const zoom = Math.min(tileZoomMax, Math.max(0, Math.round(Math.log2(worldPixels(view) / tilePixels))));
  const count = 2 ** zoom;
  const pixels = worldPixels(view) / count;
  const origin = at({ lon: -180, lat: 85.0511287798 });
  const [first, last] = [Math.floor(-origin.x / pixels), Math.floor((size.width - origin.x) / pixels)];
  const [top, bottom] = [Math.floor(-origin.y / pixels), Math.floor((size.height - origin.y) / pixels)];
  const tiles = [];
  for (let y = Math.max(0, top); y <= Math.min(count - 1, bottom); y++)
    for (let x = first; x <= last && tiles.length < tilesMost; x++) tiles.push({ x, y });
  return (
    <g aria-hidden="true">
      {tiles.map(({ x, y }) => (
        <image
          key={`${zoom}/${x}/${y}`}
          href={url
            .replace('{z}', String(zoom))
            .replace('{x}', String(((x % count) + count) % count))
            .replace('{y}', String(y))}
          x={origin.x + x * pixels}
          y={origin.y + y * pixels}
          width={pixels + 0.5}
          height={pixels + 0.5}
        />
      ))}
    </g>
  );
}

function Scale({ map: { size, pixels }, miles }: { map: DrawnMap; miles: boolean }) {
  const { language } = useWords();
  const meters = scaleLengths.find((each) => pixels(each) <= size.width / 4) ?? scaleLengths.at(-1)!;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const metric = meters >= 1000 ? `${meters / 1000} km` : `${meters} m`;
  const other =
    meters >= 800
      ? `${number.format(meters / metersOfMile)} mi`
      : `${number.format(Math.round(meters * feetOfMeter))} ft`;
  return (
    <g className="sound-scale" aria-hidden="true">
      <path d={`M12 ${size.height - 18}v6h${pixels(meters).toFixed(1)}v-6`} />
      <text x="12" y={size.height - 24}>
        {miles ? `${metric} · ${other}` : metric}
      </text>
    </g>
  );
}
