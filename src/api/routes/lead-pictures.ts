import { loadLeadPicture, loadQueuePicture } from '../../jobs/load-lead-picture.ts';
import { leadPictureSchema, queuePictureSchema } from '../../model/lead-picture.ts';
import { hiddenHandling } from '../authorise.ts';
import { queuePictureQuerySchema } from '../contract/lead-packages.ts';
import { leadParamsSchema } from '../contract/leads.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { notFound } from '../problem.ts';

const tags = ['leads'];
const config = { action: 'leads.read' } as const;
const numberMost = 2_147_483_647;

/** What leads are drawn from. */
export function addLeadPictureRoutes(api: Api, { refer, read, linksOf }: Context): void {
  api.get(
    '/leads/picture',
    {
      config,
      schema: {
        tags,
        summary: 'Where and when the firearms of some leads were recovered and fired',
        querystring: queuePictureQuerySchema,
        response: { 200: refer(queuePictureSchema) },
      },
    },
    async (request) => {
      const leads = request.query.leads
        .split(',')
        .map(Number)
        .filter((lead) => lead <= numberMost);
      return read(request, { leads, picture: true }, (client) =>
        loadQueuePicture(client, request.session!.agencyId, leads),
      );
    },
  );

  api.get(
    '/leads/:lead/picture',
    {
      config,
      schema: {
        tags,
        summary: 'The lives of the firearms of a lead, and what ties those it is about',
        params: leadParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(leadPictureSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { lead } = request.params;
      const view = { hidden: hiddenHandling(request.session!), follower: linksOf(agencyId) };
      const picture = await read(request, { lead, picture: true }, (client) =>
        loadLeadPicture(client, agencyId, lead, view),
      );
      if (picture === null) throw notFound('lead');
      return picture;
    },
  );
}
