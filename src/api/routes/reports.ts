import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import {
  listReportYears,
  reportYear,
  yearCsv,
  yearPdf,
  type Printing,
  type ReportingAgency,
} from '../../jobs/report-year.ts';
import { traceYearSchema, traceYearsSchema, yearReports, type Audience } from '../../model/trace-year.ts';
import { noQuerySchema } from '../contract/requests.ts';
import { yearParamsSchema, yearQuerySchema } from '../contract/reports.ts';
import type { Api, Context } from '../context.ts';
import { purposeOf } from '../purpose-of.ts';

const tags = ['reports'];
const config = { action: 'reports.read' } as const;

export function addReportRoutes(api: Api, context: Context): void {
  const { agency, now, read, refer } = context;
  /** The agency as the session reads it: whole, or an excerpt under its own number. */
  const readAgency = (request: FastifyRequest): ReportingAgency => ({
    ...agency,
    agencyId: request.session!.agencyId,
  });

  api.get(
    '/reports',
    {
      config,
      schema: {
        tags,
        summary: 'Years of which there is a report of firearms recovered and traced',
        querystring: noQuerySchema,
        response: { 200: refer(traceYearsSchema) },
      },
    },
    async (request) => read(request, { reports: 'years' }, (client) => listReportYears(client, readAgency(request))),
  );

  for (const report of yearReports) {
    const ask = (
      request: FastifyRequest & { params: { year: number }; query: { audience?: Audience } },
      format: 'json' | 'csv' | 'pdf',
    ) => {
      const purpose = purposeOf(request);
      const question = { report, year: request.params.year, audience: request.query.audience ?? 'internal' };
      return read(
        request,
        { ...question, format },
        (client) => reportYear(client, readAgency(request), question),
        ...(purpose === null ? [] : ([purpose] as const)),
      );
    };
    const printing = (request: FastifyRequest): Printing => ({
      language: request.session!.language,
      purpose: purposeOf(request) ?? '',
      madeBy: request.session!.actor,
      madeAt: now(),
    });
    const what =
      report === 'annual'
        ? 'Firearms recovered and traced in a year, as ATF reports them for a state'
        : "Firearms recovered and traced in a year, in the seven sections of ATF's national report of 1999";
    const nameOf = (year: number, kind: string) => `attachment; filename="traces-${report}-${year}.${kind}"`;

    // The endings first: a year alone would take them for part of its number.
    api.get(
      `/reports/${report}/:year(^\\d+).csv`,
      {
        config,
        schema: {
          tags,
          summary: `${what}: a table with every number`,
          params: yearParamsSchema,
          querystring: yearQuerySchema,
          response: { 200: { description: 'The file', content: { 'text/csv': { schema: Type.String() } } } },
        },
      },
      async (request, reply) =>
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', nameOf(request.params.year, 'csv'))
          .send(yearCsv(await ask(request, 'csv'), printing(request)) as never),
    );
    api.get(
      `/reports/${report}/:year(^\\d+).pdf`,
      {
        config,
        schema: {
          tags,
          summary: `${what}: a document to print`,
          params: yearParamsSchema,
          querystring: yearQuerySchema,
          response: { 200: { description: 'The file', content: { 'application/pdf': { schema: Type.String() } } } },
        },
      },
      async (request, reply) => {
        const made = await ask(request, 'pdf');
        return reply
          .type('application/pdf')
          .header('content-disposition', nameOf(request.params.year, 'pdf'))
          .send(Buffer.from(await yearPdf(made, printing(request), agency.timeZone)) as never);
      },
    );
    api.get(
      `/reports/${report}/:year`,
      {
        config,
        schema: {
          tags,
          summary: what,
          params: yearParamsSchema,
          querystring: yearQuerySchema,
          response: { 200: refer(traceYearSchema) },
        },
      },
      async (request) => ask(request, 'json'),
    );
  }
}
