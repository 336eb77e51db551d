import { useQuery, type QueryClient } from '@tanstack/react-query';

/** Leads the server said are others than what is shown; `null` in it stands for any. */
const key = ['changed-leads'];
const none: readonly number[] = [];
/** What this page did itself comes back as news for so long. */
const ownMilliseconds = 5000;
const own = new Map<number, number>();

/** Says that this page changed some leads itself: what comes of that is no news to it. */
export function expectOwn(leads: readonly number[]): void {
  for (const lead of leads) own.set(lead, Date.now() + ownMilliseconds);
}

export function noteChanged(client: QueryClient, leads: readonly number[]): void {
  const now = Date.now();
  const news = leads.filter((lead) => (own.get(lead) ?? 0) < now);
  for (const lead of leads)
    void client.invalidateQueries({ queryKey: ['leads', 'lead', String(lead)], refetchType: 'active' });
  if (news.length === 0) return;
  for (const lead of news)
    void client.invalidateQueries({ queryKey: ['leads', 'lead-picture', String(lead)], refetchType: 'active' });
  client.setQueryData<readonly number[]>(key, (before) => [...new Set([...(before ?? none), ...news])]);
}

export function forgetChanged(client: QueryClient): void {
  client.setQueryData<readonly number[]>(key, none);
}

/** Leads that changed, or are new, since the list was loaded. */
export function useChangedLeads(): readonly number[] {
  return useQuery({
    queryKey: key,
    queryFn: () => none,
    enabled: false,
    initialData: none,
    staleTime: Infinity,
    gcTime: Infinity,
  }).data;
}
