import type { PairWhy } from '../../../src/model/identity.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { entityPath } from '../frame/entity-link.tsx';
import { labelText } from '../frame/entity-label.ts';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay, useSession } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ChangePanel } from './change-panel.tsx';
import { DecisionBar, verdicts } from './decision-bar.tsx';
import { stateAfter, type Decision } from './decision-log.ts';
import { lastOwnQuery, type Judgement, type Verdict } from './identity-queries.ts';
import { keepDraft, keepReason, keptDraft, type ReasonDraft } from './kept-reasons.ts';
import { agreementOf, PairReasons, PairTable } from './pair-table.tsx';
import { ReviewFilters, ReviewList } from './review-list.tsx';
import { useReview, type Review } from './use-review.ts';
import { usualReasons } from './usual-reasons.ts';
import { WaterfallChart } from './waterfall-chart.tsx';
import './pair.css';
import './review.css';

const agreementsOf = (pair: PairWhy | undefined) =>
  (pair?.steps ?? []).map((step) => ({
    field: step.field,
    agreement: agreementOf(step),
    against: pair!.elsewhere.some(({ field, against }) => field === step.field && against),
  }));

/** Pairs of entities that may be one, for a person to decide on: those first that would change most. */
export function ReviewPage() {
  const words = useWords();
  const { say } = words;
  const may = useMay();
  const navigate = useNavigate();
  const { actor } = useSession();
  const review = useReview();
  const { state, selected, rows, pair, item, decisions, queue } = review;
  const { log } = decisions;
  const [draft, setDraft] = useState<ReasonDraft | null>(() => keptDraft(actor));
  const [undoing, setUndoing] = useState<unknown>(null);
  const [said, announce] = useState('');
  const middle = useRef<HTMLHeadingElement>(null);
  const mayJudge = may('identity.judge') && state !== 'decided';

  const keep = (next: ReasonDraft | null) => {
    setDraft(next);
    keepDraft(actor, next);
  };
  const own = draft?.key === selected ? draft : null;
  const asking = mayJudge && own?.open === true ? own.verdict : null;

  const kind = pair.data?.kind ?? item?.kind ?? null;
  const waiting = pair.data?.judgements.find((each) => each.state === 'WAITING') ?? null;
  const asked = pair.data?.judgements.find((each) => each.withdrawal !== null && each.state !== 'WITHDRAWN') ?? null;

  const ask = (verdict: Verdict) => {
    if (selected !== null && mayJudge) keep({ key: selected, verdict, text: own?.text ?? '', open: true });
  };
  const cancel = () => {
    if (own !== null) keep(own.text === '' ? null : { ...own, open: false });
  };
  const leave = (what: string) => {
    review.select(review.following);
    announce(what);
    middle.current?.focus();
  };
  const decide = (verdict: Verdict, reason: string, confirms: Judgement | null) => {
    if (selected === null || rows === null || kind === null) return;
    const to = stateAfter(kind, verdict, confirms !== null);
    void decisions.decide({
      key: selected,
      rows,
      from: state,
      to,
      verdict,
      reason,
      confirms: confirms?.judgement ?? null,
    });
    leave(confirms === null ? say('decide.done', { verdict: say(`verdict.${verdict}`) }) : say('decide.confirmed'));
  };
  const send = () => {
    if (own === null || own.text.trim() === '') return;
    const reason = own.text.trim();
    keepReason(actor, own.verdict, reason);
    keep(null);
    decide(own.verdict, reason, null);
  };
  const confirm = () => {
    if (waiting !== null && state === 'waiting' && waiting.judgedBy !== actor)
      decide(waiting.verdict, waiting.reason, waiting);
  };
  const lastDone = log.findLast((each) => each.state !== 'refused') ?? null;
  const { data: lastStored = null } = useQuery({ ...lastOwnQuery, enabled: may('identity.judge') });
  const busy = useRef(false);
  const undo = async () => {
    if (busy.current) return;
    busy.current = true;
    setUndoing(null);
    try {
      if (lastDone === null) {
        const taken = await decisions.takeBackStored();
        if (taken === null) return announce(say('decide.nothingToUndo'));
        review.go({ state: undefined, pair: `${taken.a},${taken.b}` });
      } else {
        await decisions.takeBack(lastDone);
        // What was confirmed is taken back as a whole: the pair is open again.
        const back = lastDone.confirms ? 'open' : lastDone.from;
        review.go({ state: back === 'open' ? undefined : back, pair: lastDone.key });
      }
      announce(say('decide.undone'));
    } catch (error) {
      setUndoing(error);
    } finally {
      busy.current = false;
    }
  };
  const open = (side: 'a' | 'b') => {
    if (pair.data !== undefined) void navigate({ to: entityPath(pair.data[side].id) });
  };

  useKeys([
    { key: 'j', label: 'review.keys.next', run: () => review.step(1) },
    { key: 'k', label: 'review.keys.previous', run: () => review.step(-1) },
    ...(mayJudge
      ? verdicts.map(({ verdict, key }) => ({
          key,
          label: `verdict.${verdict}` as const,
          run: () => ask(verdict),
        }))
      : []),
    ...(mayJudge && state === 'waiting' ? [{ key: 'c', label: 'decide.confirm', run: confirm } as const] : []),
    ...(may('identity.judge') ? [{ key: 'z', label: 'decide.undoLast', run: () => void undo() } as const] : []),
    { key: 'o', label: 'review.keys.openA', run: () => open('a') },
    { key: 'O', label: 'review.keys.openB', run: () => open('b') },
    {
      key: 'w',
      label: 'review.keys.why',
      run: () => rows !== null && void navigate({ to: '/why', search: rows }),
    },
    { key: 'Escape', label: 'keys.escape', run: cancel },
  ]);
  const unlike = log.filter((each) => each.state === 'refused' || each.state === 'overruled');
  return (
    <PageFrame
      title={say('review.title')}
      className="review"
      evidence={pair.data === undefined || rows === null ? undefined : <ChangePanel pair={pair.data} item={item} />}
    >
      <div className="page-head">
        <div>
          <h1>{say('review.title')}</h1>
          <p>{say('review.lead')}</p>
        </div>
        <div className="buttons screen-only">
          <Link to="/why" className="button">
            <Icon name="path" size={16} /> {say('review.compare')}
          </Link>
          <Link to="/identity" className="button">
            {say('review.models')}
          </Link>
        </div>
      </div>
      <ReviewFilters review={review} />
      <p className="unseen" role="status">
        {said}
      </p>
      {undoing === null ? null : <Failed error={undoing} retry={() => void undo()} />}
      {unlike.map((each) => (
        <Refused
          key={each.key}
          decision={each}
          dismiss={() => decisions.forget(each.key)}
          lookAgain={() => {
            decisions.forget(each.key);
            if (each.state === 'overruled') return review.go({ state: each.to, pair: each.key });
            if (!each.confirms) keep({ key: each.key, verdict: each.verdict, text: each.reason, open: true });
            review.go({ state: each.from === 'open' ? undefined : each.from, pair: each.key });
          }}
        />
      ))}
      {rows === null &&
      (queue.data === undefined || queue.hasNextPage || review.looksAgain || (queue.isFetching && log.length > 0)) ? (
        queue.error === null ? (
          <ReviewLoading />
        ) : (
          <Failed error={queue.error} retry={() => void queue.refetch()} />
        )
      ) : rows === null ? (
        <Nothing review={review} />
      ) : (
        <div className="review-columns">
          <ReviewList review={review} />
          <section className="review-pair" aria-labelledby="pair-title">
            <PairHead review={review} headRef={middle} />
            {pair.data === undefined ? (
              pair.error === null ? (
                <Loading>
                  <div className="panel">
                    <SkeletonLines lines={10} />
                  </div>
                  <div className="panel">
                    <Skeleton height={280} />
                  </div>
                </Loading>
              ) : (
                <Failed error={pair.error} retry={() => void pair.refetch()} />
              )
            ) : (
              <>
                <div className="panel">
                  <PairTable pair={pair.data} />
                  <PairReasons pair={pair.data} />
                </div>
                <div className="panel">
                  <h2>{say('fall.title')}</h2>
                  <WaterfallChart pair={pair.data} />
                </div>
              </>
            )}
            {(pair.data !== undefined || asking !== null) && mayJudge ? (
              <DecisionBar
                asking={asking}
                usual={asking === null ? [] : usualReasons(asking, kind ?? '', agreementsOf(pair.data))}
                text={own?.text ?? ''}
                second={kind === 'person'}
                withdrawal={
                  asked?.withdrawal
                    ? say('decide.withdrawalWaits', {
                        who: asked.withdrawal.askedBy,
                        verdict: say(`verdict.${asked.verdict}`),
                      })
                    : null
                }
                ask={ask}
                write={(text) => own !== null && keep({ ...own, text })}
                send={send}
                cancel={cancel}
                undo={lastDone === null && lastStored === null ? null : () => void undo()}
                confirm={
                  state === 'waiting' && waiting !== null
                    ? { by: waiting.judgedBy, own: waiting.judgedBy === actor, run: confirm }
                    : undefined
                }
              />
            ) : null}
          </section>
        </div>
      )}
    </PageFrame>
  );
}

