import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Icon } from '../frame/icon.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { markChanged, withdrawJudgement, type Judgement } from './identity-queries.ts';

/** What people decided, newest first, with who, when and why; what is in force can be taken back. */
export function JudgementList({ judgements }: { judgements: readonly Judgement[] }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const client = useQueryClient();
  const withdrawal = useMutation({
    mutationFn: withdrawJudgement,
    onSuccess: async () => {
      markChanged(client);
      await client.refetchQueries({ type: 'active', queryKey: ['identity'] });
    },
  });
  return (
    <section className="judgements">
      <h2>{say('judgements.title')}</h2>
      {withdrawal.error === null ? null : <Failed error={withdrawal.error} />}
      {judgements.length === 0 ? (
        <p className="muted small">{say('judgements.none')}</p>
      ) : (
        <ol className="judgement-list">
          {judgements.map((each) => (
            <li key={each.judgement} data-state={each.state}>
              <p>
                <strong>{say(`verdict.${each.verdict}`)}</strong>{' '}
                <span className={each.state === 'WAITING' ? 'tag lead' : 'tag'}>{say(`judged.${each.state}`)}</span>
              </p>
              {each.reason === '' ? (
                <p className="muted small">{say('judgements.reasonKeptBack')}</p>
              ) : (
                <p className="judgement-reason">{each.reason}</p>
              )}
              <p className="muted small">
                {each.judgedBy} · {formats.moment(each.judgedAt)}
                {each.confirmedBy === null ? '' : ` · ${say('judgements.confirmedBy', { who: each.confirmedBy })}`}
                {each.withdrawnBy === null ? '' : ` · ${say('judgements.withdrawnBy', { who: each.withdrawnBy })}`}
              </p>
              {each.contrary.length === 0 || each.state === 'WITHDRAWN' ? null : (
                <p className="small conflict-note">{say('judgements.contrary', { n: each.contrary.length })}</p>
              )}
              {each.state === 'WITHDRAWN' || !may('identity.judge') ? null : (
                <button
                  type="button"
                  className="button quiet compact screen-only"
                  disabled={withdrawal.isPending}
                  onClick={() => withdrawal.mutate(each.judgement)}
                >
                  <Icon name="undo" size={14} /> {say('judgements.withdraw')}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
