import { loadEntityPage } from '../../jobs/load-entity-page.ts';
import { loadLife } from '../../jobs/load-life.ts';
import { entityPageSchema } from '../../model/answers.ts';
import { parseEntityId } from '../../model/ids.ts';
import { lifeSchema } from '../../model/life.ts';
import { Failure } from '../../model/errors.ts';
import { entityParamsSchema, noQuerySchema, printSchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { found, whereKnown } from '../where-known.ts';

const tags = ['entities'];
const numberOf = (id: string) => parseEntityId(id)!;

export function addEntityRoutes(api: Api, context: Context): void {
  const { refer, read } = context;

  api.get(
    '/entities/:id',
    {
      config: { action: 'entity.read' },
      schema: {
        tags,
        summary: 'A person, dealer, place, incident or firearm: facts, events, relations, observations',
        params: entityParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(entityPageSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { id } = request.params;
      return found(
        await read(request, { entity: id }, (client) =>
          whereKnown(client, { agencyId, ids: [id] }, () => loadEntityPage(client, agencyId, numberOf(id))),
        ),
      );
    },
  );

  api.post(
    '/entities/:id/prints',
    {
      config: { action: 'entity.print' },
      schema: {
        tags,
        summary: 'Put on record that the page of an entity is printed, and what for',
        params: entityParamsSchema,
        querystring: noQuerySchema,
        body: printSchema,
        response: { 204: { type: 'null', description: 'On record' } },
      },
    },
    async (request, reply) => {
      const { agencyId } = request.session!;
      const { id } = request.params;
      const { purpose } = request.body;
      found(
        await read(
          request,
          { entity: id },
          (client) => whereKnown(client, { agencyId, ids: [id] }, async () => true),
          purpose,
        ),
      );
      return reply.code(204).send();
    },
  );

  api.get(
    '/firearms/:id/life',
    {
      config: { action: 'entity.read' },
      schema: {
        tags,
        summary: 'The life of a firearm, with every interval nobody recorded',
        params: entityParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(lifeSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { id } = request.params;
      const { kind, number } = numberOf(id);
      if (kind !== 'firearm')
        throw new Failure('api.invalid-request', 'Expected the id of a firearm, as in firearm:8213.', {
          detail: { what: 'params id', expected: 'firearm:NUMBER' },
        });
      return found(
        await read(request, { entity: id, life: true }, (client) =>
          whereKnown(client, { agencyId, ids: [id] }, () => loadLife(client, agencyId, number)),
        ),
      );
    },
  );
}
