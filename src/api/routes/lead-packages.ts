import { readFile } from 'node:fs/promises';
import { Type } from '@sinclair/typebox';
import { loadBoundaries } from '../../jobs/load-boundaries.ts';
import { takeInside } from '../../jobs/give-lead.ts';
import { Failure } from '../../model/errors.ts';
import { landOf, loadBriefing, packBriefing, recipientOf } from '../../jobs/pack-briefing.ts';
import { findLeadsByNumber } from '../../store/leads.ts';
import { hiddenHandling } from '../authorise.ts';
import { leadPackageQuerySchema, leadPrintSchema } from '../contract/lead-packages.ts';
import { leadParamsSchema } from '../contract/leads.ts';
import { noQuerySchema } from '../contract/requests.ts';
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
      // Whoever takes it has the lead, and is told when it is withdrawn: on record before it is read, so that the package says so itself.
      const taken =
        recipient === undefined
          ? await write(
              request,
              { lead, received: 'inside' },
              (client) => takeInside(client, request.session!, { lead, version: null, purpose, at: madeAt }),
              purpose,
            )
          : null;
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
      if (taken !== null && taken !== briefing.page.summary.version)
        throw new Failure(
          'lead.evidence-changed',
          `Expected the version of the evidence the package was begun on, ${taken}; it is ${briefing.page.summary.version} now. Make the package anew. Nothing was handed over.`,
        );
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
        body: leadPrintSchema,
        response: { 204: { type: 'null', description: 'On record' } },
      },
    },
    async (request, reply) => {
      const { lead } = request.params;
      const { purpose, version = null } = request.body;
      const taken = await write(
        request,
        { lead, print: true },
        (client) => takeInside(client, request.session!, { lead, version, purpose, at: now() }),
        purpose,
      );
      if (taken === null) throw notFound('lead');
      return reply.code(204).send();
    },
  );
}
