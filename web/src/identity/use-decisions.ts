import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { forgotten, logged, settled, type Decision } from './decision-log.ts';
import {
  confirmJudgement,
  judge,
  lastOwnQuery,
  markChanged,
  withdrawJudgement,
  type Judgement,
} from './identity-queries.ts';

const logKey = ['decisions'];
const none: readonly Decision[] = [];

export interface NewDecision extends Pick<Decision, 'key' | 'from' | 'to' | 'verdict' | 'reason'> {
  readonly rows: { readonly a: string; readonly b: string };
  /** The judgement agreed with, where this is the second person. */
  readonly confirms: number | null;
}

/**
 * What this person decided since the portal was opened. A decision is shown as done at once and sent behind it; where the server refuses,
 * it is marked so and what it took away is there again. What was decided before is in the store, and is taken back from there.
 */
export function useDecisions() {
  const client = useQueryClient();
  const { data: log } = useQuery({
    queryKey: logKey,
    queryFn: () => none,
    enabled: false,
    initialData: none,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const sent = useRef(new Map<string, Promise<Judgement | null>>());
  const change = useCallback(
    (next: (log: readonly Decision[]) => readonly Decision[]) =>
      client.setQueryData<readonly Decision[]>(logKey, (before) => next(before ?? none)),
    [client],
  );

  const decide = useCallback(
    async ({ rows, confirms, ...decision }: NewDecision): Promise<boolean> => {
      const { key } = decision;
      change((before) =>
        logged(before, {
          ...decision,
          confirms: confirms !== null,
          state: 'sending',
          judgement: null,
          at: 0,
          error: null,
        }),
      );
      const answer = (
        confirms === null
          ? judge({ ...rows, verdict: decision.verdict, reason: decision.reason })
          : confirmJudgement(confirms)
      ).then(
        (judgement) => {
          const state = judgement.state === 'OVERRULED' ? 'overruled' : 'done';
          change((before) => settled(before, key, { state, judgement: judgement.judgement, at: Date.now() }));
          markChanged(client);
          return judgement;
        },
        (error: unknown) => {
          change((before) => settled(before, key, { state: 'refused', error }));
          return null;
        },
      );
      sent.current.set(key, answer);
      return (await answer) !== null;
    },
    [change, client],
  );

  const takeBack = useCallback(
    async (decision: Decision): Promise<void> => {
      const judgement = decision.judgement ?? (await sent.current.get(decision.key))?.judgement ?? null;
      if (judgement === null) return;
      await withdrawJudgement({ judgement });
      change((before) => forgotten(before, decision.key));
      markChanged(client);
    },
    [change, client],
  );

  // Before a reload, in another tab, or yesterday: what this person decided last is asked of the store when it is to be taken back.
  const takeBackStored = useCallback(async (): Promise<Judgement | null> => {
    const last = await client.fetchQuery({ ...lastOwnQuery, staleTime: 0 });
    if (last === null) return null;
    await withdrawJudgement({ judgement: last.judgement });
    markChanged(client);
    client.setQueryData(lastOwnQuery.queryKey, null);
    void client.invalidateQueries({ queryKey: lastOwnQuery.queryKey });
    void client.invalidateQueries({ queryKey: ['identity', 'queue'] });
    return last;
  }, [client]);

  const forget = useCallback((key: string) => void change((before) => forgotten(before, key)), [change]);

  return { log, decide, takeBack, takeBackStored, forget };
}
