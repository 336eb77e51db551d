import { useState, type FormEvent, type ReactNode } from 'react';
import type { NibinLeadPage } from '../../../src/model/nibin.ts';
import {
  examinerConclusions,
  nibinOutcomes,
  type ExaminerConclusion,
  type NibinOutcome,
  type NibinStep,
} from '../../../src/model/nibin-states.ts';
import { useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { conclude, disseminate, retract, takeStep, type Gift } from './nibin-queries.ts';

export type Change = (work: () => Promise<NibinLeadPage>) => void;

const worked: readonly NibinStep[] = [
  'acknowledge',
  'assign',
  'investigate',
  'request-confirmation',
  'record-outcome',
  'send-feedback',
];

/** Steps the reader may take from where the lead stands; what needs words asks for them first. */
export function NibinStepBar({ page, change, busy }: { page: NibinLeadPage; change: Change; busy: boolean }) {
  const { say } = useWords();
  const may = useMay();
  const [asked, setAsked] = useState<NibinStep | null>(null);
  const steps = page.may.filter(
    (step) =>
      (worked.includes(step) && may('nibin.work') && page.disseminatedAt !== null) ||
      (step === 'disseminate' && may('nibin.review')) ||
      (step === 'retract' && may('nibin.retract')),
  );
  const concludes =
    page.state === 'CONFIRMATION_REQUESTED' &&
    may('nibin.conclude') &&
    page.conclusions.every(({ verifier }) => verifier !== null);
  if (steps.length === 0 && !concludes) return null;
  const done = (work: () => Promise<NibinLeadPage>) => {
    setAsked(null);
    change(work);
  };
  const close = () => setAsked(null);
  return (
    <section className="panel screen-only" aria-label={say('nibin.steps')}>
      {asked === null ? (
        <p className="buttons">
          {concludes ? (
            <button type="button" className="button first" disabled={busy} onClick={() => setAsked('conclude')}>
              {say('nibin.conclude')}: {say('nibin.conclusionLabel')}
            </button>
          ) : null}
          {steps.map((step, at) => (
            <button
              key={step}
              type="button"
              className={step === 'retract' ? 'button quiet' : at === 0 && !concludes ? 'button first' : 'button'}
              disabled={busy}
              onClick={() =>
                step === 'acknowledge'
                  ? done(() => takeStep(page.lead, { revision: page.revision, step }))
                  : setAsked(step)
              }
            >
              {say(`nibin.step.${step}`)}
            </button>
          ))}
        </p>
      ) : asked === 'disseminate' ? (
        <DisseminateForm page={page} done={done} close={close} />
      ) : asked === 'conclude' ? (
        <ConclusionForm page={page} done={done} close={close} />
      ) : (
        <StepForm page={page} step={asked} done={done} close={close} />
      )}
    </section>
  );
}

interface FormProps {
  readonly page: NibinLeadPage;
  readonly done: Change;
  readonly close: () => void;
}

function Form({ submit, close, children }: { submit: () => void; close: () => void; children: ReactNode }) {
  const { say } = useWords();
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="inline-form" onSubmit={send}>
      {children}
      <p className="buttons">
        <button type="submit" className="button first">
          {say('nibin.doStep')}
        </button>
        <button type="button" className="button" onClick={close}>
          {say('nibin.cancel')}
        </button>
      </p>
    </form>
  );
}

