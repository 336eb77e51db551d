import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './request.ts';

/**
 * What the server answered is kept and shown again; nothing is asked again behind the reader's back, so that a page does not
 * jump while it is read. New data is announced by the notice of the frame instead.
 */
export function makeQueryClient(signedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof Problem && error.status === 401 && query.queryKey[0] !== 'session') signedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) =>
          failures < 1 && error instanceof Problem && (error.status === 0 || error.status >= 502),
        retryDelay: 400,
      },
    },
  });
}
