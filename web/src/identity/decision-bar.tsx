import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import type { Verdict } from './identity-queries.ts';
import { offeredReasons, usedReasons } from './kept-reasons.ts';
import type { UsualReason } from './usual-reasons.ts';

export const verdicts: readonly { verdict: Verdict; key: string }[] = [
  { verdict: 'same', key: 's' },
  { verdict: 'different', key: 'd' },
  { verdict: 'unsure', key: 'u' },
];

/** Same, different, unsure: each asks on what it rests before it is sent. */
export function DecisionBar(props: {
  /** The verdict asked a reason for; null for none. */
  asking: Verdict | null;
  /** Reasons the pair bears out. */
  usual: readonly UsualReason[];
  text: string;
  /** Whether "same" waits for a second person. */
  second: boolean;
  ask: (verdict: Verdict) => void;
  write: (text: string) => void;
  send: () => void;
  cancel: () => void;
  undo: (() => void) | null;
  /** That somebody asks to take back what holds. */
  withdrawal: string | null;
  confirm?: { readonly by: string; readonly own: boolean; readonly run: () => void } | undefined;
}) {
  const { asking, text, confirm } = props;
  const { say } = useWords();
  const buttons = useRef<HTMLDivElement>(null);
  return (
    <div className="decision-bar screen-only" role="group" aria-label={say('decide.title')}>
      {asking === null ? (
        <>
          {confirm === undefined ? null : (
            <p className="decision-second small">
              <Icon name={confirm.own ? 'lock' : 'person'} size={16} />{' '}
              {say(confirm.own ? 'decide.ownWaits' : 'decide.othersWaits', { who: confirm.by })}
            </p>
          )}
          {props.withdrawal === null ? null : (
            <p className="decision-second small">
              <Icon name="undo" size={16} /> {props.withdrawal}
            </p>
          )}
          <div className="buttons" ref={buttons}>
            {confirm === undefined || confirm.own ? null : (
              <button type="button" className="button first" onClick={confirm.run}>
                {say('decide.confirm')} <kbd aria-hidden="true">c</kbd>
              </button>
            )}
            {verdicts
              .filter(({ verdict }) => confirm === undefined || verdict !== 'same')
              .map(({ verdict, key }) => (
                <button
                  key={verdict}
                  type="button"
                  className="button"
                  data-verdict={verdict}
                  onClick={() => props.ask(verdict)}
                >
                  {say(`verdict.${verdict}`)} <kbd aria-hidden="true">{key}</kbd>
                </button>
              ))}
            <button
              type="button"
              className="button quiet"
              disabled={props.undo === null}
              onClick={() => props.undo?.()}
            >
              <Icon name="undo" size={16} /> {say('decide.undo')} <kbd aria-hidden="true">z</kbd>
            </button>
          </div>
        </>
      ) : (
        <ReasonBox {...props} asking={asking} text={text} />
      )}
    </div>
  );
}

function ReasonBox(props: {
  asking: Verdict;
  usual: readonly UsualReason[];
  text: string;
  second: boolean;
  write: (text: string) => void;
  send: () => void;
  cancel: () => void;
}) {
  const { asking, text } = props;
  const { say } = useWords();
  const { actor } = useSession();
  const input = useRef<HTMLInputElement>(null);
  const offered = offeredReasons(
    usedReasons(actor, asking),
    props.usual.map((each) => say(`reason.${asking}.${each}`)),
  );
  useEffect(() => input.current?.focus(), [asking]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') props.send();
  };
  // A figure is a choice while nothing is written; after that it is a figure.
  const press = (event: KeyboardEvent) => {
    const chosen = text === '' ? offered[Number(event.key) - 1] : undefined;
    if (chosen === undefined) return;
    event.preventDefault();
    props.write(chosen);
  };
  return (
    <form className="reason-box" onSubmit={submit}>
      <label htmlFor="reason">
        <strong>{say(`verdict.${asking}`)}.</strong> {say('decide.reason')}
        {asking === 'same' && props.second ? <span className="muted"> {say('decide.secondFollows')}</span> : null}
      </label>
      <div className="reason-line">
        <input
          ref={input}
          id="reason"
          className="field"
          value={text}
          maxLength={1000}
          autoComplete="off"
          aria-describedby="reason-help"
          onChange={(event) => props.write(event.currentTarget.value)}
          onKeyDown={press}
        />
        <button type="submit" className="button first" disabled={text.trim() === ''}>
          {say('decide.send')}
        </button>
        <button type="button" className="button" onClick={props.cancel}>
          {say('decide.cancel')}
        </button>
      </div>
      <p id="reason-help" className="muted small">
        {say('decide.reasonHelp')}
      </p>
      <ol className="reason-offers">
        {offered.map((each, index) => (
          <li key={each}>
            <button
              type="button"
              className="button quiet compact"
              onClick={() => {
                props.write(each);
                input.current?.focus();
              }}
            >
              <kbd aria-hidden="true">{index + 1}</kbd> {each}
            </button>
          </li>
        ))}
      </ol>
    </form>
  );
}
