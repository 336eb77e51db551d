import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ComparedKind, IdentityModelPage } from '../../../src/model/identity.ts';
import { useMay } from '../frame/session.ts';
import { serverWords } from '../frame/server-words.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { bitsText } from './bits-text.ts';
import { orderModel } from './identity-queries.ts';
import { sharesOf } from './model-figures.ts';
import { WeightsHistogram } from './weights-histogram.tsx';

const bounds = { accept: { min: -4, max: 30 }, review: { min: -8, max: 30 } } as const;

/**
 * The weights of pairs with two lines that can be moved: what joins and what is asked is said as they move, and nothing changes before a
 * proposal is sent and another person signs it. Where the lines stand is in the address.
 */
export function ProposePanel({ model }: { model: IdentityModelPage }) {
  const words = useWords();
  const { say, language } = words;
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const search: { accept?: string; review?: string } = useSearch({ strict: false });
  const { histogram } = model.diagnosis;
  const acceptBits = search.accept === 'never' ? null : (bitsOf(search.accept, bounds.accept) ?? model.acceptBits);
  const reviewBits = bitsOf(search.review, bounds.review) ?? model.reviewBits;
  const moved = acceptBits !== model.acceptBits || reviewBits !== model.reviewBits;
  const shares = sharesOf(histogram, { acceptBits, reviewBits });
  const before = sharesOf(histogram, model);
  const go = (change: { accept?: string | undefined; review?: string | undefined; model?: string }) =>
    void navigate({
      to: '.',
      search: (old: Record<string, unknown>) => ({ ...old, ...change }) as never,
      replace: true,
      resetScroll: false,
    });
  const propose = useMutation({
    mutationFn: () => orderModel({ kind: model.kind as ComparedKind, from: model.model, acceptBits, reviewBits }),
    onSuccess: async () => {
      go({ accept: undefined, review: undefined });
      await client.refetchQueries({ type: 'active', queryKey: ['identity', 'models'] });
    },
  });
  const { suggested } = model;
  const crossed = acceptBits !== null && acceptBits < reviewBits;
  return (
    <section className="panel" aria-labelledby="weights">
      <h2 id="weights">{say('models.weights')}</h2>
      <WeightsHistogram histogram={histogram} acceptBits={acceptBits} reviewBits={reviewBits} />
      <p className="weights-sums" role="status">
        <span>
          <i className="weights-sample join" aria-hidden="true" />{' '}
          {say(shares.exact ? 'models.wouldJoin' : 'models.wouldJoinAbout', { n: shares.join })}
        </span>
        <span>
          <i className="weights-sample ask" aria-hidden="true" />{' '}
          {say(shares.exact ? 'models.wouldAsk' : 'models.wouldAskAbout', { n: shares.ask })}
        </span>
        {moved ? <span className="muted">{say('models.before', { join: before.join, ask: before.ask })}</span> : null}
      </p>
      {may('identity.learn') ? (
        <div className="thresholds screen-only">
          <label>
            <span>
              {say('models.acceptFrom')}{' '}
              <strong className="number">
                {acceptBits === null ? say('models.never') : bitsText(acceptBits, language)}
              </strong>
            </span>
            <input
              type="range"
              {...bounds.accept}
              step={1}
              value={Math.round(acceptBits ?? bounds.accept.max)}
              disabled={acceptBits === null}
              aria-valuetext={acceptBits === null ? say('models.never') : bitsText(acceptBits, language)}
              onChange={(event) => go({ accept: event.currentTarget.value })}
            />
          </label>
          <label>
            <span>
              {say('models.reviewFrom')} <strong className="number">{bitsText(reviewBits, language)}</strong>
            </span>
            <input
              type="range"
              {...bounds.review}
              step={1}
              value={Math.round(reviewBits)}
              aria-valuetext={bitsText(reviewBits, language)}
              onChange={(event) => go({ review: event.currentTarget.value })}
            />
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={acceptBits === null}
              onChange={(event) =>
                go({
                  accept: event.currentTarget.checked
                    ? 'never'
                    : String(Math.round(model.acceptBits ?? bounds.accept.max)),
                })
              }
            />
            {say('models.neverJoins')}
          </label>
          <div className="buttons">
            <button
              type="button"
              className="button first"
              disabled={!moved || crossed || propose.isPending}
              onClick={() => propose.mutate()}
            >
              {say('models.propose')}
            </button>
            <button
              type="button"
              className="button"
              disabled={!moved}
              onClick={() => go({ accept: undefined, review: undefined })}
            >
              {say('models.asItIs')}
            </button>
            {suggested === null ? null : (
              <button
                type="button"
                className="button quiet"
                disabled={suggested.acceptBits < bounds.accept.min}
                onClick={() => go({ accept: String(suggested.acceptBits) })}
              >
                {say('models.suggested', { bits: bitsText(suggested.acceptBits, language) })}
              </button>
            )}
          </div>
          {model.diagnosis.labels.length === 0 ? null : (
            <p className="small muted">
              {suggested === null
                ? say('models.suggestedNone')
                : suggested.toBits === null
                  ? say('models.suggestedByAbove', { n: suggested.labels, different: suggested.different })
                  : say('models.suggestedBy', {
                      n: suggested.labels,
                      different: suggested.different,
                      bits: bitsText(suggested.acceptBits, language),
                      to: bitsText(suggested.toBits, language),
                    })}
              {suggested === null ? null : (
                <>
                  {' '}
                  {suggested.from
                    .map(({ from, labels, different }) =>
                      say('models.suggestedFrom', { from: serverWords(from, words), n: labels, different }),
                    )
                    .join(' · ')}
                </>
              )}
            </p>
          )}
          {crossed ? <p className="small bad">{say('models.crossed')}</p> : null}
          {propose.error === null ? null : <Failed error={propose.error} />}
        </div>
      ) : null}
    </section>
  );
}

function bitsOf(text: string | undefined, { min, max }: { min: number; max: number }): number | null {
  if (text === undefined || !/^-?\d{1,2}(\.\d{1,20})?$/.test(text)) return null;
  const bits = Number(text);
  return bits >= min && bits <= max ? bits : null;
}
