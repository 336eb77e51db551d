import { queryOptions } from '@tanstack/react-query';
import type { Audience, TraceYear, TraceYears, YearReportKind } from '../../../src/model/trace-year.ts';
import { queryString, request } from '../frame/request.ts';

export const yearsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: ({ signal }) => request<TraceYears>('GET', '/reports', { signal }),
});

export interface YearQuestion {
  readonly report: YearReportKind;
  readonly year: string;
  readonly audience: Audience;
}

export const pathOf = ({ report, year, audience }: YearQuestion, ending: '' | '.csv' | '.pdf' = '') =>
  `/reports/${report}/${year}${ending}${queryString({ audience })}`;

export const yearQuery = (question: YearQuestion) =>
  queryOptions({
    queryKey: ['report', question],
    queryFn: ({ signal }) => request<TraceYear>('GET', pathOf(question), { signal }),
  });
