import { Type } from '@sinclair/typebox';
import { answerLeadRequest, askRelease, giveInside } from '../../jobs/give-lead.ts';
import { loadLeadPage } from '../../jobs/load-lead-page.ts';
import { loadLeadQueue } from '../../jobs/load-lead-queue.ts';
import { takeLeadSteps } from '../../jobs/take-lead-steps.ts';
import { writeLeadNote } from '../../jobs/write-lead-note.ts';
import { leadPageSchema, leadQueueSchema, leadStepsDoneSchema } from '../../model/lead-answers.ts';
import {
  leadConsentBodySchema,
  leadNoteBodySchema,
  leadParamsSchema,
  leadQueueQuerySchema,
  leadRecipientBodySchema,
  leadReleaseBodySchema,
  leadRequestParamsSchema,
  leadStepsBodySchema,
} from '../contract/leads.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { notFound } from '../problem.ts';

const tags = ['leads'];
const done = (description: string) => ({ type: 'null', description }) as const;

/** Leads: the queue, one lead, and what people do with them. */
export function addLeadRoutes(api: Api, { refer, read, write, now, agency }: Context): void {
  /** Today where the agency is. */
  const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: agency.timeZone }).format(now());

  api.get(
    '/leads',
    {
      config: { action: 'leads.read' },
      schema: {
        tags,
        summary: 'Leads, those first of which most is to be expected',
        querystring: leadQueueQuerySchema,
        response: { 200: refer(leadQueueSchema) },
      },
    },
    async (request) => {
      const { agencyId, actor } = request.session!;
      const { cursor, limit = 50, ...asked } = request.query;
      const after = cursor === undefined ? null : readCursor(cursor, [Infinity, Infinity, 2 ** 31]);
      const { text, ...filters } = asked;
      const subject = { leads: 'queue', ...filters, ...(text ? { query: text } : {}) };
      const queue = await read(request, subject, (client) =>
        loadLeadQueue(client, agencyId, asked, { actor, today: today(), after, limit }),
      );
      return { ...queue, next: queue.next === null ? null : writeCursor(queue.next) };
    },
  );

  api.get(
    '/leads/:lead',
    {
      config: { action: 'leads.read' },
      schema: {
        tags,
        summary: 'One lead: what it rests on, what would refute it, what was done about it, who received it',
        params: leadParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(leadPageSchema) },
      },
    },
    async (request) => {
      const { agencyId, actor } = request.session!;
      const { lead } = request.params;
      const page = await read(request, { lead }, (client) =>
        loadLeadPage(client, agencyId, lead, { actor, today: today() }),
      );
      if (page === null) throw notFound('lead');
      return page;
    },
  );

  api.post(
    '/leads/steps',
    {
      config: { action: 'leads.work' },
      schema: {
        tags,
        summary: 'Take a step with one or many leads; what conflicts stays as it was and is named',
        querystring: noQuerySchema,
        body: leadStepsBodySchema,
        response: { 200: refer(leadStepsDoneSchema) },
      },
    },
    async (request) => {
      const { leads, step, reason, ...detail } = request.body;
      return write(request, { leads: leads.map(({ lead }) => lead), step }, (client) =>
        takeLeadSteps(client, request.session!, { leads, step, reason: reason?.trim() || null, detail }),
      );
    },
  );

  api.post(
    '/leads/:lead/recipients',
    {
      config: { action: 'leads.work' },
      schema: {
        tags,
        summary: 'Let somebody of the agency have a lead, who is told when it no longer stands',
        params: leadParamsSchema,
        querystring: noQuerySchema,
        body: leadRecipientBodySchema,
        response: { 204: done('They are on record as having received it') },
      },
    },
    async (request, reply) => {
      const { lead } = request.params;
      const { name, purpose } = request.body;
      const given = await write(request, { lead, recipient: 'inside' }, (client) =>
        giveInside(client, request.session!, { lead, name: name.trim(), purpose: purpose.trim() }),
      );
      if (!given) throw notFound('lead');
      return reply.code(204).send();
    },
  );

  api.post(
    '/leads/:lead/release',
    {
      config: { action: 'leads.release' },
      schema: {
        tags,
        summary: 'Ask to give a lead to somebody outside the agency, which takes a second person',
        params: leadParamsSchema,
        querystring: noQuerySchema,
        body: leadReleaseBodySchema,
        response: { 202: Type.Object({ request: Type.Integer({ description: 'Number of the request' }) }) },
      },
    },
    async (request, reply) => {
      const { lead } = request.params;
      const { revision, version, recipient, purpose } = request.body;
      const asked = await write(request, { lead, release: 'asked' }, (client) =>
        askRelease(client, request.session!, {
          lead,
          revision,
          version,
          recipient: recipient.trim(),
          purpose: purpose.trim(),
        }),
      );
      if (asked === null) throw notFound('lead');
      return reply.code(202).send({ request: asked });
    },
  );

  api.post(
    '/leads/:lead/requests/:request',
    {
      config: { action: 'leads.release' },
      schema: {
        tags,
        summary: 'Agree, as a second person, to a release or to a step that takes two, or refuse it',
        params: leadRequestParamsSchema,
        querystring: noQuerySchema,
        body: leadConsentBodySchema,
        response: { 204: done('Answered; what was agreed to is done') },
      },
    },
    async (request, reply) => {
      const { lead, request: asked } = request.params;
      const { agree, version = null, reason } = request.body;
      const answered = await write(request, { lead, request: asked, agree }, (client) =>
        answerLeadRequest(client, request.session!, {
          lead,
          request: asked,
          agree,
          version,
          reason: reason?.trim() || null,
        }),
      );
      if (!answered) throw notFound('request');
      return reply.code(204).send();
    },
  );

  api.post(
    '/leads/:lead/notes',
    {
      config: { action: 'leads.work' },
      schema: {
        tags,
        summary: 'Write a note on a lead; it stays as it is written',
        params: leadParamsSchema,
        querystring: noQuerySchema,
        body: leadNoteBodySchema,
        response: { 201: Type.Object({ note: Type.Integer({ description: 'Number of the note' }) }) },
      },
    },
    async (request, reply) => {
      const { lead } = request.params;
      const { text, inBriefing } = request.body;
      const note = await write(request, { lead, note: 'written' }, (client) =>
        writeLeadNote(client, request.session!, { lead, text: text.trim(), inBriefing }),
      );
      if (note === null) throw notFound('lead');
      return reply.code(201).send({ note });
    },
  );
}
