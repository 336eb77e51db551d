import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type {
  Cluster,
  ComparedKind,
  IdentityModel,
  IdentityModelPage,
  IdentityModels,
  PairWhy,
  ReviewPair,
  ReviewQueue,
  Split,
} from '../../../src/model/identity.ts';
import type { GivenJudgementAnswer, LastJudgement } from '../../../src/model/judgements.ts';
import { queryString, request } from '../frame/request.ts';

/** Every question and every order of the pages of identity. */

export type QueueState = ReviewPair['state'];
export type Verdict = GivenJudgementAnswer['verdict'];
export type Judgement = GivenJudgementAnswer;

/** A page of the queue, and the moment it was asked for. */
export interface QueuePage extends ReviewQueue {
  readonly readAt: number;
}

export const queueStates: readonly QueueState[] = ['open', 'unsure', 'waiting', 'decided'];

const pageOfPairs = 30;
/** How often work in the background is looked at. */
const lookMilliseconds = 1500;

export const queueQuery = (state: QueueState, kind: ComparedKind | null) =>
  infiniteQueryOptions({
    queryKey: ['identity', 'queue', state, kind],
    queryFn: async ({ signal, pageParam }): Promise<QueuePage> => {
      // A decision settled after the question was asked may be missing in the answer.
      const readAt = Date.now();
      const question = queryString({ state, kind: kind ?? undefined, limit: pageOfPairs, cursor: pageParam });
      return { ...(await request<ReviewQueue>('GET', `/identity/queue${question}`, { signal })), readAt };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const pairQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: ['identity', 'why', a, b],
    queryFn: ({ signal }) => request<PairWhy>('GET', `/identity/why${queryString({ a, b })}`, { signal }),
  });

/** What whoever is signed in decided last and has not taken back. */
export const lastOwnQuery = queryOptions({
  queryKey: ['identity', 'last-own'],
  queryFn: async ({ signal }) => (await request<LastJudgement>('GET', '/identity/judgements/last', { signal })).last,
});

export const clusterQuery = (id: string) =>
  queryOptions({
    queryKey: ['identity', 'cluster', id],
    queryFn: ({ signal }) => request<Cluster>('GET', `/identity/clusters/${encodeURIComponent(id)}`, { signal }),
  });

export const modelsQuery = (kind: ComparedKind) =>
  queryOptions({
    queryKey: ['identity', 'models', kind],
    queryFn: ({ signal }) => request<IdentityModels>('GET', `/identity/models${queryString({ kind })}`, { signal }),
    refetchInterval: ({ state }) => (state.error === null && state.data?.working != null ? lookMilliseconds : false),
  });

export const modelQuery = (model: number) =>
  queryOptions({
    queryKey: ['identity', 'model', model],
    queryFn: ({ signal }) => request<IdentityModelPage>('GET', `/identity/models/${model}`, { signal }),
  });

export const judge = (body: { a: string; b: string; verdict: Verdict; reason: string }) =>
  request<Judgement>('POST', '/identity/judgements', { body });

export const confirmJudgement = (judgement: number) =>
  request<Judgement>('POST', `/identity/judgements/${judgement}/confirmation`);

/** Takes back the whole decision the judgement belongs to, or asks for it where it takes two. */
export const withdrawJudgement = ({ judgement, reason }: { judgement: number; reason?: string }) =>
  request<Judgement>(
    'POST',
    `/identity/judgements/${judgement}/withdrawal`,
    reason === undefined ? {} : { body: { reason } },
  );

/** What somebody asked to take back holds on. */
export const keepJudgement = (judgement: number) =>
  request<Judgement>('POST', `/identity/judgements/${judgement}/keeping`);

/** Whether a reader asks for a judgement to be taken back, for another person to agree: what others decided of persons and is in force. */
export const takesTwo = (kind: string, { verdict, state, judgedBy, confirmedBy }: Judgement, reader: string) =>
  kind === 'person' &&
  verdict !== 'unsure' &&
  (state === 'IN_FORCE' || state === 'OVERRULED') &&
  judgedBy !== reader &&
  confirmedBy !== reader;

export const splitCluster = (id: string, body: { rows: readonly string[]; reason: string }) =>
  request<Split>('POST', `/identity/clusters/${encodeURIComponent(id)}/split`, { body });

export const orderModel = (body: {
  kind: ComparedKind;
  from?: number;
  acceptBits?: number | null;
  reviewBits?: number;
}) => request<IdentityModel | undefined>('POST', '/identity/models', { body });

export const signModel = (model: number) =>
  request<IdentityModel | undefined>('POST', `/identity/models/${model}/signature`);

/**
 * Who is who has changed: whatever shows entities is asked for anew when it is opened next. What is looked at now stays, so that no
 * list jumps under the reader.
 */
export function markChanged(client: QueryClient): void {
  const touched = new Set(['identity', 'entity', 'life', 'links', 'paths', 'search', 'live', 'record']);
  void client.invalidateQueries({
    refetchType: 'none',
    predicate: ({ queryKey }) => touched.has(String(queryKey[0])),
  });
}
