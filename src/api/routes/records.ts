import { loadRecordPage } from '../../jobs/load-record-page.ts';
import { recordPageSchema } from '../../model/answers.ts';
import type { Api, Context } from '../context.ts';
import { noQuerySchema, recordParamsSchema } from '../contract/requests.ts';
import { notFound } from '../problem.ts';

export function addRecordRoutes(api: Api, context: Context): void {
  api.get(
    '/records/:record',
    {
      config: { action: 'record.read' },
      schema: {
        tags: ['records'],
        summary: 'A record as received: its cells, its versions, what was read from it',
        params: recordParamsSchema,
        querystring: noQuerySchema,
        response: { 200: context.refer(recordPageSchema) },
      },
    },
    async (request) => {
      const { record } = request.params;
      const page = await context.read(request, { record }, (client) =>
        loadRecordPage(client, request.session!.agencyId, record),
      );
      if (!page) throw notFound('record');
      return page;
    },
  );
}
