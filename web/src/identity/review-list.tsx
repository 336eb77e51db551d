import { useEffect, useRef } from 'react';
import { comparedKinds, type ReviewPair } from '../../../src/model/identity.ts';
import { labelText } from '../frame/entity-label.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { fieldName } from '../imports/field-name.ts';
import { changeWords, decidedWords, isDecision } from './change-panel.tsx';
import { pairKey } from './decision-log.ts';
import { queueStates } from './identity-queries.ts';
import type { Review } from './use-review.ts';

/** The pairs of a state, those first that would change most; decisions, the newest first. */
export function ReviewList({ review }: { review: Review }) {
  const { say } = useWords();
  const formats = useFormats();
  const { items, selected, total, queue } = review;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    // The list moves under the pair selected, the page does not.
    if (current != null && list.current !== null) keepInView(list.current, current);
  }, [selected]);
  return (
    <section className="panel review-list" aria-labelledby="review-list-title">
      <h2 id="review-list-title">
        {say('review.list', { n: total })}
        <span className="muted small">{say(isDecision(review.state) ? 'review.orderNewest' : 'review.order')}</span>
      </h2>
      <ol ref={list}>
        {items.map((item) => (
          <li key={pairKey(item)}>
            <PairLine item={item} current={pairKey(item) === selected} choose={() => review.select(pairKey(item))} />
          </li>
        ))}
        {queue.hasNextPage ? (
          <li>
            <button
              type="button"
              className="button quiet compact"
              disabled={queue.isFetchingNextPage}
              onClick={() => void queue.fetchNextPage()}
            >
              {say('review.more', { shown: formats.number(items.length), total: formats.number(total) })}
            </button>
          </li>
        ) : null}
      </ol>
    </section>
  );
}

function keepInView(list: HTMLElement, line: HTMLElement): void {
  const top = line.offsetTop - list.offsetTop;
  if (top < list.scrollTop) list.scrollTop = top - 8;
  else if (top + line.offsetHeight > list.scrollTop + list.clientHeight)
    list.scrollTop = top + line.offsetHeight - list.clientHeight + 8;
}

function PairLine({ item, current, choose }: { item: ReviewPair; current: boolean; choose: () => void }) {
  const words = useWords();
  const { say } = words;
  return (
    <button type="button" className="pair-line" aria-current={current} onClick={choose}>
      <Icon name={item.kind} size={16} />
      <span className="pair-names">
        <span>{labelText(item.a.label, words)}</span>
        <span>{labelText(item.b.label, words)}</span>
      </span>
      <span className="small muted">
        {item.state === 'decided' ? decidedWords(item.judgements, words) : changeWords(item.a, item.b, words)}
      </span>
      <span className="pair-strength small" data-strength={item.strength}>
        <i aria-hidden="true" /> {say(`strength.${item.strength}`)}
        {item.keptApart === null ? null : (
          <span className={item.keptApartBy === 'mean' ? 'tag' : 'tag conflict'}>
            {say(item.keptApartBy === 'mean' ? 'review.sidesDiffer' : 'review.keptApart')}
          </span>
        )}
      </span>
      {item.unshared.length === 0 ? null : (
        <span className="pair-unshared small">
          <span className="against-sign" aria-hidden="true">
            −
          </span>{' '}
          {say('review.unshared', { fields: item.unshared.map((field) => fieldName(field, words)).join(', ') })}
        </span>
      )}
    </button>
  );
}

/** Which pairs are listed: of which kind, and in which state, with how many there are. */
export function ReviewFilters({ review }: { review: Review }) {
  const { say } = useWords();
  const formats = useFormats();
  const { kind, state, counts, go } = review;
  return (
    <div className="review-filters">
      <div className="segmented" role="group" aria-label={say('review.states')}>
        {queueStates.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={state === each}
            onClick={() => go({ state: each === 'open' ? undefined : each, pair: undefined })}
          >
            {say(`queue.${each}`)}{' '}
            {counts === null ? '' : <span className="count">{formats.number(counts[each])}</span>}
          </button>
        ))}
      </div>
      <select
        className="field compact"
        aria-label={say('review.kind')}
        value={kind ?? ''}
        onChange={(event) => go({ kind: event.currentTarget.value || undefined, pair: undefined })}
      >
        <option value="">{say('review.allKinds')}</option>
        {comparedKinds.map((each) => (
          <option key={each} value={each}>
            {say(`kinds.${each}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
