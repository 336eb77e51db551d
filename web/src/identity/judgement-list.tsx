import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useFormats, useMay, useSession } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { keepJudgement, markChanged, takesTwo, withdrawJudgement, type Judgement } from './identity-queries.ts';

/** What people decided, newest first, with who, when and why; what is in force can be taken back, of persons what others decided by two. */
export function JudgementList({ kind, judgements }: { kind: string; judgements: readonly Judgement[] }) {
  const { say } = useWords();
  return (
    <section className="judgements">
      <h2>{say('judgements.title')}</h2>
      {judgements.length === 0 ? (
        <p className="muted small">{say('judgements.none')}</p>
      ) : (
        <ol className="judgement-list">
          {judgements.map((each) => (
            <Given key={each.judgement} kind={kind} given={each} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Given({ kind, given }: { kind: string; given: Judgement }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const { reason, withdrawal } = given;
  return (
    <li data-state={given.state}>
      <p>
        <strong>{say(`verdict.${given.verdict}`)}</strong>{' '}
        <span className={given.state === 'WAITING' ? 'tag lead' : 'tag'}>{say(`judged.${given.state}`)}</span>
      </p>
      {reason === '' ? (
        <p className="muted small">{say('judgements.reasonKeptBack')}</p>
      ) : (
        <p className="judgement-reason">{reason}</p>
      )}
      <p className="muted small">
        {given.judgedBy} · {formats.moment(given.judgedAt)}
        {given.confirmedBy === null ? '' : ` · ${say('judgements.confirmedBy', { who: given.confirmedBy })}`}
        {given.withdrawnBy === null ? '' : ` · ${say('judgements.withdrawnBy', { who: given.withdrawnBy })}`}
      </p>
      {given.contrary.length === 0 || given.state === 'WITHDRAWN' ? null : (
        <p className="small conflict-note">{say('judgements.contrary', { n: given.contrary.length })}</p>
      )}
      {withdrawal === null ? null : (
        <div className="judgement-asked small">
          <p>
            {say(given.state === 'WITHDRAWN' ? 'judgements.hadAsked' : 'judgements.askedBy', {
              who: withdrawal.askedBy,
              when: formats.moment(withdrawal.askedAt),
            })}
          </p>
          <p className="judgement-reason">{withdrawal.reason}</p>
        </div>
      )}
      {given.state === 'WITHDRAWN' || !may('identity.judge') ? null : <TakeBack kind={kind} given={given} />}
    </li>
  );
}

function TakeBack({ kind, given }: { kind: string; given: Judgement }) {
  const { say } = useWords();
  const { actor } = useSession();
  const client = useQueryClient();
  const field = useId();
  const [reason, setReason] = useState<string | null>(null);
  const onSuccess = async () => {
    setReason(null);
    markChanged(client);
    await client.refetchQueries({ type: 'active', queryKey: ['identity'] });
  };
  const withdrawing = useMutation({ mutationFn: withdrawJudgement, onSuccess });
  const keeping = useMutation({ mutationFn: keepJudgement, onSuccess });
  const busy = withdrawing.isPending || keeping.isPending;
  const error = withdrawing.error ?? keeping.error;
  const { judgement, withdrawal } = given;
  const asks = takesTwo(kind, given, actor);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason?.trim()) withdrawing.mutate({ judgement, reason: reason.trim() });
  };
  if (reason !== null)
    return (
      <form className="judgement-ask screen-only" onSubmit={submit}>
        <label htmlFor={field} className="small">
          {say('judgements.why')}
        </label>
        <input
          id={field}
          className="field"
          value={reason}
          maxLength={1000}
          autoComplete="off"
          autoFocus
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setReason(null)}
        />
        <div className="buttons">
          <button type="submit" className="button compact" disabled={busy || reason.trim() === ''}>
            {say('judgements.ask')}
          </button>
          <button type="button" className="button quiet compact" onClick={() => setReason(null)}>
            {say('decide.cancel')}
          </button>
        </div>
        {error === null ? null : <Failed error={error} />}
      </form>
    );
  return (
    <div className="screen-only">
      <div className="buttons">
        {withdrawal?.askedBy === actor && asks ? null : (
          <button
            type="button"
            className="button quiet compact"
            disabled={busy}
            onClick={() => (asks && withdrawal === null ? setReason('') : withdrawing.mutate({ judgement }))}
          >
            <Icon name="undo" size={14} />{' '}
            {say(withdrawal !== null && asks ? 'judgements.agree' : asks ? 'judgements.askFor' : 'judgements.withdraw')}
          </button>
        )}
        {withdrawal === null ? null : (
          <button
            type="button"
            className="button quiet compact"
            disabled={busy}
            onClick={() => keeping.mutate(judgement)}
          >
            {say(withdrawal.askedBy === actor ? 'judgements.noLonger' : 'judgements.keep')}
          </button>
        )}
      </div>
      {error === null ? null : <Failed error={error} />}
    </div>
  );
}
