import { Type } from '@sinclair/typebox';
import { findLinks, findPaths } from '../../jobs/find-links.ts';
import { loadEntityPage } from '../../jobs/load-entity-page.ts';
import { loadLife } from '../../jobs/load-life.ts';
import { entityPageSchema } from '../../model/answers.ts';
import { entityIdSchema, parseEntityId } from '../../model/ids.ts';
import { lifeSchema } from '../../model/life.ts';
import { linkGraphSchema, pathsSchema, predicates } from '../../model/links.ts';
import { Failure } from '../../model/errors.ts';
import { findEntity } from '../../store/search.ts';
import { entityParamsSchema, noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { notFound } from '../problem.ts';

const daySchema = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  description: 'YYYY-MM-DD',
});
const hubSchema = Type.Integer({
  minimum: 1,
  maximum: 100_000,
  default: 1000,
  description: 'Entities with more links are shown and not walked through',
});
const predicatesSchema = Type.String({
  pattern: `^(${Object.keys(predicates).join('|')})(,(${Object.keys(predicates).join('|')}))*$`,
  description: 'Only links of these predicates, parted by commas',
});

const linksQuerySchema = Type.Object(
  {
    hops: Type.Optional(Type.Integer({ minimum: 1, maximum: 4, default: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000, default: 200, description: 'Most entities shown' })),
    hub: Type.Optional(hubSchema),
    predicates: Type.Optional(predicatesSchema),
    from: Type.Optional(daySchema),
    to: Type.Optional(daySchema),
    history: Type.Optional(Type.Boolean({ description: 'Also links that were retracted or superseded' })),
  },
  { additionalProperties: false },
);

const pathsQuerySchema = Type.Object(
  {
    from: entityIdSchema,
    to: entityIdSchema,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
    hub: Type.Optional(hubSchema),
    predicates: Type.Optional(predicatesSchema),
  },
  { additionalProperties: false },
);

const tags = ['entities'];
const numberOf = (id: string) => parseEntityId(id)!;

export function addEntityRoutes(api: Api, context: Context): void {
  const { refer, read } = context;
  const { agencyId } = context.agency;

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
      const { id } = request.params;
      const page = await read(request, { entity: id }, (client) => loadEntityPage(client, agencyId, numberOf(id)));
      if (!page) throw notFound('entity');
      return page;
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
      const { id } = request.params;
      const { kind, number } = numberOf(id);
      if (kind !== 'firearm')
        throw new Failure('api.invalid-request', 'Expected the id of a firearm, as in firearm:8213.', {
          detail: { what: 'params id', expected: 'firearm:NUMBER' },
        });
      const life = await read(request, { entity: id, life: true }, (client) => loadLife(client, agencyId, number));
      if (!life) throw notFound('firearm');
      return life;
    },
  );

  api.get(
    '/entities/:id/links',
    {
      config: { action: 'entity.read' },
      schema: {
        tags,
        summary: 'What is tied to an entity within some hops; what is cut is said',
        params: entityParamsSchema,
        querystring: linksQuerySchema,
        response: { 200: refer(linkGraphSchema) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { hops = 1, limit = 200, hub = 1000, predicates: wanted, from, to, history } = request.query;
      const graph = await read(request, { entity: id, links: { hops } }, async (client) => {
        if (!(await findEntity(client, agencyId, numberOf(id)))) return null;
        return findLinks(client, agencyId, {
          from: [numberOf(id).number],
          hops,
          limit,
          hubDegree: hub,
          filter: { predicates: wanted?.split(','), since: from, until: to, history },
        });
      });
      if (!graph) throw notFound('entity');
      return graph;
    },
  );

  api.get(
    '/paths',
    {
      config: { action: 'entity.read' },
      schema: {
        tags,
        summary: 'How two entities are connected: all shortest paths',
        querystring: pathsQuerySchema,
        response: { 200: refer(pathsSchema) },
      },
    },
    async (request) => {
      const { from, to, limit = 10, hub = 1000, predicates: wanted } = request.query;
      const paths = await read(request, { from, to }, async (client) => {
        const ends = [
          await findEntity(client, agencyId, numberOf(from)),
          await findEntity(client, agencyId, numberOf(to)),
        ];
        if (ends.includes(null)) return null;
        return findPaths(client, agencyId, {
          from: numberOf(from).number,
          to: numberOf(to).number,
          limit,
          hubDegree: hub,
          filter: { predicates: wanted?.split(',') },
        });
      });
      if (!paths) throw notFound('entity');
      return paths;
    },
  );
}
