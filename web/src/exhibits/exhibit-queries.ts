import { queryOptions } from '@tanstack/react-query';
import type { ExhibitsPage } from '../../../src/api/contract/exhibits.ts';
import type { CorrelationFilter } from '../../../src/model/correlations.ts';
import type { ExhibitBoard, ExhibitClocks } from '../../../src/model/exhibit-board.ts';
import type { EnrolOrder, ExhibitFactsWritten, ExhibitStepOrder } from '../../../src/model/exhibit-orders.ts';
import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import { queryString, request, requestFile, sendForm } from '../frame/request.ts';

/** Every question and every order about ballistic exhibits. */

export interface ExhibitsAsked {
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly calibre?: string | undefined;
  readonly number?: string | undefined;
}

const shownMost = 2000;

export const exhibitsQuery = (asked: ExhibitsAsked) =>
  queryOptions({
    queryKey: ['exhibits', 'list', asked],
    queryFn: ({ signal }) =>
      request<ExhibitsPage>('GET', `/exhibits${queryString({ ...asked, limit: shownMost })}`, { signal }),
  });

export const exhibitBoardQuery = (until: string | null, hours: number) =>
  queryOptions({
    queryKey: ['exhibits', 'board', until, hours],
    queryFn: ({ signal }) =>
      request<ExhibitBoard>('GET', `/exhibits/board${queryString({ until: until ?? undefined, hours })}`, { signal }),
  });

export const exhibitClocksQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['exhibits', 'clocks', from, to],
    queryFn: ({ signal }) => request<ExhibitClocks>('GET', `/exhibits/clocks${queryString({ from, to })}`, { signal }),
  });

/** The ballistic evidence of its whole case, as a PDF. */
export const fetchCaseReport = (exhibit: number, purpose: string) =>
  requestFile(`/exhibits/${exhibit}/case-report.pdf`, { 'flashlight-purpose': encodeURIComponent(purpose) });

const workingMilliseconds = 1500;

/** Whether the program still has something to do for an exhibit. */
export const isWorkedOn = (page: ExhibitPage): boolean =>
  page.requests.some(({ state }) => state === 'WAITING' || state === 'RUNNING') ||
  page.scanList.some(({ state, indexed }) => state === 'RECEIVED' || (state === 'PREPARED' && !indexed));

/** Asked anew as long as something of it is being prepared or searched for. */
export const exhibitQuery = (exhibit: string) =>
  queryOptions({
    queryKey: ['exhibits', 'one', exhibit],
    queryFn: ({ signal }) => request<ExhibitPage>('GET', `/exhibits/${exhibit}`, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isWorkedOn(state.data) ? workingMilliseconds : false),
  });

export const enrol = (order: EnrolOrder) => request<ExhibitPage>('POST', '/exhibits', { body: order });

export const edit = (exhibit: number, body: { version: number; facts: ExhibitFactsWritten }) =>
  request<ExhibitPage>('PUT', `/exhibits/${exhibit}`, { body });

export const takeExhibitStep = (exhibit: number, body: ExhibitStepOrder) =>
  request<ExhibitPage>('POST', `/exhibits/${exhibit}/steps`, { body });

export const handInScan = (exhibit: number, file: File, maskedBefore: boolean) => {
  const form = new FormData();
  form.append('file', file);
  return sendForm<ExhibitPage>(`/exhibits/${exhibit}/scans${queryString({ maskedBefore })}`, form);
};

export const withdrawScan = (exhibit: number, scan: number, body: { version: number; reason: string }) =>
  request<ExhibitPage>('POST', `/exhibits/${exhibit}/scans/${scan}/withdrawal`, { body });

export const searchAgain = (exhibit: number, body: { only?: CorrelationFilter; exhaustive: boolean }) =>
  request<ExhibitPage>('POST', `/exhibits/${exhibit}/searches`, { body });
