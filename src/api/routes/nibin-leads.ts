import type { FastifyRequest } from 'fastify';
import { loadNibinLeadPage, loadNibinLeads } from '../../jobs/load-nibin-leads.ts';
import { loadNibinNotices } from '../../jobs/load-nibin-notices.ts';
import { loadNibinStatistics } from '../../jobs/load-nibin-statistics.ts';
import {
  concludeOnLead,
  disseminateLead,
  giveLeadTo,
  retractNibinLead,
  stepNibinLead,
  verifyConclusion,
} from '../../jobs/move-nibin-lead.ts';
import type { NibinTurn } from '../../jobs/review-candidates.ts';
import { writeNibinLeads } from '../../jobs/write-nibin-leads.ts';
import { Failure } from '../../model/errors.ts';
import { nibinLeadPageSchema, nibinLeadsSchema, nibinNoticesSchema, nibinStatisticsSchema } from '../../model/nibin.ts';
import { localDay } from '../../model/values/local-time.ts';
import { receiveNotice, receiveRecall } from '../../store/nibin-notices.ts';
import {
  concludeSchema,
  disseminateSchema,
  giveNibinLeadSchema,
  nibinConclusionParamsSchema,
  nibinLeadParamsSchema,
  nibinLeadsQuerySchema,
  nibinNoticeParamsSchema,
  nibinNoticesQuerySchema,
  nibinRecallParamsSchema,
  nibinReceiptSchema,
  nibinStatisticsQuerySchema,
  nibinStepOrderSchema,
  recallReceiptSchema,
  retractNibinLeadSchema,
  verifySchema,
} from '../contract/nibin.ts';
import { noQuerySchema, printSchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { lastMicroseconds } from '../microseconds-of.ts';
import { notFound } from '../problem.ts';
import { nibinLook, nibinTurn } from './nibin-turn.ts';

const tags = ['nibin'];
const none = (description: string) => ({ 204: { type: 'null', description } }) as const;

/** NIBIN leads of our own: where they stand, steps, conclusions of examiners, and whom their end was told. */
export function addNibinLeadRoutes(api: Api, context: Context): void {
  addReads(api, context);
  addSteps(api, context);
  addExamination(api, context);
  addReceipts(api, context);
}

function addReads(api: Api, context: Context): void {
  const { refer, read, agency } = context;

  api.get(
    '/nibin-leads',
    {
      config: { action: 'nibin.read' },
      schema: {
        tags,
        summary: 'NIBIN leads of our own, the newest step first, each once whatever files tell of it',
        querystring: nibinLeadsQuerySchema,
        response: { 200: refer(nibinLeadsSchema) },
      },
    },
    async (request) => {
      const { state, standing = null, cursor, limit = 100 } = request.query;
      const [at, lead] = cursor === undefined ? [] : readCursor(cursor, [lastMicroseconds, 2_000_000_000]);
      const { next, ...page } = await read(request, { nibinLeads: state ?? standing ?? 'all' }, (client) =>
        loadNibinLeads(client, nibinLook(context, request), {
          states: state === undefined ? null : [state],
          standing,
          limit,
          after: at === undefined || lead === undefined ? null : { at, lead },
        }),
      );
      return { ...page, next: next === null ? null : writeCursor([next.at, next.lead]) };
    },
  );

  api.get(
    '/nibin-leads/statistics',
    {
      config: { action: 'nibin.read' },
      schema: {
        tags,
        summary:
          'What came of candidates and leads: shares with their parts, hits per case linkage, times of each stage',
        querystring: nibinStatisticsQuerySchema,
        response: { 200: refer(nibinStatisticsSchema) },
      },
    },
    async (request) => {
      const { from = null, to = null } = request.query;
      return read(request, { nibinStatistics: true, from, to }, (client) =>
        loadNibinStatistics(client, { ...nibinLook(context, request), agency }, { from, to }),
      );
    },
  );

  api.get(
    '/nibin-leads/:lead',
    {
      config: { action: 'nibin.read' },
      schema: {
        tags,
        summary: 'A NIBIN lead with both ends, steps, conclusions, recipients, notices, and what would refute it',
        params: nibinLeadParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(nibinLeadPageSchema) },
      },
    },
    async (request) => {
      const { lead } = request.params;
      return read(request, { nibinLead: lead }, (client) => page(client, context, request, lead));
    },
  );

  api.post(
    '/nibin-leads/:lead/prints',
    {
      config: { action: 'nibin.print' },
      schema: {
        tags,
        summary: 'Put on record that the page of a lead is printed, and what for',
        params: nibinLeadParamsSchema,
        querystring: noQuerySchema,
        body: printSchema,
        response: none('On record'),
      },
    },
    async (request, reply) => {
      const { lead } = request.params;
      await read(
        request,
        { nibinLead: lead, print: true },
        (client) => page(client, context, request, lead),
        request.body.purpose,
      );
      return reply.code(204).send();
    },
  );
}

