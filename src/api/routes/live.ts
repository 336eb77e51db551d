import { loadLive } from '../../jobs/load-live.ts';
import { liveSchema } from '../../model/answers.ts';
import { liveQuerySchema } from '../contract/requests.ts';
import { partsOfLive } from '../authorise.ts';
import type { Api, Context } from '../context.ts';

export function addLiveRoutes(api: Api, context: Context): void {
  api.get(
    '/live',
    {
      config: { action: 'live.read', background: true },
      schema: {
        tags: ['live'],
        summary: 'What came in and what happened, newest first: of it what the role may read elsewhere',
        querystring: liveQuerySchema,
        response: { 200: context.refer(liveSchema) },
      },
    },
    async (request) => {
      const { since = null } = request.query;
      const parts = partsOfLive(request.session!);
      return context.read(request, {}, (client) => loadLive(client, request.session!.agencyId, { since, parts }));
    },
  );
}
