import type { Feature, FeatureCollection } from 'geojson';
import type { StyleSpecification } from 'maplibre-gl';
import type { MapConfig } from '../frame/queries.ts';
import { tokenColour } from '../frame/theme.ts';
import { namePoints } from './name-points.ts';

/** Style of the map in the colours of the theme: no tiles and no glyphs, so labels draw from the reader's own fonts. */
export function mapStyle(
  ground: { boundaries: FeatureCollection; counties: FeatureCollection },
  line: Feature,
  config: MapConfig,
): StyleSpecification {
  const { boundaries, counties } = ground;
  const tiles = config.tiles;
  return {
    version: 8,
    sources: {
      boundaries: { type: 'geojson', data: boundaries },
      counties: { type: 'geojson', data: counties },
      names: { type: 'geojson', data: namePoints(boundaries) },
      order: { type: 'geojson', data: line },
      ...(tiles === null
        ? {}
        : { base: { type: 'raster' as const, tiles: [tiles.url], tileSize: 256, attribution: tiles.attribution } }),
    },
    layers: [
      {
        id: 'ground',
        type: 'background',
        // What lies outside the boundaries may be land or water: it is drawn as neither.
        paint: { 'background-color': tokenColour(boundaries.features.length === 0 ? 'panel' : 'bg') },
      },
      ...(tiles === null ? [] : [{ id: 'base', type: 'raster' as const, source: 'base' }]),
      {
        id: 'land',
        type: 'fill',
        source: 'boundaries',
        paint: { 'fill-color': tokenColour('panel'), 'fill-opacity': tiles === null ? 1 : 0 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'boundaries',
        paint: { 'line-color': tokenColour('line-strong'), 'line-width': 1, 'line-opacity': 0.6 },
      },
      // An area, dashed: somewhere in it, and nobody says where.
      {
        id: 'county-area',
        type: 'fill',
        source: 'counties',
        paint: { 'fill-color': tokenColour('sale'), 'fill-opacity': 0.12 },
      },
      {
        id: 'county-outline',
        type: 'line',
        source: 'counties',
        paint: { 'line-color': tokenColour('sale'), 'line-width': 1.6, 'line-dasharray': [3, 2] },
      },
      {
        id: 'names',
        type: 'symbol',
        source: 'names',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': ['Inter', 'sans-serif'],
          'text-size': 11,
          'text-max-width': 8,
          'text-padding': 6,
        },
        paint: {
          'text-color': tokenColour('muted'),
          'text-halo-color': tokenColour('panel'),
          'text-halo-width': 1.5,
        },
      },
      {
        id: 'order',
        type: 'line',
        source: 'order',
        layout: { 'line-cap': 'butt', 'line-join': 'round' },
        paint: { 'line-color': tokenColour('unknown'), 'line-width': 1.6, 'line-dasharray': [3, 3] },
      },
    ],
  };
}