function PairHead({ review, headRef }: { review: Review; headRef: React.RefObject<HTMLHeadingElement | null> }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { at, items, pair, item, total } = review;
  const sides = pair.data ?? item;
  return (
    <div className="pair-head">
      <h2 id="pair-title" ref={headRef} tabIndex={-1}>
        {sides === null
          ? say('review.pair')
          : say('review.pairOf', { a: labelText(sides.a.label, words), b: labelText(sides.b.label, words) })}
      </h2>
      <div className="buttons screen-only">
        <span className="muted small number">
          {at < 0
            ? say('review.notInList')
            : say('review.position', {
                n: formats.number(at + 1),
                total: formats.number(Math.max(total, items.length)),
              })}
        </span>
        <button
          type="button"
          className="button icon compact"
          aria-label={say('review.keys.previous')}
          disabled={at <= 0}
          onClick={() => review.step(-1)}
        >
          <Icon name="up" size={16} />
        </button>
        <button
          type="button"
          className="button icon compact"
          aria-label={say('review.keys.next')}
          disabled={at >= items.length - 1}
          onClick={() => review.step(1)}
        >
          <Icon name="down" size={16} />
        </button>
      </div>
    </div>
  );
}

function Refused(props: { decision: Decision; lookAgain: () => void; dismiss: () => void }) {
  const { decision } = props;
  const { say } = useWords();
  return (
    <div className="refused">
      <p>
        <strong>
          {say(decision.state === 'overruled' ? 'decide.overruled' : 'decide.refused', {
            verdict: say(`verdict.${decision.verdict}`),
          })}
        </strong>{' '}
        <span className="muted">{decision.reason}</span>
      </p>
      {decision.state === 'overruled' ? null : <Failed error={decision.error} />}
      <div className="buttons">
        <button type="button" className="button compact" onClick={props.lookAgain}>
          {say('decide.lookAgain')}
        </button>
        <button type="button" className="button quiet compact" onClick={props.dismiss}>
          {say('notice.dismiss')}
        </button>
      </div>
    </div>
  );
}

function Nothing({ review }: { review: Review }) {
  const { say } = useWords();
  const { state, model, queue, decisions } = review;
  if (model === null && state === 'open')
    return (
      <section className="panel">
        <Empty icon="links" title={say('review.noModel')} help={say('review.noModelHelp')}>
          <Link to="/identity" className="button">
            {say('review.models')}
          </Link>
        </Empty>
      </section>
    );
  return (
    <section className="panel">
      <Empty icon="person" title={say(`review.empty.${state}`)} help={say(`review.emptyHelp.${state}`)}>
        {decisions.log.length === 0 ? null : <p>{say('review.decidedHere', { n: decisions.log.length })}</p>}
        <button type="button" className="button" disabled={queue.isFetching} onClick={() => void queue.refetch()}>
          {say('review.lookAgain')}
        </button>
      </Empty>
    </section>
  );
}

function ReviewLoading() {
  return (
    <Loading>
      <div className="review-columns">
        <div className="panel">
          <SkeletonLines lines={12} />
        </div>
        <div className="review-pair">
          <div className="panel">
            <SkeletonLines lines={8} />
          </div>
          <div className="panel">
            <Skeleton height={280} />
          </div>
        </div>
      </div>
    </Loading>
  );
}
