import { readFile } from 'node:fs/promises';
import { Type } from '@sinclair/typebox';
import { loadBoundaries } from '../../jobs/load-boundaries.ts';
import { landOf, loadBriefing, packBriefing, recipientOf } from '../../jobs/pack-briefing.ts';
import { findLeadsByNumber } from '../../store/leads.ts';
import { hiddenHandling } from '../authorise.ts';
import { leadPackageQuerySchema } from '../contract/lead-packages.ts';
import { leadParamsSchema } from '../contract/leads.ts';
import { noQuerySchema, printSchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { noPurpose, purposeOf } from '../purpose-of.ts';
import { notFound } from '../problem.ts';

/** Briefing packages: what a lead says, as an archive that can be checked later. */
export function addLeadPackageRoutes(api: Api, context: Context): void {
  const { agency, linksOf, now, options, read, write } = context;

  api.get(
    '/leads/:lead/briefing.zip',
    {
      config: { action: 'leads.package' },
      schema: {
        tags: ['leads'],
        summary:
          'A briefing package of a lead: document, data and manifest. For somebody outside only as two people agreed. The header Flashlight-Purpose says what it is for',
        params: leadParamsSchema,
        querystring: leadPackageQuerySchema,
        response: { 200: { description: 'The archive', content: { 'application/zip': { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const { agencyId, actor, language } = request.session!;
      const { lead } = request.params;
      const { recipient } = request.query;
      const purpose = purposeOf(request);
      if (purpose === null) {
        const [there] = await read(request, { lead }, (client) => findLeadsByNumber(client, agencyId, [lead]));
        throw there === undefined ? notFound('lead') : noPurpose('package');
      }
      const madeAt = now();
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: agency.timeZone }).format(madeAt);
      const view = { hidden: hiddenHandling(request.session!), follower: linksOf(agencyId) };
      const briefing = await read(
        request,
        { lead, read: 'briefing', ...(recipient === undefined ? {} : { recipient }) },
        (client) =>
          loadBriefing(client, agencyId, {
            lead,
            actor,
            today,
            view,
            side: recipient === undefined ? 'inside' : 'outside',
          }),
        purpose,
      );
      if (briefing === null) throw notFound('lead');
      const outside = recipient === undefined ? null : recipientOf(briefing, recipient);
      const boundaries = await loadBoundaries({
        state: agency.state,
        file: options.boundariesFile,
        readFile: (path) => readFile(path, 'utf8'),
      });
      const packed = await packBriefing(briefing, {
        language,
        purpose,
        madeBy: actor,
        madeAt: madeAt.toISOString(),
        timeZone: agency.timeZone,
        agency: agency.name,
        recipient: outside,
        program: options.version,
        land: landOf(boundaries),
      });
      // Nothing is handed over before its bytes are on record: by them it is known again.
      const made = {
        lead,
        version: briefing.page.summary.version,
        package: packed.sha256,
        recipient: recipient ?? null,
      };
      await write(request, made, async () => undefined, purpose);
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="lead-${lead}-briefing.zip"`)
        .send(Buffer.from(packed.bytes) as never);
    },
  );

  api.post(
    '/leads/:lead/prints',
    {
      config: { action: 'leads.package' },
      schema: {
        tags: ['leads'],
        summary: 'Put on record that the briefing of a lead is printed, and what for',
        params: leadParamsSchema,
        querystring: noQuerySchema,
        body: printSchema,
        response: { 204: { type: 'null', description: 'On record' } },
      },
    },
    async (request, reply) => {
      const { agencyId } = request.session!;
      const { lead } = request.params;
      const [there] = await read(
        request,
        { lead, print: true },
        (client) => findLeadsByNumber(client, agencyId, [lead]),
        request.body.purpose,
      );
      if (there === undefined) throw notFound('lead');
      return reply.code(204).send();
    },
  );
}
