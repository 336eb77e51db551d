import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { CandidatePair, CandidateQueue } from '../../../src/model/candidate-pairs.ts';
import type { ReviewConclusion } from '../../../src/model/nibin-states.ts';
import { surfaceQuery } from '../ballistics/surface-queries.ts';
import { useKeys } from '../frame/keys.ts';
import { useSession } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { keepDraft, readDraft } from '../exhibits/kept-draft.ts';
import { comparisonPath } from './comparison-path.ts';
import { candidatesQuery, giveReview, takeBack } from './nibin-queries.ts';
import { PairPanel } from './pair-panel.tsx';

const states = ['review', 'waiting', 'consensus', 'settled'] as const;
/** For so long both surfaces are there before anything can be said of them: two presses in a row are of two pairs, and the second was not seen. */
const lookMilliseconds = 500;
const idOf = ({ a, b }: CandidatePair) => `${a.exhibit}-${b.exhibit}`;

/** Pairs side by side, one after the other, by keyboard; blind until all have spoken. */
export function ReviewView() {
  const { say } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const search: { which?: string; pair?: string } = useSearch({ strict: false });
  const state = states.find((each) => each === search.which) ?? 'review';
  const { data, error, refetch } = useQuery(candidatesQuery(state));
  const [last, setLast] = useState<CandidatePair | null>(null);
  const go = (which: (typeof states)[number], pair: CandidatePair | null) =>
    void navigate({
      to: '/nibin',
      search: {
        ...(which === 'review' ? {} : { which }),
        ...(pair === null ? {} : { pair: idOf(pair) }),
      } as never,
      replace: true,
      resetScroll: false,
    });
  const items = data?.items ?? [];
  const at = Math.max(
    0,
    items.findIndex((pair) => idOf(pair) === search.pair),
  );
  const pair = items[at] ?? null;
  const seen = useSeen(pair);
  const move = (by: number) => {
    const next = items[at + by];
    if (next !== undefined) go(state, next);
  };
  const renew = () => void client.invalidateQueries({ queryKey: ['nibin'] });
  const say1 = useMutation({
    mutationFn: ({ of, conclusion, note }: { of: CandidatePair; conclusion: ReviewConclusion; note: string }) =>
      giveReview(of, conclusion, note),
    onSuccess: (answer, { of }) => {
      setLast(answer.mayUndo ? answer : null);
      write(of, '');
      const next = items[items.indexOf(of) + 1] ?? items[items.indexOf(of) - 1] ?? null;
      // The pair is gone from the queue at once; what else changed is asked for behind it.
      client.setQueryData(candidatesQuery(state).queryKey, (before: CandidateQueue | undefined) =>
        before === undefined ? before : { ...before, items: before.items.filter((each) => each !== of) },
      );
      go(state, next);
      renew();
    },
  });
  const undo = useMutation({
    mutationFn: (of: CandidatePair) => takeBack(of),
    onSuccess: (answer) => {
      setLast(null);
      renew();
      go('review', answer);
    },
  });
  // What was typed of a pair goes with the conclusion however that is given, and outlives a reload.
  const draftOf = `nibin-review.${useSession().actor}`;
  const [draft, setDraft] = useState(() => readDraft(draftOf) ?? {});
  const note = (pair === null ? undefined : draft[idOf(pair)]) ?? '';
  const write = (of: CandidatePair, text: string) => {
    const { [idOf(of)]: _, ...others } = draft;
    const after = text === '' ? others : { ...others, [idOf(of)]: text };
    setDraft(after);
    keepDraft(draftOf, after);
  };
  const give = (conclusion: ReviewConclusion) => {
    if (pair !== null && pair.state === 'review' && seen && !say1.isPending)
      say1.mutate({ of: pair, conclusion, note });
  };
  const undoable = pair?.mayUndo ? pair : last;
  const takeItBack = () => {
    if (undoable !== null && !undo.isPending) undo.mutate(undoable);
  };
  const openClosely = () => {
    if (pair !== null) void navigate({ to: comparisonPath(pair) as never });
  };
  useKeys([
    { key: '1', label: 'nibin.review.keyLead', run: () => give('LEAD') },
    { key: '2', label: 'nibin.review.keyNoLead', run: () => give('NO_LEAD') },
    { key: '3', label: 'nibin.review.keyUnsuitable', run: () => give('UNSUITABLE') },
    { key: 's', label: 'nibin.review.keySkip', run: () => move(1) },
    { key: 'u', label: 'nibin.review.keyUndo', run: takeItBack },
    { key: 'j', label: 'nibin.review.keyNext', run: () => move(1) },
    { key: 'k', label: 'nibin.review.keyPrevious', run: () => move(-1) },
    { key: 'o', label: 'nibin.review.keyOpen', run: openClosely },
  ]);
  return (
    <>
      <div className="segmented screen-only review-states" role="group" aria-label={say('nibin.review.which')}>
        {states.map((each) => (
          <button key={each} type="button" aria-pressed={state === each} onClick={() => go(each, null)}>
            {say(`nibin.review.${each}`, { n: data?.counts[each] ?? 0 })}
          </button>
        ))}
      </div>
      <p className="caution">{say('nibin.review.blind')}</p>
      {error !== null ? <Failed error={error} retry={() => void refetch()} /> : null}
      {say1.error !== null ? <Failed error={say1.error} retry={renew} /> : null}
      {undo.error !== null ? <Failed error={undo.error} retry={renew} /> : null}
      {data === undefined ? (
        error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={260} />
              <SkeletonLines lines={4} />
            </div>
          </Loading>
        ) : null
      ) : pair === null ? (
        <section className="panel">
          <Empty icon="review" title={say('nibin.review.none')} help={say('nibin.review.noneHelp')} />
          {last === null ? null : (
            <p className="buttons">
              <button type="button" className="button" disabled={undo.isPending} onClick={takeItBack}>
                {say('nibin.review.undo')} <kbd>u</kbd>
              </button>
            </p>
          )}
        </section>
      ) : (
        <div className="review-columns">
          <PairPanel
            key={idOf(pair)}
            pair={pair}
            give={give}
            note={note}
            write={(text) => write(pair, text)}
            skip={() => move(1)}
            undo={undoable === null ? null : takeItBack}
            busy={say1.isPending || undo.isPending}
            seen={seen}
            renew={renew}
          />
          <nav className="panel review-queue" aria-label={say('nibin.review.queue')}>
            <h2>{say('nibin.review.queue')}</h2>
            <ol>
              {items.map((each) => (
                <li key={idOf(each)}>
                  <button
                    type="button"
                    aria-current={each === pair ? 'true' : undefined}
                    onClick={() => go(state, each)}
                  >
                    <span>{say('nibin.review.pair', { a: each.a.exhibit, b: each.b.exhibit })}</span>
                    <span className="muted small">
                      {say('nibin.review.cells', { n: each.figures.congruentCells, all: each.figures.cellsCompared })}
                    </span>
                  </button>
                </li>
              ))}
            </ol>
            {data.more ? <p className="muted small">{say('nibin.review.more')}</p> : null}
          </nav>
        </div>
      )}
    </>
  );
}

/** Whether both surfaces of a pair are on the screen, and have been for a moment. */
function useSeen(pair: CandidatePair | null): boolean {
  const id = pair === null ? null : idOf(pair);
  const [seen, setSeen] = useState<string | null>(null);
  const there = useQueries({
    queries: (pair === null ? [] : [pair.a, pair.b]).map(({ exhibit, scan }) => surfaceQuery(exhibit, scan)),
  }).every(({ data }) => data !== undefined);
  useEffect(() => {
    if (id === null || !there) return;
    const timer = setTimeout(() => setSeen(id), lookMilliseconds);
    return () => clearTimeout(timer);
  }, [id, there]);
  return id !== null && seen === id;
}
