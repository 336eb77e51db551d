import {
  answerDealers,
  answerDealerStanding,
  answerFlows,
  answerOverview,
  answerPublished,
  answerPurchases,
  answerTrace,
  answerTraceList,
} from '../../jobs/answer-traces.ts';
import { HeldFacts } from '../../jobs/held-facts.ts';
import { dealersAnswerSchema, dealerStandingSchema } from '../../model/dealer-standing.ts';
import { Failure } from '../../model/errors.ts';
import { parseEntityId, type EntityId } from '../../model/ids.ts';
import { purchasePatternSchema } from '../../model/purchase-pattern.ts';
import { publishedQuerySchema, publishedSourcesSchema } from '../../model/published-sources.ts';
import { flowsQuerySchema, sourceFlowsSchema } from '../../model/source-flows.ts';
import { traceFilterSchema, traceListQuerySchema } from '../../model/trace-filter.ts';
import { traceOverviewSchema } from '../../model/trace-overview.ts';
import { traceListSchema, tracePageSchema } from '../../model/trace-page.ts';
import { entityParamsSchema, noQuerySchema } from '../contract/requests.ts';
import { dealersQuerySchema, standingQuerySchema, traceParamsSchema } from '../contract/traces.ts';
import type { Api, Context } from '../context.ts';
import { found, whereKnown } from '../where-known.ts';

const tags = ['traces'];

export function addTraceRoutes(api: Api, context: Context): void {
  const { refer, read } = context;
  const held = new HeldFacts();

  api.get(
    '/traces/overview',
    {
      config: { action: 'traces.read' },
      schema: {
        tags,
        summary: 'What traces say together: sources, times, index, corridors that change, concentration, coverage',
        querystring: traceFilterSchema,
        response: { 200: refer(traceOverviewSchema) },
      },
    },
    async (request) =>
      read(request, { ...request.query }, async (client) =>
        answerOverview(await held.of(client, request.session!.agencyId), request.query),
      ),
  );

  api.get(
    '/traces',
    {
      config: { action: 'traces.read' },
      schema: {
        tags,
        summary: 'The traces a count is of, the highest index first',
        querystring: traceListQuerySchema,
        response: { 200: refer(traceListSchema) },
      },
    },
    async (request) =>
      read(request, { ...request.query }, async (client) =>
        answerTraceList(await held.of(client, request.session!.agencyId), request.query),
      ),
  );

  api.get(
    '/traces/sources',
    {
      config: { action: 'traces.read' },
      schema: {
        tags,
        summary:
          'Where firearms were first sold against when or where they were recovered, and what the first corridors have',
        querystring: flowsQuerySchema,
        response: { 200: refer(sourceFlowsSchema) },
      },
    },
    async (request) =>
      read(request, { ...request.query }, async (client) =>
        answerFlows(await held.of(client, request.session!.agencyId), request.query),
      ),
  );

  api.get(
    '/traces/published',
    {
      config: { action: 'traces.read' },
      schema: {
        tags,
        summary: "Own sources of a year beside ATF's table for the same state and year",
        querystring: publishedQuerySchema,
        response: { 200: refer(publishedSourcesSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      return read(request, { published: request.query.year ?? null }, async (client) =>
        answerPublished(client, agencyId, await held.of(client, agencyId), request.query.year),
      );
    },
  );

  api.get(
    '/traces/dealers',
    {
      config: { action: 'traces.read' },
      schema: {
        tags,
        summary: 'Dealers against what is to be expected, and how probably each is among the first',
        querystring: dealersQuerySchema,
        response: { 200: refer(dealersAnswerSchema) },
      },
    },
    async (request) =>
      read(request, { dealers: true }, async (client) =>
        answerDealers(await held.of(client, request.session!.agencyId), request.query.top),
      ),
  );

  api.get(
    '/traces/:trace',
    {
      config: { action: 'traces.read' },
      schema: {
        tags,
        summary: 'One trace: its index with every part, what it was computed from, and what is odd about it',
        params: traceParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(tracePageSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { trace } = request.params;
      const page = await read(request, { trace }, async (client) =>
        answerTrace(client, agencyId, await held.of(client, agencyId), trace),
      );
      if (page === null)
        throw new Failure(
          'api.not-found',
          'No trace of this number is recorded that you may see. Check the number, or search for it.',
          { detail: { what: 'trace' } },
        );
      return page;
    },
  );

  api.get(
    '/entities/:id/standing',
    {
      config: { action: 'traces.read' },
      schema: {
        tags,
        summary: 'What traces say of a dealer beside what is usual: no finding against it',
        params: entityParamsSchema,
        querystring: standingQuerySchema,
        response: { 200: refer(dealerStandingSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const id = request.params.id as EntityId;
      return found(
        await read(request, { entity: id, standing: true }, (client) =>
          whereKnown(client, { agencyId, ids: [id] }, async () =>
            isOf(id, 'dealer') ? answerDealerStanding(await held.of(client, agencyId), id, request.query) : null,
          ),
        ),
      );
    },
  );

  api.get(
    '/entities/:id/purchases',
    {
      config: { action: 'traces.read' },
      schema: {
        tags,
        summary: 'The traced firearms a person bought, beside one another: no measure of the person',
        params: entityParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(purchasePatternSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const id = request.params.id as EntityId;
      return found(
        await read(request, { entity: id, purchases: true }, (client) =>
          whereKnown(client, { agencyId, ids: [id] }, async () =>
            isOf(id, 'person') ? answerPurchases(await held.of(client, agencyId), id) : null,
          ),
        ),
      );
    },
  );
}

const isOf = (id: string, kind: 'dealer' | 'person') => parseEntityId(id)!.kind === kind;
