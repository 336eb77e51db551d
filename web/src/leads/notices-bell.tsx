import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';
import { useMay } from '../frame/session.ts';
import { nibinNoticesQuery } from '../nibin/nibin-queries.ts';
import { noticesQuery } from './lead-queries.ts';
import './bell.css';

/** How many notices of leads wait for the reader, on every page. */
export function NoticesBell() {
  const { say } = useWords();
  const may = useMay();
  const { data: ofLeads } = useQuery(noticesQuery('open'));
  const { data: ofNibin } = useQuery({ ...nibinNoticesQuery('open'), enabled: may('nibin.read') });
  const data = ofLeads && {
    unread: ofLeads.unread + (ofNibin?.unread ?? 0),
    toSend: ofLeads.toSend + (ofNibin?.toSend ?? 0),
  };
  const waiting = (data?.unread ?? 0) + (data?.toSend ?? 0);
  return (
    <Link
      to="/notices"
      className="bell"
      aria-label={
        data === undefined ? say('notices.title') : say('notices.bell', { unread: data.unread, toSend: data.toSend })
      }
      title={say('notices.title')}
    >
      <Icon name="bell" />
      {waiting === 0 ? null : <span aria-hidden="true">{waiting > 99 ? '99+' : waiting}</span>}
    </Link>
  );
}