const page = (
  client: Parameters<typeof loadNibinLeadPage>[0],
  context: Context,
  request: FastifyRequest,
  lead: number,
) => loadNibinLeadPage(client, nibinLook(context, request), lead);

/** A write, and then the records that tell of it: whoever is answered finds board, firearm and leads as the lead now stands. */
function writing(context: Context) {
  return async <T>(
    request: FastifyRequest,
    lead: number,
    subject: Record<string, unknown>,
    work: (client: Parameters<typeof loadNibinLeadPage>[0], turn: NibinTurn) => Promise<T>,
  ) => {
    const { database, options, now, agency } = context;
    await context.write(request, { nibinLead: lead, ...subject }, (client) =>
      work(client, nibinTurn(context, request)),
    );
    await writeNibinLeads(database, { agency, dataDir: options.dataDir, now: now() });
    return context.read(request, { nibinLead: lead }, (client) => page(client, context, request, lead));
  };
}

function addSteps(api: Api, context: Context): void {
  const { refer } = context;
  const change = writing(context);
  const answer = { 200: refer(nibinLeadPageSchema) };

  api.post(
    '/nibin-leads/:lead/dissemination',
    {
      config: { action: 'nibin.review' },
      schema: {
        tags,
        summary: 'Give a reviewed lead out; from then on the records tell of it',
        params: nibinLeadParamsSchema,
        querystring: noQuerySchema,
        body: disseminateSchema,
        response: answer,
      },
    },
    async (request) => {
      const { lead } = request.params;
      const { revision, recipients, otherNumber = null, confidence = null } = request.body;
      return change(request, lead, { step: 'disseminate', recipients: recipients.length }, (client, turn) =>
        disseminateLead(client, turn, { lead, revision, recipients, otherNumber, confidence }),
      );
    },
  );

  api.post(
    '/nibin-leads/:lead/recipients',
    {
      config: { action: 'nibin.review' },
      schema: {
        tags,
        summary: 'Let one more have a lead that was given out; they are told of what becomes of it',
        params: nibinLeadParamsSchema,
        querystring: noQuerySchema,
        body: giveNibinLeadSchema,
        response: answer,
      },
    },
    async (request) => {
      const { lead } = request.params;
      return change(request, lead, { recipient: request.body.side }, (client, turn) =>
        giveLeadTo(client, turn, { lead, ...request.body }),
      );
    },
  );

  api.post(
    '/nibin-leads/:lead/steps',
    {
      config: { action: 'nibin.work' },
      schema: {
        tags,
        summary:
          'Take a step with a lead that was given out: acknowledge, assign, investigate, ask for confirmation, …',
        params: nibinLeadParamsSchema,
        querystring: noQuerySchema,
        body: nibinStepOrderSchema,
        response: answer,
      },
    },
    async (request) => {
      const { lead } = request.params;
      const { revision, step, note, assignee = null, outcome = null, suspected = null } = request.body;
      return change(request, lead, { step }, (client, turn) =>
        stepNibinLead(client, turn, { lead, revision, step, note: note?.trim() ?? null, assignee, outcome, suspected }),
      );
    },
  );

  api.post(
    '/nibin-leads/:lead/retraction',
    {
      config: { action: 'nibin.retract' },
      schema: {
        tags,
        summary: 'Take a lead back for an error: the tie is withdrawn everywhere, and whoever received it is told',
        params: nibinLeadParamsSchema,
        querystring: noQuerySchema,
        body: retractNibinLeadSchema,
        response: answer,
      },
    },
    async (request) => {
      const { lead } = request.params;
      const { revision, reason } = request.body;
      return change(request, lead, { step: 'retract' }, (client, turn) =>
        retractNibinLead(client, turn, { lead, revision, reason: reason.trim() }),
      );
    },
  );
}

