import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { gunshotHistoryQuery, incidentChanged, undoFinding, type GunshotHistory } from './gunshot-queries.ts';
import { useDecidable } from './use-decidable.ts';

type HistoryEvent = GunshotHistory['items'][number];

/** Every change of an incident: what it was then, who decided what, and why. */
export function HistoryList({ item }: { item: GunshotIncident }) {
  const { incident, revision } = item;
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const client = useQueryClient();
  const history = useQuery(gunshotHistoryQuery(incident));
  const takeBack = useMutation({
    mutationFn: (finding: number) => undoFinding(incident, { finding, revision }),
    onSettled: () => incidentChanged(client, incident),
  });
  const undone = new Set(
    history.data?.items.flatMap(({ kind, detail }) => (kind === 'UNDONE' ? [detail['undone']] : [])) ?? [],
  );
  const decidable = useDecidable(item);
  const mayTakeBack = may('gunshots.decide') && decidable;
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
                <HistoryWords event={event} isUndone={undone.has(event.ordinal)} />
                {event.kind === 'FOUND' && mayTakeBack && !undone.has(event.ordinal) ? (
                  <button
                    type="button"
                    className="button compact quiet screen-only"
                    disabled={takeBack.isPending}
                    onClick={() => takeBack.mutate(event.ordinal)}
                  >
                    {say('gunshots.undo')}
                  </button>
                ) : null}
              </span>
            </li>
          ))}
        </ol>
      )}
      {takeBack.isError ? <Failed error={takeBack.error} /> : null}
    </section>
  );
}

function HistoryWords({ event, isUndone }: { event: HistoryEvent; isUndone: boolean }) {
  const { say, sayIfKnown } = useWords();
  const { detail } = event;
  const text = (name: string) => (typeof detail[name] === 'string' ? (detail[name] as string) : null);
  const rounds = typeof detail['rounds'] === 'number' ? detail['rounds'] : null;
  const found = text('found');
  const what =
    event.kind === 'DECIDED' || (event.kind === 'UNDONE' && found === null)
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
      <strong>
        {event.kind === 'UNDONE' && found !== null
          ? say('gunshots.foundUndone')
          : (sayIfKnown(`gunshots.event.${event.kind}`) ?? event.kind)}
      </strong>{' '}
      {isUndone ? <s>{what}</s> : what}{' '}
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
