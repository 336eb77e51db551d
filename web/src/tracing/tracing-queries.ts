import { queryOptions } from '@tanstack/react-query';
import type { ReportsPage, WindowsPage } from '../../../src/api/contract/multiple-sales.ts';
import type { PreparedTraceRequests, TraceRequestsPage, UntracedPage } from '../../../src/api/contract/tracing.ts';
import type { TraceRequestForm } from '../../../src/model/trace-request-form.ts';
import type { Coverage, RequestPage, RequestState, RequestStep } from '../../../src/model/tracing.ts';
import { keepFile, queryString, request } from '../frame/request.ts';

/** Every question and every order of the tracing desk. */

export const untracedQuery = queryOptions({
  queryKey: ['tracing', 'untraced'],
  queryFn: ({ signal }) => request<UntracedPage>('GET', '/tracing/untraced?limit=1000', { signal }),
});

export const requestsQuery = (state: RequestState | null) =>
  queryOptions({
    queryKey: ['tracing', 'requests', state],
    queryFn: ({ signal }) =>
      request<TraceRequestsPage>('GET', `/tracing/requests${queryString({ state: state ?? undefined, limit: 1000 })}`, {
        signal,
      }),
  });

export const requestQuery = (number: string) =>
  queryOptions({
    queryKey: ['tracing', 'request', number],
    queryFn: ({ signal }) => request<RequestPage>('GET', `/tracing/requests/${number}`, { signal }),
  });

export const coverageQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['tracing', 'coverage', from, to],
    queryFn: ({ signal }) => request<Coverage>('GET', `/tracing/coverage${queryString({ from, to })}`, { signal }),
  });

export const reportsQuery = queryOptions({
  queryKey: ['tracing', 'reports'],
  queryFn: ({ signal }) => request<ReportsPage>('GET', '/tracing/multiple-sales', { signal }),
});

export const windowsQuery = queryOptions({
  queryKey: ['tracing', 'windows'],
  queryFn: ({ signal }) => request<WindowsPage>('GET', '/tracing/sale-windows?limit=1000', { signal }),
});

export const prepareRequests = (records: readonly number[]) =>
  request<PreparedTraceRequests>('POST', '/tracing/requests', { body: { records } });

export const saveForm = (
  number: number,
  body: { version: number; form: TraceRequestForm; acknowledged: readonly string[] },
) => request<RequestPage>('PUT', `/tracing/requests/${number}`, { body });

export const takeStep = (number: number, body: { version: number; step: RequestStep; note?: string }) =>
  request<RequestPage>('POST', `/tracing/requests/${number}/steps`, { body });

export const judgeResult = (
  number: number,
  record: number,
  body: { version: number; answers: boolean; again?: true },
) => request<RequestPage>('PUT', `/tracing/requests/${number}/results/${record}`, { body });

export const exportRequests = (requests: readonly number[], format: 'csv' | 'pdf') =>
  keepFile('/tracing/exports', { requests, format, purpose: '' }, `trace-requests.${format}`);

export const askException = (key: string, reason: string) =>
  request<undefined>('POST', '/tracing/exceptions', { body: { key, reason } });

export const stepException = (exception: number, step: 'consent' | 'end') =>
  step === 'consent'
    ? request<undefined>('POST', `/tracing/exceptions/${exception}/consent`)
    : request<undefined>('DELETE', `/tracing/exceptions/${exception}`);
