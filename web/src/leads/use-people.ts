import { useQuery } from '@tanstack/react-query';
import type { LeadQueue } from '../../../src/model/lead-answers.ts';
import { request } from '../frame/request.ts';

const nobody: readonly string[] = [];

/** Who a lead may be given to. */
export function usePeople(): readonly string[] {
  const { data } = useQuery({
    queryKey: ['leads', 'people'],
    queryFn: ({ signal }) => request<LeadQueue>('GET', '/leads?limit=1', { signal }),
    staleTime: 300_000,
  });
  return data?.people ?? nobody;
}
