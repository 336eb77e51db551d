import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { compareSurfaces } from '../../jobs/compare-surfaces.ts';
import { loadBallisticText } from '../../jobs/load-ballistic-text.ts';
import { loadComparedExhibits, loadComparisonLead } from '../../jobs/load-comparison.ts';
import { findDrawableScan, loadSurface } from '../../jobs/load-surface.ts';
import { comparisonPdf } from '../../jobs/report-comparison.ts';
import { keepMaskFile, saveScanMask } from '../../jobs/save-scan-mask.ts';
import { Failure } from '../../model/errors.ts';
import { surfaceComparisonSchema, type SurfaceComparison } from '../../model/surface-comparison.ts';
import { noQuerySchema } from '../contract/requests.ts';
import {
  comparisonParamsSchema,
  comparisonQuerySchema,
  drawnMaskSchema,
  savedMaskSchema,
  surfaceParamsSchema,
} from '../contract/surfaces.ts';
import type { Api, Context } from '../context.ts';
import { noPurpose, purposeOf } from '../purpose-of.ts';
import { notFound } from '../problem.ts';
import { nibinLook } from './nibin-turn.ts';

const tags = ['surfaces'];

/** Surfaces of scans: to look at, to mask, and to compare. */
export function addSurfaceRoutes(api: Api, context: Context): void {
  addSurfaces(api, context);
  addComparisons(api, context);
}

function addSurfaces(api: Api, context: Context): void {
  const { now, options, read, refer, write } = context;
  const { dataDir } = options;

  api.get(
    '/exhibits/:exhibit/scans/:scan/surface',
    {
      config: { action: 'exhibits.read' },
      schema: {
        tags,
        summary:
          'The surface of a scan to draw: heights in whole steps and the mask, after a head in JSON (docs/surface-format.md)',
        params: surfaceParamsSchema,
        querystring: noQuerySchema,
        response: {
          200: { description: 'The surface', content: { 'application/octet-stream': { schema: Type.String() } } },
        },
      },
    },
    async (request, reply) => {
      const { exhibit, scan } = request.params;
      const found = await read(request, { exhibit, scan, read: 'surface' }, (client) =>
        findDrawableScan(client, request.session!.agencyId, { exhibit, scan }),
      );
      if (found === null) throw notFound('scan');
      const bytes = await loadSurface(dataDir, found);
      return reply.type('application/octet-stream').send(Buffer.from(bytes) as never);
    },
  );

  api.post(
    '/exhibits/:exhibit/scans/:scan/masks',
    {
      config: { action: 'exhibits.write' },
      schema: {
        tags,
        summary: 'Keep a mask that a person drew as another preparation of the scan; what was there stays',
        params: surfaceParamsSchema,
        querystring: noQuerySchema,
        body: drawnMaskSchema,
        response: { 200: refer(savedMaskSchema) },
      },
    },
    async (request) => {
      const { exhibit, scan } = request.params;
      const { agencyId, actor } = request.session!;
      const { width, height, bits } = request.body;
      const found = await read(request, { exhibit, scan, read: 'mask' }, (client) =>
        findDrawableScan(client, agencyId, { exhibit, scan }),
      );
      if (found === null) throw notFound('scan');
      // The file first: a row without its file would wait for ever.
      const maskSha256 = await keepMaskFile(dataDir, found, { width, height, bits: Buffer.from(bits, 'base64') });
      const saved = await write(request, { exhibit, scan, mask: maskSha256 }, (client) =>
        saveScanMask(client, agencyId, found.stored, { maskSha256, by: actor, at: now().toISOString() }),
      );
      return { exhibit, scan: saved };
    },
  );
}

interface ComparisonRequest extends FastifyRequest {
  readonly params: { readonly exhibit: number; readonly other: number };
  readonly query: { readonly scan?: number; readonly otherScan?: number };
}

function addComparisons(api: Api, context: Context): void {
  const { agency, now, options, read, refer } = context;
  const { dataDir } = options;

  async function compared(
    request: FastifyRequest & Pick<ComparisonRequest, 'params' | 'query'>,
    format: 'json' | 'pdf',
    purpose?: string,
  ): Promise<SurfaceComparison> {
    const { exhibit: first, other: second } = request.params;
    const { scan: firstScan = null, otherScan: secondScan = null } = request.query;
    const look = nibinLook(context, request);
    const { agencyId } = look;
    const { exhibits, lead, text } = await read(
      request,
      // Without a purpose nothing leaves: it was looked at, and no more.
      {
        compared: [first, second],
        scans: [firstScan, secondScan],
        format,
        ...(format === 'pdf' && purpose === undefined && { read: 'report' }),
      },
      async (client) => ({
        exhibits: await loadComparedExhibits(client, agencyId, { first, second, firstScan, secondScan }),
        lead: await loadComparisonLead(client, look, { first, second }),
        text: await loadBallisticText(client, agencyId),
      }),
      ...(purpose === undefined ? [] : ([purpose] as const)),
    );
    if (exhibits === null) throw notFound('exhibit');
    return {
      first: exhibits[0],
      second: exhibits[1],
      compared: await compareSurfaces(dataDir, exhibits),
      lead,
      text,
    };
  }

  api.get(
    '/exhibits/:exhibit/with/:other',
    {
      config: { action: 'exhibits.read' },
      schema: {
        tags,
        summary:
          'Two exhibits compared: score, likelihood ratio or why there is none, cells and how the second is laid over the first',
        params: comparisonParamsSchema,
        querystring: comparisonQuerySchema,
        response: { 200: refer(surfaceComparisonSchema) },
      },
    },
    async (request) => compared(request, 'json'),
  );

  api.get(
    '/exhibits/:exhibit/with/:other/report.pdf',
    {
      config: { action: 'exhibits.print' },
      schema: {
        tags,
        summary: 'The report of a comparison to print. The header Flashlight-Purpose says what it is for',
        params: comparisonParamsSchema,
        querystring: comparisonQuerySchema,
        response: { 200: { description: 'The file', content: { 'application/pdf': { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const purpose = purposeOf(request);
      const { first, second, compared: found, lead, text } = await compared(request, 'pdf', purpose ?? undefined);
      if (purpose === null) throw noPurpose('report');
      const { actor: madeBy, language } = request.session!;
      const pdf =
        found === null
          ? null
          : await comparisonPdf(
              dataDir,
              [first, second],
              { compared: found, lead, text },
              {
                language,
                purpose,
                madeBy,
                madeAt: now().toISOString(),
                timeZone: agency.timeZone,
                agency: agency.name,
                program: options.version,
              },
            );
      if (pdf === null)
        throw new Failure(
          'scan.not-prepared',
          'Expected two exhibits with a prepared scan each; one has none yet. Hand in its scan, or ask again in a minute.',
        );
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="comparison-${first.exhibit}-${second.exhibit}.pdf"`)
        .send(Buffer.from(pdf) as never);
    },
  );
}
