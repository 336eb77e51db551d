import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../frame/session.ts';
import { Failed, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { gunshotHistoryQuery, type GunshotHistory } from './gunshot-queries.ts';

type HistoryEvent = GunshotHistory['items'][number];

/** Every change of an incident: what it was then, who decided what, and why. */
export function HistoryList({ incident }: { incident: string }) {
  const { say } = useWords();
  const formats = useFormats();
  const history = useQuery(gunshotHistoryQuery(incident));
  return (
    <section className="panel" aria-labelledby="history">
      <h2 id="history">{say('gunshots.history')}</h2>
      {history.isError ? (
        <Failed error={history.error} retry={() => void history.refetch()} />
      ) : history.data === undefined ? (
        <SkeletonLines lines={4} />
      ) : (
        <ol className="gunshot-history">
          {history.data.items.map((event) => (
            <li key={event.ordinal}>
              <span className="muted small number">{formats.moment(event.at)}</span>
              <span>
                <HistoryWords event={event} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function HistoryWords({ event }: { event: HistoryEvent }) {
  const { say, sayIfKnown } = useWords();
  const { detail } = event;
  const text = (name: string) => (typeof detail[name] === 'string' ? (detail[name] as string) : null);
  const rounds = typeof detail['rounds'] === 'number' ? detail['rounds'] : null;
  const found = text('found');
  const what =
    event.kind === 'DECIDED' || event.kind === 'UNDONE'
      ? say(`gunshots.decided.${(text('decision') as 'gunfire' | 'not-gunfire' | 'unsure' | null) ?? 'none'}`)
      : found !== null
        ? (sayIfKnown(`gunshots.found.${found}`) ?? found)
        : rounds !== null
          ? say('gunshots.roundCount', { n: rounds })
          : '';
  const [because, was, joined] = [text('because'), text('was'), detail['joined']];
  const more = [
    text('reason') ?? text('note'),
    because === null ? null : (sayIfKnown(`gunshots.because.${because}`) ?? because),
    was === null ? null : say('gunshots.carried', { incident: was }),
    Array.isArray(joined) ? say('gunshots.joinedBy', { incidents: joined.join(', ') }) : null,
  ].filter((each) => each !== null);
  return (
    <>
      <strong>{sayIfKnown(`gunshots.event.${event.kind}`) ?? event.kind}</strong> {what}{' '}
      <span className="muted small">
        {event.by === null ? say('gunshots.byProgram') : event.by} · {say('gunshots.revision', { n: event.revision })}
      </span>
      {more.map((each) => (
        <span key={each} className="muted small block">
          {each}
        </span>
      ))}
    </>
  );
}
