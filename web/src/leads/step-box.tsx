import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react';
import { leadOutcomes, stepRules, type LeadStep } from '../../../src/model/lead-workflow.ts';
import { useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { offeredReasons } from '../identity/kept-reasons.ts';
import { usedReasons } from './kept-step.ts';
import type { StepDraft } from './kept-step.ts';

const usual = ['1', '2', '3', '4'] as const;
type WithReasons = 'hold' | 'reject' | 'close-unfounded' | 'close-no-capacity' | 'reopen';
const withReasons: readonly LeadStep[] = ['hold', 'reject', 'close-unfounded', 'close-no-capacity', 'reopen'];

/** What a step asks before it is taken. */
export function needsOf(step: LeadStep): { reason: boolean; detail: string | undefined; second: boolean } {
  if (step === 'undo') return { reason: false, detail: undefined, second: false };
  if (step === 'mark-officer') return { reason: true, detail: undefined, second: false };
  const rule = stepRules[step];
  return { reason: rule.needsReason === true, detail: rule.needs, second: rule.leaves === true };
}

/** Asks of a step what it needs: whom, what came of it, why. A figure takes a reason that is offered. */
export function StepBox(props: {
  draft: StepDraft;
  people: readonly string[];
  /** Leads it is for. */
  count: number;
  busy: boolean;
  write: (draft: StepDraft) => void;
  send: () => void;
  cancel: () => void;
}) {
  const { draft, write } = props;
  const { step } = draft;
  const { say } = useWords();
  const { actor } = useSession();
  const needs = needsOf(step);
  const first = useRef<HTMLInputElement & HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), [step]);
  const ready =
    (!needs.reason || draft.reason.trim() !== '') && (needs.detail === undefined || draft.detail.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !props.busy) props.send();
  };
  const offered = withReasons.includes(step)
    ? offeredReasons(
        usedReasons(actor, step),
        usual.map((each) => say(`leads.why.${step as WithReasons}.${each}`)),
      )
    : [];
  const press = (event: KeyboardEvent) => {
    const chosen = draft.reason === '' ? offered[Number(event.key) - 1] : undefined;
    if (chosen === undefined) return;
    event.preventDefault();
    write({ ...draft, reason: chosen });
  };
  return (
    <form
      className="reason-box step-box"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.cancel();
      }}
    >
      <p>
        <strong>{say(`leadStep.${step}`)}</strong>{' '}
        {props.count > 1 ? <span className="muted">{say('leads.forMany', { n: props.count })}</span> : null}{' '}
        {needs.second ? <span className="muted">{say('leads.takesTwo')}</span> : null}
      </p>
      <div className="reason-line">
        {needs.detail === 'assignee' ? (
          <label>
            {say('leads.toWhom')}
            <select
              ref={first}
              className="field"
              value={draft.detail}
              onChange={(event) => write({ ...draft, detail: event.currentTarget.value })}
            >
              <option value="">{say('leads.choosePerson')}</option>
              {[actor, ...props.people.filter((each) => each !== actor)]
                .filter((each) => props.people.includes(each))
                .map((each) => (
                  <option key={each} value={each}>
                    {each === actor ? say('leads.me', { name: each }) : each}
                  </option>
                ))}
            </select>
          </label>
        ) : needs.detail === 'outcome' ? (
          <label>
            {say('leads.outcome')}
            <select
              ref={first}
              className="field"
              value={draft.detail}
              onChange={(event) => write({ ...draft, detail: event.currentTarget.value })}
            >
              <option value="">{say('leads.chooseOutcome')}</option>
              {leadOutcomes.map((each) => (
                <option key={each} value={each}>
                  {say(`leadOutcome.${each}`)}
                </option>
              ))}
            </select>
          </label>
        ) : needs.detail === undefined ? null : (
          <label>
            {say(needs.detail === 'duplicateOf' ? 'leads.duplicateOf' : 'leads.referredTo')}
            <input
              ref={first}
              className="field"
              inputMode={needs.detail === 'duplicateOf' ? 'numeric' : 'text'}
              maxLength={200}
              value={draft.detail}
              onChange={(event) => write({ ...draft, detail: event.currentTarget.value })}
            />
          </label>
        )}
        {needs.detail === 'assignee' ? null : (
          <label className="step-reason">
            {say(needs.reason ? 'leads.reasonAsked' : 'leads.reasonOptional')}
            <input
              ref={needs.detail === undefined ? first : undefined}
              className="field"
              value={draft.reason}
              maxLength={2000}
              autoComplete="off"
              onChange={(event) => write({ ...draft, reason: event.currentTarget.value })}
              onKeyDown={press}
            />
          </label>
        )}
        <button type="submit" className="button first" disabled={!ready || props.busy}>
          {say('leads.take')}
        </button>
        <button type="button" className="button" onClick={props.cancel}>
          {say('leads.cancel')}
        </button>
      </div>
      {offered.length === 0 ? null : (
        <ol className="reason-offers">
          {offered.map((each, index) => (
            <li key={each}>
              <button
                type="button"
                className="button quiet compact"
                onClick={() => {
                  write({ ...draft, reason: each });
                  first.current?.focus();
                }}
              >
                <kbd aria-hidden="true">{index + 1}</kbd> {each}
              </button>
            </li>
          ))}
        </ol>
      )}
    </form>
  );
}
