import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CandidatePair, CandidateQueue } from '../../../src/model/candidate-pairs.ts';
import type { NibinLeadPage, NibinLeads, NibinNotices, NibinStatistics } from '../../../src/model/nibin.ts';
import type {
  ExaminerConclusion,
  NibinOutcome,
  NibinStanding,
  NibinState,
  NibinStep,
  ReviewConclusion,
} from '../../../src/model/nibin-states.ts';
import { queryString, request } from '../frame/request.ts';

/** Every question and every order about candidates and NIBIN leads. */

export const candidatesQuery = (state: CandidatePair['state']) =>
  queryOptions({
    queryKey: ['nibin', 'candidates', state],
    queryFn: ({ signal }) => request<CandidateQueue>('GET', `/candidate-reviews${queryString({ state })}`, { signal }),
  });

const pageOfLeads = 100;

export const nibinLeadsQuery = (filter: { state: NibinState | null; standing: NibinStanding | null }) =>
  infiniteQueryOptions({
    queryKey: ['nibin', 'leads', filter],
    queryFn: ({ signal, pageParam }) =>
      request<NibinLeads>(
        'GET',
        `/nibin-leads${queryString({ state: filter.state ?? undefined, standing: filter.standing ?? undefined, limit: pageOfLeads, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const nibinLeadQuery = (lead: string) =>
  queryOptions({
    queryKey: ['nibin', 'lead', lead],
    queryFn: ({ signal }) => request<NibinLeadPage>('GET', `/nibin-leads/${lead}`, { signal }),
  });

export const nibinFiguresQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['nibin', 'figures', from, to],
    queryFn: ({ signal }) =>
      request<NibinStatistics>('GET', `/nibin-leads/statistics${queryString({ from, to })}`, { signal }),
  });

export const nibinNoticesQuery = (which: 'open' | 'all') =>
  queryOptions({
    queryKey: ['notices', 'nibin', which],
    queryFn: ({ signal }) => request<NibinNotices>('GET', `/nibin-notices${queryString({ which })}`, { signal }),
  });

interface Pair {
  readonly a: { readonly exhibit: number };
  readonly b: { readonly exhibit: number };
}
const pairPath = ({ a, b }: Pair) => `/candidate-reviews/${a.exhibit}/${b.exhibit}`;

export const giveReview = (pair: Pair, conclusion: ReviewConclusion, note: string) =>
  request<CandidatePair>('POST', pairPath(pair), {
    body: { conclusion, ...(note.trim() === '' ? {} : { note: note.trim() }) },
  });

export const takeBack = (pair: Pair) => request<CandidatePair>('POST', `${pairPath(pair)}/undo`);

export const propose = (pair: Pair, conclusion: ReviewConclusion, reason: string) =>
  request<CandidatePair>('POST', `${pairPath(pair)}/consensus`, { body: { conclusion, reason } });

export const agree = (pair: Pair) => request<CandidatePair>('POST', `${pairPath(pair)}/consensus/agreement`);

export interface Gift {
  readonly side: 'inside' | 'outside';
  readonly name: string;
  readonly purpose: string;
}

const leadPost = (lead: number, path: string, body: object) =>
  request<NibinLeadPage>('POST', `/nibin-leads/${lead}/${path}`, { body });

export const disseminate = (
  lead: number,
  body: { revision: number; recipients: readonly Gift[]; otherNumber?: string; confidence?: string },
) => leadPost(lead, 'dissemination', body);

export const giveTo = (lead: number, gift: Gift) => leadPost(lead, 'recipients', gift);

export const takeStep = (
  lead: number,
  body: {
    revision: number;
    step: NibinStep;
    note?: string;
    assignee?: string;
    outcome?: NibinOutcome;
    suspected?: boolean;
  },
) => leadPost(lead, 'steps', body);

export const retract = (lead: number, body: { revision: number; reason: string }) => leadPost(lead, 'retraction', body);

export const conclude = (
  lead: number,
  body: {
    revision: number;
    conclusion: ExaminerConclusion;
    method: string;
    limitation: string;
    report: string;
    on: string;
    accreditation?: string;
  },
) => leadPost(lead, 'conclusions', body);

export const verify = (lead: number, conclusion: number, body: { revision: number; agrees: boolean; note?: string }) =>
  leadPost(lead, `conclusions/${conclusion}/verification`, body);

export const receive = (notice: number, how: string | null) =>
  request<undefined>('POST', `/nibin-notices/${notice}/receipt`, { body: how === null ? {} : { how } });

export const callBack = (lead: number, recall: number, how: string) =>
  request<undefined>('POST', `/nibin-leads/${lead}/recalls/${recall}/receipt`, { body: { how } });
