import { Navigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { PageFrame } from './page-frame.tsx';
import { PageWaiting } from './page-states.tsx';
import { places } from './places.ts';
import { useMay } from './session.ts';
import { Empty } from './states.tsx';
import { useWords } from './words.tsx';

const LivePage = lazy(async () => ({ default: (await import('../live/live-page.tsx')).LivePage }));

/** What opens first: the live board, or the first place the role of the session includes. */
export function StartPage() {
  const { say } = useWords();
  const may = useMay();
  if (may('live.read')) {
    return (
      <Suspense fallback={<PageWaiting />}>
        <LivePage />
      </Suspense>
    );
  }
  const first = places.find(({ action }) => may(action));
  if (first !== undefined) return <Navigate to={first.to as never} replace />;
  return (
    <PageFrame title={say('app.name')}>
      <h1 className="unseen">{say('app.name')}</h1>
      <Empty icon="lock" title={say('shell.noPlace')} help={say('shell.noPlaceHelp')} />
    </PageFrame>
  );
}
