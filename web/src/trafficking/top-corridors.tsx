import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { SourceFlows } from '../../../src/model/source-flows.ts';
import { ShareText } from '../frame/share-text.tsx';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { columnName, columnsShown } from './flow-names.ts';
import { OpenCount } from './open-count.tsx';
import { flowsQuery, stateMapQuery } from './trafficking-queries.ts';
import { useOpened } from './use-opened.ts';

const topFirst = 3;

/** What the first few states have of all that came from other states, over the columns of the matrix, beside what chance makes of it. */
export function TopCorridors() {
  const { filter, search } = useOpened();
  const { data, error, refetch } = useQuery(flowsQuery(filter, search['by']));
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <SkeletonLines lines={8} />
      </Loading>
    );
  return <CorridorsOf flows={data} />;
}

function CorridorsOf({ flows: { by, columns, corridors, falseMost } }: { flows: SourceFlows }) {
  const words = useWords();
  const { say } = words;
  const { search, change } = useOpened();
  const { data: map } = useQuery(stateMapQuery);
  const [whole, showWhole] = useState(false);
  const chosen =
    corridors.find(({ top }) => String(top) === search['top']) ??
    corridors.find(({ top }) => top === topFirst) ??
    corridors.at(-1);
  if (chosen === undefined) return <p className="muted">{say('top.none')}</p>;
  const { top, states, ofOthers, ofAll } = chosen;
  const keys = columns.map(({ key }) => key);
  const at = columnsShown(by, keys, whole);
  const label = say('top.first', { n: top });
  return (
    <>
      <p>
        <select
          className="field compact screen-only"
          aria-label={say('top.label')}
          value={top}
          onChange={(event) => change({ top: event.currentTarget.value })}
        >
          {corridors.map((each) => (
            <option key={each.top} value={each.top}>
              {say('top.first', { n: each.top })}
            </option>
          ))}
        </select>{' '}
        {say('top.states', { states: states.join(', ') })}
      </p>
      <ul className="plain-list small">
        <li>
          {say('top.ofOthers')}{' '}
          <OpenCount n={ofOthers.numerator} what={openedCounts.others(states)} label={label}>
            <ShareText share={ofOthers} />
          </OpenCount>
        </li>
        <li>
          {say('top.ofAll')} <ShareText share={ofAll} />
        </li>
      </ul>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={say('top.title')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say(`flowsBy.${by}`)}</th>
              <th scope="col">{say('top.share')}</th>
              <th scope="col" className="right">
                {say('top.chance')}
              </th>
              <th scope="col">{say('trafficking.change')}</th>
            </tr>
          </thead>
          <tbody>
            {at.map((each) => {
              const { key, share, low, high, told, direction } = chosen.columns[each]!;
              const name = columnName(by, key, words, map);
              return (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td className="small">
                    <OpenCount
                      n={share.numerator}
                      what={openedCounts.othersIn(states, by, key)}
                      label={say('flows.inColumn', { source: label, column: name })}
                    >
                      <ShareText share={share} />
                    </OpenCount>
                  </td>
                  <td className="right number">{say('top.between', { low, high })}</td>
                  <td className="small">{told ? <strong>{say(`top.${direction}`)}</strong> : say('top.notTold')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {columnsShown(by, keys, false).length === keys.length ? null : (
        <p className="screen-only">
          <button type="button" className="button compact" onClick={() => showWhole(!whole)}>
            {whole
              ? say('flows.fewerColumns')
              : say('flows.allColumns', { n: keys.length - columnsShown(by, keys, false).length })}
          </button>
        </p>
      )}
      <p className="muted small">{say('top.help', { n: Math.round(falseMost * 100) })}</p>
    </>
  );
}
