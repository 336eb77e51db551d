import { loadLive } from '../../jobs/load-live.ts';
import { liveSchema } from '../../model/answers.ts';
import { liveQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';

export function addLiveRoutes(api: Api, context: Context): void {
  api.get(
    '/live',
    {
      config: { action: 'live.read', background: true },
      schema: {
        tags: ['live'],
        summary: 'What came in and what happened, newest first',
        querystring: liveQuerySchema,
        response: { 200: context.refer(liveSchema) },
      },
    },
    async (request) => {
      const { since } = request.query;
      return context.read(request, {}, (client) => loadLive(client, context.agency.agencyId, since ?? null));
    },
  );
}
