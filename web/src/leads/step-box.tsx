import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react';
import { leadOutcomes, stepRules, type LeadStep } from '../../../src/model/lead-workflow.ts';
import { useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { offeredReasons } from '../identity/kept-reasons.ts';
import { usedReasons } from './kept-step.ts';
import type { DraftLead } from './kept-step.ts';
import type { ChangedSince, DraftedStep } from './use-step-draft.ts';

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
  drafted: DraftedStep & { readonly draft: NonNullable<DraftedStep['draft']> };
  people: readonly string[];
  busy: boolean;
  send: () => void;
}) {
  const { draft, write, changed, close } = props.drafted;
  const { step, leads } = draft;
  const { say } = useWords();
  const { actor } = useSession();
  const needs = needsOf(step);
  const first = useRef<HTMLInputElement & HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), [step]);
  const ready =
    changed.length === 0 &&
    (!needs.reason || draft.reason.trim() !== '') &&
    (needs.detail === undefined || draft.detail.trim() !== '');
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
        if (event.key === 'Escape') close();
      }}
    >
      <p>
        <strong>{say(`leadStep.${step}`)}</strong>{' '}
        {leads.length > 1 ? <span className="muted">{say('leads.forMany', { n: leads.length })}</span> : null}{' '}
        <StepLeads leads={leads} />{' '}
        {step === 'send-feedback' || step === 'record-outcome' ? (
          <span className="muted">{say('leads.toldInside')}</span>
        ) : null}{' '}
        {needs.second ? <span className="muted">{say('leads.takesTwo')}</span> : null}
      </p>
      {changed.length === 0 ? null : <ChangedNote changed={changed} settle={props.drafted.settle} />}
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
        <button type="button" className="button" onClick={close}>
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

/** Leads named in the box before the rest is folded away. */
const namedFirst = 12;

/** Which leads the step is for, by number: the ones it was opened for and no others. */
function StepLeads({ leads }: { leads: readonly DraftLead[] }) {
  const { say } = useWords();
  const name = ({ lead }: DraftLead, at: number) => (
    <span key={lead}>
      {at === 0 ? '' : ', '}
      <Link to="/lead/$number" params={{ number: String(lead) }}>
        {at === 0 ? say('leads.lead', { lead }) : lead}
      </Link>
    </span>
  );
  return (
    <span className="step-leads">
      {leads.slice(0, namedFirst).map(name)}
      {leads.length <= namedFirst ? null : (
        <details>
          <summary>{say('leads.rest', { n: leads.length - namedFirst })}</summary>
          {leads.slice(namedFirst).map(name)}
        </details>
      )}
    </span>
  );
}

/** What changed of the leads since the step was opened, and the question asked anew: go on with them as they are, or without. */
function ChangedNote({ changed, settle }: { changed: readonly ChangedSince[]; settle: DraftedStep['settle'] }) {
  const { say } = useWords();
  return (
    <div className="conflict-note" role="alert">
      <p>{say('leads.changedSince', { n: changed.length })}</p>
      <ul className="plain-list">
        {changed.map(({ lead, now }) => (
          <li key={lead}>
            <Link to="/lead/$number" params={{ number: String(lead) }}>
              {say('leads.lead', { lead })}
            </Link>
            {now === undefined
              ? ''
              : `: ${[
                  now.triage === null ? say(`leadState.${now.state}`) : say(`leadTriage.${now.triage as 'hold'}`),
                  ...(now.standing === 'STANDING' ? [] : [say(`leadStanding.${now.standing}`)]),
                  now.assignee === null ? say('leads.nobody') : say('leads.workedBy', { name: now.assignee }),
                  say('leads.version', { n: now.version }),
                ].join(' · ')}`}
          </li>
        ))}
      </ul>
      <div className="buttons">
        <button type="button" className="button compact" onClick={() => void settle('as-now')}>
          {say('leads.goOnAsNow')}
        </button>
        <button type="button" className="button quiet compact" onClick={() => void settle('without')}>
          {say('leads.goOnWithout', { n: changed.length })}
        </button>
      </div>
    </div>
  );
}
