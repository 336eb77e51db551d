import { loadDrawingOf } from '../../jobs/load-drawing.ts';
import { accountOfExport } from '../../jobs/record-export.ts';
import { drawingSchema } from '../../model/boards.ts';
import { parseEntityId } from '../../model/ids.ts';
import { findEntityPoints } from '../../store/entity-points.ts';
import { resolveNumbers } from '../../jobs/resolve-items.ts';
import {
  drawingOrderSchema,
  exportRecordSchema,
  exportSchema,
  placesOrderSchema,
  placesPageSchema,
} from '../contract/boards.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readerOf } from './board-reader.ts';

/** Five thousand things and forty thousand links, by their ids. */
const exportBytesMax = 1_572_864;

export function addBoardExportRoutes(api: Api, { refer, read, account }: Context): void {
  api.post(
    '/board-exports',
    {
      config: { action: 'boards.read' },
      bodyLimit: exportBytesMax,
      schema: {
        tags: ['boards'],
        summary:
          'Put on record that a board, saved or not, is exported or printed, and what for; how it may be handled is worked out here',
        querystring: noQuerySchema,
        body: exportSchema,
        response: { 200: refer(exportRecordSchema) },
      },
    },
    async (request) => {
      const { purpose, kind, ...what } = request.body;
      const asked = { export: kind, ...what, links: what.links.length };
      const { handling } = await account(
        request,
        asked,
        (client) => accountOfExport(client, readerOf(request), { kind, ...what }),
        purpose,
      );
      return { handling: [...handling] };
    },
  );

  api.post(
    '/links/among',
    {
      config: { action: 'entity.read' },
      schema: {
        tags: ['entities'],
        summary: 'Everything that ties some entities, and how they may be handled: what a board of them draws',
        querystring: noQuerySchema,
        body: drawingOrderSchema,
        response: { 200: refer(drawingSchema) },
      },
    },
    async (request) => {
      const { ids, history = false } = request.body;
      return read(request, { among: ids }, (client) => loadDrawingOf(client, readerOf(request), { ids, history }));
    },
  );

  api.post(
    '/places',
    {
      config: { action: 'entity.read' },
      schema: {
        tags: ['entities'],
        summary: 'Where some places are and some incidents happened, for a map beside a chart',
        querystring: noQuerySchema,
        body: placesOrderSchema,
        response: { 200: refer(placesPageSchema) },
      },
    },
    async (request) => {
      const { ids } = request.body;
      const reader = readerOf(request);
      const numbers = ids.flatMap((id) => parseEntityId(id)?.number ?? []);
      const items = await read(request, { places: ids }, async (client) => {
        const known = await resolveNumbers(client, reader, numbers);
        const points = await findEntityPoints(client, reader.agencyId, [...known.keys()]);
        return points.map(({ entity, ...point }) => ({ id: known.get(entity)!, ...point }));
      });
      return { items };
    },
  );
}
