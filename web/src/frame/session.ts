import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { formatsOf, type Formats } from './format.ts';
import { sessionQuery, type Session } from './queries.ts';
import { request } from './request.ts';
import { useWords } from './words.tsx';

/** Why the sign-in page is shown, and where the reader was, kept for this tab alone. */
const returnKey = 'flashlight.return';

export type SignedOutWhy = 'none' | 'locked' | 'signed-out';

export function rememberPlace(): void {
  if (window.location.pathname === '/sign-in') return;
  try {
    sessionStorage.setItem(returnKey, window.location.pathname + window.location.search);
  } catch {
    // Without storage the reader begins at the first page again.
  }
}

/** Where the reader was before signing in; a path of this site or the first page. */
export function takePlace(): string {
  try {
    const kept = sessionStorage.getItem(returnKey);
    sessionStorage.removeItem(returnKey);
    if (kept !== null && /^\/(?!\/)/.test(kept)) return kept;
  } catch {
    // Fall through.
  }
  return '/';
}

/** Why the reader signs out, once they do: what is refused on the way is no other reason. */
let ownReason: SignedOutWhy | null = null;

export function leave(refused: SignedOutWhy): void {
  const why = ownReason ?? refused;
  // A whole page load, so that nothing of what was shown stays in memory.
  window.location.replace(why === 'none' ? '/sign-in' : `/sign-in?why=${why}`);
}

/** Who is signed in. Only for components below the signed-in route, which has made sure of it. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export function useSignOut(): (why: SignedOutWhy) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (why) => {
      ownReason = why;
      if (why === 'locked') rememberPlace();
      client.clear();
      try {
        await request('DELETE', '/session');
      } catch {
        // The session ends on the server by itself; what is shown is gone either way.
      }
      leave(why);
    },
    [client],
  );
}

/** Dates and numbers in the reader's language and the agency's zone. */
export function useFormats(): Formats & { timeZone: string } {
  const { language } = useWords();
  const { timeZone } = useSession().agency;
  return formatsOf(language, timeZone);
}

/**
 * Whether the role of the session includes an action; the portal shows no place that would refuse. What a session includes
 * never changes while it lasts: it is read, not watched, for every link of a list asks.
 */
export function useMay(): (action: string) => boolean {
  const session = useQueryClient().getQueryData(sessionQuery.queryKey);
  return (action) => session?.actions.includes(action) ?? false;
}
