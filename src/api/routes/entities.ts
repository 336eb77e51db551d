import type pg from 'pg';
import { Type } from '@sinclair/typebox';
import { describeUnknownIds, findLinks, findPaths, unknownIds, type UnknownId } from '../../jobs/find-links.ts';
import { loadEntityPage } from '../../jobs/load-entity-page.ts';
import { loadLife } from '../../jobs/load-life.ts';
import { entityPageSchema } from '../../model/answers.ts';
import { entityIdSchema, parseEntityId } from '../../model/ids.ts';
import { lifeSchema } from '../../model/life.ts';
import { linkGraphSchema, pathsSchema, predicates } from '../../model/links.ts';
import { Failure } from '../../model/errors.ts';
import { daySchema, entityParamsSchema, noQuerySchema, printSchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';

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
    hops: Type.Optional(Type.Integer({ minimum: 1, maximum: 4, default: 1, description: 'Links walked at most' })),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 2000,
        default: 200,
        description: 'Most entities shown; of one entity 100 links at most where hops is more than 1',
      }),
    ),
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
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'Most paths shown' })),
    hub: Type.Optional(hubSchema),
    predicates: Type.Optional(predicatesSchema),
  },
  { additionalProperties: false },
);

const tags = ['entities'];
const numberOf = (id: string) => parseEntityId(id)!;

type Answer<T> = { readonly answer: T | null } | { readonly unknown: readonly UnknownId[] };

/** What was found, or the refusal that says which id names nothing. It is thrown outside of the read, which stays on record. */
function found<T>(given: Answer<T>): T {
  if ('answer' in given && given.answer !== null) return given.answer;
  const unknown = 'unknown' in given ? describeUnknownIds(given.unknown) : 'There is nothing here that you may see.';
  throw new Failure('api.not-found', `${unknown} Check the address, or search again.`, { detail: { what: 'entity' } });
}

export function addEntityRoutes(api: Api, context: Context): void {
  const { refer, read } = context;
  const { agencyId } = context.agency;

  /** Does some work where every id names what there is. */
  async function where<T>(
    client: pg.ClientBase,
    ids: readonly string[],
    work: () => Promise<T | null>,
  ): Promise<Answer<T>> {
    const unknown = await unknownIds(client, agencyId, ids.map(numberOf));
    return unknown.length > 0 ? { unknown } : { answer: await work() };
  }

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
      return found(
        await read(request, { entity: id }, (client) =>
          where(client, [id], () => loadEntityPage(client, agencyId, numberOf(id))),
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
      const { id } = request.params;
      const { purpose } = request.body;
      found(await read(request, { entity: id }, (client) => where(client, [id], async () => true), purpose));
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
      const { id } = request.params;
      const { kind, number } = numberOf(id);
      if (kind !== 'firearm')
        throw new Failure('api.invalid-request', 'Expected the id of a firearm, as in firearm:8213.', {
          detail: { what: 'params id', expected: 'firearm:NUMBER' },
        });
      return found(
        await read(request, { entity: id, life: true }, (client) =>
          where(client, [id], () => loadLife(client, agencyId, number)),
        ),
      );
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
      return found(
        await read(request, { entity: id, links: { hops } }, (client) =>
          where(client, [id], () =>
            findLinks(client, agencyId, {
              from: [numberOf(id).number],
              hops,
              limit,
              hubDegree: hub,
              filter: { predicates: wanted?.split(','), since: from, until: to, history },
            }),
          ),
        ),
      );
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
      return found(
        await read(request, { from, to }, (client) =>
          where(client, [from, to], () =>
            findPaths(client, agencyId, {
              from: numberOf(from).number,
              to: numberOf(to).number,
              limit,
              hubDegree: hub,
              filter: { predicates: wanted?.split(',') },
            }),
          ),
        ),
      );
    },
  );
}
