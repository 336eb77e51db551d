import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Problem } from './request.ts';
import { useWords } from './words.tsx';

/** What a page shows while it has nothing to show: the shape of what comes, what would be here, or what happened. */
export function Skeleton({ height, width, round }: { height: number; width?: string; round?: boolean }) {
  return (
    <span
      className="skeleton"
      style={{ height, width: width ?? '100%', ...(round ? { borderRadius: '50%', width: height } : {}) }}
      aria-hidden="true"
    />
  );
}

export function SkeletonLines({ lines }: { lines: number }) {
  const widths = ['92%', '78%', '85%', '64%', '88%'];
  return (
    <div className="skeleton-lines" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={14} width={widths[index % widths.length]!} />
      ))}
    </div>
  );
}

export function Loading({ children }: { children: ReactNode }) {
  const { say } = useWords();
  return (
    <div role="status" aria-busy="true" className="loading">
      <span className="unseen">{say('loading')}</span>
      {children}
    </div>
  );
}

export function Empty(props: { icon: IconName; title: string; help?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={props.icon} size={28} />
      <p className="empty-title">{props.title}</p>
      {props.help === undefined ? null : <p className="muted">{props.help}</p>}
      {props.children}
    </div>
  );
}

/** What happened, what is safe, what to do. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const words = useWords();
  const { say, sayIfKnown, language } = words;
  const problem = error instanceof Problem ? error : null;
  const bug = problem === null;
  const status = problem?.status ?? 0;
  // What the server says is English: in another language the portal says what the code means.
  const own = language !== 'en';
  const unsaid = own ? '' : (problem?.message ?? '');
  const title = bug
    ? say('error.bug')
    : status === 0
      ? say('error.network')
      : status === 404 && (own || problem.title === '')
        ? say('error.notFound')
        : (own ? sayIfKnown(`problem.${problem.code}`) : problem.title) || say('error.title');
  const detail = bug
    ? say('error.bugHelp')
    : status === 0
      ? say('error.networkDetail')
      : unsaid ||
        (status === 404
          ? say('error.notFoundHelp')
          : status === 400
            ? say('error.invalidHelp')
            : (sayIfKnown(`problemHelp.${problem.code.split('.')[0]}`) ?? ''));
  return (
    <div className="failed" role="alert">
      <p className="failed-title">{title}</p>
      {detail === '' ? null : <p>{detail}</p>}
      {bug ? <pre>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</pre> : null}
      <p className="muted small">
        {say('error.safe')} {problem === null || problem.status === 0 ? '' : say('error.code', { code: problem.code })}
      </p>
      {bug ? (
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {say('error.reload')}
        </button>
      ) : retry === undefined || problem.status === 404 ? null : (
        <button type="button" className="button" onClick={retry}>
          {say('error.retry')}
        </button>
      )}
    </div>
  );
}
