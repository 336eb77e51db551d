import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { LeadNotice } from '../../../src/model/lead-notices.ts';
import { copyText } from '../frame/copy-text.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { NibinNotices } from '../nibin/nibin-notices.tsx';
import { nibinNoticesQuery } from '../nibin/nibin-queries.ts';
import { noticesQuery, readNotice, recordSent } from './lead-queries.ts';
import './lead.css';
import './leads.css';

const route = getRouteApi('/signed-in/notices');

/** What recipients of leads are to be told: own notices, and those to be sent outside. */
export function NoticesPage() {
  const { say } = useWords();
  const navigate = useNavigate();
  const which = route.useSearch().which === 'all' ? 'all' : 'open';
  const { data, error, refetch } = useQuery(noticesQuery(which));
  const may = useMay();
  const nibin = useQuery({ ...nibinNoticesQuery(which), enabled: may('nibin.read') });
  const own = data?.notices.filter(({ side }) => side === 'inside') ?? [];
  const outside = data?.notices.filter(({ side }) => side === 'outside') ?? [];
  return (
    <PageFrame title={say('notices.title')} className="notices-page">
      <div className="page-head">
        <div>
          <h1>{say('notices.title')}</h1>
          <p className="muted">{say('notices.intro')}</p>
        </div>
        <div className="segmented" role="group" aria-label={say('notices.which')}>
          {(['open', 'all'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={which === each}
              onClick={() =>
                void navigate({ to: '/notices', search: each === 'all' ? { which: 'all' } : {}, replace: true })
              }
            >
              {say(`notices.${each}`)}
            </button>
          ))}
        </div>
      </div>
      <NibinNotices which={which} />
      {error !== null ? <Failed error={error} retry={() => void refetch()} /> : null}
      {data === undefined ? (
        error === null ? (
          <Loading>
            <div className="panel">
              <SkeletonLines lines={6} />
            </div>
          </Loading>
        ) : null
      ) : data.notices.length === 0 ? (
        // Where leads of the laboratory tell something, nothing waits beside them.
        (nibin.data?.notices.length ?? 0) > 0 ? null : (
          <section className="panel">
            <Empty icon="bell" title={say('notices.none')} help={say('notices.noneHelp')} />
          </section>
        )
      ) : (
        <>
          <section className="panel" aria-labelledby="own-title">
            <h2 id="own-title">{say('notices.own', { n: data.unread })}</h2>
            {own.length === 0 ? <p className="muted">{say('notices.noOwn')}</p> : null}
            <ul className="notice-list">
              {own.map((notice) => (
                <Notice key={notice.notice} notice={notice} />
              ))}
            </ul>
          </section>
          <section className="panel" aria-labelledby="send-title">
            <h2 id="send-title">{say('notices.toSend', { n: data.toSend })}</h2>
            <p className="muted small">{say('notices.toSendHelp')}</p>
            {outside.length === 0 ? <p className="muted">{say('notices.noOutside')}</p> : null}
            <ul className="notice-list">
              {outside.map((notice) => (
                <Notice key={notice.notice} notice={notice} />
              ))}
            </ul>
          </section>
          {data.next === null ? null : <p className="muted small">{say('notices.more')}</p>}
        </>
      )}
    </PageFrame>
  );
}

const ofEvidence: readonly string[] = ['WITHDRAWN', 'WEAKENED', 'RESTORED'];
const ofPeople: readonly string[] = ['OUTCOME_RECORDED', 'FEEDBACK_SENT', 'TAKEN_BACK'];

/** What a notice says, in the language of the reader. */
function noticeSentences(
  { side, name, receivedBy, lead, change, lost, givenLead, givenVersion, joinedInto, toldBy, outcome }: LeadNotice,
  { say }: Pick<ReturnType<typeof useWords>, 'say'>,
  when: string,
): string[] {
  const told = [...ofEvidence, ...ofPeople].includes(change) ? change : 'other';
  const said = { lead, by: toldBy ?? '', outcome: outcome === null ? '' : say(`leadOutcome.${outcome}`) };
  return [
    side === 'inside'
      ? name === receivedBy
        ? say('notices.given', { n: givenVersion, lead: givenLead, when })
        : say('notices.gave', { n: givenVersion, lead: givenLead, name: receivedBy, when })
      : say('notices.givenOther', { name, n: givenVersion, lead: givenLead, when }),
    joinedInto === null
      ? say(`notices.now.${told as 'OUTCOME_RECORDED'}`, said)
      : say('notices.now.JOINED', { lead, into: joinedInto }),
    ...(lost.reasons.length === 0
      ? []
      : [say('notices.since', { what: lost.reasons.map((each) => say(`leadLoss.${each}`)).join('; ') })]),
  ];
}

