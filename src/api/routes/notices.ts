import { loadNotices } from '../../jobs/load-notices.ts';
import { Failure } from '../../model/errors.ts';
import { noticesSchema } from '../../model/lead-notices.ts';
import { readNotice, sendNotice } from '../../store/lead-notices.ts';
import { noticeParamsSchema, noticeSentBodySchema, noticesQuerySchema } from '../contract/leads.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { notFound } from '../problem.ts';

const tags = ['leads'];

/** What recipients of leads are to be told: own notices, and those to be sent outside. */
export function addNoticeRoutes(api: Api, { refer, read, write, agency }: Context): void {
  api.get(
    '/notices',
    {
      config: { action: 'leads.read' },
      schema: {
        tags,
        summary: 'Notices of leads that no longer stand as they were given: own ones, and those to send outside',
        querystring: noticesQuerySchema,
        response: { 200: refer(noticesSchema) },
      },
    },
    async (request) => {
      const { cursor, limit = 50, which = 'open' } = request.query;
      const [before] = cursor === undefined ? [null] : readCursor(cursor, [Number.MAX_SAFE_INTEGER]);
      const found = await read(request, { notices: which }, (client) =>
        loadNotices(client, request.session!, {
          open: which === 'open',
          before: before ?? null,
          limit,
          timeZone: agency.timeZone,
        }),
      );
      return { ...found, next: found.next === null ? null : writeCursor(found.next) };
    },
  );

  api.post(
    '/notices/:notice/read',
    {
      config: { action: 'leads.work' },
      schema: {
        tags,
        summary: 'Say that one has read a notice',
        params: noticeParamsSchema,
        querystring: noQuerySchema,
        response: { 204: { type: 'null', description: 'Read' } },
      },
    },
    async (request, reply) => {
      const { notice } = request.params;
      const there = await write(request, { notice }, (client) => readNotice(client, request.session!, notice));
      if (!there) throw notFound('notice');
      return reply.code(204).send();
    },
  );

  api.post(
    '/notices/:notice/sent',
    {
      config: { action: 'leads.work' },
      schema: {
        tags,
        summary: 'Put on record that a notice was sent to a recipient outside, and how',
        params: noticeParamsSchema,
        querystring: noQuerySchema,
        body: noticeSentBodySchema,
        response: { 204: { type: 'null', description: 'On record' } },
      },
    },
    async (request, reply) => {
      const { notice } = request.params;
      const sent = await write(request, { notice, sent: true }, (client) =>
        sendNotice(client, request.session!, { notice, how: request.body.how.trim() }),
      );
      if (sent === 'none') throw notFound('notice');
      if (sent === 'already')
        throw new Failure(
          'lead.changed',
          'Expected a notice nobody has sent; somebody recorded that it was sent. Load the notices again. Nothing was changed.',
        );
      return reply.code(204).send();
    },
  );
}
