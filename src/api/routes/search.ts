import { searchEntities } from '../../jobs/search-entities.ts';
import { searchSchema } from '../../model/search-answer.ts';
import type { EntityKind } from '../../model/tables.ts';
import type { Api, Context } from '../context.ts';
import { searchQuerySchema } from '../contract/requests.ts';

export function addSearchRoutes(api: Api, context: Context): void {
  api.get(
    '/search',
    {
      config: { action: 'search' },
      schema: {
        tags: ['search'],
        summary: 'Search by serial number, name, address, licence, case or trace number',
        querystring: searchQuerySchema,
        response: { 200: context.refer(searchSchema) },
      },
    },
    async (request) => {
      const { q, kind, limit } = request.query;
      return context.read(request, { query: q, ...(kind ? { kind } : {}) }, (client) =>
        searchEntities(client, request.session!.agencyId, {
          query: q,
          kind: kind as EntityKind | undefined,
          limit: limit ?? 20,
        }),
      );
    },
  );
}
