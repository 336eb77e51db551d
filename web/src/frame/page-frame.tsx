import { useEffect, type ReactNode } from 'react';
import type { SourceRef } from '../../../src/model/evidence.ts';
import { FootnoteList, FootnotesProvider } from './footnotes.tsx';
import { Icon } from './icon.tsx';
import { HandlingProvider } from './page-handling.ts';
import { PrintHead } from './print-head.tsx';
import { usePrinting } from './theme.ts';
import { useWords } from './words.tsx';

export interface Printed {
  /** Handling tags of everything on the page. */
  readonly handling: readonly string[] | null;
  /** The rows it rests on, in the order the page speaks of them. */
  readonly sources: readonly SourceRef[];
  readonly caution?: string;
}

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
  /** What paper needs beside what the screen shows. */
  printed?: Printed;
}) {
  const { say } = useWords();
  const { title, selected = null } = props;
  useEffect(() => {
    document.title = title === '' ? say('app.name') : `${title} · ${say('app.name')}`;
  }, [title, say]);
  const { printed } = props;
  const printing = usePrinting();
  const stage = (
    <div className={props.evidence === undefined ? 'stage' : 'stage with-evidence'}>
      <main id="page" tabIndex={-1} className={`page ${props.className ?? ''}`}>
        {printed === undefined ? null : (
          <>
            <PrintHead title={title} handling={printed.handling} />
            {printing && printed.caution !== undefined ? <p className="caution">{printed.caution}</p> : null}
          </>
        )}
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
      {printed === undefined ? null : <FootnoteList />}
      <p className="unseen" role="status">
        {selected === null ? '' : say('app.selected', { what: selected })}
      </p>
    </div>
  );
  return printed === undefined ? (
    stage
  ) : (
    <HandlingProvider value={printed.handling}>
      <FootnotesProvider sources={printed.sources}>{stage}</FootnotesProvider>
    </HandlingProvider>
  );
}
