import { useQuery } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import { Map as GroundMap, ScaleControl, setWorkerUrl, type LngLatBounds } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { MapButton, MapButtons } from '../firearm/map-buttons.tsx';
import { mapStyle } from '../firearm/map-style.ts';
import { CrowdedNote, MarkLeader } from '../firearm/mark-leader.tsx';
import { boundsOf, nearPoints, zoomMost } from '../firearm/near-points.ts';
import { PaperGround } from '../firearm/paper-ground.tsx';
import { drawnMarks, type SpreadMark } from '../firearm/spread-marks.ts';
import '../firearm/where-map.css';
import { MarkShape, type MarkKind } from '../frame/mark.tsx';
import { boundariesQuery, mapConfigQuery, type MapConfig } from '../frame/queries.ts';
import { useSession } from '../frame/session.ts';
import { Empty } from '../frame/states.tsx';
import { usePrinting, useTheme } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';

setWorkerUrl(workerUrl);

export interface TiePlace {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly mark: MarkKind;
  readonly label: string;
}

/** What ties two places: dashed by a lead, solid by a hit. */
export interface Tie {
  readonly id: string;
  readonly from: { readonly lon: number; readonly lat: number };
  readonly to: { readonly lon: number; readonly lat: number };
  readonly tie: 'lead' | 'hit';
}

interface Props {
  readonly places: readonly TiePlace[];
  readonly ties: readonly Tie[];
  readonly label: string;
  readonly selected: string | null;
  readonly select: (id: string | null) => void;
}

const nearest = (places: readonly TiePlace[], config: MapConfig) =>
  Math.min(zoomMost(places, config), config.tiles === null ? outlineZoom : Infinity);

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };
const noLine = { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [] } } as const;
/** Without streets nothing but an outline says where two places are: the map goes no nearer by itself than shows one. */
const outlineZoom = 11;
const fitRoom = { top: 44, bottom: 44, left: 44, right: 44 + 32 };

/** Places and what ties them, on the ground every map of the portal has: the agency's boundaries, and streets where it gave tiles. */
export function TieMap(props: Props) {
  const boundaries = useQuery(boundariesQuery);
  const config = useQuery(mapConfigQuery);
  if (boundaries.isPending || config.isPending) return <div className="where-map skeleton" />;
  return (
    <OnGround
      {...props}
      boundaries={boundaries.data ?? nothing}
      config={config.data ?? { bounds: null, tiles: null }}
    />
  );
}

function OnGround({
  places,
  ties,
  label,
  selected,
  select,
  boundaries,
  config,
}: Props & { boundaries: FeatureCollection; config: MapConfig }) {
  const { say } = useWords();
  const theme = useTheme();
  const miles = useSession().agency.state !== null;
  const printing = usePrinting();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<GroundMap | null>(null);
  const [failed, setFailed] = useState(false);
  const controls = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<ReadonlyMap<string, SpreadMark> | null>(null);
  const latest = useRef(places);
  latest.current = places;
  const place = () => {
    const { clientWidth, clientHeight } = map.current!.getContainer();
    const seen = latest.current.flatMap(({ id, lon, lat }) => {
      const { x, y } = map.current!.project([lon, lat]);
      return x < 0 || y < 0 || x > clientWidth || y > clientHeight ? [] : [{ id, x, y }];
    });
    const corners = [
      { x: 0, y: 0 },
      { x: clientWidth, y: clientHeight },
    ] as const;
    const marks = drawnMarks(seen, seen, corners, controls.current);
    setAt(new Map(seen.map(({ id }, index): [string, SpreadMark] => [id, marks[index]!])));
  };

  useEffect(() => {
    let shown: GroundMap;
    const near = nearPoints(latest.current);
    try {
      shown = new GroundMap({
        container: box.current!,
        style: mapStyle({ boundaries, counties: nothing }, noLine as never, config),
        bounds: boundsOf(near),
        fitBoundsOptions: { padding: fitRoom, maxZoom: nearest(near, config) },
        attributionControl: config.tiles === null ? false : { compact: true },
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        maxZoom: 17,
        fadeDuration: 0,
        reduceMotion: window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      });
    } catch {
      setFailed(true);
      return;
    }
    map.current = shown;
    shown.touchZoomRotate.disableRotation();
    shown.addControl(new ScaleControl({ unit: miles ? 'imperial' : 'metric' }), 'bottom-left');
    shown.getCanvas().setAttribute('aria-label', say('firearm.mapHelp'));
    for (const change of ['move', 'resize', 'load'] as const) shown.on(change, place);
    place();
    return () => {
      map.current = null;
      shown.remove();
    };
    // The map lives as long as its ground and colours; what is on it follows below.
  }, [boundaries, config, theme.shown, say, miles]);

  useEffect(() => {
    if (map.current !== null) place();
  }, [places]);

  // Paper has its own width: the same land is shown on it.
  const land = useRef<LngLatBounds | null>(null);
  useLayoutEffect(() => {
    const shown = map.current;
    if (shown === null || (!printing && land.current === null)) return;
    land.current ??= shown.getBounds();
    shown.resize();
    shown.fitBounds(land.current, { animate: false });
    if (!printing) land.current = null;
    place();
  }, [printing]);

  if (failed) return <Empty icon="place" title={say('firearm.noMap')} help={say('firearm.noMapHelp')} />;
  const lineOf = ({ from, to }: Tie) => {
    const [one, other] = [from, to].map(({ lon, lat }) => map.current!.project([lon, lat]));
    return `M${one!.x.toFixed(1)} ${one!.y.toFixed(1)}L${other!.x.toFixed(1)} ${other!.y.toFixed(1)}`;
  };
  const drawn = map.current === null ? null : at;
  const crowded = [...(drawn?.values() ?? [])].filter(({ roomy }) => !roomy).length;
  return (
    <div>
      <div className="where-map tie-map" role="group" aria-label={label}>
        <div ref={box} className="where-canvas" />
        {printing && drawn !== null ? (
          <PaperGround
            boundaries={boundaries}
            counties={nothing}
            line={noLine as never}
            project={([lon, lat]) => map.current!.project([lon!, lat!])}
          />
        ) : null}
        {drawn !== null ? (
          <svg className="where-leaders" aria-hidden="true">
            {ties.map((tie) => (
              <path key={tie.id} className={`map-tie ${tie.tie}`} d={lineOf(tie)} />
            ))}
            {[...drawn].map(([id, mark]) => (
              <MarkLeader key={id} mark={mark} />
            ))}
          </svg>
        ) : null}
        {places.map(({ id, mark, label: name }) => {
          const spot = drawn?.get(id);
          return spot?.roomy !== true ? null : (
            <button
              key={id}
              type="button"
              className={selected === id ? 'where-mark selected' : 'where-mark'}
              style={{ transform: `translate(${spot.x}px, ${spot.y}px)` }}
              aria-label={name}
              aria-pressed={selected === id}
              title={name}
              onClick={() => select(selected === id ? null : id)}
            >
              <svg width="24" height="24" viewBox="-12 -12 24 24" aria-hidden="true">
                <MarkShape kind={mark} />
              </svg>
            </button>
          );
        })}
        <MapButtons map={map} box={controls}>
          <MapButton
            label="firearm.fitAll"
            icon="fit"
            press={() =>
              map.current?.fitBounds(boundsOf(places), {
                padding: fitRoom,
                maxZoom: nearest(places, config),
                duration: 400,
              })
            }
          />
        </MapButtons>
      </div>
      {crowded === 0 ? null : <CrowdedNote text={say('nibin.map.crowded', { n: crowded })} />}
    </div>
  );
}
