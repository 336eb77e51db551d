import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { NibinNotice } from '../../../src/model/nibin.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { nibinNoticesQuery, receive } from './nibin-queries.ts';
import './nibin.css';

/** What became of NIBIN leads the reader received, and letters somebody has to send outside. */
export function NibinNotices({ which }: { which: 'open' | 'all' }) {
  const { say } = useWords();
  const may = useMay();
  const { data, error, refetch } = useQuery({ ...nibinNoticesQuery(which), enabled: may('nibin.read') });
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined || data.notices.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="nibin-notices">
      <h2 id="nibin-notices">{say('nibin.notice.title')}</h2>
      <ul className="notice-list">
        {data.notices.map((notice) => (
          <Notice key={notice.notice} notice={notice} />
        ))}
      </ul>
    </section>
  );
}

function Notice({ notice }: { notice: NibinNotice }) {
  const { say } = useWords();
  const formats = useFormats();
  const client = useQueryClient();
  const [how, setHow] = useState('');
  const settle = useMutation({
    mutationFn: () => receive(notice.notice, notice.side === 'outside' ? how : null),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['notices'] }),
  });
  return (
    <li className={notice.receiptAt === null ? 'open' : ''} data-change={notice.change}>
      <p>
        <Link to="/nibin/$number" params={{ number: String(notice.lead) }}>
          <strong>{say(`nibin.notice.${notice.change}`, { number: notice.number })}</strong>
        </Link>{' '}
        <span className="muted small">{formats.moment(notice.madeAt)}</span>
      </p>
      {notice.side === 'outside' ? (
        <>
          <p className="small muted">{say('nibin.notice.letter', { name: notice.name })}</p>
          <blockquote lang="en" className="notice-text">
            {notice.text}
          </blockquote>
        </>
      ) : null}
      {settle.error === null ? null : <Failed error={settle.error} />}
      {notice.receiptAt !== null ? (
        <p className="small muted">
          {say('nibin.receipt', { when: formats.moment(notice.receiptAt), by: notice.receiptBy ?? '' })}
          {notice.receiptHow === null ? '' : ` · ${notice.receiptHow}`}
        </p>
      ) : (
        <form
          className="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            settle.mutate();
          }}
        >
          {notice.side === 'outside' ? (
            <input
              className="field compact"
              aria-label={say('nibin.how')}
              placeholder={say('nibin.how')}
              required
              maxLength={500}
              value={how}
              onChange={(event) => setHow(event.currentTarget.value)}
            />
          ) : null}
          <button type="submit" className="button compact" disabled={settle.isPending}>
            {say(notice.side === 'outside' ? 'nibin.record' : 'nibin.notice.read')}
          </button>
        </form>
      )}
    </li>
  );
}