function Notice({ notice }: { notice: LeadNotice }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const may = useMay();
  const client = useQueryClient();
  const [how, setHow] = useState('');
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const settle = useMutation({
    mutationFn: () => (notice.side === 'inside' ? readNotice(notice.notice) : recordSent(notice.notice, how.trim())),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['notices'] }),
  });
  const open = notice.side === 'inside' ? notice.readAt === null : notice.sentAt === null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    settle.mutate();
  };
  return (
    <li className={open ? 'open' : ''} data-change={notice.change}>
      <p>
        <Link to="/lead/$number" params={{ number: String(notice.lead) }}>
          <strong>
            {say('leads.lead', { lead: notice.lead })}: {say(`leadChange.${notice.change}`)}
          </strong>
        </Link>{' '}
        <span className="muted small">
          {say(`leadKind.${notice.kind}`)} · {formats.moment(notice.madeAt)}
        </span>
      </p>
      <p className="small">{noticeSentences(notice, words, formats.day(notice.givenAt)).join(' ')}</p>
      {notice.words === null ? null : <blockquote className="notice-text">{notice.words}</blockquote>}
      {notice.lost.traces.length + notice.lost.entities.length === 0 ? null : (
        <p className="small">
          {say('notices.gone')}{' '}
          {notice.lost.traces.map((trace) => (
            <s key={trace} className="lost">
              {trace}
            </s>
          ))}
          {notice.lost.entities.map(({ id, label }) => (
            <s key={id} className="lost">
              <EntityLink id={id}>{label}</EntityLink>
            </s>
          ))}
        </p>
      )}
      {notice.joinedInto === null ? null : (
        <p className="small">
          <Link to="/lead/$number" params={{ number: String(notice.joinedInto) }}>
            {say('leads.lead', { lead: notice.joinedInto })}
          </Link>
        </p>
      )}
      {notice.text === null ? null : (
        <>
          <p className="small muted">
            {say('notices.for')} <strong>{notice.name}</strong>. {say('notices.letter')}
          </p>
          <blockquote lang="en" className="notice-text">
            {notice.text}
          </blockquote>
        </>
      )}
      {settle.isError ? <Failed error={settle.error} /> : null}
      {notice.side === 'inside' ? (
        notice.readAt !== null ? (
          <p className="small muted">{say('notices.readAt', { when: formats.moment(notice.readAt) })}</p>
        ) : may('leads.work') ? (
          <div className="buttons">
            <button
              type="button"
              className="button compact"
              disabled={settle.isPending}
              onClick={() => settle.mutate()}
            >
              {say('notices.markRead')}
            </button>
          </div>
        ) : null
      ) : notice.sentAt !== null ? (
        <p className="small muted">
          {say('notices.sentAt', {
            when: formats.moment(notice.sentAt),
            name: notice.sentBy ?? '',
            how: notice.sentHow ?? '',
          })}
        </p>
      ) : may('leads.work') ? (
        <form className="notice-send" onSubmit={send}>
          <button
            type="button"
            className="button compact"
            onClick={() => void copyText(notice.text ?? '').then((done) => setCopied(done ? 'yes' : 'refused'))}
          >
            <Icon name="copy" size={14} />{' '}
            {say(copied === 'yes' ? 'list.copied' : copied === 'refused' ? 'list.copyRefused' : 'notices.copy')}
          </button>
          <label>
            {say('notices.how')}
            <input
              className="field compact"
              required
              maxLength={500}
              value={how}
              placeholder={say('notices.howHint')}
              onChange={(event) => setHow(event.currentTarget.value)}
            />
          </label>
          <button type="submit" className="button compact first" disabled={settle.isPending || how.trim() === ''}>
            {say('notices.record')}
          </button>
        </form>
      ) : null}
    </li>
  );
}