function Field(props: {
  label: string;
  value: string;
  set: (value: string) => void;
  required?: boolean;
  max?: number;
  type?: string;
  hint?: string;
  list?: readonly string[];
}) {
  const { label, value, set, required = true, max = 2000, type = 'text', hint, list } = props;
  return (
    <label>
      <span className="small muted">{label}</span>
      <input
        className="field"
        type={type}
        value={value}
        required={required}
        maxLength={max}
        placeholder={hint}
        list={list === undefined ? undefined : 'nibin-people'}
        onChange={(event) => set(event.currentTarget.value)}
      />
      {list === undefined ? null : (
        <datalist id="nibin-people">
          {list.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </label>
  );
}

function StepForm({ page, step, done, close }: FormProps & { step: NibinStep }) {
  const { say } = useWords();
  const [note, setNote] = useState('');
  const [assignee, setAssignee] = useState('');
  const [outcome, setOutcome] = useState<NibinOutcome>('none');
  const [suspected, setSuspected] = useState(page.suspected);
  const { lead, revision } = page;
  const submit = () =>
    done(() =>
      step === 'retract'
        ? retract(lead, { revision, reason: note })
        : takeStep(lead, {
            revision,
            step,
            ...(note.trim() === '' ? {} : { note }),
            ...(step === 'assign' ? { assignee } : {}),
            ...(step === 'record-outcome' ? { outcome } : {}),
            ...(step === 'request-confirmation' ? { suspected } : {}),
          }),
    );
  return (
    <Form submit={submit} close={close}>
      {step === 'assign' ? (
        <Field label={say('nibin.assignTo')} value={assignee} set={setAssignee} max={200} list={page.people} />
      ) : null}
      {step === 'record-outcome' ? (
        <label>
          <span className="small muted">{say('nibin.whatCame')}</span>
          <select
            className="field"
            value={outcome}
            onChange={(event) => setOutcome(event.currentTarget.value as NibinOutcome)}
          >
            {nibinOutcomes.map((each) => (
              <option key={each} value={each}>
                {say(`nibin.outcome.${each}`)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {step === 'request-confirmation' ? (
        <label className="check">
          <input type="checkbox" checked={suspected} onChange={(event) => setSuspected(event.currentTarget.checked)} />{' '}
          {say('nibin.suspected')}
        </label>
      ) : null}
      <Field
        label={say(step === 'retract' ? 'nibin.whichError' : 'nibin.noteFor')}
        value={note}
        set={setNote}
        required={step === 'retract' || step === 'investigate' || step === 'send-feedback'}
      />
      {step === 'retract' ? <p className="caution">{say('nibin.retractHelp')}</p> : null}
    </Form>
  );
}

const nobody: Gift = { side: 'inside', name: '', purpose: '' };

function DisseminateForm({ page, done, close }: FormProps) {
  const { say } = useWords();
  const [gifts, setGifts] = useState<readonly Gift[]>([nobody]);
  const [otherNumber, setOtherNumber] = useState('');
  const [confidence, setConfidence] = useState('');
  const set = (at: number, change: Partial<Gift>) =>
    setGifts((before) => before.map((gift, n) => (n === at ? { ...gift, ...change } : gift)));
  return (
    <Form
      submit={() =>
        done(() =>
          disseminate(page.lead, {
            revision: page.revision,
            recipients: gifts,
            ...(otherNumber.trim() === '' ? {} : { otherNumber }),
            ...(confidence.trim() === '' ? {} : { confidence }),
          }),
        )
      }
      close={close}
    >
      {gifts.map((gift, at) => (
        <fieldset key={at} className="gift">
          <legend className="small muted">{say('nibin.give')}</legend>
          <select
            className="field"
            aria-label={say('nibin.give')}
            value={gift.side}
            onChange={(event) => set(at, { side: event.currentTarget.value as Gift['side'] })}
          >
            <option value="inside">{say('nibin.side.inside')}</option>
            <option value="outside">{say('nibin.side.outside')}</option>
          </select>
          <Field
            label={say('nibin.name')}
            value={gift.name}
            set={(name) => set(at, { name })}
            max={200}
            {...(gift.side === 'inside' ? { list: page.people } : {})}
          />
          <Field label={say('nibin.purpose')} value={gift.purpose} set={(purpose) => set(at, { purpose })} max={500} />
        </fieldset>
      ))}
      <button type="button" className="button quiet" onClick={() => setGifts((before) => [...before, nobody])}>
        {say('nibin.addRecipient')}
      </button>
      <Field label={say('nibin.confidenceLabel')} value={confidence} set={setConfidence} required={false} max={500} />
      <Field label={say('nibin.otherNumber')} value={otherNumber} set={setOtherNumber} required={false} max={60} />
    </Form>
  );
}

function ConclusionForm({ page, done, close }: FormProps) {
  const { say } = useWords();
  const [conclusion, setConclusion] = useState<ExaminerConclusion | ''>('');
  const [words, setWords] = useState({ method: '', limitation: '', report: '', on: '', accreditation: '' });
  const field = (name: keyof typeof words) => ({
    value: words[name],
    set: (value: string) => setWords((before) => ({ ...before, [name]: value })),
  });
  return (
    <Form
      submit={() => {
        if (conclusion === '') return;
        const { accreditation, ...rest } = words;
        done(() =>
          conclude(page.lead, {
            revision: page.revision,
            conclusion,
            ...rest,
            ...(accreditation.trim() === '' ? {} : { accreditation }),
          }),
        );
      }}
      close={close}
    >
      <label>
        <span className="small muted">{say('nibin.conclusionLabel')}</span>
        <select
          className="field"
          required
          value={conclusion}
          onChange={(event) => setConclusion(event.currentTarget.value as ExaminerConclusion)}
        >
          <option value="" />
          {examinerConclusions.map((each) => (
            <option key={each} value={each}>
              {say(`nibin.conclusion.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <Field label={say('nibin.method')} {...field('method')} hint={say('nibin.methodHint')} max={500} />
      <Field label={say('nibin.limitationLabel')} {...field('limitation')} />
      <Field label={say('nibin.report')} {...field('report')} max={60} />
      <Field label={say('nibin.day')} {...field('on')} type="date" />
      <Field label={say('nibin.accreditation')} {...field('accreditation')} required={false} max={200} />
    </Form>
  );
}
