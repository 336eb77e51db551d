import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { TraceCaution } from './trace-caution.tsx';
import { traceListQuery } from './trafficking-queries.ts';
import { openedWords } from './opened-words.ts';
import { askedOf, useOpened } from './use-opened.ts';

const shownMost = 25;

/** In the evidence panel: the traces a number counts, the highest index first, and the way to all of them as a table. */
export function OpenedList({ opened }: { opened: string }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { filter } = useOpened();
  const asked = askedOf(filter, opened);
  const { data, error, refetch } = useQuery(traceListQuery(asked));
  return (
    <>
      <div>
        <p className="muted small">{say('trafficking.opened')}</p>
        <p className="evidence-title">{openedWords(opened, words)}</p>
      </div>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <SkeletonLines lines={8} />
        </Loading>
      ) : (
        <>
          <p className="small">
            {say('trafficking.tracesOf', { n: data.total })} · {say('trafficking.firearmsOf', { n: data.firearms })}
          </p>
          <ul className="opened-list">
            {data.rows.slice(0, shownMost).map((row) => (
              <li key={row.traceNumber}>
                <Link to="/trace/$trace" params={{ trace: row.traceNumber }}>
                  <span className="mono">{row.traceNumber}</span>
                  <span className="number">{row.score === null ? '–' : row.score.toFixed(0)}</span>
                  <span className="muted small">
                    {row.label} ·{' '}
                    {row.days === null ? say('trafficking.noTime') : say('evidence.days', { n: row.days })}
                    {row.source === null ? '' : ` · ${row.source}`}
                    {row.recoveredOn === null ? '' : ` · ${formats.day(row.recoveredOn)}`}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          <p>
            <Link to="/traces" search={asked as Record<string, string>} className="button">
              {say('trafficking.asTable', { n: data.total })}
            </Link>
          </p>
        </>
      )}
      <TraceCaution />
    </>
  );
}
