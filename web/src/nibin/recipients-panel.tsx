import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { NibinLeadPage } from '../../../src/model/nibin.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { callBack, giveTo, receive, type Gift } from './nibin-queries.ts';
import type { Change } from './nibin-step-bar.tsx';

/** Who has the lead, what they were told and whether they received it, and what left with it. */
export function RecipientsPanel({ page, change, renew }: { page: NibinLeadPage; change: Change; renew: () => void }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  return (
    <section className="panel" aria-labelledby="recipients">
      <h2 id="recipients">{say('nibin.recipients')}</h2>
      {page.recipients.length === 0 ? <p className="muted">{say('nibin.noRecipients')}</p> : null}
      <ul className="plain-list">
        {page.recipients.map((each) => (
          <li key={each.recipient}>
            {say('nibin.recipient', { name: each.name, purpose: each.purpose })}{' '}
            <span className="tag">{say(`nibin.side.${each.side}`)}</span>
            <p className="muted small">
              {formats.moment(each.givenAt)} · {say('nibin.givenBy', { by: each.givenBy })}
            </p>
          </li>
        ))}
      </ul>
      {may('nibin.review') && page.disseminatedAt !== null && page.standing !== 'WITHDRAWN' ? (
        <GiveForm page={page} change={change} />
      ) : null}
      <h3>{say('nibin.notices')}</h3>
      {page.notices.length === 0 ? <p className="muted small">{say('nibin.noNotices')}</p> : null}
      <ul className="plain-list">
        {page.notices.map((each) => (
          <li key={each.notice} className="small" data-change={each.change}>
            <strong>{each.name}</strong>:{' '}
            {each.change === 'WITHDRAWN_ELSEWHERE'
              ? say('nibin.withdrawnElsewhere')
              : say(`nibin.state.${each.change}`)}{' '}
            ·{' '}
            {each.receiptAt === null ? (
              <>
                <span className="late">{say('nibin.noReceipt')}</span>
                {each.side === 'outside' ? <HowForm work={(how) => receive(each.notice, how)} renew={renew} /> : null}
              </>
            ) : (
              <span className="muted">
                {say('nibin.receipt', { when: formats.moment(each.receiptAt), by: each.receiptBy ?? '' })}
                {each.receiptHow === null ? '' : ` · ${each.receiptHow}`}
              </span>
            )}
          </li>
        ))}
      </ul>
      {page.standing === 'WITHDRAWN' ? (
        <>
          <h3>{say('nibin.recalls')}</h3>
          {page.recalls.length === 0 ? <p className="muted small">{say('nibin.noRecalls')}</p> : null}
          <ul className="plain-list">
            {page.recalls.map((each) => (
              <Recall key={each.recall} lead={page.lead} recall={each} renew={renew} />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Recall({
  lead,
  recall,
  renew,
}: {
  lead: number;
  recall: NibinLeadPage['recalls'][number];
  renew: () => void;
}) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const may = useMay();
  return (
    <li className="small">
      {say('nibin.recallOf', {
        what: sayIfKnown(`nibin.recalled.${recall.what}`) ?? recall.what,
        about: recall.about,
        by: recall.takenBy,
      })}{' '}
      <span className="muted">{formats.moment(recall.takenAt)}</span>
      {recall.receiptAt !== null ? (
        <p className="muted">
          {say('nibin.receipt', { when: formats.moment(recall.receiptAt), by: recall.receiptBy ?? '' })} ·{' '}
          {recall.receiptHow}
        </p>
      ) : may('nibin.retract') ? (
        <HowForm work={(how) => callBack(lead, recall.recall, how)} renew={renew} />
      ) : (
        <p className="late">{say('nibin.noReceipt')}</p>
      )}
    </li>
  );
}

/** Asks how something was sent or called back, and puts it on record. */
function HowForm({ work, renew }: { work: (how: string) => Promise<unknown>; renew: () => void }) {
  const { say } = useWords();
  const [how, setHow] = useState('');
  const record = useMutation({ mutationFn: () => work(how), onSuccess: renew });
  return (
    <form
      className="inline-form screen-only"
      onSubmit={(event) => {
        event.preventDefault();
        record.mutate();
      }}
    >
      <input
        className="field compact"
        aria-label={say('nibin.how')}
        placeholder={say('nibin.how')}
        required
        maxLength={500}
        value={how}
        onChange={(event) => setHow(event.currentTarget.value)}
      />
      <button type="submit" className="button compact" disabled={record.isPending || how.trim() === ''}>
        {say('nibin.record')}
      </button>
      {record.error === null ? null : <Failed error={record.error} />}
    </form>
  );
}

function GiveForm({ page, change }: { page: NibinLeadPage; change: Change }) {
  const { say } = useWords();
  const [gift, setGift] = useState<Gift>({ side: 'inside', name: '', purpose: '' });
  return (
    <form
      className="inline-form screen-only"
      onSubmit={(event) => {
        event.preventDefault();
        change(() => giveTo(page.lead, gift));
        setGift({ ...gift, name: '', purpose: '' });
      }}
    >
      <select
        className="field compact"
        aria-label={say('nibin.give')}
        value={gift.side}
        onChange={(event) => setGift({ ...gift, side: event.currentTarget.value as Gift['side'] })}
      >
        <option value="inside">{say('nibin.side.inside')}</option>
        <option value="outside">{say('nibin.side.outside')}</option>
      </select>
      {(['name', 'purpose'] as const).map((name) => (
        <input
          key={name}
          className="field compact"
          aria-label={say(`nibin.${name}`)}
          placeholder={say(`nibin.${name}`)}
          required
          maxLength={name === 'name' ? 200 : 500}
          value={gift[name]}
          onChange={(event) => setGift({ ...gift, [name]: event.currentTarget.value })}
        />
      ))}
      <button type="submit" className="button compact">
        {say('nibin.give')}
      </button>
    </form>
  );
}
