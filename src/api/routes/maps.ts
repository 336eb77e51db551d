import { readFile } from 'node:fs/promises';
import { Type } from '@sinclair/typebox';
import { loadBoundaries } from '../../jobs/load-boundaries.ts';
import { loadCountyOutlines } from '../../jobs/load-counties.ts';
import { loadStateMap } from '../../jobs/load-state-map.ts';
import { nullable } from '../../model/evidence.ts';
import { stateMapSchema } from '../../model/state-map.ts';
import { countiesQuerySchema, noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';

const boundsSchema = Type.Array(Type.Number(), {
  minItems: 4,
  maxItems: 4,
  description: 'West, south, east, north in degrees',
});

export const mapConfigSchema = Type.Object(
  {
    bounds: boundsSchema,
    tiles: nullable(
      Type.Object(
        {
          url: Type.String({ description: 'Template with {z}, {x} and {y}, or a PMTiles address' }),
          attribution: Type.String({ description: 'Who is to be named for the tiles' }),
        },
        { description: 'What the map is drawn on; null: boundaries alone' },
      ),
    ),
  },
  { $id: 'MapConfig', description: 'Where the map is and what it is drawn on' },
);

export function addMapRoutes(api: Api, context: Context): void {
  const { agency, options, refer } = context;
  const load = () =>
    loadBoundaries({ state: agency.state, file: options.boundariesFile, readFile: (path) => readFile(path, 'utf8') });
  let loading: ReturnType<typeof load> | null = null;
  const boundaries = () => (loading ??= load());

  api.get(
    '/map/boundaries',
    {
      config: { action: 'map.read' },
      schema: {
        tags: ['map'],
        summary: "GeoJSON: the agency's districts, else counties of its state",
        querystring: noQuerySchema,
        response: { 200: Type.Unknown({ description: 'GeoJSON FeatureCollection' }) },
      },
    },
    async (request) => {
      await context.read(request, {}, async () => undefined);
      return (await boundaries()).geojson;
    },
  );

  api.get(
    '/map/counties',
    {
      config: { action: 'map.read' },
      schema: {
        tags: ['map'],
        summary: 'GeoJSON: outlines of counties by FIPS code; of those there are none, nothing',
        querystring: countiesQuerySchema,
        response: { 200: Type.Unknown({ description: 'GeoJSON FeatureCollection' }) },
      },
    },
    async (request) => {
      await context.read(request, {}, async () => undefined);
      return loadCountyOutlines(request.query.ids.split(','));
    },
  );

  api.get(
    '/map/states',
    {
      config: { action: 'map.read' },
      schema: {
        tags: ['map'],
        summary: 'The states and the middles of counties as one picture, and where the agency is on it',
        querystring: noQuerySchema,
        response: { 200: refer(stateMapSchema) },
      },
    },
    async (request) => {
      await context.read(request, {}, async () => undefined);
      return loadStateMap(agency);
    },
  );

  api.get(
    '/map/config',
    {
      config: { action: 'map.read' },
      schema: {
        tags: ['map'],
        summary: 'Where the map is and what it is drawn on',
        querystring: noQuerySchema,
        response: { 200: refer(mapConfigSchema) },
      },
    },
    async (request) => {
      await context.read(request, {}, async () => undefined);
      return { bounds: (await boundaries()).bounds, tiles: options.tiles ? { ...options.tiles } : null };
    },
  );
}
