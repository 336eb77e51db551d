import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RequestPage, RequestStep } from '../../../src/model/tracing.ts';
import { Icon } from '../frame/icon.tsx';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { exportRequests } from './tracing-queries.ts';

const withNote: ReadonlySet<RequestStep> = new Set(['acknowledge', 'withdraw', 'return', 'correct']);
/** What was changed since it came back says it; where nothing was, the server asks why. */
const mayBeSilent: ReadonlySet<RequestStep> = new Set(['correct']);
const elsewhere: ReadonlySet<RequestStep> = new Set([
  'edit',
  'export',
  'prepare',
  'undo',
  'set-aside',
  'take-again',
  'reopen',
]);

/** Steps that may be taken from where a request stands, and the way back. */
export function StepBar(props: {
  page: RequestPage;
  isChanged: boolean;
  isBusy: boolean;
  take: (order: { step: RequestStep; note?: string }) => void;
  exported: () => void;
}) {
  const { say } = useWords();
  const { page, isChanged, isBusy, take } = props;
  const [asked, setAsked] = useState<RequestStep | null>(null);
  const [note, setNote] = useState('');
  const giveOut = useMutation({
    mutationFn: (format: 'csv' | 'pdf') => exportRequests([page.request], format),
    onSuccess: props.exported,
  });
  const steps = page.steps.filter((step) => !elsewhere.has(step));
  return (
    <div className="step-bar screen-only">
      {asked === null ? (
        <p className="buttons">
          {steps.map((step, at) => (
            <button
              key={step}
              type="button"
              className={at === 0 ? 'button first' : 'button'}
              disabled={isBusy || isChanged}
              title={isChanged ? say('tracing.unsaved') : undefined}
              onClick={() => (withNote.has(step) ? setAsked(step) : take({ step }))}
            >
              {say(`tracing.step.${step}`)}
            </button>
          ))}
          {page.steps.includes('export')
            ? (['pdf', 'csv'] as const).map((format) => (
                <button
                  key={format}
                  type="button"
                  className="button"
                  disabled={giveOut.isPending}
                  onClick={() => giveOut.mutate(format)}
                >
                  {say(format === 'pdf' ? 'tracing.exportPdf' : 'tracing.exportCsv')}
                </button>
              ))
            : null}
          {page.undo === null ? null : (
            <button type="button" className="button quiet" disabled={isBusy} onClick={() => take({ step: 'undo' })}>
              <Icon name="undo" size={16} /> {say('tracing.undo', { what: say(`tracing.step.${page.undo}`) })}
            </button>
          )}
        </p>
      ) : (
        <form
          className="buttons"
          onSubmit={(event) => {
            event.preventDefault();
            take({ step: asked, ...(note.trim() !== '' && { note }) });
            setAsked(null);
            setNote('');
          }}
        >
          <label>
            <span className="small">
              {asked === 'correct'
                ? say('tracing.noteForCorrect')
                : say('tracing.noteFor', { step: say(`tracing.step.${asked}`) })}
            </span>
            <input
              className="field"
              value={note}
              required={!mayBeSilent.has(asked)}
              maxLength={500}
              autoFocus
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
          <button type="submit" className="button first">
            {say('tracing.doStep')}
          </button>
          <button type="button" className="button" onClick={() => setAsked(null)}>
            {say('tracing.cancel')}
          </button>
        </form>
      )}
      {giveOut.error === null ? null : <Failed error={giveOut.error} />}
    </div>
  );
}
