import { Type } from '@sinclair/typebox';
import { explainRows } from '../../jobs/explain-rows.ts';
import { IdentityWork, listModels, loadModelPage } from '../../jobs/identity-models.ts';
import {
  confirmJudgement,
  judgeObservations,
  keepJudgement,
  splitEntity,
  withdrawJudgement,
} from '../../jobs/judge-observations.ts';
import { loadCluster } from '../../jobs/load-cluster.ts';
import { decidedDays, loadReviewQueue, placeMost } from '../../jobs/review-queue.ts';
import { withContrary } from '../../jobs/review-sides.ts';
import { refuseToSign } from '../../jobs/sign-identity-model.ts';
import { Failure } from '../../model/errors.ts';
import { entityId, observationNumber, parseEntityId } from '../../model/ids.ts';
import {
  clusterSchema,
  comparedKinds,
  identityModelPageSchema,
  identityModelsSchema,
  pairWhySchema,
  reviewQueueSchema,
  splitSchema,
  type ComparedKind,
} from '../../model/identity.ts';
import { judgementSchema, lastJudgementSchema } from '../../model/judgements.ts';
import { findJudgement, findLastOwn } from '../../store/identity-review.ts';
import { findEntity, followMerges } from '../../store/search.ts';
import {
  judgementBodySchema,
  judgementParamsSchema,
  modelBodySchema,
  modelParamsSchema,
  modelsQuerySchema,
  queueQuerySchema,
  splitBodySchema,
  whyQuerySchema,
  withdrawalBodySchema,
} from '../contract/identity.ts';
import { entityParamsSchema, noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { notFound } from '../problem.ts';

const tags = ['identity'];
const noContent = Type.Object({}, { additionalProperties: false });
const accepted = { type: 'null', description: 'Begun; the list of models says how far it is' } as const;

function comparedKind(kind: string | undefined): ComparedKind | null {
  if (kind === undefined) return null;
  const found = comparedKinds.find((each) => each === kind);
  if (found) return found;
  throw new Failure('api.invalid-request', `Expected one of the kinds ${comparedKinds.join(', ')}; got ${kind}.`, {
    detail: { what: 'kind', expected: comparedKinds.join(', ') },
  });
}

function numberOfRow(text: string): number {
  const [record, ordinal] = text.split('-').map(Number) as [number, number];
  return observationNumber(record, ordinal);
}

/** Who is who: what people decide on, why, and by which model. */
export function addIdentityRoutes(api: Api, context: Context): void {
  const { database, refer, read } = context;
  const work = new IdentityWork(database, context.agency.agencyId, {
    now: context.now,
    onFault: (error) => api.log.error(error),
  });
  api.addHook('preClose', () => work.drain());

  api.get(
    '/identity/queue',
    {
      config: { action: 'identity.read' },
      schema: {
        tags,
        summary: 'Pairs that may be one, those first on which most hangs',
        querystring: queueQuerySchema,
        response: { 200: refer(reviewQueueSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { kind, state = 'open', cursor, limit = 30 } = request.query;
      const after = cursor === undefined ? null : readCursor(cursor, placeMost[state]);
      const queue = await read(request, { queue: state, kind: kind ?? 'all' }, (client) =>
        loadReviewQueue(database, client, agencyId, { kind: comparedKind(kind), state, after, limit }),
      );
      return { ...queue, next: queue.next === null ? null : writeCursor(queue.next) };
    },
  );

  api.get(
    '/identity/why',
    {
      config: { action: 'identity.read' },
      schema: {
        tags,
        summary: 'Why two rows are held for one, or are not',
        querystring: whyQuerySchema,
        response: { 200: refer(pairWhySchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { a, b } = request.query;
      const why = await read(request, { a, b }, (client) => explainRows(database, client, agencyId, { a, b }));
      if (!why) throw notFound('row');
      return why;
    },
  );

  const judgementOf = async (request: Parameters<typeof read>[0], judgement: number, change?: string) =>
    read(request, { judgement, ...(change === undefined ? {} : { change }) }, async (client) => {
      const { agencyId } = request.session!;
      const found = await findJudgement(client, agencyId, judgement);
      return found ? (await withContrary(client, agencyId, [found]))[0]! : null;
    });

  api.post(
    '/identity/judgements',
    {
      config: { action: 'identity.judge' },
      schema: {
        tags,
        summary: 'Say that two rows speak of one, of two, or that it cannot be said',
        querystring: noQuerySchema,
        body: judgementBodySchema,
        response: { 201: refer(judgementSchema) },
      },
    },
    async (request, reply) => {
      const { agencyId } = request.session!;
      const { a, b, verdict, reason } = request.body;
      await read(request, { verdict, a, b }, async () => undefined);
      const judgement = await judgeObservations(database, agencyId, {
        a: numberOfRow(a),
        b: numberOfRow(b),
        verdict,
        reason,
        judgedBy: request.session!.actor,
      });
      return reply.code(201).send((await judgementOf(request, judgement))!);
    },
  );

  api.get(
    '/identity/judgements/last',
    {
      config: { action: 'identity.read' },
      schema: {
        tags,
        summary:
          'What whoever asks decided last and may take back: given or agreed to within thirty days, and in force or waiting',
        querystring: noQuerySchema,
        response: { 200: refer(lastJudgementSchema) },
      },
    },
    async (request) => ({
      last: await read(request, { last: true }, async (client) => {
        const { agencyId } = request.session!;
        const last = await findLastOwn(client, agencyId, { actor: request.session!.actor, days: decidedDays });
        return last && (await withContrary(client, agencyId, [last]))[0]!;
      }),
    }),
  );

  const agreements: readonly (readonly [path: string, summary: string, change: typeof confirmJudgement])[] = [
    ['confirmation', 'Agree to a judgement that waits for a second person', confirmJudgement],
    ['keeping', 'Say that a judgement holds on that somebody asked to take back', keepJudgement],
  ];
  for (const [path, summary, change] of agreements)
    api.post(
      `/identity/judgements/:judgement/${path}`,
      {
        config: { action: 'identity.judge' },
        schema: {
          tags,
          summary,
          params: judgementParamsSchema,
          querystring: noQuerySchema,
          body: Type.Optional(Type.Union([noContent, Type.Null()])),
          response: { 200: refer(judgementSchema) },
        },
      },
      async (request) => {
        const { agencyId } = request.session!;
        const { judgement } = request.params;
        if (!(await judgementOf(request, judgement, path))) throw notFound('judgement');
        await change(database, agencyId, judgement, request.session!.actor);
        return (await judgementOf(request, judgement))!;
      },
    );

  api.post(
    '/identity/judgements/:judgement/withdrawal',
    {
      config: { action: 'identity.judge' },
      schema: {
        tags,
        summary:
          'Take a judgement back, with all others of its decision; what others decided of persons is asked for first, with a reason, and another person takes it back',
        params: judgementParamsSchema,
        querystring: noQuerySchema,
        body: Type.Optional(Type.Union([withdrawalBodySchema, Type.Null()])),
        response: { 200: refer(judgementSchema) },
      },
    },
    async (request) => {
      const { agencyId, actor } = request.session!;
      const { judgement } = request.params;
      if (!(await judgementOf(request, judgement, 'withdrawal'))) throw notFound('judgement');
      await withdrawJudgement(database, agencyId, judgement, { by: actor, reason: request.body?.reason });
      return (await judgementOf(request, judgement))!;
    },
  );

  api.get(
    '/identity/clusters/:id',
    {
      config: { action: 'identity.read' },
      schema: {
        tags,
        summary: 'The rows held for one entity, and what holds them together',
        params: entityParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(clusterSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { id } = request.params;
      const cluster = await read(request, { entity: id, rows: true }, (client) =>
        loadCluster(client, agencyId, parseEntityId(id)!),
      );
      if (!cluster) throw notFound('entity');
      return cluster;
    },
  );

  api.post(
    '/identity/clusters/:id/split',
    {
      config: { action: 'identity.judge' },
      schema: {
        tags,
        summary: 'Part some rows of an entity from the rest: they speak of somebody or something else',
        params: entityParamsSchema,
        querystring: noQuerySchema,
        body: splitBodySchema,
        response: { 201: refer(splitSchema) },
      },
    },
    async (request, reply) => {
      const { agencyId } = request.session!;
      const { id } = request.params;
      const { kind, number } = parseEntityId(id)!;
      const { rows, reason } = request.body;
      const entity = await read(request, { entity: id, split: rows }, async (client) => {
        const [now] = await followMerges(client, agencyId, [number]);
        return findEntity(client, agencyId, { kind, number: now! });
      });
      if (!entity) throw notFound('entity');
      const { entities, ...split } = await splitEntity(database, agencyId, {
        entity: entity.entityId,
        rows: rows.map(numberOfRow),
        reason,
        judgedBy: request.session!.actor,
      });
      return reply.code(201).send({ ...split, entities: entities.map((each) => entityId(kind, each)) });
    },
  );

  api.get(
    '/identity/models',
    {
      config: { action: 'identity.models' },
      schema: {
        tags,
        summary: 'Models learnt here, and what is under way',
        querystring: modelsQuerySchema,
        response: { 200: refer(identityModelsSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { kind } = request.query;
      // Taken before the list is read: what ends in between is told as under way, never as neither.
      const { working, failure } = work;
      const items = await read(request, { models: kind ?? 'all' }, (client) =>
        listModels(client, agencyId, comparedKind(kind)),
      );
      return { items, working, failure };
    },
  );

  api.get(
    '/identity/models/:model',
    {
      config: { action: 'identity.models' },
      schema: {
        tags,
        summary: 'A model with its diagnosis',
        params: modelParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(identityModelPageSchema) },
      },
    },
    async (request) => {
      const { agencyId } = request.session!;
      const { model } = request.params;
      const page = await read(request, { model }, (client) => loadModelPage(client, agencyId, model));
      if (!page) throw notFound('model');
      return page;
    },
  );

  api.post(
    '/identity/models',
    {
      config: { action: 'identity.learn' },
      schema: {
        tags,
        summary: 'Learn a model from what is there, or propose one again with other thresholds',
        querystring: noQuerySchema,
        body: modelBodySchema,
        response: { 202: accepted },
      },
    },
    async (request, reply) => {
      const { kind, ...order } = request.body;
      await read(request, { learn: kind, ...order }, async () => undefined);
      work.learn({ kind: comparedKind(kind)!, learntBy: request.session!.actor, ...order });
      return reply.code(202).send();
    },
  );

  api.post(
    '/identity/models/:model/signature',
    {
      config: { action: 'identity.sign' },
      schema: {
        tags,
        summary: 'Put a model in force: another person signs it than who asked for it',
        params: modelParamsSchema,
        querystring: noQuerySchema,
        body: Type.Optional(Type.Union([noContent, Type.Null()])),
        response: { 202: accepted },
      },
    },
    async (request, reply) => {
      const { agencyId } = request.session!;
      const { model } = request.params;
      const { actor } = request.session!;
      const page = await read(request, { sign: model }, async (client) => {
        const found = await loadModelPage(client, agencyId, model);
        if (found) await refuseToSign(client, agencyId, found, actor);
        return found;
      });
      if (!page) throw notFound('model');
      work.sign(model, comparedKind(page.kind)!, actor);
      return reply.code(202).send();
    },
  );
}