function addExamination(api: Api, context: Context): void {
  const { refer, now, agency } = context;
  const change = writing(context);
  const answer = { 200: refer(nibinLeadPageSchema) };

  api.post(
    '/nibin-leads/:lead/conclusions',
    {
      config: { action: 'nibin.conclude' },
      schema: {
        tags,
        summary: 'Write down what one concluded on the specimens as an examiner; a second examiner has to verify it',
        params: nibinLeadParamsSchema,
        querystring: noQuerySchema,
        body: concludeSchema,
        response: answer,
      },
    },
    async (request) => {
      const { lead } = request.params;
      const { accreditation = null, ...body } = request.body;
      const today = localDay(now().toISOString(), agency.timeZone);
      return change(request, lead, { conclusion: true }, (client, turn) =>
        concludeOnLead(client, turn, { lead, ...body, accreditation, today, timeZone: agency.timeZone }),
      );
    },
  );

  api.post(
    '/nibin-leads/:lead/conclusions/:conclusion/verification',
    {
      config: { action: 'nibin.conclude' },
      schema: {
        tags,
        summary: 'Say as a second examiner whether one agrees: agreed, it is what the lead stands for',
        params: nibinConclusionParamsSchema,
        querystring: noQuerySchema,
        body: verifySchema,
        response: answer,
      },
    },
    async (request) => {
      const { lead, conclusion } = request.params;
      const { revision, agrees, note } = request.body;
      return change(request, lead, { conclusion, agrees }, (client, turn) =>
        verifyConclusion(client, turn, { lead, revision, id: conclusion, agrees, note: note?.trim() ?? null }),
      );
    },
  );
}

function addReceipts(api: Api, context: Context): void {
  const { refer, read, write, agency } = context;
  const done = (outcome: 'done' | 'already' | 'none', what: 'notice' | 'recall') => {
    if (outcome === 'none') throw notFound(what);
    if (outcome === 'already')
      throw new Failure(
        'nibin.changed',
        'Expected something without a receipt; one is on record. Load the page again. Nothing was changed.',
      );
  };

  api.get(
    '/nibin-notices',
    {
      config: { action: 'nibin.read' },
      schema: {
        tags,
        summary: 'What became of leads one received, and what is to be sent to recipients outside',
        querystring: nibinNoticesQuerySchema,
        response: { 200: refer(nibinNoticesSchema) },
      },
    },
    async (request) => {
      const { which = 'open', limit = 100 } = request.query;
      return read(request, { nibinNotices: which }, (client) =>
        loadNibinNotices(client, request.session!, { open: which === 'open', limit, timeZone: agency.timeZone }),
      );
    },
  );

  api.post(
    '/nibin-notices/:notice/receipt',
    {
      config: { action: 'nibin.read' },
      schema: {
        tags,
        summary: 'Put on record that one read a notice, or that it was sent outside and how',
        params: nibinNoticeParamsSchema,
        querystring: noQuerySchema,
        body: nibinReceiptSchema,
        response: none('On record'),
      },
    },
    async (request, reply) => {
      const { notice } = request.params;
      const { actor: by, now: at } = nibinTurn(context, request);
      const outcome = await write(request, { nibinNotice: notice }, (client) =>
        receiveNotice(client, request.session!.agencyId, { notice, by, how: request.body.how?.trim() ?? null, at }),
      );
      done(outcome, 'notice');
      return reply.code(204).send();
    },
  );

  api.post(
    '/nibin-leads/:lead/recalls/:recall/receipt',
    {
      config: { action: 'nibin.retract' },
      schema: {
        tags,
        summary: 'Put on record how something that left with a withdrawn tie in it was called back',
        params: nibinRecallParamsSchema,
        querystring: noQuerySchema,
        body: recallReceiptSchema,
        response: none('On record'),
      },
    },
    async (request, reply) => {
      const { lead, recall } = request.params;
      const { actor: by, now: at } = nibinTurn(context, request);
      const outcome = await write(request, { nibinLead: lead, recall }, (client) =>
        receiveRecall(client, request.session!.agencyId, { lead, recall, by, how: request.body.how.trim(), at }),
      );
      done(outcome, 'recall');
      return reply.code(204).send();
    },
  );
}
