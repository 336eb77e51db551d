import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { LeadPage } from '../../../src/model/lead-answers.ts';
import type { LeadStep } from '../../../src/model/lead-workflow.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { askRelease, giveInside } from './lead-queries.ts';
import { SecondPerson } from './second-person.tsx';
import { needsOf, StepBox } from './step-box.tsx';
import { StepReport } from './step-report.tsx';
import { useStepDraft } from './use-step-draft.ts';
import type { Steps } from './use-steps.ts';

/** The steps that can be taken now, and what waits for a second person. */
export function LeadWorkflow({ page, people, steps }: { page: LeadPage; people: readonly string[]; steps: Steps }) {
  const { say } = useWords();
  const may = useMay();
  const { summary } = page;
  const one = [{ lead: summary.lead, revision: summary.revision, version: summary.version }];
  const drafted = useStepDraft(`lead-${summary.lead}`, steps, [summary]);
  const { draft } = drafted;
  const ask = (step: LeadStep) => {
    const { reason, detail } = needsOf(step);
    if (!reason && detail === undefined) void steps.take({ step, leads: one });
    else drafted.ask(step, one);
  };
  return (
    <>
      <section aria-labelledby="work-title">
        <h2 id="work-title">{say('leads.work')}</h2>
        <StepReport steps={steps} />
        {!may('leads.work') ? (
          <p className="muted">{say('leads.mayNotWork')}</p>
        ) : draft !== null ? (
          <StepBox drafted={{ ...drafted, draft }} people={people} busy={steps.busy} send={() => void drafted.send()} />
        ) : page.steps.length === 0 ? (
          <p className="muted">{say('leads.noSteps')}</p>
        ) : (
          <div className="buttons lead-steps">
            {page.steps.map((step, at) => (
              <button
                key={step}
                type="button"
                className={`button compact ${at === 0 ? 'first' : ''}`}
                disabled={steps.busy}
                onClick={() => ask(step)}
              >
                {step === 'undo' ? <Icon name="undo" size={14} /> : null} {say(`leadStep.${step}`)}
              </button>
            ))}
          </div>
        )}
      </section>
      <SecondPerson page={page} />
    </>
  );
}

/** Who received the lead, and the ways to let somebody have it. */
export function LeadRecipients({ page, people }: { page: LeadPage; people: readonly string[] }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const client = useQueryClient();
  const { summary, recipients } = page;
  const [side, setSide] = useState<'inside' | 'outside' | null>(null);
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('');
  const give = useMutation({
    mutationFn: async (): Promise<void> => {
      if (side === 'inside') await giveInside(summary.lead, { name, purpose });
      else
        await askRelease(summary.lead, {
          revision: summary.revision,
          version: summary.version,
          recipient: name,
          purpose,
        });
    },
    onSuccess: () => {
      setSide(null);
      setName('');
      setPurpose('');
      void client.invalidateQueries({ queryKey: ['leads', 'lead', String(summary.lead)] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate();
  };
  return (
    <section aria-labelledby="recipients-title">
      <h2 id="recipients-title">{say('leads.recipients')}</h2>
      {recipients.length === 0 ? <p className="muted">{say('leads.noRecipients')}</p> : null}
      <ul className="recipients">
        {recipients.map((each) => (
          <li key={each.recipient}>
            <strong className={each.takenBackAt === null ? '' : 'gone'}>{each.name}</strong>{' '}
            <span className="tag">{say(`leads.side.${each.side as 'inside'}`)}</span>
            <span className="small muted">
              {say('leads.given', { n: each.version, by: each.givenBy, when: formats.day(each.givenAt) })}
              {each.consentedBy === null ? '' : ` · ${say('leads.agreedBy', { name: each.consentedBy })}`}
              {each.takenBackAt === null
                ? ''
                : ` · ${say('leads.takenBackBy', { name: each.takenBackBy ?? '', when: formats.moment(each.takenBackAt) })}`}
              {each.purpose === '' ? '' : ` · ${each.purpose}`}
              {each.givenLead === summary.lead ? '' : ` · ${say('leads.givenAs', { lead: each.givenLead })}`}
              {each.givenLead === summary.lead && each.version < summary.version
                ? ` · ${say('leads.older', { n: summary.version })}`
                : ''}
            </span>
          </li>
        ))}
      </ul>
      {summary.standing !== 'STANDING' || !may('leads.work') ? null : side === null ? (
        <div className="buttons screen-only">
          <button type="button" className="button compact" onClick={() => setSide('inside')}>
            <Icon name="share" size={14} /> {say('leads.giveInside')}
          </button>
          {may('leads.release') ? (
            <button type="button" className="button compact" onClick={() => setSide('outside')}>
              <Icon name="out" size={14} /> {say('leads.giveOutside')}
            </button>
          ) : null}
        </div>
      ) : (
        <form className="give-form" onSubmit={submit}>
          {side === 'inside' ? (
            <label>
              {say('leads.toWhom')}
              <select className="field" required value={name} onChange={(event) => setName(event.currentTarget.value)}>
                <option value="">{say('leads.choosePerson')}</option>
                {people.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </label>
          ) : (
            <label>
              {say('leads.outsideWho')}
              <input
                className="field"
                required
                maxLength={200}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </label>
          )}
          <label>
            {say('print.purpose')}
            <input
              className="field"
              required
              maxLength={500}
              value={purpose}
              onChange={(event) => setPurpose(event.currentTarget.value)}
            />
          </label>
          {side === 'outside' ? <p className="small muted">{say('leads.takesTwo')}</p> : null}
          {give.isError ? <Failed error={give.error} /> : null}
          <div className="buttons">
            <button type="submit" className="button first compact" disabled={give.isPending}>
              {say(side === 'inside' ? 'leads.give' : 'leads.askRelease')}
            </button>
            <button type="button" className="button compact" onClick={() => setSide(null)}>
              {say('leads.cancel')}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}
