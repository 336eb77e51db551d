import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  askException,
  halfYear,
  loadCertificate,
  loadCertificates,
  loadCertification,
  loadReports,
  loadSaleWindows,
  stepException,
} from '../../jobs/load-multiple-sales.ts';
import { certificatePdf, certificationPdf } from '../../jobs/print-destruction.ts';
import { certificateSchema, windowsCaution } from '../../model/multiple-sales.ts';
import { findSalePolicy } from '../../store/multiple-sales.ts';
import {
  destructionParamsSchema,
  exceptionParamsSchema,
  halfYearQuerySchema,
  newExceptionSchema,
  reportsPageSchema,
  windowsPageSchema,
  windowsQuerySchema,
} from '../contract/multiple-sales.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { deskLook } from './tracing.ts';

const tags = ['tracing'];
const certificatesShown = 200;
const none = (description: string) => ({ 204: { type: 'null', description } }) as const;
const pdf = {
  200: {
    description: 'The document',
    content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } },
  },
} as const;

export function addMultipleSaleRoutes(api: Api, context: Context): void {
  addReads(api, context);
  addExceptions(api, context);
  addDocuments(api, context);
}

function addReads(api: Api, context: Context): void {
  const { agency, refer, read } = context;

  api.get(
    '/tracing/multiple-sales',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary: 'Reports of multiple sales that are kept, and what was destroyed',
        querystring: noQuerySchema,
        response: { 200: refer(reportsPageSchema) },
      },
    },
    async (request) => {
      const look = deskLook(context);
      const half = halfYear(`${look.today.slice(0, 4)}-${look.today.slice(5, 7) <= '06' ? 1 : 2}`);
      return read(request, { reports: true }, async (client) => ({
        policy: await findSalePolicy(client, agency.agencyId),
        items: await loadReports(client, look),
        certificates: await loadCertificates(client, look, certificatesShown),
        half: await loadCertification(client, look, half),
      }));
    },
  );

  api.get(
    '/tracing/sale-windows',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary:
          'Sales of one dealer to one person within five business days, and whether a report of them is recorded',
        querystring: windowsQuerySchema,
        response: { 200: refer(windowsPageSchema) },
      },
    },
    async (request) =>
      read(request, { windows: true }, async (client) => ({
        ...(await loadSaleWindows(client, deskLook(context), request.query.limit ?? 200)),
        caution: windowsCaution,
      })),
  );

  api.get(
    '/tracing/destructions/:destruction',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary: 'A certificate of destruction',
        params: destructionParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(certificateSchema) },
      },
    },
    async (request) => {
      const { destruction } = request.params;
      return read(request, { destruction }, (client) => loadCertificate(client, deskLook(context), destruction));
    },
  );
}

function addExceptions(api: Api, context: Context): void {
  const { write } = context;

  api.post(
    '/tracing/exceptions',
    {
      config: { action: 'tracing.write' },
      schema: {
        tags,
        summary: 'Ask that a report be kept beyond its day, because its purchaser is prohibited',
        querystring: noQuerySchema,
        body: newExceptionSchema,
        response: none('Asked for; a second person has to agree'),
      },
    },
    async (request, reply) => {
      // Neither the number of the report nor the reason stands in the audit, which outlives both.
      await write(request, { exception: 'ask' }, (client) => askException(client, request.session!, request.body));
      return reply.code(204).send();
    },
  );

  const step = (what: 'consent' | 'end') => async (request: FastifyRequest, reply: FastifyReply) => {
    const { exception } = request.params as { exception: number };
    await write(request, { exception, step: what }, (client) =>
      stepException(client, request.session!, { exception, step: what }),
    );
    return reply.code(204).send();
  };

  api.post(
    '/tracing/exceptions/:exception/consent',
    {
      config: { action: 'tracing.write' },
      schema: {
        tags,
        summary: 'Agree to an exception as the second person',
        params: exceptionParamsSchema,
        querystring: noQuerySchema,
        response: none('The report is kept until the exception is ended'),
      },
    },
    step('consent') as never,
  );

  api.delete(
    '/tracing/exceptions/:exception',
    {
      config: { action: 'tracing.write' },
      schema: {
        tags,
        summary: 'End an exception: the report is destroyed on its day, or at once where that is over',
        params: exceptionParamsSchema,
        querystring: noQuerySchema,
        response: none('Ended'),
      },
    },
    step('end') as never,
  );
}

function addDocuments(api: Api, context: Context): void {
  const { agency, now, read } = context;
  const by = (request: FastifyRequest) => ({ agency, madeBy: request.session!.actor, madeAt: now().toISOString() });
  const send = (reply: FastifyReply, content: Uint8Array, name: string) =>
    reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${name}.pdf"`)
      .send(Buffer.from(content) as never);

  api.get(
    '/tracing/destructions/:destruction/certificate.pdf',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary: 'A certificate of destruction as a document',
        params: destructionParamsSchema,
        querystring: noQuerySchema,
        response: pdf,
      },
    },
    async (request, reply) => {
      const { destruction } = request.params;
      const certificate = await read(request, { destruction, pdf: true }, (client) =>
        loadCertificate(client, deskLook(context), destruction),
      );
      return send(reply, await certificatePdf(certificate, by(request)), `certificate-${destruction}`);
    },
  );

  api.get(
    '/tracing/certification.pdf',
    {
      config: { action: 'tracing.read' },
      schema: {
        tags,
        summary: 'The certification of half a year as a document',
        querystring: halfYearQuerySchema,
        response: pdf,
      },
    },
    async (request, reply) => {
      const { half } = request.query;
      const certification = await read(request, { certification: half }, (client) =>
        loadCertification(client, deskLook(context), halfYear(half)),
      );
      return send(reply, await certificationPdf(certification, by(request)), `certification-${half}`);
    },
  );
}
