import { Icon } from '../frame/icon.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { useAlertSound } from './alert-sound.ts';
import type { GunshotItem } from './gunshot-queries.ts';
import { incidentTitle } from './incident-text.ts';

/** Alerts nobody took note of yet, and whether they are heard as well as seen. */
export function AlertBar(props: {
  waiting: readonly GunshotItem[];
  acknowledge: (incident: string) => void;
  select: (id: string) => void;
}) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const may = useMay();
  const [sounding, setSounding] = useAlertSound();
  // Whoever waits longest is first.
  const oldest = props.waiting.at(-1);
  return (
    <div className={oldest === undefined ? 'alert-bar screen-only' : 'alert-bar waiting screen-only'}>
      <div role="status" className="alert-words">
        <Icon name="bell" size={18} />
        {oldest?.kind !== 'own' ? (
          <span>{say('gunshots.noneWaiting')}</span>
        ) : (
          <span>
            <strong>{say('gunshots.waiting', { n: props.waiting.length })}</strong>{' '}
            <button type="button" className="as-link" onClick={() => props.select(oldest.incident)}>
              {incidentTitle(oldest, words)}, {formats.moment(oldest.from)}
            </button>
          </span>
        )}
      </div>
      {oldest?.kind === 'own' && may('gunshots.decide') ? (
        <button type="button" className="button first compact" onClick={() => props.acknowledge(oldest.incident)}>
          {say('gunshots.acknowledge')} <kbd aria-hidden="true">a</kbd>
        </button>
      ) : null}
      <label className="check small">
        <input type="checkbox" checked={sounding} onChange={(event) => setSounding(event.currentTarget.checked)} />
        {say('gunshots.alertSound')}
      </label>
    </div>
  );
}
