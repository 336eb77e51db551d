import { Type } from '@sinclair/typebox';
import type { Api, Context } from '../context.ts';
import { noQuerySchema } from '../contract/requests.ts';

/** What says what this server is: its health and its description. */
export function addAboutRoutes(api: Api, context: Context): void {
  const { version } = context.options;
  api.get(
    '/health',
    {
      config: { action: 'public' },
      schema: {
        tags: ['about'],
        summary: 'Whether the server answers',
        querystring: noQuerySchema,
        response: {
          200: Type.Object({
            ok: Type.Boolean({ description: 'The store answers' }),
            version: Type.String({ description: 'Version of the program' }),
          }),
        },
      },
    },
    async () => {
      await context.database.pool('read').query('select 1');
      return { ok: true, version };
    },
  );

  api.get(
    '/openapi.json',
    {
      config: { action: 'public' },
      schema: {
        tags: ['about'],
        summary: 'This description',
        querystring: noQuerySchema,
        response: { 200: Type.Unknown() },
      },
    },
    async () => api.swagger() as unknown,
  );
}
