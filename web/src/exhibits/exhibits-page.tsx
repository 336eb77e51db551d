import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { ClocksView } from './clocks-view.tsx';
import { DailyBoard } from './daily-board.tsx';
import { EnrolDialog } from './enrol-dialog.tsx';
import { ExhibitsView } from './exhibits-view.tsx';
import './exhibits.css';

const views = ['board', 'list', 'clocks'] as const;

/** Ballistic evidence: what is late of the last day and why, every exhibit, and how long it all takes. */
export function ExhibitsPage() {
  const { say } = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const search: { view?: string; enrol?: string } = useSearch({ strict: false });
  const view = views.find((each) => each === search.view) ?? 'board';
  const [enrolling, setEnrolling] = useState(search.enrol === 'true');
  const writes = may('exhibits.write');
  useKeys([{ key: 'e', label: 'exhibits.keyEnrol', run: () => writes && setEnrolling(true) }]);
  return (
    <PageFrame
      title={say('exhibits.title')}
      className="exhibits"
      printed={{ handling: ['NIBIN-LEAD', 'CITY-RMS'], sources: [], caution: say('exhibits.caution') }}
    >
      <div className="page-head">
        <div>
          <h1>{say('exhibits.title')}</h1>
          <p>{say('exhibits.lead')}</p>
        </div>
        <div className="exhibits-head screen-only">
          <div className="segmented" role="group" aria-label={say('exhibits.views')}>
            {views.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={view === each}
                onClick={() =>
                  void navigate({
                    to: '/exhibits',
                    search: each === 'board' ? {} : { view: each },
                    resetScroll: false,
                  })
                }
              >
                {say(`exhibits.view.${each}`)}
              </button>
            ))}
          </div>
          {writes ? (
            <button type="button" className="button first" onClick={() => setEnrolling(true)}>
              {say('exhibits.enrol')}
            </button>
          ) : null}
        </div>
      </div>
      {view === 'board' ? <DailyBoard /> : null}
      {view === 'list' ? <ExhibitsView /> : null}
      {view === 'clocks' ? <ClocksView /> : null}
      <p className="caution">{say('exhibits.caution')}</p>
      <EnrolDialog open={enrolling} close={() => setEnrolling(false)} />
    </PageFrame>
  );
}
