import { boardFor } from '../../jobs/board-right.ts';
import { parseEntityId } from '../../model/ids.ts';
import { findEntityPoints } from '../../store/entity-points.ts';
import { resolveNumbers } from '../../jobs/resolve-items.ts';
import { exportSchema, placesOrderSchema, placesPageSchema } from '../contract/boards.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readerOf } from './board-reader.ts';

export function addBoardExportRoutes(api: Api, { refer, read }: Context): void {
  api.post(
    '/board-exports',
    {
      config: { action: 'boards.read' },
      schema: {
        tags: ['boards'],
        summary: 'Put on record that a board, saved or not, is exported or printed, and what for',
        querystring: noQuerySchema,
        body: exportSchema,
        response: { 204: { type: 'null', description: 'On record' } },
      },
    },
    async (request, reply) => {
      const { purpose, kind, ...what } = request.body;
      await read(
        request,
        { export: kind, ...what },
        async (client) => {
          if (what.board !== undefined) await boardFor(client, request.session!, what.board, 'read');
        },
        purpose,
      );
      return reply.code(204).send();
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
