import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** Chain of custody and every step, the newest first; what was taken back is struck through and stays. */
export function ExhibitHistory({ page }: { page: ExhibitPage }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  return (
    <section className="panel" aria-labelledby="custody">
      <div className="panel-head">
        <h2 id="custody">{say('exhibits.custody')}</h2>
      </div>
      <ol className="custody-list">
        {page.history.toReversed().map((step) => (
          <li key={step.id} className={step.undone ? 'undone' : step.custodyTo === null ? undefined : 'handed'}>
            <p>
              <strong>{say(`exhibits.did.${step.step}`)}</strong>
              {step.from === null ||
              step.from === step.to ||
              say(`exhibits.did.${step.step}`) === say(`exhibits.state.${step.to}`) ? null : (
                <span className="muted"> → {say(`exhibits.state.${step.to}`)}</span>
              )}
              {step.undone ? <span className="tag">{say('exhibits.undone')}</span> : null}
            </p>
            {step.custodyTo === null ? null : (
              <p>
                {step.custodyFrom === null
                  ? say('exhibits.heldBy', { to: step.custodyTo })
                  : say('exhibits.handedOver', { from: step.custodyFrom, to: step.custodyTo })}
              </p>
            )}
            {step.compared === null ? null : (
              <p className="small">{say('exhibits.comparedWith', { n: step.compared })}</p>
            )}
            {step.note === null ? null : (
              <p className="small">
                {step.step === 'undo' ? (sayIfKnown(`exhibits.did.${step.note}`) ?? step.note) : step.note}
              </p>
            )}
            <p className="muted small">
              {formats.moment(step.at)} · {step.byProgram ? say('exhibits.byProgram') : step.by}
              {Date.parse(step.recordedAt) - Date.parse(step.at) > 3_600_000
                ? ` · ${say('exhibits.writtenDown', { at: formats.moment(step.recordedAt) })}`
                : null}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
