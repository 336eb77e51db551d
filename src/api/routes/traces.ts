import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
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
import { keepScores, type ShownIndexes } from '../../jobs/keep-scores.ts';
import type { FactsStanding } from '../../jobs/trace-standing.ts';
import { dealersAnswerSchema, dealerStandingSchema } from '../../model/dealer-standing.ts';
import { Failure } from '../../model/errors.ts';
import { parseEntityId, type EntityId } from '../../model/ids.ts';
import { purchasePatternSchema } from '../../model/purchase-pattern.ts';
import { publishedQuerySchema, publishedSourcesSchema } from '../../model/published-sources.ts';
import { flowsQuerySchema, sourceFlowsSchema } from '../../model/source-flows.ts';
import { indexModes } from '../../model/trace-index.ts';
import { traceFilterSchema, traceListQuerySchema } from '../../model/trace-filter.ts';
import { traceOverviewSchema } from '../../model/trace-overview.ts';
import { traceListSchema, tracePageSchema } from '../../model/trace-page.ts';
import { entityParamsSchema, noQuerySchema } from '../contract/requests.ts';
import { dealersQuerySchema, standingQuerySchema, traceParamsSchema } from '../contract/traces.ts';
import type { Api, Context } from '../context.ts';
import { found, foundIn, whereKnown } from '../where-known.ts';

const tags = ['traces'];

export function addTraceRoutes(api: Api, context: Context): void {
  const { refer, read, readKeeping } = context;
  const held = new HeldFacts();

  /** An answer that shows indexes: how they stood is kept beside the row of the audit. */
  const show = async <T>(
    request: FastifyRequest,
    subject: Parameters<typeof read>[1],
    {
      make,
      shown,
    }: {
      readonly make: (client: pg.PoolClient, of: FactsStanding) => T | Promise<T>;
      readonly shown: (answer: T, of: FactsStanding) => readonly ShownIndexes[];
    },
  ): Promise<T> => {
    const { agencyId } = request.session!;
    const { answer } = await readKeeping(request, subject, {
      work: async (client) => {
        const of = await held.of(client, agencyId);
        return { of, answer: await make(client, of) };
      },
      keep: (client, { of, answer }) => keepScores(client, agencyId, of, shown(answer, of)),
    });
    return answer;
  };

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
      show(
        request,
        { ...request.query },
        {
          make: (_, of) => answerTraceList(of, request.query),
          shown: ({ rows }, { defaultMode }) => [
            { mode: request.query.mode ?? defaultMode, traceNumbers: rows.map(({ traceNumber }) => traceNumber) },
          ],
        },
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
      const page = await show(
        request,
        { trace },
        {
          make: (client, of) => answerTrace(client, agencyId, of, trace),
          shown: () => indexModes.map((mode) => ({ mode, traceNumbers: [trace] })),
        },
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
        await show(
          request,
          { entity: id, standing: true },
          {
            make: (client, of) =>
              whereKnown(client, { agencyId, ids: [id] }, async () =>
                isOf(id, 'dealer') ? answerDealerStanding(of, id, request.query) : null,
              ),
            shown: (given, { defaultMode }) => [
              {
                mode: defaultMode,
                traceNumbers: foundIn(given)?.recoveries.map(({ traceNumber }) => traceNumber) ?? [],
              },
            ],
          },
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
        await show(
          request,
          { entity: id, purchases: true },
          {
            make: (client, of) =>
              whereKnown(client, { agencyId, ids: [id] }, async () =>
                isOf(id, 'person') ? answerPurchases(of, id) : null,
              ),
            shown: (given, { defaultMode }) => [
              { mode: defaultMode, traceNumbers: foundIn(given)?.lanes.map(({ scoredTrace }) => scoredTrace) ?? [] },
            ],
          },
        ),
      );
    },
  );
}

const isOf = (id: string, kind: 'dealer' | 'person') => parseEntityId(id)!.kind === kind;
