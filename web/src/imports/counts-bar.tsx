import type { ImportRun } from '../../../src/model/import-answers.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import './counts-bar.css';

type Counts = Pick<ImportRun, 'read' | 'accepted' | 'rejected' | 'duplicates'>;

/** Rows read, as a bar whose parts add up and as numbers that say so. */
export function CountsBar({ counts, size = 'small' }: { counts: Counts; size?: 'small' | 'large' }) {
  const { say } = useWords();
  const formats = useFormats();
  const { read, accepted, rejected, duplicates } = counts;
  const pending = Math.max(0, read - accepted - rejected - duplicates);
  const parts = [
    { name: 'accepted', count: accepted, words: say('imports.accepted') },
    { name: 'rejected', count: rejected, words: say('imports.rejected') },
    { name: 'duplicates', count: duplicates, words: say('runs.alreadyThere') },
  ] as const;
  return (
    <div className={`counts-bar ${size}`}>
      <div className="counts-bar-line" aria-hidden="true">
        {read === 0
          ? null
          : parts.map((part) =>
              part.count === 0 ? null : (
                <i key={part.name} className={part.name} style={{ flexGrow: part.count, minWidth: 3 }} />
              ),
            )}
        {pending === 0 ? null : <i className="pending" style={{ flexGrow: pending }} />}
      </div>
      {size === 'small' ? (
        <p className="small">
          {say('runs.sum', { read, accepted, rejected, duplicates })}
          {pending === 0 ? '' : `, ${say('runs.pending', { n: pending })}`}
        </p>
      ) : (
        <dl className="counts-bar-numbers">
          <div>
            <dt>{say('imports.read')}</dt>
            <dd>{formats.number(read)}</dd>
          </div>
          {parts.map((part, index) => (
            <div key={part.name}>
              <dt>
                <i className={part.name} aria-hidden="true" />
                {part.words}
              </dt>
              <dd>
                <span className="muted" aria-hidden="true">
                  {index === 0 ? '= ' : '+ '}
                </span>
                {formats.number(part.count)}
              </dd>
            </div>
          ))}
          {pending === 0 ? null : (
            <div>
              <dt>
                <i className="pending" aria-hidden="true" />
                {say('runs.pending', { n: pending })}
              </dt>
              <dd>+ {formats.number(pending)}</dd>
            </div>
          )}
        </dl>
      )}
    </div>
  );
}
