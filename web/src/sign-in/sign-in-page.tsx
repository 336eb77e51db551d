import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { sessionQuery, type Session } from '../frame/queries.ts';
import { Problem, request } from '../frame/request.ts';
import { takePlace } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import './sign-in.css';

const route = getRouteApi('/sign-in');
let exchange: Promise<Session> | null = null;

/** The token of the link. It stands behind the #, which browsers do not send, and is taken out of the address at once. */
function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token !== null) window.history.replaceState(window.history.state, '', window.location.pathname);
  return token;
}

export function SignInPage() {
  const { say, chooseLanguage, language } = useWords();
  const shownIn = useRef(language);
  shownIn.current = language;
  const { why } = route.useSearch();
  const client = useQueryClient();
  const router = useRouter();
  const [state, setState] = useState<'waiting' | 'plain' | 'failed' | 'tooMany'>('waiting');

  useEffect(() => {
    document.title = `${say('signIn.title')} · ${say('app.name')}`;
  }, [say]);

  useEffect(() => {
    const spend = () => {
      const token = takeToken();
      if (token !== null)
        exchange = request<Session>('POST', '/session', { body: { token, language: shownIn.current } });
      if (exchange === null) {
        setState('plain');
        return;
      }
      setState('waiting');
      exchange.then(
        (session) => {
          exchange = null;
          client.setQueryData(sessionQuery.queryKey, session);
          router.history.replace(takePlace());
        },
        (error: unknown) => {
          exchange = null;
          setState(error instanceof Problem && error.status === 429 ? 'tooMany' : 'failed');
        },
      );
    };
    spend();
    // A link pasted while this page is open changes what stands behind the # alone.
    const pasted = () => {
      if (window.location.hash.includes('token=')) spend();
    };
    window.addEventListener('hashchange', pasted);
    return () => window.removeEventListener('hashchange', pasted);
    // Once for each arrival: a token is spent by its first exchange.
  }, []);

  return (
    <main className="sign-in" id="page">
      <div className="panel">
        <svg width="48" height="48" viewBox="0 0 40 40" aria-hidden="true">
          <rect width="40" height="40" rx="10" fill="var(--accent)" />
          <path d="M10 17h12l8-6v18l-8-6H10z" fill="var(--on-accent)" />
        </svg>
        <h1>{say('app.name')}</h1>
        {state === 'waiting' ? (
          <p role="status">{say('signIn.withLink')}</p>
        ) : (
          <>
            {state === 'failed' || state === 'tooMany' ? (
              <div className="sign-in-note" role="alert">
                <strong>{say(`signIn.${state}`)}</strong>
                <p>{say(`signIn.${state}Help`)}</p>
              </div>
            ) : why === 'locked' ? (
              <div className="sign-in-note" role="status">
                <strong>{say('signIn.locked')}</strong>
                <p>{say('signIn.lockedHelp')}</p>
              </div>
            ) : why === 'signed-out' ? (
              <div className="sign-in-note" role="status">
                <strong>{say('signIn.signedOut')}</strong>
              </div>
            ) : null}
            <p className="sign-in-lead">{say('signIn.why')}</p>
            <p>{say('signIn.once')}</p>
            <h2>{say('signIn.how')}</h2>
            <ul>
              <li>{say('signIn.howServer')}</li>
              <li>{say('signIn.howAdmin')}</li>
            </ul>
          </>
        )}
        <div className="segmented" role="group" aria-label={say('session.language')}>
          <button type="button" lang="en" aria-pressed={language === 'en'} onClick={() => chooseLanguage('en')}>
            English
          </button>
          <button type="button" lang="es" aria-pressed={language === 'es'} onClick={() => chooseLanguage('es')}>
            Español
          </button>
        </div>
      </div>
    </main>
  );
}
