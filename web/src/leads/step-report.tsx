import { Link } from '@tanstack/react-router';
import { Icon } from '../frame/icon.tsx';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import type { Steps, TakenStep } from './use-steps.ts';

/** What became of the last step: done, waiting for a second person, or refused, each lead with why. */
export function StepReport({ steps }: { steps: Steps }) {
  const words = useWords();
  const { say } = words;
  const { report, error } = steps;
  if (error !== null) return <Failed error={error} />;
  if (report === null) return null;
  const { step, done, waiting, withdrawn = 0, conflicts } = report;
  return (
    <div className={`step-report ${conflicts.length > 0 ? 'conflicts' : ''}`} role="status">
      <p>
        {done.length === 0 ? null : `${say('leads.done', { step: say(`leadStep.${step}`), n: done.length })} `}
        {withdrawn === 0 ? null : `${say('leads.requestsBack', { n: withdrawn })} `}
        {waiting.length === 0 ? null : `${say('leads.waitSecond', { n: waiting.length })} `}
        {conflicts.length === 0 ? null : <strong>{say('leads.conflicts', { n: conflicts.length })}</strong>}
      </p>
      {conflicts.length === 0 ? null : (
        <ul>
          {conflicts.map((each) => (
            <li key={each.lead}>
              <Link to="/lead/$number" params={{ number: String(each.lead) }}>
                {say('leads.lead', { lead: each.lead })}
              </Link>
              : {conflictWords(each, words)}
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        {steps.undoable && step !== 'undo' ? (
          <button type="button" className="button compact" disabled={steps.busy} onClick={() => void steps.undo()}>
            <Icon name="undo" size={14} /> {say('leads.undo')}
          </button>
        ) : null}
        <button type="button" className="button quiet compact" onClick={steps.forget}>
          {say('notice.dismiss')}
        </button>
      </div>
    </div>
  );
}

/** Why a lead stayed as it was: what the server says in English, in another language what the kind of conflict means. */
function conflictWords(
  { why, detail }: TakenStep['conflicts'][number],
  { say, language }: Pick<ReturnType<typeof useWords>, 'say' | 'language'>,
): string {
  return language === 'en' && detail !== '' ? detail : say(`leads.conflict.${why as 'changed'}`);
}
