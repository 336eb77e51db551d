import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { AccountMenu } from './account-menu.tsx';
import { Icon } from './icon.tsx';
import { NoticesBell } from '../leads/notices-bell.tsx';
import { useIdleLock } from './idle-lock.ts';
import { KeyList } from './key-list.tsx';
import { useKeys } from './keys.ts';
import { useLiveEvents } from './live-events.ts';
import { PageRefused } from './page-states.tsx';
import { places } from './places.ts';
import { SearchBox } from './search-box.tsx';
import { useMay } from './session.ts';
import { useWords } from './words.tsx';

function Rail() {
  const { say } = useWords();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const may = useMay();
  const rail = useRef<HTMLElement>(null);
  // On a phone the place one is at may lie beside the screen.
  useEffect(() => {
    rail.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [path]);
  return (
    <nav ref={rail} className="rail" aria-label={say('app.places')}>
      <Link to="/" className="rail-mark" aria-label={say('app.name')}>
        <svg width="40" height="40" viewBox="0 0 40 40" aria-hidden="true">
          <rect width="40" height="40" rx="10" fill="var(--accent)" />
          <path d="M10 17h12l8-6v18l-8-6H10z" fill="var(--on-accent)" />
        </svg>
      </Link>
      <ul>
        {places
          .filter((place) => may(place.action))
          .map((place) => {
            const here = path === place.to || place.also.some((start) => path.startsWith(start));
            return (
              <li key={place.to}>
                <Link to={place.to} className="rail-place" aria-current={here ? 'page' : undefined}>
                  <Icon name={place.icon} />
                  {say(place.label)}
                </Link>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}

function Notices() {
  const { say } = useWords();
  const live = useLiveEvents();
  return (
    <div className="notices" role="status">
      {live.offline ? <p className="notice">{say('notice.offline')}</p> : null}
      {live.fresh ? (
        <p className="notice">
          {live.rows === null ? say('notice.newData') : say('notice.newRows', { n: live.rows })}
          <button type="button" className="button compact" onClick={live.show}>
            {say('notice.show')}
          </button>
          <button
            type="button"
            className="button quiet compact icon"
            onClick={live.dismiss}
            aria-label={say('notice.dismiss')}
          >
            <Icon name="close" size={14} />
          </button>
        </p>
      ) : null}
    </div>
  );
}

/** What stands around every page of someone signed in. */
export function Shell() {
  const { say } = useWords();
  const may = useMay();
  const [keysOpen, setKeysOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const action = useRouterState({ select: (state) => state.matches.at(-1)?.staticData.action });
  useIdleLock();
  useKeys([{ key: '?', label: 'keys.list', run: () => setKeysOpen(true) }]);
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {say('app.skip')}
      </a>
      <header className="top">
        {may('search') ? <SearchBox /> : <span />}
        {may('leads.read') ? <NoticesBell /> : null}
        <AccountMenu openKeys={() => setKeysOpen(true)} />
      </header>
      <Rail />
      <div className="content">
        {may('events.read') ? <Notices /> : null}
        {action === undefined || may(action) ? <Outlet /> : <PageRefused />}
      </div>
      <KeyList open={keysOpen} close={() => setKeysOpen(false)} />
    </div>
  );
}
