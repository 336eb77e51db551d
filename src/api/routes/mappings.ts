import { mappingSchema } from '../../model/import-answers.ts';
import { parseMapping } from '../../jobs/parse-mapping.ts';
import { findMapping, findMappings, saveMapping } from '../../store/mappings.ts';
import { mappingBodySchema, mappingParamsSchema, mappingsPageSchema } from '../contract/imports.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { notFound } from '../problem.ts';

export function addMappingRoutes(api: Api, context: Context): void {
  const { agencyId } = context.agency;
  const tags = ['mappings'];

  api.get(
    '/mappings',
    {
      config: { action: 'mappings.read' },
      schema: {
        tags,
        summary: 'Saved mappings, by name',
        querystring: noQuerySchema,
        response: { 200: context.refer(mappingsPageSchema) },
      },
    },
    async (request) => {
      const mappings = await context.read(request, {}, (client) => findMappings(client, agencyId));
      return { items: mappings.map(({ mapping: _, ...about }) => about) };
    },
  );

  api.get(
    '/mappings/:name',
    {
      config: { action: 'mappings.read' },
      schema: {
        tags,
        summary: 'The newest version of a mapping',
        params: mappingParamsSchema,
        querystring: noQuerySchema,
        response: { 200: context.refer(mappingSchema) },
      },
    },
    async (request) => {
      const { name } = request.params;
      const saved = await context.read(request, { mapping: name }, (client) => findMapping(client, agencyId, name));
      if (!saved) throw notFound('mapping');
      return parseMapping(JSON.stringify(saved.mapping), name);
    },
  );

  api.put(
    '/mappings/:name',
    {
      config: { action: 'mappings.write' },
      schema: {
        tags,
        summary: 'Save a mapping as the next version of its name',
        params: mappingParamsSchema,
        querystring: noQuerySchema,
        body: mappingBodySchema,
        response: { 200: context.refer(mappingSchema) },
      },
    },
    async (request) => {
      const { name } = request.params;
      const mapping = parseMapping(JSON.stringify(request.body), name);
      await context.write(request, { mapping: name }, (client) =>
        saveMapping(client, agencyId, { name, feed: mapping.feed, mapping, savedBy: request.session!.actor }),
      );
      return mapping;
    },
  );
}
