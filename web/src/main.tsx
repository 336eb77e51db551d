import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './frame/tokens.css';
import './frame/base.css';
import './frame/frame.css';
import './frame/print.css';
import { makeQueryClient } from './frame/query-client.ts';
import { sessionQuery } from './frame/queries.ts';
import { makeRouter } from './frame/router.tsx';
import { leave, rememberPlace } from './frame/session.ts';
import { applyTheme } from './frame/theme.ts';
import { firstLanguage, loadMessages, WordsProvider } from './frame/words.tsx';

applyTheme();
// The server was updated while this page was open, and a part of the old portal is gone: load the new one.
window.addEventListener('vite:preloadError', (event) => {
  event.preventDefault();
  window.location.reload();
});
const client = makeQueryClient(() => {
  rememberPlace();
  leave('none');
});
const router = makeRouter(client);
const session =
  window.location.pathname === '/sign-in' ? null : await client.ensureQueryData(sessionQuery).catch(() => null);
const language = session?.language ?? firstLanguage();
document.documentElement.lang = language;
const messages = await loadMessages(language);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <WordsProvider first={{ language, messages }}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </WordsProvider>
  </StrictMode>,
);
