import { Empty, Failed, Loading, Skeleton, SkeletonLines } from './states.tsx';
import { useSession } from './session.ts';
import { useWords } from './words.tsx';

/** Whole pages in waiting, in failure, or missing. */
export function PageWaiting() {
  const { say } = useWords();
  return (
    <div className="stage">
      <main id="page" tabIndex={-1} className="page">
        <h1 className="unseen">{say('loading')}</h1>
        <Loading>
          <Skeleton height={32} width="40%" />
          <div className="panel">
            <SkeletonLines lines={6} />
          </div>
        </Loading>
      </main>
    </div>
  );
}

export function PageFailed({ error, reset }: { error: unknown; reset: () => void }) {
  const { say } = useWords();
  return (
    <div className="stage">
      <main id="page" tabIndex={-1} className="page">
        <h1 className="unseen">{say('error.title')}</h1>
        <Failed error={error} retry={reset} />
      </main>
    </div>
  );
}

export function PageMissing() {
  const { say } = useWords();
  return (
    <div className="stage">
      <main id="page" tabIndex={-1} className="page">
        <h1 className="unseen">{say('error.notFound')}</h1>
        <Empty icon="search" title={say('error.notFound')} help={say('error.notFoundHelp')} />
      </main>
    </div>
  );
}

/** What the role of the session does not include: nothing of it is asked for, and no control of it is shown. */
export function PageRefused() {
  const { say, sayIfKnown } = useWords();
  const { role } = useSession();
  return (
    <div className="stage">
      <main id="page" tabIndex={-1} className="page">
        <h1 className="unseen">{say('shell.refused')}</h1>
        <Empty
          icon="lock"
          title={say('shell.refused')}
          help={say('shell.refusedHelp', { role: sayIfKnown(`session.role.${role}`) ?? role })}
        />
      </main>
    </div>
  );
}
