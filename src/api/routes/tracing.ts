import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { exportTraceRequests } from '../../jobs/export-trace-requests.ts';
import { loadRequestLines, loadRequestPage, type DeskLook } from '../../jobs/load-trace-requests.ts';
import { loadCoverage, loadUntraced } from '../../jobs/load-tracing-board.ts';
import { prepareTraceRequests, type DeskTurn } from '../../jobs/prepare-trace-requests.ts';
import { editTraceRequest, judgeTraceResult, stepTraceRequest } from '../../jobs/step-trace-request.ts';
import { coverageSchema, requestPageSchema, stepOrderSchema } from '../../model/tracing.ts';
import { localDay } from '../../model/values/local-time.ts';
import { countRequests } from '../../store/tracing-requests.ts';
import {
  coverageQuerySchema,
  newTraceRequestsSchema,
  preparedTraceRequestsSchema,
  traceExportSchema,
  traceRequestEditSchema,
  traceRequestParamsSchema,
  traceRequestsPageSchema,
  traceRequestsQuerySchema,
  traceResultJudgementSchema,
  traceResultParamsSchema,
  untracedPageSchema,
  untracedQuerySchema,
} from '../contract/tracing.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';

const tags = ['tracing'];

/** When it is, for the tracing desk of the agency. */
export function deskLook({ agency, now }: Context): DeskLook {
  const { agencyId, timeZone } = agency;
  return { agencyId, timeZone, today: localDay(now().toISOString(), timeZone) };
}

function deskTurn(context: Context, request: FastifyRequest): DeskTurn {
  return { ...deskLook(context), actor: request.session!.actor, now: context.now().toISOString() };
}

export function addTracingRoutes(api: Api, context: Context): void {
  addReads(api, context);
  addRequestWrites(api, context);
  addExport(api, context);
}

function addReads(api: Api, context: Context): void {
  const { agency, refer, read } = context;
  const { agencyId } = agency;

  api.get(
    '/tracing/untraced',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary: 'Firearms recovered of which no trace and no request is recorded, the newest first',
        querystring: untracedQuerySchema,
        response: { 200: refer(untracedPageSchema) },
      },
    },
    async (request) =>
      read(request, { untraced: true }, (client) =>
        loadUntraced(client, deskLook(context), request.query.limit ?? 200),
      ),
  );

  api.get(
    '/tracing/coverage',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary: 'How much of what was recovered was traced, and how fast',
        querystring: coverageQuerySchema,
        response: { 200: refer(coverageSchema) },
      },
    },
    async (request) => {
      const { from = null, to = null } = request.query;
      return read(request, { coverage: true, from, to }, (client) =>
        loadCoverage(client, deskLook(context), { from, to }),
      );
    },
  );

  api.get(
    '/tracing/requests',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary: 'Trace requests with where they stand, the newest step first',
        querystring: traceRequestsQuerySchema,
        response: { 200: refer(traceRequestsPageSchema) },
      },
    },
    async (request) => {
      const { state, limit = 200 } = request.query;
      return read(request, { requests: state ?? 'all' }, async (client) => ({
        ...(await loadRequestLines(client, deskLook(context), { states: state === undefined ? null : [state], limit })),
        counts: await countRequests(client, agencyId),
      }));
    },
  );

  api.get(
    '/tracing/requests/:request',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary: 'A trace request with its form, checks, results and history',
        params: traceRequestParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(requestPageSchema) },
      },
    },
    async (request) => {
      const number = request.params.request;
      return read(request, { request: number }, (client) => loadRequestPage(client, deskLook(context), number));
    },
  );
}

function addRequestWrites(api: Api, context: Context): void {
  const { refer, write } = context;

  api.post(
    '/tracing/requests',
    {
      config: { action: 'tracing.write' },
      schema: {
        tags,
        summary: 'Prepare requests from recoveries, filled in as far as it is recorded',
        querystring: noQuerySchema,
        body: newTraceRequestsSchema,
        response: { 200: refer(preparedTraceRequestsSchema) },
      },
    },
    async (request) => {
      const { records } = request.body;
      const { requests, refused } = await write(request, { prepare: records }, (client) =>
        prepareTraceRequests(client, deskTurn(context, request), records),
      );
      return { requests: [...requests], refused: [...refused] };
    },
  );

  api.put(
    '/tracing/requests/:request',
    {
      config: { action: 'tracing.write' },
      schema: {
        tags,
        summary: 'Save the form of a request, unless somebody saved it in between',
        params: traceRequestParamsSchema,
        querystring: noQuerySchema,
        body: traceRequestEditSchema,
        response: { 200: refer(requestPageSchema) },
      },
    },
    async (request) => {
      const number = request.params.request;
      return write(request, { request: number, edit: true }, async (client) => {
        await editTraceRequest(client, deskTurn(context, request), { ...request.body, request: number });
        return loadRequestPage(client, deskLook(context), number);
      });
    },
  );

  api.post(
    '/tracing/requests/:request/steps',
    {
      config: { action: 'tracing.write' },
      schema: {
        tags,
        summary: 'Take a step of a request: validate, submit, acknowledge, undo, …',
        params: traceRequestParamsSchema,
        querystring: noQuerySchema,
        body: stepOrderSchema,
        response: { 200: refer(requestPageSchema) },
      },
    },
    async (request) => {
      const number = request.params.request;
      const { step, version, note = null } = request.body;
      return write(request, { request: number, step }, async (client) => {
        await stepTraceRequest(client, deskTurn(context, request), { request: number, version, step, note });
        return loadRequestPage(client, deskLook(context), number);
      });
    },
  );

  api.put(
    '/tracing/requests/:request/results/:record',
    {
      config: { action: 'tracing.write' },
      schema: {
        tags,
        summary: 'Say whether a result that says otherwise answers the request',
        params: traceResultParamsSchema,
        querystring: noQuerySchema,
        body: traceResultJudgementSchema,
        response: { 200: refer(requestPageSchema) },
      },
    },
    async (request) => {
      const { request: number, record } = request.params;
      return write(request, { request: number, record, answers: request.body.answers }, async (client) => {
        await judgeTraceResult(client, deskTurn(context, request), { ...request.body, request: number, record });
        return loadRequestPage(client, deskLook(context), number);
      });
    },
  );
}

function addExport(api: Api, context: Context): void {
  const { agency, write } = context;
  const file = Type.String({ format: 'binary' });

  api.post(
    '/tracing/exports',
    {
      config: { action: 'tracing.write' },
      schema: {
        tags,
        summary: 'Requests as a file in the layout of the form, each marked as exported',
        querystring: noQuerySchema,
        body: traceExportSchema,
        response: {
          200: {
            description: 'The file',
            content: { 'text/csv': { schema: file }, 'application/pdf': { schema: file } },
          },
        },
      },
    },
    async (request, reply) => {
      const { requests, format, purpose } = request.body;
      const content = await write(request, { export: requests, format, purpose }, (client) =>
        exportTraceRequests(client, deskTurn(context, request), agency, { requests, format, purpose }),
      );
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf')
        .header('content-disposition', `attachment; filename="trace-requests.${format}"`)
        .send(Buffer.from(content) as never);
    },
  );
}
