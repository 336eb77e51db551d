import { useState } from 'react';
import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import type { ExhibitStepOrder } from '../../../src/model/exhibit-orders.ts';
import { firingTraps, type ExhibitStep } from '../../../src/model/exhibits.ts';
import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';

type Order = Omit<ExhibitStepOrder, 'version'>;

/** Steps that are taken elsewhere on the page, or by somebody else's work. */
const elsewhere: ReadonlySet<ExhibitStep> = new Set(['enrol', 'edit', 'undo', 'reopen']);
/** Steps on the way; the rest are ways beside it. */
const onward: ReadonlySet<ExhibitStep> = new Set(['receive', 'triage', 'test-fire', 'resume']);
const asking: Readonly<Partial<Record<ExhibitStep, readonly ('who' | 'note' | 'noteNeeded' | 'fire')[]>>> = {
  receive: ['who'],
  'hand-over': ['who', 'note'],
  'not-eligible': ['noteNeeded'],
  defer: ['noteNeeded'],
  note: ['noteNeeded'],
  image: ['note'],
  'ask-nnctc': ['note'],
  correlate: ['noteNeeded'],
  'no-lead': ['noteNeeded'],
  lead: ['noteNeeded'],
  'test-fire': ['fire'],
};

/** Steps that may be taken from where an exhibit stands, with what each asks for, and the way back. */
export function ExhibitStepBar({
  page,
  isBusy,
  take,
}: {
  page: ExhibitPage;
  isBusy: boolean;
  take: (order: Order) => void;
}) {
  const { say } = useWords();
  const [asked, setAsked] = useState<ExhibitStep | null>(null);
  // What was imaged, or searched for, here needs nobody to say that it was elsewhere.
  const steps = page.steps.filter(
    (step) =>
      !elsewhere.has(step) &&
      (step !== 'image' || page.state === 'TRIAGED' || page.state === 'TEST_FIRED') &&
      (step !== 'correlate' || page.state === 'IMAGED'),
  );
  const send = (form: HTMLFormElement, step: ExhibitStep) => {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const [who, note, at] = [text('who'), text('note'), text('at')];
    const rounds = Number(text('rounds') || 0);
    take({
      step: step as Order['step'],
      ...(who === '' ? {} : { custodyTo: who }),
      ...(note === '' ? {} : { note }),
      ...(at === '' ? {} : { at: new Date(at).toISOString() }),
      ...(step === 'test-fire'
        ? {
            testFire: {
              technician: text('technician'),
              rounds,
              ammunition: text('ammunition') || null,
              trap: firingTraps.find((each) => each === text('trap')) ?? null,
              refused: rounds === 0 ? text('refused') || null : null,
            },
          }
        : {}),
    });
    setAsked(null);
  };
  if (asked !== null) {
    const fields = asking[asked] ?? [];
    return (
      <form
        className="step-form screen-only"
        onSubmit={(event) => {
          event.preventDefault();
          send(event.currentTarget, asked);
        }}
      >
        <p>
          <strong>{say(`exhibits.step.${asked}`)}</strong>
        </p>
        {fields.includes('who') ? (
          <label>
            <span className="small">{say('exhibits.ask.who')}</span>
            <input className="field" name="who" required maxLength={80} autoFocus />
          </label>
        ) : null}
        {fields.includes('fire') ? (
          <>
            <label>
              <span className="small">{say('exhibits.ask.technician')}</span>
              <input className="field" name="technician" required maxLength={80} autoFocus />
            </label>
            <label>
              <span className="small">{say('exhibits.ask.rounds')}</span>
              <input className="field short" name="rounds" type="number" min={0} max={100} defaultValue={2} required />
            </label>
            <label>
              <span className="small">{say('exhibits.ask.ammunition')}</span>
              <input className="field" name="ammunition" maxLength={80} />
            </label>
            <label>
              <span className="small">{say('exhibits.ask.trap')}</span>
              <select className="field" name="trap" defaultValue="">
                <option value="">{say('exhibits.unknown')}</option>
                {firingTraps.map((trap) => (
                  <option key={trap} value={trap}>
                    {say(`exhibits.trap.${trap}`)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span className="small">{say('exhibits.ask.refused')}</span>
              <input className="field" name="refused" maxLength={300} />
            </label>
          </>
        ) : null}
        {fields.includes('note') || fields.includes('noteNeeded') ? (
          <label>
            <span className="small">{say(fields.includes('note') ? 'exhibits.ask.note' : 'exhibits.ask.reason')}</span>
            <input
              className="field"
              name="note"
              required={fields.includes('noteNeeded')}
              maxLength={500}
              autoFocus={!fields.includes('who')}
            />
          </label>
        ) : null}
        <label>
          <span className="small">{say('exhibits.ask.at')}</span>
          <input className="field" name="at" type="datetime-local" />
        </label>
        <p className="buttons">
          <button type="submit" className="button first" disabled={isBusy}>
            {say('exhibits.doStep')}
          </button>
          <button type="button" className="button" onClick={() => setAsked(null)}>
            {say('exhibits.cancel')}
          </button>
        </p>
      </form>
    );
  }
  return (
    <p className="buttons step-buttons screen-only">
      {steps.map((step, at) => (
        <button
          key={step}
          type="button"
          className={at === 0 && onward.has(step) ? 'button first' : 'button'}
          disabled={isBusy}
          onClick={() => (asking[step] === undefined ? take({ step: step as Order['step'] }) : setAsked(step))}
        >
          {say(`exhibits.step.${step}`)}
        </button>
      ))}
      {page.undo === null ? null : (
        <button type="button" className="button quiet" disabled={isBusy} onClick={() => take({ step: 'undo' })}>
          <Icon name="undo" size={16} /> {say('exhibits.undo', { what: say(`exhibits.did.${page.undo}`) })}
        </button>
      )}
    </p>
  );
}
