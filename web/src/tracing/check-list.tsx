import type { FormKey } from '../../../src/model/trace-request-form.ts';
import type { RequestPage } from '../../../src/model/tracing.ts';
import { useWords } from '../frame/words.tsx';
import { itemName } from './request-form.tsx';

/** What the checks found: errors block, warnings are to be acknowledged; each leads to its items. */
export function CheckList(props: {
  page: RequestPage;
  isStale: boolean;
  isEditable: boolean;
  acknowledge: (code: string, isRight: boolean) => void;
  goTo: (key: FormKey) => void;
}) {
  const words = useWords();
  const { say, sayIfKnown, language } = words;
  const { page, isEditable } = props;
  if (page.checks.length === 0) return <p className="pad muted">{say('tracing.checksNone')}</p>;
  return (
    <>
      {props.isStale ? <p className="pad small muted">{say('tracing.checksStale')}</p> : null}
      <ul className="check-list">
        {page.checks.map(({ code, level, says, todo, fields }) => (
          <li key={code} data-level={level}>
            <p className="check-title">
              <span className={`tag ${level === 'error' ? 'hit' : 'lead'}`}>{say(`tracing.level.${level}`)}</span>{' '}
              {sayIfKnown(`tracing.check.${code}`) ?? code}
            </p>
            <p className="small" lang="en">
              {says} {language === 'en' ? todo : ''}
            </p>
            <p className="check-items screen-only">
              {fields.slice(0, 6).map((key) => (
                <button key={key} type="button" className="button quiet compact" onClick={() => props.goTo(key)}>
                  {itemName(key, words)}
                </button>
              ))}
            </p>
            {level === 'warning' ? (
              <label className="check small">
                <input
                  type="checkbox"
                  checked={page.acknowledged.includes(code)}
                  disabled={!isEditable}
                  onChange={(event) => props.acknowledge(code, event.target.checked)}
                />
                {say('tracing.acknowledgeCheck')}
              </label>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
