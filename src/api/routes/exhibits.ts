import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { editExhibit, enrolExhibit } from '../../jobs/enrol-exhibit.ts';
import type { ExhibitLook } from '../../jobs/exhibit-clock-rules.ts';
import type { ExhibitTurn } from '../../jobs/held-exhibit.ts';
import { caseReportPdf, loadCaseReport, type CaseReport } from '../../jobs/load-case-report.ts';
import { loadExhibitBoard, loadExhibitClocks } from '../../jobs/load-exhibit-board.ts';
import { loadExhibitLines, loadExhibitPage } from '../../jobs/load-exhibits.ts';
import { searchAgain } from '../../jobs/ask-for-search.ts';
import { expectSurface, receiveScan } from '../../jobs/receive-scan.ts';
import { withdrawScan } from '../../jobs/withdraw-scan.ts';
import { stepExhibit } from '../../jobs/step-exhibit.ts';
import { removeUpload } from '../../jobs/uploads.ts';
import { Failure } from '../../model/errors.ts';
import { exhibitBoardSchema, exhibitClocksSchema } from '../../model/exhibit-board.ts';
import { editExhibitSchema, enrolOrderSchema, exhibitStepOrderSchema } from '../../model/exhibit-orders.ts';
import { exhibitPageSchema } from '../../model/exhibit-page.ts';
import { addDays } from '../../model/values/calendar-arithmetic.ts';
import { momentOf } from '../../model/values/moment.ts';
import { localDay } from '../../model/values/local-time.ts';
import {
  exhibitBoardQuerySchema,
  exhibitClocksQuerySchema,
  exhibitParamsSchema,
  exhibitsPageSchema,
  exhibitsQuerySchema,
  scanQuerySchema,
  scanWithdrawalSchema,
  searchOrderSchema,
} from '../contract/exhibits.ts';
import { noQuerySchema } from '../contract/requests.ts';
import { surfaceParamsSchema } from '../contract/surfaces.ts';
import { authorise } from '../authorise.ts';
import type { Api, Context } from '../context.ts';
import { noPurpose, purposeOf } from '../purpose-of.ts';
import { receiveFile, uploadBytesMax } from '../receive-file.ts';
import { nibinLook } from './nibin-turn.ts';

const tags = ['ballistics'];
/** Days of collection that clocks are told of where nothing is said. */
const clockDays = 90;

const lookOf = ({ agency, now }: Context): ExhibitLook => ({
  agencyId: agency.agencyId,
  timeZone: agency.timeZone,
  now: now().toISOString(),
});

const turnOf = (
  { agency, now }: Context,
  request: FastifyRequest,
): ExhibitTurn & { readonly mayConclude: boolean } => ({
  agencyId: agency.agencyId,
  actor: request.session!.actor,
  now: now().toISOString(),
  mayConclude: authorise(request.session!, 'nibin.review'),
});

/** The moment a query names; a leap second and an offset of a day are none. */
function askedMoment(text: string | undefined): string | null {
  if (text === undefined) return null;
  const at = momentOf(text);
  const [expected, got] = ['a moment such as 2026-03-01T12:00:00Z', JSON.stringify(text)];
  if (at === null)
    throw new Failure('api.invalid-request', `Expected ${expected}; got ${got}. Give another.`, {
      detail: { what: 'query until', expected, got },
    });
  return new Date(at).toISOString();
}

/** Ballistic exhibits: what is late, lists, pages, enrolment, steps, scans and searches. */
export function addExhibitRoutes(api: Api, context: Context): void {
  addReads(api, context);
  addWrites(api, context);
  addScans(api, context);
}

