import { useQuery } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import { Map as GroundMap, setWorkerUrl, type GeoJSONSource, type MapGeoJSONFeature } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LinkedEntity } from '../../../src/model/links.ts';
import { mapStyle } from '../firearm/map-style.ts';
import { boundsOf, nearPoints } from '../firearm/near-points.ts';
import { boundariesQuery, mapConfigQuery } from '../frame/queries.ts';
import { Empty, Failed } from '../frame/states.tsx';
import { tokenColour, useTheme } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';
import { placesQuery } from './board-queries.ts';

setWorkerUrl(workerUrl);

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };
const noLine = { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [] } } as const;
const fitRoom = 40;
const zoomMost = 14;

interface MapProps {
  readonly entities: readonly LinkedEntity[];
  readonly selected: string | null;
  readonly hovered: string | null;
  readonly select: (id: string | null) => void;
  readonly hover: (id: string | null) => void;
}

/** Where the places and incidents of the chart are; it shares selection, what is pointed at, and the time with the chart. */
export default function BoardMap(props: MapProps) {
  const { say } = useWords();
  const ids = useMemo(
    () =>
      props.entities
        .filter(({ kind }) => kind === 'place' || kind === 'incident')
        .map(({ id }) => id)
        .toSorted(),
    [props.entities],
  );
  const places = useQuery(placesQuery(ids));
  const boundaries = useQuery(boundariesQuery);
  const config = useQuery(mapConfigQuery);
  const points = useMemo((): FeatureCollection => {
    const shown = new Set(ids);
    const kinds = new Map(props.entities.map((entity) => [entity.id, entity]));
    return {
      type: 'FeatureCollection',
      features: (places.data?.items ?? [])
        .filter(({ id }) => shown.has(id))
        .map(({ id, lon, lat }) => ({
          type: 'Feature',
          properties: { id, kind: kinds.get(id)?.kind ?? 'place', label: kinds.get(id)?.label ?? id },
          geometry: { type: 'Point', coordinates: [lon, lat] },
        })),
    };
  }, [places.data, props.entities, ids]);
  if (places.error !== null) return <Failed error={places.error} retry={() => void places.refetch()} />;
  if ((ids.length > 0 && places.data === undefined) || boundaries.isPending || config.isPending)
    return <div className="board-map skeleton" />;
  if (points.features.length === 0)
    return <Empty icon="place" title={say('saved.mapNone')} help={say('saved.mapNoneHelp')} />;
  return (
    <MapOf
      {...props}
      points={points}
      boundaries={boundaries.data ?? nothing}
      config={config.data ?? { bounds: null, tiles: null }}
    />
  );
}

type Ground = MapProps & {
  points: FeatureCollection;
  boundaries: FeatureCollection;
  config: Parameters<typeof mapStyle>[2];
};

const spotsOf = (points: FeatureCollection) =>
  points.features.map(({ geometry }) => {
    const [lon, lat] = (geometry as { coordinates: number[] }).coordinates as [number, number];
    return { lon, lat };
  });

/** Rings what is selected and what is pointed at. */
function choose(shown: GroundMap | null, { selected, hovered }: Pick<MapProps, 'selected' | 'hovered'>): void {
  if (shown?.getLayer('chosen') === undefined) return;
  shown.setFilter('chosen', ['in', ['get', 'id'], ['literal', [selected ?? '', hovered ?? '']]]);
}

function MapOf(props: Ground) {
  const { points, boundaries, config } = props;
  const { say } = useWords();
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<GroundMap | null>(null);
  const [failed, setFailed] = useState(false);
  const [pointed, setPointed] = useState<string | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    let shown: GroundMap;
    try {
      shown = new GroundMap({
        container: box.current!,
        style: mapStyle({ boundaries, counties: nothing }, noLine as never, config),
        bounds: boundsOf(nearPoints(spotsOf(latest.current.points))),
        fitBoundsOptions: { padding: fitRoom, maxZoom: zoomMost },
        attributionControl: config.tiles === null ? false : { compact: true },
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        maxZoom: 17,
        fadeDuration: 0,
      });
    } catch {
      setFailed(true);
      return;
    }
    map.current = shown;
    shown.touchZoomRotate.disableRotation();
    shown.getCanvas().setAttribute('aria-label', say('saved.mapLabel'));
    const idOf = (features: MapGeoJSONFeature[] | undefined) =>
      (features?.[0]?.properties['id'] as string | undefined) ?? null;
    const addPoints = () => {
      if (shown.getSource('points') !== undefined) return;
      shown.addSource('points', { type: 'geojson', data: latest.current.points });
      shown.addLayer({
        id: 'points',
        type: 'circle',
        source: 'points',
        paint: {
          'circle-radius': ['case', ['==', ['get', 'kind'], 'incident'], 6, 5],
          'circle-color': ['case', ['==', ['get', 'kind'], 'incident'], tokenColour('accent'), tokenColour('panel')],
          'circle-stroke-color': tokenColour('ink'),
          'circle-stroke-width': 1.5,
        },
      });
      shown.addLayer({
        id: 'chosen',
        type: 'circle',
        source: 'points',
        filter: ['in', ['get', 'id'], ['literal', []]],
        paint: {
          'circle-radius': 10,
          'circle-color': 'transparent',
          'circle-stroke-color': tokenColour('accent'),
          'circle-stroke-width': 3,
        },
      });
      choose(shown, latest.current);
    };
    shown.on('style.load', addPoints);
    shown.on('mousemove', 'points', (event) => {
      shown.getCanvas().style.cursor = 'pointer';
      const id = idOf(event.features);
      setPointed((event.features?.[0]?.properties['label'] as string | undefined) ?? null);
      if (id !== latest.current.hovered) latest.current.hover(id);
    });
    shown.on('mouseleave', 'points', () => {
      shown.getCanvas().style.cursor = '';
      setPointed(null);
      latest.current.hover(null);
    });
    shown.on('click', (event) => {
      const found =
        shown.getLayer('points') === undefined ? [] : shown.queryRenderedFeatures(event.point, { layers: ['points'] });
      latest.current.select(idOf(found));
    });
    return () => {
      map.current = null;
      shown.remove();
    };
    // The map lives as long as its ground and colours; points and what is chosen follow below.
  }, [boundaries, config, theme.shown, say]);

  useEffect(() => {
    (map.current?.getSource('points') as GeoJSONSource | undefined)?.setData(points);
  }, [points]);
  useEffect(() => {
    choose(map.current, props);
  }, [props]);

  if (failed) return <Empty icon="place" title={say('firearm.noMap')} help={say('firearm.noMapHelp')} />;
  return (
    <div className="board-map">
      <div ref={box} className="board-map-ground" />
      <p className="board-map-words small" aria-hidden="true">
        {pointed ?? say('saved.mapShown', { n: points.features.length })}
      </p>
    </div>
  );
}
