import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { comparedKinds, type ComparedKind, type ReviewPair } from '../../../src/model/identity.ts';
import { countsNow, knowsNewer, nextKey, pairKey, remaining, rowsOfKey } from './decision-log.ts';
import { pairQuery, queueQuery, queueStates, type QueueState } from './identity-queries.ts';
import { useDecisions } from './use-decisions.ts';

/** From how near the end of what is loaded the next page is asked for. */
const aheadOfEnd = 8;

type Change = Partial<Record<'kind' | 'state' | 'pair', string | undefined>>;

/** The queue as it stands now: which pairs, which of them is looked at, and what was decided here. */
export function useReview() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const search: { kind?: string; state?: string; pair?: string } = useSearch({ strict: false });
  const state: QueueState = queueStates.find((each) => each === search.state) ?? 'open';
  const kind: ComparedKind | null = comparedKinds.find((each) => each === search.kind) ?? null;
  const decisions = useDecisions();
  const { log } = decisions;
  const queue = useInfiniteQuery(queueQuery(state, kind));
  const pages = queue.data?.pages;

  const items = useMemo(() => {
    const found = new Map<string, ReviewPair>();
    for (const page of pages ?? [])
      for (const item of remaining(page.items, log, state, page.readAt)) found.set(pairKey(item), item);
    return [...found.values()];
  }, [pages, log, state]);
  const last = pages?.at(-1);
  const counts = last === undefined ? null : countsNow(last.counts, log, last.readAt);

  const first = items[0] === undefined ? null : pairKey(items[0]);
  const selected = rowsOfKey(search.pair) === null ? first : search.pair!;
  const at = items.findIndex((each) => pairKey(each) === selected);
  const item = items[at] ?? null;
  const rows = rowsOfKey(selected);
  const pair = useQuery({ ...pairQuery(rows?.a ?? '', rows?.b ?? ''), enabled: rows !== null });

  const { hasNextPage, isFetching, isError, fetchNextPage, refetch } = queue;
  // What was decided here moves pairs in the order of the queue, so that one may have slipped from a page not read to one that was: before it is said
  // that nobody needs to be asked, the queue is read once more.
  const looksAgain =
    last !== undefined && items.length === 0 && !hasNextPage && !isError && knowsNewer(log, last.readAt);
  const isSending = log.some((each) => each.state === 'sending');
  useEffect(() => {
    if (looksAgain && !isSending && !isFetching) void refetch();
  }, [looksAgain, isSending, isFetching, refetch]);
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && at >= items.length - aheadOfEnd) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage, at, items.length]);

  const following = nextKey(items, selected);
  useEffect(() => {
    const ahead = rowsOfKey(following);
    if (ahead !== null) void client.prefetchQuery(pairQuery(ahead.a, ahead.b));
  }, [client, following]);

  const go = (change: Change) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
      replace: true,
      resetScroll: false,
    });
  const select = (key: string | null) => go({ pair: key ?? undefined });

  return {
    kind,
    state,
    queue,
    items,
    counts,
    total: counts?.[state] ?? 0,
    looksAgain,
    model: pages?.[0]?.model ?? null,
    selected,
    at,
    item,
    rows,
    pair,
    decisions,
    following,
    go,
    select,
    step: (by: 1 | -1) => {
      const next = at < 0 ? items[0] : items[at + by];
      if (next !== undefined) select(pairKey(next));
    },
  };
}

export type Review = ReturnType<typeof useReview>;
