import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { PairWhy } from '../../../src/model/identity.ts';
import { labelText } from '../frame/entity-label.ts';
import { entityPath } from '../frame/entity-link.tsx';
import { useKeys } from '../frame/keys.ts';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { PrintButton } from '../frame/print-button.tsx';
import { Empty, Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ChangePanel } from './change-panel.tsx';
import { pairKey } from './decision-log.ts';
import { pairQuery } from './identity-queries.ts';
import { PairReasons, PairTable } from './pair-table.tsx';
import { WaterfallChart } from './waterfall-chart.tsx';
import './pair.css';
import './review.css';

const namePattern = /^([1-9]\d{0,15}-\d{1,2}|(person|firearm|dealer|place|vehicle):\d{1,16})$/;

/** Why two rows or entities are held for one, or are not: any two, whatever proposed them. */
export function WhyPage() {
  const words = useWords();
  const { say } = words;
  const navigate = useNavigate();
  const search: { a?: string; b?: string; back?: string } = useSearch({ strict: false });
  const { a = '', b = '', back } = search;
  const asked = namePattern.test(a) && namePattern.test(b);
  const { data, error, refetch } = useQuery({ ...pairQuery(a, b), enabled: asked });
  const pair = asked ? data : undefined;
  const open = (side: 'a' | 'b') => pair !== undefined && void navigate({ to: entityPath(pair[side].id) });
  useKeys([
    { key: 'o', label: 'review.keys.openA', run: () => open('a') },
    { key: 'O', label: 'review.keys.openB', run: () => open('b') },
  ]);
  const title =
    pair === undefined
      ? say('whyPage.title')
      : say('review.pairOf', { a: labelText(pair.a.label, words), b: labelText(pair.b.label, words) });
  return (
    <PageFrame
      title={title}
      className="review"
      evidence={pair === undefined ? undefined : <ChangePanel pair={pair} item={null} />}
      printed={{
        handling: null,
        sources: pair === undefined ? [] : [pair.a.source, pair.b.source],
        caution: say('review.caution'),
      }}
    >
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p>{pair === undefined ? say('whyPage.lead') : say('whyPage.model', { n: String(pair.model) })}</p>
        </div>
        <div className="buttons screen-only">
          {back === undefined ? null : (
            <Link to="/links" search={Object.fromEntries(new URLSearchParams(back)) as never} className="button">
              <Icon name="links" size={16} /> {say('compare.back')}
            </Link>
          )}
          {pair === undefined ? null : <PairActions pair={pair} />}
        </div>
      </div>
      <PairForm key={`${a} ${b}`} a={a} b={b} />
      {!asked ? (
        <section className="panel">
          <Empty icon="path" title={say('whyPage.empty')} help={say('whyPage.emptyHelp')} />
        </section>
      ) : pair === undefined ? (
        error === null ? (
          <Loading>
            <div className="panel">
              <SkeletonLines lines={10} />
            </div>
            <div className="panel">
              <Skeleton height={280} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )
      ) : (
        <>
          <section className="panel" aria-labelledby="side-by-side">
            <h2 id="side-by-side">{say('pair.sideBySide')}</h2>
            <PairTable pair={pair} />
            <PairReasons pair={pair} />
          </section>
          <section className="panel" aria-labelledby="steps">
            <h2 id="steps">{say('fall.title')}</h2>
            <WaterfallChart pair={pair} />
          </section>
        </>
      )}
    </PageFrame>
  );
}

function PairActions({ pair }: { pair: PairWhy }) {
  const { say } = useWords();
  return (
    <>
      {pair.sameEntity ? (
        <Link to="/clusters/$id" params={{ id: pair.a.id }} className="button">
          {say('whyPage.rows')}
        </Link>
      ) : (
        <Link to="/review" search={{ pair: pairKey(pair) }} className="button first">
          {say('whyPage.decide')}
        </Link>
      )}
      <PrintButton records={[`/entities/${pair.a.id}/prints`, `/entities/${pair.b.id}/prints`]} />
    </>
  );
}

/** Two rows or ids to compare; what is typed is checked before it is asked. */
function PairForm({ a, b }: { a: string; b: string }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const [typed, setTyped] = useState({ a, b });
  const [tried, setTried] = useState(false);
  const bad = (side: 'a' | 'b') => tried && !namePattern.test(typed[side].trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const next = { a: typed.a.trim(), b: typed.b.trim() };
    if (namePattern.test(next.a) && namePattern.test(next.b))
      void navigate({ to: '/why', search: (before: Record<string, unknown>) => ({ ...before, ...next }) as never });
  };
  return (
    <form className="panel pair-form screen-only" onSubmit={submit} noValidate>
      {(['a', 'b'] as const).map((side) => (
        <label key={side}>
          <span>
            <span className="pair-letter">{side.toUpperCase()}</span> {say('whyPage.rowOrId')}
          </span>
          <input
            className="field"
            value={typed[side]}
            maxLength={40}
            placeholder={side === 'a' ? '812-3' : 'person:4711'}
            aria-invalid={bad(side)}
            aria-describedby="pair-form-help"
            autoComplete="off"
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped((before) => ({ ...before, [side]: value }));
            }}
          />
        </label>
      ))}
      <button type="submit" className="button first">
        {say('whyPage.compare')}
      </button>
      <p id="pair-form-help" className={bad('a') || bad('b') ? 'small bad' : 'muted small'}>
        {say('whyPage.help')}
      </p>
    </form>
  );
}
