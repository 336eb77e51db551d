import { Type } from '@sinclair/typebox';
import { findChains, findCommonNeighbors, findLinks, findPaths } from '../../jobs/find-links.ts';
import { entityIdSchema, parseEntityId } from '../../model/ids.ts';
import { chainsSchema, commonNeighborsSchema, linkGraphSchema, pathsSchema, predicates } from '../../model/links.ts';
import { hiddenHandling } from '../authorise.ts';
import { daySchema, entityParamsSchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import type { Session } from '../../store/sessions.ts';
import { found, whereKnown } from '../where-known.ts';

const filterSchemas = {
  predicates: Type.Optional(
    Type.String({
      pattern: `^(${Object.keys(predicates).join('|')})(,(${Object.keys(predicates).join('|')}))*$`,
      description: 'Only links of these predicates, parted by commas',
    }),
  ),
  from: Type.Optional(daySchema),
  to: Type.Optional(daySchema),
  history: Type.Optional(Type.Boolean({ description: 'Also links that were retracted or superseded' })),
};

const idsMax = 20;
const oneId = entityIdSchema.pattern!.slice(1, -1);

const tags = ['entities'];
const strict = { additionalProperties: false } as const;
const numberOf = (id: string) => parseEntityId(id)!.number;

/** What is tied to what. Each answer says which hub policy it was made with, and what that left out. */
export function addLinkRoutes(api: Api, context: Context): void {
  const { refer, read } = context;
  const hubSchema = Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100_000,
      description:
        'Entities with more links are shown and not walked through; the city’s settings say where this does not',
    }),
  );

  api.get(
    '/entities/:id/links',
    {
      config: { action: 'entity.read' },
      schema: {
        tags,
        summary: 'What is tied to an entity within some hops; what is cut is said',
        params: entityParamsSchema,
        querystring: Type.Object(
          {
            hops: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 4, default: 1, description: 'Links walked at most' }),
            ),
            limit: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: 2000,
                default: 200,
                description: 'Most entities shown; of one entity 100 links at most where hops is more than 1',
              }),
            ),
            hub: hubSchema,
            skip: Type.Optional(
              Type.Integer({
                minimum: 0,
                maximum: 10_000,
                default: 0,
                description: 'Links passed over, the newest first: for the next part of one hop',
              }),
            ),
            ...filterSchemas,
          },
          strict,
        ),
        response: { 200: refer(linkGraphSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { id } = request.params;
      const { hops = 1, limit = 200, skip, hub, predicates: wanted, from, to, history } = request.query;
      const view = viewOf(request.session!);
      return found(
        await read(request, { entity: id, links: { hops } }, (client) =>
          whereKnown(client, { agencyId, ids: [id], ...view }, () =>
            findLinks(client, agencyId, {
              from: [numberOf(id)],
              hops,
              limit,
              skip: hops === 1 ? skip : 0,
              hubDegree: hub,
              filter: { predicates: wanted?.split(','), since: from, until: to, history },
              ...view,
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
        querystring: Type.Object(
          {
            from: entityIdSchema,
            to: entityIdSchema,
            limit: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'Most paths shown' }),
            ),
            hub: hubSchema,
            predicates: filterSchemas.predicates,
          },
          strict,
        ),
        response: { 200: refer(pathsSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { from, to, limit = 10, hub, predicates: wanted } = request.query;
      const view = viewOf(request.session!);
      return found(
        await read(request, { from, to }, (client) =>
          whereKnown(client, { agencyId, ids: [from, to], ...view }, () =>
            findPaths(client, agencyId, {
              from: numberOf(from),
              to: numberOf(to),
              limit,
              hubDegree: hub,
              filter: { predicates: wanted?.split(',') },
              ...view,
            }),
          ),
        ),
      );
    },
  );

  api.get(
    '/links/paths',
    {
      config: { action: 'entity.read' },
      schema: {
        tags,
        summary: 'How two entities are connected: the shortest paths and the next longer ones',
        querystring: Type.Object(
          {
            from: entityIdSchema,
            to: entityIdSchema,
            k: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 20, default: 5, description: 'How many paths, the shortest first' }),
            ),
            hub: hubSchema,
            predicates: filterSchemas.predicates,
          },
          strict,
        ),
        response: { 200: refer(chainsSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { from, to, k = 5, hub, predicates: wanted } = request.query;
      const view = viewOf(request.session!);
      return found(
        await read(request, { from, to, paths: k }, (client) =>
          whereKnown(client, { agencyId, ids: [from, to], ...view }, () =>
            findChains(client, agencyId, {
              from: numberOf(from),
              to: numberOf(to),
              count: k,
              hubDegree: hub,
              filter: { predicates: wanted?.split(',') },
              ...view,
            }),
          ),
        ),
      );
    },
  );

  api.get(
    '/links/common',
    {
      config: { action: 'entity.read' },
      schema: {
        tags,
        summary: 'What two or more entities are all tied to; hubs that tie them are said',
        querystring: Type.Object(
          {
            ids: Type.String({
              pattern: `^${oneId}(,${oneId}){1,${idsMax - 1}}$`,
              description: `2 to ${idsMax} ids, parted by commas`,
              examples: ['person:20481,person:8213'],
            }),
            tiedTo: Type.Optional(
              Type.Integer({
                minimum: 2,
                maximum: idsMax,
                description: 'To how many of them at least; all where nothing is said',
              }),
            ),
            limit: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 1000, default: 200, description: 'Most entities shown' }),
            ),
            hub: hubSchema,
            ...filterSchemas,
          },
          strict,
        ),
        response: { 200: refer(commonNeighborsSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { tiedTo, limit = 200, hub, predicates: wanted, from, to, history } = request.query;
      const ids = request.query.ids.split(',');
      const view = viewOf(request.session!);
      return found(
        await read(request, { entities: ids, common: true }, (client) =>
          whereKnown(client, { agencyId, ids, ...view }, () =>
            findCommonNeighbors(client, agencyId, {
              ids: ids.map(numberOf),
              tiedToMin: tiedTo,
              limit,
              hubDegree: hub,
              filter: { predicates: wanted?.split(','), since: from, until: to, history },
              ...view,
            }),
          ),
        ),
      );
    },
  );

  function viewOf(session: Session) {
    return { hidden: hiddenHandling(session), follower: context.linksOf(session.agencyId) };
  }
}
