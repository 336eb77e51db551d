import { useEffect, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { useWords } from './words.tsx';

/**
 * A page and, on its right, the evidence of whatever is selected. On narrow screens the evidence is a sheet once something is
 * selected, and stands below the page before.
 */
export function PageFrame(props: {
  title: string;
  children: ReactNode;
  evidence?: ReactNode;
  /** What is selected, in words; null when the panel speaks of the page itself. */
  selected?: string | null;
  close?: () => void;
  className?: string;
}) {
  const { say } = useWords();
  const { title, selected = null } = props;
  useEffect(() => {
    document.title = title === '' ? say('app.name') : `${title} · ${say('app.name')}`;
  }, [title, say]);
  return (
    <div className={props.evidence === undefined ? 'stage' : 'stage with-evidence'}>
      <main id="page" tabIndex={-1} className={`page ${props.className ?? ''}`}>
        {props.children}
      </main>
      {props.evidence === undefined ? null : (
        <aside className="evidence" aria-label={say('app.evidence')} data-selected={selected !== null}>
          {selected === null || props.close === undefined ? null : (
            <button
              type="button"
              className="button quiet icon compact evidence-close"
              onClick={props.close}
              aria-label={say('app.closeEvidence')}
            >
              <Icon name="close" size={16} />
            </button>
          )}
          {props.evidence}
        </aside>
      )}
      <p className="unseen" role="status">
        {selected === null ? '' : say('app.selected', { what: selected })}
      </p>
    </div>
  );
}
