import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageFrame } from '../frame/page-frame.tsx';
import { useWords } from '../frame/words.tsx';
import { BoardView } from './board-view.tsx';
import { CoverageView } from './coverage-view.tsx';
import { DestructionView } from './destruction-view.tsx';
import { SalesView } from './sales-view.tsx';
import './tracing.css';

const views = ['board', 'coverage', 'sales', 'destruction'] as const;

/** The tracing desk: what waits, how much is traced, multiple sales, and what was destroyed. */
export function TracingPage() {
  const { say } = useWords();
  const navigate = useNavigate();
  const search: { view?: string } = useSearch({ strict: false });
  const view = views.find((each) => each === search.view) ?? 'board';
  return (
    <PageFrame
      title={say('tracing.title')}
      className="tracing"
      printed={{ handling: ['FTS-TIAHRT'], sources: [], caution: say('tracing.caution') }}
    >
      <div className="page-head">
        <div>
          <h1>{say('tracing.title')}</h1>
          <p>{say('tracing.lead')}</p>
        </div>
        <div className="segmented screen-only" role="group" aria-label={say('tracing.views')}>
          {views.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view === each}
              onClick={() =>
                void navigate({ to: '/tracing', search: each === 'board' ? {} : { view: each }, resetScroll: false })
              }
            >
              {say(`tracing.view.${each}`)}
            </button>
          ))}
        </div>
      </div>
      {view === 'board' ? <BoardView /> : null}
      {view === 'coverage' ? <CoverageView /> : null}
      {view === 'sales' ? <SalesView /> : null}
      {view === 'destruction' ? <DestructionView /> : null}
    </PageFrame>
  );
}
