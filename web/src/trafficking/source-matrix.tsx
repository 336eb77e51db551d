import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { SourceFlows } from '../../../src/model/source-flows.ts';
import { flowColumns } from '../../../src/model/trace-filter.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { columnName, columnsShown } from './flow-names.ts';
import { OpenCount } from './open-count.tsx';
import { columnBy, flowsQuery, stateMapQuery } from './trafficking-queries.ts';
import { useOpened } from './use-opened.ts';

const statesFirst = 15;

/** What the columns are of: by time, or by where. */
export function ColumnChoice() {
  const { say } = useWords();
  const { search, change } = useOpened();
  return (
    <label className="small screen-only column-choice">
      {say('flowsBy.label')}{' '}
      <select
        className="field compact"
        value={columnBy(search['by'])}
        onChange={(event) => change({ by: event.currentTarget.value })}
      >
        {flowColumns.map((by) => (
          <option key={by} value={by}>
            {say(`flowsBy.${by}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Source states, opened to counties, against time or place: each cell opens to its traces; the fuller, the darker. */
export function SourceMatrix({ window }: { window: readonly string[] }) {
  const { filter, search } = useOpened();
  const { data, error, refetch } = useQuery(flowsQuery(filter, search['by']));
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <SkeletonLines lines={10} />
      </Loading>
    );
  return <MatrixOf flows={data} window={window} />;
}

function MatrixOf({ flows, window }: { flows: SourceFlows; window: readonly string[] }) {
  const words = useWords();
  const { say } = words;
  const { search, change } = useOpened();
  const { data: map } = useQuery(stateMapQuery);
  const [whole, showWhole] = useState({ rows: false, columns: false });
  const { by, columns, rows, several } = flows;
  const keys = columns.map(({ key }) => key);
  const at = columnsShown(by, keys, whole.columns);
  const shown = whole.rows ? rows : rows.slice(0, statesFirst);
  const most = Math.max(1, ...shown.flatMap(({ counts }) => counts));
  const nameOf = (key: string) => columnName(by, key, words, map);
  const inWindow = (key: string) => (by === 'quarter' && window.includes(key) ? ' in-window' : '');
  const cells = (source: string, label: string, counts: readonly number[], shaded: boolean) =>
    at.map((each) => (
      <td
        key={keys[each]}
        className={`right number${inWindow(keys[each]!)}`}
        style={shaded ? shade(counts[each]! / most) : undefined}
      >
        <OpenCount
          n={counts[each]!}
          what={openedCounts.cell(source, by, keys[each]!)}
          label={say('flows.inColumn', { source: label, column: nameOf(keys[each]!) })}
        />
      </td>
    ));
  const beside = (source: string, label: string, n: number, counts: readonly number[]) => (
    <tr className="beside">
      <th scope="row">{label}</th>
      <td className="right number">
        <OpenCount n={n} what={openedCounts.source(source)} label={label} />
      </td>
      {cells(source, label, counts, false)}
    </tr>
  );
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={say('flows.matrix')}>
        <table className="table source-matrix">
          <thead>
            <tr>
              <th scope="col">{say('flows.source')}</th>
              <th scope="col" className="right">
                {say('flows.all')}
              </th>
              {at.map((each) => (
                <th key={keys[each]} scope="col" className={`right${inWindow(keys[each]!)}`}>
                  {nameOf(keys[each]!)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ state, share, counts, counties }) => (
              <Fragment key={state}>
                <tr>
                  <th scope="row">
                    <button
                      type="button"
                      className="row-opener"
                      aria-expanded={search['state'] === state}
                      aria-label={say('flows.counties', { state })}
                      onClick={() => change({ state: search['state'] === state ? undefined : state })}
                    >
                      {search['state'] === state ? '▾' : '▸'} {state}
                    </button>
                  </th>
                  <td className="right number">
                    <OpenCount n={share.numerator} what={openedCounts.source(state)} label={state} />
                  </td>
                  {cells(state, state, counts, true)}
                </tr>
                {search['state'] === state
                  ? counties.map(({ county, firearms, counts: inCounty }) => {
                      const source = `${state}-${county ?? 'none'}`;
                      const label = county === null ? say('flows.countyUnknown') : (map?.names[county] ?? county);
                      return (
                        <tr key={source} className="county">
                          <th scope="row" className="small">
                            {label.replace(`, ${state}`, '')}
                          </th>
                          <td className="right number">
                            <OpenCount n={firearms} what={openedCounts.source(source)} label={label} />
                          </td>
                          {cells(source, label, inCounty, true)}
                        </tr>
                      );
                    })
                  : null}
              </Fragment>
            ))}
            {beside(
              'none',
              say('flows.unknown'),
              flows.sourceKnown.denominator - flows.sourceKnown.numerator,
              columns.map(({ unknown }) => unknown),
            )}
            {flows.governments === 0
              ? null
              : beside(
                  'government',
                  say('flows.governments'),
                  flows.governments,
                  columns.map(({ governments }) => governments),
                )}
          </tbody>
        </table>
      </div>
      <p className="flow-more screen-only">
        {rows.length <= statesFirst ? null : (
          <button
            type="button"
            className="button compact"
            onClick={() => showWhole((now) => ({ ...now, rows: !now.rows }))}
          >
            {whole.rows ? say('flows.fewerRows') : say('flows.allRows', { n: rows.length - statesFirst })}
          </button>
        )}
        {columnsShown(by, keys, false).length === keys.length ? null : (
          <button
            type="button"
            className="button compact"
            onClick={() => showWhole((now) => ({ ...now, columns: !now.columns }))}
          >
            {whole.columns
              ? say('flows.fewerColumns')
              : say('flows.allColumns', { n: keys.length - columnsShown(by, keys, false).length })}
          </button>
        )}
      </p>
      <p className="muted small">
        {say('flows.help')} {by === 'incident-district' ? say('flows.incidentHelp') : ''}{' '}
        {several > 0 ? say('flows.several', { n: several }) : ''}
      </p>
    </>
  );
}

const shade = (share: number) => ({
  background: share === 0 ? undefined : `color-mix(in srgb, var(--sale) ${Math.round(6 + share * 22)}%, transparent)`,
});
