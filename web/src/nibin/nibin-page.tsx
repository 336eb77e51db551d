import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageFrame } from '../frame/page-frame.tsx';
import { useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { FiguresView } from './figures-view.tsx';
import { LeadsView } from './leads-view.tsx';
import { MapView } from './map-view.tsx';
import { ReviewView } from './review-view.tsx';
import './nibin.css';

const views = ['review', 'leads', 'map', 'figures'] as const;

/** NIBIN leads: pairs to look at, leads, where they are, and what came of them. */
export function NibinPage() {
  const { say } = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const search: { view?: string } = useSearch({ strict: false });
  const own = views.filter((each) => each !== 'review' || may('nibin.review'));
  const view = own.find((each) => each === search.view) ?? own[0]!;
  return (
    <PageFrame
      title={say('nibin.title')}
      className="nibin"
      printed={{ handling: ['NIBIN-LEAD'], sources: [], caution: say('nibin.caution') }}
    >
      <div className="page-head">
        <div>
          <h1>{say('nibin.title')}</h1>
          <p>{say('nibin.intro')}</p>
        </div>
        <div className="segmented screen-only" role="group" aria-label={say('nibin.views')}>
          {own.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view === each}
              onClick={() =>
                void navigate({ to: '/nibin', search: each === own[0] ? {} : { view: each }, resetScroll: false })
              }
            >
              {say(`nibin.view.${each}`)}
            </button>
          ))}
        </div>
      </div>
      {view === 'review' ? <ReviewView /> : null}
      {view === 'leads' ? <LeadsView /> : null}
      {view === 'map' ? <MapView /> : null}
      {view === 'figures' ? <FiguresView /> : null}
    </PageFrame>
  );
}
