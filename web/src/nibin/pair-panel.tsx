import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CandidatePair, ComparedExhibit } from '../../../src/model/candidate-pairs.ts';
import { reviewConclusions, type ReviewConclusion } from '../../../src/model/nibin-states.ts';
import { SurfacePicture } from '../ballistics/surface-picture.tsx';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { agree, propose } from './nibin-queries.ts';
import { PairFigures } from './pair-figures.tsx';
import { comparisonPath } from './comparison-path.ts';

/** Both surfaces beside one another, what is known of either, and what the reader says of them. */
export function PairPanel(props: {
  pair: CandidatePair;
  give: (conclusion: ReviewConclusion) => void;
  /** What was typed of the pair so far. */
  note: string;
  write: (note: string) => void;
  skip: () => void;
  /** Null where there is nothing to take back. */
  undo: (() => void) | null;
  busy: boolean;
  /** Both surfaces have been on the screen for a moment: something can be said of them. */
  seen: boolean;
  renew: () => void;
}) {
  const { pair, give, note, write, busy, seen, undo } = props;
  const { say } = useWords();
  return (
    <section
      className="panel pair-panel"
      aria-label={say('nibin.review.pair', { a: pair.a.exhibit, b: pair.b.exhibit })}
    >
      <div className="panel-head">
        <h2>{say('nibin.review.pair', { a: pair.a.exhibit, b: pair.b.exhibit })}</h2>
        <Link to={comparisonPath(pair) as never} className="button compact">
          {say('nibin.review.open')} <kbd>o</kbd>
        </Link>
      </div>
      <div className="two-scans">
        {[pair.a, pair.b].map((each) => (
          <figure key={each.exhibit}>
            <SurfacePicture
              exhibit={each.exhibit}
              scan={each.scan}
              pair={[pair.a, pair.b]}
              label={say('nibin.review.scanOf', { n: each.exhibit })}
            />
            <ExhibitFacts exhibit={each} />
          </figure>
        ))}
      </div>
      <PairFigures figures={pair.figures} />
      {pair.state === 'review' ? (
        <div className="review-bar screen-only">
          <p className="buttons">
            {reviewConclusions.map((each, at) => (
              <button key={each} type="button" className="button" disabled={busy || !seen} onClick={() => give(each)}>
                {say(`nibin.review.${each}`)} <kbd>{at + 1}</kbd>
              </button>
            ))}
            <button type="button" className="button quiet" disabled={busy} onClick={props.skip}>
              {say('nibin.review.skip')} <kbd>s</kbd>
            </button>
            {undo === null ? null : (
              <button type="button" className="button quiet" disabled={busy} onClick={undo}>
                {say('nibin.review.undo')} <kbd>u</kbd>
              </button>
            )}
          </p>
          <label>
            <span className="small muted">{say('nibin.review.note')}</span>
            <input
              className="field"
              value={note}
              maxLength={2000}
              onChange={(event) => write(event.currentTarget.value)}
            />
          </label>
        </div>
      ) : (
        <Spoken {...props} />
      )}
    </section>
  );
}

function ExhibitFacts({ exhibit }: { exhibit: ComparedExhibit }) {
  const { say, sayIfKnown } = useWords();
  const facts = [
    ['item', exhibit.item],
    [
      'kind',
      `${sayIfKnown(`nibin.kind.${exhibit.kind}`) ?? exhibit.kind}, ${sayIfKnown(`nibin.origin.${exhibit.origin}`) ?? exhibit.origin}`,
    ],
    ['calibre', exhibit.calibre],
    [
      'aperture',
      exhibit.aperture === null ? null : (sayIfKnown(`exhibits.aperture.${exhibit.aperture}`) ?? exhibit.aperture),
    ],
    [
      'breechFace',
      exhibit.breechFace === null
        ? null
        : (sayIfKnown(`exhibits.breechFace.${exhibit.breechFace}`) ?? exhibit.breechFace),
    ],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{say(`nibin.review.${name}`)}</dt>
          <dd className={value === null ? 'muted' : ''}>{value ?? say('nibin.review.unknown')}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was said of a pair, as far as the reader may know it, and what can be done about it. */
function Spoken({ pair, undo, busy, renew }: Parameters<typeof PairPanel>[0]) {
  const { say } = useWords();
  const [conclusion, setConclusion] = useState<ReviewConclusion>('LEAD');
  const [reason, setReason] = useState('');
  const settle = useMutation({
    mutationFn: (how: 'agree' | 'propose') => (how === 'agree' ? agree(pair) : propose(pair, conclusion, reason)),
    onSuccess: renew,
  });
  const what = (of: ReviewConclusion) => say(`nibin.review.${of}`);
  const { consensus } = pair;
  return (
    <div className="spoken">
      {pair.state === 'waiting' && pair.own !== null ? (
        <p>{say('nibin.review.said', { what: what(pair.own.conclusion) })}</p>
      ) : null}
      {pair.reviews.length === 0 ? null : (
        <ul className="plain-list">
          {pair.reviews.map((review) => (
            <li key={review.turn}>
              {say('nibin.review.given', { by: review.by, what: what(review.conclusion) })}
              {review.note === null ? null : <span className="muted"> · {review.note}</span>}
            </li>
          ))}
        </ul>
      )}
      {consensus === null ? null : (
        <p>
          {say('nibin.review.proposed', {
            by: consensus.proposedBy,
            what: what(consensus.conclusion),
            reason: consensus.reason,
          })}
          {consensus.agreedBy === null ? null : <span className="muted"> · {consensus.agreedBy}</span>}
        </p>
      )}
      {pair.conclusion === null ? null : (
        <p>
          <strong>{say('nibin.review.settledAs', { what: what(pair.conclusion) })}</strong>{' '}
          {pair.lead === null ? null : (
            <Link to="/nibin/$number" params={{ number: String(pair.lead) }}>
              {say('nibin.review.lead', { number: pair.lead })}
            </Link>
          )}
        </p>
      )}
      {settle.error === null ? null : <Failed error={settle.error} retry={renew} />}
      {pair.state === 'consensus' ? (
        <>
          <p className="muted small">{say('nibin.review.differ')}</p>
          {consensus !== null && consensus.agreedBy === null && consensus.proposedBy !== pair.own?.by ? (
            <p className="buttons">
              <button
                type="button"
                className="button first"
                disabled={settle.isPending}
                onClick={() => settle.mutate('agree')}
              >
                {say('nibin.review.agree')}
              </button>
            </p>
          ) : null}
          <form
            className="inline-form screen-only"
            onSubmit={(event) => {
              event.preventDefault();
              settle.mutate('propose');
            }}
          >
            <select
              className="field"
              aria-label={say('nibin.review.propose')}
              value={conclusion}
              onChange={(event) => setConclusion(event.currentTarget.value as ReviewConclusion)}
            >
              {reviewConclusions.map((each) => (
                <option key={each} value={each}>
                  {what(each)}
                </option>
              ))}
            </select>
            <label>
              <span className="small muted">{say('nibin.review.reason')}</span>
              <input
                className="field"
                required
                maxLength={2000}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            </label>
            <button type="submit" className="button" disabled={settle.isPending || reason.trim() === ''}>
              {say('nibin.review.propose')}
            </button>
          </form>
        </>
      ) : null}
      {undo === null ? null : (
        <p className="buttons screen-only">
          <button type="button" className="button quiet" disabled={busy} onClick={undo}>
            {say('nibin.review.undo')} <kbd>u</kbd>
          </button>
        </p>
      )}
    </div>
  );
}
