import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { PublishedSources } from '../../../src/model/published-sources.ts';
import { ShareText } from '../frame/share-text.tsx';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { OpenCount } from './open-count.tsx';
import { publishedQuery } from './trafficking-queries.ts';
import { useOpened } from './use-opened.ts';

const sourcesFirst = 12;

/** Own sources of a year beside those ATF publishes for the state. */
export function PublishedPanel() {
  const { say } = useWords();
  const { search, change } = useOpened();
  const { data, error, refetch } = useQuery(publishedQuery(search['atf']));
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <SkeletonLines lines={8} />
      </Loading>
    );
  const { state, published, own, year, comparison } = data;
  if (state === null) return <p className="muted">{say('published.noState')}</p>;
  if (published.length === 0)
    return (
      <Empty icon="flows" title={say('published.none', { state })} help={say('published.noneHelp')}>
        <Link to="/imports" className="button">
          {say('live.toImports')}
        </Link>
      </Empty>
    );
  const both = published.filter((each) => own.includes(each));
  const list = (years: readonly number[]) => (years.length === 0 ? say('published.nothing') : years.join(', '));
  return (
    <>
      {both.length === 0 ? (
        <p>{say('published.noYear')}</p>
      ) : (
        <label className="small screen-only">
          {say('published.year')}{' '}
          <select
            className="field compact"
            value={year ?? ''}
            onChange={(event) => change({ atf: event.currentTarget.value })}
          >
            {year === null ? <option value="">–</option> : null}
            {both.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="muted small">
        {say('published.years', { years: list(published) })} {say('published.ownYears', { years: list(own) })}
      </p>
      {comparison === null || year === null ? null : <Compared comparison={comparison} year={year} state={state} />}
    </>
  );
}

function Compared(props: { comparison: NonNullable<PublishedSources['comparison']>; year: number; state: string }) {
  const { comparison, year, state } = props;
  const { say } = useWords();
  const formats = useFormats();
  const [whole, showWhole] = useState(false);
  const { drawnFrom, rows, falseMost, governments, elsewhere } = comparison;
  const told = rows.filter((row, at) => row.told && at >= sourcesFirst);
  const shown = whole ? rows : [...rows.slice(0, sourcesFirst), ...told];
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={say('published.title')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('published.source')}</th>
              <th scope="col">
                {say('published.own')} {year}
              </th>
              <th scope="col">
                {say('published.atf')} {state} {year}
              </th>
              <th scope="col" className="right">
                {say('published.chance')}
              </th>
              <th scope="col">{say('trafficking.change')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ source, own, published, low, high, told: isTold, direction }) => (
              <tr key={source}>
                <th scope="row">{source}</th>
                <td className="small">
                  <OpenCount
                    n={own.numerator}
                    what={openedCounts.ofYear(source, year, state)}
                    label={`${source} ${year}`}
                  >
                    <ShareText share={own} />
                  </OpenCount>
                </td>
                <td className="small number">
                  {say('published.parts', {
                    n: formats.number(published.numerator),
                    all: formats.number(published.denominator),
                  })}
                  <span className="muted block">{say('published.noUnknown')}</span>
                </td>
                <td className="right number">{say('top.between', { low, high })}</td>
                <td className="small">
                  {isTold ? <strong>{say(`published.${direction}`)}</strong> : say('published.notTold')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length <= shown.length ? null : (
        <p className="screen-only">
          <button type="button" className="button compact" onClick={() => showWhole(true)}>
            {say('published.allRows', { n: rows.length - shown.length })}
          </button>
        </p>
      )}
      <p className="muted small">
        {say(`published.drawn.${drawnFrom}`)} {say('published.falseMost', { n: Math.round(falseMost * 100) })}
      </p>
      <p className="muted small">
        {say('published.differ')} {say('published.leftOut', { governments, elsewhere })}
      </p>
    </>
  );
}
