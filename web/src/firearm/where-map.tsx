import { useQuery } from '@tanstack/react-query';
import type { Feature, FeatureCollection } from 'geojson';
import { Map as GroundMap, setWorkerUrl, type GeoJSONSource, type LngLatBounds } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Event } from '../../../src/model/evidence.ts';
import { eventTitle, eventWhen } from '../frame/event-text.ts';
import { markOf, MarkShape } from '../frame/mark.tsx';
import { boundariesQuery, countiesQuery, mapConfigQuery, type MapConfig } from '../frame/queries.ts';
import { useFormats, useSession } from '../frame/session.ts';
import { Empty } from '../frame/states.tsx';
import { usePrinting, useTheme } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';
import { countyCenters } from './county-centers.ts';
import { MapButton, MapButtons } from './map-buttons.tsx';
import { mapStyle } from './map-style.ts';
import { distanceText } from './distance.ts';
import { boundsOf, nearPoints, zoomMost } from './near-points.ts';
import { PaperGround } from './paper-ground.tsx';
import { CrowdedNote, MarkLeader } from './mark-leader.tsx';
import { drawnMarks, type SpreadMark } from './spread-marks.ts';
import type { LifeView } from './life-view.ts';
import './where-map.css';

setWorkerUrl(workerUrl);

const edgeRoom = 14;
/** Around what the map is fitted to; on the right stand its buttons, 32 wide and 8 from the edge. */
const fitRoom = { top: 44, bottom: 44, left: 44, right: 44 + 32 };

interface Placed {
  readonly event: Event;
  readonly lon: number;
  readonly lat: number;
  /** Only the county is known: the mark stands in its middle, and is no place of anything. */
  readonly area: boolean;
}

interface Drawn extends Placed, SpreadMark {
  readonly away: { distance: string } | null;
}

const noAreas: FeatureCollection = { type: 'FeatureCollection', features: [] };

function orderLine(all: readonly Placed[]): Feature {
  const placed = all.filter((each) => !each.area);
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates: placed.length < 2 ? [] : placed.map(({ lon, lat }) => [lon, lat]) },
  };
}

/** Whether a line leads from event to event in order of time: for one life, not for the events of a city. */
type Joined = 'in-order' | 'not-at-all';

/** Where the events of a life happened. */
export default function WhereMap({ view, joined = 'in-order' }: { view: LifeView; joined?: Joined }) {
  const { say } = useWords();
  const boundaries = useQuery(boundariesQuery);
  const config = useQuery(mapConfigQuery);
  const ids = useMemo(
    () => [...new Set(view.events.flatMap(({ place }) => place?.county ?? []))].toSorted().slice(0, 50),
    [view.events],
  );
  const counties = useQuery(countiesQuery(ids));
  const centers = useMemo(() => countyCenters(counties.data ?? noAreas), [counties.data]);
  const placed = useMemo(
    () =>
      view.events.flatMap((event): Placed[] => {
        if (!view.inTime.has(event.id) || event.place === null) return [];
        const { point, county } = event.place;
        if (point !== null) return [{ event, ...point, area: false }];
        const center = county === undefined ? undefined : centers.get(county);
        return center === undefined ? [] : [{ event, ...center, area: true }];
      }),
    [view.events, view.inTime, centers],
  );
  if (ids.length > 0 && counties.isPending) return <div className="where-map skeleton" />;
  if (placed.length === 0)
    return <Empty icon="place" title={say('firearm.noPlaces')} help={say('firearm.noPlacesHelp')} />;
  if (boundaries.isPending || config.isPending) return <div className="where-map skeleton" />;
  return (
    <MapOf
      view={view}
      placed={placed}
      joined={joined}
      boundaries={boundaries.data ?? { type: 'FeatureCollection', features: [] }}
      counties={counties.data ?? noAreas}
      config={config.data ?? { bounds: null, tiles: null }}
    />
  );
}

