import {
  agreeToConsensus,
  giveReview,
  loadCandidatePair,
  loadCandidateQueue,
  proposeConsensus,
  takeBackReview,
} from '../../jobs/review-candidates.ts';
import { candidatePairSchema, candidateQueueSchema } from '../../model/candidate-pairs.ts';
import {
  candidatePairParamsSchema,
  candidateQueueQuerySchema,
  giveReviewSchema,
  proposeConsensusSchema,
} from '../contract/nibin.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { nibinTurn } from './nibin-turn.ts';

const tags = ['nibin'];

/** Pairs that searches put together, and what people say of them on a screen. Each answer is as the reader may see it: blind until all have spoken. */
export function addCandidateReviewRoutes(api: Api, context: Context): void {
  const { refer, read, write } = context;

  api.get(
    '/candidate-reviews',
    {
      config: { action: 'nibin.review' },
      schema: {
        tags,
        summary: 'Pairs of exhibits to look at, the strongest and gravest first, and those looked at',
        querystring: candidateQueueQuerySchema,
        response: { 200: refer(candidateQueueSchema) },
      },
    },
    async (request) => {
      const { state = 'review', limit = 100 } = request.query;
      return read(request, { candidates: state }, (client) =>
        loadCandidateQueue(client, request.session!, { state, limit }),
      );
    },
  );

  api.get(
    '/candidate-reviews/:a/:b',
    {
      config: { action: 'nibin.review' },
      schema: {
        tags,
        summary: 'One pair of exhibits, as the reader may see it',
        params: candidatePairParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(candidatePairSchema) },
      },
    },
    async (request) =>
      read(request, { candidate: request.params }, (client) =>
        loadCandidatePair(client, request.session!, request.params),
      ),
  );

  api.post(
    '/candidate-reviews/:a/:b',
    {
      config: { action: 'nibin.review' },
      schema: {
        tags,
        summary: 'Say what one sees in a pair: lead, no lead, unsuitable. Two people who say lead make one',
        params: candidatePairParamsSchema,
        querystring: noQuerySchema,
        body: giveReviewSchema,
        response: { 200: refer(candidatePairSchema) },
      },
    },
    async (request) => {
      const { conclusion, note } = request.body;
      return write(request, { candidate: request.params, review: true }, async (client) => {
        await giveReview(client, nibinTurn(context, request), {
          ...request.params,
          conclusion,
          note: note?.trim() || null,
        });
        return loadCandidatePair(client, request.session!, request.params);
      });
    },
  );

  api.post(
    '/candidate-reviews/:a/:b/undo',
    {
      config: { action: 'nibin.review' },
      schema: {
        tags,
        summary: 'Take back what one said of a pair, as long as nobody spoke after it',
        params: candidatePairParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(candidatePairSchema) },
      },
    },
    async (request) =>
      write(request, { candidate: request.params, undo: true }, async (client) => {
        await takeBackReview(client, nibinTurn(context, request), request.params);
        return loadCandidatePair(client, request.session!, request.params);
      }),
  );

  api.post(
    '/candidate-reviews/:a/:b/consensus',
    {
      config: { action: 'nibin.review' },
      schema: {
        tags,
        summary: 'Propose what those who differ could agree on',
        params: candidatePairParamsSchema,
        querystring: noQuerySchema,
        body: proposeConsensusSchema,
        response: { 200: refer(candidatePairSchema) },
      },
    },
    async (request) => {
      const { conclusion, reason } = request.body;
      return write(request, { candidate: request.params, consensus: 'proposed' }, async (client) => {
        await proposeConsensus(client, nibinTurn(context, request), {
          ...request.params,
          conclusion,
          reason: reason.trim(),
        });
        return loadCandidatePair(client, request.session!, request.params);
      });
    },
  );

  api.post(
    '/candidate-reviews/:a/:b/consensus/agreement',
    {
      config: { action: 'nibin.review' },
      schema: {
        tags,
        summary: 'Agree to what another of those who differ proposed',
        params: candidatePairParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(candidatePairSchema) },
      },
    },
    async (request) =>
      write(request, { candidate: request.params, consensus: 'agreed' }, async (client) => {
        await agreeToConsensus(client, nibinTurn(context, request), request.params);
        return loadCandidatePair(client, request.session!, request.params);
      }),
  );
}
