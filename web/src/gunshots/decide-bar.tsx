import { useState, type FormEvent } from 'react';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { useDecidable } from './use-decidable.ts';
import type { GunshotSteps } from './use-steps.ts';

export const decisionKeys = [
  { decision: 'gunfire', key: 'g' },
  { decision: 'not-gunfire', key: 'n' },
  { decision: 'unsure', key: 'u' },
] as const;
const findings = ['cartridge-cases', 'victim', 'damage', 'firearm', 'nothing'] as const;

/** Take note, decide, take back: with the mouse or with one key each. */
export function DecideBar({ item, steps }: { item: GunshotIncident; steps: GunshotSteps }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const told = steps.told?.incident === item.incident ? steps.told : null;
  const stands = item.state === 'OPEN' || item.state === 'CLOSED';
  const decidable = useDecidable(item);
  return (
    <section className="gunshot-decide" aria-labelledby="decide">
      <h2 id="decide">{say('gunshots.decision')}</h2>
      <p className={`decision-now ${item.decision ?? 'open'}`}>
        <strong>{say(`gunshots.decided.${item.decision ?? 'none'}`)}</strong>{' '}
        {item.decidedAt === null ? null : (
          <span className="muted small">
            {say('gunshots.byAt', { who: item.decidedBy ?? '', when: formats.moment(item.decidedAt) })}
          </span>
        )}
      </p>
      {may('gunshots.decide') && decidable ? (
        <div className="buttons screen-only" role="group" aria-label={say('gunshots.decision')}>
          {decisionKeys.map(({ decision, key }) => (
            <button
              key={decision}
              type="button"
              className="button"
              aria-pressed={item.decision === decision}
              onClick={() => steps.decide(item, decision)}
            >
              {say(`gunshots.decide.${decision}`)} <kbd aria-hidden="true">{key}</kbd>
            </button>
          ))}
          <button
            type="button"
            className="button quiet"
            disabled={item.decision === null || steps.busy}
            onClick={() => steps.undo(item)}
          >
            <Icon name="undo" size={16} /> {say('gunshots.undo')} <kbd aria-hidden="true">z</kbd>
          </button>
        </div>
      ) : null}
      <div role="status" className="small">
        {told === null || told.kind === 'failed' || told.kind === 'found' ? null : told.kind === 'changed' ? (
          <p className="conflict-note">{say('gunshots.changed')}</p>
        ) : (
          <p className="muted">
            {told.kind === 'undone'
              ? say('gunshots.undone')
              : say('gunshots.saved', { what: say(`gunshots.decided.${told.decision ?? 'none'}`) })}
          </p>
        )}
      </div>
      {told?.kind === 'failed' ? <Failed error={told.error} /> : null}
      {item.acknowledgedAt === null ? (
        may('gunshots.decide') && stands ? (
          <button type="button" className="button first screen-only" onClick={() => steps.acknowledge(item.incident)}>
            {say('gunshots.acknowledge')} <kbd aria-hidden="true">a</kbd>
          </button>
        ) : (
          <p className="muted small">{say('gunshots.unacknowledged')}</p>
        )
      ) : (
        <p className="muted small">
          {say('gunshots.acknowledgedBy', {
            who: item.acknowledgedBy ?? '',
            when: formats.moment(item.acknowledgedAt),
          })}
        </p>
      )}
    </section>
  );
}

/** What was found at the scene, put on record. */
export function FindingForm({ item, steps }: { item: GunshotIncident; steps: GunshotSteps }) {
  const { say } = useWords();
  const may = useMay();
  const decidable = useDecidable(item);
  const [found, setFound] = useState<(typeof findings)[number]>('cartridge-cases');
  const [note, setNote] = useState('');
  if (!may('gunshots.decide') || !decidable) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    steps.find(item, found, note);
    setNote('');
  };
  return (
    <form className="finding-form screen-only" onSubmit={send}>
      <label>
        {say('gunshots.foundWhat')}
        <select
          className="field"
          value={found}
          onChange={(event) => setFound(event.currentTarget.value as (typeof findings)[number])}
        >
          {findings.map((each) => (
            <option key={each} value={each}>
              {say(`gunshots.found.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('gunshots.foundNote')}
        <input
          className="field"
          value={note}
          maxLength={1000}
          autoComplete="off"
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="button" disabled={steps.busy}>
        {say('gunshots.foundSave')}
      </button>
    </form>
  );
}
