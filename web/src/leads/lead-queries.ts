import { infiniteQueryOptions, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import type { LeadPage, LeadQueue, LeadStepsDone, LeadSummary } from '../../../src/model/lead-answers.ts';
import type { Notices } from '../../../src/model/lead-notices.ts';
import type { LeadPicture, QueuePicture } from '../../../src/model/lead-picture.ts';
import type { LeadStep, StepDetail } from '../../../src/model/lead-workflow.ts';
import { apiBase, Problem, queryString, request } from '../frame/request.ts';

/** Every question and every order of the pages of leads. */

export interface QueueAsked {
  readonly state?: string | undefined;
  readonly standing?: string | undefined;
  readonly kind?: string | undefined;
  readonly assignee?: string | undefined;
  readonly waiting?: boolean | undefined;
  readonly about?: string | undefined;
  readonly text?: string | undefined;
  readonly since?: string | undefined;
  readonly sort?: string | undefined;
}

const pageOfLeads = 100;

export const queueQuery = (asked: QueueAsked) =>
  infiniteQueryOptions({
    queryKey: ['leads', 'queue', asked],
    queryFn: ({ signal, pageParam }) =>
      request<LeadQueue>('GET', `/leads${queryString({ ...asked, limit: pageOfLeads, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const queuePictureQuery = (leads: readonly number[]) =>
  queryOptions({
    queryKey: ['leads', 'picture-of', leads.join(',')],
    queryFn: ({ signal }) =>
      request<QueuePicture>('GET', `/leads/picture${queryString({ leads: leads.join(',') })}`, { signal }),
    enabled: leads.length > 0,
  });

export const leadQuery = (lead: string) =>
  queryOptions({
    queryKey: ['leads', 'lead', lead],
    queryFn: ({ signal }) => request<LeadPage>('GET', `/leads/${lead}`, { signal }),
  });

export const leadPictureQuery = (lead: string) =>
  queryOptions({
    queryKey: ['leads', 'lead-picture', lead],
    queryFn: ({ signal }) => request<LeadPicture>('GET', `/leads/${lead}/picture`, { signal }),
  });

export const noticesQuery = (which: 'open' | 'all') =>
  queryOptions({
    queryKey: ['notices', which],
    queryFn: ({ signal }) => request<Notices>('GET', `/notices${queryString({ which, limit: 200 })}`, { signal }),
  });

export interface StepOrder extends StepDetail {
  readonly leads: readonly { readonly lead: number; readonly revision: number; readonly version?: number }[];
  readonly step: LeadStep;
  readonly reason?: string | undefined;
}

export const takeStep = (order: StepOrder) => request<LeadStepsDone>('POST', '/leads/steps', { body: order });

export const giveInside = (lead: number, body: { name: string; purpose: string }) =>
  request<void>('POST', `/leads/${lead}/recipients`, { body });

export const askRelease = (
  lead: number,
  body: { revision: number; version: number; recipient: string; purpose: string },
) => request<{ request: number }>('POST', `/leads/${lead}/release`, { body });

export const answerRequest = (
  lead: number,
  asked: number,
  body: { agree: boolean; version?: number; reason?: string },
) => request<void>('POST', `/leads/${lead}/requests/${asked}`, { body });

export const writeNote = (lead: number, body: { text: string; inBriefing: boolean }) =>
  request<{ note: number }>('POST', `/leads/${lead}/notes`, { body });

export const readNotice = (notice: number) => request<void>('POST', `/notices/${notice}/read`, { body: {} });
export const recordSent = (notice: number, how: string) =>
  request<void>('POST', `/notices/${notice}/sent`, { body: { how } });

export const recordPrint = (lead: string, purpose: string, version: number) =>
  request<void>('POST', `/leads/${lead}/prints`, { body: { purpose, version } });

/** The briefing package as a file; made on the server and put on record there with its purpose. */
export async function fetchPackage(lead: string, purpose: string, recipient: number | null): Promise<Blob> {
  const query = queryString({ recipient: recipient ?? undefined });
  let response: Response;
  try {
    response = await fetch(`${apiBase}/leads/${lead}/briefing.zip${query}`, {
      credentials: 'same-origin',
      headers: { 'flashlight-purpose': encodeURIComponent(purpose) },
    });
  } catch {
    throw new Problem({ title: '', status: 0, code: 'network', detail: '' });
  }
  if (!response.ok)
    throw new Problem((await response.json()) as { title: string; status: number; code: string; detail: string });
  return response.blob();
}

/** Puts what a step made of leads into every queue that is kept: they stay where they are. */
export function patchQueues(client: QueryClient, change: (lead: LeadSummary) => LeadSummary): void {
  client.setQueriesData<InfiniteData<LeadQueue, string | undefined>>({ queryKey: ['leads', 'queue'] }, (before) =>
    before === undefined
      ? undefined
      : { ...before, pages: before.pages.map((page) => ({ ...page, leads: page.leads.map(change) })) },
  );
}