function addReads(api: Api, context: Context): void {
  const { account, agency, now, options, refer, read } = context;

  api.get(
    '/exhibits',
    {
      config: { action: 'exhibits.read' },
      schema: {
        tags,
        summary: 'Ballistic exhibits with where they stand, the last that came there first',
        querystring: exhibitsQuerySchema,
        response: { 200: refer(exhibitsPageSchema) },
      },
    },
    async (request) => {
      const { state, kind, calibre, number, limit = 500 } = request.query;
      const filter = {
        states: state === undefined ? null : [state],
        kinds: kind === undefined ? null : [kind],
        calibre: calibre ?? null,
        number: number?.toUpperCase().replace(/[^A-Z0-9]/g, '') || null,
      };
      return read(request, { exhibits: state ?? 'all', ...(number === undefined ? {} : { number }) }, (client) =>
        loadExhibitLines(client, lookOf(context), filter, limit),
      );
    },
  );

  api.get(
    '/exhibits/board',
    {
      config: { action: 'exhibits.read' },
      schema: {
        tags,
        summary: 'What of the firearms and cartridge cases of some hours is late, and why',
        querystring: exhibitBoardQuerySchema,
        response: { 200: refer(exhibitBoardSchema) },
      },
    },
    async (request) => {
      const { hours = 24 } = request.query;
      const until = askedMoment(request.query.until) ?? context.now().toISOString();
      return read(request, { exhibitBoard: until, hours }, (client) =>
        loadExhibitBoard(client, lookOf(context), { until, hours }),
      );
    },
  );

  api.get(
    '/exhibits/clocks',
    {
      config: { action: 'exhibits.read' },
      schema: {
        tags,
        summary: 'How long ballistic evidence takes from stage to stage, against what the city signed',
        querystring: exhibitClocksQuerySchema,
        response: { 200: refer(exhibitClocksSchema) },
      },
    },
    async (request) => {
      const look = lookOf(context);
      const { to = localDay(look.now, look.timeZone) } = request.query;
      const { from = addDays(to, -clockDays) } = request.query;
      return read(request, { exhibitClocks: true, from, to }, (client) =>
        loadExhibitClocks(client, look, { from, to }),
      );
    },
  );

  api.get(
    '/exhibits/:exhibit',
    {
      config: { action: 'exhibits.read' },
      schema: {
        tags,
        summary: 'A ballistic exhibit with its scans, candidates, clocks and chain of custody',
        params: exhibitParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(exhibitPageSchema) },
      },
    },
    async (request) => {
      const { exhibit } = request.params;
      return read(request, { exhibit }, (client) =>
        loadExhibitPage(client, lookOf(context), { ...turnOf(context, request), exhibit }),
      );
    },
  );

  api.get(
    '/exhibits/:exhibit/case-report.pdf',
    {
      config: { action: 'exhibits.print' },
      schema: {
        tags,
        summary:
          'The ballistic evidence of the case of an exhibit to print: leads, examinations, custody, clocks and what is not known. The header Flashlight-Purpose says what it is for',
        params: exhibitParamsSchema,
        querystring: noQuerySchema,
        response: { 200: { description: 'The file', content: { 'application/pdf': { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const { exhibit } = request.params;
      const { actor, language } = request.session!;
      const purpose = purposeOf(request);
      // Without a purpose nothing leaves: it was looked at, and no more.
      const asked = { exhibit, format: 'pdf', ...(purpose === null && { read: 'report' }) };
      let report: CaseReport | null = null;
      await account(
        request,
        asked,
        async (client) => {
          report = await loadCaseReport(client, nibinLook(context, request), { exhibit, actor });
          // Of these leads whoever has the report is told, should they be withdrawn.
          return { ...asked, caseLeads: report.leads.map(({ lead }) => lead.lead) };
        },
        ...(purpose === null ? [] : ([purpose] as const)),
      );
      if (purpose === null) throw noPurpose('report');
      const pdf = await caseReportPdf(report!, {
        language,
        purpose,
        madeBy: actor,
        madeAt: now().toISOString(),
        timeZone: agency.timeZone,
        agency: agency.name,
        program: options.version,
      });
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="case-of-exhibit-${exhibit}.pdf"`)
        .send(Buffer.from(pdf) as never);
    },
  );
}

function addWrites(api: Api, context: Context): void {
  const { refer, write } = context;

  api.post(
    '/exhibits',
    {
      config: { action: 'exhibits.write' },
      schema: {
        tags,
        summary: 'Enrol a ballistic exhibit; one that is there already is refused',
        querystring: noQuerySchema,
        body: enrolOrderSchema,
        response: { 200: refer(exhibitPageSchema) },
      },
    },
    async (request) =>
      write(request, { enrol: request.body.facts.kind }, async (client) => {
        const turn = turnOf(context, request);
        const exhibit = await enrolExhibit(client, turn, request.body);
        return loadExhibitPage(client, lookOf(context), { ...turn, exhibit });
      }),
  );

  api.put(
    '/exhibits/:exhibit',
    {
      config: { action: 'exhibits.write' },
      schema: {
        tags,
        summary: 'Change what is written down of an exhibit, unless somebody did in between',
        params: exhibitParamsSchema,
        querystring: noQuerySchema,
        body: editExhibitSchema,
        response: { 200: refer(exhibitPageSchema) },
      },
    },
    async (request) => {
      const { exhibit } = request.params;
      return write(request, { exhibit, edit: true }, async (client) => {
        const turn = turnOf(context, request);
        await editExhibit(client, turn, { exhibit, ...request.body });
        return loadExhibitPage(client, lookOf(context), { ...turn, exhibit });
      });
    },
  );

  api.post(
    '/exhibits/:exhibit/steps',
    {
      config: { action: 'exhibits.write' },
      schema: {
        tags,
        summary: 'Take a step of an exhibit: receive, triage, test-fire, hand-over, undo, …',
        params: exhibitParamsSchema,
        querystring: noQuerySchema,
        body: exhibitStepOrderSchema,
        response: { 200: refer(exhibitPageSchema) },
      },
    },
    async (request) => {
      const { exhibit } = request.params;
      return write(request, { exhibit, step: request.body.step }, async (client) => {
        const turn = turnOf(context, request);
        await stepExhibit(client, turn, { exhibit, ...request.body });
        return loadExhibitPage(client, lookOf(context), { ...turn, exhibit });
      });
    },
  );

  api.post(
    '/exhibits/:exhibit/searches',
    {
      config: { action: 'exhibits.write' },
      schema: {
        tags,
        summary: 'Search the collection for an exhibit again, as it is now',
        params: exhibitParamsSchema,
        querystring: noQuerySchema,
        body: searchOrderSchema,
        response: { 200: refer(exhibitPageSchema) },
      },
    },
    async (request) => {
      const { exhibit } = request.params;
      const { only = null, exhaustive } = request.body;
      return write(request, { exhibit, search: true }, async (client) => {
        const turn = turnOf(context, request);
        await searchAgain(client, turn, { exhibit, only, exhaustive });
        return loadExhibitPage(client, lookOf(context), { ...turn, exhibit });
      });
    },
  );
}

function addScans(api: Api, context: Context): void {
  const { refer, write, options } = context;

  api.post(
    '/exhibits/:exhibit/scans',
    {
      bodyLimit: uploadBytesMax,
      config: { action: 'exhibits.write' },
      schema: {
        tags,
        summary: 'Hand in the X3P scan of an exhibit (multipart, field `file`); the same file again changes nothing',
        consumes: ['multipart/form-data'],
        params: exhibitParamsSchema,
        querystring: scanQuerySchema,
        response: { 200: refer(exhibitPageSchema) },
      },
    },
    async (request) => {
      const { exhibit } = request.params;
      const { maskedBefore = false } = request.query;
      const upload = await receiveFile(request, options.dataDir);
      try {
        const { path, fileName, sha256, bytes } = upload;
        const scan = { path, fileName, sha256, bytes, maskedBefore };
        await expectSurface(scan);
        return await write(request, { exhibit, scan: sha256 }, async (client) => {
          const turn = turnOf(context, request);
          await receiveScan(client, turn, options.dataDir, { exhibit, version: null, scan });
          return loadExhibitPage(client, lookOf(context), { ...turn, exhibit });
        });
      } finally {
        await removeUpload(upload);
      }
    },
  );

  api.post(
    '/exhibits/:exhibit/scans/:scan/withdrawal',
    {
      config: { action: 'exhibits.write' },
      schema: {
        tags,
        summary: 'Take a scan off an exhibit of which it is none; it may then be handed in to the one it is of',
        params: surfaceParamsSchema,
        querystring: noQuerySchema,
        body: scanWithdrawalSchema,
        response: { 200: refer(exhibitPageSchema) },
      },
    },
    async (request) => {
      const { exhibit, scan } = request.params;
      return write(request, { exhibit, scan, withdrawal: true }, async (client) => {
        const turn = turnOf(context, request);
        await withdrawScan(client, turn, { exhibit, scan, ...request.body });
        return loadExhibitPage(client, lookOf(context), { ...turn, exhibit });
      });
    },
  );
}