function MapOf(props: {
  view: LifeView;
  placed: readonly Placed[];
  joined: Joined;
  boundaries: FeatureCollection;
  counties: FeatureCollection;
  config: MapConfig;
}) {
  const { view, placed, boundaries, counties, config } = props;
  const lineOf = props.joined === 'in-order' ? orderLine : () => orderLine([]);
  const words = useWords();
  const { say, language } = words;
  const formats = useFormats();
  const { agency } = useSession();
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const controls = useRef<HTMLDivElement>(null);
  const map = useRef<GroundMap | null>(null);
  const [failed, setFailed] = useState(false);
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  const latest = useRef(placed);
  latest.current = placed;
  const miles = agency.state !== null;

  const project = useRef(() => {});
  project.current = () => {
    const shown = map.current;
    if (shown === null) return;
    const { clientWidth: width, clientHeight: height } = shown.getContainer();
    const points = latest.current.map(({ lon, lat }) => shown.project([lon, lat]));
    const inView = points.map(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
    const near = nearPoints(latest.current);
    const center = {
      lon: near.reduce((sum, point) => sum + point.lon, 0) / near.length,
      lat: near.reduce((sum, point) => sum + point.lat, 0) / near.length,
    };
    const clamped = points.map(({ x, y }, index) => {
      if (inView[index]) return { x, y };
      // On the edge, on the line from the middle to where it is.
      const dx = x - width / 2;
      const dy = y - height / 2;
      const share = Math.min((width / 2 - edgeRoom) / Math.abs(dx), (height / 2 - edgeRoom) / Math.abs(dy));
      return { x: width / 2 + dx * share, y: height / 2 + dy * share };
    });
    const marks = drawnMarks(
      points,
      clamped,
      [
        { x: edgeRoom, y: edgeRoom },
        { x: width - edgeRoom, y: height - edgeRoom },
      ],
      controls.current,
    );
    setDrawn(
      latest.current.map((each, index) => ({
        ...each,
        ...marks[index]!,
        away: inView[index] ? null : { distance: distanceText(center, each, { language, miles }) },
      })),
    );
  };

  useEffect(() => {
    let shown: GroundMap;
    try {
      shown = new GroundMap({
        container: box.current!,
        style: mapStyle({ boundaries, counties }, lineOf(latest.current), config),
        bounds: boundsOf(nearPoints(latest.current)),
        fitBoundsOptions: { padding: fitRoom, maxZoom: zoomMost(nearPoints(latest.current), config) },
        attributionControl: config.tiles === null ? false : { compact: true },
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        maxZoom: 17,
        fadeDuration: 0,
        cooperativeGestures: false,
        reduceMotion: window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      });
    } catch {
      setFailed(true);
      return;
    }
    map.current = shown;
    shown.scrollZoom.setWheelZoomRate(1 / 300);
    shown.touchZoomRotate.disableRotation();
    shown.getCanvas().setAttribute('aria-label', say('firearm.mapHelp'));
    const draw = () => project.current();
    shown.on('move', draw);
    shown.on('resize', draw);
    shown.on('load', draw);
    draw();
    return () => {
      map.current = null;
      shown.remove();
    };
    // The map lives as long as its ground; what is on it follows in the effects below.
  }, [boundaries, counties, config, say]);

  const painted = useRef(theme.shown);
  useEffect(() => {
    const shown = map.current;
    if (shown === null || painted.current === theme.shown) return;
    painted.current = theme.shown;
    const paint = () => shown.setStyle(mapStyle({ boundaries, counties }, lineOf(latest.current), config));
    if (shown.isStyleLoaded()) paint();
    else void shown.once('load', paint);
  }, [theme.shown, boundaries, counties, config]);

  // Paper has its own width: the same land is shown on it, and what is drawn on it is drawn anew as words and lines.
  const printing = usePrinting();
  const land = useRef<LngLatBounds | null>(null);
  useLayoutEffect(() => {
    const shown = map.current;
    if (shown === null || (!printing && land.current === null)) return;
    land.current ??= shown.getBounds();
    shown.resize();
    shown.fitBounds(land.current, { animate: false });
    if (!printing) land.current = null;
    project.current();
  }, [printing]);

  useEffect(() => {
    project.current();
    (map.current?.getSource('order') as GeoJSONSource | undefined)?.setData(lineOf(placed));
  }, [placed]);

  if (failed) return <Empty icon="place" title={say('firearm.noMap')} help={say('firearm.noMapHelp')} />;
  const pressed = drawn.filter((each) => each.roomy);
  const fit = (points: readonly Placed[]) =>
    map.current?.fitBounds(boundsOf(points), { padding: fitRoom, maxZoom: zoomMost(points, config), duration: 400 });
  return (
    <>
      <div className="where-map">
        <div ref={box} className="where-canvas" />
        {printing && map.current !== null ? (
          <PaperGround
            boundaries={boundaries}
            counties={counties}
            line={lineOf(placed)}
            project={([lon, lat]) => map.current!.project([lon!, lat!])}
          />
        ) : null}
        <svg className="where-leaders" aria-hidden="true">
          {drawn.map((each) => (
            <MarkLeader key={each.event.id} mark={each} away={each.away !== null} />
          ))}
        </svg>
        {pressed.map((each) => {
          const { id } = each.event;
          const title = eventTitle(each.event, words);
          const label = `${title}, ${eventWhen(each.event, words, formats)}, ${each.event.place!.label}${each.area ? ` (${say('evidence.precision.county')})` : ''}${each.away === null || each.area ? '' : `, ${each.away.distance}`}`;
          return (
            <button
              key={id}
              type="button"
              className={[
                'where-mark',
                each.away === null ? '' : 'away',
                each.area ? 'area' : '',
                view.selected === id ? 'selected' : '',
                view.hovered === id || view.emphasised.has(id) ? 'pointed' : '',
              ].join(' ')}
              style={{ transform: `translate(${each.x}px, ${each.y}px)` }}
              aria-label={label}
              aria-pressed={view.selected === id}
              title={label}
              onPointerEnter={() => view.hover(id)}
              onPointerLeave={() => view.hover(null)}
              onFocus={() => view.hover(id)}
              onBlur={() => view.hover(null)}
              onClick={() => {
                view.select(id);
                if (each.away !== null) map.current?.flyTo({ center: [each.lon, each.lat], zoom: each.area ? 8 : 11 });
              }}
            >
              <svg width="24" height="24" viewBox="-12 -12 24 24" aria-hidden="true">
                <MarkShape kind={markOf(each.event)} />
              </svg>
              {each.away === null ? null : (
                <span className={each.x > (box.current?.clientWidth ?? 0) / 2 ? 'where-away left' : 'where-away'}>
                  {title} · {each.area ? each.event.place!.label : each.away.distance}
                </span>
              )}
            </button>
          );
        })}
        <MapButtons map={map} box={controls}>
          <MapButton label="firearm.fitAll" icon="fit" press={() => fit(placed)} />
          <MapButton label="firearm.fitCity" icon="place" press={() => fit(nearPoints(placed))} />
        </MapButtons>
      </div>
      {pressed.length === drawn.length ? null : (
        <CrowdedNote text={say('firearm.mapCrowded', { n: drawn.length - pressed.length })} />
      )}
      {placed.some((each) => each.area) ? (
        <p className="where-note muted small">
          <svg width="28" height="14" aria-hidden="true">
            <rect className="where-area" x="1" y="1" width="26" height="12" rx="3" />
          </svg>
          {[
            ...new Set(
              placed
                .filter((each) => each.area)
                .map((each) => `${eventTitle(each.event, words)}: ${each.event.place!.label}`),
            ),
          ].join(' · ')}{' '}
          ({say('evidence.precision.county')})
        </p>
      ) : null}
      {placed.filter((each) => !each.area).length < 2 || props.joined === 'not-at-all' ? null : (
        <p className="where-note muted small">
          <svg width="28" height="8" aria-hidden="true">
            <line x1="1" y1="4" x2="27" y2="4" stroke="var(--unknown)" strokeWidth="1.6" strokeDasharray="5 5" />
          </svg>
          {say('firearm.moved')}
        </p>
      )}
    </>
  );
}
